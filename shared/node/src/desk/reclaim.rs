//! Taking lent time back before the association has given it back: the one way to a double booking, by whoever has yet to hear of
//! it. An operator's laptop asks, the issuer does it; there is no way back but to lend again.

use super::{Desk, Draft};
use crate::trouble::Trouble;
use mainforte_api::{Outcome, Refusal};
use mainforte_documents::Record;
use mainforte_domain::{DocumentId, Loan, LoanId, LoanStatus, Minute, Reclaim, ReclaimRequest};

impl Desk {
    pub(super) fn reclaim(&mut self, loan: &LoanId, now: Minute) -> Result<Outcome, Trouble> {
        let me = self.member()?;
        if !me.is_city() {
            return Err(Refusal::CityOnly.into());
        }
        let stored = self.store.loan(loan)?.ok_or_else(|| Trouble::not_found("loan", loan))?.loan;
        if stored.status != LoanStatus::Granted {
            return Err(Refusal::NotLent.into());
        }
        let request = ReclaimRequest { loan: loan.clone(), by: self.device(), at: now };
        if self.is_issuer() {
            self.must_not_be_waiting()?;
            self.take_back(stored, &request, now)?;
            return Ok(Outcome::Done { entry: None });
        }
        let mut draft = Draft::of("reclaim", self.name_of(&stored.volunteer)?, 1).about(&stored.volunteer);
        draft.put(DocumentId::Outbox(me.org), Record::ReclaimRequest(request), None);
        self.write(draft, now)?;
        Ok(Outcome::Done { entry: None })
    }

    /// The issuer takes back what operators asked for. One that was put back from a backup does it once it waits no longer: what
    /// it does not know of, the association may have given back.
    pub(super) fn reclaim_as_asked(&mut self, now: Minute) -> Result<(), Trouble> {
        if self.must_not_be_waiting().is_err() {
            return Ok(());
        }
        for (request, loan) in self.store.open_reclaims()? {
            let outcome = self.take_back(loan, &request, now);
            self.has_tried_one("a reclaim", &request.loan, outcome)?;
        }
        Ok(())
    }

    /// The issuer lends nobody on before it has the time back. Where it finds both loans standing, it has lost with its disk that
    /// it took the earlier one back, or that it had lent at all: it takes it back again, so that whoever still counts on it
    /// is told. Such loans come back to it by the laptops that it waits for, or after an operator has ended that.
    pub(super) fn take_back_what_was_lent_on(&mut self, now: Minute) -> Result<(), Trouble> {
        if !self.loans_came_back || self.must_not_be_waiting().is_err() {
            return Ok(());
        }
        let mut all = true;
        for loan in self.store.lent_on()? {
            tracing::warn!(loan = %loan.id, "a loan that was lent on stands: it is taken back");
            let request = ReclaimRequest { loan: loan.id.clone(), by: self.device(), at: now };
            let outcome = self.take_back(loan, &request, now);
            all &= self.has_tried_one("a loan that was lent on", &request.loan, outcome)?;
        }
        self.loans_came_back = !all;
        Ok(())
    }

    /// The card stays until its end: the association may have to call the person.
    fn take_back(&mut self, loan: Loan, request: &ReclaimRequest, now: Minute) -> Result<(), Trouble> {
        let me = self.member()?;
        let mut draft = Draft::of("reclaim", self.name_of(&loan.volunteer)?, 1).about(&loan.volunteer);
        let document = DocumentId::Loans { city: me.org, org: loan.to.clone() };
        let loan = loan.taken_back(Reclaim { by: request.by, at: now });
        draft.put(document, Record::Loan(loan), None);
        self.write(draft, now)?;
        Ok(())
    }
}
