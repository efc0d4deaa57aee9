use crate::value::{id, rows};
use crate::{Reader, StoreError};
use mainforte_api::{CatalogueView, Choice};
use rusqlite::{Connection, Row};

const WORDS_MAX: u32 = 100;

impl Reader {
    /// What forms offer to choose from.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn catalogue(&self) -> Result<CatalogueView, StoreError> {
        let reading = self.at_once()?;
        let own = "org = (SELECT CAST(value AS TEXT) FROM meta WHERE key = 'org')";
        let places = format!("SELECT id, name, name FROM places WHERE {own} ORDER BY folded, id");
        let roles = format!(
            "SELECT r.role FROM roles r JOIN shifts s ON s.num = r.shift WHERE s.{own}
             GROUP BY r.role ORDER BY count(*) DESC, r.role LIMIT ?1"
        );
        let skills = "SELECT t.value FROM people_tags t JOIN people p ON p.num = t.person
            WHERE t.tag = 'skill' AND p.shown = 1 GROUP BY t.value ORDER BY count(*) DESC, t.value LIMIT ?1";
        let organisations =
            "SELECT id, record ->> '$.name', record ->> '$.name' FROM organisations ORDER BY folded, id";
        Ok(CatalogueView {
            districts: choices(&reading, "SELECT id, name, name FROM districts ORDER BY folded, id")?,
            kinds: choices(&reading, "SELECT id, fr, en FROM kinds ORDER BY fr, id")?,
            places: choices(&reading, &places)?,
            organisations: choices(&reading, organisations)?,
            skills: words(&reading, skills)?,
            roles: words(&reading, &roles)?,
        })
    }
}

fn choices<Id>(connection: &Connection, sql: &str) -> Result<Vec<Choice<Id>>, StoreError>
where
    Id: TryFrom<String>,
    Id::Error: std::error::Error + Send + Sync + 'static,
{
    let choice = |row: &Row<'_>| Ok(Choice { id: id(row, 0)?, fr: row.get(1)?, en: row.get(2)? });
    rows(connection, "reading what forms offer", sql, [], choice)
}

fn words(connection: &Connection, sql: &str) -> Result<Vec<String>, StoreError> {
    rows(connection, "reading words in use", sql, [WORDS_MAX], |row| row.get(0))
}
