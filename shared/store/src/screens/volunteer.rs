use super::volunteers::Listing;
use crate::owner::Owner;
use crate::project::sort_name;
use crate::value::{json, rows, window, word_in};
use crate::{Reader, StoreError, reader::calendar};
use mainforte_api::{BookedShift, VolunteerRow, VolunteerSheet};
use mainforte_domain::{Booking, Minute, Person, Shift, VolunteerId, Window};
use rusqlite::Connection;

const BOOKINGS_MAX: u32 = 100;
const ALIKE_MAX: u32 = 20;

impl Reader {
    /// Everything about a person; none when nobody has that id.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn volunteer(&self, volunteer: &VolunteerId, now: Minute) -> Result<Option<VolunteerSheet>, StoreError> {
        let reading = self.at_once()?;
        let Some(found) = self.person(volunteer)? else { return Ok(None) };
        let owner = Owner::read(&reading)?;
        Ok(Some(VolunteerSheet {
            editable: owner.is_some_and(|owner| owner.org == found.owner),
            loans: loans(&reading, volunteer)?,
            bookings: bookings(&reading, volunteer)?,
            alike: alike(&reading, &found.person, now)?,
            owner: found.owner,
            person: found.person,
        }))
    }
}

/// When they are lent; on a city device to whomever.
fn loans(connection: &Connection, volunteer: &VolunteerId) -> Result<Vec<Window>, StoreError> {
    let sql = "SELECT starts, ends FROM loans l WHERE volunteer = ?1 AND status = 'granted'
        AND NOT EXISTS (SELECT 1 FROM give_backs g WHERE g.org = l.org AND g.loan = l.id) ORDER BY starts, ends";
    rows(connection, "reading when a person is lent", sql, [volunteer.as_str()], |row| window(row, 0))
}

fn bookings(connection: &Connection, volunteer: &VolunteerId) -> Result<Vec<BookedShift>, StoreError> {
    let sql = "SELECT b.record, s.record, coalesce(p.name, ''), b.standing
        FROM bookings b JOIN shifts s ON s.document = b.document AND s.id = b.shift
        LEFT JOIN places p ON p.org = s.org AND p.id = s.place
        WHERE b.volunteer = ?1 AND b.standing IS NOT NULL ORDER BY s.starts DESC, b.id LIMIT ?2";
    rows(connection, "reading a person's bookings", sql, (volunteer.as_str(), BOOKINGS_MAX), |row| {
        let (booking, shift): (Booking, Shift) = (json(row, 0)?, json(row, 1)?);
        Ok(BookedShift {
            booking: booking.id,
            shift: shift.id,
            title: shift.title,
            place: row.get(2)?,
            window: shift.window,
            role: booking.role,
            right: word_in(row, 3)?,
            answer: booking.answer,
        })
    })
}

/// Others with the same name, phone or e-mail.
fn alike(connection: &Connection, person: &Person, now: Minute) -> Result<Vec<VolunteerRow>, StoreError> {
    let doing = "looking for people alike";
    let sql = "SELECT p.num FROM people p WHERE p.shown = 1 AND p.id <> ?1 AND (
          p.sort_name = ?2
          OR p.num IN (SELECT other.person FROM people_tags mine
              JOIN people_tags other ON other.tag = 'contact' AND other.value = mine.value
              WHERE mine.tag = 'contact'
                AND mine.person IN (SELECT num FROM people WHERE id = ?1)))
        ORDER BY p.sort_name, p.id LIMIT ?3";
    let key = (person.id.as_str(), sort_name(person), ALIKE_MAX);
    let nums: Vec<i64> = rows(connection, doing, sql, key, |row| row.get(0))?;
    let listing = Listing::begin(connection, calendar(connection)?.monday(now).to_string())?;
    nums.into_iter().filter_map(|num| listing.row(num).transpose()).collect()
}
