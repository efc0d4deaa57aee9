use mainforte_domain::DocumentKind;
use serde::{Deserialize, Serialize};

/// Where a record stands: which table, under which key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordKey {
    /// The table.
    pub table: Table,
    /// The record's id; for a settlement `first/second`, for an acknowledgement `loan/device`, for the registry's head
    /// the city's id.
    pub key: String,
}

/// A root map of a document, named by [`Table::as_str`]. A name that was once used is never given another meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    /// The registry's head.
    City,
    /// The city's districts.
    Districts,
    /// The kinds of help.
    Kinds,
    /// The associations.
    Organisations,
    /// An association's places.
    Places,
    /// A board's needs.
    Needs,
    /// A board's shifts.
    Shifts,
    /// A board's bookings.
    Bookings,
    /// What was decided between bookings that cannot both stand.
    Settlements,
    /// Asks to the city.
    Asks,
    /// Lent time given back.
    GiveBacks,
    /// What operators ask of the issuer.
    LendRequests,
    /// Invitations handed out.
    Invites,
    /// Which device has seen which give-back.
    Returned,
    /// What devices say of themselves, each key its own register: where laptops listen, and under keys that begin with a
    /// word what they ask of the hub. The table was there from the start, so two laptops never create it twice.
    Whereabouts,
    /// The person of a person document.
    Person,
    /// Loans granted.
    Loans,
    /// The card of a card document.
    Card,
}

/// How a table keeps its records, chosen so that two devices that write the same record apart lose nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A map for each record, under its id. For random ids, which only one device creates.
    Nested,
    /// `id/field` keys in the table itself: no map to create twice. For ids that two devices can create apart. A record
    /// is there when its `marker` field is.
    Flat { marker: &'static str },
    /// One value for each record: concurrent writes leave one of them, whole.
    Register,
    /// The table is the record, its containers made by the genesis change.
    Single { marker: &'static str },
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 18] = [
        Self::City,
        Self::Districts,
        Self::Kinds,
        Self::Organisations,
        Self::Places,
        Self::Needs,
        Self::Shifts,
        Self::Bookings,
        Self::Settlements,
        Self::Asks,
        Self::GiveBacks,
        Self::LendRequests,
        Self::Invites,
        Self::Returned,
        Self::Whereabouts,
        Self::Person,
        Self::Loans,
        Self::Card,
    ];

    /// The name of the root map.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Districts => "districts",
            Self::Kinds => "kinds",
            Self::Organisations => "organisations",
            Self::Places => "places",
            Self::Needs => "needs",
            Self::Shifts => "shifts",
            Self::Bookings => "bookings",
            Self::Settlements => "settlements",
            Self::Asks => "asks",
            Self::GiveBacks => "give_backs",
            Self::LendRequests => "lend_requests",
            Self::Invites => "invites",
            Self::Returned => "returned",
            Self::Whereabouts => "whereabouts",
            Self::Person => "person",
            Self::Loans => "loans",
            Self::Card => "card",
        }
    }

    /// The table of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.as_str() == name)
    }

    /// The kind of document that holds it.
    pub const fn document_kind(self) -> DocumentKind {
        match self {
            Self::City | Self::Districts | Self::Kinds | Self::Organisations => DocumentKind::Registry,
            Self::Places => DocumentKind::Association,
            Self::Needs | Self::Shifts | Self::Bookings | Self::Settlements => DocumentKind::Board,
            Self::Asks | Self::GiveBacks | Self::LendRequests => DocumentKind::Outbox,
            Self::Invites | Self::Returned | Self::Whereabouts => DocumentKind::Outbox,
            Self::Person => DocumentKind::Person,
            Self::Loans => DocumentKind::Loans,
            Self::Card => DocumentKind::Card,
        }
    }

    /// The tables of a kind of document.
    pub(crate) fn of(kind: DocumentKind) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |table| table.document_kind() == kind)
    }

    pub(crate) const fn layout(self) -> Layout {
        match self {
            Self::City => Layout::Single { marker: "name" },
            Self::Person => Layout::Single { marker: "given" },
            Self::Card => Layout::Single { marker: "ends" },
            Self::Districts | Self::Organisations | Self::Places => Layout::Flat { marker: "name" },
            Self::Kinds => Layout::Flat { marker: "fr" },
            Self::Settlements | Self::GiveBacks | Self::Returned | Self::Whereabouts => Layout::Register,
            Self::Needs | Self::Shifts | Self::Bookings => Layout::Nested,
            Self::Asks | Self::LendRequests | Self::Invites | Self::Loans => Layout::Nested,
        }
    }

    /// The key in this table of a record by its id.
    pub fn key(self, key: impl Into<String>) -> RecordKey {
        RecordKey { table: self, key: key.into() }
    }
}

impl std::fmt::Display for RecordKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.table.as_str(), self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_found_by_its_name() {
        for table in Table::ALL {
            assert_eq!(Table::parse(table.as_str()), Some(table));
        }
        assert_eq!(Table::parse("volunteers"), None);
    }
}
