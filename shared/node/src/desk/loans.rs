//! *Mises à disposition*: asking for hands, lending, giving back.

use super::undo::Back;
use super::{Desk, Draft, drafts};
use crate::fresh;
use crate::trouble::Trouble;
use mainforte_api::{AskDraft, Outcome, Refusal};
use mainforte_documents::Record;
use mainforte_domain::{
    Ask, AskId, AskStatus, Card, DocumentId, GiveBack, LendRefusal, LendRequest, LendingRules, Loan, LoanId,
    LoanStatus, Minute, Minutes, OrgId, Person, PersonStatus, VolunteerId, Window, hours_left, may_lend,
};

/// Between two loans of one person: time to cross the city and to breathe.
const APART: Minutes = Minutes(60);
const HANDS_MAX: u32 = 1_000;

impl Desk {
    pub(super) fn ask_for_hands(&mut self, form: AskDraft, now: Minute) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        if me.is_city() {
            return Err(Refusal::AssociationOnly.into());
        }
        let window = Window::new(form.from, form.until)
            .ok_or_else(|| Trouble::invalid("until", "ends_before_start", form.until.0))?;
        if form.hands == 0 || form.hands > HANDS_MAX {
            return Err(Trouble::invalid("hands", "too_many", form.hands));
        }
        let ask = Ask {
            id: fresh::id(&*self.world, "a")?,
            kind: form.kind,
            skill: form.skill.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()),
            district: form.district,
            window,
            hands: form.hands,
            note: drafts::name("note", &form.note)?,
            status: AskStatus::Open,
            at: now,
        };
        let id = ask.id.clone();
        let mut draft = Draft::of("ask_for_hands", ask.kind.to_string(), 1);
        draft.put(DocumentId::Outbox(me.org), Record::Ask(ask), Some(Back::Cancel));
        let written = self.write(draft, now)?;
        Ok(Outcome::Asked { id, entry: written.entry })
    }

    pub(super) fn close_ask(&mut self, id: &AskId, now: Minute) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        let before = self.store.ask(&me.org, id)?.ok_or_else(|| Trouble::not_found("ask", id))?;
        let after = Ask { status: AskStatus::Closed, ..before.clone() };
        let mut draft = Draft::of("close_ask", after.kind.to_string(), 1);
        draft.put(DocumentId::Outbox(me.org), Record::Ask(after), Some(Back::Restore(Box::new(Record::Ask(before)))));
        let written = self.write(draft, now)?;
        Ok(Outcome::Done { entry: written.entry })
    }

    pub(super) fn give_back(&mut self, loan: &LoanId, now: Minute) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        let stored = self.store.loan(loan)?.filter(|l| l.loan.to == me.org);
        let stored = stored.ok_or_else(|| Trouble::not_found("loan", loan))?;
        let volunteer = stored.loan.volunteer;
        let subject = self.store.person(&volunteer)?.map_or_else(String::new, |p| p.person.name());
        let mut draft = Draft::of("give_back", subject, 1).about(&volunteer);
        let give_back = GiveBack { loan: loan.clone(), by: self.device(), at: now };
        draft.put(DocumentId::Outbox(me.org), Record::GiveBack(give_back), None);
        self.write(draft, now)?;
        Ok(Outcome::Done { entry: None })
    }

    pub(super) fn lend(
        &mut self,
        volunteer: &VolunteerId,
        to: &OrgId,
        window: Window,
        quota: Option<Minutes>,
        now: Minute,
    ) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        if !me.is_city() {
            return Err(Refusal::CityOnly.into());
        }
        Window::new(window.from, window.until)
            .ok_or_else(|| Trouble::invalid("until", "ends_before_start", window.until.0))?;
        if self.is_issuer() {
            self.must_not_be_waiting()?;
        }
        let request = LendRequest {
            id: fresh::id(&*self.world, "l")?,
            volunteer: volunteer.clone(),
            to: to.clone(),
            window,
            quota,
            refused: None,
        };
        let id = request.id.clone();
        // Refused here already where it can be known, so that the operator is told at once.
        let request = LendRequest { quota: self.check_lendable(&request)?.quota, ..request };
        if self.is_issuer() {
            self.grant(&request, now)?;
            return Ok(Outcome::Lent { id, pending: false });
        }
        let mut draft = Draft::of("lend", self.name_of(volunteer)?, 1).about(volunteer);
        draft.put(DocumentId::Outbox(me.org), Record::LendRequest(request), None);
        self.write(draft, now)?;
        Ok(Outcome::Lent { id, pending: true })
    }

    /// Whether this device holds the current issuer term.
    pub(super) fn is_issuer(&self) -> bool {
        let issuer = self.trust.as_ref().and_then(|t| t.issuer());
        issuer.is_some_and(|(_, device)| device == self.device())
    }

    /// Writes the loan, and the card with what the association needs to know of the person.
    pub(super) fn grant(&mut self, request: &LendRequest, now: Minute) -> Result<(), Trouble> {
        self.must_not_be_waiting()?;
        let Lendable { person, quota } = self.check_lendable(request)?;
        let me = self.member()?;
        let (term, _) = self.trust.as_ref().and_then(|t| t.issuer()).ok_or(Refusal::CityOnly)?;
        let LendRequest { id, volunteer, to, window, .. } = request.clone();
        let ends = self.store.card_end(&to, &volunteer)?.unwrap_or(window.until).max(window.until);
        let sequence = self.store.loans_issued(term)? + 1;
        let card = Card::of_lent(me.org.clone(), to.clone(), &person, ends);
        let mut draft = Draft::of("lend", person.name(), 1).about(&volunteer);
        let city = me.org.clone();
        let loan = Loan {
            id,
            to: to.clone(),
            volunteer: volunteer.clone(),
            window,
            quota,
            term,
            sequence,
            status: LoanStatus::Granted,
            reclaimed: None,
        };
        draft.put(DocumentId::Loans { city, org: to.clone() }, Record::Loan(loan), None);
        draft.put(DocumentId::Card { from: me.org, to, id: volunteer }, Record::Card(card), None);
        self.write(draft, now)?;
        Ok(())
    }

    /// Whether the person may be lent so. Without a quota in the request, what the person's weeks leave is the quota.
    fn check_lendable(&self, request: &LendRequest) -> Result<Lendable, Trouble> {
        let me = self.member()?;
        if self.store.organisation(&request.to)?.is_none() || request.to == me.city {
            return Err(Trouble::not_found("association", &request.to));
        }
        let found = self.store.person(&request.volunteer)?.filter(|found| found.owner == me.city);
        let person = found.ok_or_else(|| Trouble::not_found("volunteer", &request.volunteer))?.person;
        if matches!(person.status, PersonStatus::Paused | PersonStatus::Withdrawn) {
            return Err(Refusal::NotLendable.into());
        }
        let calendar = self.calendar()?;
        let rules = LendingRules { apart: APART, week_max: person.week_max };
        let existing: Vec<Loan> = self.store.loans_of(&request.volunteer)?.into_iter().map(|l| l.loan).collect();
        let left = hours_left(&existing, request.window, &rules, &calendar);
        let quota = request.quota.or_else(|| (left < request.window.length()).then_some(left));
        if quota == Some(Minutes(0)) {
            return Err(Refusal::BeyondWeeklyHours.into());
        }
        may_lend(&existing, request.window, quota, &rules, &calendar)
            .map_err(|refusal| refused(&refusal, &existing))?;
        Ok(Lendable { person, quota })
    }

    pub(super) fn name_of(&self, volunteer: &VolunteerId) -> Result<String, Trouble> {
        Ok(self.store.person(volunteer)?.map_or_else(String::new, |p| p.person.name()))
    }
}

struct Lendable {
    person: Person,
    quota: Option<Minutes>,
}

fn refused(refusal: &LendRefusal, existing: &[Loan]) -> Trouble {
    match refusal {
        LendRefusal::Overlap(loan) | LendRefusal::TooNear { loan, .. } => {
            let window = existing.iter().find(|l| l.id == *loan).map(|l| l.window);
            let (from, until) = window.map_or((Minute(0), Minute(0)), |w| (w.from, w.until));
            Refusal::LentElsewhere { from, until }.into()
        }
        LendRefusal::Week { .. } => Refusal::BeyondWeeklyHours.into(),
        LendRefusal::Quota { quota, .. } => Trouble::invalid("quota", "too_many", quota.0),
        LendRefusal::TooLong(length) => Trouble::invalid("until", "too_long", length.0),
    }
}
