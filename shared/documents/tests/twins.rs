//! Which of two contradictory changes stands is the same on every device, whatever came in whatever order.
#![allow(clippy::unwrap_used)]

mod samples;

use mainforte_documents::{Candidate, ChangeHash, Document, Limits, Record, Refused, inspect, rebuild};
use proptest::prelude::*;
use samples::booking;
use std::collections::BTreeMap;

/// Some writers, each on a copy of a document of its own. Two of the copies are one device's, which uses one actor on both.
struct Town {
    copies: Vec<Document>,
    changes: Vec<Vec<u8>>,
}

const ACTORS: [&[u8]; 4] = [b"mallory", b"mallory", b"amina", b"louis"];

impl Town {
    fn new() -> Self {
        Self { copies: vec![Document::new(&samples::board()); ACTORS.len()], changes: Vec::new() }
    }

    fn write(&mut self, who: usize) {
        let number = self.changes.len();
        let change = self.copies[who].edit(ACTORS[who], &[Record::Booking(booking(&format!("b-{number}")))]).unwrap();
        self.changes.push(change.unwrap().bytes);
    }

    /// Everything that `from` holds and `to` can take.
    fn tell(&mut self, from: usize, to: usize) {
        for (_, change) in self.copies[from].clone().changes_since(&[]) {
            let _ = self.copies[to].absorb(&[&change]);
        }
    }
}

/// A device that takes changes in some order, and chooses again whenever a twin comes that stands before the one it has.
fn arrive(order: &[&Vec<u8>]) -> Document {
    let mut document = Document::new(&samples::board());
    let mut kept: BTreeMap<ChangeHash, Vec<u8>> = BTreeMap::new();
    for bytes in order.iter().chain(order.iter()) {
        let facts = inspect(bytes, &Limits::default()).unwrap();
        kept.insert(facts.hash, (*bytes).clone());
        match document.absorb(&[bytes]) {
            Err(Refused::Equivocation { .. }) if document.yields_to(&facts) => {
                let candidate = |bytes: &'_ Vec<u8>| inspect(bytes, &Limits::default()).unwrap();
                let candidates = kept.values().map(|bytes| {
                    let facts = candidate(bytes);
                    Candidate { held: document.has(&facts.hash), facts, bytes }
                });
                document = rebuild(&samples::board(), candidates.collect()).unwrap().document;
            }
            _ => {}
        }
        // What waited for its base.
        while kept.values().any(|bytes| {
            let hash = inspect(bytes, &Limits::default()).unwrap().hash;
            !document.has(&hash) && document.absorb(&[bytes]).is_ok()
        }) {}
    }
    document
}

#[test]
fn the_twin_with_the_smaller_hash_stands() {
    let mut town = Town::new();
    town.write(0);
    town.write(1);
    let hashes: Vec<_> = town.changes.iter().map(|bytes| inspect(bytes, &Limits::default()).unwrap().hash).collect();
    let stands = *hashes.iter().min().unwrap();
    for order in [[0, 1], [1, 0]] {
        let document = arrive(&order.map(|at| &town.changes[at]));
        assert_eq!(document.heads(), [stands]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_end_with_the_same_document(
        steps in prop::collection::vec((any::<bool>(), 0..4usize, 0..4usize), 4..24),
        orders in prop::collection::vec(prop::collection::vec(any::<u32>(), 24), 2..4),
    ) {
        let mut town = Town::new();
        for (writes, from, to) in steps {
            if writes || from == to { town.write(from) } else { town.tell(from, to) }
        }
        let ends: Vec<_> = orders
            .iter()
            .map(|keys| {
                let mut order: Vec<(u32, &Vec<u8>)> = keys.iter().copied().cycle().zip(&town.changes).collect();
                order.sort();
                arrive(&order.into_iter().map(|(_, bytes)| bytes).collect::<Vec<_>>()).heads()
            })
            .collect();
        let candidates = town.changes.iter().map(|bytes| {
            Candidate { facts: inspect(bytes, &Limits::default()).unwrap(), bytes, held: false }
        });
        let whole = rebuild(&samples::board(), candidates.collect()).unwrap();
        for end in ends {
            prop_assert_eq!(end, whole.document.heads());
        }
        // And what does not stand has no say: without it the same stand.
        let standing = town.changes.iter().filter_map(|bytes| {
            let facts = inspect(bytes, &Limits::default()).unwrap();
            whole.standing.contains(&facts.hash).then_some(Candidate { facts, bytes, held: true })
        });
        prop_assert_eq!(rebuild(&samples::board(), standing.collect()).unwrap().standing, whole.standing);
    }
}
