//! A week planned again after people have dropped out: the least disturbance first, moves beside what they gain.

use super::assemble::{Pinning, Scope, Week, monday};
use super::propose::{fill, filled, gap};
use super::rearrange::rearrangements;
use super::seats::{engine_proposal, standing_plan};
use super::{chain, pairs, shortage};
use crate::trouble::Trouble;
use mainforte_api::{Doubtful, LostSeat, Proposal, Refusal, ReplanView, Stability, WhyShort};
use mainforte_domain::{Answer, Booking, Minute, VolunteerId};
use mainforte_planning as engine;
use mainforte_store::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// Plans what remains of a week again. Nobody who has said yes is moved. Nothing is written.
pub(crate) fn replan(
    reader: &Reader,
    monday_text: &str,
    stability: Stability,
    declined: &[Proposal],
    now: Minute,
    watch: &mut dyn engine::Watch,
) -> Result<ReplanView, Trouble> {
    let calendar = reader.calendar()?;
    let (date, window) = monday(monday_text, &calendar)?;
    let scope = Scope { pinning: Pinning::Promised, begun: Some(now) };
    let mut week = Week::assemble(reader.planning_input(&window)?, date, window, &calendar, scope);
    pairs::keep_apart(&mut week);
    in_week(&mut week, stability, declined, watch)
}

pub(super) fn in_week(
    week: &mut Week,
    stability: Stability,
    declined: &[Proposal],
    watch: &mut dyn engine::Watch,
) -> Result<ReplanView, Trouble> {
    week.refuse(declined);
    let standing = week.booked();
    let plan = pairs::hold(week, &standing, engine_replan(week, &standing, stability, watch)?)?;
    let after: BTreeSet<&engine::Booking> = plan.bookings.iter().collect();
    let moved = standing.iter().filter(|booking| !after.contains(booking)).count();
    let lost = lost_seats(week, &standing);
    let short = still_short(week, &plan.bookings, &lost);
    let needed: i64 = week.problem.shifts.iter().flat_map(|s| &s.roles).map(|need| need.min).sum();
    let missing = |bookings: &[engine::Booking]| count(needed - filled(week, bookings));
    Ok(ReplanView {
        monday: week.monday.clone(),
        stability,
        missing_before: missing(&standing),
        missing_after: missing(&plan.bookings),
        moved: u32::try_from(moved).unwrap_or(u32::MAX),
        rearrangements: rearrangements(week, &standing, &plan),
        gap_millipercent: (stability == Stability::BestPlan).then(|| gap(&plan)).flatten(),
        doubtful: doubtful(week),
        lost,
        short,
    })
}

/// The engine's plan after what was given up. For the best plan it starts from the prices of a quick one, which prove how
/// good it is as well; making that one is all that takes long, and all that is watched.
fn engine_replan(
    week: &Week,
    standing: &[engine::Booking],
    stability: Stability,
    watch: &mut dyn engine::Watch,
) -> Result<engine::Plan, Trouble> {
    let mut plan = standing_plan(week, standing.to_vec());
    plan.bookings.extend(given_up(week).into_iter().map(super::pin::engine_booking));
    if stability == Stability::BestPlan {
        let quick = engine::plan_with(&week.problem, engine::Effort::Quick, watch).map_err(Trouble::fault)?;
        if watch.cancelled() {
            return Err(Refusal::PlanStopped.into());
        }
        plan.upper_bound = quick.upper_bound;
        plan.shadow_prices = quick.shadow_prices;
    }
    let again = engine::replan(&week.problem, &plan, &engine::Change::default(), engine_stability(stability));
    let mut again = again.map_err(Trouble::fault)?.plan;
    if stability != Stability::MoveNobody {
        again.bookings = chain::fill(week, &missing_places(week, &again.bookings), again.bookings);
        again.score = engine::score(&week.problem, &again.bookings).total();
        again.upper_bound = again.upper_bound.max(again.score);
    }
    Ok(again)
}

