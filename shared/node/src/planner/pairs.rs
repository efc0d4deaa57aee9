//! Never together, only together: kept around the engine, which knows single people.

use super::assemble::Week;
use super::replan::engine_stability;
use crate::trouble::Trouble;
use mainforte_api::{EligibilityRule, Stability};
use mainforte_domain::{ShiftId, VolunteerId};
use mainforte_planning as engine;
use std::collections::BTreeSet;

/// Filling what a pair leaves may bring another pair into trouble; after so many rounds what is left of it is not proposed.
const ROUNDS_MAX: usize = 8;

type Pair = (engine::VolunteerId, engine::VolunteerId);

/// The pairs among the people on the list, both ways.
struct Pairs {
    apart: BTreeSet<Pair>,
    together: BTreeSet<Pair>,
}

impl Pairs {
    fn of(week: &Week) -> Self {
        let both = |partners: fn(&mainforte_domain::Person) -> &BTreeSet<VolunteerId>| {
            let all = week.people.values().flat_map(|known| {
                let person = &known.person;
                let there = partners(person).iter().filter(|partner| week.people.contains_key(*partner));
                there.flat_map(|partner| [pair(&person.id, partner), pair(partner, &person.id)])
            });
            all.collect()
        };
        Self { apart: both(|person| &person.apart), together: both(|person| &person.together) }
    }

    fn partners<'a>(
        set: &'a BTreeSet<Pair>,
        who: &engine::VolunteerId,
    ) -> impl Iterator<Item = &'a engine::VolunteerId> {
        let who = who.clone();
        set.iter().filter(move |(one, _)| *one == who).map(|(_, other)| other)
    }
}

fn pair(one: &VolunteerId, other: &VolunteerId) -> Pair {
    (engine::VolunteerId(one.to_string()), engine::VolunteerId(other.to_string()))
}

/// Whoever must not meet somebody who stands in a shift is kept out of it.
pub(super) fn keep_apart(week: &mut Week) {
    let pairs = Pairs::of(week);
    let booked = week.booked();
    let there: BTreeSet<(&engine::VolunteerId, &engine::ShiftId)> =
        booked.iter().map(|b| (&b.volunteer, &b.shift)).collect();
    for booking in &booked {
        for other in Pairs::partners(&pairs.apart, &booking.volunteer) {
            let found = week.problem.volunteers.iter_mut().find(|v| v.id == *other);
            if let Some(person) = found.filter(|_| !there.contains(&(other, &booking.shift))) {
                person.blocked_shifts.push(booking.shift.clone());
            }
        }
    }
}

/// Mends a plan until it proposes no two people who must not meet, and of those who only come together both or neither.
/// `standing` is what people have decided: it stays.
pub(super) fn hold(week: &Week, standing: &[engine::Booking], plan: engine::Plan) -> Result<engine::Plan, Trouble> {
    let pairs = Pairs::of(week);
    if pairs.apart.is_empty() && pairs.together.is_empty() {
        return Ok(plan);
    }
    let standing: BTreeSet<&engine::Booking> = standing.iter().collect();
    let mut plan = plan;
    let mut declined: Vec<engine::Booking> = Vec::new();
    for _ in 0..ROUNDS_MAX {
        bring_partners(week, &pairs, &standing, &mut plan.bookings);
        let wrong = wrong(&pairs, &standing, &plan.bookings);
        if wrong.is_empty() {
            break;
        }
        declined.extend(wrong);
        let change = engine::Change { declined: declined.clone(), ..engine::Change::default() };
        let stability = engine_stability(Stability::MoveNobody);
        let again = engine::replan(&week.problem, &plan, &change, stability).map_err(Trouble::fault)?;
        plan.bookings = again.plan.bookings;
    }
    loop {
        let wrong: BTreeSet<engine::Booking> = wrong(&pairs, &standing, &plan.bookings).into_iter().collect();
        if wrong.is_empty() {
            break;
        }
        plan.bookings.retain(|booking| !wrong.contains(booking));
    }
    plan.score = engine::score(&week.problem, &plan.bookings).total();
    Ok(plan)
}

