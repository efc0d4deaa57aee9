//! What a document holds before its first change, as plain maps: asked for with every value of every first change, and the
//! same for all documents of a kind.

use crate::fields::Stored;
use crate::genesis;
use crate::tree::Tree;
use automerge::legacy::{ObjectId, OpId};
use automerge::{ObjId, ObjType, ROOT};
use mainforte_domain::DocumentKind;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

static BLANKS: LazyLock<[Blank; 7]> = LazyLock::new(|| genesis::kinds().map(Blank::read));

/// The genesis of a kind of document, read out.
#[derive(Debug, Default)]
pub(super) struct Blank {
    maps: HashMap<ObjectId, BTreeMap<String, Stored>>,
    texts: HashMap<ObjectId, String>,
}

impl Blank {
    /// That of this kind.
    pub(super) fn of(kind: DocumentKind) -> &'static Self {
        &BLANKS[kind as usize]
    }

    fn read(kind: DocumentKind) -> Self {
        let mut blank = Self::default();
        blank.add(genesis::unwritten(kind), &ROOT, ObjType::Map);
        blank
    }

    fn add(&mut self, tree: &impl Tree, object: &ObjId, kind: ObjType) {
        if kind == ObjType::Text {
            self.texts.insert(name(object), tree.words(object).unwrap_or_default());
            return;
        }
        let entries = tree.entries(object, "");
        for (_, stored) in &entries {
            if let Stored::Object(kind, inner) = stored {
                self.add(tree, inner, *kind);
            }
        }
        self.maps.insert(name(object), entries.into_iter().collect());
    }

    /// What a map of the genesis holds; nothing when it has no such map.
    pub(super) fn map(&self, object: &ObjectId) -> Option<&BTreeMap<String, Stored>> {
        self.maps.get(object)
    }

    /// What a text of the genesis says; nothing when it has no such text.
    pub(super) fn text(&self, object: &ObjectId) -> Option<&str> {
        self.texts.get(object).map(String::as_str)
    }
}

/// An object's name as changes say it.
pub(super) fn name(object: &ObjId) -> ObjectId {
    match object {
        ObjId::Root => ObjectId::Root,
        ObjId::Id(counter, actor, _) => ObjectId::Id(OpId::new(*counter, actor)),
    }
}
