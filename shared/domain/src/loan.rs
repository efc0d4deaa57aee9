use crate::{LoanId, Minutes, OrgId, VolunteerId, Window};
use serde::{Deserialize, Serialize};

/// The city gives an association the right to book a volunteer inside a window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loan {
    /// Its id.
    pub id: LoanId,
    /// Who borrows.
    pub to: OrgId,
    /// Who is lent.
    pub volunteer: VolunteerId,
    /// Inside this time.
    pub window: Window,
    /// At most so long in all; none: as long as the window lasts.
    pub quota: Option<Minutes>,
    /// The issuer's term in which it was granted.
    pub term: u32,
    /// Its number in that term.
    pub sequence: u64,
    /// Whether it stands.
    pub status: LoanStatus,
}

/// Whether a loan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoanStatus {
    /// The association may book.
    Granted,
    /// The city has taken note that the association gave it back.
    Returned,
}
