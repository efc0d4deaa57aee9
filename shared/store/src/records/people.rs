use crate::value::{first, id, json, minute, rows};
use crate::{Reader, StoreError};
use mainforte_domain::import::KnownPerson;
use mainforte_domain::{DocumentId, Minute, OrgId, Person, VolunteerId};

/// A person, with whose record it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPerson {
    /// The person; of a lent one what the card shows.
    pub person: Person,
    /// Who owns the record.
    pub owner: OrgId,
    /// The document, a person's or a card.
    pub document: DocumentId,
}

impl Reader {
    /// A person, one's own or known through a card.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn person(&self, volunteer: &VolunteerId) -> Result<Option<StoredPerson>, StoreError> {
        let sql = "SELECT r.record, p.owner, d.id
            FROM people p JOIN people_records r ON r.num = p.num JOIN documents d ON d.num = p.document
            WHERE p.id = ?1 AND p.shown = 1";
        first(&self.connection, "reading a person", sql, [volunteer.as_str()], |row| {
            Ok(StoredPerson { person: json(row, 0)?, owner: id(row, 1)?, document: id(row, 2)? })
        })
    }

    /// One's own people, as an import must know them, by id.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn known_people(&self) -> Result<Vec<KnownPerson>, StoreError> {
        let sql = "SELECT r.record FROM people p JOIN people_records r ON r.num = p.num
            WHERE p.shown = 1 AND p.lent = 0 ORDER BY p.id";
        rows(&self.connection, "reading the people known", sql, [], |row| {
            json::<Person>(row, 0).map(|person| KnownPerson::from(&person))
        })
    }

    /// When the card that shows a person to an organisation ends; none: there is no such card.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn card_end(&self, to: &OrgId, volunteer: &VolunteerId) -> Result<Option<Minute>, StoreError> {
        let sql = "SELECT ends FROM cards WHERE to_org = ?1 AND volunteer = ?2 ORDER BY ends DESC LIMIT 1";
        let key = (to.as_str(), volunteer.as_str());
        first(&self.connection, "reading a card's end", sql, key, |row| minute(row, 0))
    }

    /// The cards that have ended, and have no reason to be any more.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn ended_cards(&self, now: Minute) -> Result<Vec<DocumentId>, StoreError> {
        // Sorted here: for the order of ids the planner would walk through all documents.
        let sql = "SELECT d.id FROM cards c JOIN documents d ON d.num = c.document WHERE c.ends <= ?1";
        let mut ended: Vec<DocumentId> =
            rows(&self.connection, "looking for ended cards", sql, [now.0], |row| id(row, 0))?;
        ended.sort_unstable();
        Ok(ended)
    }
}
