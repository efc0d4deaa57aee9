//! What a document holds before its first change, as plain maps: asked for with every value of every first change, and the
//! same for all documents of a kind.

use super::operations::Name;
use crate::fields::Stored;
use crate::genesis;
use crate::tree::Tree;
use crate::{ChangeHash, history};
use automerge::{ObjId, ObjType, ROOT};
use mainforte_domain::DocumentKind;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static BLANKS: LazyLock<[Blank; 7]> = LazyLock::new(|| genesis::kinds().map(Blank::read));

/// The genesis of a kind of document, read out.
#[derive(Debug, Default)]
pub(super) struct Blank {
    hash: ChangeHash,
    /// The number of its last operation.
    max_op: u64,
    maps: BTreeMap<u64, BTreeMap<String, Stored>>,
    texts: BTreeMap<u64, String>,
}

impl Blank {
    /// That of this kind.
    pub(super) fn of(kind: DocumentKind) -> &'static Self {
        &BLANKS[kind as usize]
    }

    fn read(kind: DocumentKind) -> Self {
        let hash = genesis::genesis_hash(kind);
        let max_op = history::max_op(genesis::unwritten(kind), &hash).unwrap_or_default();
        let mut blank = Self { hash, max_op, ..Self::default() };
        blank.add(genesis::unwritten(kind), &ROOT, ObjType::Map);
        blank
    }

    fn add(&mut self, tree: &impl Tree, object: &ObjId, kind: ObjType) {
        if kind == ObjType::Text {
            self.texts.insert(number(object), tree.words(object).unwrap_or_default());
            return;
        }
        let entries = tree.entries(object, "");
        for (_, stored) in &entries {
            if let Stored::Object(kind, inner) = stored {
                self.add(tree, inner, *kind);
            }
        }
        self.maps.insert(number(object), entries.into_iter().collect());
    }

    /// Whether a change that builds on these, with operations from this number on, comes right after it.
    pub(super) fn is_followed_by(&self, deps: &[ChangeHash], start_op: u64) -> bool {
        deps == [self.hash] && start_op == self.max_op + 1
    }

    /// What a map of the genesis holds; nothing when it has no such map.
    pub(super) fn map(&self, object: Name) -> Option<&BTreeMap<String, Stored>> {
        match object {
            Name::Genesis(number) => self.maps.get(&number),
            Name::Own(_) => None,
        }
    }

    /// What a text of the genesis says; nothing when it has no such text.
    pub(super) fn text(&self, object: Name) -> Option<&str> {
        match object {
            Name::Genesis(number) => self.texts.get(&number).map(String::as_str),
            Name::Own(_) => None,
        }
    }
}

/// The operation that made the object; the root is there from the start.
fn number(object: &ObjId) -> u64 {
    match object {
        ObjId::Root => 0,
        ObjId::Id(number, ..) => *number,
    }
}
