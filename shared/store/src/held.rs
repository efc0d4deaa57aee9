//! By what an organisation holds a person, apart from any booking.

use crate::StoreError;
use crate::owner::Owner;
use crate::value::{json, number, rows};
use mainforte_domain::{BookedTime, Claims, LentTime, Loan, OrgId, Right, Rights, VolunteerId};
use rusqlite::Connection;

/// Whether a volunteer is an organisation's own, and the loans to it that stand; no bookings yet.
pub(crate) fn held(
    connection: &Connection,
    owner: Option<&Owner>,
    org: &OrgId,
    volunteer: &VolunteerId,
) -> Result<Claims, StoreError> {
    let sql = "SELECT l.record FROM loans l WHERE l.volunteer = ?1 AND l.org = ?2
        AND NOT EXISTS (SELECT 1 FROM give_backs g WHERE g.org = l.org AND g.loan = l.id) ORDER BY l.id";
    let key = (volunteer.as_str(), org.as_str());
    let loans: Vec<Loan> = rows(connection, "reading what is lent", sql, key, |row| json(row, 0))?;
    let loans = loans.iter().filter_map(LentTime::of).collect();
    Ok(Claims { own: is_own(connection, owner, org, volunteer)?, loans, ..Claims::default() })
}

/// The right to a booking were it the only one.
pub(crate) fn right_alone(
    connection: &Connection,
    owner: Option<&Owner>,
    org: &OrgId,
    volunteer: &VolunteerId,
    booking: BookedTime,
) -> Result<Right, StoreError> {
    let id = booking.id.clone();
    let claims = Claims { bookings: vec![booking], ..held(connection, owner, org, volunteer)? };
    Ok(Rights::derive(&claims).right(&id).unwrap_or(Right::Requested))
}

/// Of another association's people the city knows only the ids that stand on its board: whoever is neither in the city's
/// pool nor lent by it is that association's own.
fn is_own(
    connection: &Connection,
    owner: Option<&Owner>,
    org: &OrgId,
    volunteer: &VolunteerId,
) -> Result<bool, StoreError> {
    let doing = "looking for a volunteer's owner";
    let owned = |by: &OrgId| {
        let sql = "SELECT count(*) FROM people WHERE id = ?1 AND owner = ?2 AND lent = 0";
        number(connection, doing, sql, (volunteer.as_str(), by.as_str())).map(|count| count > 0)
    };
    let Some(owner) = owner else { return Ok(false) };
    if owner.org == *org {
        return owned(org);
    }
    let lent = number(connection, doing, "SELECT count(*) FROM loans WHERE volunteer = ?1", [volunteer.as_str()])?;
    Ok(lent == 0 && !owned(&owner.org)?)
}
