use super::{Projection, Source, id_of};
use crate::StoreError;
use crate::value::{first, id, rows, to_json, word, write};
use mainforte_api::Topic;
use mainforte_domain::{Booking, Need, Settlement, Shift};

impl Projection<'_> {
    pub(super) fn put_need(&mut self, from: Source<'_>, need: &Need) -> Result<(), StoreError> {
        let doing = "projecting a need";
        let sql = "INSERT INTO needs (document, id, org, published, record) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (document, id) DO UPDATE SET published = excluded.published, record = excluded.record";
        let org = from.id.owner().as_str();
        let row = (from.num, need.id.as_str(), org, need.published.0, to_json(doing, need)?);
        write(self.connection, doing, sql, row)?;
        self.touch([Topic::Board]);
        Ok(())
    }

    pub(super) fn put_shift(&mut self, from: Source<'_>, shift: &Shift) -> Result<(), StoreError> {
        let doing = "projecting a shift";
        let sql = "INSERT INTO shifts (document, id, org, need, place, starts, ends, status, record)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT (document, id) DO UPDATE SET
              need = excluded.need, place = excluded.place, starts = excluded.starts, ends = excluded.ends,
              status = excluded.status, record = excluded.record
            RETURNING num";
        let row = (
            from.num,
            shift.id.as_str(),
            from.id.owner().as_str(),
            shift.need.as_str(),
            shift.place.as_str(),
            shift.window.from.0,
            shift.window.until.0,
            word(doing, &shift.status)?,
            to_json(doing, shift)?,
        );
        let num: Option<i64> = first(self.connection, doing, sql, row, |row| row.get(0))?;
        write(self.connection, doing, "DELETE FROM roles WHERE shift = ?1", [num])?;
        for (role, need) in &shift.roles {
            let sql = "INSERT INTO roles (shift, role, hands) VALUES (?1, ?2, ?3)";
            write(self.connection, doing, sql, (num, role, need.min))?;
        }
        let sql = "SELECT volunteer FROM bookings WHERE document = ?1 AND shift = ?2";
        self.volunteers.extend(rows(self.connection, doing, sql, (from.num, shift.id.as_str()), id_of)?);
        self.touch([Topic::Board]);
        Ok(())
    }

    pub(super) fn put_booking(&mut self, from: Source<'_>, booking: &Booking) -> Result<(), StoreError> {
        let doing = "projecting a booking";
        let key = (from.num, booking.id.as_str());
        // Should a booking ever be of somebody else than before, both are touched.
        let sql = "SELECT volunteer FROM bookings WHERE document = ?1 AND id = ?2";
        self.volunteers.extend(first(self.connection, doing, sql, key, id_of)?);
        self.volunteers.insert(booking.volunteer.clone());
        let sql = "INSERT INTO bookings (document, id, org, shift, role, volunteer, answer, status, made_at, record)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            ON CONFLICT (document, id) DO UPDATE SET
              shift = excluded.shift, role = excluded.role, volunteer = excluded.volunteer, answer = excluded.answer,
              status = excluded.status, made_at = excluded.made_at, record = excluded.record";
        let row = (
            from.num,
            booking.id.as_str(),
            from.id.owner().as_str(),
            booking.shift.as_str(),
            &booking.role,
            booking.volunteer.as_str(),
            word(doing, &booking.answer)?,
            word(doing, &booking.status)?,
            booking.at.0,
            to_json(doing, booking)?,
        );
        write(self.connection, doing, sql, row)?;
        self.touch([Topic::Board]);
        Ok(())
    }

    pub(super) fn put_settlement(&mut self, from: Source<'_>, settlement: &Settlement) -> Result<(), StoreError> {
        let doing = "projecting a settlement";
        let sql = "INSERT INTO settlements (document, org, first, second, at, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (document, first, second) DO UPDATE SET at = excluded.at, record = excluded.record";
        let org = from.id.owner().as_str();
        let (pair_first, pair_second) = (settlement.id.first.as_str(), settlement.id.second.as_str());
        let row = (from.num, org, pair_first, pair_second, settlement.at.0, to_json(doing, settlement)?);
        write(self.connection, doing, sql, row)?;
        let sql = "SELECT volunteer FROM bookings WHERE org = ?1 AND id IN (?2, ?3)";
        let about = rows(self.connection, doing, sql, (org, pair_first, pair_second), |row| id(row, 0))?;
        self.volunteers.extend(about);
        self.touch([Topic::Board, Topic::Settle]);
        Ok(())
    }
}
