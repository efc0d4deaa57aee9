//! The view that answers each query.

use mainforte_api::*;

/// Takes the expected view out of an answer.
pub type Read<T> = fn(View) -> Option<T>;

macro_rules! reads {
    ($($name:ident: $variant:ident -> $type:ty),+ $(,)?) => {$(
        pub fn $name(view: View) -> Option<$type> {
            if let View::$variant(data) = view { Some(data) } else { None }
        }
    )+};
}

reads! {
    me: Me -> MeView,
    invitation: Invitation -> InvitationView,
    today: Today -> TodayView,
    volunteers: Volunteers -> Page<VolunteerRow>,
    volunteer: Volunteer -> Box<VolunteerSheet>,
    needs: Needs -> Vec<NeedRow>,
    week: Week -> WeekView,
    shift: Shift -> ShiftSheet,
    recommended: Recommended -> Vec<Recommended>,
    explanation: Explanation -> Explanation,
    replan: Replan -> ReplanView,
    settle: Settle -> SettleView,
    loans: Loans -> LoansView,
    loan_use: LoanUse -> Vec<LentBooking>,
    catalogue: Catalogue -> CatalogueView,
    people_preview: PeoplePreview -> PeopleReport,
    shifts_preview: ShiftsPreview -> ShiftsReport,
    sync: Sync -> SyncView,
    peers: Peers -> Vec<PeerState>,
    quarantine: Quarantine -> QuarantineView,
    history: History -> Vec<HistoryRow>,
    gaps: Gaps -> GapsView,
    candidates: Candidates -> Vec<Candidate>,
    erasures: Erasures -> Vec<ErasureRow>,
    associations: Associations -> AssociationsView,
}
