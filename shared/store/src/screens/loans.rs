use super::booking_views::name_and_phone;
use super::reclaimed::is_asked_back;
use crate::value::{id, json, number, rows, small};
use crate::{Reader, StoreError};
use mainforte_api::{AskRow, LoanRow, LoansView};
use mainforte_domain::{Ask, Loan, LoanStatus, Minute, Minutes, OrgId};
use rusqlite::Connection;

impl Reader {
    /// What was asked of the city and what it lent; on a city device of every association.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn loans(&self) -> Result<LoansView, StoreError> {
        let reading = self.at_once()?;
        let names = self.organisation_names()?;
        let sql = "SELECT l.org, l.record, (SELECT min(g.at) FROM give_backs g WHERE g.org = l.org AND g.loan = l.id)
            FROM loans l ORDER BY l.starts, l.id";
        let found: Vec<(OrgId, Loan, Option<i64>)> =
            rows(&reading, "reading the loans", sql, [], |row| Ok((id(row, 0)?, json(row, 1)?, row.get(2)?)))?;
        let row = |(org, loan, given_back): (OrgId, Loan, Option<i64>)| {
            let booked = booked(&reading, &loan)?;
            let (name, _) = name_and_phone(&reading, &loan.volunteer)?;
            Ok(LoanRow {
                returned: loan.status != LoanStatus::Granted,
                reclaimed: loan.reclaimed.map(|reclaim| reclaim.at),
                reclaiming: is_asked_back(&reading, &loan.id)?,
                id: loan.id,
                volunteer: loan.volunteer,
                name,
                org_name: names.of(&org),
                org,
                window: loan.window,
                quota: loan.quota,
                booked,
                given_back: given_back.map(Minute),
            })
        };
        Ok(LoansView { asks: ask_rows(self)?, loans: found.into_iter().map(row).collect::<Result<_, StoreError>>()? })
    }
}

/// Time booked inside a loan.
fn booked(connection: &Connection, loan: &Loan) -> Result<Minutes, StoreError> {
    let sql = "SELECT coalesce(sum(s.ends - s.starts), 0)
        FROM bookings b JOIN shifts s ON s.document = b.document AND s.id = b.shift
        WHERE b.volunteer = ?1 AND b.org = ?2 AND b.standing IS NOT NULL AND s.starts >= ?3 AND s.ends <= ?4";
    let key = (loan.volunteer.as_str(), loan.to.as_str(), loan.window.from.0, loan.window.until.0);
    Ok(Minutes(number(connection, "counting what is booked of a loan", sql, key)?))
}

/// Asks, open ones first, then by time asked, newest first.
pub(super) fn ask_rows(reader: &Reader) -> Result<Vec<AskRow>, StoreError> {
    let names = reader.organisation_names()?;
    let sql = "SELECT org, record FROM asks ORDER BY status <> 'open', at DESC, id";
    let asks: Vec<(OrgId, Ask)> =
        rows(&reader.connection, "reading the asks", sql, [], |row| Ok((id(row, 0)?, json(row, 1)?)))?;
    let row = |(org, ask): (OrgId, Ask)| {
        let sql = "SELECT count(DISTINCT volunteer) FROM loans l
            WHERE org = ?1 AND starts < ?3 AND ends > ?2 AND status = 'granted'
              AND NOT EXISTS (SELECT 1 FROM give_backs g WHERE g.org = l.org AND g.loan = l.id)";
        let key = (org.as_str(), ask.window.from.0, ask.window.until.0);
        let lent = small(number(&reader.connection, "counting who was lent for an ask", sql, key)?);
        Ok(AskRow { org_name: names.of(&org), ask, org, lent })
    };
    asks.into_iter().map(row).collect()
}
