//! An invitation: one line of text that carries all a device needs to find the hub, to know the city's root key, and to
//! show that it was invited.

use data_encoding::{BASE32_NOPAD, BASE32_NOPAD_NOCASE};
use mainforte_domain::{DeviceId, DeviceRole, Minute, OrgId};
use serde::{Deserialize, Serialize};

const PREFIX: &str = "mainforte";
const VERSION: &str = "1";
const TEXT_CHARS_MAX: usize = 4_096;
const CHECKSUM_BYTES: usize = 4;
const CHECKSUM_CONTEXT: &str = "mainforte-invitation/1";

/// Why a text is not an invitation that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvitationError {
    /// It is some other text.
    #[error("this is not an invitation: one begins with {PREFIX}{VERSION}-")]
    NotAnInvitation,
    /// It began as one, but was cut or mistyped.
    #[error("the invitation is incomplete or mistyped: copy the whole line again")]
    Damaged,
    /// It was written by a newer Mainforte.
    #[error("the invitation was made by a newer Mainforte: update this one first")]
    NewerVersion,
}

/// What the city hands to somebody whose device shall join.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The city's name.
    pub city_name: String,
    /// Whose the device will be.
    pub org: OrgId,
    /// That organisation's name.
    pub org_name: String,
    /// Public half of the city's root key.
    pub root: [u8; 32],
    /// The hub's device key, which is its endpoint id.
    #[serde(with = "crate::wire::device")]
    pub hub: DeviceId,
    /// Where the hub listens, `ip:port`.
    pub addresses: Vec<String>,
    /// Used once.
    pub secret: [u8; 16],
    /// From then on it is refused.
    pub expires: Minute,
    /// What the device will be allowed to do.
    pub role: DeviceRole,
}

impl Invitation {
    /// The invitation as one line: `mainforte1-` and lower-case base32 letters and digits.
    pub fn to_text(&self) -> String {
        // Writing plain values to memory does not fail; were it to, the text would be told damaged.
        let mut bytes = postcard::to_stdvec(self).unwrap_or_default();
        bytes.extend_from_slice(&checksum(&bytes));
        format!("{PREFIX}{VERSION}-{}", BASE32_NOPAD.encode(&bytes).to_ascii_lowercase())
    }

    /// Reads what somebody pasted: spaces, line breaks, quotation marks and capitals do no harm.
    pub fn parse(text: &str) -> Result<Self, InvitationError> {
        let text: String = text.chars().take(2 * TEXT_CHARS_MAX).filter(|c| !is_decoration(*c)).collect();
        let text = text.to_ascii_lowercase();
        let rest = text.strip_prefix(PREFIX).ok_or(InvitationError::NotAnInvitation)?;
        let (version, letters) = rest.split_once('-').ok_or(InvitationError::NotAnInvitation)?;
        check_version(version)?;
        if letters.len() > TEXT_CHARS_MAX {
            return Err(InvitationError::Damaged);
        }
        let bytes = BASE32_NOPAD_NOCASE.decode(letters.as_bytes()).map_err(|_| InvitationError::Damaged)?;
        let (content, sum) = bytes.split_last_chunk::<CHECKSUM_BYTES>().ok_or(InvitationError::Damaged)?;
        if *sum != checksum(content) {
            return Err(InvitationError::Damaged);
        }
        postcard::from_bytes(content).map_err(|_| InvitationError::Damaged)
    }

    /// What the city keeps of the secret.
    pub fn secret_hash(&self) -> String {
        secret_hash(&self.secret)
    }
}

impl std::fmt::Debug for Invitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Invitation({} to {}, hub {} at {:?})", self.org, self.city_name, self.hub.short(), self.addresses)
    }
}

/// Hexadecimal BLAKE3 hash of an invitation's secret: all that the city keeps of it.
pub fn secret_hash(secret: &[u8; 16]) -> String {
    blake3::hash(secret).to_hex().to_string()
}

fn check_version(version: &str) -> Result<(), InvitationError> {
    let number: u32 = version.parse().map_err(|_| InvitationError::NotAnInvitation)?;
    match number {
        0 => Err(InvitationError::NotAnInvitation),
        1 => Ok(()),
        _ => Err(InvitationError::NewerVersion),
    }
}

/// What mail programs, word processors and people put around or into a long line.
fn is_decoration(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "\"'`<>«»“”„‘’‹›\u{ad}\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}".contains(c)
}

fn checksum(content: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let mut hasher = blake3::Hasher::new_derive_key(CHECKSUM_CONTEXT);
    let hash = *hasher.update(content).finalize().as_bytes();
    std::array::from_fn(|i| hash.get(i).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn for_amina() -> Invitation {
        Invitation {
            city_name: "Ville de Bordeaux".to_owned(),
            org: OrgId::parse("restos-du-coeur-7k2").unwrap(),
            org_name: "Restos du cœur".to_owned(),
            root: [1; 32],
            hub: DeviceId([2; 32]),
            addresses: vec!["192.168.1.10:4747".to_owned(), "[2001:db8::1]:4747".to_owned()],
            secret: [3; 16],
            expires: Minute(26_410_000),
            role: DeviceRole::Coordinator,
        }
    }

    #[test]
    fn an_invitation_keeps_its_letters_and_hides_its_secret_in_logs() {
        insta::assert_snapshot!(for_amina().to_text());
        insta::assert_snapshot!(format!("{:?}", for_amina()));
    }

    #[test]
    fn whatever_a_mail_program_did_to_it_an_invitation_is_read() {
        let text = for_amina().to_text();
        let (start, end) = text.split_at(100);
        for pasted in [
            text.clone(),
            text.to_uppercase(),
            format!("  « {text} »\n"),
            format!("> \"{start}\r\n> {end}\""),
            format!("‘{start}\u{200b}\t{end}’"),
        ] {
            assert_eq!(Invitation::parse(&pasted), Ok(for_amina()), "{pasted}");
        }
    }

    #[test]
    fn a_wrong_text_is_told_from_a_damaged_and_from_a_newer_one() {
        let text = for_amina().to_text();
        for other in
            ["", "bonjour", "mainforte", "mainforte-", "mainforteX-abc", "mainforte0-abc", "https://mainforte1-"]
        {
            assert_eq!(Invitation::parse(other), Err(InvitationError::NotAnInvitation), "{other}");
        }
        let newer = text.replacen("mainforte1", "mainforte2", 1);
        assert_eq!(Invitation::parse(&newer), Err(InvitationError::NewerVersion));
        let long = format!("mainforte1-{}", "a".repeat(100_000));
        for damaged in ["mainforte1-", "mainforte1-0189", &format!("{text}a"), &long] {
            assert_eq!(Invitation::parse(damaged), Err(InvitationError::Damaged));
        }
    }

    proptest! {
        #[test]
        fn a_cut_or_mistyped_invitation_is_told_damaged(cut in 11usize..200, at in 11usize..200, letter in "[a-z2-7]") {
            let text = for_amina().to_text();
            prop_assert_eq!(Invitation::parse(&text[..cut]), Err(InvitationError::Damaged));
            let mut mistyped = text.clone();
            mistyped.replace_range(at..=at, &letter);
            prop_assume!(mistyped != text);
            prop_assert_eq!(Invitation::parse(&mistyped), Err(InvitationError::Damaged));
        }

        #[test]
        fn no_text_makes_it_panic(text: String, tail in "[a-z2-7]{0,300}") {
            let _ = Invitation::parse(&text);
            let invented = format!("mainforte1-{tail}");
            prop_assert!(Invitation::parse(&invented).is_err());
        }
    }
}
