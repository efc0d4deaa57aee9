use mainforte_api::{Proposal, Rearrangement, Stability};
use std::rc::Rc;
use yew::prelude::*;

/// How far somebody lets others be moved, and what they have turned down.
#[derive(Clone, Default, PartialEq)]
pub struct Replanning {
    pub stability: Stability,
    pub declined: Vec<Proposal>,
}

pub enum ReplanningAction {
    Move(Stability),
    Decline(Rearrangement),
}

impl Reducible for Replanning {
    type Action = ReplanningAction;

    fn reduce(self: Rc<Self>, action: ReplanningAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            ReplanningAction::Move(stability) => next.stability = stability,
            ReplanningAction::Decline(rearrangement) => {
                next.declined.extend(rearrangement.steps.into_iter().flat_map(|step| step.step.takes));
            }
        }
        next.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mainforte_api::{Step, StepView};
    use mainforte_domain::{ShiftId, VolunteerId};

    #[test]
    fn what_is_turned_down_is_remembered_when_more_may_move() {
        let take = Proposal {
            shift: ShiftId::parse("s").unwrap(),
            role: "Cuisine".to_owned(),
            volunteer: VolunteerId::parse("paul").unwrap(),
        };
        let step = StepView {
            step: Step { leaves: Vec::new(), takes: vec![take.clone()] },
            volunteer: take.volunteer.clone(),
            name: "Paul".to_owned(),
            phone: None,
            leaves: Vec::new(),
            takes: Vec::new(),
            reasons: Vec::new(),
        };
        let state = Rc::new(Replanning::default())
            .reduce(ReplanningAction::Decline(Rearrangement { steps: vec![step], gains: 1 }))
            .reduce(ReplanningAction::Move(Stability::BestPlan));
        assert_eq!((state.stability, &state.declined), (Stability::BestPlan, &vec![take]));
    }
}
