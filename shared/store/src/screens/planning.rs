//! What a plan is made from.

use crate::value::{id, json, rows, window, word_in};
use crate::{Reader, StoreError};
use mainforte_domain::{Booking, DistrictId, Minute, OrgId, Person, Place, Point, Right, Shift, VolunteerId, Window};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// People, shifts and bookings of a stretch of time and of two days around it, so that what lies across its edges counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlanningInput {
    /// Everybody on the list, by id.
    pub people: Vec<PlannablePerson>,
    /// One's own shifts that take place, by time.
    pub shifts: Vec<PlannableShift>,
    /// Bookings that hold time, by time: those of one's own board, and of others' boards those of people on the list.
    pub bookings: Vec<PlannedBooking>,
    /// Places in these shifts that somebody has turned down or given up, by shift and id.
    pub declined: Vec<Booking>,
    /// The middle of each district.
    pub centres: BTreeMap<DistrictId, Point>,
}

/// Somebody who may be planned.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannablePerson {
    /// The person.
    pub person: Person,
    /// One's own: held at any time.
    pub own: bool,
    /// When they are held, if they are not one's own: the loans to one's organisation that stand.
    pub held: Vec<Window>,
    /// When they were last booked.
    pub last_asked: Option<Minute>,
}

/// A shift with what planning needs of its place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannableShift {
    /// The shift.
    pub shift: Shift,
    /// Whose.
    pub org: OrgId,
    /// The place's name.
    pub place_name: String,
    /// Where it is; its district's middle when the place has no point; none: unknown.
    pub point: Option<Point>,
}

/// A booking that holds time.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedBooking {
    /// The booking.
    pub booking: Booking,
    /// With what right.
    pub right: Right,
    /// Its shift's time.
    pub window: Window,
}

/// Two days: nobody's shift and way home last longer.
const AROUND_MINUTES: i64 = 2 * 24 * 60;

impl Reader {
    /// What a plan for a stretch of time is made from.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn planning_input(&self, window: &Window) -> Result<PlanningInput, StoreError> {
        let reading = self.at_once()?;
        let around = Window { from: window.from.plus(-AROUND_MINUTES), until: window.until.plus(AROUND_MINUTES) };
        let centres = centres(&reading)?;
        Ok(PlanningInput {
            people: people(&reading, around)?,
            shifts: shifts(&reading, around, &centres)?,
            bookings: bookings(&reading, around)?,
            declined: declined(&reading, around)?,
            centres,
        })
    }
}

fn centres(connection: &Connection) -> Result<BTreeMap<DistrictId, Point>, StoreError> {
    let sql = "SELECT id, x, y FROM districts";
    let centres = rows(connection, "reading the districts' middles", sql, [], |row| {
        Ok((id(row, 0)?, Point { x: row.get(1)?, y: row.get(2)? }))
    })?;
    Ok(centres.into_iter().collect())
}

fn people(connection: &Connection, around: Window) -> Result<Vec<PlannablePerson>, StoreError> {
    let mut held = loans(connection, around)?;
    let sql = "SELECT r.record, p.lent, p.last_asked FROM people p JOIN people_records r ON r.num = p.num
        WHERE p.shown = 1 ORDER BY p.id";
    let found: Vec<(Person, bool, Option<i64>)> =
        rows(connection, "reading who can be planned", sql, [], |row| Ok((json(row, 0)?, row.get(1)?, row.get(2)?)))?;
    let plannable = |(person, lent, last_asked): (Person, bool, Option<i64>)| PlannablePerson {
        held: held.remove(&person.id).unwrap_or_default(),
        own: !lent,
        last_asked: last_asked.map(Minute),
        person,
    };
    Ok(found.into_iter().map(plannable).collect())
}

/// Loans to one's own organisation that stand, by volunteer.
fn loans(connection: &Connection, around: Window) -> Result<BTreeMap<VolunteerId, Vec<Window>>, StoreError> {
    let sql = "SELECT volunteer, starts, ends FROM loans l
        WHERE org = (SELECT CAST(value AS TEXT) FROM meta WHERE key = 'org') AND status = 'granted'
          AND starts < ?2 AND ends > ?1
          AND NOT EXISTS (SELECT 1 FROM give_backs g WHERE g.org = l.org AND g.loan = l.id)
        ORDER BY volunteer, starts, ends";
    let found: Vec<(VolunteerId, Window)> =
        rows(connection, "reading who is lent", sql, (around.from.0, around.until.0), |row| {
            Ok((id(row, 0)?, window(row, 1)?))
        })?;
    let mut held: BTreeMap<VolunteerId, Vec<Window>> = BTreeMap::new();
    for (volunteer, window) in found {
        held.entry(volunteer).or_default().push(window);
    }
    Ok(held)
}

fn shifts(
    connection: &Connection,
    around: Window,
    centres: &BTreeMap<DistrictId, Point>,
) -> Result<Vec<PlannableShift>, StoreError> {
    let sql = "SELECT s.record, s.org, p.record FROM shifts s LEFT JOIN places p ON p.org = s.org AND p.id = s.place
        WHERE s.org = (SELECT CAST(value AS TEXT) FROM meta WHERE key = 'org') AND s.status = 'planned'
          AND s.starts >= ?1 AND s.starts < ?2 ORDER BY s.starts, s.ends, s.id";
    rows(connection, "reading shifts to plan", sql, (around.from.0, around.until.0), |row| {
        let place: Option<Place> = match row.get_ref(2)? {
            rusqlite::types::ValueRef::Null => None,
            _ => Some(json(row, 2)?),
        };
        let centre = |place: &Place| place.district.as_ref().and_then(|district| centres.get(district)).copied();
        Ok(PlannableShift {
            shift: json(row, 0)?,
            org: id(row, 1)?,
            point: place.as_ref().and_then(|place| place.point.or_else(|| centre(place))),
            place_name: place.map(|place| place.name).unwrap_or_default(),
        })
    })
}

fn bookings(connection: &Connection, around: Window) -> Result<Vec<PlannedBooking>, StoreError> {
    let sql = "SELECT b.record, b.standing, s.starts, s.ends
        FROM shifts s JOIN bookings b ON b.document = s.document AND b.shift = s.id
        WHERE s.starts >= ?1 AND s.starts < ?2 AND b.standing IS NOT NULL
          AND (b.org = (SELECT CAST(value AS TEXT) FROM meta WHERE key = 'org')
            OR b.volunteer IN (SELECT id FROM people WHERE shown = 1))
        ORDER BY s.starts, s.ends, b.id";
    rows(connection, "reading bookings to plan around", sql, (around.from.0, around.until.0), |row| {
        Ok(PlannedBooking { booking: json(row, 0)?, right: word_in(row, 1)?, window: window(row, 2)? })
    })
}

fn declined(connection: &Connection, around: Window) -> Result<Vec<Booking>, StoreError> {
    let sql = "SELECT b.record FROM shifts s JOIN bookings b ON b.document = s.document AND b.shift = s.id
        WHERE s.org = (SELECT CAST(value AS TEXT) FROM meta WHERE key = 'org') AND s.status = 'planned'
          AND s.starts >= ?1 AND s.starts < ?2 AND b.status = 'active' AND b.answer IN ('no', 'withdrew')
        ORDER BY s.starts, s.id, b.id";
    rows(connection, "reading places turned down", sql, (around.from.0, around.until.0), |row| json(row, 0))
}
