//! Who may write what, as seen by the one who receives.

use crate::city::{bordeaux, document, key, org, revoke};
use mainforte_sync::{
    DeviceKey, Reason, Seal, Sealed, SealedChange, Trust, TrustBody, Vouched, actor, judge, judge_seal, judge_vouched,
    may_write,
};
use proptest::prelude::*;

/// `name`'s device seals one change of `id`, knowing the trust log up to `trust`.
fn sealed(name: &str, id: &str, trust: u64) -> (Sealed, [u8; 24]) {
    let (key, document) = (key(name), document(id));
    let actor = actor::actor(&key.id(), &document, [7; 8]);
    let hash = *blake3::hash(&actor).as_bytes();
    let seal = Seal::new(&key, 1, trust, &[(document.clone(), hash)]).unwrap();
    (Sealed { seal, changes: vec![SealedChange { index: 0, document, hash, bytes: actor.to_vec() }] }, actor)
}

fn judged(name: &str, id: &str, at: u64, trust: &Trust, me: &str) -> Result<(), Reason> {
    let (sealed, actor) = sealed(name, id, at);
    judge_seal(&sealed, trust)?;
    judge(&sealed.changes[0], &sealed.seal, &actor, trust, &org(me))
}

const BOARD: &str = "board/restos/2020-03";

#[test]
fn an_association_writes_its_own_and_the_city_its_own() {
    let trust = bordeaux();
    let fine = Ok(());
    let judged = |name, id, me| judged(name, id, 8, &trust, me);
    assert_eq!(judged("amina", BOARD, "bordeaux"), fine);
    assert_eq!(judged("amina", "person/restos/marie", "restos"), fine);
    assert_eq!(judged("hub", "registry/bordeaux", "secours"), fine);
    assert_eq!(judged("hub", "loans/bordeaux/restos", "restos"), fine);
    assert_eq!(judged("rachid", BOARD, "bordeaux"), Err(Reason::NotOwner));
    assert_eq!(judged("hub", BOARD, "restos"), Err(Reason::NotOwner));
    assert_eq!(judged("amina", "registry/restos", "secours"), Err(Reason::NotOwner));
    assert_eq!(judged("amina", "loans/restos/restos", "restos"), Err(Reason::NotOwner));
    assert_eq!(judged("amina", "person/restos/marie", "bordeaux"), Err(Reason::NotReadable));
    assert_eq!(judged("stranger", BOARD, "bordeaux"), Err(Reason::UnknownDevice));
}

#[test]
fn only_the_issuer_lends() {
    let mut trust = bordeaux();
    trust.append(&key("hub"), crate::city::enrol("claire", "bordeaux")).unwrap();
    let fine = Ok(());
    for id in ["loans/bordeaux/restos", "card/bordeaux/restos/jean"] {
        assert_eq!(judged("claire", id, 9, &trust, "restos"), Err(Reason::NotIssuer));
        assert_eq!(judged("hub", id, 9, &trust, "restos"), fine);
        assert_eq!(judged("hub", id, 2, &trust, "restos"), Err(Reason::NotIssuer), "before its term");
        assert!(may_write(&document(id), &key("hub").id(), &trust));
        assert!(!may_write(&document(id), &key("claire").id(), &trust));
    }
    assert_eq!(judged("claire", "registry/bordeaux", 9, &trust, "restos"), fine);
    assert_eq!(judged("amina", "card/restos/bordeaux/marie", 9, &trust, "bordeaux"), fine);
    let term = TrustBody::Term { number: 2, device: key("claire").id() };
    trust.append(&key("root"), term).unwrap();
    assert_eq!(judged("hub", "loans/bordeaux/restos", 10, &trust, "restos"), Err(Reason::NotIssuer));
    assert_eq!(judged("claire", "loans/bordeaux/restos", 10, &trust, "restos"), fine);
}

#[test]
fn a_device_counts_from_its_enrolment_and_a_later_log_is_asked_for() {
    let trust = bordeaux();
    assert_eq!(judged("amina", BOARD, 5, &trust, "bordeaux"), Err(Reason::UnknownDevice));
    assert_eq!(judged("amina", BOARD, 6, &trust, "bordeaux"), Ok(()));
    assert_eq!(judged("amina", BOARD, 9, &trust, "bordeaux"), Err(Reason::TrustAhead { number: 9 }));
}

#[test]
fn a_revoked_device_counts_only_when_honest_work_builds_on_what_it_did_before() {
    let mut trust = bordeaux();
    trust.append(&key("hub"), revoke("amina")).unwrap();
    assert_eq!(judged("amina", BOARD, 8, &trust, "bordeaux"), Err(Reason::RevokedDevice));
    assert!(!may_write(&document(BOARD), &key("amina").id(), &trust));
    let vouched = |at| {
        let (sealed, actor) = sealed("amina", BOARD, at);
        judge_vouched(&sealed.changes[0], &sealed.seal, &actor, &trust, &org("bordeaux"), Vouched::ByHonestWork)
    };
    assert_eq!(vouched(8), Ok(()));
    assert_eq!(vouched(9), Err(Reason::RevokedDevice));
}

