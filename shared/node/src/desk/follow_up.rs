//! What this device does by itself after something changed: the issuer grants and takes back what operators asked for, an
//! association's laptop says that it has seen a give-back, and the issuer takes note once all of them have.

use super::{Desk, Draft, Membership};
use crate::trouble::Trouble;
use mainforte_api::{Refusal, Topic};
use mainforte_documents::Record;
use mainforte_domain::{DeviceRole, DocumentId, LendRequest, Loan, LoanStatus, Minute};

impl Desk {
    /// Looks at what was touched, and at everything after something could not be done: the request is on disk, so nobody
    /// brings it again.
    pub(super) fn follow_up(&mut self, now: Minute) {
        let Ok(me) = self.member() else { return };
        let outcome = self.keep_healed(now);
        self.has_tried(outcome);
        let everything = std::mem::take(&mut self.is_behind);
        let is_due = |desk: &Self, topic| everything || desk.touched.contains(&topic);
        if is_due(self, Topic::Devices) {
            self.follow_up_devices(me.role, now);
        }
        if is_due(self, Topic::Erasures) {
            let outcome = self.erase_as_asked(now);
            self.has_tried(outcome);
        }
        if is_due(self, Topic::Loans) {
            let outcome = self.follow_up_loans(&me, now);
            self.has_tried(outcome);
        }
    }

    fn follow_up_devices(&mut self, role: DeviceRole, now: Minute) {
        if role == DeviceRole::Hub {
            let outcome = self.go_on_as_asked(now).and_then(|()| self.say_for_whom_it_waits(now));
            self.has_tried(outcome);
        }
        let outcome = self.revoke_as_asked(now);
        self.has_tried(outcome);
    }

    fn follow_up_loans(&mut self, me: &Membership, now: Minute) -> Result<(), Trouble> {
        if self.is_issuer() {
            // First, so that the time is free for what is asked next.
            self.reclaim_as_asked(now)?;
            self.grant_requests(now)?;
            self.take_note_of_returns(now)?;
            // What was given back needs no taking back.
            return self.take_back_what_was_lent_on(now);
        }
        if me.is_city() { Ok(()) } else { self.acknowledge_give_backs(now) }
    }

    fn grant_requests(&mut self, now: Minute) -> Result<(), Trouble> {
        for request in self.store.open_lend_requests()? {
            match self.grant(&request, now) {
                Ok(()) => {}
                Err(trouble) if trouble.is_of_the_item() => {
                    let id = request.id.clone();
                    let outcome = self.refuse_request(request, &Refusal::from(trouble), now);
                    self.has_tried_one("a refused request to lend", id, outcome)?;
                }
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    fn refuse_request(&mut self, request: LendRequest, refusal: &Refusal, now: Minute) -> Result<(), Trouble> {
        let me = self.member()?;
        let mut draft = Draft::silent();
        let refused = LendRequest { refused: Some(code(refusal)), ..request };
        draft.put(DocumentId::Outbox(me.org), Record::LendRequest(refused), None);
        self.write(draft, now)?;
        Ok(())
    }

    fn acknowledge_give_backs(&mut self, now: Minute) -> Result<(), Trouble> {
        let me = self.member()?;
        let device = self.device();
        let mut draft = Draft::silent();
        for loan in self.store.give_backs_not_acknowledged(&me.org, &device)? {
            draft.put(DocumentId::Outbox(me.org.clone()), Record::Returned { loan, device }, None);
        }
        self.write(draft, now)?;
        Ok(())
    }

    /// A give-back is complete when every live device of the association has seen it: then the time can be lent again. Sooner than
    /// that it takes an operator's word: [`Desk::reclaim`].
    fn take_note_of_returns(&mut self, now: Minute) -> Result<(), Trouble> {
        let me = self.member()?;
        let mut draft = Draft::silent();
        for (stored, acknowledged) in self.store.give_backs_open()? {
            let Some(trust) = &self.trust else { break };
            let mut live = trust.devices().filter(|(_, d)| d.org == stored.to && d.revoked_at.is_none());
            if live.all(|(device, _)| acknowledged.contains(device)) {
                let document = DocumentId::Loans { city: me.org.clone(), org: stored.to.clone() };
                draft.put(document, Record::Loan(Loan { status: LoanStatus::Returned, ..stored }), None);
            }
        }
        self.write_each("what was given back", draft, now)
    }
}

/// What the operator's window words; with it the names of whom a hub that was put back from a backup waits for.
fn code(refusal: &Refusal) -> String {
    if let Refusal::HubRestored { awaited } = refusal {
        return format!("hub_restored:{}", awaited.join(", "));
    }
    let value = serde_json::to_value(refusal).unwrap_or_default();
    value.get("refusal").and_then(|code| code.as_str()).unwrap_or("fault").to_owned()
}
