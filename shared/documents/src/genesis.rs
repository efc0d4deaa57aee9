//! Every document of a kind begins with the same change: fixed actor, time 0, containers included. So two laptops that
//! begin the same board month apart write in the same containers, and lose nothing when they meet.
//!
//! The changes are kept as bytes, not made again, so that no later version of automerge can encode them otherwise. They
//! are never changed: a container that a later schema needs is created by the first device that writes it.

use crate::ChangeHash;
use automerge::{Automerge, Change};
use mainforte_domain::DocumentKind;
use std::sync::LazyLock;

/// Who made them.
pub(crate) const ACTOR: &[u8] = b"mainforte";

const CHANGES: [(DocumentKind, &[u8]); 7] = [
    (DocumentKind::Registry, include_bytes!("../genesis/registry.change")),
    (DocumentKind::Association, include_bytes!("../genesis/association.change")),
    (DocumentKind::Board, include_bytes!("../genesis/board.change")),
    (DocumentKind::Outbox, include_bytes!("../genesis/outbox.change")),
    (DocumentKind::Person, include_bytes!("../genesis/person.change")),
    (DocumentKind::Loans, include_bytes!("../genesis/loans.change")),
    (DocumentKind::Card, include_bytes!("../genesis/card.change")),
];

static BLANKS: LazyLock<[Automerge; 7]> = LazyLock::new(|| CHANGES.map(|(_, bytes)| begin(bytes)));

#[expect(
    clippy::expect_used,
    reason = "these bytes are part of the program, none comes from outside, and a test reads all"
)]
fn begin(bytes: &[u8]) -> Automerge {
    let mut doc = Automerge::new();
    doc.apply_changes([Change::try_from(bytes).expect("a genesis change")]).expect("a genesis change that applies");
    doc
}

/// All kinds of document, in their order.
pub(crate) fn kinds() -> [DocumentKind; 7] {
    CHANGES.map(|(kind, _)| kind)
}

/// A document that holds its genesis change alone.
pub(crate) fn blank(kind: DocumentKind) -> Automerge {
    unwritten(kind).clone()
}

/// The same to read in: it is not made anew for each document.
pub(crate) fn unwritten(kind: DocumentKind) -> &'static Automerge {
    &BLANKS[kind as usize]
}

/// The hash of the genesis change of a kind of document. Nobody sends that change: every program has it.
pub fn genesis_hash(kind: DocumentKind) -> ChangeHash {
    unwritten(kind).get_heads().first().map_or([0; 32], |hash| hash.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Table, card};
    use automerge::transaction::{CommitOptions, Transactable, Transaction};
    use automerge::{ActorId, ObjId, ObjType, ROOT};

    /// How the genesis changes were once made.
    fn make(kind: DocumentKind) -> Vec<u8> {
        let mut doc = Automerge::new().with_actor(ActorId::from(ACTOR));
        let mut tx = doc.transaction();
        tx.put(ROOT, "schema", 1).unwrap();
        tx.put(ROOT, "min_writer", 1).unwrap();
        for table in Table::of(kind) {
            let map = tx.put_object(ROOT, table.as_str(), ObjType::Map).unwrap();
            if table == Table::Person {
                put_person(&mut tx, &map);
            }
        }
        if kind == DocumentKind::Card {
            let map = tx.put_object(ROOT, card::PERSON, ObjType::Map).unwrap();
            put_person(&mut tx, &map);
        }
        tx.commit_with(CommitOptions::default().with_time(0));
        doc.get_changes(&[])[0].raw_bytes().to_vec()
    }

    fn put_person(tx: &mut Transaction<'_>, map: &ObjId) {
        for set in ["phones", "emails", "offers", "skills", "languages", "availability"] {
            tx.put_object(map, set, ObjType::Map).unwrap();
        }
        tx.put_object(map, "note", ObjType::Text).unwrap();
    }

    #[test]
    fn the_kept_changes_are_what_their_definition_makes() {
        for (index, (kind, kept)) in CHANGES.into_iter().enumerate() {
            assert_eq!(kind as usize, index);
            assert_eq!(make(kind), kept, "{kind:?}");
        }
    }

    #[test]
    fn the_genesis_of_a_kind_never_changes() {
        let hex = |hash: ChangeHash| hash.iter().map(|b| format!("{b:02x}")).collect::<String>();
        let hashes: Vec<_> = CHANGES.iter().map(|(kind, _)| format!("{kind:?} {}", hex(genesis_hash(*kind)))).collect();
        insta::assert_snapshot!(hashes.join("\n"));
    }
}
