use super::booking_views::{bookings, name_and_phone};
use super::loans::ask_rows;
use super::shift_views::{missing, shifts};
use crate::owner::Owner;
use crate::value::{json, number, rows, small};
use crate::{Reader, StoreError};
use mainforte_api::{ShiftView, TodayItem, TodayView};
use mainforte_domain::{AskStatus, Loan, Minute};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// How far ahead a short shift or a call is today's matter.
const AHEAD_MINUTES: i64 = 72 * 60;
/// Of each kind of item at most so many: more is not read today.
const ITEMS_MAX: usize = 100;

impl Reader {
    /// What needs a gesture now: things to settle and withdrawals first, the rest by time.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn today(&self, now: Minute) -> Result<TodayView, StoreError> {
        let reading = self.at_once()?;
        let Some(owner) = Owner::read(&reading)? else {
            return Ok(TodayView { now, items: Vec::new(), volunteers: 0, shifts: 0 });
        };
        let day = Day { connection: &reading, org: owner.org.as_str(), now };
        let mut items = day.to_settle(self.reclaimed(now)?.len())?;
        items.extend(day.withdrawn()?);
        let mut later = day.short()?;
        later.extend(day.requested()?);
        later.extend(day.to_call()?);
        if owner.is_city() {
            later.extend(self.unanswered_asks()?);
        } else {
            later.extend(day.lent()?);
        }
        later.sort_by_key(|(at, _)| *at);
        items.extend(later.into_iter().map(|(_, item)| item));
        let volunteers = number(&reading, "counting people", "SELECT count(*) FROM people WHERE shown = 1", [])?;
        let sql = "SELECT count(*) FROM shifts WHERE org = ?1 AND status = 'planned' AND ends > ?2";
        let shifts = number(&reading, "counting shifts", sql, (day.org, now.0))?;
        Ok(TodayView { now, items, volunteers: small(volunteers), shifts: small(shifts) })
    }

    fn unanswered_asks(&self) -> Result<Vec<(Minute, TodayItem)>, StoreError> {
        let rows = ask_rows(self)?.into_iter();
        let open = rows.filter(|row| row.ask.status == AskStatus::Open && row.lent < row.ask.hands);
        Ok(open.take(ITEMS_MAX).map(|row| (row.ask.window.from, TodayItem::Ask { row })).collect())
    }
}

/// One's own shifts from a point in time on.
struct Day<'a> {
    connection: &'a Connection,
    org: &'a str,
    now: Minute,
}

/// One's own shifts that take place, are not over and begin before a time: parameters 1 to 3 are the organisation, now and
/// that time.
pub(crate) const COMING: &str = "s.org = ?1 AND s.status = 'planned' AND s.ends > ?2 AND s.starts < ?3";

/// However far ahead.
const EVER: Minute = Minute(i64::MAX);

impl Day<'_> {
    /// Contests, and loans that were taken back and are still counted on.
    fn to_settle(&self, reclaimed: usize) -> Result<Vec<TodayItem>, StoreError> {
        let sql = "SELECT count(*) FROM contests WHERE org = ?1";
        let contests = small(number(self.connection, "counting what is to settle", sql, [self.org])?);
        let count = contests.saturating_add(u32::try_from(reclaimed).unwrap_or(u32::MAX));
        Ok(if count == 0 { Vec::new() } else { vec![TodayItem::ToSettle { count }] })
    }

    /// Who said yes and cannot come any more, as long as their place is empty.
    fn withdrawn(&self) -> Result<Vec<TodayItem>, StoreError> {
        let condition = "AND b.status = 'active' AND b.answer = 'withdrew'";
        let found = self.booked(EVER, condition, |booking, shift| {
            let role = shift.roles.iter().find(|role| role.role == booking.role)?;
            let empty = role.held + role.requested + role.contested < role.min;
            empty.then(|| TodayItem::Withdrew { booking: booking.clone(), shift: shift.clone() })
        })?;
        Ok(found.into_iter().map(|(_, item)| item).collect())
    }

    fn requested(&self) -> Result<Vec<(Minute, TodayItem)>, StoreError> {
        self.booked(EVER, "AND b.standing = 'requested'", |booking, shift| {
            Some(TodayItem::Requested { booking: booking.clone(), shift: shift.clone() })
        })
    }

    fn to_call(&self) -> Result<Vec<(Minute, TodayItem)>, StoreError> {
        let until = self.now.plus(AHEAD_MINUTES);
        self.booked(until, "AND b.standing = 'held' AND b.answer <> 'yes'", |booking, shift| {
            Some(TodayItem::ToCall { booking: booking.clone(), shift: shift.clone() })
        })
    }

    fn short(&self) -> Result<Vec<(Minute, TodayItem)>, StoreError> {
        let until = self.now.plus(AHEAD_MINUTES).0;
        let soon = shifts(self.connection, COMING, (self.org, self.now.0, until))?;
        let short = soon.into_iter().map(|(_, shift)| shift).filter(|shift| missing(shift) > 0);
        Ok(short.take(ITEMS_MAX).map(|shift| (shift.window.from, TodayItem::Short { shift })).collect())
    }

    /// Loans that nothing has been made of yet.
    fn lent(&self) -> Result<Vec<(Minute, TodayItem)>, StoreError> {
        let sql = "SELECT l.record FROM loans l WHERE l.org = ?1 AND l.ends > ?2 AND l.status = 'granted'
            AND NOT EXISTS (SELECT 1 FROM give_backs g WHERE g.org = l.org AND g.loan = l.id)
            AND NOT EXISTS (
              SELECT 1 FROM bookings b JOIN shifts s ON s.document = b.document AND s.id = b.shift
              WHERE b.volunteer = l.volunteer AND b.org = l.org AND b.standing IS NOT NULL
                AND s.starts < l.ends AND s.ends > l.starts)
            ORDER BY l.starts, l.id LIMIT ?3";
        let key = (self.org, self.now.0, ITEMS_MAX as i64);
        let loans: Vec<Loan> = rows(self.connection, "reading unused loans", sql, key, |row| json(row, 0))?;
        let item = |loan: Loan| {
            let (name, _) = name_and_phone(self.connection, &loan.volunteer)?;
            Ok((loan.window.from, TodayItem::Lent { loan: loan.id, name, window: loan.window }))
        };
        loans.into_iter().map(item).collect()
    }

    /// Items about the bookings of coming shifts that meet a condition.
    fn booked(
        &self,
        until: Minute,
        condition: &str,
        item: impl Fn(&mainforte_api::BookingView, &ShiftView) -> Option<TodayItem>,
    ) -> Result<Vec<(Minute, TodayItem)>, StoreError> {
        let key = (self.org, self.now.0, until.0);
        let booked = bookings(self.connection, &format!("{COMING} {condition}"), key, ITEMS_MAX)?;
        let mut about: BTreeMap<i64, ShiftView> = BTreeMap::new();
        for (num, _) in &booked {
            if !about.contains_key(num) {
                about.extend(shifts(self.connection, "s.num = ?1", [*num])?);
            }
        }
        let items = booked.iter().filter_map(|(num, booking)| {
            let shift = about.get(num)?;
            Some((shift.window.from, item(booking, shift)?))
        });
        Ok(items.collect())
    }
}
