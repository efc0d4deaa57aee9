//! Somebody whose loan the city took back may be promised to two, by whoever has yet to hear of it. Nobody else ever is.

use super::Simulation;
use super::forms;
use super::machine::{Machine, Place};
use anyhow::Result;
use mainforte_api::{Command, Outcome};
use mainforte_domain::{KindId, Loan, LoanStatus, OrgId, VolunteerId, Window};
use mainforte_node::BareNode;

/// What a machine knows of the loan on which it counts, when the city took that loan back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reclaimed {
    /// That it was taken back: it promises nobody on it any more.
    Heard,
    /// Nothing yet.
    Unheard,
}

impl Simulation {
    /// Whether an organisation's booking stands on a loan that was taken back, and whether this machine knows.
    pub(super) fn reclaimed(
        &self,
        node: &BareNode,
        org: &OrgId,
        volunteer: &VolunteerId,
        window: &Window,
    ) -> Result<Option<Reclaimed>> {
        let mut found = None;
        for id in &self.things.reclaimed {
            let Some(Loan { to, volunteer: lent, window: time, status, .. }) = node.store().loan(id)?.map(|l| l.loan)
            else {
                continue;
            };
            if to == *org && lent == *volunteer && time.covers(window) {
                let known = if status == LoanStatus::Granted { Reclaimed::Unheard } else { Reclaimed::Heard };
                found = found.max(Some(known));
            }
        }
        Ok(found)
    }

    /// The city takes somebody back from an association that counts on them and is away, and lends them on.
    pub(super) fn reclaim_and_lend_on(&mut self) -> Result<()> {
        let Some((first, loan)) = self.some_loan_that_stands() else { return Ok(()) };
        let Some(next) = self.some_other_association(&loan.to) else { return Ok(()) };
        self.promise(first, &loan)?;
        self.links.retain(|link| !link.touches(first));
        self.execute(0, Command::Reclaim { loan: loan.id.clone() })?;
        let (volunteer, to, window) = (loan.volunteer.clone(), self.machines[next].org.clone(), loan.window);
        self.execute(0, Command::Lend { volunteer, to, window, quota: None })?;
        self.connect(next, 0)?;
        self.traffic(200)?;
        self.promise(next, &loan)
    }

    fn some_loan_that_stands(&mut self) -> Option<(usize, Loan)> {
        let machines = 0..self.machines.len();
        let lent: Vec<(usize, Loan)> = machines.filter_map(|at| Some((at, self.lent_to(at)?))).collect();
        let choices: Vec<&(usize, Loan)> = lent.iter().collect();
        self.chance.one_of(&choices).cloned()
    }

    fn some_other_association(&mut self, than: &OrgId) -> Option<usize> {
        let is_other = |at: &Machine| at.place == Place::Association && at.org != *than && at.node.is_some();
        let others: Vec<usize> = (0..self.machines.len()).filter(|at| is_other(&self.machines[*at])).collect();
        let choices: Vec<&usize> = others.iter().collect();
        self.chance.one_of(&choices).copied()
    }

    /// A loan that stands, as far as a machine of the borrower knows.
    fn lent_to(&self, machine: usize) -> Option<Loan> {
        let at = &self.machines[machine];
        let store = at.node.as_ref().filter(|_| at.place == Place::Association)?.store();
        let mut loans = self.things.loans.iter().rev().filter_map(|id| store.loan(id).ok()?).map(|stored| stored.loan);
        loans.find(|loan| loan.to == at.org && loan.status == LoanStatus::Granted)
    }

    /// Work in the time of a loan, and the person booked for it.
    fn promise(&mut self, machine: usize, loan: &Loan) -> Result<()> {
        let need = forms::need_within(&mut self.chance, KindId::parse("groceries")?, loan.window);
        let answer = self.execute(machine, Command::PublishNeed { need })?;
        let Some(Ok(Outcome::NeedPublished { shifts, .. })) = answer else { return Ok(()) };
        let Some(shift) = shifts.into_iter().next() else { return Ok(()) };
        let (role, volunteer) = (forms::ROLE.to_owned(), loan.volunteer.clone());
        self.execute(machine, Command::Book { shift, role, volunteer, deliberately: true })?;
        Ok(())
    }
}
