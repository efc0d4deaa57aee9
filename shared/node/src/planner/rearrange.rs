//! What a new plan changes, as rearrangements that each stand for themselves: one takes what another leaves.

use super::assemble::Week;
use super::propose::filled;
use super::reasons;
use super::seats::phone;
use mainforte_api::{Rearrangement, StepView};
use mainforte_planning as engine;
use std::collections::{BTreeMap, BTreeSet};

/// One person's part.
#[derive(Debug, Clone, Default)]
struct Part {
    leaves: Vec<engine::Booking>,
    takes: Vec<engine::Booking>,
}

type Parts = BTreeMap<engine::VolunteerId, Part>;

/// The changes from `standing` to the new plan, by time.
pub(super) fn rearrangements(week: &Week, standing: &[engine::Booking], plan: &engine::Plan) -> Vec<Rearrangement> {
    let after = &plan.bookings;
    let parts = parts(standing, after);
    let context = reasons::Context::of(week, after);
    let before = filled(week, standing);
    let mut found: Vec<Rearrangement> = groups(&parts)
        .into_iter()
        .map(|group| {
            let alone = applied(standing, &group, &parts);
            let gains = i32::try_from(filled(week, &alone) - before).unwrap_or(i32::MAX);
            Rearrangement { steps: steps(week, &context, &group, &parts), gains }
        })
        .filter(|it| !it.steps.is_empty())
        .collect();
    found.sort_by(|a, b| (b.gains, first(a)).cmp(&(a.gains, first(b))));
    found
}

fn first(it: &Rearrangement) -> Option<&mainforte_api::Seat> {
    it.steps.iter().flat_map(|step| step.takes.iter().chain(&step.leaves)).min()
}

fn parts(standing: &[engine::Booking], after: &[engine::Booking]) -> Parts {
    let (old, new): (BTreeSet<&engine::Booking>, BTreeSet<&engine::Booking>) =
        (standing.iter().collect(), after.iter().collect());
    let mut parts = Parts::new();
    for booking in old.difference(&new) {
        parts.entry(booking.volunteer.clone()).or_default().leaves.push((*booking).clone());
    }
    for booking in new.difference(&old) {
        parts.entry(booking.volunteer.clone()).or_default().takes.push((*booking).clone());
    }
    parts
}

/// People whose parts hang together, each group by id.
fn groups(parts: &Parts) -> Vec<BTreeSet<&engine::VolunteerId>> {
    let mut left: BTreeMap<(&engine::ShiftId, &engine::Role), Vec<&engine::VolunteerId>> = BTreeMap::new();
    for (who, part) in parts {
        for booking in &part.leaves {
            left.entry((&booking.shift, &booking.role)).or_default().push(who);
        }
    }
    let mut groups: Vec<BTreeSet<&engine::VolunteerId>> = Vec::new();
    for (who, part) in parts {
        let touched = part.takes.iter().filter_map(|b| left.get(&(&b.shift, &b.role))).flatten().copied();
        let mut group: BTreeSet<&engine::VolunteerId> = touched.chain([who]).collect();
        let (joined, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|other| !other.is_disjoint(&group));
        groups = apart;
        group.extend(joined.into_iter().flatten());
        groups.push(group);
    }
    groups
}

fn applied(
    standing: &[engine::Booking],
    group: &BTreeSet<&engine::VolunteerId>,
    parts: &Parts,
) -> Vec<engine::Booking> {
    let mine = || group.iter().filter_map(|who| parts.get(*who));
    let gone: BTreeSet<&engine::Booking> = mine().flat_map(|part| &part.leaves).collect();
    let mut bookings: Vec<engine::Booking> = standing.iter().filter(|b| !gone.contains(b)).cloned().collect();
    bookings.extend(mine().flat_map(|part| part.takes.iter().cloned()));
    bookings
}

/// In the order of the chain: who takes an empty place, then who takes what that one leaves.
fn steps(
    week: &Week,
    context: &reasons::Context,
    group: &BTreeSet<&engine::VolunteerId>,
    parts: &Parts,
) -> Vec<StepView> {
    let left: BTreeSet<(&engine::ShiftId, &engine::Role)> = group
        .iter()
        .filter_map(|who| parts.get(*who))
        .flat_map(|part| part.leaves.iter().map(|b| (&b.shift, &b.role)))
        .collect();
    let mut views: Vec<(bool, StepView)> = group
        .iter()
        .filter_map(|who| {
            let part = parts.get(*who)?;
            let follows = !part.takes.is_empty() && part.takes.iter().all(|b| left.contains(&(&b.shift, &b.role)));
            Some((follows, view(week, context, who, part)?))
        })
        .collect();
    views.sort_by(|(a, one), (b, other)| {
        (a, one.takes.is_empty(), &one.takes, &one.volunteer).cmp(&(
            b,
            other.takes.is_empty(),
            &other.takes,
            &other.volunteer,
        ))
    });
    views.into_iter().map(|(_, view)| view).collect()
}

fn view(week: &Week, context: &reasons::Context, who: &engine::VolunteerId, part: &Part) -> Option<StepView> {
    let (volunteer, known) = week.known(who)?;
    let reasons = part.takes.first().map(|booking| context.of_booking(week, booking)).unwrap_or_default();
    Some(StepView {
        step: week.step(&part.leaves, &part.takes),
        name: known.person.name(),
        phone: phone(known),
        leaves: week.seats(&part.leaves),
        takes: week.seats(&part.takes),
        reasons,
        volunteer,
    })
}
