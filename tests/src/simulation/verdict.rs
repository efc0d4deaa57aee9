use super::Simulation;
use super::machine::{Machine, Place};
use super::probe::last_word;
use super::reclaimed::Reclaimed;
use super::sabotage::Sabotage;
use anyhow::{Result, bail};
use mainforte_api::{PeopleFilter, PeopleSort, Query, View};
use mainforte_domain::{BookingId, DeviceId, DocumentId, LoanStatus, Minute, OrgId, Right, VolunteerId, Window};
use mainforte_node::BareNode;
use std::collections::BTreeMap;

/// A confirmed booking, as one replica sees it.
struct Confirmed {
    id: BookingId,
    /// Whose booking it is.
    org: OrgId,
    window: Window,
    seen_by: String,
    /// On a loan that the city took back, of which this replica has yet to hear: the one way to a second promise.
    unheard: bool,
}

impl Simulation {
    /// The machines that are on, and whose word still counts.
    pub(super) fn running(&self) -> impl Iterator<Item = (&Machine, &BareNode)> {
        let in_good_standing = self.machines.iter().filter(|machine| !self.is_out(&machine.device));
        in_good_standing.filter_map(|machine| Some((machine, machine.node.as_ref()?)))
    }

    /// Whether anybody knows that a device was shut out.
    pub(super) fn is_out(&self, device: &DeviceId) -> bool {
        self.machines.iter().any(|machine| machine.shuts_out(device))
    }

    /// What every machine holds.
    pub(super) fn all_digests(&self) -> Result<BTreeMap<(String, DocumentId), String>> {
        let mut all = BTreeMap::new();
        for (machine, node) in self.running() {
            for row in node.store().digests()? {
                all.insert((machine.name.clone(), row.document), row.digest);
            }
        }
        Ok(all)
    }

    pub(super) fn documents_are_equal(&self) -> Result<()> {
        let all = self.all_digests()?;
        for ((holder, document), digest) in &all {
            for (machine, node) in self.running() {
                let Some(trust) = node.trust() else { continue };
                if !document.readable_by(&machine.org, trust.city()) {
                    continue;
                }
                match all.get(&(machine.name.clone(), document.clone())) {
                    None => bail!("{} holds {document}, {} does not", holder, machine.name),
                    Some(other) if other != digest => bail!("{holder} and {} hold different {document}", machine.name),
                    Some(_) => {}
                }
            }
        }
        Ok(())
    }

    /// Machines of one organisation show the same.
    pub(super) fn screens_are_equal(&self) -> Result<()> {
        let mut shown: BTreeMap<_, (String, String)> = BTreeMap::new();
        for (machine, node) in self.running() {
            for query in screens() {
                let name = format!("{query:?}");
                let view =
                    node.query(query).map_err(|refusal| anyhow::anyhow!("{}: {name}: {refusal:?}", machine.name))?;
                let view = serde_json::to_string(&view)?;
                let (first, other) = shown
                    .entry((machine.org.clone(), name.clone()))
                    .or_insert_with(|| (machine.name.clone(), view.clone()));
                if *other != view {
                    bail!("{first} and {} show different things for {name}:\n{other}\n{view}", machine.name);
                }
            }
        }
        Ok(())
    }

    /// Whoever wrote something knows that it arrived.
    pub(super) fn nothing_waits(&self) -> Result<()> {
        for (machine, node) in self.running() {
            match node.store().unsent()? {
                0 => {}
                waiting => bail!("{} still has {waiting} changes to send", machine.name),
            }
        }
        Ok(())
    }

    /// What everybody wrote last, after all trouble, is shown by all colleagues, and nothing of theirs waits to be written again.
    pub(super) fn everybodys_last_word_arrived(&self) -> Result<()> {
        for (machine, node) in self.running() {
            if !node.store().to_write_again()?.is_empty() {
                bail!("{} has yet to write something again", machine.name);
            }
            let View::Catalogue(catalogue) =
                node.query(Query::Catalogue).map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?
            else {
                bail!("{} has no catalogue", machine.name)
            };
            for (number, colleague) in
                self.machines.iter().enumerate().filter(|(_, m)| m.org == machine.org && !self.is_out(&m.device))
            {
                let last = last_word(number);
                if catalogue.places.iter().all(|place| place.fr != last) {
                    bail!("{} does not show {last} of {}", machine.name, colleague.name);
                }
            }
        }
        Ok(())
    }

