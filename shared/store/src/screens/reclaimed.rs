use super::booking_views::name_and_phone;
use super::settle::device_name;
use crate::held::right_alone;
use crate::owner::Owner;
use crate::records::OrganisationNames;
use crate::value::{first, id, json, number, rows};
use crate::{Reader, StoreError};
use mainforte_api::{Elsewhere, LentBooking, ReclaimedView, Seat};
use mainforte_domain::{BookedTime, Booking, Loan, LoanId, Minute, OrgId, Right, Shift, Window};
use rusqlite::Connection;

impl Reader {
    /// What was lent and taken back and is still counted on in shifts that are not over, by time: an association's own, on a
    /// device of the city everybody's.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn reclaimed(&self, now: Minute) -> Result<Vec<ReclaimedView>, StoreError> {
        // Nearly always there is none, and nothing more to ask.
        let sql = "SELECT record FROM loans WHERE record ->> 'reclaimed' IS NOT NULL AND ends > ?1 ORDER BY starts, id";
        let loans: Vec<Loan> = rows(&self.connection, "reading what was taken back", sql, [now.0], |row| json(row, 0))?;
        if loans.is_empty() {
            return Ok(Vec::new());
        }
        let use_of = Use::open(self)?;
        let views = loans.into_iter().map(|loan| use_of.reclaimed(loan, now));
        views.filter_map(Result::transpose).collect()
    }

    /// City: what an association has booked in the time of a loan, by time.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn loan_use(&self, loan: &LoanId) -> Result<Vec<LentBooking>, StoreError> {
        let _reading = self.at_once()?;
        let Some(stored) = self.loan(loan)? else { return Ok(Vec::new()) };
        Ok(Use::open(self)?.bookings(&stored.loan)?.into_iter().map(|(_, booking)| booking).collect())
    }
}

/// What is made of loans, as it is read.
struct Use<'a> {
    connection: &'a Connection,
    owner: Option<Owner>,
    names: OrganisationNames,
}

impl<'a> Use<'a> {
    fn open(reader: &'a Reader) -> Result<Self, StoreError> {
        let connection = &reader.connection;
        Ok(Self { connection, owner: Owner::read(connection)?, names: reader.organisation_names()? })
    }

    fn reclaimed(&self, loan: Loan, now: Minute) -> Result<Option<ReclaimedView>, StoreError> {
        let Some(reclaim) = loan.reclaimed else { return Ok(None) };
        let mut bookings = Vec::new();
        for (time, booking) in self.bookings(&loan)? {
            // By another loan the association may hold the person again.
            let right = right_alone(self.connection, self.owner.as_ref(), &loan.to, &loan.volunteer, time)?;
            if right == Right::Requested && booking.seat.window.until > now {
                bookings.push(booking);
            }
        }
        if bookings.is_empty() {
            return Ok(None);
        }
        let (name, phone) = name_and_phone(self.connection, &loan.volunteer)?;
        let device = device_name(self.connection, &reclaim.by)?;
        Ok(Some(ReclaimedView {
            org_name: self.names.of(&loan.to),
            at: reclaim.at,
            loan: loan.id,
            volunteer: loan.volunteer,
            org: loan.to,
            window: loan.window,
            name,
            phone,
            device,
            bookings,
        }))
    }

    /// The borrower's bookings of the person that hold time wholly inside the loan's.
    fn bookings(&self, loan: &Loan) -> Result<Vec<(BookedTime, LentBooking)>, StoreError> {
        let sql = "SELECT b.record, s.record, coalesce(p.name, '')
            FROM bookings b JOIN shifts s ON s.document = b.document AND s.id = b.shift
            LEFT JOIN places p ON p.org = s.org AND p.id = s.place
            WHERE b.volunteer = ?1 AND b.org = ?2 AND b.standing IS NOT NULL AND s.starts >= ?3 AND s.ends <= ?4
            ORDER BY s.starts, s.ends, b.id";
        let key = (loan.volunteer.as_str(), loan.to.as_str(), loan.window.from.0, loan.window.until.0);
        let found: Vec<(Booking, Seat)> = rows(self.connection, "reading what is booked of a loan", sql, key, |row| {
            let booking: Booking = json(row, 0)?;
            let role = booking.role.clone();
            Ok((booking, seat(json(row, 1)?, role, row.get(2)?)))
        })?;
        let view = |(booking, seat): (Booking, Seat)| {
            let time = BookedTime { id: booking.id.clone(), window: seat.window };
            let elsewhere = self.elsewhere(loan, seat.window)?;
            Ok((time, LentBooking { booking: booking.id, seat, answer: booking.answer, elsewhere }))
        };
        found.into_iter().map(view).collect()
    }

    /// Who else holds the person in that time; the first, for one is enough to call.
    fn elsewhere(&self, loan: &Loan, window: Window) -> Result<Option<Elsewhere>, StoreError> {
        let sql = "SELECT b.org, s.record, b.role, coalesce(p.name, '')
            FROM bookings b JOIN shifts s ON s.document = b.document AND s.id = b.shift
            LEFT JOIN places p ON p.org = s.org AND p.id = s.place
            WHERE b.volunteer = ?1 AND b.org <> ?2 AND b.standing IN ('held', 'contested')
              AND s.starts < ?4 AND s.ends > ?3 ORDER BY s.starts, s.id LIMIT 1";
        let key = (loan.volunteer.as_str(), loan.to.as_str(), window.from.0, window.until.0);
        let found: Option<(OrgId, Seat)> =
            first(self.connection, "looking where else a person is expected", sql, key, |row| {
                Ok((id(row, 0)?, seat(json(row, 1)?, row.get(2)?, row.get(3)?)))
            })?;
        Ok(found.map(|(org, seat)| Elsewhere { org_name: self.names.of(&org), seat }))
    }
}

fn seat(shift: Shift, role: String, place: String) -> Seat {
    Seat { window: shift.window, shift: shift.id, role, title: shift.title, place }
}

/// Whether an operator has asked the issuer to take a loan back, and it still stands.
pub(super) fn is_asked_back(connection: &Connection, loan: &LoanId) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM reclaim_requests WHERE loan = ?1 AND open = 1)";
    Ok(number(connection, "looking for a reclaim asked for", sql, [loan.as_str()])? > 0)
}
