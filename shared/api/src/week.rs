//! Shifts: today's list, a week, a need, one shift.

use mainforte_domain::{
    Answer, BookingId, DistrictId, KindId, LoanId, Minute, NeedId, OrgId, PlaceId, Priority, Right, ShiftId,
    ShiftStatus, VolunteerId, Window,
};
use serde::{Deserialize, Serialize};

/// *Aujourd'hui*.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TodayView {
    /// Now, by this device's clock.
    pub now: Minute,
    /// What needs a gesture, by time.
    pub items: Vec<TodayItem>,
    /// How many people there are, lent ones included.
    pub volunteers: u32,
    /// How many shifts there are from now on.
    pub shifts: u32,
}

/// Something that needs a gesture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "item", rename_all = "snake_case")]
pub enum TodayItem {
    /// A shift of the next 72 hours that is short.
    Short {
        /// The shift.
        shift: ShiftView,
    },
    /// Somebody who said yes and cannot come.
    Withdrew {
        /// The booking.
        booking: BookingView,
        /// The shift.
        shift: ShiftView,
    },
    /// A booking that the city has yet to grant.
    Requested {
        /// The booking.
        booking: BookingView,
        /// The shift.
        shift: ShiftView,
    },
    /// Bookings of the next 72 hours whose people have not said yes.
    ToCall {
        /// The booking.
        booking: BookingView,
        /// The shift.
        shift: ShiftView,
    },
    /// Things to settle.
    ToSettle {
        /// How many.
        count: u32,
    },
    /// Loans that have just come.
    Lent {
        /// The loan.
        loan: LoanId,
        /// Who.
        name: String,
        /// Inside this time.
        window: Window,
    },
    /// City: an ask without an answer.
    Ask {
        /// Which.
        row: crate::AskRow,
    },
}

/// A week, by place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeekView {
    /// The Monday, `2020-03-23`.
    pub monday: String,
    /// Its time.
    pub window: Window,
    /// Midnights, Monday's first: eight, so that a day with 23 or 25 hours is right.
    pub midnights: Vec<Minute>,
    /// Places with shifts, by name; a city device sees all associations'.
    pub places: Vec<PlaceRow>,
    /// Places demanded at least.
    pub needed: u32,
    /// Of them filled.
    pub filled: u32,
}

/// A place's week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceRow {
    /// The place.
    pub place: PlaceId,
    /// Its name.
    pub name: String,
    /// Whose.
    pub org: OrgId,
    /// Its shifts, by time.
    pub shifts: Vec<ShiftView>,
}

/// A shift with its coverage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShiftView {
    /// The shift.
    pub id: ShiftId,
    /// Its need.
    pub need: NeedId,
    /// Whose.
    pub org: OrgId,
    /// What it is called.
    pub title: String,
    /// The kind of help.
    pub kind: KindId,
    /// The place.
    pub place: PlaceId,
    /// The place's name.
    pub place_name: String,
    /// When.
    pub window: Window,
    /// How urgent.
    pub priority: Priority,
    /// Done from home.
    pub remote: bool,
    /// Whether it takes place.
    pub status: ShiftStatus,
    /// Role by role.
    pub roles: Vec<RoleView>,
}

/// A role's coverage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoleView {
    /// Its name.
    pub role: String,
    /// A skill that it demands.
    pub skill: Option<String>,
    /// Fewer is short.
    pub min: u32,
    /// More is too many.
    pub max: u32,
    /// Bookings held.
    pub held: u32,
    /// Of the held ones: said yes.
    pub confirmed: u32,
    /// Bookings requested.
    pub requested: u32,
    /// Bookings contested.
    pub contested: u32,
}

/// A shift with its people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShiftSheet {
    /// The shift.
    pub shift: ShiftView,
    /// Only for people whose identity was checked.
    pub needs_vetted: bool,
    /// A language demanded.
    pub language: Option<String>,
    /// Free words of its need.
    pub note: String,
    /// Who is booked.
    pub bookings: Vec<BookingView>,
}

/// A booking, seen from the shift.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BookingView {
    /// The booking.
    pub id: BookingId,
    /// The shift.
    pub shift: ShiftId,
    /// As what.
    pub role: String,
    /// Who.
    pub volunteer: VolunteerId,
    /// Their name; on a city device the name when the city knows them, else empty.
    pub name: String,
    /// First phone.
    pub phone: Option<String>,
    /// With what right.
    pub right: Right,
    /// What they said.
    pub answer: Answer,
}

/// A need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeedRow {
    /// Which.
    pub id: NeedId,
    /// Whose.
    pub org: OrgId,
    /// What it is called.
    pub title: String,
    /// The kind of help.
    pub kind: KindId,
    /// Free words.
    pub note: String,
    /// Its shifts in the time asked for, by time.
    pub shifts: Vec<ShiftView>,
}

/// What forms offer to choose from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CatalogueView {
    /// Districts by name.
    pub districts: Vec<Choice<DistrictId>>,
    /// Kinds of help.
    pub kinds: Vec<Choice<KindId>>,
    /// This organisation's places by name.
    pub places: Vec<Choice<PlaceId>>,
    /// Associations by name.
    pub organisations: Vec<Choice<OrgId>>,
    /// Skills in use, most frequent first, at most 100.
    pub skills: Vec<String>,
    /// Roles in use, at most 100.
    pub roles: Vec<String>,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice<Id> {
    /// What is chosen.
    pub id: Id,
    /// Its name in French (or the only one).
    pub fr: String,
    /// Its name in English.
    pub en: String,
}

/// One step of the history of this laptop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// Its number.
    pub entry: i64,
    /// When.
    pub at: Minute,
    /// The command's name, as in [`Command`](crate::Command): `import_people`.
    pub command: String,
    /// What it was about: a name, a file, a title.
    pub subject: String,
    /// How many things it wrote.
    pub count: u32,
    /// Whether it can be taken back now, as far as is known.
    pub can_undo: bool,
    /// Whether it was taken back.
    pub undone: bool,
    /// The person or the shift that it was about, when it was one.
    pub volunteer: Option<VolunteerId>,
}
