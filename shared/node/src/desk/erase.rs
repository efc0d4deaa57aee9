//! Erasing a person: the owner asks in its outbox, the hub says it in the trust log, and so it reaches everybody first and
//! is never lost again. What is written here names nobody.

use super::{Desk, Draft};
use crate::trouble::Trouble;
use mainforte_api::{Outcome, Refusal};
use mainforte_documents::Record;
use mainforte_domain::{
    DeviceRole, DocumentId, ERASURES_PER_DAY, EraseReason, EraseRequest, EraseStep, Minute, OrgId, VolunteerId,
};
use mainforte_sync::{TrustBody, tombstone};
use std::collections::BTreeMap;
use std::sync::Arc;

const DAY_MINUTES: i64 = 24 * 60;

impl Desk {
    pub(super) fn erase(
        &mut self,
        volunteer: &VolunteerId,
        reason: EraseReason,
        now: Minute,
    ) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        self.own_person(volunteer)?;
        let request = EraseRequest {
            owner: me.org.clone(),
            volunteer: volunteer.clone(),
            shown_to: self.store.shown_to(&me.org, volunteer)?.into_iter().collect(),
            reason,
            step: EraseStep::Asked,
            by: self.device(),
            at: now,
        };
        if me.role == DeviceRole::Hub {
            self.sign_erasure(request, now)?;
            return Ok(Outcome::Done { entry: None });
        }
        let mut draft = Draft::of("erase", String::new(), 1);
        draft.put(DocumentId::Outbox(me.org), Record::EraseRequest(request), None);
        self.write(draft, now)?;
        Ok(Outcome::Done { entry: None })
    }

    /// An operator's word on an erasure that the hub holds back. For the city's own people that word is the hub's alone,
    /// or one laptop could empty the pool.
    pub(super) fn answer_erasure(
        &mut self,
        owner: &OrgId,
        volunteer: &VolunteerId,
        allow: bool,
        now: Minute,
    ) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        if !me.is_city() {
            return Err(Refusal::CityOnly.into());
        }
        let asked = self.store.erase_requests()?.into_iter().map(|(_, request)| request);
        let mut held = asked.filter(|r| r.owner == *owner && r.volunteer == *volunteer && r.step == EraseStep::Held);
        let held = held.next_back().ok_or_else(|| Trouble::not_found("volunteer", volunteer))?;
        if allow && me.role == DeviceRole::Hub {
            self.sign_erasure(held, now)?;
            return Ok(Outcome::Done { entry: None });
        }
        if allow && *owner == me.city {
            return Err(Refusal::HubOnly.into());
        }
        let step = if allow { EraseStep::Allowed } else { EraseStep::Declined };
        self.say_in_city(EraseRequest { step, ..held }, now)?;
        Ok(Outcome::Done { entry: None })
    }

    /// The hub erases as it is asked. Beyond so many of one organisation in a day it waits for an operator's word: nobody
    /// erases a city by one stolen laptop.
    pub(super) fn erase_as_asked(&mut self, now: Minute) -> Result<(), Trouble> {
        let me = self.member()?;
        if me.role != DeviceRole::Hub || self.must_not_be_waiting().is_err() {
            return Ok(());
        }
        let all = self.store.erase_requests()?;
        let word: BTreeMap<(OrgId, VolunteerId), EraseStep> = all
            .iter()
            .filter(|(by, _)| *by == me.city)
            .map(|(_, said)| ((said.owner.clone(), said.volunteer.clone()), said.step))
            .collect();
        for (by, request) in all {
            // Only the owner asks; what the city says of others' people is its word on their asking.
            if by != request.owner || self.is_erased(&request) {
                continue;
            }
            let word = word.get(&(request.owner.clone(), request.volunteer.clone())).copied();
            let outcome = match word.unwrap_or(EraseStep::Asked) {
                EraseStep::Allowed if by != me.city => self.sign_erasure(request, now),
                EraseStep::Asked => self.erase_or_hold(request, now),
                EraseStep::Held | EraseStep::Allowed | EraseStep::Declined => Ok(()),
            };
            // Whom it is about is not for the log of the program.
            self.has_tried_one("an erasure asked for", by, outcome)?;
        }
        Ok(())
    }

    fn erase_or_hold(&mut self, request: EraseRequest, now: Minute) -> Result<(), Trouble> {
        if self.store.erased_since(&request.owner, now.plus(-DAY_MINUTES))? < ERASURES_PER_DAY {
            return self.sign_erasure(request, now);
        }
        self.say_in_city(EraseRequest { step: EraseStep::Held, ..request }, now)
    }

    fn say_in_city(&mut self, request: EraseRequest, now: Minute) -> Result<(), Trouble> {
        let me = self.member()?;
        let mut draft = Draft::silent();
        let request = EraseRequest { by: self.device(), at: now, ..request };
        draft.put(DocumentId::Outbox(me.city), Record::EraseRequest(request), None);
        self.write(draft, now)?;
        Ok(())
    }

    fn is_erased(&self, request: &EraseRequest) -> bool {
        self.trust.as_ref().is_some_and(|trust| trust.is_erased(&request.owner, &request.volunteer))
    }

    fn sign_erasure(&mut self, request: EraseRequest, now: Minute) -> Result<(), Trouble> {
        if self.is_erased(&request) {
            return Ok(());
        }
        self.must_not_be_waiting()?;
        let mut trust = self.trust.as_deref().cloned().ok_or(Refusal::NotJoined)?;
        let EraseRequest { owner, volunteer, shown_to, reason, .. } = request;
        let shown_to = shown_to.into_iter().take(trust.organisations().len()).collect();
        let subject = tombstone(&owner, &volunteer);
        let body = TrustBody::Erase { owner, subject, shown_to, reason };
        let entry = trust.append(&self.key, body).map_err(Trouble::fault)?;
        let mut draft = Draft::of("erase", String::new(), 1);
        draft.trust.push(entry);
        self.write(draft, now)?;
        self.trust = Some(Arc::new(trust));
        self.follow_trust(now);
        Ok(())
    }
}
