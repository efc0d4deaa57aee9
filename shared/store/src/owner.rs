//! Whose device this is, and who may read a document.

use crate::StoreError;
use crate::store::set_meta;
use crate::value::first;
use mainforte_domain::{DocumentId, OrgId, Reader as Audience};
use rusqlite::Connection;

pub(crate) const ORG: &str = "org";
pub(crate) const CITY: &str = "city";

/// Whose device this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Its organisation.
    pub org: OrgId,
    /// Its city.
    pub city: OrgId,
}

/// A device that becomes somebody's, with what else is to be kept of that. In one commit with the trust log that says so: half
/// of it would be neither a device that may join nor one that has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Whose.
    pub owner: Owner,
    /// Small values under their names; [`Reader::meta`](crate::Reader::meta) reads them.
    pub values: Vec<(&'static str, Vec<u8>)>,
}

impl Joined {
    pub(crate) fn keep(&self, connection: &Connection) -> Result<(), StoreError> {
        set_meta(connection, CITY, self.owner.city.as_str().as_bytes())?;
        set_meta(connection, ORG, self.owner.org.as_str().as_bytes())?;
        self.values.iter().try_for_each(|(key, value)| set_meta(connection, key, value))
    }
}

impl Owner {
    /// Whether the organisation is the city itself.
    pub fn is_city(&self) -> bool {
        self.org == self.city
    }

    pub(crate) fn read(connection: &Connection) -> Result<Option<Self>, StoreError> {
        let doing = "reading whose device this is";
        let org = |key: &str| -> Result<Option<OrgId>, StoreError> {
            let Some(bytes) = meta(connection, key)? else { return Ok(None) };
            let id = OrgId::parse(&String::from_utf8_lossy(&bytes));
            id.map(Some).map_err(|error| StoreError::damaged(doing, error))
        };
        Ok(org(ORG)?.zip(org(CITY)?).map(|(org, city)| Self { org, city }))
    }
}

pub(crate) fn meta(connection: &Connection, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
    first(connection, "reading a value", "SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))
}

/// How the column `reader` names who may read a document beside its owner. Organisations' ids have neither `*` nor `@`.
pub(crate) fn audience(document: &DocumentId) -> String {
    match document.reader() {
        Audience::Everyone => EVERYONE.to_owned(),
        Audience::City => THE_CITY.to_owned(),
        Audience::Organisation(org) => org.to_string(),
        Audience::Nobody => String::new(),
    }
}

pub(crate) const EVERYONE: &str = "*";
const THE_CITY: &str = "@city";

/// The values of the column `reader` under which an organisation may read what it does not own.
pub(crate) fn audiences(org: &OrgId, city: Option<&OrgId>) -> [String; 3] {
    // An association reads nothing as the city: a value that stands nowhere keeps the statements the same.
    let as_city = if city == Some(org) { THE_CITY } else { "@nobody" };
    [EVERYONE.to_owned(), as_city.to_owned(), org.to_string()]
}
