use super::*;
use proptest::prelude::*;

const DOCUMENTS: [&str; 4] = ["board/restos/2020-03", "outbox/restos", "person/restos/marie", "person/restos/paul"];

fn document(at: usize) -> DocumentId {
    DocumentId::parse(DOCUMENTS[at % DOCUMENTS.len()]).unwrap()
}

fn amina() -> DeviceKey {
    DeviceKey::from_secret(&[3; 32])
}

fn change(index: u32) -> SealedChange {
    let bytes = vec![index as u8; 40];
    SealedChange { index, document: document(index as usize), hash: lean::hash_of(&bytes), bytes }
}

/// Amina commits `count` changes at once.
fn committed(count: u32) -> Sealed {
    let changes: Vec<_> = (0..count).map(change).collect();
    let entries: Vec<_> = changes.iter().map(|c| (c.document.clone(), c.hash)).collect();
    Sealed { seal: Seal::new(&amina(), 7, 5, &entries).unwrap(), changes }
}

#[test]
fn a_seal_covers_one_change_at_least_and_256_at_most() {
    assert_eq!(Seal::new(&amina(), 1, 1, &[]), Err(SealError::Count(0)));
    let many = vec![(document(0), [0; 32]); 257];
    assert_eq!(Seal::new(&amina(), 1, 1, &many), Err(SealError::Count(257)));
    let full = Seal::new(&amina(), 1, 1, &many[..256]).unwrap();
    assert_eq!(full.verify(), Ok(()));
    let beyond = Seal { digests: vec![[0; 32]; 257], ..full };
    assert_eq!(beyond.verify(), Err(SealError::Count(257)));
}

#[test]
fn another_device_cannot_take_over_a_seal() {
    let sealed = committed(2);
    let louis = DeviceKey::from_secret(&[4; 32]).id();
    let taken = Seal { device: louis, ..sealed.seal };
    assert_eq!(taken.verify(), Err(SealError::Forged(louis)));
}

#[test]
fn a_seal_keeps_its_bytes() {
    let mut sealed = committed(3);
    sealed.changes.remove(1);
    let bytes = postcard::to_stdvec(&sealed).unwrap();
    insta::assert_snapshot!(data_encoding::HEXLOWER.encode(&bytes));
}

#[test]
fn digests_and_hashes_of_the_changes_that_travel_along_take_no_room() {
    let sealed = committed(256);
    let head = 6;
    let changes: usize = sealed.changes.iter().map(|c| c.bytes.len() + c.document.to_string().len() + head).sum();
    assert!(postcard::to_stdvec(&sealed).unwrap().len() < changes + 110);
}

#[test]
fn a_change_that_claims_another_hash_still_claims_it_when_it_arrives() {
    let mut sealed = committed(2);
    sealed.changes[1].hash = [9; 32];
    let read: Result<Sealed, _> = postcard::from_bytes(&postcard::to_stdvec(&sealed).unwrap());
    let read = read.unwrap();
    assert_eq!((read.changes[0].hash, read.changes[1].hash), (sealed.changes[0].hash, [9; 32]));
    assert!(read.check().is_err(), "Amina sealed another one");
}

proptest! {
    #[test]
    fn a_reader_of_some_documents_verifies_the_seal_over_all(count in 1u32..40, kept: Vec<bool>) {
        let mut sealed = committed(count);
        sealed.changes.retain(|c| kept.get(c.index as usize).copied().unwrap_or(true));
        prop_assume!(!sealed.changes.is_empty());
        let bytes = postcard::to_stdvec(&sealed).unwrap();
        let read: Sealed = postcard::from_bytes(&bytes).unwrap();
        prop_assert_eq!(read.check(), Ok(()));
        prop_assert_eq!(read, sealed);
    }

    #[test]
    fn permuted_moved_or_exchanged_changes_do_not_verify(count in 2u32..20, a: prop::sample::Index, b: prop::sample::Index) {
        let sealed = committed(count);
        let (a, b) = (a.index(count as usize), b.index(count as usize));
        prop_assume!(a != b);
        let mut permuted = sealed.clone();
        permuted.seal.digests.swap(a, b);
        prop_assert!(permuted.check().is_err());
        let mut reordered = sealed.clone();
        reordered.changes.swap(a, b);
        prop_assert_eq!(reordered.check(), Err(SealError::Order));
        let mut moved = sealed.clone();
        let bytes = moved.changes[a].hash;
        moved.changes[b].hash = bytes;
        prop_assert!(moved.check().is_err());
        let mut twice = sealed.clone();
        twice.changes.insert(a, sealed.changes[a].clone());
        prop_assert_eq!(twice.check(), Err(SealError::Order));
        let mut elsewhere = sealed;
        elsewhere.changes[a].document = DocumentId::parse("board/secours/2020-03").unwrap();
        prop_assert!(elsewhere.check().is_err());
    }

    #[test]
    fn a_seal_with_other_numbers_is_forged(counter: u64, trust: u64, count in 1u32..10) {
        let sealed = committed(count);
        let bent = Seal { counter, trust, ..sealed.seal.clone() };
        prop_assert_eq!(bent.verify().is_ok(), bent == sealed.seal);
    }

    #[test]
    fn what_was_changed_on_the_way_never_verifies(count in 1u32..10, position: prop::sample::Index, bit in 0u8..8) {
        let sealed = committed(count);
        let mut bytes = postcard::to_stdvec(&sealed).unwrap();
        let at = position.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(bent) = postcard::from_bytes::<Sealed>(&bytes) {
            // The bytes of a change are bound by its hash, which is compared where they are decoded.
            let untouched = bent.seal == sealed.seal
                && bent.changes.iter().zip(&sealed.changes).all(|(a, b)| (a.index, &a.document, a.hash) == (b.index, &b.document, b.hash));
            prop_assert!(untouched || bent.check().is_err());
        }
    }

    #[test]
    fn hostile_bytes_do_not_panic(bytes: Vec<u8>) {
        if let Ok(sealed) = postcard::from_bytes::<Sealed>(&bytes) {
            prop_assert!(sealed.check().is_err());
        }
    }
}
