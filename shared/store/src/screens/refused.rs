//! What was refused, for *À régler*: few rows, read from one index and never from the changes' bytes.

use super::booking_views::name_and_phone;
use super::settle::device_name;
use crate::records::OrganisationNames;
use crate::value::{first, minute, number, rows, small};
use crate::{Reader, StoreError};
use mainforte_api::{QuarantineView, RefusedAbout, RefusedGroup, RefusedGroups, RefusedId};
use mainforte_domain::{DeviceId, DocumentId, OrgId, VolunteerId};
use rusqlite::Connection;

const GROUPS_MAX: u32 = 20;
const ABOUT_MAX: u32 = 5;
const BROUGHT_BY_MAX: u32 = 3;

/// Changes of one device with one reason, seen or not.
pub(crate) const GROUPS: &str = "SELECT author, reason, max(id), count(*), min(at), max(at), count(DISTINCT document)
    FROM quarantine WHERE seen = ?1 GROUP BY author, reason ORDER BY max(id) DESC LIMIT ?2";

impl Reader {
    /// What was refused, those of one device with one reason together.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn refused(&self) -> Result<QuarantineView, StoreError> {
        let reading = self.at_once()?;
        let screen = Screen { connection: &reading, names: self.organisation_names()? };
        Ok(QuarantineView { open: screen.groups(false)?, set_aside: screen.groups(true)? })
    }

    /// How many refused changes nobody has set aside.
    ///
    /// # Errors
    /// When they cannot be counted.
    pub fn refused_open(&self) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM quarantine WHERE seen = 0";
        Ok(small(number(&self.connection, "counting what was refused", sql, [])?))
    }
}

struct Screen<'a> {
    connection: &'a Connection,
    names: OrganisationNames,
}

impl Screen<'_> {
    fn groups(&self, seen: bool) -> Result<RefusedGroups, StoreError> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM quarantine WHERE seen = ?1 GROUP BY author, reason)";
        let count = small(number(self.connection, "counting what was refused", sql, [seen])?);
        if count == 0 {
            return Ok(RefusedGroups::default());
        }
        let found = rows(self.connection, "reading what was refused", GROUPS, (seen, GROUPS_MAX), |row| {
            let author: Option<[u8; 32]> = row.get(0)?;
            let group = RefusedGroup {
                id: RefusedId { author: author.map(DeviceId), reason: row.get(1)?, until: row.get(2)? },
                author_name: String::new(),
                author_org: String::new(),
                count: small(row.get(3)?),
                about: Vec::new(),
                more_about: 0,
                brought_by: Vec::new(),
                first: minute(row, 4)?,
                last: minute(row, 5)?,
            };
            Ok((group, small(row.get(6)?)))
        })?;
        let shown = found.into_iter().map(|(group, documents)| self.told(group, documents, seen));
        Ok(RefusedGroups { shown: shown.collect::<Result<_, _>>()?, count })
    }

    /// A group with the names of whoever and whatever it is about.
    fn told(&self, group: RefusedGroup, documents: u32, seen: bool) -> Result<RefusedGroup, StoreError> {
        let (author_name, author_org) = match &group.id.author {
            Some(author) => self.device(author)?.unwrap_or_default(),
            None => Default::default(),
        };
        let about = self.about(&group.id, seen)?;
        let more_about = documents.saturating_sub(about.len() as u32);
        let brought_by = self.brought_by(&group.id, seen)?;
        Ok(RefusedGroup { author_name, author_org, about, more_about, brought_by, ..group })
    }

    fn device(&self, device: &DeviceId) -> Result<Option<(String, String)>, StoreError> {
        let sql = "SELECT name, org FROM devices WHERE device = ?1";
        first(self.connection, "reading whose a device is", sql, [device.0], |row| {
            let org: OrgId = crate::value::id(row, 1)?;
            Ok((row.get(0)?, self.names.of(&org)))
        })
    }

    fn about(&self, id: &RefusedId, seen: bool) -> Result<Vec<RefusedAbout>, StoreError> {
        let sql = "SELECT document FROM quarantine WHERE seen = ?1 AND author IS ?2 AND reason = ?3
            GROUP BY document ORDER BY max(id) DESC LIMIT ?4";
        let key = (seen, id.author.map(|author| author.0), &id.reason, ABOUT_MAX);
        let documents: Vec<String> =
            rows(self.connection, "reading what a refused change is about", sql, key, |row| row.get(0))?;
        documents.iter().map(|document| self.subject(document)).collect()
    }

    /// Not the author, nor this device: what waited here and was refused once more, nobody has brought anew.
    fn brought_by(&self, id: &RefusedId, seen: bool) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT source FROM quarantine WHERE seen = ?1 AND author IS ?2 AND reason = ?3
              AND source IS NOT NULL AND source IS NOT ?2 AND source IS NOT (SELECT value FROM meta WHERE key = 'device')
            ORDER BY source LIMIT ?4";
        let key = (seen, id.author.map(|author| author.0), &id.reason, BROUGHT_BY_MAX);
        let sources: Vec<[u8; 32]> =
            rows(self.connection, "reading who brought a refused change", sql, key, |row| row.get(0))?;
        sources.into_iter().map(|source| device_name(self.connection, &DeviceId(source))).collect()
    }

    fn subject(&self, document: &str) -> Result<RefusedAbout, StoreError> {
        let Ok(document) = DocumentId::parse(document) else { return Ok(RefusedAbout::Unknown) };
        let org_name = self.names.of(document.owner());
        Ok(match document {
            DocumentId::Registry(_) => RefusedAbout::Registry,
            DocumentId::Association(_) => RefusedAbout::Places { org_name },
            DocumentId::Board(_, month) => RefusedAbout::Board { org_name, month: month.to_string() },
            DocumentId::Outbox(_) => RefusedAbout::Requests { org_name },
            DocumentId::Person(_, id) => RefusedAbout::Person { name: self.person(&id)? },
            DocumentId::Loans { org, .. } => RefusedAbout::Loans { org_name: self.names.of(&org) },
            DocumentId::Card { id, .. } => RefusedAbout::Card { name: self.person(&id)?, from: org_name },
        })
    }

    fn person(&self, id: &VolunteerId) -> Result<String, StoreError> {
        Ok(name_and_phone(self.connection, id)?.0)
    }
}
