use super::{Projection, Source};
use crate::StoreError;
use crate::search::index_words;
use crate::value::{first, to_json, word, write};
use mainforte_api::Topic;
use mainforte_domain::{Card, Person, VolunteerId, fold};

impl Projection<'_> {
    pub(super) fn put_person(&mut self, from: Source<'_>, person: &Person) -> Result<(), StoreError> {
        // The people of others are not sent here; were they, no screen would show them.
        if self.owner.as_ref().is_some_and(|owner| owner.org != *from.id.owner()) {
            return Ok(());
        }
        self.list(from, person, false)
    }

    pub(super) fn put_card(&mut self, from: Source<'_>, card: &Card) -> Result<(), StoreError> {
        let sql = "INSERT INTO cards (document, from_org, to_org, volunteer, ends) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (document) DO UPDATE SET ends = excluded.ends";
        let row = (from.num, card.from.as_str(), card.to.as_str(), card.person.id.as_str(), card.ends.0);
        write(self.connection, "projecting a card", sql, row)?;
        self.touch([Topic::People]);
        // Cards that one shows to others are of people whom one has already.
        if self.owner.as_ref().is_some_and(|owner| owner.org == card.to) {
            self.list(from, &card.person, true)?;
        }
        Ok(())
    }

    fn list(&mut self, from: Source<'_>, person: &Person, lent: bool) -> Result<(), StoreError> {
        let doing = "projecting a person";
        let sql = "INSERT INTO people (document, id, owner, lent, sort_name, district, status, added)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
              coalesce((SELECT min(position) FROM changes WHERE document = ?1), 0))
            ON CONFLICT (document) DO UPDATE SET
              sort_name = excluded.sort_name, district = excluded.district, status = excluded.status
            RETURNING num";
        let row = (
            from.num,
            person.id.as_str(),
            from.id.owner().as_str(),
            lent,
            sort_name(person),
            person.district.as_ref().map(|district| district.as_str()),
            word(doing, &person.status)?,
        );
        let num: Option<i64> = first(self.connection, doing, sql, row, |row| row.get(0))?;
        let Some(num) = num else { return Ok(()) };
        let sql = "INSERT INTO people_records (num, record) VALUES (?1, ?2)
            ON CONFLICT (num) DO UPDATE SET record = excluded.record";
        write(self.connection, doing, sql, (num, to_json(doing, person)?))?;
        self.tag(num, person)?;
        write(self.connection, doing, "DELETE FROM people_text WHERE rowid = ?1", [num])?;
        let sql = "INSERT INTO people_text (rowid, words) VALUES (?1, ?2)";
        write(self.connection, doing, sql, (num, index_words(person)))?;
        self.volunteers.insert(person.id.clone());
        self.touch([Topic::People]);
        Ok(())
    }

    fn tag(&self, num: i64, person: &Person) -> Result<(), StoreError> {
        let doing = "tagging a person";
        write(self.connection, doing, "DELETE FROM people_tags WHERE person = ?1", [num])?;
        let offers = person.offers.iter().map(|kind| ("offer", kind.as_str()));
        let skills = person.skills.iter().map(|skill| ("skill", skill.as_str()));
        let contacts = person.phones.iter().chain(&person.emails).map(|contact| ("contact", contact.as_str()));
        let sql = "INSERT OR IGNORE INTO people_tags (tag, value, person) VALUES (?1, ?2, ?3)";
        for (tag, value) in offers.chain(skills).chain(contacts) {
            write(self.connection, doing, sql, (tag, value, num))?;
        }
        Ok(())
    }

    /// The person's row goes with its document by itself; the full text does not.
    pub(super) fn forget_person(&mut self, document: i64) -> Result<(), StoreError> {
        let doing = "forgetting a person";
        let sql = "DELETE FROM people_text WHERE rowid = (SELECT num FROM people WHERE document = ?1)";
        write(self.connection, doing, sql, [document])?;
        write(self.connection, doing, "DELETE FROM people WHERE document = ?1", [document]).map(drop)
    }

    /// Of several documents about one person, one's own stands for them; else the card whose document comes first.
    pub(super) fn show_best(&self, volunteer: &VolunteerId) -> Result<(), StoreError> {
        let sql = "UPDATE people SET shown = num IS (
              SELECT p.num FROM people p JOIN documents d ON d.num = p.document
              WHERE p.id = ?1 ORDER BY p.lent, d.id LIMIT 1)
            WHERE id = ?1";
        write(self.connection, "choosing what is shown of a person", sql, [volunteer.as_str()]).map(drop)
    }
}

/// How people are sorted and compared: family name first, folded.
pub(crate) fn sort_name(person: &Person) -> String {
    fold(&format!("{} {}", person.family, person.given))
}
