//! Reading the fields of a record. Nothing is trusted: a value of another type is an error of that record alone.

use crate::tree::Tree;
use crate::{Malformed, RecordKey};
use automerge::{ObjId, ObjType, ScalarValue};
use mainforte_domain::{DeviceId, Minute, Point, Window};
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// Where the fields of a record stand: in a map, behind a prefix that is empty or `id/`.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub(crate) map: ObjId,
    pub(crate) prefix: String,
}

/// What stands at a field.
#[derive(Debug, Clone)]
pub(crate) enum Stored {
    Scalar(ScalarValue),
    Object(ObjType, ObjId),
}

impl Spot {
    /// What stands at every field now.
    pub(crate) fn fields(&self, doc: &impl Tree) -> BTreeMap<String, Stored> {
        let entries = doc.entries(&self.map, &self.prefix).into_iter();
        entries.filter_map(|(key, stored)| Some((key.strip_prefix(&self.prefix)?.to_owned(), stored))).collect()
    }
}

/// The fields of one record.
pub(crate) struct Fields<'a, D> {
    doc: &'a D,
    key: &'a RecordKey,
    stored: BTreeMap<String, Stored>,
}

impl<'a, D: Tree> Fields<'a, D> {
    pub(crate) fn load(doc: &'a D, key: &'a RecordKey, spot: &Spot) -> Self {
        Self { doc, key, stored: spot.fields(doc) }
    }

    /// The record is broken at `field`.
    pub(crate) fn malformed(&self, field: &str) -> Malformed {
        Malformed { key: self.key.clone(), field: field.to_owned() }
    }

    pub(crate) fn has(&self, field: &str) -> bool {
        self.stored.contains_key(field)
    }

    /// The record's own id.
    pub(crate) fn own_id<T: FromStr>(&self) -> Result<T, Malformed> {
        self.key.key.parse().map_err(|_| self.malformed(""))
    }

    fn maybe<T>(&self, field: &str, read: impl FnOnce(&Stored) -> Option<T>) -> Result<Option<T>, Malformed> {
        match self.stored.get(field) {
            None | Some(Stored::Scalar(ScalarValue::Null)) => Ok(None),
            Some(stored) => read(stored).map(Some).ok_or_else(|| self.malformed(field)),
        }
    }

    fn needed<T>(&self, field: &str, read: impl FnOnce(&Stored) -> Option<T>) -> Result<T, Malformed> {
        self.maybe(field, read)?.ok_or_else(|| self.malformed(field))
    }

    pub(crate) fn text(&self, field: &str) -> Result<String, Malformed> {
        self.needed(field, as_text)
    }

    pub(crate) fn maybe_text(&self, field: &str) -> Result<Option<String>, Malformed> {
        self.maybe(field, as_text)
    }

    /// An id, or anything that is stored as its text.
    pub(crate) fn id<T: FromStr>(&self, field: &str) -> Result<T, Malformed> {
        self.needed(field, |stored| as_text(stored)?.parse().ok())
    }

    pub(crate) fn maybe_id<T: FromStr>(&self, field: &str) -> Result<Option<T>, Malformed> {
        self.maybe(field, |stored| as_text(stored)?.parse().ok())
    }

    pub(crate) fn number<T: TryFrom<i64>>(&self, field: &str) -> Result<T, Malformed> {
        self.needed(field, |stored| T::try_from(as_number(stored)?).ok())
    }

    pub(crate) fn maybe_number<T: TryFrom<i64>>(&self, field: &str) -> Result<Option<T>, Malformed> {
        self.maybe(field, |stored| T::try_from(as_number(stored)?).ok())
    }

    pub(crate) fn minute(&self, field: &str) -> Result<Minute, Malformed> {
        self.number(field).map(Minute)
    }

    pub(crate) fn flag(&self, field: &str) -> Result<bool, Malformed> {
        self.needed(field, |stored| match stored {
            Stored::Scalar(ScalarValue::Boolean(flag)) => Some(*flag),
            _ => None,
        })
    }

    /// One of a fixed list of words.
    pub(crate) fn word<T: Copy>(&self, field: &str, words: &[(T, &str)]) -> Result<T, Malformed> {
        self.needed(field, |stored| {
            let text = as_text(stored)?;
            words.iter().find(|(_, word)| *word == text).map(|(meaning, _)| *meaning)
        })
    }

