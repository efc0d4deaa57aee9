use crate::error::Doing;
use crate::value::rows;
use crate::{Reader, StoreError};
use rusqlite::types::ValueRef;

impl Reader {
    /// The tables in which one of some words stands as it is, in whatever row and column, in text or among bytes: for trials
    /// of what an erasure leaves.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn mentions(&self, words: &[&str]) -> Result<Vec<String>, StoreError> {
        let doing = "looking for words in all tables";
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
        let tables: Vec<String> = rows(&self.connection, doing, sql, [], |row| row.get(0))?;
        let mut found = Vec::new();
        for table in tables {
            let mut statement = self.connection.prepare(&format!("SELECT * FROM \"{table}\"")).doing(doing)?;
            let columns = statement.column_count();
            let mut all = statement.query([]).doing(doing)?;
            while let Some(row) = all.next().doing(doing)? {
                let values = (0..columns).filter_map(|column| row.get_ref(column).ok());
                if values.into_iter().any(|value| holds(value, words)) {
                    found.push(table.clone());
                    break;
                }
            }
        }
        Ok(found)
    }
}

fn holds(value: ValueRef<'_>, words: &[&str]) -> bool {
    let (ValueRef::Text(bytes) | ValueRef::Blob(bytes)) = value else { return false };
    let begins = |place: usize, word: &str| bytes.get(place..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
    (0..bytes.len()).any(|place| words.iter().any(|word| begins(place, word)))
}
