//! An association makes more work for somebody whom it was lent than the hours that it has of them.

use super::Simulation;
use super::forms;
use super::machine::Place;
use anyhow::Result;
use mainforte_api::{Command, Outcome};
use mainforte_domain::{KindId, Loan};

impl Simulation {
    /// Two shifts in the time of a loan, and the person booked for both.
    pub(super) fn overspend_a_loan(&mut self) -> Result<()> {
        let associations = 0..self.machines.len();
        let lent =
            associations.filter_map(|machine| Some((machine, self.lent_for_hours(machine)?))).collect::<Vec<_>>();
        let choices: Vec<&(usize, Loan)> = lent.iter().collect();
        let Some((machine, Loan { volunteer, window, .. })) = self.chance.one_of(&choices).cloned() else {
            return Ok(());
        };
        let need = forms::need_within(&mut self.chance, KindId::parse("groceries")?, window);
        let answer = self.execute(machine, Command::PublishNeed { need })?;
        let Some(Ok(Outcome::NeedPublished { shifts, .. })) = answer else { return Ok(()) };
        for shift in shifts {
            let (role, volunteer) = (forms::ROLE.to_owned(), volunteer.clone());
            self.execute(machine, Command::Book { shift, role, volunteer, deliberately: true })?;
        }
        Ok(())
    }

    fn lent_for_hours(&self, machine: usize) -> Option<Loan> {
        let at = &self.machines[machine];
        let store = at.node.as_ref().filter(|_| at.place == Place::Association)?.store();
        let mut loans = self.things.loans.iter().filter_map(|id| store.loan(id).ok()?).map(|stored| stored.loan);
        loans.find(|loan| loan.to == at.org && loan.quota.is_some())
    }
}
