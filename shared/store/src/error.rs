use mainforte_api::Refusal;
use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_CONSTRAINT_COMMITHOOK;
use std::path::{Path, PathBuf};

/// Why the store did not do what was asked. Whatever the reason, nothing of a failed commit is written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The key is not the one that the database was made with.
    #[error("the key does not open the database")]
    WrongKey,
    /// Another process has the database open.
    #[error("the database is open in another program")]
    Locked,
    /// No room is left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// A page of the database, or a value in it, is not what was written.
    #[error("the database is damaged, found while {doing}: {detail}")]
    Damaged {
        /// What was being done.
        doing: &'static str,
        /// What is wrong.
        detail: String,
    },
    /// The database was written by a newer version of Mainforte.
    #[error("the database was written by a newer version")]
    NewerVersion,
    /// A file beside the database cannot be used.
    #[error("{} cannot be used: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A statement failed.
    #[error("{doing}: {source}")]
    Sql {
        /// What was being done.
        doing: &'static str,
        /// What the database says.
        source: rusqlite::Error,
    },
    /// A value cannot be written.
    #[error("{doing}: {detail}")]
    Unwritable {
        /// What was being done.
        doing: &'static str,
        /// Why not.
        detail: String,
    },
    /// A week is asked for by something that is not a Monday's date.
    #[error("{0:?} is not a Monday, as in 2020-03-23")]
    NotAMonday(String),
}

impl StoreError {
    pub(crate) fn file(path: &Path, source: std::io::Error) -> Self {
        match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::File { path: path.to_owned(), source },
        }
    }

    pub(crate) fn sql(doing: &'static str, source: rusqlite::Error) -> Self {
        if let rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..) = source {
            return Self::Damaged { doing, detail: source.to_string() };
        }
        if source.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_CONSTRAINT_COMMITHOOK) {
            // Only trials hook commits.
            return Self::DiskFull;
        }
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { doing, detail: source.to_string() }
            }
            _ => Self::Sql { doing, source },
        }
    }

    pub(crate) fn damaged(doing: &'static str, detail: impl std::fmt::Display) -> Self {
        Self::Damaged { doing, detail: detail.to_string() }
    }

    pub(crate) fn unwritable(doing: &'static str, detail: impl std::fmt::Display) -> Self {
        Self::Unwritable { doing, detail: detail.to_string() }
    }
}

/// Says what a statement was for, in its error.
pub(crate) trait Doing<T> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for rusqlite::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::sql(doing, source))
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::WrongKey => Self::WrongKey,
            StoreError::Locked => Self::StoreLocked,
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Damaged { .. } => Self::StoreDamaged { detail: error.to_string() },
            StoreError::NewerVersion => Self::NewerVersion,
            StoreError::NotAMonday(value) => {
                Self::Invalid { field: "monday".to_owned(), problem: "not_a_monday".to_owned(), value }
            }
            StoreError::File { .. } | StoreError::Sql { .. } | StoreError::Unwritable { .. } => {
                Self::Fault { detail: error.to_string() }
            }
        }
    }
}
