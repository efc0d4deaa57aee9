use super::booking_views::bookings;
use super::shift_views::shifts;
use crate::value::{first, json};
use crate::{Reader, StoreError};
use mainforte_api::ShiftSheet;
use mainforte_domain::{Need, ShiftId};

/// No shift has so many places; bounds what a hostile board can make a screen read.
const BOOKINGS_MAX: usize = 2_000;

impl Reader {
    /// A shift with its people; those too who said no or cannot come any more, and of a cancelled shift everybody who must be
    /// told. None when there is no such shift.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn shift_sheet(&self, id: &ShiftId) -> Result<Option<ShiftSheet>, StoreError> {
        let reading = self.at_once()?;
        let Some(stored) = self.shift(id)? else { return Ok(None) };
        let board = stored.document.to_string();
        let here = "s.id = ?1 AND s.document = (SELECT num FROM documents WHERE id = ?2)";
        let key = (id.as_str(), board.as_str());
        let Some((_, view)) = shifts(&reading, here, key)?.into_iter().next() else { return Ok(None) };
        let shown = format!(
            "{here} AND b.status = 'active'
             AND (b.standing IS NOT NULL OR b.answer IN ('no', 'withdrew') OR s.status = 'cancelled')"
        );
        let booked = bookings(&reading, &shown, key, BOOKINGS_MAX)?;
        let sql = "SELECT record FROM needs WHERE org = ?1 AND id = ?2 ORDER BY document LIMIT 1";
        let need = (view.org.as_str(), view.need.as_str());
        let need: Option<Need> = first(&reading, "reading a shift's need", sql, need, |row| json(row, 0))?;
        Ok(Some(ShiftSheet {
            shift: view,
            needs_vetted: stored.shift.needs_vetted,
            language: stored.shift.language,
            note: need.map(|need| need.note).unwrap_or_default(),
            bookings: booked.into_iter().map(|(_, booking)| booking).collect(),
        }))
    }
}
