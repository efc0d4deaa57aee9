//! How values stand in columns, and how rows are read back. What does not read back was damaged, never panics.

use crate::{StoreError, error::Doing};
use mainforte_domain::{Minute, Window};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, Type, ValueRef};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Params, Row};
use serde::{Serialize, de::DeserializeOwned};

fn prepare<'a>(connection: &'a Connection, sql: &str) -> rusqlite::Result<CachedStatement<'a>> {
    #[cfg(test)]
    heard::note(sql);
    connection.prepare_cached(sql)
}

/// What was asked of the database, for tests of how it goes about it.
#[cfg(test)]
pub(crate) mod heard {
    use std::cell::RefCell;

    thread_local!(static HEARD: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) });

    pub(super) fn note(sql: &str) {
        HEARD.with_borrow_mut(|heard| heard.push(sql.to_owned()));
    }

    /// The statements of this thread since it was last asked.
    pub(crate) fn take() -> Vec<String> {
        HEARD.take()
    }
}

/// Rows of a statement; `doing` says what they are for.
pub(crate) fn rows<T>(
    connection: &Connection,
    doing: &'static str,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = prepare(connection, sql).doing(doing)?;
    statement.query_map(params, read).and_then(Iterator::collect).doing(doing)
}

/// The first row, if any.
pub(crate) fn first<T>(
    connection: &Connection,
    doing: &'static str,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, StoreError> {
    let mut statement = prepare(connection, sql).doing(doing)?;
    statement.query_row(params, read).optional().doing(doing)
}

/// The first column of the one row that an aggregate always has.
pub(crate) fn number(
    connection: &Connection,
    doing: &'static str,
    sql: &str,
    params: impl Params,
) -> Result<i64, StoreError> {
    Ok(first(connection, doing, sql, params, |row| row.get(0))?.unwrap_or(0))
}

/// Writes rows; answers how many.
pub(crate) fn write(
    connection: &Connection,
    doing: &'static str,
    sql: &str,
    params: impl Params,
) -> Result<usize, StoreError> {
    let mut statement = prepare(connection, sql).doing(doing)?;
    statement.execute(params).doing(doing)
}

/// A record or another value as JSON text.
pub(crate) fn to_json(doing: &'static str, value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::unwritable(doing, error))
}

/// A column with JSON text.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text).map_err(|error| unreadable(column, Type::Text, error))
}

/// A column with an id, or whatever else is read from text.
pub(crate) fn id<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T: TryFrom<String>,
    T::Error: std::error::Error + Send + Sync + 'static,
{
    T::try_from(row.get(column)?).map_err(|error| unreadable(column, Type::Text, error))
}

/// The same where there may be none.
pub(crate) fn maybe_id<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>>
where
    T: TryFrom<String>,
    T::Error: std::error::Error + Send + Sync + 'static,
{
    let text: Option<String> = row.get(column)?;
    text.map(|text| T::try_from(text).map_err(|error| unreadable(column, Type::Text, error))).transpose()
}

/// A column with one of the words that an enumeration is written as.
pub(crate) fn word_in<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_value(text.into()).map_err(|error| unreadable(column, Type::Text, error))
}

/// The same where there may be none.
pub(crate) fn maybe_word_in<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        _ => word_in(row, column).map(Some),
    }
}

/// The word that an enumeration's value is written as.
pub(crate) fn word(doing: &'static str, value: &impl Serialize) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        Ok(other) => Err(StoreError::unwritable(doing, format!("{other} is not a word"))),
        Err(error) => Err(StoreError::unwritable(doing, error)),
    }
}

/// Two columns with a stretch of time.
pub(crate) fn window(row: &Row<'_>, column: usize) -> rusqlite::Result<Window> {
    Ok(Window { from: minute(row, column)?, until: minute(row, column + 1)? })
}

/// A column with a point in time.
pub(crate) fn minute(row: &Row<'_>, column: usize) -> rusqlite::Result<Minute> {
    row.get(column).map(Minute)
}

fn unreadable(column: usize, kind: Type, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, kind, Box::new(error))
}

/// Hashes one after the other, as they stand in one column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Hashes(pub(crate) Vec<[u8; 32]>);

impl FromSql for Hashes {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let (hashes, rest) = value.as_blob()?.as_chunks();
        if rest.is_empty() { Ok(Self(hashes.to_vec())) } else { Err(FromSqlError::InvalidType) }
    }
}

/// A count of the log as it stands in a column. Positions are counted here and never pass `i64`.
pub(crate) fn column(position: u64) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

/// A count read from a column.
pub(crate) fn count(column: i64) -> u64 {
    u64::try_from(column).unwrap_or(0)
}

/// A small count read from a column.
pub(crate) fn small(column: i64) -> u32 {
    u32::try_from(column.max(0)).unwrap_or(u32::MAX)
}
