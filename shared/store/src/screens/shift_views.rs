//! Shifts with their coverage, as several screens show them.

use crate::StoreError;
use crate::value::{id, json, rows, small, word_in};
use mainforte_api::{RoleView, ShiftView};
use mainforte_domain::{OrgId, Right, Shift, ShiftStatus};
use rusqlite::{Connection, Params};
use std::collections::BTreeMap;

/// Bookings of one role by right.
#[derive(Default, Clone, Copy)]
struct Coverage {
    held: u32,
    confirmed: u32,
    requested: u32,
    contested: u32,
}

/// Shifts by time that meet a condition over `shifts s`, with the row of each.
pub(super) fn shifts(
    connection: &Connection,
    condition: &str,
    params: impl Params + Clone,
) -> Result<Vec<(i64, ShiftView)>, StoreError> {
    let covered = coverage(connection, condition, params.clone())?;
    let sql = format!(
        "SELECT s.num, s.org, s.record, coalesce(p.name, '')
         FROM shifts s LEFT JOIN places p ON p.org = s.org AND p.id = s.place
         WHERE {condition} ORDER BY s.starts, s.ends, s.org, s.id"
    );
    let found: Vec<(i64, OrgId, Shift, String)> = rows(connection, "reading shifts", &sql, params, |row| {
        Ok((row.get(0)?, id(row, 1)?, json(row, 2)?, row.get(3)?))
    })?;
    let of = |num: i64, role: &str| covered.get(&(num, role.to_owned())).copied().unwrap_or_default();
    Ok(found.into_iter().map(|(num, org, shift, place)| (num, view(org, shift, place, |role| of(num, role)))).collect())
}

fn coverage(
    connection: &Connection,
    condition: &str,
    params: impl Params,
) -> Result<BTreeMap<(i64, String), Coverage>, StoreError> {
    let sql = format!(
        "SELECT s.num, b.role, b.standing, b.answer = 'yes', count(*)
         FROM shifts s CROSS JOIN bookings b ON b.document = s.document AND b.shift = s.id
         WHERE {condition} AND b.standing IS NOT NULL GROUP BY 1, 2, 3, 4"
    );
    let counts: Vec<(i64, String, Right, bool, u32)> = rows(connection, "counting bookings", &sql, params, |row| {
        Ok((row.get(0)?, row.get(1)?, word_in(row, 2)?, row.get(3)?, small(row.get(4)?)))
    })?;
    let mut covered: BTreeMap<(i64, String), Coverage> = BTreeMap::new();
    for (shift, role, right, yes, count) in counts {
        let coverage = covered.entry((shift, role)).or_default();
        match right {
            Right::Held => {
                coverage.held += count;
                coverage.confirmed += if yes { count } else { 0 };
            }
            Right::Requested => coverage.requested += count,
            Right::Contested => coverage.contested += count,
        }
    }
    Ok(covered)
}

fn view(org: OrgId, shift: Shift, place_name: String, of: impl Fn(&str) -> Coverage) -> ShiftView {
    let roles = shift.roles.into_iter().map(|(role, need)| {
        let Coverage { held, confirmed, requested, contested } = of(&role);
        RoleView { role, skill: need.skill, min: need.min, max: need.max, held, confirmed, requested, contested }
    });
    ShiftView {
        roles: roles.collect(),
        id: shift.id,
        need: shift.need,
        org,
        title: shift.title,
        kind: shift.kind,
        place: shift.place,
        place_name,
        window: shift.window,
        priority: shift.priority,
        remote: shift.remote,
        status: shift.status,
    }
}

/// Places demanded at least, and how many of them are held; nothing of a shift that does not take place.
pub(super) fn demanded(shift: &ShiftView) -> (u32, u32) {
    if shift.status == ShiftStatus::Cancelled {
        return (0, 0);
    }
    let add = |(needed, filled): (u32, u32), role: &RoleView| {
        (needed.saturating_add(role.min), filled.saturating_add(role.min.min(role.held)))
    };
    shift.roles.iter().fold((0, 0), add)
}

/// Places missing under the least demanded.
pub(super) fn missing(shift: &ShiftView) -> u32 {
    let (needed, filled) = demanded(shift);
    needed - filled
}
