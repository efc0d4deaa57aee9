//! Where this computer keeps things; only the desktop app knows.

use super::{Failure, bridge};
use serde::{Deserialize, Serialize};

/// The folder of the documents, and where the key is that opens them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ThisComputer {
    pub data: String,
    pub key: KeyPlace,
}

/// Where the key is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum KeyPlace {
    Keychain,
    File { path: String },
}

#[derive(Serialize)]
struct Nothing {}

/// Asks the desktop app where it keeps things.
pub async fn this_computer() -> Result<ThisComputer, Failure> {
    #[cfg(feature = "mock")]
    if !bridge::present() {
        return Ok(ThisComputer { data: "/home/amina/.local/share/mainforte".to_owned(), key: KeyPlace::Keychain });
    }
    bridge::call("this_computer", &Nothing {}).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_desktop_app_says() {
        let text = r#"{"data":"/home/amina/mainforte","key":{"place":"file","path":"/home/amina/key"}}"#;
        let computer: ThisComputer = serde_json::from_str(text).unwrap();
        assert_eq!(computer.key, KeyPlace::File { path: "/home/amina/key".to_owned() });
        assert_eq!(serde_json::from_str::<KeyPlace>(r#"{"place":"keychain"}"#).unwrap(), KeyPlace::Keychain);
    }
}
