//! Standing bookings in the problem: the largest part that fits together by the rules is pinned; the others keep their time and
//! their place out of the plan's reach, so that a deliberate override never makes planning fail.

use super::assemble::Week;
use mainforte_domain::{Answer, Booking};
use mainforte_planning as engine;
use std::collections::BTreeMap;

/// What is pinned so far.
#[derive(Default)]
struct Pinned {
    of_person: BTreeMap<String, Vec<usize>>,
    of_role: BTreeMap<(usize, String), i64>,
}

impl Week {
    /// Pins the standing bookings: told ones first, so that what somebody said yes to is the last to be set aside.
    pub(super) fn pin(&mut self) {
        let mut standing = self.standing.clone();
        standing.sort_by(|a, b| (a.answer != Answer::Yes, &a.id).cmp(&(b.answer != Answer::Yes, &b.id)));
        let people: BTreeMap<String, usize> =
            self.problem.volunteers.iter().enumerate().map(|(no, v)| (v.id.0.clone(), no)).collect();
        let shifts: BTreeMap<String, usize> =
            self.problem.shifts.iter().enumerate().map(|(no, s)| (s.id.0.clone(), no)).collect();
        let mut pinned = Pinned::default();
        for booking in &standing {
            let person = people.get(booking.volunteer.as_str()).copied();
            let Some(shift) = shifts.get(booking.shift.as_str()).copied() else { continue };
            match person.filter(|person| self.fits(&pinned, *person, shift, booking)) {
                Some(_) => {
                    pinned.of_person.entry(booking.volunteer.to_string()).or_default().push(shift);
                    *pinned.of_role.entry((shift, booking.role.clone())).or_default() += 1;
                    self.problem.pinned.push(engine_booking(booking));
                }
                None => self.set_aside(shift, booking),
            }
        }
    }

    fn fits(&self, pinned: &Pinned, person: usize, shift: usize, booking: &Booking) -> bool {
        let (Some(volunteer), Some(shift_there)) =
            (self.problem.volunteers.get(person), self.problem.shifts.get(shift))
        else {
            return false;
        };
        let Some(need) = shift_there.roles.iter().find(|r| r.role.0 == booking.role) else { return false };
        let alone = engine::broken_alone(volunteer, shift_there, need).without(engine::Rule::NotHeld);
        let taken = pinned.of_role.get(&(shift, booking.role.clone())).copied().unwrap_or(0);
        if !alone.is_empty() || taken >= need.max {
            return false;
        }
        let none = Vec::new();
        let others = pinned.of_person.get(&volunteer.id.0).unwrap_or(&none);
        let others = || others.iter().filter_map(|no| self.problem.shifts.get(*no));
        let minutes: i64 = others().filter(|s| s.week() == shift_there.week()).map(|s| s.minutes().0).sum();
        minutes + shift_there.minutes().0 <= volunteer.max_minutes_per_week.0
            && others().all(|other| engine::broken_together(volunteer, other, shift_there).is_empty())
    }

    /// Keeps a booking's time and place out of the problem.
    fn set_aside(&mut self, shift: usize, booking: &Booking) {
        self.set_aside += 1;
        let Some(there) = self.problem.shifts.get_mut(shift) else { return };
        let (start, end) = (there.start.0, there.end.0);
        if let Some(need) = there.roles.iter_mut().find(|r| r.role.0 == booking.role) {
            need.min = (need.min - 1).max(0);
            need.max = (need.max - 1).max(1);
        }
        self.block(&booking.volunteer, start, end);
        if let Some(person) = self.problem.volunteers.iter_mut().find(|v| v.id.0 == booking.volunteer.as_str()) {
            person.max_minutes_per_week.0 = (person.max_minutes_per_week.0 - (end - start)).max(0);
        }
    }
}

pub(super) fn engine_booking(booking: &Booking) -> engine::Booking {
    engine::Booking {
        volunteer: engine::VolunteerId(booking.volunteer.to_string()),
        shift: engine::ShiftId(booking.shift.to_string()),
        role: engine::Role(booking.role.clone()),
    }
}
