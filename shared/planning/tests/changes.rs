//! The laws of planning again after a change, on problems, plans and changes of every shape.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod arbitrary;
mod judge;
mod trying;

use std::collections::BTreeSet;

use arbitrary::problem;
use mainforte_planning::{
    Booking, Change, Effort, Plan, Problem, Questions, Replan, Role, ShadowPrice, Stability, explain, plan, recommend,
    replan, why_short,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use trying::best_by_trying;

const STABILITIES: [Stability; 3] = [Stability::MoveNobody, Stability::MoveFew, Stability::BestPlan];

/// Who drops out, which of the plan's bookings are declined, which shifts are cancelled.
type Draw = (Vec<Index>, Vec<Index>, Vec<Index>);

fn draw() -> impl Strategy<Value = Draw> {
    (vec(any::<Index>(), 0..3), vec(any::<Index>(), 0..3), vec(any::<Index>(), 0..2))
}

fn change(problem: &Problem, plan: &Plan, draw: &Draw) -> Change {
    let declined = if plan.bookings.is_empty() { &[][..] } else { &draw.1[..] };
    Change {
        absent: draw.0.iter().map(|it| it.get(&problem.volunteers).id.clone()).collect(),
        declined: declined.iter().map(|it| it.get(&plan.bookings).clone()).collect(),
        cancelled: draw.2.iter().map(|it| it.get(&problem.shifts).id.clone()).collect(),
    }
}

/// The problem that is left, written from what the change means.
fn left(problem: &Problem, change: &Change) -> Problem {
    let mut left = problem.clone();
    left.volunteers.retain(|it| !change.absent.contains(&it.id));
    left.shifts.retain(|it| !change.cancelled.contains(&it.id));
    left.pinned.retain(|it| {
        !change.absent.contains(&it.volunteer) && !change.cancelled.contains(&it.shift) && !change.declined.contains(it)
    });
    for booking in &change.declined {
        let pinned = |it: &Booking| it.volunteer == booking.volunteer && it.shift == booking.shift;
        let volunteer = left.volunteers.iter_mut().find(|it| it.id == booking.volunteer);
        if let Some(volunteer) = volunteer.filter(|_| !left.pinned.iter().any(pinned)) {
            volunteer.blocked_shifts.push(booking.shift.clone());
        }
    }
    left
}

/// Whether lost, added and moved bookings make the new plan out of the old one.
fn adds_up(before: &Plan, after: &Replan) -> bool {
    let mut bookings: BTreeSet<Booking> = before.bookings.iter().cloned().collect();
    bookings.retain(|it| !after.lost.contains(it) && !after.moved.iter().any(|moved| moved.leaves.contains(it)));
    bookings.extend(after.added.iter().cloned());
    bookings == after.plan.bookings.iter().cloned().collect()
}

/// Any bookings and prices, some of nobody and nowhere.
fn any_plan(problem: &Problem, picks: &[(usize, usize, usize)], prices: &[i64]) -> Plan {
    let booking = |&(v, s, r): &(usize, usize, usize)| {
        let shift = problem.shifts.get(s % (problem.shifts.len() + 1));
        let role = shift.map_or(Role::from("none"), |it| it.roles[r % it.roles.len()].role.clone());
        let volunteer = problem.volunteers.get(v % (problem.volunteers.len() + 1));
        Booking {
            volunteer: volunteer.map_or("nobody".into(), |it| it.id.clone()),
            shift: shift.map_or("nowhere".into(), |it| it.id.clone()),
            role,
        }
    };
    let price = |(shift, &hundredths): (&mainforte_planning::Shift, &i64)| ShadowPrice {
        shift: shift.id.clone(),
        role: shift.roles[0].role.clone(),
        hundredths,
    };
    Plan {
        bookings: picks.iter().map(booking).collect(),
        score: 0,
        upper_bound: i64::MAX,
        work_units: 0,
        shadow_prices: problem.shifts.iter().zip(prices).map(price).collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_new_plan_keeps_the_rules_of_what_is_left_and_adds_up(problem in problem(7, 9), draw in draw()) {
        let before = plan(&problem, Effort::Quick).unwrap();
        let change = change(&problem, &before, &draw);
        let left = left(&problem, &change);
        let mut least = None;
        for stability in STABILITIES {
            let after = replan(&problem, &before, &change, stability).unwrap();
            prop_assert_eq!(judge::faults(&left, &after.plan.bookings), Vec::<String>::new());
            prop_assert_eq!(after.plan.score, judge::score(&left, &after.plan.bookings));
            prop_assert!(after.plan.score <= after.plan.upper_bound);
            prop_assert!(adds_up(&before, &after), "{after:?}");
            // Whoever may move more loses nothing by it.
            let least = *least.get_or_insert(after.plan.score);
            prop_assert!(after.plan.score >= least.max(after.score_before));
            if stability == Stability::MoveNobody {
                prop_assert_eq!(after.moved, vec![]);
            }
        }
    }

    #[test]
    fn the_bound_after_a_change_holds(problem in problem(3, 3), draw in draw()) {
        let before = plan(&problem, Effort::Quick).unwrap();
        let change = change(&problem, &before, &draw);
        if let Some(best) = best_by_trying(&left(&problem, &change)) {
            let after = replan(&problem, &before, &change, Stability::MoveNobody).unwrap();
            prop_assert!(best <= after.plan.upper_bound, "bound {} below the best {best}", after.plan.upper_bound);
            prop_assert!(after.plan.score <= best);
        }
    }

    #[test]
    fn with_the_largest_bonus_for_staying_nobody_moves_who_need_not(problem in problem(7, 9), draw in draw()) {
        let mut problem = problem;
        problem.weights.stay = 1_000_000;
        let before = plan(&problem, Effort::Quick).unwrap();
        let change = change(&problem, &before, &draw);
        for stability in STABILITIES {
            let after = replan(&problem, &before, &change, stability).unwrap();
            prop_assert_eq!(&after.moved, &vec![], "{:?}", stability);
        }
    }

    #[test]
    fn a_plan_from_anywhere_is_mended_and_never_panics(
        problem in problem(5, 6),
        picks in vec((0..6_usize, 0..7_usize, 0..3_usize), 0..14),
        prices in vec(prop_oneof![any::<i64>(), -90_000..90_000_i64], 0..7),
        draw in draw(),
    ) {
        let before = any_plan(&problem, &picks, &prices);
        let change = change(&problem, &before, &draw);
        let left = left(&problem, &change);
        for stability in STABILITIES {
            let after = replan(&problem, &before, &change, stability).unwrap();
            prop_assert_eq!(judge::faults(&left, &after.plan.bookings), Vec::<String>::new());
            prop_assert_eq!(after.plan.score, judge::score(&left, &after.plan.bookings));
        }
        for shift in &problem.shifts {
            let _ = why_short(&problem, &before, &shift.id);
            let _ = recommend(&problem, &before, &shift.id, &shift.roles[0].role);
            for volunteer in &problem.volunteers {
                let _ = explain(&problem, &before, &volunteer.id, &shift.id);
            }
        }
    }

    #[test]
    fn questions_asked_together_have_the_same_answers(problem in problem(6, 8), draw in draw()) {
        let before = plan(&problem, Effort::Quick).unwrap();
        let questions = Questions::about(&problem, &before).unwrap();
        for shift in &problem.shifts {
            let role = &shift.roles[0].role;
            prop_assert_eq!(questions.recommend(&shift.id, role), recommend(&problem, &before, &shift.id, role));
            prop_assert_eq!(questions.why_short(&shift.id), why_short(&problem, &before, &shift.id));
            let volunteer = &problem.volunteers[0].id;
            prop_assert_eq!(questions.explain(volunteer, &shift.id), explain(&problem, &before, volunteer, &shift.id));
        }
        let change = change(&problem, &before, &draw);
        let (once, again) = (questions.replan(&change, Stability::MoveFew), questions.replan(&change, Stability::MoveFew));
        prop_assert_eq!(&once, &again);
        prop_assert_eq!(once, replan(&problem, &before, &change, Stability::MoveFew).unwrap());
    }

    #[test]
    fn the_order_of_the_input_changes_no_answer(problem in problem(6, 8), draw in draw(), turn in 0..8_usize) {
        let before = plan(&problem, Effort::Quick).unwrap();
        let change = change(&problem, &before, &draw);
        let mut turned = problem.clone();
        let middle = turn % turned.shifts.len();
        turned.volunteers.reverse();
        turned.shifts.rotate_left(middle);
        turned.shifts.iter_mut().for_each(|shift| shift.roles.reverse());
        turned.pinned.reverse();
        turned.previous.reverse();
        for stability in STABILITIES {
            let (one, other) = (replan(&problem, &before, &change, stability), replan(&turned, &before, &change, stability));
            prop_assert_eq!(one.unwrap(), other.unwrap());
        }
        for shift in &problem.shifts {
            let role = &shift.roles[0].role;
            prop_assert_eq!(recommend(&problem, &before, &shift.id, role), recommend(&turned, &before, &shift.id, role));
            for volunteer in &problem.volunteers {
                let ask = |problem| explain(problem, &before, &volunteer.id, &shift.id);
                prop_assert_eq!(ask(&problem), ask(&turned));
            }
        }
    }
}
