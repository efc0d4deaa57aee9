//! A week's plan as proposals.

use super::assemble::{Pinning, Scope, Week, monday};
use super::quotas::Quotas;
use super::{pairs, reasons, shortage};
use crate::trouble::Trouble;
use mainforte_api::{Effort, PlanView, Proposal, ProposalView, Refusal};
use mainforte_domain::{Minute, ShiftId, VolunteerId};
use mainforte_planning as engine;
use mainforte_store::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// Plans a week. Nothing is written: the answer is a list of proposals.
pub(crate) fn plan_week(
    reader: &Reader,
    monday_text: &str,
    effort: Effort,
    now: Minute,
    watch: &mut dyn engine::Watch,
) -> Result<PlanView, Trouble> {
    let calendar = reader.calendar()?;
    let (date, window) = monday(monday_text, &calendar)?;
    let scope = Scope { pinning: Pinning::All, begun: Some(now) };
    let mut week = Week::assemble(reader.planning_input(&window)?, date, window, &calendar, scope);
    pairs::keep_apart(&mut week);
    let mut quotas = Quotas::of(reader, &week)?;
    let willing: Vec<engine::Minutes> = week.problem.volunteers.iter().map(|v| v.max_minutes_per_week).collect();
    quotas.limit(&mut week);
    let held = engine::plan_with(&week.problem, engine_effort(effort), &mut *watch).map_err(Trouble::fault)?;
    let mut held = pairs::hold(&week, &week.problem.pinned, held)?;
    let pinned: BTreeSet<engine::Booking> = week.problem.pinned.iter().cloned().collect();
    held.bookings.retain(|booking| pinned.contains(booking) || quotas.spend(&week, booking));
    held.score = engine::score(&week.problem, &held.bookings).total();
    for (volunteer, max) in week.problem.volunteers.iter_mut().zip(willing) {
        volunteer.max_minutes_per_week = max;
    }
    let mut requests = requests(&week, &held, &mut *watch)?;
    // Inside a loan whose hours are spent the city has said no already.
    requests.retain(|booking| !quotas.covers(&week, booking) && pairs::may_ask(&week, &held.bookings, booking));
    if watch.cancelled() {
        return Err(Refusal::PlanStopped.into());
    }
    Ok(view(&week, &held, &requests))
}

/// Asks lent people outside their windows for what is still needed.
fn requests(week: &Week, held: &engine::Plan, watch: &mut dyn engine::Watch) -> Result<Vec<engine::Booking>, Trouble> {
    let filled = fill(&held.bookings);
    let mut problem = week.problem.clone();
    let lent = problem.volunteers.iter().any(|v| v.windows_held.is_some());
    let mut missing = false;
    for shift in &mut problem.shifts {
        for need in &mut shift.roles {
            let there = filled.get(&(shift.id.clone(), need.role.clone())).copied().unwrap_or(0);
            missing |= there < need.min;
            need.max = need.min.max(there).max(1);
            need.min = need.min.min(need.max);
        }
    }
    if !lent || !missing {
        return Ok(Vec::new());
    }
    for volunteer in &mut problem.volunteers {
        volunteer.windows_held = None;
    }
    problem.pinned = held.bookings.clone();
    let plan = engine::plan_with(&problem, engine::Effort::Quick, watch).map_err(Trouble::fault)?;
    let before: BTreeSet<&engine::Booking> = held.bookings.iter().collect();
    let added = plan.bookings.iter().filter(|b| !before.contains(b));
    // Whom the association holds was weighed already: what is new is for those whom it does not.
    let own: BTreeSet<&engine::VolunteerId> =
        week.problem.volunteers.iter().filter(|v| v.windows_held.is_none()).map(|v| &v.id).collect();
    Ok(added.filter(|b| !own.contains(&b.volunteer) && is_needed(week, &filled, b)).cloned().collect())
}

