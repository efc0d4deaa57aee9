//! Why (not) this person in this shift: the rules in the way, or what it would take all the same.

use super::answers::{broken_alone_words, week_of};
use super::assemble::{Pinning, Week};
use super::seats::{engine_proposal, standing_plan};
use super::{pairs, reasons};
use crate::trouble::Trouble;
use mainforte_api::{
    EligibilityRule, Explanation, ForcedView, Proposal, ProposalReason, PushedOut, Seat, Vacated, Verdict,
};
use mainforte_domain::{PersonStatus, ShiftId, VolunteerId};
use mainforte_planning as engine;
use mainforte_store::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// Why (not) this person in this shift, with `proposals` as if they were booked.
pub(crate) fn explain(
    reader: &Reader,
    shift: &ShiftId,
    volunteer: &VolunteerId,
    proposals: &[Proposal],
) -> Result<Explanation, Trouble> {
    let mut week = week_of(reader, shift, Pinning::Promised)?;
    pairs::keep_apart(&mut week);
    if !week.people.contains_key(volunteer) {
        return Err(Trouble::not_found("volunteer", volunteer));
    }
    Ok(in_week(&week, shift, volunteer, proposals))
}

pub(super) fn in_week(week: &Week, shift: &ShiftId, volunteer: &VolunteerId, proposals: &[Proposal]) -> Explanation {
    let mut bookings = week.booked();
    bookings.extend(proposals.iter().map(engine_proposal));
    let plan = standing_plan(week, bookings);
    let (who, where_) = (engine::VolunteerId(volunteer.to_string()), engine::ShiftId(shift.to_string()));
    let asked = Question { week, plan: &plan, who: &who, where_: &where_ };
    match engine::explain(&week.problem, &plan, &who, &where_) {
        engine::Explanation::Booked { role, .. } => {
            Explanation { reasons: asked.reasons(&role), booked: Some(role.0), ..Explanation::default() }
        }
        engine::Explanation::NotEligible { roles } => {
            let nearest = roles.into_iter().min_by_key(|role| role.rules.len());
            let broken = nearest.map(|role| asked.broken(&role)).unwrap_or_default();
            let mut all: Vec<EligibilityRule> = inactive(week, volunteer).into_iter().collect();
            all.extend(pairs::rules(week, shift, volunteer));
            all.extend(broken);
            Explanation { broken: all, ..Explanation::default() }
        }
        engine::Explanation::Committed { rules } => asked.committed(&rules),
        engine::Explanation::Possible(forced) => Explanation {
            reasons: asked.reasons(&forced.role),
            forced: Some(asked.forced(&forced)),
            ..Explanation::default()
        },
        // The engine does not know a shift whose places are all held against the rules.
        engine::Explanation::Unknown => Explanation { full: true, ..Explanation::default() },
    }
}

fn inactive(week: &Week, volunteer: &VolunteerId) -> Option<EligibilityRule> {
    let known = week.people.get(volunteer)?;
    matches!(known.person.status, PersonStatus::Paused | PersonStatus::Withdrawn).then_some(EligibilityRule::NotActive)
}

struct Question<'a> {
    week: &'a Week,
    plan: &'a engine::Plan,
    who: &'a engine::VolunteerId,
    where_: &'a engine::ShiftId,
}

