use crate::{RecordKey, Table, outbox};
use mainforte_domain::{
    Ask, Booking, Card, DeviceId, District, DistrictId, DocumentId, DocumentKind, EraseRequest, GiveBack, GoOn,
    HubWait, Invite, KindId, KindOfHelp, LendRequest, Loan, LoanId, Need, OrgId, Organisation, Person, Place,
    ReclaimRequest, RevokeRequest, Settlement, Shift,
};
use serde::{Deserialize, Serialize};

/// The registry's own fields, apart from its lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistryHead {
    /// The city.
    pub city: OrgId,
    /// The city's name.
    pub name: String,
    /// IANA time zone.
    pub time_zone: String,
    /// Where laptops reach the hub: `ip:port`.
    pub hub_addresses: Vec<String>,
}

/// One stored thing of a document: what is written and what is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// Registry: the city itself.
    City(RegistryHead),
    /// Registry: a district.
    District(DistrictId, District),
    /// Registry: a kind of help.
    Kind(KindId, KindOfHelp),
    /// Registry: an association.
    Organisation(Organisation),
    /// Association: a place.
    Place(Place),
    /// Board: a need.
    Need(Need),
    /// Board: a shift.
    Shift(Shift),
    /// Board: a booking.
    Booking(Booking),
    /// Board: what people decided between two bookings.
    Settlement(Settlement),
    /// Outbox: an ask to the city.
    Ask(Ask),
    /// Outbox: lent time given back.
    GiveBack(GiveBack),
    /// Outbox of the city: an operator asks the issuer to lend.
    LendRequest(LendRequest),
    /// Outbox of the city: an invitation handed out.
    Invite(Invite),
    /// Outbox: a device has seen that a loan was given back, and books nothing on it any more.
    Returned {
        /// The loan.
        loan: LoanId,
        /// The device that has seen it.
        device: DeviceId,
    },
    /// Outbox: where a laptop listens, so that its colleagues' laptops reach it without the hub.
    Whereabouts {
        /// The laptop.
        device: DeviceId,
        /// `ip:port`, most useful first.
        addresses: Vec<String>,
    },
    /// Outbox of the city: an operator asks the hub to shut a device out.
    RevokeRequest(RevokeRequest),
    /// Outbox of the city: an operator asks the issuer to take a loan back that was not given back.
    ReclaimRequest(ReclaimRequest),
    /// Outbox of the city: the hub was put back from a backup and waits.
    HubWait(HubWait),
    /// Outbox of the city: an operator asks it to wait no longer.
    GoOn(GoOn),
    /// Outbox: a person is to be erased; in the city's own, what the city says to it.
    EraseRequest(EraseRequest),
    /// Outbox: a device has erased whom the trust log names up to that entry.
    Erased {
        /// The device.
        device: DeviceId,
        /// Number of the entry.
        number: u64,
    },
    /// Person: the person.
    Person(Person),
    /// Loans: a loan granted.
    Loan(Loan),
    /// Card: the card.
    Card(Card),
}

impl Record {
    /// The table that holds it.
    pub fn table(&self) -> Table {
        match self {
            Self::City(_) => Table::City,
            Self::District(..) => Table::Districts,
            Self::Kind(..) => Table::Kinds,
            Self::Organisation(_) => Table::Organisations,
            Self::Place(_) => Table::Places,
            Self::Need(_) => Table::Needs,
            Self::Shift(_) => Table::Shifts,
            Self::Booking(_) => Table::Bookings,
            Self::Settlement(_) => Table::Settlements,
            Self::Ask(_) => Table::Asks,
            Self::GiveBack(_) => Table::GiveBacks,
            Self::LendRequest(_) => Table::LendRequests,
            Self::Invite(_) => Table::Invites,
            Self::Returned { .. } => Table::Returned,
            Self::Whereabouts { .. } | Self::RevokeRequest(_) | Self::ReclaimRequest(_) => Table::Whereabouts,
            Self::EraseRequest(_) | Self::Erased { .. } | Self::HubWait(_) | Self::GoOn(_) => Table::Whereabouts,
            Self::Person(_) => Table::Person,
            Self::Loan(_) => Table::Loans,
            Self::Card(_) => Table::Card,
        }
    }

    /// Where it stands in its document.
    pub fn key(&self) -> RecordKey {
        let key = match self {
            Self::City(head) => head.city.to_string(),
            Self::District(id, _) => id.to_string(),
            Self::Kind(id, _) => id.to_string(),
            Self::Organisation(organisation) => organisation.id.to_string(),
            Self::Place(place) => place.id.to_string(),
            Self::Need(need) => need.id.to_string(),
            Self::Shift(shift) => shift.id.to_string(),
            Self::Booking(booking) => booking.id.to_string(),
            Self::Settlement(settlement) => format!("{}/{}", settlement.id.first, settlement.id.second),
            Self::Ask(ask) => ask.id.to_string(),
            Self::GiveBack(give_back) => give_back.loan.to_string(),
            Self::LendRequest(request) => request.id.to_string(),
            Self::Invite(invite) => invite.id.to_string(),
            Self::Returned { loan, device } => format!("{loan}/{device}"),
            Self::Whereabouts { device, .. } => device.to_string(),
            Self::RevokeRequest(request) => outbox::revoke_key(&request.device),
            Self::ReclaimRequest(request) => outbox::reclaim_key(&request.loan),
            Self::HubWait(wait) => outbox::wait_key(&wait.hub),
            Self::GoOn(go_on) => outbox::go_on_key(&go_on.wait),
            Self::EraseRequest(request) => outbox::erase_key(request),
            Self::Erased { device, .. } => outbox::erased_key(device),
            Self::Person(person) => person.id.to_string(),
            Self::Loan(loan) => loan.id.to_string(),
            Self::Card(card) => card.person.id.to_string(),
        };
        self.table().key(key)
    }

    /// Whether documents of that kind hold such records.
    pub fn belongs_in(&self, kind: &DocumentKind) -> bool {
        self.table().document_kind() == *kind
    }

    /// Whether this very document may hold it: what the document's id says is not said again inside, and must agree.
    pub fn fits(&self, id: &DocumentId) -> bool {
        match (self, id) {
            (Self::City(head), DocumentId::Registry(city)) => head.city == *city,
            (Self::Person(person), DocumentId::Person(_, id)) => person.id == *id,
            (Self::Loan(loan), DocumentId::Loans { org, .. }) => loan.to == *org,
            (Self::Card(card), DocumentId::Card { from, to, id }) => {
                card.from == *from && card.to == *to && card.person.id == *id
            }
            (Self::City(_) | Self::Person(_) | Self::Loan(_) | Self::Card(_), _) => false,
            (record, id) => record.belongs_in(&id.kind()),
        }
    }
}
