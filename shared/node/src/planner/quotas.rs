//! The hours lent: what a plan books inside a loan stays within its quota, or the bookings would contest each other.

use super::assemble::Week;
use crate::trouble::Trouble;
use mainforte_domain::{LoanStatus, VolunteerId, Window};
use mainforte_planning as engine;
use mainforte_store::Reader;
use std::collections::BTreeMap;

/// What is left of each loan with a quota, by person.
pub(super) struct Quotas {
    left: BTreeMap<VolunteerId, Vec<Lent>>,
}

struct Lent {
    window: Window,
    minutes: i64,
}

impl Quotas {
    /// Reads the loans of the lent people of a week.
    pub(super) fn of(reader: &Reader, week: &Week) -> Result<Self, Trouble> {
        let mut left = BTreeMap::new();
        for person in week.people.values().filter(|p| !p.own) {
            let loans = reader.loans_of(&person.person.id)?.into_iter();
            let standing = loans.filter(|l| l.loan.status == LoanStatus::Granted && l.given_back.is_none());
            let lent: Vec<Lent> = standing
                .map(|l| {
                    let window = l.loan.window;
                    let spent = week.booked_inside(&person.person.id, &window);
                    Lent { window, minutes: l.loan.quota.unwrap_or(window.length()).0 - spent }
                })
                .collect();
            left.insert(person.person.id.clone(), lent);
        }
        Ok(Self { left })
    }

    /// Lowers the week's limit of each lent person to the hours that are left, so that the engine plans with them.
    pub(super) fn limit(&self, week: &mut Week) {
        for (volunteer, lent) in &self.left {
            let left: i64 = lent.iter().map(|l| l.minutes.max(0)).sum();
            let pinned = week.pinned_minutes(volunteer);
            let found = week.problem.volunteers.iter_mut().find(|v| v.id.0 == volunteer.as_str());
            if let Some(person) = found {
                person.max_minutes_per_week.0 = person.max_minutes_per_week.0.min(pinned + left);
            }
        }
    }

    /// Takes the booking's time from the loan that covers it; false when it is not left there.
    pub(super) fn spend(&mut self, week: &Week, booking: &engine::Booking) -> bool {
        let Some((lent, window)) = self.covering(week, booking) else { return true };
        let length = window.length().0;
        let fits = length <= lent.minutes;
        if fits {
            lent.minutes -= length;
        }
        fits
    }

    /// Whether a loan covers the booking.
    pub(super) fn covers(&mut self, week: &Week, booking: &engine::Booking) -> bool {
        self.covering(week, booking).is_some()
    }

    fn covering(&mut self, week: &Week, booking: &engine::Booking) -> Option<(&mut Lent, Window)> {
        let volunteer = VolunteerId::parse(&booking.volunteer.0).ok()?;
        let shift = mainforte_domain::ShiftId::parse(&booking.shift.0).ok()?;
        let window = week.shifts.get(&shift)?.shift.window;
        let lent = self.left.get_mut(&volunteer)?.iter_mut().find(|l| l.window.covers(&window))?;
        Some((lent, window))
    }
}

impl Week {
    fn booked_inside(&self, volunteer: &VolunteerId, window: &Window) -> i64 {
        let mine = self.standing.iter().filter(|b| b.volunteer == *volunteer);
        let shifts = mine.filter_map(|b| self.shifts.get(&b.shift)).map(|s| s.shift.window);
        shifts.filter(|shift| window.covers(shift)).map(|shift| shift.length().0).sum()
    }

    fn pinned_minutes(&self, volunteer: &VolunteerId) -> i64 {
        let mine = self.problem.pinned.iter().filter(|b| b.volunteer.0 == volunteer.as_str());
        let shifts = mine.filter_map(|b| self.problem.shifts.iter().find(|s| s.id == b.shift));
        shifts.map(|shift| shift.minutes().0).sum()
    }
}
