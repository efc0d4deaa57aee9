//! Joining.

use crate::city::{bordeaux, key, org, revoke};
use mainforte_domain::{DeviceRole, InvitationId, Invite, Minute};
use mainforte_sync::{
    Decision, FrameError, JoinRefusal, JoinReply, JoinRequest, ReplyReader, Signature64, Trust, TrustEntry, decide,
    secret_hash,
};
use proptest::prelude::*;

const SECRET: [u8; 16] = [5; 16];

fn invite(id: &str) -> Invite {
    Invite {
        id: InvitationId::parse("i1").unwrap(),
        org: org(id),
        secret_hash: secret_hash(&SECRET),
        expires: Minute(100),
        used_by: None,
    }
}

fn request() -> JoinRequest {
    JoinRequest { secret: SECRET, device_name: "Portable d’Inès".to_owned() }
}

#[test]
fn an_invitation_is_good_once_and_again_for_the_same_device() {
    let (mut trust, ines) = (bordeaux(), key("ines").id());
    let fresh = [invite("restos")];
    let enrol = Ok(Decision::Enrol { invite: &fresh[0], role: DeviceRole::Coordinator });
    assert_eq!(decide(&fresh, &trust, &request(), &ines, Minute(99)), enrol);
    trust.append(&key("hub"), crate::city::enrol("ines", "restos")).unwrap();
    let used = [Invite { used_by: Some(ines), ..invite("restos") }];
    // The answer was lost; it asks again, even after the invitation has expired.
    let again = Ok(Decision::WelcomeAgain { org: &used[0].org });
    assert_eq!(decide(&used, &trust, &request(), &ines, Minute(500)), again);
    assert_eq!(decide(&used, &trust, &request(), &key("mallory").id(), Minute(1)), Err(JoinRefusal::Used));
}

#[test]
fn a_hub_that_stopped_between_marking_and_enrolling_enrols_the_same_device() {
    let ines = key("ines").id();
    let marked = [Invite { used_by: Some(ines), ..invite("bordeaux") }];
    let enrol = Ok(Decision::Enrol { invite: &marked[0], role: DeviceRole::Operator });
    assert_eq!(decide(&marked, &bordeaux(), &request(), &ines, Minute(1)), enrol);
}

#[test]
fn what_does_not_fit_is_refused_with_its_reason() {
    let (trust, ines) = (bordeaux(), key("ines").id());
    let refusal = |trust: &Trust, request: &JoinRequest, device, now| {
        decide(&[invite("restos")], trust, request, &device, Minute(now)).unwrap_err()
    };
    let guess = JoinRequest { secret: [6; 16], ..request() };
    assert_eq!(refusal(&trust, &guess, ines, 1), JoinRefusal::UnknownInvitation);
    assert_eq!(refusal(&trust, &request(), ines, 100), JoinRefusal::Expired);
    assert_eq!(refusal(&trust, &request(), key("rachid").id(), 1), JoinRefusal::OtherOrganisation);
    for device_name in [String::new(), " ".to_owned(), "a\nb".to_owned(), "é".repeat(101)] {
        assert_eq!(refusal(&trust, &JoinRequest { device_name, ..request() }, ines, 1), JoinRefusal::Name);
    }
    let mut later = bordeaux();
    later.append(&key("hub"), revoke("amina")).unwrap();
    assert_eq!(refusal(&later, &request(), key("amina").id(), 1), JoinRefusal::Revoked);
}

/// What a laptop reads of a reply that arrives in pieces of so many bytes.
fn read(bytes: &[u8], piece: usize) -> Result<JoinReply, FrameError> {
    let mut reader = ReplyReader::default();
    bytes.chunks(piece).try_for_each(|piece| reader.push(piece))?;
    reader.finish()
}

#[test]
fn a_welcome_opens_against_the_invitations_root_key() {
    let bytes = JoinReply::welcome(&bordeaux(), org("restos")).encode().unwrap();
    assert_eq!(read(&bytes[..bytes.len() - 1], 7), Err(FrameError::Malformed));
    let Ok(JoinReply::Welcome { trust, .. }) = read(&bytes, 7) else { panic!() };
    assert_eq!(Trust::open(key("root").id(), trust), Ok(bordeaux()));
}

#[test]
fn a_device_joins_a_city_of_however_many_entries() {
    let mut entries = bordeaux().entries_from(0).to_vec();
    // As many as a city with a long life has, and wide ones: signatures that do not compress.
    let wide = bordeaux().entries_from(1)[0].clone();
    entries.extend((entries.len() as u64..40_000).map(|number| {
        let mut signature = [0; 64];
        blake3::Hasher::new().update(&number.to_le_bytes()).finalize_xof().fill(&mut signature);
        TrustEntry { number, signature: Signature64(signature), ..wide.clone() }
    }));
    let welcome = JoinReply::Welcome { trust: entries, org: org("restos") };
    let bytes = welcome.encode().unwrap();
    assert_eq!(read(&bytes, 65_536), Ok(welcome));
}

#[test]
fn a_welcome_without_end_is_not_read_to_its_end() {
    let one = JoinReply::welcome(&bordeaux(), org("restos")).encode().unwrap();
    assert_eq!(read(&[&one[..], &one].concat(), 4_096), Err(FrameError::Malformed), "two answers are none");
    let entries = vec![bordeaux().entries_from(0)[0].clone(); 600_000];
    let endless = JoinReply::Welcome { trust: entries, org: org("restos") }.encode().unwrap();
    assert!(matches!(read(&endless, 65_536), Err(FrameError::TooLarge { .. })));
}

#[test]
fn requests_and_refusals_keep_their_bytes() {
    let hex = |bytes: Vec<u8>| data_encoding::HEXLOWER.encode(&bytes);
    let lines = [
        hex(request().encode().unwrap()),
        hex(JoinReply::Refused(JoinRefusal::UnknownInvitation).encode().unwrap()),
        hex(JoinReply::Refused(JoinRefusal::Name).encode().unwrap()),
    ];
    insta::assert_snapshot!(lines.join("\n"));
    assert!(!format!("{:?}", request()).contains('5'), "the secret stays out of logs");
}

proptest! {
    #[test]
    fn hostile_bytes_never_panic(bytes: Vec<u8>) {
        let framed = [&(bytes.len() as u32 + 1).to_le_bytes()[..], &[0], &bytes].concat();
        for bytes in [bytes, framed] {
            let _ = (JoinRequest::decode(&bytes), read(&bytes, 5));
        }
    }
}
