use crate::{StoreError, StoreKey};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// One process at a time: a file beside the database, locked with the operating system, which lets go of it however the
/// process ends. It also holds the key's fingerprint, for SQLCipher alone cannot tell a wrong key from a damaged first page.
#[derive(Debug)]
pub(crate) struct StoreLock {
    file: File,
    path: PathBuf,
}

impl StoreLock {
    pub(crate) fn take(database: &Path) -> Result<Self, StoreError> {
        let mut name = database.as_os_str().to_owned();
        name.push(".lock");
        let path = PathBuf::from(name);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(|error| StoreError::file(&path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file, path }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked),
            Err(TryLockError::Error(error)) => Err(StoreError::file(&path, error)),
        }
    }

    /// Whether this key made the database; none when that was never noted.
    pub(crate) fn knows(&mut self, key: &StoreKey) -> Option<bool> {
        let mut noted = String::new();
        self.file.seek(SeekFrom::Start(0)).ok()?;
        // Nothing legible is the same as nothing noted.
        (&self.file).take(64).read_to_string(&mut noted).ok()?;
        (noted.len() == 64).then(|| noted == key.fingerprint())
    }

    /// Notes the key that opened the database.
    pub(crate) fn note(&mut self, key: &StoreKey) -> Result<(), StoreError> {
        let path = &self.path;
        let file = &mut self.file;
        let written = file
            .seek(SeekFrom::Start(0))
            .and_then(|_| file.write_all(key.fingerprint().as_bytes()))
            .and_then(|()| file.sync_data());
        written.map_err(|error| StoreError::file(path, error))
    }
}
