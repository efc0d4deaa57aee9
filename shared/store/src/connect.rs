//! Opening connections: the key first, then how this database is kept, then the schema.

use crate::{StoreError, StoreKey, error::Doing};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use rusqlite_migration::{M, MigrationDefinitionError, Migrations};
use std::path::Path;

/// Numbered, and never edited once released.
pub(crate) const STEPS: &[M<'static>] = &[
    M::up(include_str!("migrations/0001_log.sql")),
    M::up(include_str!("migrations/0002_read_models.sql")),
    M::up(include_str!("migrations/0003_revocation.sql")),
    M::up(include_str!("migrations/0004_mailbox.sql")),
    M::up(include_str!("migrations/0005_erasure.sql")),
    M::up(include_str!("migrations/0006_twins.sql")),
    M::up(include_str!("migrations/0007_hub_waits.sql")),
    M::up(include_str!("migrations/0008_costs.sql")),
    M::up(include_str!("migrations/0009_set_aside.sql")),
    M::up(include_str!("migrations/0010_reclaims.sql")),
    M::up(include_str!("migrations/0011_shares.sql")),
    M::up(include_str!("migrations/0012_pages.sql")),
];
const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// Statements kept prepared by each connection.
const STATEMENTS: usize = 256;

/// The one connection that writes. Creates the database when there is none, and brings its schema up to date.
pub(crate) fn writer(path: &Path, key: Option<&StoreKey>) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).doing("opening the database")?;
    unlock(&connection, key)?;
    // FULL: in WAL mode anything less may lose an acknowledged commit when the power fails.
    // secure_delete: what is erased is overwritten, not only unlinked.
    let kept = "PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA secure_delete = ON;
        PRAGMA foreign_keys = ON;
        PRAGMA journal_size_limit = 16777216;
        PRAGMA cache_size = -6144;";
    connection.execute_batch(kept).doing("setting up the database")?;
    MIGRATIONS.to_latest(&mut connection).map_err(migration_failed)?;
    Ok(connection)
}

/// A connection that only reads.
pub(crate) fn reader(path: &Path, key: Option<&StoreKey>) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).doing("opening the database to read")?;
    unlock(&connection, key)?;
    let kept = "PRAGMA query_only = ON; PRAGMA cache_size = -2048;";
    connection.execute_batch(kept).doing("setting up a reader")?;
    Ok(connection)
}

fn unlock(connection: &Connection, key: Option<&StoreKey>) -> Result<(), StoreError> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.busy_timeout(std::time::Duration::from_secs(5)).doing("setting how long to wait")?;
    if let Some(key) = key {
        // SQLCipher would write what it thinks of a wrong key to the terminal; the error says it already.
        connection.pragma_update(None, "cipher_log_level", "NONE").doing("silencing the cipher")?;
        connection.pragma_update(None, "key", key.literal().as_str()).doing("giving the key")?;
    }
    match connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => Err(StoreError::WrongKey),
        other => other.doing("reading the schema"),
    }
}

fn migration_failed(error: rusqlite_migration::Error) -> StoreError {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => StoreError::sql("bringing the schema up to date", err),
        rusqlite_migration::Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
            StoreError::NewerVersion
        }
        other => StoreError::damaged("bringing the schema up to date", other),
    }
}
