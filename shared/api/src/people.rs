use mainforte_domain::{
    Answer, BookingId, DistrictId, KindId, Minute, Minutes, OrgId, Person, PersonStatus, Right, ShiftId, VolunteerId,
    Window,
};
use serde::{Deserialize, Serialize};

/// A part of a longer list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// How many there are in all.
    pub total: u32,
    /// The number of the first row here, from 0.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<T>,
}

/// Which people.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PeopleFilter {
    /// Words of name, phone, e-mail or note, from their beginning; accents and case do not matter.
    pub search: String,
    /// Only who offers this.
    pub offer: Option<KindId>,
    /// Only with this skill.
    pub skill: Option<String>,
    /// Only from there.
    pub district: Option<DistrictId>,
    /// Only where they stand so; none: all but those who have left.
    pub status: Option<PersonStatus>,
    /// Only people lent (true) or only one's own (false).
    pub lent: Option<bool>,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeopleSort {
    /// By family name, then given name.
    #[default]
    Name,
    /// By district.
    District,
    /// By this week's booked time, least first.
    WeekBooked,
    /// By when they were last asked, longest ago first.
    LastAsked,
    /// Newest first.
    Newest,
}

/// A person in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VolunteerRow {
    /// Who.
    pub id: VolunteerId,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// First phone, as one says it: `06 12 34 56 78`.
    pub phone: Option<String>,
    /// First e-mail.
    pub email: Option<String>,
    /// District's name.
    pub district: Option<String>,
    /// Skills.
    pub skills: Vec<String>,
    /// Offers.
    pub offers: Vec<KindId>,
    /// Booked in the current week.
    pub week_booked: Minutes,
    /// When they were last booked or called.
    pub last_asked: Option<Minute>,
    /// Where they stand.
    pub status: PersonStatus,
    /// Lent by the city, not one's own.
    pub lent: bool,
}

/// Everything about a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VolunteerSheet {
    /// The person; of a lent one what the card shows.
    pub person: Person,
    /// Who owns the record.
    pub owner: OrgId,
    /// Whether this organisation may change it.
    pub editable: bool,
    /// When the association may book them, if lent.
    pub loans: Vec<Window>,
    /// Bookings, newest shift first, at most 100.
    pub bookings: Vec<BookedShift>,
    /// Others with the same name, phone or e-mail.
    pub alike: Vec<VolunteerRow>,
}

/// A booking, seen from the person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BookedShift {
    /// The booking.
    pub booking: BookingId,
    /// The shift.
    pub shift: ShiftId,
    /// Its title.
    pub title: String,
    /// Its place's name.
    pub place: String,
    /// When.
    pub window: Window,
    /// As what.
    pub role: String,
    /// With what right.
    pub right: Right,
    /// What they said.
    pub answer: Answer,
}