    /// Whether Mallory's association owns a document.
    pub(super) fn is_hers(&self, document: &str) -> bool {
        let document = DocumentId::parse(document).ok();
        document.is_some_and(|document| self.mallory.org() == Some(document.owner()))
    }

    pub(super) fn nothing_forged_is_held(&self) -> Result<()> {
        for (machine, node) in self.running() {
            if !node.store().known(self.mallory.forged())?.is_empty() {
                bail!("{} holds a change that Mallory may not write", machine.name);
            }
        }
        Ok(())
    }

    pub(super) fn nothing_leaked(&self) -> Result<()> {
        (0..self.machines.len()).try_for_each(|machine| self.holds_only_what_it_may_read(machine))
    }

    /// On a machine's disk is nothing of what its organisation may not read, nor the refusal of that.
    pub(super) fn holds_only_what_it_may_read(&self, machine: usize) -> Result<()> {
        let machine = &self.machines[machine];
        let Some(node) = &machine.node else { return Ok(()) };
        let Some(trust) = node.trust() else { return Ok(()) };
        let store = node.store();
        let refused = store.quarantine()?.into_iter().filter_map(|row| DocumentId::parse(&row.document).ok());
        let again = store.to_write_again()?.into_iter().map(|(_, again)| again.document);
        let mut held = store.documents()?.into_iter().chain(refused).chain(again);
        match held.find(|document| !document.readable_by(&machine.org, trust.city())) {
            Some(document) => bail!("{} holds {document}, which it may not read", machine.name),
            None => Ok(()),
        }
    }

    /// On no replica, and between no two associations' own, are overlapping bookings of one person confirmed; but for those whose
    /// loan was taken back, until it is heard of.
    pub(super) fn nothing_is_confirmed_twice(&self) -> Result<()> {
        self.nothing_is_confirmed_twice_unless(|confirmed| confirmed.unheard)
    }

    /// The same when all have met: everybody has heard of it then, whatever the hub had lost.
    pub(super) fn nothing_stays_confirmed_twice(&self) -> Result<()> {
        self.nothing_is_confirmed_twice_unless(|_| false)
    }

    fn nothing_is_confirmed_twice_unless(&self, is_excused: fn(&Confirmed) -> bool) -> Result<()> {
        if self.saboteur.is(Sabotage::QuotaIgnored) {
            return Ok(());
        }
        let mut own: BTreeMap<VolunteerId, Vec<Confirmed>> = BTreeMap::new();
        for (machine, node) in self.running() {
            let mut here: BTreeMap<VolunteerId, Vec<Confirmed>> = BTreeMap::new();
            for id in &self.things.bookings {
                let Some((volunteer, confirmed, is_own)) = self.confirmed(machine, node, id)? else { continue };
                if is_own {
                    let known = own.entry(volunteer.clone()).or_default();
                    apart_or_of_one(known, &confirmed, &volunteer, is_excused)?;
                    known.push(Confirmed { seen_by: machine.name.clone(), ..confirmed.again() });
                }
                let seen = here.entry(volunteer.clone()).or_default();
                if let Some(other) = seen.iter().find(|c| c.clashes_with(&confirmed, is_excused)) {
                    bail!("{} sees {} and {} of {volunteer} both confirmed", machine.name, other.id, confirmed.id);
                }
                seen.push(confirmed);
            }
        }
        Ok(())
    }