    /// The same, where another word has a meaning as well.
    pub(crate) fn word_or<T: Copy>(&self, field: &str, words: &[(T, &str)], other: T) -> Result<T, Malformed> {
        self.needed(field, |stored| {
            let text = as_text(stored)?;
            Some(words.iter().find(|(_, word)| *word == text).map_or(other, |(meaning, _)| *meaning))
        })
    }

    pub(crate) fn device(&self, field: &str) -> Result<DeviceId, Malformed> {
        self.needed(field, as_device)
    }

    pub(crate) fn maybe_device(&self, field: &str) -> Result<Option<DeviceId>, Malformed> {
        self.maybe(field, as_device)
    }

    pub(crate) fn window(&self, field: &str) -> Result<Window, Malformed> {
        self.needed(field, |stored| {
            let text = as_text(stored)?;
            let (from, until) = text.split_once("..")?;
            Window::new(Minute(from.parse().ok()?), Minute(until.parse().ok()?))
        })
    }

    pub(crate) fn point(&self, field: &str) -> Result<Point, Malformed> {
        self.needed(field, as_point)
    }

    pub(crate) fn maybe_point(&self, field: &str) -> Result<Option<Point>, Malformed> {
        self.maybe(field, as_point)
    }

    /// A JSON value in one scalar, for what only makes sense whole.
    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self, field: &str) -> Result<T, Malformed> {
        self.needed(field, |stored| serde_json::from_str(&as_text(stored)?).ok())
    }

    /// Long free text; one that is not there is empty.
    pub(crate) fn long_text(&self, field: &str) -> Result<String, Malformed> {
        let text = self.maybe(field, |stored| match stored {
            Stored::Object(ObjType::Text, id) => self.doc.words(id),
            _ => None,
        })?;
        Ok(text.unwrap_or_default())
    }

    /// A set of texts; one that is not there is empty.
    pub(crate) fn set<T: FromStr + Ord>(&self, field: &str) -> Result<BTreeSet<T>, Malformed> {
        let entries = self.entries(field)?;
        let members = entries.iter().filter(|(_, stored)| matches!(stored, Stored::Scalar(ScalarValue::Boolean(true))));
        members.map(|(member, _)| member.parse().map_err(|_| self.malformed(field))).collect()
    }

    /// Members that stand as fields of their own, `field:member`: what two laptops add apart needs no map that both make.
    pub(crate) fn members<T: FromStr + Ord>(&self, field: &str) -> Result<BTreeSet<T>, Malformed> {
        let named = self.stored.iter().filter_map(|(key, stored)| Some((member_of(key, field)?, stored)));
        let there = named.filter(|(_, stored)| matches!(stored, Stored::Scalar(ScalarValue::Boolean(true))));
        there.map(|(member, _)| member.parse().map_err(|_| self.malformed(field))).collect()
    }

    /// The entries of a map inside the record; one that is not there is empty.
    pub(crate) fn entries(&self, field: &str) -> Result<BTreeMap<String, Stored>, Malformed> {
        let entries = self.maybe(field, |stored| match stored {
            Stored::Object(ObjType::Map, id) => Some(Spot { map: id.clone(), prefix: String::new() }.fields(self.doc)),
            _ => None,
        })?;
        Ok(entries.unwrap_or_default())
    }
}

/// The member that a field of its own stands for.
pub(crate) fn member_of<'k>(key: &'k str, field: &str) -> Option<&'k str> {
    key.strip_prefix(field)?.strip_prefix(':')
}

pub(crate) fn as_text(stored: &Stored) -> Option<String> {
    match stored {
        Stored::Scalar(ScalarValue::Str(text)) => Some(text.to_string()),
        _ => None,
    }
}

fn as_number(stored: &Stored) -> Option<i64> {
    match stored {
        Stored::Scalar(ScalarValue::Int(number)) => Some(*number),
        Stored::Scalar(ScalarValue::Uint(number)) => i64::try_from(*number).ok(),
        _ => None,
    }
}

fn as_point(stored: &Stored) -> Option<Point> {
    let text = as_text(stored)?;
    let (x, y) = text.split_once(',')?;
    Some(Point { x: x.parse().ok()?, y: y.parse().ok()? })
}

fn as_device(stored: &Stored) -> Option<DeviceId> {
    match stored {
        Stored::Scalar(ScalarValue::Bytes(key)) => key.as_slice().try_into().ok().map(DeviceId),
        _ => None,
    }
}
