//! Bookings with the people in them, as several screens show them.

use crate::StoreError;
use crate::held::right_alone;
use crate::owner::Owner;
use crate::value::{first, id, json, maybe_word_in, rows, window};
use mainforte_api::BookingView;
use mainforte_domain::{BookedTime, Booking, OrgId, Person, Right, VolunteerId, Window, display_phone};
use rusqlite::{Connection, Params};

/// A booking as it is read, with the row of its shift.
struct Found {
    shift: i64,
    org: OrgId,
    window: Window,
    booking: Booking,
    right: Option<Right>,
}

/// Bookings that meet a condition over `bookings b` and `shifts s`, by the shift's time, role and person, each with the row of
/// its shift, `limit` at most. Of one that holds no time, because the person will not come, the right is what it would be.
pub(super) fn bookings(
    connection: &Connection,
    condition: &str,
    params: impl Params,
    limit: usize,
) -> Result<Vec<(i64, BookingView)>, StoreError> {
    let sql = statement(condition, limit);
    let found = rows(connection, "reading bookings", &sql, params, |row| {
        Ok(Found {
            shift: row.get(0)?,
            org: id(row, 1)?,
            window: window(row, 2)?,
            booking: json(row, 4)?,
            right: maybe_word_in(row, 5)?,
        })
    })?;
    let owner = Owner::read(connection)?;
    found.into_iter().map(|found| Ok((found.shift, view(connection, owner.as_ref(), found)?))).collect()
}

/// From the shifts, which are few, to their bookings, and never from all the bookings that there ever were: CROSS JOIN
/// keeps that order.
pub(crate) fn statement(condition: &str, limit: usize) -> String {
    format!(
        "SELECT s.num, s.org, s.starts, s.ends, b.record, b.standing
         FROM shifts s CROSS JOIN bookings b ON b.document = s.document AND b.shift = s.id
         LEFT JOIN people p ON p.id = b.volunteer AND p.shown = 1
         WHERE {condition} ORDER BY s.starts, s.ends, s.id, b.role, p.sort_name, b.id LIMIT {limit}"
    )
}

fn view(connection: &Connection, owner: Option<&Owner>, found: Found) -> Result<BookingView, StoreError> {
    let Found { org, window, booking, right, .. } = found;
    let right = match right {
        Some(right) => right,
        None => {
            let time = BookedTime { id: booking.id.clone(), window };
            right_alone(connection, owner, &org, &booking.volunteer, time)?
        }
    };
    let (name, phone) = name_and_phone(connection, &booking.volunteer)?;
    Ok(BookingView {
        id: booking.id,
        shift: booking.shift,
        role: booking.role,
        volunteer: booking.volunteer,
        name,
        phone,
        right,
        answer: booking.answer,
    })
}

/// A person's name and first phone; empty and none of somebody unknown here.
pub(super) fn name_and_phone(
    connection: &Connection,
    volunteer: &VolunteerId,
) -> Result<(String, Option<String>), StoreError> {
    let sql = "SELECT r.record FROM people p JOIN people_records r ON r.num = p.num WHERE p.id = ?1 AND p.shown = 1";
    let person = first(connection, "reading a name", sql, [volunteer.as_str()], |row| json::<Person>(row, 0))?;
    let of = |person: Person| (person.name(), person.phones.first().map(|phone| display_phone(phone)));
    Ok(person.map(of).unwrap_or_default())
}
