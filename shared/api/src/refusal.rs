use mainforte_domain::{Minute, ShiftId};
use serde::{Deserialize, Serialize};

/// Why a command or query was refused: a code with its values, which the interface words in the user's language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// This device has not joined a city yet.
    NotJoined,
    /// This device has joined already.
    AlreadyJoined,
    /// The invitation cannot be used.
    Invitation {
        /// Why.
        problem: InvitationProblem,
    },
    /// The hub does not answer at the addresses known.
    HubUnreachable,
    /// The city has shut this device out.
    Revoked,
    /// Only a device of the city may.
    CityOnly,
    /// Only the hub itself may.
    HubOnly,
    /// The hub was put back from a backup and waits for the associations: until they have reported it lends nothing and signs
    /// nothing.
    HubRestored {
        /// The associations that are awaited, by name; of a laptop that cannot join for it, none are told.
        awaited: Vec<String>,
    },
    /// Only an association's device may.
    AssociationOnly,
    /// No such thing here.
    NotFound {
        /// `volunteer`, `shift`, `booking`, `loan`, `ask`, `association`, …
        what: String,
        /// Its id or name.
        id: String,
    },
    /// A field of the form is wrong.
    Invalid {
        /// The field's name in the form, `phones` for one.
        field: String,
        /// A code: `empty`, `not_a_phone`, `not_an_email`, `not_a_time`, `ends_before_start`, `too_long`, `too_many`,
        /// `min_above_max`, `not_a_monday`, `not_an_id`.
        problem: String,
        /// The value that is wrong.
        value: String,
    },
    /// The file cannot be read as a table.
    File {
        /// A code: `empty`, `too_large`, `not_a_table`, `no_name_column`, `no_time_column`, `not_base64`.
        problem: String,
    },
    /// The bundle file cannot be made or used.
    Bundle {
        /// Why.
        problem: crate::BundleProblem,
    },
    /// The person already has a place in that shift.
    AlreadyBooked,
    /// The person is taken at that time.
    Overlap {
        /// By this shift.
        shift: ShiftId,
    },
    /// A rule of planning speaks against the booking; it can be booked deliberately.
    AgainstRule {
        /// Which rules.
        rules: Vec<crate::EligibilityRule>,
    },
    /// The person has said yes: they are not moved without being called.
    SaidYes,
    /// The role is full.
    RoleFull,
    /// The shift or booking was cancelled.
    Cancelled,
    /// The city may not lend so: the volunteer is lent elsewhere then, or too close to it.
    LentElsewhere {
        /// From.
        from: Minute,
        /// Until.
        until: Minute,
    },
    /// The loan's hours pass the person's weekly hours.
    BeyondWeeklyHours,
    /// The person does not exist in the pool, is paused or has left.
    NotLendable,
    /// The time is the city's already: the loan was given back, or taken back before.
    NotLent,
    /// Somebody has built on that step, or it has no undo.
    CannotUndo,
    /// The plan was stopped.
    PlanStopped,
    /// The disk is full: nothing was lost, nothing was written.
    DiskFull,
    /// The store is in use by another program.
    StoreLocked,
    /// The key does not open the store.
    WrongKey,
    /// The store is damaged.
    StoreDamaged {
        /// What the database says.
        detail: String,
    },
    /// A document was written by a newer version; this version reads it only.
    NewerVersion,
    /// Something that should not happen; its detail is for a report.
    Fault {
        /// For the report.
        detail: String,
    },
}

/// Why an invitation cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationProblem {
    /// Not an invitation at all.
    NotAnInvitation,
    /// Cut or mistyped.
    Damaged,
    /// From a newer version of Mainforte.
    NewerVersion,
    /// The hub does not know it.
    Unknown,
    /// Used by another device.
    Used,
    /// Too old.
    Expired,
}
