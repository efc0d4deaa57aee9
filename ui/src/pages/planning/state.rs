use mainforte_api::{PlanView, Proposal};
use std::collections::BTreeSet;
use std::rc::Rc;
use yew::prelude::*;

/// A plan that is being made or looked through. Nothing in it is booked until it is accepted.
#[derive(Clone, Default, PartialEq)]
pub struct Planning {
    running: bool,
    plan: Option<Rc<PlanView>>,
    /// Proposals accepted or set aside; they leave the list.
    decided: BTreeSet<Proposal>,
}

pub enum PlanningAction {
    Begin,
    Planned(PlanView),
    Decided(Vec<Proposal>),
    Leave,
}

impl Planning {
    pub fn running(&self) -> bool {
        self.running
    }

    pub fn plan(&self) -> Option<&Rc<PlanView>> {
        self.plan.as_ref()
    }

    /// What waits for a decision, in the plan's order.
    pub fn open(&self) -> Vec<mainforte_api::ProposalView> {
        let proposals = self.plan.iter().flat_map(|plan| plan.proposals.iter());
        proposals.filter(|proposal| !self.decided.contains(&proposal.proposal)).cloned().collect()
    }
}

impl Reducible for Planning {
    type Action = PlanningAction;

    fn reduce(self: Rc<Self>, action: PlanningAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            PlanningAction::Begin => next = Self { running: true, ..Self::default() },
            PlanningAction::Planned(plan) => next = Self { plan: Some(Rc::new(plan)), ..Self::default() },
            PlanningAction::Decided(proposals) => next.decided.extend(proposals),
            PlanningAction::Leave => next = Self::default(),
        }
        next.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mainforte_api::ProposalView;
    use mainforte_domain::{Minute, ShiftId, VolunteerId, Window};

    fn proposal(volunteer: &str) -> ProposalView {
        ProposalView {
            proposal: Proposal {
                shift: ShiftId::parse("s").unwrap(),
                role: "Cuisine".to_owned(),
                volunteer: VolunteerId::parse(volunteer).unwrap(),
            },
            name: volunteer.to_owned(),
            title: String::new(),
            place: String::new(),
            window: Window::new(Minute(0), Minute(60)).unwrap(),
            requested: false,
            reasons: Vec::new(),
        }
    }

    #[test]
    fn decided_proposals_leave_the_list() {
        let plan = PlanView {
            monday: "2020-03-23".to_owned(),
            places_needed: 2,
            filled_before: 0,
            filled_after: 2,
            gap_millipercent: None,
            proposals: vec![proposal("marie"), proposal("jean")],
            short: Vec::new(),
            set_aside: 0,
        };
        let state = Rc::new(Planning::default()).reduce(PlanningAction::Begin);
        assert!(state.running());
        let state = state.reduce(PlanningAction::Planned(plan));
        assert!(!state.running());
        let state = state.reduce(PlanningAction::Decided(vec![proposal("marie").proposal]));
        assert_eq!(state.open(), vec![proposal("jean")]);
    }
}