    pub(super) fn quotas_are_kept(&self) -> Result<()> {
        for (machine, node) in self.running().filter(|(machine, _)| machine.place == Place::Association) {
            for id in &self.things.loans {
                let Some(loan) = node.store().loan(id)?.map(|stored| stored.loan) else { continue };
                let Some(quota) = loan.quota.filter(|_| loan.status == LoanStatus::Granted) else { continue };
                let mut spent = 0;
                for booking in &self.things.bookings {
                    let Some((volunteer, confirmed, _)) = self.confirmed(machine, node, booking)? else { continue };
                    if volunteer == loan.volunteer && loan.window.covers(&confirmed.window) {
                        spent += confirmed.window.length().0;
                    }
                }
                if spent > quota.0 {
                    bail!("{} has {spent} minutes confirmed of {id}, lent for {}", machine.name, quota.0);
                }
            }
        }
        Ok(())
    }

    fn confirmed(
        &self,
        machine: &Machine,
        node: &BareNode,
        id: &BookingId,
    ) -> Result<Option<(VolunteerId, Confirmed, bool)>> {
        let Some(stored) = node.store().booking(id)? else { return Ok(None) };
        let may_confirm = |right: &Right| self.saboteur.confirms(*right, Some(Reclaimed::Heard));
        let Some(right) = stored.right.filter(may_confirm) else { return Ok(None) };
        let Some(shift) = node.store().shift(&stored.booking.shift)? else { return Ok(None) };
        let (owner, volunteer, window) = (stored.document.owner(), stored.booking.volunteer, shift.shift.window);
        let reclaimed = self.reclaimed(node, owner, &volunteer, &window)?;
        if !self.saboteur.confirms(right, reclaimed) {
            return Ok(None);
        }
        let unheard = reclaimed == Some(Reclaimed::Unheard);
        let confirmed =
            Confirmed { id: id.clone(), org: owner.clone(), window, seen_by: machine.name.clone(), unheard };
        Ok(Some((volunteer, confirmed, *owner == machine.org)))
    }

    /// Only what Mallory wrote or brought is kept apart.
    pub(super) fn honest_work_is_not_refused(&self) -> Result<()> {
        for (machine, node) in self.running() {
            for row in node.store().quarantine()? {
                let hers = row.author == Some(self.mallory.device()) || row.brought_by == Some(self.mallory.device());
                // On one of her contradictory changes: it was written again.
                let again = row.reason == "built_on_equivocation" && self.is_hers(&row.document);
                let shut_out = row.author.is_some_and(|author| self.is_out(&author));
                if !hers && !again && !shut_out {
                    bail!(
                        "{} refused a change of {} by {}: {}",
                        machine.name,
                        row.document,
                        row.author_name,
                        row.reason
                    );
                }
            }
        }
        Ok(())
    }
}

impl Confirmed {
    fn again(&self) -> Self {
        Self { id: self.id.clone(), org: self.org.clone(), seen_by: self.seen_by.clone(), ..*self }
    }

    /// Two associations may both have promised a person whose loan was taken back; one of them alone never has.
    fn clashes_with(&self, other: &Self, is_excused: fn(&Self) -> bool) -> bool {
        let is_excused = self.org != other.org && (is_excused(self) || is_excused(other));
        self.window.overlaps(&other.window) && !is_excused
    }
}

/// Between associations nothing overlaps at any time; two laptops of one association may not have met yet.
fn apart_or_of_one(
    known: &[Confirmed],
    new: &Confirmed,
    volunteer: &VolunteerId,
    is_excused: fn(&Confirmed) -> bool,
) -> Result<()> {
    match known.iter().find(|c| c.clashes_with(new, is_excused) && c.org != new.org) {
        Some(other) => {
            bail!("{volunteer} is confirmed twice: {} at {} and {} at {}", other.id, other.seen_by, new.id, new.seen_by)
        }
        None => Ok(()),
    }
}

pub(super) fn screens() -> Vec<Query> {
    let window = Window { from: Minute(0), until: Minute(i64::from(i32::MAX)) };
    vec![
        Query::Volunteers { filter: PeopleFilter::default(), sort: PeopleSort::Name, offset: 0, limit: 500 },
        Query::Needs { window },
        Query::Week { monday: Some("2020-03-23".to_owned()) },
        Query::Week { monday: Some("2020-03-30".to_owned()) },
        Query::ToSettle,
        Query::Loans,
        Query::Catalogue,
    ]
}
