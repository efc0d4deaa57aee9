use super::booking_views::name_and_phone;
use super::loans::ask_rows;
use super::shift_views::{missing, shifts};
use super::week::{BEGINS_IN, Week};
use crate::value::{number, small};
use crate::{Reader, StoreError};
use mainforte_api::{DayGap, GapRow, GapsView, LendQueueRow, ShiftView};
use mainforte_domain::{AskStatus, LendRequest, Minute, OrgId, ShiftStatus};
use std::collections::BTreeMap;

impl Reader {
    /// City: who lacks hands in a week; `monday` is a Monday's date, none: the current week.
    ///
    /// # Errors
    /// [`StoreError::NotAMonday`], or when it cannot be read.
    pub fn gaps(&self, monday: Option<&str>, now: Minute) -> Result<GapsView, StoreError> {
        let reading = self.at_once()?;
        let week = Week::of(monday, now, &crate::reader::calendar(&reading)?)?;
        let names = self.organisation_names()?;
        let planned = format!("{BEGINS_IN} AND s.status = 'planned'");
        let shifts = shifts(&reading, &planned, (week.window.from.0, week.window.until.0))?;
        let days = by_day(shifts.into_iter().map(|(_, shift)| shift), &week);
        let mut rows: Vec<GapRow> =
            days.into_iter().map(|(org, days)| GapRow { name: names.of(&org), org, days }).collect();
        let lacking = |row: &GapRow| row.days.iter().map(|day| u64::from(day.missing)).sum::<u64>();
        rows.sort_by_key(|row| (std::cmp::Reverse(lacking(row)), row.org.clone()));
        let asks = ask_rows(self)?.into_iter().filter(|row| row.ask.status == AskStatus::Open).collect();
        let queued = |request: LendRequest| {
            let (name, _) = name_and_phone(&reading, &request.volunteer)?;
            let LendRequest { id, to, window, refused, .. } = request;
            Ok(LendQueueRow { id, name, org_name: names.of(&to), window, refused })
        };
        let queue = self.lend_requests()?.into_iter().map(queued).collect::<Result<_, StoreError>>()?;
        let sql = "SELECT count(*) FROM people WHERE shown = 1 AND lent = 0 AND status = 'active'";
        let pool = small(number(&reading, "counting the pool", sql, [])?);
        Ok(GapsView { monday: week.monday.to_string(), midnights: week.midnights, rows, asks, queue, pool })
    }
}

/// Each organisation's seven days.
fn by_day(shifts: impl Iterator<Item = ShiftView>, week: &Week) -> BTreeMap<OrgId, Vec<DayGap>> {
    let mut days: BTreeMap<OrgId, Vec<DayGap>> = BTreeMap::new();
    for shift in shifts.filter(|shift| shift.status == ShiftStatus::Planned) {
        let no = week.midnights.iter().skip(1).filter(|midnight| **midnight <= shift.window.from).count();
        let org = days.entry(shift.org.clone()).or_insert_with(|| vec![DayGap::default(); 7]);
        let Some(day) = org.get_mut(no) else { continue };
        let missing = missing(&shift);
        day.missing = day.missing.saturating_add(missing);
        day.requested += shift.roles.iter().map(|role| role.requested).sum::<u32>();
        if missing > 0 {
            day.shifts.push(shift.id);
        }
    }
    days
}
