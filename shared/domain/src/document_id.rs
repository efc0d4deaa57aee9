//! A document's id names its kind and its owner; who may read follows from it. There are no access lists.

use crate::{InvalidId, Month, OrgId, VolunteerId};
use serde::{Deserialize, Serialize};

/// The text is not a document id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid document id {0:?}")]
pub struct InvalidDocumentId(pub String);

impl From<InvalidId> for InvalidDocumentId {
    fn from(id: InvalidId) -> Self {
        Self(id.0)
    }
}

/// The name of a document, for example `board/restos-du-coeur-7k2/2020-03`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum DocumentId {
    /// `registry/{city}`: associations, districts, kinds of help.
    Registry(OrgId),
    /// `association/{org}`: its places and settings.
    Association(OrgId),
    /// `board/{org}/{month}`: needs, shifts, bookings.
    Board(OrgId, Month),
    /// `outbox/{org}`: what the organisation asks of the city; of the city's own: what operators ask of the hub.
    Outbox(OrgId),
    /// `person/{org}/{id}`: one person, read by the owner alone.
    Person(OrgId, VolunteerId),
    /// `loans/{org}`: written by the issuer, about the people lent to `org`.
    Loans {
        /// The city, which owns the document.
        city: OrgId,
        /// The association that borrows.
        org: OrgId,
    },
    /// `card/{from}/{to}/{id}`: the fields of a person that `to` needs.
    Card {
        /// Who shows the card and owns it.
        from: OrgId,
        /// Who may read it.
        to: OrgId,
        /// The person.
        id: VolunteerId,
    },
}

/// What kind of document an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// See [`DocumentId::Registry`].
    Registry,
    /// See [`DocumentId::Association`].
    Association,
    /// See [`DocumentId::Board`].
    Board,
    /// See [`DocumentId::Outbox`].
    Outbox,
    /// See [`DocumentId::Person`].
    Person,
    /// See [`DocumentId::Loans`].
    Loans,
    /// See [`DocumentId::Card`].
    Card,
}

/// Who may read a document beside its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reader {
    /// Every enrolled device.
    Everyone,
    /// The city.
    City,
    /// One organisation.
    Organisation(OrgId),
    /// Nobody.
    Nobody,
}

impl DocumentId {
    /// The kind of document.
    pub fn kind(&self) -> DocumentKind {
        match self {
            Self::Registry(_) => DocumentKind::Registry,
            Self::Association(_) => DocumentKind::Association,
            Self::Board(..) => DocumentKind::Board,
            Self::Outbox(_) => DocumentKind::Outbox,
            Self::Person(..) => DocumentKind::Person,
            Self::Loans { .. } => DocumentKind::Loans,
            Self::Card { .. } => DocumentKind::Card,
        }
    }

    /// The organisation whose devices alone may write it (for loans, further: the issuer's device alone).
    pub fn owner(&self) -> &OrgId {
        match self {
            Self::Registry(org) | Self::Association(org) | Self::Outbox(org) => org,
            Self::Board(org, _) | Self::Person(org, _) => org,
            Self::Loans { city, .. } => city,
            Self::Card { from, .. } => from,
        }
    }

    /// The person whom it is about, when it is about one.
    pub fn subject(&self) -> Option<&VolunteerId> {
        match self {
            Self::Person(_, volunteer) | Self::Card { id: volunteer, .. } => Some(volunteer),
            Self::Registry(_) | Self::Association(_) | Self::Board(..) => None,
            Self::Outbox(_) | Self::Loans { .. } => None,
        }
    }

    /// Who may read it beside the owner.
    pub fn reader(&self) -> Reader {
        match self {
            Self::Registry(_) => Reader::Everyone,
            Self::Association(_) | Self::Board(..) | Self::Outbox(_) => Reader::City,
            Self::Person(..) => Reader::Nobody,
            Self::Loans { org, .. } => Reader::Organisation(org.clone()),
            Self::Card { to, .. } => Reader::Organisation(to.clone()),
        }
    }

