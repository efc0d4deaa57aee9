//! `admin.json`: how the hub's own commands find the hub that serves, and prove that they may.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

const NAME: &str = "admin.json";

/// What stands in the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct AdminFile {
    /// The admin socket's port on this machine.
    pub(crate) port: u16,
    /// Who knows it may do everything that the hub's operator may.
    pub(crate) token: String,
    /// Where laptops reach the hub.
    pub(crate) addresses: Vec<SocketAddr>,
}

/// The file while the hub serves: it is removed when this is dropped.
#[derive(Debug)]
pub(crate) struct Published(PathBuf);

impl AdminFile {
    /// Reads it; none when no hub serves here, as far as the file says.
    pub(crate) fn read(data: &Path) -> Option<Self> {
        let text = fs::read(data.join(NAME)).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Writes it whole, readable by its owner alone. On Windows the folder's own permissions keep others out.
    pub(crate) fn publish(&self, data: &Path) -> Result<Published> {
        let (path, draft) = (data.join(NAME), data.join("admin.json.new"));
        let write = || {
            let _ = fs::remove_file(&draft);
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            options.open(&draft)?.write_all(&serde_json::to_vec(self)?)?;
            fs::rename(&draft, &path)
        };
        write().with_context(|| format!("{} cannot be written, make its folder writable", path.display()))?;
        Ok(Published(path))
    }
}

impl Drop for Published {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.0) {
            tracing::warn!(%error, "{} stays behind", self.0.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_there_while_the_hub_serves_and_for_its_owner_alone() {
        let data = tempfile::tempdir().unwrap();
        let file = AdminFile { port: 4700, token: "secret".to_owned(), addresses: Vec::new() };
        assert_eq!(AdminFile::read(data.path()), None);
        let published = file.publish(data.path()).unwrap();
        assert_eq!(AdminFile::read(data.path()), Some(file.clone()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(data.path().join(NAME)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        drop(published);
        assert_eq!(AdminFile::read(data.path()), None);
        let _again = file.publish(data.path()).unwrap();
    }
}
