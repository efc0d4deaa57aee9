//! What an interface may ask of a Mainforte node and what it gets back: commands, queries, views, refusals, notices.
//!
//! Values with serde and nothing else: the desktop app, `mainforte-node`'s JSON lines and the hub's admin socket speak it.
//! Times are [`Minute`](mainforte_domain::Minute)s (UTC); the interface shows them in the city's time zone.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod bundle;
mod city;
mod command;
mod draft;
mod erasure;
mod import;
mod loans;
mod notice;
mod outcome;
mod people;
mod planning;
mod quarantine;
mod query;
mod reclaim;
mod refusal;
mod replanning;
mod settle;
mod status;
mod view;
mod week;

pub use bundle::{BundleFor, BundleProblem, BundleRead, BundleWritten};
pub use city::{
    AssociationRow, AssociationsView, Candidate, DayGap, DeviceRow, GapRow, GapsView, HubWaitView, InvitationView,
    LendQueueRow,
};
pub use command::{Command, PairRule, Proposal};
pub use draft::{AskDraft, NeedDraft, PersonDraft, PlaceDraft, ShiftEdit, Slot};
pub use erasure::{ErasureRow, ErasureStage};
pub use import::{
    Base64, ColumnView, ImportCounts, ImportFile, LineFate, LineView, PeopleReport, RefusedCell, ShiftLineFate,
    ShiftLineView, ShiftsReport,
};
pub use loans::{AskRow, LoanRow, LoansView};
pub use notice::{Notice, Topic};
pub use outcome::Outcome;
pub use people::{BookedShift, Page, PeopleFilter, PeopleSort, VolunteerRow, VolunteerSheet};
pub use planning::{
    Effort, EligibilityRule, PlanView, ProposalReason, ProposalView, Recommended, ShortageCause, WhyShort,
};
pub use quarantine::{QuarantineView, RefusedAbout, RefusedGroup, RefusedGroups, RefusedId};
pub use query::Query;
pub use reclaim::{Elsewhere, LentBooking, ReclaimedView};
pub use refusal::{InvitationProblem, Refusal};
pub use replanning::{
    Doubtful, Explanation, ForcedView, LostSeat, PushedOut, Rearrangement, ReplanView, Seat, Stability, Step, StepView,
    Vacated, Verdict,
};
pub use settle::{ContestCause, ContestView, SettleView, SettledView, Side, SuggestionReason};
pub use status::{
    Arriving, DigestRow, Link, MeView, OtherVersion, PeerRow, PeerState, QuarantineRow, SpokenFor, SyncView, Way,
};
pub use view::View;
pub use week::{
    BookingView, CatalogueView, Choice, HistoryRow, NeedRow, PlaceRow, RoleView, ShiftSheet, ShiftView, TodayItem,
    TodayView, WeekView,
};