#[test]
fn what_the_city_held_of_a_revoked_device_stands_and_nothing_after_it() {
    let mut trust = bordeaux();
    let amina = key("amina").id();
    trust.append(&key("hub"), TrustBody::RevokeAfter { device: amina, counter: 1 }).unwrap();
    assert_eq!(judged("amina", BOARD, 8, &trust, "bordeaux"), Ok(()), "its seal number 1");
    assert_eq!(judged("amina", BOARD, 9, &trust, "bordeaux"), Err(Reason::RevokedDevice), "it knew already");
    assert_eq!(judged("amina", "board/secours/2020-03", 8, &trust, "bordeaux"), Err(Reason::NotOwner));
    assert!(!may_write(&document(BOARD), &amina, &trust) && trust.org_of(&amina).is_none());
    let later = TrustBody::RevokeAfter { device: amina, counter: 100 };
    assert!(trust.append(&key("hub"), later).is_err(), "nothing widens what stands");
}

#[test]
fn a_change_by_another_actor_or_too_large_is_refused() {
    let trust = bordeaux();
    let (mut large, actor) = sealed("amina", BOARD, 8);
    let louis = actor::actor(&key("louis").id(), &document(BOARD), [7; 8]);
    let judged = |sealed: &Sealed, actor: &[u8]| judge(&sealed.changes[0], &sealed.seal, actor, &trust, &org("restos"));
    assert_eq!(judged(&large, &louis), Err(Reason::WrongActor));
    large.changes[0].bytes = vec![0; 3_000_000];
    assert_eq!(judged(&large, &actor), Err(Reason::TooLarge { bytes: 3_000_000 }));
    large.changes[0] = SealedChange { hash: [0; 32], bytes: Vec::new(), ..large.changes[0].clone() };
    assert_eq!(judged(&large, &actor), Err(Reason::ForgedSeal));
}

#[test]
fn the_codes_are_those_that_serde_writes() {
    let coded = |reason: &Reason| format!("{:?}", postcard::to_stdvec(reason).unwrap());
    let reasons = [
        Reason::ForgedSeal,
        Reason::NotOwner,
        Reason::NotReadable,
        Reason::NotIssuer,
        Reason::WrongActor,
        Reason::RevokedDevice,
        Reason::UnknownDevice,
        Reason::TrustAhead { number: 7 },
        Reason::Equivocation,
        Reason::Malformed { detail: "x".to_owned() },
        Reason::TooLarge { bytes: 7 },
        Reason::TooManyOperations { operations: 7 },
        Reason::TooDeep,
        Reason::MissingDependencies,
        Reason::Unloadable,
        Reason::BuiltOnEquivocation,
        Reason::UnreadableHere,
    ];
    let lines: Vec<_> = reasons.iter().map(|reason| format!("{} {}", reason.code(), coded(reason))).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

proptest! {
    #[test]
    fn a_revoked_device_never_gets_in(names in prop::collection::vec(0..4usize, 1..8), at in 0u64..20, document in 0..4usize, me in 0..3usize) {
        let mut trust = bordeaux();
        let devices = ["amina", "louis", "rachid", "hub"];
        for name in &names {
            let _ = trust.append(&key("root"), revoke(devices[*name]));
        }
        let id = [BOARD, "outbox/secours", "registry/bordeaux", "loans/bordeaux/restos"][document];
        for revoked in names.iter().map(|name| devices[*name]) {
            prop_assert!(judged(revoked, id, at, &trust, ["restos", "secours", "bordeaux"][me]).is_err());
        }
    }

    #[test]
    fn beyond_its_last_counter_a_revoked_device_never_gets_in(last in 0u64..4, at in 0u64..20, document in 0..2usize) {
        let mut trust = bordeaux();
        trust.append(&key("hub"), TrustBody::RevokeAfter { device: key("amina").id(), counter: last }).unwrap();
        let id = [BOARD, "person/restos/marie"][document];
        // `sealed` counts 1.
        if last == 0 || at > 8 {
            prop_assert!(judged("amina", id, at, &trust, "restos").is_err());
        }
    }

    #[test]
    fn nobody_writes_in_a_document_that_is_not_theirs(name in 0..4usize, document in 0..5usize, at in 0u64..9) {
        let (devices, owners) = (["amina", "rachid", "hub", "stranger"], ["restos", "secours", "bordeaux", "none"]);
        let ids = [BOARD, "board/secours/2020-03", "registry/bordeaux", "registry/secours", "loans/bordeaux/restos"];
        let id = crate::city::document(ids[document]);
        let owner = id.owner().to_string();
        if judged(devices[name], ids[document], at, &bordeaux(), &owner).is_ok() {
            prop_assert_eq!(owner.as_str(), owners[name]);
        }
    }

    #[test]
    fn a_seal_made_with_any_other_key_is_forged(secret: [u8; 32]) {
        let (mut forged, _) = sealed("amina", BOARD, 8);
        let entry = (forged.changes[0].document.clone(), forged.changes[0].hash);
        let by_mallory = Seal::new(&DeviceKey::from_secret(&secret), 1, 8, &[entry]).unwrap();
        forged.seal.signature = by_mallory.signature;
        prop_assert_eq!(judge_seal(&forged, &bordeaux()), Err(Reason::ForgedSeal));
    }
}
