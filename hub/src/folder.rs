use anyhow::{Context, Result, bail};
use clap::Args;
use mainforte_node::{Config, KeySource};
use std::net::SocketAddr;
use std::path::PathBuf;

/// The key file's name in the data folder, when no other is given.
const KEY_FILE: &str = "mainforte.key";

/// Where the hub keeps its documents, and the key to them.
#[derive(Debug, Clone, Args)]
pub(crate) struct Folder {
    /// The hub's folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// The file with the database's key [default: DIR/mainforte.key].
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
}

impl Folder {
    /// The file with the key, which opens everything: keep a copy of it elsewhere.
    pub(crate) fn key_path(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.data.join(KEY_FILE))
    }

    /// How to open the node.
    pub(crate) fn config(&self, online: bool, bind: Option<SocketAddr>) -> Config {
        Config { data: self.data.clone(), key: KeySource::File(self.key_path()), online, bind }
    }

    /// Refuses a folder in which something is already.
    pub(crate) fn must_be_empty(&self) -> Result<()> {
        let shown = self.data.display();
        let mut entries = std::fs::read_dir(&self.data)
            .with_context(|| format!("the folder {shown} cannot be opened, create it first"))?;
        if entries.next().is_some() {
            bail!("the folder {shown} is not empty, give an empty one (or `serve` the city that is in it)");
        }
        Ok(())
    }

    /// Refuses a folder in which no city was founded, before anything is written into it.
    pub(crate) fn must_hold_a_city(&self) -> Result<()> {
        let (shown, key) = (self.data.display(), self.key_path());
        if !self.data.is_dir() {
            bail!("there is no folder {shown}, say with --data where the city was founded");
        }
        if !key.is_file() {
            bail!(
                "there is no key file {}, say with --key-file where it is, or found a city with `init`",
                key.display()
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_something_in_it_is_not_empty() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder { data: data.path().to_owned(), key_file: None };
        assert!(folder.must_be_empty().is_ok());
        assert!(folder.must_hold_a_city().is_err());
        std::fs::write(folder.key_path(), "key").unwrap();
        assert!(folder.must_be_empty().is_err());
        assert!(folder.must_hold_a_city().is_ok());
    }
}
