use super::booking_views::name_and_phone;
use crate::held::right_alone;
use crate::owner::Owner;
use crate::value::{first, id, json, number, rows, small, word_in};
use crate::{Reader, StoreError};
use mainforte_api::{ContestCause, ContestView, Seat, SettleView, SettledView, Side, SuggestionReason};
use mainforte_domain::{
    Answer, BookedTime, Booking, BookingFacts, BookingId, DeviceId, Settlement, SettlementId, Shift, VolunteerId,
    suggest,
};
use rusqlite::Connection;

const SETTLED_MAX: u32 = 50;

impl Reader {
    /// What one's own organisation has to settle between bookings, by time, and what it has settled, newest first. What the city
    /// took back is asked for with the time of day: [`Reader::reclaimed`].
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn to_settle(&self) -> Result<SettleView, StoreError> {
        let reading = self.at_once()?;
        let Some(owner) = Owner::read(&reading)? else { return Ok(SettleView::default()) };
        let desk = Desk { connection: &reading, owner };
        let mut open = desk.open()?;
        open.sort_by(|a, b| (a.sides[0].window, &a.id).cmp(&(b.sides[0].window, &b.id)));
        Ok(SettleView { open, settled: desk.settled()?, reclaimed: Vec::new() })
    }
}

struct Desk<'a> {
    connection: &'a Connection,
    owner: Owner,
}

/// A booking of one's own with its shift and the shift's place.
struct Known {
    booking: Booking,
    shift: Shift,
    place: String,
}

impl Desk<'_> {
    fn open(&self) -> Result<Vec<ContestView>, StoreError> {
        let sql = "SELECT first, second, volunteer, cause FROM contests WHERE org = ?1";
        let contests: Vec<(SettlementId, VolunteerId, ContestCause)> =
            rows(self.connection, "reading what is to settle", sql, [self.owner.org.as_str()], |row| {
                Ok((SettlementId { first: id(row, 0)?, second: id(row, 1)? }, id(row, 2)?, word_in(row, 3)?))
            })?;
        let views =
            contests.into_iter().map(|(pair, volunteer, cause)| self.contest(pair, volunteer, cause).transpose());
        views.flatten().collect()
    }

    fn contest(
        &self,
        pair: SettlementId,
        volunteer: VolunteerId,
        cause: ContestCause,
    ) -> Result<Option<ContestView>, StoreError> {
        let (Some(first), Some(second)) = (self.known(&pair.first)?, self.known(&pair.second)?) else {
            return Ok(None);
        };
        let suggestion = suggest(&pair, &self.facts(&pair, &first)?, &self.facts(&pair, &second)?);
        let (name, phone) = name_and_phone(self.connection, &volunteer)?;
        Ok(Some(ContestView {
            sides: [self.side(first)?, self.side(second)?],
            suggested: suggestion.keep,
            reason: reason(suggestion.reason),
            id: pair,
            volunteer,
            name,
            phone,
            cause,
        }))
    }

    /// Facts from the board alone, the same on every laptop that has it.
    fn facts(&self, pair: &SettlementId, known: &Known) -> Result<BookingFacts, StoreError> {
        let sql = "SELECT count(*) FROM bookings b JOIN shifts s ON s.document = b.document AND s.id = b.shift
            WHERE b.org = ?1 AND b.volunteer = ?2 AND s.place = ?3 AND b.status = 'active' AND s.status = 'planned'
              AND b.answer NOT IN ('no', 'withdrew') AND b.id NOT IN (?4, ?5)";
        let key = (
            self.owner.org.as_str(),
            known.booking.volunteer.as_str(),
            known.shift.place.as_str(),
            pair.first.as_str(),
            pair.second.as_str(),
        );
        Ok(BookingFacts {
            said_yes: known.booking.answer == Answer::Yes,
            priority: known.shift.priority,
            bookings_there: small(number(self.connection, "counting bookings at a place", sql, key)?),
        })
    }

    fn side(&self, known: Known) -> Result<Side, StoreError> {
        let Known { booking, shift, place } = known;
        let time = BookedTime { id: booking.id.clone(), window: shift.window };
        let right = right_alone(self.connection, Some(&self.owner), &self.owner.org, &booking.volunteer, time)?;
        Ok(Side {
            right,
            booking: booking.id,
            shift: shift.id,
            title: shift.title,
            place,
            window: shift.window,
            role: booking.role,
            priority: shift.priority,
            answer: booking.answer,
            device: device_name(self.connection, &booking.by)?,
            at: booking.at,
        })
    }

    fn settled(&self) -> Result<Vec<SettledView>, StoreError> {
        let sql = "SELECT record FROM settlements WHERE org = ?1 ORDER BY at DESC, first, second LIMIT ?2";
        let key = (self.owner.org.as_str(), SETTLED_MAX);
        let settlements: Vec<Settlement> =
            rows(self.connection, "reading what was settled", sql, key, |row| json(row, 0))?;
        settlements.into_iter().filter_map(|settlement| self.settlement(settlement).transpose()).collect()
    }

    fn settlement(&self, settlement: Settlement) -> Result<Option<SettledView>, StoreError> {
        let (Some(kept), Some(dropped)) = (self.known(&settlement.keep)?, self.known(settlement.dropped())?) else {
            return Ok(None);
        };
        let (name, _) = name_and_phone(self.connection, &kept.booking.volunteer)?;
        Ok(Some(SettledView {
            name,
            kept: seat(kept),
            dropped: seat(dropped),
            device: device_name(self.connection, &settlement.by)?,
            at: settlement.at,
            id: settlement.id,
        }))
    }

    fn known(&self, booking: &BookingId) -> Result<Option<Known>, StoreError> {
        let sql = "SELECT b.record, s.record, coalesce(p.name, '')
            FROM bookings b JOIN shifts s ON s.document = b.document AND s.id = b.shift
            LEFT JOIN places p ON p.org = s.org AND p.id = s.place
            WHERE b.org = ?1 AND b.id = ?2 ORDER BY b.document LIMIT 1";
        let key = (self.owner.org.as_str(), booking.as_str());
        first(self.connection, "reading a contested booking", sql, key, |row| {
            Ok(Known { booking: json(row, 0)?, shift: json(row, 1)?, place: row.get(2)? })
        })
    }
}

/// What people call a device; of an unknown one the beginning of its id.
pub(super) fn device_name(connection: &Connection, device: &DeviceId) -> Result<String, StoreError> {
    Ok(crate::records::device_name(connection, device)?.unwrap_or_else(|| device.short()))
}

fn reason(reason: mainforte_domain::SuggestionReason) -> SuggestionReason {
    match reason {
        mainforte_domain::SuggestionReason::SaidYes => SuggestionReason::SaidYes,
        mainforte_domain::SuggestionReason::Priority => SuggestionReason::MoreUrgent,
        mainforte_domain::SuggestionReason::Continuity => SuggestionReason::Continuity,
        mainforte_domain::SuggestionReason::SmallerId => SuggestionReason::Arbitrary,
    }
}

fn seat(known: Known) -> Seat {
    Seat {
        window: known.shift.window,
        shift: known.shift.id,
        role: known.booking.role,
        title: known.shift.title,
        place: known.place,
    }
}
