use crate::{
    AssociationsView, Candidate, CatalogueView, DigestRow, ErasureRow, Explanation, GapsView, HistoryRow,
    InvitationView, LentBooking, LoansView, MeView, NeedRow, Page, PeerState, PeopleReport, QuarantineView,
    Recommended, ReplanView, SettleView, ShiftSheet, ShiftsReport, SyncView, TodayView, VolunteerRow, VolunteerSheet,
    WeekView,
};
use serde::{Deserialize, Serialize};

/// The answer to a query, one variant for each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "view", content = "data", rename_all = "snake_case")]
pub enum View {
    /// Who this device is.
    Me(MeView),
    /// What an invitation says.
    Invitation(InvitationView),
    /// What needs one now.
    Today(TodayView),
    /// People.
    Volunteers(Page<VolunteerRow>),
    /// One person.
    Volunteer(Box<VolunteerSheet>),
    /// Needs.
    Needs(Vec<NeedRow>),
    /// A week.
    Week(WeekView),
    /// A shift.
    Shift(ShiftSheet),
    /// Who could take a place, best first.
    Recommended(Vec<Recommended>),
    /// Why (not).
    Explanation(Explanation),
    /// A week planned again.
    Replan(ReplanView),
    /// What is to settle and what was.
    Settle(SettleView),
    /// Asks and loans.
    Loans(LoansView),
    /// City: what stands on a loan, by time.
    LoanUse(Vec<LentBooking>),
    /// What forms offer.
    Catalogue(CatalogueView),
    /// An import of people, previewed.
    PeoplePreview(PeopleReport),
    /// An import of shifts, previewed.
    ShiftsPreview(ShiftsReport),
    /// The sync corner.
    Sync(SyncView),
    /// Other devices, with what waits for each.
    Peers(Vec<PeerState>),
    /// What was refused.
    Quarantine(QuarantineView),
    /// History.
    History(Vec<HistoryRow>),
    /// Digests.
    Digests(Vec<DigestRow>),
    /// City: who lacks hands.
    Gaps(GapsView),
    /// City: who could be lent.
    Candidates(Vec<Candidate>),
    /// Who is to be erased and who is.
    Erasures(Vec<ErasureRow>),
    /// City: associations and devices.
    Associations(AssociationsView),
}
