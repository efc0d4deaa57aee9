use super::Projection;
use crate::StoreError;
use crate::held::held;
use crate::value::{json, maybe_word_in, number, rows, word, write};
use mainforte_api::{ContestCause, Topic};
use mainforte_domain::{
    BookedTime, Booking, CityCalendar, Claims, ContestReason, OrgId, Right, Rights, Shift, VolunteerId,
};
use std::collections::{BTreeMap, BTreeSet};

/// A booking as it is derived upon.
struct Booked {
    num: i64,
    before: Option<Right>,
    booking: Booking,
    time: Option<BookedTime>,
}

/// A contest as its row says it.
type ContestRow = (String, String, String, String);

impl Projection<'_> {
    /// Derives the rights to a volunteer's bookings, for each organisation by itself, and what follows from them: contests,
    /// booked hours, when they were last booked.
    pub(super) fn derive_rights(&mut self, volunteer: &VolunteerId, calendar: &CityCalendar) -> Result<(), StoreError> {
        let bookings = self.bookings_of(volunteer)?;
        let mut contests = BTreeSet::new();
        let mut weeks: BTreeMap<String, i64> = BTreeMap::new();
        for (org, booked) in &bookings {
            let rights = Rights::derive(&self.claims(org, volunteer, booked)?);
            for booked in booked {
                let right = rights.right(&booked.booking.id).filter(|_| booked.time.is_some());
                self.write_right(booked, right)?;
                if let (Some(_), Some(time)) = (right, &booked.time) {
                    let minutes = weeks.entry(calendar.monday(time.window.from).to_string()).or_default();
                    *minutes = minutes.saturating_add(time.window.length().0);
                }
            }
            for contest in rights.contests {
                let cause = word("deriving a contest", &cause(&contest.why))?;
                let (first, second) = (contest.id.first, contest.id.second);
                contests.insert((org.to_string(), first.into(), second.into(), cause));
            }
        }
        self.write_contests(volunteer, contests)?;
        self.write_activity(volunteer, weeks)
    }

    fn bookings_of(&self, volunteer: &VolunteerId) -> Result<BTreeMap<OrgId, Vec<Booked>>, StoreError> {
        let sql = "SELECT b.org, b.num, b.standing, b.record, s.record
            FROM bookings b LEFT JOIN shifts s ON s.document = b.document AND s.id = b.shift
            WHERE b.volunteer = ?1 ORDER BY b.org, b.id";
        let found = rows(self.connection, "reading a volunteer's bookings", sql, [volunteer.as_str()], |row| {
            let booking: Booking = json(row, 3)?;
            let shift: Option<Shift> = match row.get_ref(4)? {
                rusqlite::types::ValueRef::Null => None,
                _ => Some(json(row, 4)?),
            };
            let time = shift.and_then(|shift| BookedTime::of(&booking, &shift));
            let org: OrgId = crate::value::id(row, 0)?;
            Ok((org, Booked { num: row.get(1)?, before: maybe_word_in(row, 2)?, booking, time }))
        })?;
        let mut by_org: BTreeMap<OrgId, Vec<Booked>> = BTreeMap::new();
        for (org, booked) in found {
            by_org.entry(org).or_default().push(booked);
        }
        Ok(by_org)
    }

    fn claims(&self, org: &OrgId, volunteer: &VolunteerId, booked: &[Booked]) -> Result<Claims, StoreError> {
        let doing = "reading the settlements that bear on a right";
        let sql = "SELECT s.record FROM bookings b JOIN settlements s ON s.org = b.org AND s.first = b.id
            WHERE b.volunteer = ?1 AND b.org = ?2 ORDER BY b.id, s.document, s.second";
        let key = (volunteer.as_str(), org.as_str());
        let settlements = rows(self.connection, doing, sql, key, |row| json(row, 0))?;
        let bookings = booked.iter().filter_map(|booked| booked.time.clone()).collect();
        let held = held(self.connection, self.owner.as_ref(), org, volunteer)?;
        Ok(Claims { bookings, settlements, ..held })
    }

    fn write_right(&mut self, booked: &Booked, right: Option<Right>) -> Result<(), StoreError> {
        if booked.before == right {
            return Ok(());
        }
        let doing = "keeping a right";
        let right = right.map(|right| word(doing, &right)).transpose()?;
        write(self.connection, doing, "UPDATE bookings SET standing = ?2 WHERE num = ?1", (booked.num, right))?;
        self.touch([Topic::Board]);
        Ok(())
    }

    fn write_contests(&mut self, volunteer: &VolunteerId, now: BTreeSet<ContestRow>) -> Result<(), StoreError> {
        let doing = "keeping contests";
        let sql = "SELECT org, first, second, cause FROM contests WHERE volunteer = ?1";
        let before: BTreeSet<ContestRow> = rows(self.connection, doing, sql, [volunteer.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .into_iter()
        .collect();
        if before == now {
            return Ok(());
        }
        write(self.connection, doing, "DELETE FROM contests WHERE volunteer = ?1", [volunteer.as_str()])?;
        let sql = "INSERT OR REPLACE INTO contests (org, first, second, volunteer, cause) VALUES (?1, ?2, ?3, ?4, ?5)";
        for (org, first, second, cause) in now {
            write(self.connection, doing, sql, (org, first, second, volunteer.as_str(), cause))?;
        }
        self.touch([Topic::Settle, Topic::Board]);
        Ok(())
    }

    /// Writes the weeks that differ alone.
    fn write_weeks(&self, volunteer: &VolunteerId, now: BTreeMap<String, i64>) -> Result<(), StoreError> {
        let doing = "keeping booked hours";
        let sql = "SELECT monday, minutes FROM booked_weeks WHERE volunteer = ?1";
        let before: BTreeMap<String, i64> =
            rows(self.connection, doing, sql, [volunteer.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?
                .into_iter()
                .collect();
        let sql = "DELETE FROM booked_weeks WHERE volunteer = ?1 AND monday = ?2";
        for monday in before.keys().filter(|monday| !now.contains_key(*monday)) {
            write(self.connection, doing, sql, (volunteer.as_str(), monday))?;
        }
        let sql = "INSERT INTO booked_weeks (volunteer, monday, minutes) VALUES (?1, ?2, ?3)
            ON CONFLICT (monday, volunteer) DO UPDATE SET minutes = excluded.minutes";
        for (monday, minutes) in now.iter().filter(|(monday, minutes)| before.get(*monday) != Some(*minutes)) {
            write(self.connection, doing, sql, (volunteer.as_str(), monday, minutes))?;
        }
        Ok(())
    }

    /// Hours and dates are kept for people on the list alone; for others nobody asks.
    fn write_activity(&mut self, volunteer: &VolunteerId, weeks: BTreeMap<String, i64>) -> Result<(), StoreError> {
        let doing = "keeping booked hours";
        let sql = "SELECT EXISTS (SELECT 1 FROM people WHERE id = ?1)";
        let listed = number(self.connection, doing, sql, [volunteer.as_str()])? > 0;
        let sql = "UPDATE people SET last_asked = asked.last
            FROM (SELECT max(made_at) AS last FROM bookings WHERE volunteer = ?1) asked
            WHERE id = ?1 AND last_asked IS NOT asked.last";
        write(self.connection, doing, sql, [volunteer.as_str()])?;
        self.write_weeks(volunteer, if listed { weeks } else { BTreeMap::new() })?;
        if !listed {
            return Ok(());
        }
        self.touch([Topic::People]);
        Ok(())
    }
}

fn cause(reason: &ContestReason) -> ContestCause {
    match reason {
        ContestReason::Overlap => ContestCause::Overlap,
        ContestReason::Quota { .. } => ContestCause::Quota,
    }
}
