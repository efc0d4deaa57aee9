//! What Mainforte speaks about: volunteers, needs, shifts, bookings, loans, and the rules between them.
//!
//! Pure values in, pure values out: no clock, no files, no network; builds for wasm32 as well.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod ask;
mod availability;
mod booking;
mod calendar;
mod card;
mod document_id;
mod email;
mod erasure;
mod fold;
mod id;
pub mod import;
mod lending;
mod loan;
mod need;
mod organisation;
mod person;
mod phone;
mod place;
mod registry;
mod rights;
mod settlement;
mod shift;
mod time;
mod units;

pub use ask::{Ask, AskStatus, GiveBack, GoOn, HubWait, Invite, LendRequest, ReclaimRequest, RevokeRequest};
pub use availability::expand_availability;
pub use booking::{Answer, Booking, BookingStatus, Right};
pub use calendar::{CityCalendar, UnknownTimeZone};
pub use card::Card;
pub use document_id::{DocumentId, DocumentKind, InvalidDocumentId, Reader};
pub use email::{InvalidEmail, normalise_email};
pub use erasure::{ERASURES_PER_DAY, EraseReason, EraseRequest, EraseStep};
pub use fold::fold;
pub use id::{
    AskId, BookingId, DeviceId, DistrictId, InvalidId, InvitationId, KindId, LoanId, NeedId, OrgId, PlaceId, RequestId,
    ShiftId, VolunteerId,
};
pub use lending::{LendRefusal, LendingRules, hours_left, may_lend};
pub use loan::{Loan, LoanStatus, Reclaim};
pub use need::{Need, NeedStatus};
pub use organisation::{DeviceRole, Organisation};
pub use person::{Person, PersonStatus, WeekWindow};
pub use phone::{InvalidPhone, display_phone, normalise_phone};
pub use place::{Place, Point};
pub use registry::{District, KindOfHelp, Registry};
pub use rights::{
    BookedTime, BookingFacts, Claims, Contest, ContestReason, LentTime, Rights, Standing, Suggestion, SuggestionReason,
    suggest,
};
pub use settlement::{Settlement, SettlementId};
pub use shift::{Priority, RoleNeed, Shift, ShiftStatus};
pub use time::{Minute, Month, Window};
pub use units::{Metres, Minutes};
