use super::*;
use proptest::prelude::*;

fn key(seed: u8) -> DeviceKey {
    DeviceKey::from_secret(&[seed; 32])
}

fn org(id: &str) -> OrgId {
    OrgId::parse(id).unwrap()
}

const ROOT: u8 = 1;
const HUB: u8 = 2;
const AMINA: u8 = 3;

fn enrol(seed: u8, id: &str, role: DeviceRole, name: &str) -> TrustBody {
    TrustBody::Enrol { device: key(seed).id(), org: org(id), role, name: name.to_owned() }
}

fn restos() -> TrustBody {
    TrustBody::Organisation { org: org("restos"), name: "Restos du cœur".to_owned() }
}

/// City, hub as delegate and issuer, one association with Amina's laptop.
fn bordeaux() -> Trust {
    let (root, hub) = (key(ROOT), key(HUB));
    let mut trust = Trust::found(&root, org("bordeaux"), "Ville de Bordeaux").unwrap();
    trust.append(&root, TrustBody::Delegate { device: hub.id() }).unwrap();
    trust.append(&root, enrol(HUB, "bordeaux", DeviceRole::Hub, "Hub")).unwrap();
    trust.append(&root, TrustBody::Term { number: 1, device: hub.id() }).unwrap();
    trust.append(&hub, restos()).unwrap();
    trust.append(&hub, enrol(AMINA, "restos", DeviceRole::Coordinator, "Amina")).unwrap();
    trust
}

#[test]
fn a_log_opens_again_from_its_entries_and_the_roots_public_key() {
    let trust = bordeaux();
    assert_eq!(Trust::open(key(ROOT).id(), trust.entries_from(0).to_vec()).as_ref(), Ok(&trust));
    assert_eq!(trust.org_of(&key(AMINA).id()), Some(&org("restos")));
    assert_eq!((trust.city().as_str(), trust.city_name()), ("bordeaux", "Ville de Bordeaux"));
    assert_eq!(trust.issuer(), Some((1, key(HUB).id())));
    assert_eq!((trust.issuer_at(2), trust.issuer_at(3)), (None, trust.issuer()));
    let amina = trust.device(&key(AMINA).id()).unwrap();
    assert_eq!((&amina.org, amina.enrolled_at_number, amina.revoked_at), (&org("restos"), 5, None));
    let another = Trust::open(key(9).id(), trust.entries_from(0).to_vec());
    assert_eq!(another, Err(TrustError::NotAllowed { number: 0, signer: key(ROOT).id() }));
}

#[test]
fn a_revocation_is_for_ever() {
    let (mut trust, hub, amina) = (bordeaux(), key(HUB), key(AMINA).id());
    trust.append(&hub, TrustBody::Revoke { device: amina }).unwrap();
    assert_eq!(trust.org_of(&amina), None);
    assert_eq!(trust.device(&amina).unwrap().revoked_at, Some(6));
    let again = trust.append(&hub, enrol(AMINA, "restos", DeviceRole::Coordinator, "Amina"));
    assert_eq!(again, Err(TrustError::AlreadyEnrolled(amina)));
    assert_eq!(trust.append(&hub, TrustBody::Revoke { device: amina }), Err(TrustError::Revoked(amina)));
    let as_delegate = trust.append(&key(ROOT), TrustBody::Delegate { device: amina });
    assert_eq!(as_delegate, Err(TrustError::Revoked(amina)));
    // A peer that has not heard of it brings its shorter log: nothing changes.
    assert_eq!(trust.extend(bordeaux().entries_from(0).to_vec()), Ok(0));
    assert_eq!(trust.org_of(&amina), None);
}

#[test]
fn only_the_root_names_delegates_and_issuers_and_revokes_the_hub() {
    let (mut trust, hub, amina) = (bordeaux(), key(HUB), key(AMINA));
    let refused = |signer: &DeviceKey| Err(TrustError::NotAllowed { number: 6, signer: signer.id() });
    for body in [
        TrustBody::Delegate { device: amina.id() },
        TrustBody::Term { number: 2, device: hub.id() },
        TrustBody::Revoke { device: hub.id() },
    ] {
        assert_eq!(trust.append(&hub, body), refused(&hub));
    }
    assert_eq!(trust.append(&amina, restos()), refused(&amina));
    trust.append(&key(ROOT), TrustBody::Revoke { device: hub.id() }).unwrap();
    assert_eq!(trust.append(&hub, restos()), Err(TrustError::NotAllowed { number: 7, signer: hub.id() }));
}

#[test]
fn what_contradicts_the_log_is_refused() {
    let (mut trust, root, hub) = (bordeaux(), key(ROOT), key(HUB));
    let city = TrustBody::City { city: org("lyon"), name: "Lyon".to_owned() };
    assert_eq!(trust.append(&root, city), Err(TrustError::SecondCity));
    let term = TrustBody::Term { number: 1, device: hub.id() };
    assert_eq!(trust.append(&root, term), Err(TrustError::Term { held: 1, found: 1 }));
    let as_city = TrustBody::Organisation { org: org("bordeaux"), name: "B".to_owned() };
    assert_eq!(trust.append(&hub, as_city), Err(TrustError::IsTheCity(org("bordeaux"))));
    let unknown = enrol(7, "secours", DeviceRole::Coordinator, "Louis");
    assert_eq!(trust.append(&hub, unknown), Err(TrustError::UnknownOrganisation(org("secours"))));
    let operator = enrol(7, "restos", DeviceRole::Operator, "Louis");
    assert_eq!(trust.append(&hub, operator), Err(TrustError::Role(key(7).id())));
    for name in ["", " ", "a\nb", &"x".repeat(201)] {
        let named = enrol(7, "restos", DeviceRole::Coordinator, name);
        assert_eq!(trust.append(&hub, named), Err(TrustError::Name), "{name:?}");
    }
    assert_eq!(trust, bordeaux());
}

