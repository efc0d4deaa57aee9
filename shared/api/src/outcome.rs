use crate::{BundleRead, BundleWritten, InvitationView, PeopleReport, PlanView, ShiftsReport};
use mainforte_domain::{AskId, BookingId, LoanId, NeedId, PlaceId, ShiftId, VolunteerId};
use serde::{Deserialize, Serialize};

/// What came of a command. `entry`, where there is one, is the history entry that [`Undo`](crate::Command::Undo) takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Done; nothing more to say.
    Done {
        /// For undo.
        entry: Option<i64>,
    },
    /// This device belongs to a city now.
    Joined {
        /// The organisation's name.
        organisation: String,
        /// The city's name.
        city: String,
    },
    /// A person was written.
    PersonSaved {
        /// Who.
        id: VolunteerId,
        /// For undo.
        entry: Option<i64>,
    },
    /// People were imported.
    PeopleImported {
        /// Line by line.
        report: PeopleReport,
        /// For undo.
        entry: Option<i64>,
    },
    /// A place was written.
    PlaceSaved {
        /// Which.
        id: PlaceId,
        /// For undo.
        entry: Option<i64>,
    },
    /// A need was published.
    NeedPublished {
        /// The need.
        id: NeedId,
        /// Its shifts.
        shifts: Vec<ShiftId>,
        /// For undo.
        entry: Option<i64>,
    },
    /// Shifts were imported.
    ShiftsImported {
        /// Line by line.
        report: ShiftsReport,
        /// For undo.
        entry: Option<i64>,
    },
    /// Bookings were written.
    Booked {
        /// Their ids, in the order asked.
        bookings: Vec<BookingId>,
        /// How many of them are held.
        held: u32,
        /// How many are requested: not confirmed, do not promise.
        requested: u32,
        /// Proposals that could not be booked any more, with why.
        refused: Vec<(crate::Proposal, crate::Refusal)>,
        /// For undo.
        entry: Option<i64>,
    },
    /// A plan, as proposals.
    Planned {
        /// The plan.
        plan: PlanView,
    },
    /// The city has been asked.
    Asked {
        /// The ask.
        id: AskId,
        /// For undo.
        entry: Option<i64>,
    },
    /// A volunteer was lent, or on an operator's laptop: the hub was asked to lend.
    Lent {
        /// The loan.
        id: LoanId,
        /// Whether the hub has yet to grant it.
        pending: bool,
    },
    /// An invitation, shown once.
    Invited {
        /// The invitation.
        invitation: InvitationView,
    },
    /// Everything was read again.
    Repaired {
        /// Documents looked at.
        documents: u32,
        /// Documents that were not as the log has them, and are now.
        mended: u32,
        /// Of the lists that screens read, how many were not as the documents have them, and are now.
        lists: u32,
        /// Documents of which the log is damaged as well: what is whole of them is shown, and the others bring the rest.
        #[serde(default)]
        incomplete: u32,
        /// Documents with which not even that could be done: what is shown of them is missing, their changes are kept.
        unreadable: u32,
    },
    /// A bundle file was made.
    BundleExported {
        /// What is in it.
        written: BundleWritten,
    },
    /// A bundle file was taken in.
    BundleImported {
        /// What came of it.
        read: BundleRead,
    },
}
