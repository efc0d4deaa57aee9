//! Names looked up once: volunteers, shifts and roles by their position in the problem.
//!
//! Everything that looks at bookings turns them into positions first, and goes on with small numbers. The tables are looked
//! up, never gone through, so that no order can leak.

use crate::hash::Table;
use crate::problem::{Booking, Problem, RoleNeed, Shift, Volunteer};
use crate::{Role, ShiftId, VolunteerId};

/// A booking, by positions in its problem. In order of volunteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Placed {
    pub(crate) volunteer: u32,
    pub(crate) shift: u32,
    /// Position of the role in its shift.
    pub(crate) role: u32,
}

/// The problem by name.
pub(crate) struct Names<'a> {
    pub(crate) problem: &'a Problem,
    volunteers: Table<'a, u32>,
    shifts: Table<'a, u32>,
    /// Where the roles of each shift start when the roles of all shifts stand in one line, and where the line ends.
    role_starts: Vec<u32>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(problem: &'a Problem) -> Self {
        let mut roles = 0;
        let starts = problem.shifts.iter().map(|it| {
            roles += it.roles.len() as u32;
            roles
        });
        Self {
            problem,
            volunteers: first_places(problem.volunteers.iter().map(|it| it.id.as_str())),
            shifts: first_places(problem.shifts.iter().map(|it| it.id.as_str())),
            role_starts: std::iter::once(0).chain(starts).collect(),
        }
    }

    /// Whether every volunteer and every shift has a name of its own.
    pub(crate) fn are_distinct(&self) -> bool {
        self.volunteers.len() == self.problem.volunteers.len() && self.shifts.len() == self.problem.shifts.len()
    }

    /// The position of a volunteer.
    pub(crate) fn volunteer_at(&self, id: &VolunteerId) -> Option<u32> {
        self.volunteers.get(id.as_str()).copied()
    }

    /// The position of a shift.
    pub(crate) fn shift_at(&self, id: &ShiftId) -> Option<u32> {
        self.shifts.get(id.as_str()).copied()
    }

    /// The positions of a shift and one of its roles.
    pub(crate) fn role_at(&self, shift: &ShiftId, role: &Role) -> Option<(u32, u32)> {
        let at = self.shift_at(shift)?;
        let role = self.shift(at).roles.iter().position(|need| need.role == *role)?;
        Some((at, role as u32))
    }

    /// The positions that a booking names, when the problem has all three.
    pub(crate) fn find(&self, booking: &Booking) -> Option<Placed> {
        let volunteer = self.volunteer_at(&booking.volunteer)?;
        let (shift, role) = self.role_at(&booking.shift, &booking.role)?;
        Some(Placed { volunteer, shift, role })
    }

    /// The known ones of `bookings`, in their order.
    pub(crate) fn find_all<'b>(&self, bookings: &'b [Booking]) -> Vec<Placed> {
        let mut place: Option<(&'b Booking, Option<(u32, u32)>)> = None;
        let find = |booking: &'b Booking| {
            // Bookings mostly come by shift and role.
            let same = place.filter(|(it, _)| it.shift == booking.shift && it.role == booking.role);
            let (_, found) = same.unwrap_or_else(|| (booking, self.role_at(&booking.shift, &booking.role)));
            place = Some((booking, found));
            let (shift, role) = found?;
            Some(Placed { volunteer: self.volunteer_at(&booking.volunteer)?, shift, role })
        };
        bookings.iter().filter_map(find).collect()
    }

    /// The known ones of `bookings`, each once, sorted.
    pub(crate) fn placed(&self, bookings: &[Booking]) -> Vec<Placed> {
        let mut placed = self.find_all(bookings);
        placed.sort_unstable();
        placed.dedup();
        placed
    }

    /// The booking at these positions.
    pub(crate) fn booking(&self, placed: Placed) -> Booking {
        Booking {
            volunteer: self.volunteer(placed.volunteer).id.clone(),
            shift: self.shift(placed.shift).id.clone(),
            role: self.need(placed).role.clone(),
        }
    }

    pub(crate) fn volunteer(&self, at: u32) -> &'a Volunteer {
        &self.problem.volunteers[at as usize]
    }

    pub(crate) fn shift(&self, at: u32) -> &'a Shift {
        &self.problem.shifts[at as usize]
    }

    pub(crate) fn need(&self, placed: Placed) -> &'a RoleNeed {
        &self.shift(placed.shift).roles[placed.role as usize]
    }

    /// The roles of a shift with their positions, by name: in an order that does not depend on the input's.
    pub(crate) fn roles(&self, shift: u32) -> Vec<(u32, &'a RoleNeed)> {
        let mut roles: Vec<(u32, &RoleNeed)> = (0..).zip(&self.shift(shift).roles).collect();
        roles.sort_unstable_by_key(|(_, need)| &need.role);
        roles
    }

    /// The place of a role in the line of all roles.
    pub(crate) fn role_no(&self, shift: u32, role: u32) -> usize {
        (self.role_starts[shift as usize] + role) as usize
    }

    /// How many roles there are in all.
    pub(crate) fn roles_len(&self) -> usize {
        self.role_starts.last().map_or(0, |it| *it as usize)
    }
}

/// Where each name stands first.
fn first_places<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> Table<'a, u32> {
    let mut places = Table::with_capacity_and_hasher(names.len(), Default::default());
    for (name, at) in names.zip(0..) {
        places.entry(name).or_insert(at);
    }
    places
}

/// Of sorted `placed`, those of one volunteer.
pub(crate) fn of_volunteer(placed: &[Placed], volunteer: u32) -> &[Placed] {
    let from = placed.partition_point(|it| it.volunteer < volunteer);
    let many = placed[from..].partition_point(|it| it.volunteer == volunteer);
    &placed[from..from + many]
}
