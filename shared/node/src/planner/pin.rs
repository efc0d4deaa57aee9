//! Standing bookings in the problem: the largest part that fits together by the rules is kept; the others keep their time and
//! their place out of the plan's reach, so that a deliberate override never makes planning fail.

use super::assemble::{Pinning, Week};
use mainforte_domain::{Answer, Booking};
use mainforte_planning as engine;
use std::collections::BTreeMap;

/// What is kept so far.
#[derive(Default)]
struct Kept {
    of_person: BTreeMap<String, Vec<usize>>,
    of_role: BTreeMap<(usize, String), i64>,
}

impl Week {
    /// Keeps the standing bookings: promised ones first, so that what somebody said yes to is the last to be set aside.
    pub(super) fn pin(&mut self, pinning: Pinning) {
        let mut standing = self.standing.clone();
        standing.sort_by(|a, b| (a.answer != Answer::Yes, &a.id).cmp(&(b.answer != Answer::Yes, &b.id)));
        let people: BTreeMap<String, usize> =
            self.problem.volunteers.iter().enumerate().map(|(no, v)| (v.id.0.clone(), no)).collect();
        let shifts: BTreeMap<String, usize> =
            self.problem.shifts.iter().enumerate().map(|(no, s)| (s.id.0.clone(), no)).collect();
        let may_move = self.not_promised();
        let mut kept = Kept::default();
        for booking in &standing {
            let person = people.get(booking.volunteer.as_str()).copied();
            let Some(shift) = shifts.get(booking.shift.as_str()).copied() else { continue };
            if person.is_none_or(|person| !self.fits(&kept, person, shift, booking)) {
                self.set_aside(&kept, shift, booking);
                continue;
            }
            kept.of_person.entry(booking.volunteer.to_string()).or_default().push(shift);
            *kept.of_role.entry((shift, booking.role.clone())).or_default() += 1;
            if pinning == Pinning::Promised && may_move.contains(&booking.id) {
                self.movable.push(booking.clone());
            } else {
                self.problem.pinned.push(engine_booking(booking));
            }
        }
        self.close_full_roles();
    }

    fn fits(&self, kept: &Kept, person: usize, shift: usize, booking: &Booking) -> bool {
        let (Some(volunteer), Some(shift_there)) =
            (self.problem.volunteers.get(person), self.problem.shifts.get(shift))
        else {
            return false;
        };
        let Some(need) = shift_there.roles.iter().find(|r| r.role.0 == booking.role) else { return false };
        let alone = engine::broken_alone(volunteer, shift_there, need).without(engine::Rule::NotHeld);
        let taken = kept.of_role.get(&(shift, booking.role.clone())).copied().unwrap_or(0);
        if !alone.is_empty() || taken >= need.max {
            return false;
        }
        let none = Vec::new();
        let others = kept.of_person.get(&volunteer.id.0).unwrap_or(&none);
        let others = || others.iter().filter_map(|no| self.problem.shifts.get(*no));
        let minutes: i64 = others().filter(|s| s.week() == shift_there.week()).map(|s| s.minutes().0).sum();
        minutes + shift_there.minutes().0 <= volunteer.max_minutes_per_week.0
            && others().all(|other| engine::broken_together(volunteer, other, shift_there).is_empty())
    }

    /// Keeps a booking's time, hours and place out of the problem, without touching what is kept already.
    fn set_aside(&mut self, kept: &Kept, shift: usize, booking: &Booking) {
        self.set_aside += 1;
        let Some(there) = self.problem.shifts.get_mut(shift) else { return };
        let (start, end) = (there.start.0, there.end.0);
        if let Some(need) = there.roles.iter_mut().find(|r| r.role.0 == booking.role) {
            let taken = kept.of_role.get(&(shift, booking.role.clone())).copied().unwrap_or(0);
            need.max = (need.max - 1).max(taken);
            need.min = (need.min - 1).clamp(0, need.max);
        }
        self.block(&booking.volunteer, start, end);
        let mine = kept.of_person.get(booking.volunteer.as_str()).map_or(&[][..], Vec::as_slice);
        let mine: Vec<&engine::Shift> = mine.iter().filter_map(|no| self.problem.shifts.get(*no)).collect();
        let spent: i64 = mine.iter().map(|s| s.minutes().0).sum();
        let held: Vec<engine::Window> = mine.iter().map(|s| engine::Window(s.start, s.end)).collect();
        if let Some(person) = self.person_mut(&booking.volunteer) {
            person.max_minutes_per_week.0 = (person.max_minutes_per_week.0 - (end - start)).max(spent);
            person.availability = opened(&person.availability, &held);
        }
    }

    /// The engine knows no role without a place: one that overrides have filled leaves the problem, and so does a shift whose
    /// roles have all left.
    fn close_full_roles(&mut self) {
        for shift in &mut self.problem.shifts {
            shift.roles.retain(|need| need.max > 0);
        }
        self.problem.shifts.retain(|shift| !shift.roles.is_empty());
    }
}

/// Windows with others added: sorted, what overlaps or touches made one.
fn opened(windows: &[engine::Window], more: &[engine::Window]) -> Vec<engine::Window> {
    let mut all: Vec<engine::Window> = windows.iter().chain(more).copied().collect();
    all.sort_unstable_by_key(|w| (w.0, w.1));
    let mut joined: Vec<engine::Window> = Vec::with_capacity(all.len());
    for window in all {
        match joined.last_mut() {
            Some(last) if window.0 <= last.1 => last.1 = last.1.max(window.1),
            _ => joined.push(window),
        }
    }
    joined
}

pub(super) fn engine_booking(booking: &Booking) -> engine::Booking {
    engine::Booking {
        volunteer: engine::VolunteerId(booking.volunteer.to_string()),
        shift: engine::ShiftId(booking.shift.to_string()),
        role: engine::Role(booking.role.clone()),
    }
}