/// New bookings that cannot be proposed so: of two who must not meet the one with the greater id, unless only one is new; and
/// who would come alone.
fn wrong(pairs: &Pairs, standing: &BTreeSet<&engine::Booking>, bookings: &[engine::Booking]) -> Vec<engine::Booking> {
    let there: BTreeSet<(&engine::VolunteerId, &engine::ShiftId)> =
        bookings.iter().map(|b| (&b.volunteer, &b.shift)).collect();
    let stands = |who: &engine::VolunteerId, shift: &engine::ShiftId| {
        standing.iter().any(|b| b.volunteer == *who && b.shift == *shift)
    };
    let wrong = |booking: &&engine::Booking| {
        let (who, shift) = (&booking.volunteer, &booking.shift);
        let meets = Pairs::partners(&pairs.apart, who)
            .any(|other| there.contains(&(other, shift)) && (stands(other, shift) || who > other));
        meets || Pairs::partners(&pairs.together, who).any(|other| !there.contains(&(other, shift)))
    };
    bookings.iter().filter(|b| !standing.contains(b)).filter(wrong).cloned().collect()
}

/// Whoever is proposed without their partner gets them along, where the partner is free and there is a place.
fn bring_partners(
    week: &Week,
    pairs: &Pairs,
    standing: &BTreeSet<&engine::Booking>,
    bookings: &mut Vec<engine::Booking>,
) {
    let new: Vec<engine::Booking> = bookings.iter().filter(|b| !standing.contains(b)).cloned().collect();
    for booking in new {
        for partner in Pairs::partners(&pairs.together, &booking.volunteer) {
            let there = bookings.iter().any(|b| b.volunteer == *partner && b.shift == booking.shift);
            if let Some(along) = (!there).then(|| along(week, &booking.shift, partner, bookings)).flatten() {
                bookings.push(along);
            }
        }
    }
}

/// A free place for somebody in a shift, in the first role that they can fill.
fn along(
    week: &Week,
    shift: &engine::ShiftId,
    who: &engine::VolunteerId,
    bookings: &[engine::Booking],
) -> Option<engine::Booking> {
    let there = week.problem.shifts.iter().find(|s| s.id == *shift)?;
    there.roles.iter().find_map(|need| {
        let booking = engine::Booking { volunteer: who.clone(), shift: shift.clone(), role: need.role.clone() };
        let mut with = bookings.to_vec();
        with.push(booking.clone());
        engine::breaches(&week.problem, &with).is_empty().then_some(booking)
    })
}

/// Whether the city may be asked for somebody, as far as pairs go.
pub(super) fn may_ask(week: &Week, bookings: &[engine::Booking], booking: &engine::Booking) -> bool {
    let mut with = bookings.to_vec();
    with.push(booking.clone());
    let standing: BTreeSet<&engine::Booking> = bookings.iter().collect();
    wrong(&Pairs::of(week), &standing, &with).is_empty()
}

/// Who is there and must not meet this person, as rules with names.
pub(super) fn rules(week: &Week, shift: &ShiftId, volunteer: &VolunteerId) -> Vec<EligibilityRule> {
    let pairs = Pairs::of(week);
    let who = engine::VolunteerId(volunteer.to_string());
    let there: BTreeSet<&str> =
        week.standing.iter().filter(|b| b.shift == *shift).map(|b| b.volunteer.as_str()).collect();
    let met = Pairs::partners(&pairs.apart, &who).filter(|other| there.contains(other.0.as_str()));
    met.filter_map(|other| week.known(other))
        .map(|(_, known)| EligibilityRule::NeverWith { name: known.person.name() })
        .collect()
}

/// With whom a person comes, by name.
pub(super) fn comes_with(week: &Week, who: &engine::VolunteerId) -> Option<String> {
    let (_, known) = week.known(who)?;
    let named = known.person.together.iter().chain(
        week.people.values().filter(|other| other.person.together.contains(&known.person.id)).map(|p| &p.person.id),
    );
    named.filter_map(|partner| week.people.get(partner)).map(|partner| partner.person.name()).next()
}
