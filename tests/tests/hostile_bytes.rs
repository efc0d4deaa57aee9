//! The targets of `fuzz/` as bounded properties: with noise, and with good bytes that were flipped, cut, or spliced together.
#![allow(clippy::unwrap_used)]

use mainforte_tests::targets::{self, Samples};
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;

static FRAMES: LazyLock<Vec<u8>> = LazyLock::new(|| Samples::new().frames());
static BUNDLE: LazyLock<Vec<u8>> = LazyLock::new(|| Samples::new().bundle());
static INVITATION: LazyLock<Vec<u8>> = LazyLock::new(|| Samples::new().invitation());
static CHANGES: LazyLock<Vec<u8>> = LazyLock::new(|| Samples::new().changes());
static FIRST: LazyLock<Vec<u8>> = LazyLock::new(|| Samples::new().first());
static SNAPSHOT: LazyLock<Vec<u8>> = LazyLock::new(|| Samples::new().snapshot());

/// What is done to good bytes.
#[derive(Debug, Clone)]
enum Bend {
    Flip(Index, u8),
    Cut(Index),
    Drop(Index, Index),
    Repeat(Index, Index),
    Put(Index, Vec<u8>),
    /// A number where a length may stand: the largest, or nothing.
    Length(Index, [u8; 4]),
}

impl Bend {
    fn bend(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let length = bytes.len();
        let between = |a: &Index, b: &Index| {
            let (a, b) = (a.index(length), b.index(length));
            a.min(b)..a.max(b)
        };
        match self {
            Self::Flip(at, bit) => bytes[at.index(length)] ^= 1 << (bit % 8),
            Self::Cut(at) => bytes.truncate(at.index(length)),
            Self::Drop(a, b) => drop(bytes.drain(between(a, b))),
            Self::Repeat(a, b) => {
                let again = bytes[between(a, b)].to_vec();
                bytes.extend(again);
            }
            Self::Put(at, other) => drop(bytes.splice(at.index(length)..at.index(length), other.iter().copied())),
            Self::Length(at, value) => {
                let at = at.index(length);
                let end = (at + 4).min(length);
                bytes[at..end].copy_from_slice(&value[..end - at]);
            }
        }
    }
}

fn bends() -> impl Strategy<Value = Vec<Bend>> {
    let bend = prop_oneof![
        4 => (any::<Index>(), any::<u8>()).prop_map(|(at, bit)| Bend::Flip(at, bit)),
        1 => any::<Index>().prop_map(Bend::Cut),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Bend::Drop(a, b)),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Bend::Repeat(a, b)),
        1 => (any::<Index>(), prop::collection::vec(any::<u8>(), 0..40)).prop_map(|(at, put)| Bend::Put(at, put)),
        1 => (any::<Index>(), prop_oneof![Just([0xff; 4]), Just([0; 4]), Just([0, 0, 64, 0])])
            .prop_map(|(at, value)| Bend::Length(at, value)),
    ];
    prop::collection::vec(bend, 0..6)
}

fn bent(good: &[u8], bends: &[Bend]) -> Vec<u8> {
    let mut bytes = good.to_vec();
    bends.iter().for_each(|bend| bend.bend(&mut bytes));
    bytes
}

#[test]
fn good_bytes_are_taken() {
    assert!(FRAMES.len() > 500 && BUNDLE.len() > 500 && INVITATION.len() > 100);
    assert!(CHANGES.len() > 500 && SNAPSHOT.len() > 100);
    assert!(mainforte_sync::bundle::check(&BUNDLE).is_ok());
    targets::frames(&FRAMES);
    targets::sessions(&FRAMES);
    targets::bundles(&BUNDLE);
    targets::invitations(&INVITATION);
    targets::documents(&CHANGES);
    targets::documents(&SNAPSHOT);
    assert!(targets::firsts(&FIRST), "it is read the quick way");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn noise_harms_nobody(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        targets::frames(&bytes);
        targets::sessions(&bytes);
        targets::bundles(&bytes);
        targets::invitations(&bytes);
        targets::documents(&bytes);
        targets::firsts(&bytes);
    }

    #[test]
    fn bent_frames_harm_nobody(bends in bends()) {
        let bytes = bent(&FRAMES, &bends);
        targets::frames(&bytes);
        targets::sessions(&bytes);
    }

    #[test]
    fn bent_bundles_are_whole_or_damaged(bends in bends()) {
        targets::bundles(&bent(&BUNDLE, &bends));
    }

    #[test]
    fn a_mistyped_invitation_is_an_invitation_or_none(bends in bends()) {
        targets::invitations(&bent(&INVITATION, &bends));
    }

    #[test]
    fn bent_changes_and_snapshots_are_refused_or_sound(bends in bends()) {
        targets::documents(&bent(&CHANGES, &bends));
        targets::documents(&bent(&SNAPSHOT, &bends));
    }

    #[test]
    fn a_bent_first_change_is_read_as_its_document_reads_it_or_not_at_all(bends in bends()) {
        targets::firsts(&bent(&FIRST, &bends));
    }
}
