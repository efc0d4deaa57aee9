use super::{Projection, Source};
use crate::StoreError;
use crate::search::{index_words, says_the_same};
use crate::value::{first, json, number, rows, to_json, word, write};
use mainforte_api::Topic;
use mainforte_domain::{Card, Person, VolunteerId, fold};
use std::collections::BTreeSet;

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
        let sql =
            "SELECT r.record, p.num FROM people p LEFT JOIN people_records r ON r.num = p.num WHERE p.document = ?1";
        // A row that is damaged is worth nothing, and must not keep work from being written.
        let before: Option<(Option<Person>, i64)> =
            first(self.connection, doing, sql, [from.num], |row| Ok((json(row, 0).ok(), row.get(1)?)))?;
        match before {
            Some((Some(before), _)) if before == *person => return Ok(()),
            Some((Some(before), num)) => self.list_again(num, &before, person)?,
            Some((None, _)) => {
                self.forget_person(from.num)?;
                self.list_anew(from, person, lent)?;
            }
            None => self.list_anew(from, person, lent)?,
        }
        self.touch([Topic::People]);
        Ok(())
    }

    /// Whoever is alone under an id is shown; of several, [`Self::show_best`] chooses.
    fn list_anew(&mut self, from: Source<'_>, person: &Person, lent: bool) -> Result<(), StoreError> {
        let doing = "projecting a new person";
        // Whom nobody has booked and no other row shows, nothing is derived of.
        let sql =
            "SELECT EXISTS (SELECT 1 FROM people WHERE id = ?1) + EXISTS (SELECT 1 FROM bookings WHERE volunteer = ?1)";
        if number(self.connection, doing, sql, [person.id.as_str()])? > 0 {
            self.volunteers.insert(person.id.clone());
        }
        let sql = "INSERT INTO people (document, id, owner, lent, sort_name, district, status, added, shown)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
              coalesce((SELECT min(position) FROM changes WHERE document = ?1), 0),
              NOT EXISTS (SELECT 1 FROM people WHERE id = ?2))";
        let row = (
            from.num,
            person.id.as_str(),
            from.id.owner().as_str(),
            lent,
            sort_name(person),
            person.district.as_ref().map(|district| district.as_str()),
            word(doing, &person.status)?,
        );
        write(self.connection, doing, sql, row)?;
        let num = self.connection.last_insert_rowid();
        let sql = "INSERT INTO people_records (num, record) VALUES (?1, ?2)";
        write(self.connection, doing, sql, (num, to_json(doing, person)?))?;
        self.tag(num, &tags(person))?;
        self.index(num, &index_words(person))
    }

    /// Writes what differs alone: a full text costs more than everything else of a person together.
    fn list_again(&mut self, num: i64, before: &Person, person: &Person) -> Result<(), StoreError> {
        let doing = "projecting a person again";
        let sql = "UPDATE people SET sort_name = ?2, district = ?3, status = ?4 WHERE num = ?1";
        let district = person.district.as_ref().map(|district| district.as_str());
        write(self.connection, doing, sql, (num, sort_name(person), district, word(doing, &person.status)?))?;
        let sql = "UPDATE people_records SET record = ?2 WHERE num = ?1";
        write(self.connection, doing, sql, (num, to_json(doing, person)?))?;
        let (old, new) = (tags(before), tags(person));
        let sql = "DELETE FROM people_tags WHERE tag = ?1 AND value = ?2 AND person = ?3";
        for (tag, value) in old.difference(&new) {
            write(self.connection, doing, sql, (tag, value, num))?;
        }
        self.tag(num, &new.difference(&old).copied().collect())?;
        if says_the_same(before, person) {
            return Ok(());
        }
        write(self.connection, doing, "DELETE FROM people_text WHERE rowid = ?1", [num])?;
        self.index(num, &index_words(person))
    }

    fn index(&self, num: i64, words: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO people_text (rowid, words) VALUES (?1, ?2)";
        write(self.connection, "indexing a person's words", sql, (num, words)).map(drop)
    }

    fn tag(&self, num: i64, tags: &BTreeSet<Tag<'_>>) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO people_tags (tag, value, person) VALUES (?1, ?2, ?3)";
        tags.iter()
            .try_for_each(|(tag, value)| write(self.connection, "tagging a person", sql, (tag, value, num)).map(drop))
    }

    /// The person's row goes with its document by itself; the full text does not.
    pub(super) fn forget_person(&mut self, document: i64) -> Result<(), StoreError> {
        let doing = "forgetting a person";
        let sql = "DELETE FROM people_text WHERE rowid = (SELECT num FROM people WHERE document = ?1)";
        self.text_has_gaps |= write(self.connection, doing, sql, [document])? > 0;
        write(self.connection, doing, "DELETE FROM people WHERE document = ?1", [document]).map(drop)
    }

    /// Of several documents about one person, one's own stands for them; else the card whose document comes first.
    pub(super) fn show_best(&self, volunteer: &VolunteerId) -> Result<(), StoreError> {
        let doing = "choosing what is shown of a person";
        let sql = "SELECT p.num, p.shown FROM people p JOIN documents d ON d.num = p.document
            WHERE p.id = ?1 ORDER BY p.lent, d.id";
        let known: Vec<(i64, bool)> =
            rows(self.connection, doing, sql, [volunteer.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (place, (num, shown)) in known.into_iter().enumerate() {
            if shown != (place == 0) {
                write(self.connection, doing, "UPDATE people SET shown = ?2 WHERE num = ?1", (num, place == 0))?;
            }
        }
        Ok(())
    }
}

/// What people are filtered and compared by: offer, skill or contact, and which.
type Tag<'a> = (&'static str, &'a str);

fn tags(person: &Person) -> BTreeSet<Tag<'_>> {
    let offers = person.offers.iter().map(|kind| ("offer", kind.as_str()));
    let skills = person.skills.iter().map(|skill| ("skill", skill.as_str()));
    let contacts = person.phones.iter().chain(&person.emails).map(|contact| ("contact", contact.as_str()));
    offers.chain(skills).chain(contacts).collect()
}

/// How people are sorted and compared: family name first, folded.
pub(crate) fn sort_name(person: &Person) -> String {
    fold(&format!("{} {}", person.family, person.given))
}
