//! A file that is there as a whole or not at all.

use crate::trouble::Trouble;
use mainforte_api::Refusal;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Written beside its place, and moved there once it is whole and on the disk.
pub(super) struct NewFile {
    file: File,
    beside: PathBuf,
    place: PathBuf,
    bytes: u64,
}

impl NewFile {
    pub(super) fn begin(place: &Path) -> Result<Self, Trouble> {
        let name = place.file_name().ok_or_else(|| Trouble::invalid("file", "empty", place.display()))?;
        let mut unfinished = name.to_owned();
        unfinished.push(format!(".{:08x}.part", rand::random::<u32>()));
        let beside = place.with_file_name(unfinished);
        let file = File::create_new(&beside).map_err(|error| trouble(&beside, &error))?;
        Ok(Self { file, beside, place: place.to_owned(), bytes: 0 })
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes).map_err(|error| trouble(&self.beside, &error))
    }

    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Moves the file to its place; answers its length.
    pub(super) fn finish(self) -> Result<u64, Trouble> {
        self.file.sync_all().map_err(|error| trouble(&self.beside, &error))?;
        std::fs::rename(&self.beside, &self.place).map_err(|error| trouble(&self.place, &error))?;
        // So that the name is on the disk as well; where a folder cannot be opened, the system does it by itself.
        if let Some(folder) = self.place.parent().filter(|folder| !folder.as_os_str().is_empty())
            && let Ok(folder) = File::open(folder)
        {
            let _ = folder.sync_all();
        }
        Ok(self.bytes)
    }
}

impl Drop for NewFile {
    /// What was not finished leaves nothing behind; after [`NewFile::finish`] it is no longer there.
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.beside);
    }
}

pub(super) fn trouble(path: &Path, error: &std::io::Error) -> Trouble {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Refusal::DiskFull.into(),
        ErrorKind::NotFound => Trouble::not_found("file", path.display()),
        _ => Trouble::fault(format!("{}: {error}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_finished_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("louis.mainforte");
        std::fs::write(&place, b"old").unwrap();
        let mut unfinished = NewFile::begin(&place).unwrap();
        unfinished.write(b"half").unwrap();
        drop(unfinished);
        assert_eq!(std::fs::read(&place).unwrap(), b"old");
        let mut whole = NewFile::begin(&place).unwrap();
        whole.write(b"new").unwrap();
        assert_eq!(whole.finish().unwrap(), 3);
        assert_eq!(std::fs::read(&place).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
