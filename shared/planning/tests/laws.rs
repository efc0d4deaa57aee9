//! The laws of planning, on problems of every shape.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod arbitrary;
mod judge;
mod trying;

use arbitrary::{hostile, problem};
use mainforte_planning::{
    Booking, Change, Effort, Stability, breaches, explain, plan, recommend, replan, score, why_short,
};
use proptest::prelude::*;
use trying::best_by_trying;

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_keeps_the_rules_and_tells_its_score_and_a_true_bound(problem in problem(8, 12)) {
        problem.validate().unwrap();
        let plan = plan(&problem, Effort::Quick).unwrap();
        prop_assert_eq!(judge::faults(&problem, &plan.bookings), Vec::<String>::new());
        prop_assert_eq!(plan.score, judge::score(&problem, &plan.bookings));
        prop_assert_eq!(plan.score, score(&problem, &plan.bookings).total());
        prop_assert!(plan.score <= plan.upper_bound);
    }

    #[test]
    fn a_tiny_problem_is_planned_nearly_at_best_and_never_beyond_the_bound(problem in problem(2, 3)) {
        if let Some(best) = best_by_trying(&problem) {
            let plan = plan(&problem, Effort::Quick).unwrap();
            prop_assert!(best <= plan.upper_bound, "bound {} below the best {best}", plan.upper_bound);
            prop_assert!(plan.score <= best);
        }
    }

    #[test]
    fn one_volunteer_alone_is_planned_at_best(problem in problem(1, 4)) {
        if let Some(best) = best_by_trying(&problem) {
            prop_assert_eq!(plan(&problem, Effort::Quick).unwrap().score, best);
        }
    }

    #[test]
    fn the_order_of_the_input_changes_nothing(problem in problem(6, 8), turn in 0..6_usize) {
        let mut turned = problem.clone();
        turned.volunteers.reverse();
        let middle = turn % turned.shifts.len();
        turned.shifts.rotate_left(middle);
        turned.shifts.iter_mut().for_each(|shift| shift.roles.reverse());
        turned.pinned.reverse();
        turned.previous.reverse();
        prop_assert_eq!(plan(&problem, Effort::Quick).unwrap(), plan(&turned, Effort::Quick).unwrap());
    }

    #[test]
    fn one_more_volunteer_never_lowers_the_best(problem in problem(2, 3)) {
        let mut fewer = problem.clone();
        let gone = fewer.volunteers.pop().unwrap();
        if fewer.pinned.iter().all(|it| it.volunteer != gone.id)
            && let (Some(with), Some(without)) = (best_by_trying(&problem), best_by_trying(&fewer))
        {
            prop_assert!(without <= with);
            prop_assert!(without <= plan(&problem, Effort::Quick).unwrap().upper_bound);
        }
    }

    #[test]
    fn a_hostile_problem_is_refused_or_planned_but_never_panics(problem in hostile()) {
        let sound = problem.validate().is_ok();
        let planned = plan(&problem, Effort::Quick);
        prop_assert_eq!(sound, planned.is_ok());
        let Ok(planned) = planned else { return Ok(()) };
        prop_assert!(planned.score <= planned.upper_bound);
        for shift in &problem.shifts {
            let _ = why_short(&problem, &planned, &shift.id);
            let _ = recommend(&problem, &planned, &shift.id, &shift.roles[0].role);
            let _ = explain(&problem, &planned, &problem.volunteers[0].id, &shift.id);
        }
    }

    #[test]
    fn replanning_keeps_the_rules_and_at_the_highest_stability_moves_nobody(problem in problem(8, 10), gone in 0..8_usize) {
        let before = plan(&problem, Effort::Quick).unwrap();
        let absent = problem.volunteers[gone % problem.volunteers.len()].id.clone();
        let change = Change { absent: vec![absent.clone()], ..Change::default() };
        let mut left = problem.clone();
        left.volunteers.retain(|it| it.id != absent);
        left.pinned.retain(|it| it.volunteer != absent);
        for stability in [Stability::MoveNobody, Stability::MoveFew, Stability::BestPlan] {
            let after = replan(&problem, &before, &change, stability).unwrap();
            prop_assert_eq!(judge::faults(&left, &after.plan.bookings), Vec::<String>::new());
            prop_assert_eq!(after.plan.score, judge::score(&left, &after.plan.bookings));
            prop_assert!(after.plan.score <= after.plan.upper_bound);
            if stability == Stability::MoveNobody {
                prop_assert_eq!(after.moved, vec![]);
                prop_assert!(after.plan.score >= after.score_before);
            }
        }
    }

    #[test]
    fn what_is_recommended_and_explained_keeps_its_promise(problem in problem(6, 8)) {
        let plan = plan(&problem, Effort::Quick).unwrap();
        for shift in &problem.shifts {
            for it in recommend(&problem, &plan, &shift.id, &shift.roles[0].role) {
                let mut bookings = plan.bookings.clone();
                bookings.retain(|booking| !it.leaves.contains(booking));
                let role = shift.roles[0].role.clone();
                bookings.push(Booking { volunteer: it.volunteer.clone(), shift: shift.id.clone(), role });
                prop_assert_eq!(judge::faults(&problem, &bookings), Vec::<String>::new());
                prop_assert_eq!(judge::score(&problem, &bookings) - plan.score, it.difference);
                let why = explain(&problem, &plan, &it.volunteer, &shift.id);
                let mainforte_planning::Explanation::Possible(forced) = why else { panic!("{why:?}") };
                prop_assert!(forced.difference >= it.difference, "{forced:?} {it:?}");
            }
        }
    }

    #[test]
    fn both_checkers_agree_on_any_bookings(problem in problem(5, 6), picks in proptest::collection::vec((0..5_usize, 0..6_usize), 0..12)) {
        let booking = |(v, s): (usize, usize)| {
            let shift = &problem.shifts[s % problem.shifts.len()];
            let volunteer = problem.volunteers[v % problem.volunteers.len()].id.clone();
            Booking { volunteer, shift: shift.id.clone(), role: shift.roles[0].role.clone() }
        };
        let mut bookings: Vec<Booking> = picks.into_iter().map(booking).collect();
        bookings.sort();
        bookings.dedup();
        prop_assert_eq!(breaches(&problem, &bookings).is_empty(), judge::faults(&problem, &bookings).is_empty());
        prop_assert_eq!(score(&problem, &bookings).total(), judge::score(&problem, &bookings));
    }
}
