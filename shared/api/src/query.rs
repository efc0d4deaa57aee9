use crate::{ImportFile, PeopleFilter, PeopleSort, Proposal, Stability};
use mainforte_domain::{KindId, LoanId, OrgId, ShiftId, VolunteerId, Window};
use serde::{Deserialize, Serialize};

/// Something to show. A query changes nothing and is answered from this laptop alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Query {
    /// Who this device is: [`View::Me`](crate::View::Me).
    Me,
    /// What an invitation says, before joining: [`View::Invitation`](crate::View::Invitation).
    ReadInvitation {
        /// Its text.
        text: String,
    },
    /// *Aujourd'hui*: [`View::Today`](crate::View::Today).
    Today,
    /// People: [`View::Volunteers`](crate::View::Volunteers).
    Volunteers {
        /// Which.
        filter: PeopleFilter,
        /// In which order.
        sort: PeopleSort,
        /// From this row, from 0.
        offset: u32,
        /// At most so many rows, up to 500.
        limit: u32,
    },
    /// One person: [`View::Volunteer`](crate::View::Volunteer).
    Volunteer {
        /// Who.
        id: VolunteerId,
    },
    /// Needs with shifts in a stretch of time: [`View::Needs`](crate::View::Needs).
    Needs {
        /// When.
        window: Window,
    },
    /// A week's shifts: [`View::Week`](crate::View::Week).
    Week {
        /// A Monday, `2020-03-23`; none: the current week.
        monday: Option<String>,
    },
    /// One shift: [`View::Shift`](crate::View::Shift).
    Shift {
        /// Which.
        id: ShiftId,
    },
    /// Who could take a place: [`View::Recommended`](crate::View::Recommended).
    Recommend {
        /// In which shift.
        shift: ShiftId,
        /// As what.
        role: String,
    },
    /// Why (not) this person: [`View::Explanation`](crate::View::Explanation).
    Explain {
        /// In which shift.
        shift: ShiftId,
        /// Who.
        volunteer: VolunteerId,
        /// A plan that is being looked at: as if it were booked already.
        #[serde(default)]
        proposals: Vec<Proposal>,
    },
    /// A week planned again after people have dropped out: [`View::Replan`](crate::View::Replan).
    Replan {
        /// A Monday, `2020-03-23`.
        monday: String,
        /// How much may move.
        stability: Stability,
        /// Places that were turned down; they are not proposed again.
        #[serde(default)]
        declined: Vec<Proposal>,
    },
    /// *À régler*: [`View::Settle`](crate::View::Settle).
    ToSettle,
    /// Asks and loans: [`View::Loans`](crate::View::Loans).
    Loans,
    /// City: what stands on a loan, before it is taken back: [`View::LoanUse`](crate::View::LoanUse).
    LoanUse {
        /// Which.
        loan: LoanId,
    },
    /// What forms offer to choose from: [`View::Catalogue`](crate::View::Catalogue).
    Catalogue,
    /// What a file of people would do: [`View::PeoplePreview`](crate::View::PeoplePreview).
    PreviewPeople {
        /// The file.
        file: ImportFile,
    },
    /// What a file of shifts would do: [`View::ShiftsPreview`](crate::View::ShiftsPreview).
    PreviewShifts {
        /// The file.
        file: ImportFile,
    },
    /// The sync corner: [`View::Sync`](crate::View::Sync).
    Sync,
    /// Other devices, with what waits for each: [`View::Peers`](crate::View::Peers).
    Peers,
    /// What was refused: [`View::Quarantine`](crate::View::Quarantine).
    Quarantine,
    /// What was done on this laptop, newest first: [`View::History`](crate::View::History).
    History {
        /// At most so many.
        limit: u32,
    },
    /// Each document's digest, to compare replicas: [`View::Digests`](crate::View::Digests).
    Digests,
    /// City: who lacks hands, by association and day: [`View::Gaps`](crate::View::Gaps).
    Gaps {
        /// A Monday; none: the current week.
        monday: Option<String>,
    },
    /// City: who of the pool could be lent: [`View::Candidates`](crate::View::Candidates).
    Candidates {
        /// To whom.
        to: OrgId,
        /// When.
        window: Window,
        /// Who offers this.
        kind: Option<KindId>,
        /// Who has this skill.
        skill: Option<String>,
    },
    /// Who is to be erased and who is, newest first, and which devices have not yet confirmed; of all organisations on a
    /// device of the city, else of one's own: [`View::Erasures`](crate::View::Erasures).
    Erasures,
    /// City: associations, devices, invitations: [`View::Associations`](crate::View::Associations).
    Associations,
}
