//! Who could take a place: ranked by what the week gains, the least recently asked first among equals.

use super::answers::week_of;
use super::assemble::{Pinning, Week};
use super::seats::{phone, standing_plan};
use super::{pairs, reasons};
use crate::trouble::Trouble;
use mainforte_api::Recommended;
use mainforte_domain::{Minute, ShiftId};
use mainforte_planning as engine;
use mainforte_store::Reader;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many people are recommended.
const RECOMMENDED: usize = 20;

/// People whom the association holds come first, then those for whom the city would be asked.
pub(crate) fn recommend(reader: &Reader, shift: &ShiftId, role: &str) -> Result<Vec<Recommended>, Trouble> {
    let mut week = week_of(reader, shift, Pinning::Promised)?;
    pairs::keep_apart(&mut week);
    Ok(in_week(&mut week, shift, role))
}

pub(super) fn in_week(week: &mut Week, shift: &ShiftId, role: &str) -> Vec<Recommended> {
    let (shift, role) = (engine::ShiftId(shift.to_string()), engine::Role(role.to_owned()));
    let plan = standing_plan(week, week.booked());
    let held = ranked(week, engine::recommend(&week.problem, &plan, &shift, &role));
    let known: BTreeSet<engine::VolunteerId> = held.iter().map(|it| it.volunteer.clone()).collect();
    for volunteer in &mut week.problem.volunteers {
        volunteer.windows_held = None;
    }
    let mut lent = ranked(week, engine::recommend(&week.problem, &plan, &shift, &role));
    lent.retain(|it| !known.contains(&it.volunteer));
    let context = reasons::Context::of(week, &plan.bookings);
    let all = held.iter().map(|it| (it, true)).chain(lent.iter().map(|it| (it, false)));
    all.take(RECOMMENDED).filter_map(|(it, held)| row(week, &context, it, held, &shift, &role)).collect()
}

/// Best first; among equals who was asked least recently, then who has fewer hours that week.
fn ranked(week: &Week, mut found: Vec<engine::Recommendation>) -> Vec<engine::Recommendation> {
    let asked = |it: &engine::Recommendation| week.known(&it.volunteer).and_then(|(_, known)| known.last_asked);
    found.sort_by_cached_key(|it| rank(it, asked(it)));
    found
}

fn rank(
    it: &engine::Recommendation,
    asked: Option<Minute>,
) -> (Reverse<i64>, Option<Minute>, i64, engine::VolunteerId) {
    (Reverse(it.difference), asked, it.minutes, it.volunteer.clone())
}

fn row(
    week: &Week,
    context: &reasons::Context,
    it: &engine::Recommendation,
    held: bool,
    shift: &engine::ShiftId,
    role: &engine::Role,
) -> Option<Recommended> {
    let (volunteer, known) = week.known(&it.volunteer)?;
    let booking = engine::Booking { volunteer: it.volunteer.clone(), shift: shift.clone(), role: role.clone() };
    Some(Recommended {
        name: known.person.name(),
        phone: phone(known),
        held,
        reasons: context.of_booking(week, &booking),
        last_asked: known.last_asked,
        leaves: week.seats(&it.leaves),
        step: week.step(&it.leaves, std::slice::from_ref(&booking)),
        volunteer,
    })
}
