//! Whether a read model says the same as before, however its rows are ordered and numbered.

use super::rebuild::READ_MODELS;
use crate::StoreError;
use crate::value::rows;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

/// Numbers that are given anew when rows are made again.
const GIVEN: [&str; 3] = ["num", "shift", "person"];

/// One sum for each read model, over its rows.
pub(super) fn sums(connection: &Connection) -> Result<Vec<u128>, StoreError> {
    READ_MODELS.iter().map(|table| sum(connection, table)).collect()
}

fn sum(connection: &Connection, table: &str) -> Result<u128, StoreError> {
    let doing = "comparing a read model";
    let columns: Vec<(String, String)> =
        rows(connection, doing, &format!("SELECT name, type FROM pragma_table_info('{table}')"), [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    // An id has letters: only what is a number is one that was given.
    let lasting = columns.iter().filter(|(name, kind)| !(GIVEN.contains(&name.as_str()) && kind == "INTEGER"));
    let names: Vec<&str> = lasting.map(|(name, _)| name.as_str()).collect();
    let sql = format!("SELECT {} FROM {table}", names.join(", "));
    let each = rows(connection, doing, &sql, [], |row| {
        let mut hasher = blake3::Hasher::new();
        for column in 0..names.len() {
            note(&mut hasher, row.get_ref(column)?);
        }
        let mut half = [0; 16];
        hasher.finalize_xof().fill(&mut half);
        Ok(u128::from_le_bytes(half))
    })?;
    Ok(each.into_iter().fold(0, u128::wrapping_add))
}

fn note(hasher: &mut blake3::Hasher, value: ValueRef<'_>) {
    let (kind, number, bytes): (u8, [u8; 8], &[u8]) = match value {
        ValueRef::Null => (0, [0; 8], &[]),
        ValueRef::Integer(number) => (1, number.to_le_bytes(), &[]),
        ValueRef::Real(number) => (2, number.to_le_bytes(), &[]),
        ValueRef::Text(bytes) => (3, (bytes.len() as u64).to_le_bytes(), bytes),
        ValueRef::Blob(bytes) => (4, (bytes.len() as u64).to_le_bytes(), bytes),
    };
    hasher.update(&[kind]).update(&number).update(bytes);
}