fn is_needed(week: &Week, filled: &Fill, booking: &engine::Booking) -> bool {
    let shift = week.problem.shifts.iter().find(|s| s.id == booking.shift);
    let need = shift.and_then(|s| s.roles.iter().find(|r| r.role == booking.role));
    need.is_some_and(|n| filled.get(&(booking.shift.clone(), booking.role.clone())).copied().unwrap_or(0) < n.min)
}

type Fill = BTreeMap<(engine::ShiftId, engine::Role), i64>;

/// How many people each role has.
pub(super) fn fill(bookings: &[engine::Booking]) -> Fill {
    let mut fill = Fill::new();
    for booking in bookings {
        *fill.entry((booking.shift.clone(), booking.role.clone())).or_default() += 1;
    }
    fill
}

fn view(week: &Week, held: &engine::Plan, requests: &[engine::Booking]) -> PlanView {
    let all: Vec<engine::Booking> = held.bookings.iter().chain(requests).cloned().collect();
    let context = reasons::Context::of(week, &all);
    let pinned: BTreeSet<&engine::Booking> = week.problem.pinned.iter().collect();
    let new_held = held.bookings.iter().filter(|b| !pinned.contains(b)).map(|b| (b, false));
    let mut proposals: Vec<ProposalView> = new_held
        .chain(requests.iter().map(|b| (b, true)))
        .filter_map(|(booking, requested)| proposal(week, &context, booking, requested))
        .collect();
    proposals.sort_by(|a, b| (a.window, &a.proposal).cmp(&(b.window, &b.proposal)));
    let needed: i64 = week.shifts.values().flat_map(|s| s.shift.roles.values()).map(|r| i64::from(r.min)).sum();
    let aside = i64::from(week.set_aside);
    PlanView {
        monday: week.monday.clone(),
        places_needed: count(needed),
        filled_before: count((filled(week, &week.problem.pinned) + aside).min(needed)),
        filled_after: count((filled(week, &all) + aside).min(needed)),
        gap_millipercent: gap(held),
        proposals,
        short: shortage::of_week(week, &all),
        set_aside: week.set_aside,
    }
}

fn proposal(
    week: &Week,
    context: &reasons::Context,
    booking: &engine::Booking,
    requested: bool,
) -> Option<ProposalView> {
    let volunteer = VolunteerId::parse(&booking.volunteer.0).ok()?;
    let shift = ShiftId::parse(&booking.shift.0).ok()?;
    let planned = week.shifts.get(&shift)?;
    Some(ProposalView {
        name: week.people.get(&volunteer)?.person.name(),
        title: planned.shift.title.clone(),
        place: planned.place.clone(),
        window: planned.shift.window,
        requested,
        reasons: context.of_booking(week, booking),
        proposal: Proposal { shift, role: booking.role.0.clone(), volunteer },
    })
}

/// Needed places that are filled.
pub(super) fn filled(week: &Week, bookings: &[engine::Booking]) -> i64 {
    let fill = fill(bookings);
    let roles = week.problem.shifts.iter().flat_map(|s| s.roles.iter().map(move |r| (s, r)));
    roles.map(|(s, r)| fill.get(&(s.id.clone(), r.role.clone())).copied().unwrap_or(0).min(r.min)).sum()
}

/// The proven distance to the best possible plan, in thousandths of a percent, rounded up.
pub(super) fn gap(plan: &engine::Plan) -> Option<u32> {
    let distance = plan.upper_bound.checked_sub(plan.score)?;
    if plan.upper_bound <= 0 {
        return None;
    }
    u32::try_from((i128::from(distance) * 100_000 + i128::from(plan.upper_bound) - 1) / i128::from(plan.upper_bound))
        .ok()
}

fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

fn engine_effort(effort: Effort) -> engine::Effort {
    match effort {
        Effort::Quick => engine::Effort::Quick,
        Effort::Standard => engine::Effort::Standard,
        Effort::Thorough => engine::Effort::Thorough,
    }
}
