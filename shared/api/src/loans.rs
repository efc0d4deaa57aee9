use mainforte_domain::{Ask, LoanId, Minute, Minutes, OrgId, VolunteerId, Window};
use serde::{Deserialize, Serialize};

/// *Mises à disposition*: what was asked and what was lent. On a city device: of every association.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoansView {
    /// Asks, open ones first.
    pub asks: Vec<AskRow>,
    /// Loans, by start.
    pub loans: Vec<LoanRow>,
}

/// An ask and how far it is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AskRow {
    /// The ask.
    pub ask: Ask,
    /// Who asks.
    pub org: OrgId,
    /// Their name.
    pub org_name: String,
    /// People lent since that overlap the ask's time.
    pub lent: u32,
}

/// A loan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoanRow {
    /// The loan.
    pub id: LoanId,
    /// Who is lent.
    pub volunteer: VolunteerId,
    /// Their name.
    pub name: String,
    /// Who borrows.
    pub org: OrgId,
    /// Their name.
    pub org_name: String,
    /// Inside this time.
    pub window: Window,
    /// At most so long.
    pub quota: Option<Minutes>,
    /// Booked of it.
    pub booked: Minutes,
    /// When it was given back.
    pub given_back: Option<Minute>,
    /// The time is the city's again, by whatever way.
    #[serde(default)]
    pub returned: bool,
    /// When the city took it back itself.
    #[serde(default)]
    pub reclaimed: Option<Minute>,
    /// An operator has asked the hub to take it back, and the hub has not heard of it yet.
    #[serde(default)]
    pub reclaiming: bool,
}
