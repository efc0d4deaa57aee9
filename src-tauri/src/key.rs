//! The database's key: in the system's keychain where there is one, else in a file that only its owner reads.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use data_encoding::HEXLOWER;
use mainforte_node::KeySource;
use zeroize::Zeroizing;

/// A key's length in bytes.
const KEY_BYTES: usize = 32;
/// Under this name the keychain shows the key.
const SERVICE: &str = "fr.mainforte.desktop";
/// The node's database in its folder.
const DATABASE: &str = "mainforte.db";
/// The key beside the database, where there is no keychain.
const KEY_FILE: &str = "mainforte.key";
/// A new store waits so long for a keychain that may not be there.
const NEW_STORE_WAIT: Duration = Duration::from_secs(20);
/// A known store waits so long for somebody to unlock their keychain.
const KNOWN_STORE_WAIT: Duration = Duration::from_secs(180);

/// Wiped from memory when it is dropped.
type Key = Zeroizing<[u8; KEY_BYTES]>;

/// Where a key is kept; the settings page says it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "place", rename_all = "snake_case")]
pub(crate) enum KeyPlace {
    /// In the system's keychain.
    Keychain,
    /// In this file.
    File {
        /// Its path.
        path: PathBuf,
    },
}

/// Finds the key of the store in `data`, or makes one when there is no store yet. May wait for the keychain: call it where
/// blocking is allowed.
///
/// A file given by the user comes first, then a key file beside the store, then the keychain.
///
/// # Errors
/// When a store is there and its key is nowhere: it never gets a new one, which would hide that the old one is missing.
pub(crate) fn find_or_make(data: &Path, given: Option<&Path>) -> Result<(KeySource, KeyPlace)> {
    let is_new = !data.join(DATABASE).exists();
    let beside = data.join(KEY_FILE);
    if let Some(path) = given.map(Path::to_path_buf).or_else(|| beside.exists().then(|| beside.clone())) {
        if !is_new && !path.exists() {
            bail!("the key file {} of an existing store is missing", path.display());
        }
        return Ok(in_file(path));
    }
    if !is_new {
        let key = from_keychain(data).context("the keychain does not give the key of this computer's store")?;
        return Ok((KeySource::Raw(*key), KeyPlace::Keychain));
    }
    match into_keychain(data) {
        Ok(key) => Ok((KeySource::Raw(*key), KeyPlace::Keychain)),
        Err(error) => {
            tracing::warn!("no keychain here ({error:#}); the key is kept in {}", beside.display());
            Ok(in_file(beside))
        }
    }
}

/// The node reads the file, or makes it, for its owner alone.
fn in_file(path: PathBuf) -> (KeySource, KeyPlace) {
    (KeySource::File(path.clone()), KeyPlace::File { path })
}

fn from_keychain(data: &Path) -> Result<Key> {
    let account = account(data);
    let digits = within(KNOWN_STORE_WAIT, move || Ok(keyring::v1::Entry::new(SERVICE, &account)?.get_password()?))?;
    decode(&digits)
}

/// Makes a key, puts it in the keychain and reads it back: some services accept what they do not keep.
fn into_keychain(data: &Path) -> Result<Key> {
    let mut key = Key::default();
    getrandom::fill(&mut *key).map_err(|error| anyhow!("no randomness from the system: {error}"))?;
    let account = account(data);
    let digits = Zeroizing::new(HEXLOWER.encode(&*key));
    let kept = within(NEW_STORE_WAIT, move || {
        let entry = keyring::v1::Entry::new(SERVICE, &account)?;
        entry.set_password(&digits)?;
        Ok(entry.get_password()?)
    })?;
    match decode(&kept)? == key {
        true => Ok(key),
        false => bail!("the keychain gives back another key"),
    }
}

/// Runs what may wait for ever (a service that does not answer) in a thread that is left behind when it is late.
fn within(time: Duration, work: impl FnOnce() -> Result<String> + Send + 'static) -> Result<Zeroizing<String>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::Builder::new().name("keychain".to_owned()).spawn(move || {
        // Late: nobody waits for the answer any more.
        let _ = sender.send(work().map(Zeroizing::new));
    })?;
    receiver.recv_timeout(time).context("the keychain does not answer")?
}

fn decode(digits: &str) -> Result<Key> {
    let bytes = Zeroizing::new(HEXLOWER.decode(digits.trim().as_bytes()).context("a key is 64 hexadecimal digits")?);
    let mut key = Key::default();
    if bytes.len() != KEY_BYTES {
        bail!("a key is {KEY_BYTES} bytes, this one has {}", bytes.len());
    }
    key.copy_from_slice(&bytes);
    Ok(key)
}

/// One entry per data folder, so that two of them on one computer do not share a key.
fn account(data: &Path) -> String {
    data.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_file_comes_before_the_keychain() {
        let data = tempfile::tempdir().unwrap();
        let file = data.path().join("elsewhere.key");
        let (source, place) = find_or_make(data.path(), Some(&file)).unwrap();
        assert!(matches!(source, KeySource::File(path) if path == file));
        assert_eq!(place, KeyPlace::File { path: file });
    }

    #[test]
    fn a_store_whose_key_file_is_lost_gets_no_new_key() {
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join(DATABASE), b"a store").unwrap();
        assert!(find_or_make(data.path(), Some(&data.path().join("lost.key"))).is_err());
    }

    #[test]
    fn a_key_beside_the_store_is_used_again() {
        let data = tempfile::tempdir().unwrap();
        let beside = data.path().join(KEY_FILE);
        std::fs::write(data.path().join(DATABASE), b"a store").unwrap();
        std::fs::write(&beside, "00".repeat(KEY_BYTES)).unwrap();
        let (_, place) = find_or_make(data.path(), None).unwrap();
        assert_eq!(place, KeyPlace::File { path: beside });
    }

    #[test]
    fn a_silent_keychain_is_not_waited_for() {
        let answer = within(Duration::from_millis(20), || {
            std::thread::park();
            Ok(String::new())
        });
        assert!(answer.is_err());
    }

    #[test]
    fn a_short_key_is_refused() {
        assert!(decode("abcd").is_err());
        assert!(decode("not hexadecimal").is_err());
        assert!(decode(&"0f".repeat(KEY_BYTES)).is_ok());
    }
}
