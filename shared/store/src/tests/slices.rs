//! The log goes to a peer piece by piece, and seldom cuts a seal in two.

use super::*;
use crate::LogSlice;
use mainforte_documents::Record;
use mainforte_sync::{Sealed, SealedChange};

/// A hub that imported sixty people at a time.
fn hub_after_imports(imports: usize) -> Laptop {
    let mut hub = Laptop::hub();
    for import in 0..imports {
        let people: Vec<_> = (0..60).map(|no| format!("v{import}-{no}")).collect();
        let documents: Vec<_> = people.iter().map(|id| format!("person/bordeaux/{id}")).collect();
        let records = people.iter().map(|id| Record::Person(person(id, "Marie", &format!("Durand {id}"))));
        hub.write(&documents.iter().map(String::as_str).zip(records).collect::<Vec<_>>());
    }
    hub
}

/// The whole log as an operator's laptop takes it, so much at a time.
fn slices(hub: &Laptop, budget_bytes: usize) -> Vec<LogSlice> {
    let (mut slices, mut after, mut more) = (Vec::new(), 0, true);
    while more {
        let slice = hub.store.log_after(&Laptop::louis().device(), &hub.org, after, false, budget_bytes).unwrap();
        assert!(slice.mark.position > after);
        assert_eq!(hub.store.chain_at(slice.mark.position).unwrap(), Some(slice.mark.chain));
        (after, more) = (slice.mark.position, slice.more);
        slices.push(slice);
    }
    slices
}

fn weight(slice: &LogSlice) -> usize {
    slice.sealed.iter().map(Sealed::weight).sum()
}

fn changes(slices: &[LogSlice]) -> Vec<&SealedChange> {
    slices.iter().flat_map(|slice| &slice.sealed).flat_map(|sealed| &sealed.changes).collect()
}

fn bytes(sealed: &[Sealed]) -> usize {
    postcard::to_stdvec(sealed).unwrap().len()
}

/// Once each slice ended where its budget did: a newcomer was sent a third more, most of it digests that it had.
#[test]
fn no_seal_travels_twice_because_a_slice_was_full() {
    let hub = hub_after_imports(7);
    let whole = slices(&hub, usize::MAX);
    let budget = weight(&whole[0]) / 6;
    let some = slices(&hub, budget);
    assert!(some.len() >= 3, "{} slices", some.len());
    assert!(some.iter().all(|slice| weight(slice) <= 2 * budget));
    assert!(some.iter().flat_map(|slice| &slice.sealed).all(|one| one.changes.len() == one.seal.digests.len()));
    assert_eq!(changes(&some), changes(&whole));
    let travelled: usize = some.iter().map(|slice| bytes(&slice.sealed)).sum();
    assert!(travelled <= bytes(&whole[0].sealed) + some.len(), "{travelled} bytes, with a length for each slice");
}

#[test]
fn a_seal_that_is_too_large_for_a_slice_is_cut_and_nothing_of_it_is_lost() {
    let hub = hub_after_imports(2);
    let whole = slices(&hub, usize::MAX);
    let budget = weight(&whole[0]) / 10;
    let some = slices(&hub, budget);
    assert!(some.len() >= 5, "{} slices", some.len());
    assert!(some.iter().all(|slice| weight(slice) <= 2 * budget));
    assert!(some.iter().flat_map(|slice| &slice.sealed).all(|sealed| sealed.check().is_ok()));
    assert_eq!(changes(&some), changes(&whole));
}

/// What the mailbox carries is cut alike.
#[test]
fn no_seal_travels_twice_because_a_parcel_was_full() {
    let hub = hub_after_imports(7);
    let budget = weight(&slices(&hub, usize::MAX)[0]) / 6;
    let (mut after, mut more, mut parcels) = (0, true, 0);
    while more {
        let slice = hub.store.private_after(&hub.org, None, after, budget).unwrap();
        assert!(slice.sealed.iter().all(|one| one.changes.len() == one.seal.digests.len()));
        (after, more, parcels) = (slice.mark.position, slice.more, parcels + 1);
    }
    assert_eq!((after, parcels >= 3), (7 * 60, true));
}
