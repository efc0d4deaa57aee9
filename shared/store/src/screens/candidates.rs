use crate::value::{first, json, number, rows, small};
use crate::{Reader, StoreError};
use mainforte_api::Candidate;
use mainforte_domain::{CityCalendar, KindId, Loan, Minutes, OrgId, Person, VolunteerId, Window, expand_availability};
use rusqlite::{Connection, params};

/// More are not read; whoever looks for others filters.
const CANDIDATES_MAX: usize = 200;

impl Reader {
    /// City: who of the pool could be lent to an association for a window: whom it waits for first, then who is available, the
    /// least lent that week first. Whoever is lent to anybody at that time is left out.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn candidates(
        &self,
        to: &OrgId,
        window: &Window,
        kind: Option<&KindId>,
        skill: Option<&str>,
    ) -> Result<Vec<Candidate>, StoreError> {
        let reading = self.at_once()?;
        let calendar = crate::reader::calendar(&reading)?;
        let sql = "SELECT r.record FROM people p JOIN people_records r ON r.num = p.num
            WHERE p.shown = 1 AND p.lent = 0 AND p.status IN ('active', 'to_inform')
              AND (?1 IS NULL OR p.num IN (SELECT person FROM people_tags WHERE tag = 'offer' AND value = ?1))
              AND (?2 IS NULL OR p.num IN (SELECT person FROM people_tags WHERE tag = 'skill' AND value = ?2))
              AND NOT EXISTS (
                SELECT 1 FROM loans l
                WHERE l.volunteer = p.id AND l.status = 'granted' AND l.starts < ?4 AND l.ends > ?3)
            ORDER BY p.sort_name, p.id";
        let key = params![kind.map(KindId::as_str), skill, window.from.0, window.until.0];
        let pool: Vec<Person> = rows(&reading, "reading the pool", sql, key, |row| json(row, 0))?;
        let lookup = Lookup { connection: &reading, to, window, calendar: &calendar };
        let mut found = pool.into_iter().map(|person| lookup.candidate(person)).collect::<Result<Vec<_>, _>>()?;
        // Stable: among equals by name.
        found.sort_by_key(|found| (std::cmp::Reverse(found.requested), !found.available, found.lent_minutes));
        found.truncate(CANDIDATES_MAX);
        Ok(found)
    }
}

struct Lookup<'a> {
    connection: &'a Connection,
    to: &'a OrgId,
    window: &'a Window,
    calendar: &'a CityCalendar,
}

impl Lookup<'_> {
    fn candidate(&self, person: Person) -> Result<Candidate, StoreError> {
        Ok(Candidate {
            available: self.is_available(&person),
            lent_minutes: self.lent_that_week(&person.id)?,
            requested: self.requested(&person.id)?,
            district: self.district(&person)?,
            name: person.name(),
            skills: person.skills.into_iter().collect(),
            volunteer: person.id,
        })
    }

    fn is_available(&self, person: &Person) -> bool {
        let monday = self.calendar.monday(self.window.from);
        let weeks = self.window.length().0 / 10_080 + 2;
        let weeks = u16::try_from(weeks).unwrap_or(u16::MAX);
        let available = expand_availability(&person.availability, monday, weeks, self.calendar);
        available.iter().any(|available| available.covers(self.window))
    }

    /// What loans take at most of the week in which the window begins.
    fn lent_that_week(&self, volunteer: &VolunteerId) -> Result<Minutes, StoreError> {
        let Some(week) = self.calendar.week(self.calendar.monday(self.window.from)) else { return Ok(Minutes(0)) };
        let sql = "SELECT record FROM loans
            WHERE volunteer = ?1 AND status = 'granted' AND starts < ?3 AND ends > ?2";
        let key = (volunteer.as_str(), week.from.0, week.until.0);
        let loans: Vec<Loan> = rows(self.connection, "reading a week's loans", sql, key, |row| json(row, 0))?;
        let share = |loan: &Loan| {
            let part = loan.window.intersection(&week).map_or(Minutes(0), |part| part.length());
            loan.quota.map_or(part, |quota| quota.min(part))
        };
        Ok(loans.iter().map(share).sum())
    }

    /// Bookings in the window for which the association waits.
    fn requested(&self, volunteer: &VolunteerId) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM bookings b JOIN shifts s ON s.document = b.document AND s.id = b.shift
            WHERE b.volunteer = ?1 AND b.org = ?2 AND b.standing = 'requested' AND s.starts < ?4 AND s.ends > ?3";
        let key = (volunteer.as_str(), self.to.as_str(), self.window.from.0, self.window.until.0);
        Ok(small(number(self.connection, "counting requested bookings", sql, key)?))
    }

    fn district(&self, person: &Person) -> Result<Option<String>, StoreError> {
        let Some(district) = &person.district else { return Ok(None) };
        let sql = "SELECT name FROM districts WHERE id = ?1";
        first(self.connection, "reading a district", sql, [district.as_str()], |row| row.get(0))
    }
}
