use crate::value::{first, id, json, maybe_word_in, rows, window};
use crate::{Reader, StoreError};
use mainforte_domain::{
    Booking, BookingId, DocumentId, OrgId, Place, PlaceId, Right, Shift, ShiftId, VolunteerId, Window, fold,
};

/// A shift with the board it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredShift {
    /// The shift.
    pub shift: Shift,
    /// Its board.
    pub document: DocumentId,
}

/// A booking with the board it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredBooking {
    /// The booking.
    pub booking: Booking,
    /// Its board, which is that of its shift.
    pub document: DocumentId,
    /// The right to it; none: it holds no time.
    pub right: Option<Right>,
}

/// Should two organisations use one id, one's own comes first.
pub(super) const OWN_FIRST: &str =
    "ORDER BY x.org IS NOT (SELECT CAST(value AS TEXT) FROM meta WHERE key = 'org'), d.id LIMIT 1";

impl Reader {
    /// A shift.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn shift(&self, shift: &ShiftId) -> Result<Option<StoredShift>, StoreError> {
        let sql = format!(
            "SELECT x.record, d.id FROM shifts x JOIN documents d ON d.num = x.document WHERE x.id = ?1 {OWN_FIRST}"
        );
        first(&self.connection, "reading a shift", &sql, [shift.as_str()], |row| {
            Ok(StoredShift { shift: json(row, 0)?, document: id(row, 1)? })
        })
    }

    /// A booking.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn booking(&self, booking: &BookingId) -> Result<Option<StoredBooking>, StoreError> {
        let sql = format!(
            "SELECT x.record, d.id, x.standing FROM bookings x JOIN documents d ON d.num = x.document
             WHERE x.id = ?1 {OWN_FIRST}"
        );
        first(&self.connection, "reading a booking", &sql, [booking.as_str()], |row| {
            Ok(StoredBooking { booking: json(row, 0)?, document: id(row, 1)?, right: maybe_word_in(row, 2)? })
        })
    }

    /// The bookings that hold a place in a shift of one's own organisation, by id: not cancelled, not declined, not dropped.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn standing_bookings(&self, shift: &ShiftId) -> Result<Vec<Booking>, StoreError> {
        let sql = "SELECT record FROM bookings
            WHERE (document, shift) IN (
              SELECT document, id FROM shifts
              WHERE id = ?1 AND org = (SELECT CAST(value AS TEXT) FROM meta WHERE key = 'org'))
            AND standing IS NOT NULL ORDER BY id";
        rows(&self.connection, "reading a shift's bookings", sql, [shift.as_str()], |row| json(row, 0))
    }

    /// The bookings of a person that hold time in a stretch of time on one's own boards, by time, each with its shift's time.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn bookings_of(&self, volunteer: &VolunteerId, during: &Window) -> Result<Vec<(Booking, Window)>, StoreError> {
        let sql = "SELECT b.record, s.starts, s.ends
            FROM bookings b JOIN shifts s ON s.document = b.document AND s.id = b.shift
            WHERE b.volunteer = ?1 AND b.org = (SELECT CAST(value AS TEXT) FROM meta WHERE key = 'org')
              AND b.standing IS NOT NULL AND s.starts < ?3 AND s.ends > ?2 ORDER BY s.starts, b.id";
        let key = (volunteer.as_str(), during.from.0, during.until.0);
        rows(&self.connection, "reading a person's bookings", sql, key, |row| Ok((json(row, 0)?, window(row, 1)?)))
    }

    /// A place of one's own organisation.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn place(&self, place: &PlaceId) -> Result<Option<Place>, StoreError> {
        let sql = "SELECT record FROM places
            WHERE id = ?1 AND org = (SELECT CAST(value AS TEXT) FROM meta WHERE key = 'org')";
        first(&self.connection, "reading a place", sql, [place.as_str()], |row| json(row, 0))
    }

    /// Whether an organisation has a shift of that folded title, at a place of that folded name, at that time.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn same_shift(&self, org: &OrgId, title: &str, place: &str, window: Window) -> Result<bool, StoreError> {
        let sql = "SELECT x.record FROM shifts x JOIN places p ON p.org = x.org AND p.id = x.place
            WHERE x.starts = ?1 AND x.ends = ?2 AND x.org = ?3 AND p.folded = ?4 AND x.status = 'planned'";
        let key = (window.from.0, window.until.0, org.as_str(), place);
        let there: Vec<Shift> = rows(&self.connection, "looking for a shift", sql, key, |row| json(row, 0))?;
        Ok(there.iter().any(|shift| fold(&shift.title) == title))
    }

    /// The place of an organisation by its folded name; of several the one with the smallest id.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn place_by_name(&self, org: &OrgId, folded: &str) -> Result<Option<Place>, StoreError> {
        let sql = "SELECT record FROM places WHERE org = ?1 AND folded = ?2 ORDER BY id LIMIT 1";
        first(&self.connection, "looking for a place", sql, (org.as_str(), folded), |row| json(row, 0))
    }
}
