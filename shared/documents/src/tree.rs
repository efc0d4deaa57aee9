//! What reading a record needs of a document: maps of values, and texts.

use crate::fields::Stored;
use automerge::{ObjId, ReadDoc, Value, ValueRef};

/// Something that holds a document's maps and texts.
pub(crate) trait Tree {
    /// The keys of a map that begin with `prefix`, which is empty or ends with a slash, with what stands there.
    fn entries(&self, map: &ObjId, prefix: &str) -> Vec<(String, Stored)>;

    /// What stands at one key of a map.
    fn entry(&self, map: &ObjId, key: &str) -> Option<Stored>;

    /// What was written at one key of a map, by several apart perhaps.
    fn written(&self, map: &ObjId, key: &str) -> Vec<Stored>;

    /// A text, whole.
    fn words(&self, text: &ObjId) -> Option<String>;
}

impl<D: ReadDoc> Tree for D {
    fn entries(&self, map: &ObjId, prefix: &str) -> Vec<(String, Stored)> {
        let items: Vec<_> = match prefix.strip_suffix('/') {
            None => self.map_range(map, ..).collect(),
            // '0' is the character after '/', so this is every key that begins with the prefix.
            Some(id) => self.map_range(map, prefix.to_owned()..format!("{id}0")).collect(),
        };
        let stored = |value: &ValueRef<'_>, id: &dyn Fn() -> ObjId| match value {
            ValueRef::Object(kind) => Stored::Object(*kind, id()),
            ValueRef::Scalar(scalar) => Stored::Scalar(scalar.to_owned().into()),
        };
        items.into_iter().map(|item| (item.key.to_string(), stored(&item.value, &|| item.id()))).collect()
    }

    fn entry(&self, map: &ObjId, key: &str) -> Option<Stored> {
        self.get(map, key).ok()?.map(stored)
    }

    fn written(&self, map: &ObjId, key: &str) -> Vec<Stored> {
        self.get_all(map, key).unwrap_or_default().into_iter().map(stored).collect()
    }

    fn words(&self, text: &ObjId) -> Option<String> {
        self.text(text).ok()
    }
}

fn stored((value, id): (Value<'_>, ObjId)) -> Stored {
    match value {
        Value::Object(kind) => Stored::Object(kind, id),
        Value::Scalar(value) => Stored::Scalar(value.into_owned()),
    }
}