impl Question<'_> {
    fn person(&self) -> Option<&engine::Volunteer> {
        self.week.problem.volunteers.iter().find(|v| v.id == *self.who)
    }

    fn shift(&self) -> Option<&engine::Shift> {
        self.week.problem.shifts.iter().find(|s| s.id == *self.where_)
    }

    fn reasons(&self, role: &engine::Role) -> Vec<ProposalReason> {
        reasons_of(self.week, &self.plan.bookings, self.who, self.where_, role)
    }

    fn broken(&self, role: &engine::NotEligibleFor) -> Vec<EligibilityRule> {
        let (Some(person), Some(shift)) = (self.person(), self.shift()) else { return Vec::new() };
        let Some(need) = shift.roles.iter().find(|need| need.role == role.role) else { return Vec::new() };
        broken_alone_words(self.week, person, shift, need)
    }

    /// What they have promised stands in the way, or their week is full of it.
    fn committed(&self, rules: &[engine::Rule]) -> Explanation {
        let (Some(person), Some(shift)) = (self.person(), self.shift()) else { return Explanation::default() };
        let clashing = |booking: &&engine::Booking| {
            let there = self.week.problem.shifts.iter().find(|s| s.id == booking.shift);
            booking.volunteer == *self.who
                && there.is_some_and(|there| !engine::broken_together(person, there, shift).is_empty())
        };
        let clashing: Vec<engine::Booking> = self.week.problem.pinned.iter().filter(clashing).cloned().collect();
        let hours = rules.contains(&engine::Rule::WeekCap);
        let max = person.max_minutes_per_week.0;
        Explanation {
            promised: self.week.seats(&clashing),
            broken: hours.then_some(EligibilityRule::WeekHours { max }).into_iter().collect(),
            full: rules.contains(&engine::Rule::RoleOverfull),
            ..Explanation::default()
        }
    }

    fn forced(&self, forced: &engine::Forced) -> ForcedView {
        let pushed = forced.pushed_out.as_ref();
        let after = self.after(forced);
        let busy = busy(self.week, &after);
        let leaves = self.week.seats(&forced.leaves).into_iter();
        ForcedView {
            role: forced.role.0.clone(),
            verdict: match forced.difference.signum() {
                1 => Verdict::Better,
                0 => Verdict::Same,
                _ => Verdict::Worse,
            },
            leaves: leaves.map(|seat| vacated(self.week, seat, &after, &busy)).collect(),
            takes: self.week.seats(&forced.takes),
            pushed_out: pushed.and_then(|it| self.pushed_out(it, &forced.role)),
        }
    }

    fn pushed_out(&self, it: &engine::PushedOut, role: &engine::Role) -> Option<PushedOut> {
        let (volunteer, known) = self.week.known(&it.volunteer)?;
        Some(PushedOut {
            volunteer,
            name: known.person.name(),
            reasons: reasons_of(self.week, &self.plan.bookings, &it.volunteer, self.where_, role),
            takes: self.week.seats(&it.takes),
        })
    }

    /// The bookings once it is done.
    fn after(&self, forced: &engine::Forced) -> Vec<engine::Booking> {
        let pushed = forced.pushed_out.as_ref();
        let gone: BTreeSet<&engine::Booking> =
            forced.leaves.iter().chain(pushed.into_iter().flat_map(|it| &it.leaves)).collect();
        let mut after: Vec<engine::Booking> =
            self.plan.bookings.iter().filter(|b| !gone.contains(b)).cloned().collect();
        after.extend(forced.takes.iter().cloned());
        after.extend(pushed.into_iter().flat_map(|it| it.takes.iter().cloned()));
        after.push(engine::Booking {
            volunteer: self.who.clone(),
            shift: self.where_.clone(),
            role: forced.role.clone(),
        });
        after
    }
}

fn reasons_of(
    week: &Week,
    bookings: &[engine::Booking],
    who: &engine::VolunteerId,
    shift: &engine::ShiftId,
    role: &engine::Role,
) -> Vec<ProposalReason> {
    let booking = engine::Booking { volunteer: who.clone(), shift: shift.clone(), role: role.clone() };
    reasons::Context::of(week, bookings).of_booking(week, &booking)
}

type Busy<'a> = BTreeMap<&'a engine::VolunteerId, Vec<&'a engine::Shift>>;

/// The shifts of each person.
fn busy<'a>(week: &'a Week, bookings: &'a [engine::Booking]) -> Busy<'a> {
    let shifts: BTreeMap<&engine::ShiftId, &engine::Shift> = week.problem.shifts.iter().map(|s| (&s.id, s)).collect();
    let mut busy = Busy::new();
    for booking in bookings {
        if let Some(shift) = shifts.get(&booking.shift) {
            busy.entry(&booking.volunteer).or_default().push(shift);
        }
    }
    busy
}

/// A place that is left: whether the shift lacks somebody then, and how many are free to take it.
fn vacated(week: &Week, seat: Seat, after: &[engine::Booking], busy: &Busy<'_>) -> Vacated {
    let found = || {
        let shift = week.problem.shifts.iter().find(|s| s.id.0 == seat.shift.as_str())?;
        Some((shift, shift.roles.iter().find(|need| need.role.0 == seat.role)?))
    };
    let Some((shift, need)) = found() else { return Vacated { seat, lost: false, others: 0 } };
    let there = after.iter().filter(|b| b.shift == shift.id && b.role == need.role).count();
    let free = week.problem.volunteers.iter().filter(|person| is_free(person, shift, need, busy));
    let others = u32::try_from(free.count()).unwrap_or(u32::MAX);
    Vacated { lost: i64::try_from(there).is_ok_and(|there| there < need.min), others, seat }
}

/// Whether somebody could come without leaving anything.
fn is_free(person: &engine::Volunteer, shift: &engine::Shift, need: &engine::RoleNeed, busy: &Busy<'_>) -> bool {
    let mine = busy.get(&person.id).map_or(&[][..], Vec::as_slice);
    let minutes: i64 = mine.iter().map(|s| s.minutes().0).sum();
    engine::broken_alone(person, shift, need).is_empty()
        && mine.iter().all(|other| engine::broken_together(person, other, shift).is_empty())
        && minutes + shift.minutes().0 <= person.max_minutes_per_week.0
}
