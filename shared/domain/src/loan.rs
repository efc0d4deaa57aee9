use crate::{DeviceId, LoanId, Minute, Minutes, OrgId, VolunteerId, Window};
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
    /// The city took it back before the association had given it back; then it does not stand.
    #[serde(default)]
    pub reclaimed: Option<Reclaim>,
}

/// A forced reclaim: the one way in which somebody can be promised to two associations, by the one that has yet to hear of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reclaim {
    /// The city's device on which it was decided.
    pub by: DeviceId,
    /// When the issuer did it, by its clock; shown to people, never decides.
    pub at: Minute,
}

/// Whether a loan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoanStatus {
    /// The association may book.
    Granted,
    /// The time is the city's again: it has taken note that the association gave it back, or took it back itself.
    Returned,
}

impl Loan {
    /// The loan as the city takes it back.
    #[must_use]
    pub fn taken_back(self, reclaim: Reclaim) -> Self {
        Self { status: LoanStatus::Returned, reclaimed: Some(reclaim), ..self }
    }
}
