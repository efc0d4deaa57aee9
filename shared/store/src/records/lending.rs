use super::board::OWN_FIRST;
use crate::value::{first, id, json, minute, number, rows};
use crate::{Reader, StoreError};
use mainforte_domain::{
    Ask, AskId, DeviceId, DocumentId, Invite, LendRequest, Loan, LoanId, Minute, OrgId, VolunteerId,
};
use std::collections::BTreeSet;

/// A loan, with whether it was given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLoan {
    /// The loan.
    pub loan: Loan,
    /// The document.
    pub document: DocumentId,
    /// When the association gave it back, by its clock.
    pub given_back: Option<Minute>,
}

const LOAN: &str = "SELECT x.record, d.id, (SELECT min(g.at) FROM give_backs g WHERE g.org = x.org AND g.loan = x.id)
    FROM loans x JOIN documents d ON d.num = x.document";

fn stored(row: &rusqlite::Row<'_>) -> rusqlite::Result<StoredLoan> {
    let at: Option<i64> = row.get(2)?;
    let given_back = at.map(|_| minute(row, 2)).transpose()?;
    Ok(StoredLoan { loan: json(row, 0)?, document: id(row, 1)?, given_back })
}

impl Reader {
    /// A loan.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn loan(&self, loan: &LoanId) -> Result<Option<StoredLoan>, StoreError> {
        let sql = format!("{LOAN} WHERE x.id = ?1 {OWN_FIRST}");
        first(&self.connection, "reading a loan", &sql, [loan.as_str()], stored)
    }

    /// Every loan of a volunteer that is known here, by start: on a city device to all associations.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn loans_of(&self, volunteer: &VolunteerId) -> Result<Vec<StoredLoan>, StoreError> {
        let sql = format!("{LOAN} WHERE x.volunteer = ?1 ORDER BY x.starts, x.id");
        rows(&self.connection, "reading a volunteer's loans", &sql, [volunteer.as_str()], stored)
    }

    /// Loans that stand though a later one stands as well, of the same person and in some of the same time, to another
    /// association. Its issuer granted that one when the earlier did not stand any more, and does not know it.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn lent_on(&self) -> Result<Vec<Loan>, StoreError> {
        let sql = "SELECT x.record FROM loans x WHERE x.status = 'granted' AND EXISTS (
            SELECT 1 FROM loans y WHERE y.volunteer = x.volunteer AND y.org <> x.org AND y.status = 'granted'
              AND y.starts < x.ends AND x.starts < y.ends AND (y.term, y.sequence, y.id) > (x.term, x.sequence, x.id))
            ORDER BY x.id";
        rows(&self.connection, "reading what was lent on", sql, [], |row| json(row, 0))
    }

    /// The highest number given to a loan in an issuer's term, 0 when none was.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn loans_issued(&self, term: u32) -> Result<u64, StoreError> {
        let sql = "SELECT coalesce(max(sequence), 0) FROM loans WHERE term = ?1";
        Ok(crate::value::count(number(&self.connection, "counting the loans of a term", sql, [term])?))
    }

    /// Lend requests that were neither granted nor refused, by id.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn open_lend_requests(&self) -> Result<Vec<LendRequest>, StoreError> {
        let sql = "SELECT record FROM lend_requests WHERE granted = 0 AND refused IS NULL ORDER BY id";
        rows(&self.connection, "reading the open lend requests", sql, [], |row| json(row, 0))
    }

    /// Lend requests that were not granted, refused ones too, by id.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn lend_requests(&self) -> Result<Vec<LendRequest>, StoreError> {
        // Sorted by something that no index has, or the planner would walk through all of them for their order.
        let sql = "SELECT record FROM lend_requests WHERE granted = 0 ORDER BY +id";
        rows(&self.connection, "reading the lend requests", sql, [], |row| json(row, 0))
    }

    /// An organisation's ask.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn ask(&self, org: &OrgId, ask: &AskId) -> Result<Option<Ask>, StoreError> {
        let sql = "SELECT record FROM asks WHERE org = ?1 AND id = ?2";
        first(&self.connection, "reading an ask", sql, (org.as_str(), ask.as_str()), |row| json(row, 0))
    }

    /// Loans that an organisation has given back and of which a device has not yet said that it has seen it. Once the issuer
    /// has taken note, nobody waits for that any more.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn give_backs_not_acknowledged(&self, org: &OrgId, device: &DeviceId) -> Result<Vec<LoanId>, StoreError> {
        let sql = "SELECT loan FROM give_backs g WHERE org = ?1 AND noted = 0
            AND NOT EXISTS (SELECT 1 FROM returned r WHERE r.org = g.org AND r.loan = g.loan AND r.device = ?2)
            ORDER BY loan";
        let key = (org.as_str(), device.0);
        rows(&self.connection, "reading give-backs to acknowledge", sql, key, |row| id(row, 0))
    }

    /// Loans that were given back and of which the issuer has not yet taken note, with the devices that have seen it.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn give_backs_open(&self) -> Result<Vec<(Loan, BTreeSet<DeviceId>)>, StoreError> {
        let doing = "reading open give-backs";
        let reading = self.at_once()?;
        // From the few that are open to their loans: of its own the planner may choose the other way.
        let sql = "SELECT l.record FROM give_backs g CROSS JOIN loans l ON l.org = g.org AND l.id = g.loan
            WHERE g.noted = 0 AND l.status = 'granted' ORDER BY g.org, g.loan";
        let loans: Vec<Loan> = rows(&reading, doing, sql, [], |row| json(row, 0))?;
        let seen = |loan: Loan| {
            let sql = "SELECT device FROM returned WHERE org = ?1 AND loan = ?2";
            let devices = rows(&reading, doing, sql, (loan.to.as_str(), loan.id.as_str()), |row| row.get(0))?;
            Ok((loan, devices.into_iter().map(DeviceId).collect()))
        };
        loans.into_iter().map(seen).collect()
    }

    /// Where the other laptops of an organisation listen, by device.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn whereabouts(&self, org: &OrgId) -> Result<Vec<(DeviceId, Vec<String>)>, StoreError> {
        let sql = "SELECT device, addresses FROM whereabouts WHERE org = ?1 ORDER BY device";
        rows(&self.connection, "reading where laptops listen", sql, [org.as_str()], |row| {
            Ok((DeviceId(row.get(0)?), json(row, 1)?))
        })
    }

    /// The invitations that the city and the associations have handed out, by id. Of one that stands in two outboxes the city's
    /// word counts: with it the hub says who used it.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn invites(&self) -> Result<Vec<Invite>, StoreError> {
        let sql = "SELECT i.record FROM invites i JOIN documents d ON d.num = i.document
            ORDER BY i.id, d.owner <> coalesce((SELECT CAST(value AS TEXT) FROM meta WHERE key = 'city'), '')";
        let mut invites: Vec<Invite> = rows(&self.connection, "reading the invitations", sql, [], |row| json(row, 0))?;
        invites.dedup_by(|second, first| second.id == first.id && second.secret_hash == first.secret_hash);
        Ok(invites)
    }

    /// Those that an association has handed out itself.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn invites_by(&self, org: &OrgId) -> Result<Vec<Invite>, StoreError> {
        let sql =
            "SELECT i.record FROM invites i JOIN documents d ON d.num = i.document WHERE d.owner = ?1 ORDER BY i.id";
        rows(&self.connection, "reading an association's invitations", sql, [org.as_str()], |row| json(row, 0))
    }
}
