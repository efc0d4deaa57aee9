use mainforte_api::Refusal;
use mainforte_store::StoreKey;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Where a node keeps its data and how it talks.
#[derive(Debug, Clone)]
pub struct Config {
    /// An existing folder; the node keeps `mainforte.db` in it.
    pub data: PathBuf,
    /// What opens the database.
    pub key: KeySource,
    /// Whether to look for other devices at once.
    pub online: bool,
    /// The UDP address to listen on. None: any free port; a hub takes the port that it had before.
    pub bind: Option<SocketAddr>,
}

/// What opens the database.
#[derive(Clone)]
pub enum KeySource {
    /// A file with the key, readable by its owner alone; made when missing.
    File(PathBuf),
    /// The key itself, from a keychain.
    Raw([u8; 32]),
}

impl std::fmt::Debug for KeySource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Raw(_) => f.write_str("Raw(…)"),
        }
    }
}

impl KeySource {
    pub(crate) fn load(&self) -> Result<StoreKey, Refusal> {
        match self {
            Self::Raw(bytes) => Ok(StoreKey::new(*bytes)),
            Self::File(path) => load_or_make(path).map(StoreKey::new).map_err(|error| Refusal::Fault {
                detail: format!("the key file {} cannot be used: {error}", path.display()),
            }),
        }
    }
}

fn load_or_make(path: &Path) -> std::io::Result<[u8; 32]> {
    match std::fs::read_to_string(path) {
        Ok(text) => mainforte_domain::DeviceId::parse(text.trim())
            .map(|key| key.0)
            .map_err(|_| std::io::Error::other("64 hexadecimal digits are expected in it")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(path),
        Err(error) => Err(error),
    }
}

fn make(path: &Path) -> std::io::Result<[u8; 32]> {
    let key: [u8; 32] = rand::random();
    write_secret(path, &key)?;
    Ok(key)
}

/// The city's root key, in the data folder of the hub that founded it until somebody moves it to a safe place.
pub const ROOT_KEY_FILE: &str = "city-root.key";

/// Reads such a file again; nothing when there is none.
pub(crate) fn read_secret(path: &Path) -> Option<[u8; 32]> {
    let text = std::fs::read_to_string(path).ok()?;
    mainforte_domain::DeviceId::parse(text.trim()).ok().map(|bytes| bytes.0)
}

/// Writes a new file with a secret in it, for its owner alone.
pub(crate) fn write_secret(path: &Path, secret: &[u8; 32]) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{}", mainforte_domain::DeviceId(*secret))?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let first = load_or_make(&path).unwrap();
        assert_eq!(load_or_make(&path).unwrap(), first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&path, "no key").unwrap();
        assert!(load_or_make(&path).is_err());
    }
}