    /// Whether `org` may hold this document in the city `city`.
    pub fn readable_by(&self, org: &OrgId, city: &OrgId) -> bool {
        self.owner() == org
            || match self.reader() {
                Reader::Everyone => true,
                Reader::City => org == city,
                Reader::Organisation(reader) => reader == *org,
                Reader::Nobody => false,
            }
    }

    /// Reads a document id that came from outside.
    pub fn parse(text: &str) -> Result<Self, InvalidDocumentId> {
        let parts: Vec<&str> = text.split('/').collect();
        let invalid = || InvalidDocumentId(text.chars().take(200).collect());
        Ok(match parts.as_slice() {
            ["registry", city] => Self::Registry(OrgId::parse(city)?),
            ["association", org] => Self::Association(OrgId::parse(org)?),
            ["board", org, month] => Self::Board(OrgId::parse(org)?, Month::parse(month).ok_or_else(invalid)?),
            ["outbox", org] => Self::Outbox(OrgId::parse(org)?),
            ["person", org, id] => Self::Person(OrgId::parse(org)?, VolunteerId::parse(id)?),
            ["loans", city, org] => Self::Loans { city: OrgId::parse(city)?, org: OrgId::parse(org)? },
            ["card", from, to, id] => {
                Self::Card { from: OrgId::parse(from)?, to: OrgId::parse(to)?, id: VolunteerId::parse(id)? }
            }
            _ => return Err(invalid()),
        })
    }
}

impl std::fmt::Display for DocumentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Registry(city) => write!(f, "registry/{city}"),
            Self::Association(org) => write!(f, "association/{org}"),
            Self::Board(org, month) => write!(f, "board/{org}/{month}"),
            Self::Outbox(org) => write!(f, "outbox/{org}"),
            Self::Person(org, id) => write!(f, "person/{org}/{id}"),
            Self::Loans { city, org } => write!(f, "loans/{city}/{org}"),
            Self::Card { from, to, id } => write!(f, "card/{from}/{to}/{id}"),
        }
    }
}

impl TryFrom<String> for DocumentId {
    type Error = InvalidDocumentId;
    fn try_from(text: String) -> Result<Self, InvalidDocumentId> {
        Self::parse(&text)
    }
}

impl From<DocumentId> for String {
    fn from(id: DocumentId) -> String {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_what_it_prints() {
        for text in [
            "registry/bordeaux",
            "association/restos",
            "board/restos/2020-03",
            "outbox/restos",
            "person/restos/marie-1",
            "loans/bordeaux/restos",
            "card/bordeaux/restos/marie-1",
        ] {
            assert_eq!(DocumentId::parse(text).unwrap().to_string(), text);
        }
        for bad in ["", "board/restos", "board/restos/2020-13", "person/restos/Marie", "note/x", "registry/a/b"] {
            assert!(DocumentId::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_person_is_read_by_the_owner_alone_and_a_card_by_both_sides() {
        let [city, restos, other] = ["bordeaux", "restos", "secours"].map(|o| OrgId::parse(o).unwrap());
        let readers = |text: &str| {
            let id = DocumentId::parse(text).unwrap();
            [&city, &restos, &other].map(|org| id.readable_by(org, &city))
        };
        assert_eq!(readers("registry/bordeaux"), [true, true, true]);
        assert_eq!(readers("board/restos/2020-03"), [true, true, false]);
        assert_eq!(readers("person/restos/marie"), [false, true, false]);
        assert_eq!(readers("person/bordeaux/marie"), [true, false, false]);
        assert_eq!(readers("card/bordeaux/restos/marie"), [true, true, false]);
        assert_eq!(readers("loans/bordeaux/restos"), [true, true, false]);
        assert_eq!(readers("outbox/bordeaux"), [true, false, false]);
    }
}