/// Places that were given up and that are missing still.
fn missing_places(week: &Week, bookings: &[engine::Booking]) -> Vec<(engine::ShiftId, engine::Role)> {
    let lost = lost_seats(week, bookings).into_iter();
    lost.map(|it| (engine::ShiftId(it.seat.shift.to_string()), engine::Role(it.seat.role))).collect()
}

pub(super) fn engine_stability(stability: Stability) -> engine::Stability {
    match stability {
        Stability::MoveNobody => engine::Stability::MoveNobody,
        Stability::MoveFew => engine::Stability::MoveFew,
        Stability::BestPlan => engine::Stability::BestPlan,
    }
}

impl Week {
    /// Proposals that were turned down are not made again.
    pub(super) fn refuse(&mut self, declined: &[Proposal]) {
        for proposal in declined {
            let shift = engine_proposal(proposal).shift;
            if let Some(person) = self.person_mut(&proposal.volunteer) {
                person.blocked_shifts.push(shift);
            }
        }
    }
}

/// What was given up in shifts that are still planned, one for each person and shift.
fn given_up(week: &Week) -> Vec<&Booking> {
    let mut seen = BTreeSet::new();
    let standing: BTreeSet<_> = week.standing.iter().map(|b| (&b.volunteer, &b.shift)).collect();
    let open = |b: &&Booking| !standing.contains(&(&b.volunteer, &b.shift));
    week.declined.iter().filter(open).filter(|b| seen.insert((&b.volunteer, &b.shift))).collect()
}

/// What was given up and is missing: of each role the latest, as many as it lacks.
fn lost_seats(week: &Week, standing: &[engine::Booking]) -> Vec<LostSeat> {
    let there = fill(standing);
    let mut missing: BTreeMap<_, i64> = BTreeMap::new();
    for shift in &week.problem.shifts {
        for need in &shift.roles {
            let key = (shift.id.clone(), need.role.clone());
            let lacks = need.min - there.get(&key).copied().unwrap_or(0);
            missing.insert(key, lacks);
        }
    }
    let mut gone = given_up(week);
    gone.sort_by(|a, b| (b.at, &a.id).cmp(&(a.at, &b.id)));
    let mut lost = Vec::new();
    for booking in gone {
        let engine = super::pin::engine_booking(booking);
        let lacks = missing.get_mut(&(engine.shift.clone(), engine.role.clone())).filter(|lacks| **lacks > 0);
        let (Some(lacks), Some(seat)) = (lacks, week.seat(&engine)) else { continue };
        *lacks -= 1;
        lost.push(LostSeat { seat, volunteer: booking.volunteer.clone(), name: week.name(&booking.volunteer) });
    }
    lost.sort_by(|a, b| (&a.seat, &a.volunteer).cmp(&(&b.seat, &b.volunteer)));
    lost
}

/// Who cannot come to one shift and is still expected at others.
fn doubtful(week: &Week) -> Vec<Doubtful> {
    let withdrew: BTreeSet<&VolunteerId> =
        week.declined.iter().filter(|b| b.answer == Answer::Withdrew).map(|b| &b.volunteer).collect();
    let still = withdrew.into_iter().map(|volunteer| {
        let mine = week.standing.iter().filter(|b| b.volunteer == *volunteer);
        let bookings = mine.map(|b| b.id.clone()).collect();
        Doubtful { name: week.name(volunteer), volunteer: volunteer.clone(), bookings }
    });
    still.filter(|it| !it.bookings.is_empty()).collect()
}

fn still_short(week: &Week, bookings: &[engine::Booking], lost: &[LostSeat]) -> Vec<WhyShort> {
    let mut short = shortage::of_week(week, bookings);
    short.retain(|short| lost.iter().any(|it| it.seat.shift == short.shift && it.seat.role == short.role));
    short
}

fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}