#[test]
fn an_erasure_is_the_citys_to_say_once_and_names_nobody() {
    let (mut trust, hub) = (bordeaux(), key(HUB));
    let (restos, marie) = (org("restos"), mainforte_domain::VolunteerId::parse("marie").unwrap());
    let document = |id: &str| DocumentId::parse(id).unwrap();
    let erase = |owner: &str, shown_to| TrustBody::Erase {
        owner: org(owner),
        subject: tombstone(&restos, &marie),
        shown_to,
        reason: mainforte_domain::EraseReason::PersonAsks,
    };
    let amina = key(AMINA);
    let by_amina = trust.append(&amina, erase("restos", Vec::new()));
    assert_eq!(by_amina, Err(TrustError::NotAllowed { number: 6, signer: amina.id() }));
    let unknown = trust.append(&hub, erase("secours", Vec::new()));
    assert_eq!(unknown, Err(TrustError::UnknownOrganisation(org("secours"))));
    let many = trust.append(&hub, erase("restos", vec![org("bordeaux"); 1_001]));
    assert_eq!(many, Err(TrustError::TooManyShown(1_001)));
    let entry = trust.append(&hub, erase("restos", vec![org("bordeaux")])).unwrap();
    assert!(!postcard::to_stdvec(&entry).unwrap().windows(5).any(|bytes| bytes == b"marie"));
    assert_eq!(trust.append(&hub, erase("restos", Vec::new())), Err(TrustError::AlreadyErased));
    assert!(trust.is_erased(&restos, &marie) && trust.last_erasure() == Some(6));
    for id in ["person/restos/marie", "card/restos/bordeaux/marie"] {
        assert!(trust.forbids(&document(id)), "{id}");
    }
    for id in ["person/restos/paul", "person/bordeaux/marie", "card/bordeaux/restos/marie", "board/restos/2020-03"] {
        assert!(!trust.forbids(&document(id)), "{id}");
    }
    // A peer that has not heard of it brings its shorter log: she stays erased.
    assert_eq!(trust.extend(bordeaux().entries_from(0).to_vec()), Ok(0));
    assert!(trust.is_erased(&restos, &marie));
}

#[test]
fn a_fork_and_a_gap_are_refused() {
    let (mut here, mut there, hub) = (bordeaux(), bordeaux(), key(HUB));
    here.append(&hub, enrol(7, "restos", DeviceRole::Coordinator, "Louis")).unwrap();
    there.append(&hub, enrol(8, "restos", DeviceRole::Coordinator, "Louis")).unwrap();
    there.append(&hub, TrustBody::Revoke { device: key(AMINA).id() }).unwrap();
    assert_eq!(here.extend(there.entries_from(6).to_vec()), Err(TrustError::Fork { number: 6 }));
    assert_eq!(here.extend(there.entries_from(7).to_vec()), Err(TrustError::Fork { number: 7 }));
    let gap = bordeaux().extend(there.entries_from(7).to_vec());
    assert_eq!(gap, Err(TrustError::Gap { expected: 6, found: 7 }));
}

#[test]
fn entries_keep_their_bytes() {
    let trust = bordeaux();
    let lines = trust.entries_from(0).iter().map(|entry| {
        let bytes = postcard::to_stdvec(entry).unwrap();
        assert_eq!(&postcard::from_bytes::<TrustEntry>(&bytes).unwrap(), entry);
        data_encoding::HEXLOWER.encode(&bytes)
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

proptest! {
    #[test]
    fn an_entry_changed_anywhere_is_refused(at in 0usize..6, position: prop::sample::Index, bit in 0u8..8) {
        let whole = bordeaux();
        let mut entries = whole.entries_from(0).to_vec();
        let mut bytes = postcard::to_stdvec(&entries[at]).unwrap();
        bytes[position.index(whole_len(&entries[at]))] ^= 1 << bit;
        if let Ok(bent) = postcard::from_bytes::<TrustEntry>(&bytes) {
            prop_assume!(bent != entries[at]);
            entries[at] = bent;
            prop_assert!(Trust::open(key(ROOT).id(), entries.clone()).is_err());
            let mut held = Trust::open(key(ROOT).id(), whole.entries_from(0)[..at.max(1)].to_vec()).unwrap();
            prop_assert!(held.extend(entries).is_err() || held.len() <= whole.len());
            prop_assert_eq!(held.entries_from(0), &whole.entries_from(0)[..held.entries_from(0).len()]);
        }
    }
}

fn whole_len(entry: &TrustEntry) -> usize {
    postcard::to_stdvec(entry).unwrap().len()
}
