use super::shift_views::shifts;
use super::week::BEGINS_IN;
use crate::value::{first, json};
use crate::{Reader, StoreError};
use mainforte_api::{NeedRow, ShiftView};
use mainforte_domain::{Need, Window};
use rusqlite::Connection;

impl Reader {
    /// Needs with the shifts that begin in a stretch of time, by their first shift.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn needs(&self, window: &Window) -> Result<Vec<NeedRow>, StoreError> {
        let reading = self.at_once()?;
        let mut needs: Vec<NeedRow> = Vec::new();
        for (_, shift) in shifts(&reading, BEGINS_IN, (window.from.0, window.until.0))? {
            match needs.iter_mut().find(|need| need.id == shift.need && need.org == shift.org) {
                Some(need) => need.shifts.push(shift),
                None => needs.push(row(&reading, shift)?),
            }
        }
        Ok(needs)
    }
}

/// The need of a shift. It may stand in another month's board, which has not come yet: then the shift speaks for it.
fn row(connection: &Connection, shift: ShiftView) -> Result<NeedRow, StoreError> {
    let sql = "SELECT record FROM needs WHERE org = ?1 AND id = ?2 ORDER BY document LIMIT 1";
    let key = (shift.org.as_str(), shift.need.as_str());
    let need: Option<Need> = first(connection, "reading a need", sql, key, |row| json(row, 0))?;
    let (title, kind, note) = match need {
        Some(need) => (need.title, need.kind, need.note),
        None => (shift.title.clone(), shift.kind.clone(), String::new()),
    };
    Ok(NeedRow { id: shift.need.clone(), org: shift.org.clone(), title, kind, note, shifts: vec![shift] })
}
