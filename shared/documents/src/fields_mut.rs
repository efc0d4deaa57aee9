//! Writing the fields of a record: only those that differ, so that edits of different fields made apart both survive.

use crate::fields::{Spot, Stored, member_of};
use crate::{DocumentError, RecordKey};
use automerge::transaction::{Transactable, Transaction};
use automerge::{ObjId, ObjType, ReadDoc, ScalarValue};
use mainforte_domain::{DeviceId, Minute, Point, Window};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) type Written = Result<(), DocumentError>;

/// The fields of one record, to be written.
pub(crate) struct FieldsMut<'a, 't> {
    tx: &'a mut Transaction<'t>,
    key: &'a RecordKey,
    spot: Spot,
    stored: BTreeMap<String, Stored>,
}

impl<'a, 't> FieldsMut<'a, 't> {
    pub(crate) fn open(tx: &'a mut Transaction<'t>, key: &'a RecordKey, spot: Spot) -> Self {
        let stored = spot.fields(tx);
        Self { tx, key, spot, stored }
    }

    fn full_name(&self, field: &str) -> String {
        format!("{}{field}", self.spot.prefix)
    }

    fn put(&mut self, field: &str, value: ScalarValue) -> Written {
        let same = match self.stored.get(field) {
            Some(Stored::Scalar(old)) => *old == value,
            Some(Stored::Object(..)) => false,
            None => value == ScalarValue::Null,
        };
        if same {
            return Ok(());
        }
        Ok(self.tx.put(&self.spot.map, self.full_name(field), value)?)
    }

    pub(crate) fn text(&mut self, field: &str, text: &str) -> Written {
        self.put(field, text.into())
    }

    /// A text or an id that may be missing.
    pub(crate) fn maybe_text(&mut self, field: &str, text: Option<&str>) -> Written {
        self.put(field, text.map_or(ScalarValue::Null, Into::into))
    }

    pub(crate) fn number(&mut self, field: &str, number: impl Into<i64>) -> Written {
        self.put(field, ScalarValue::Int(number.into()))
    }

    pub(crate) fn maybe_number(&mut self, field: &str, number: Option<i64>) -> Written {
        self.put(field, number.map_or(ScalarValue::Null, ScalarValue::Int))
    }

    pub(crate) fn minute(&mut self, field: &str, at: Minute) -> Written {
        self.number(field, at.0)
    }

    pub(crate) fn flag(&mut self, field: &str, flag: bool) -> Written {
        self.put(field, ScalarValue::Boolean(flag))
    }

    pub(crate) fn word<T: PartialEq>(&mut self, field: &str, words: &[(T, &str)], meaning: T) -> Written {
        match words.iter().find(|(known, _)| *known == meaning) {
            Some((_, word)) => self.text(field, word),
            None => Err(DocumentError::Engine(format!("{} has no word for its {field}", self.key))),
        }
    }

    pub(crate) fn device(&mut self, field: &str, device: DeviceId) -> Written {
        self.maybe_device(field, Some(device))
    }

    pub(crate) fn maybe_device(&mut self, field: &str, device: Option<DeviceId>) -> Written {
        self.put(field, device.map_or(ScalarValue::Null, |id| ScalarValue::Bytes(id.0.to_vec())))
    }

    /// A window is one value: two moves made apart must not mix into a third.
    pub(crate) fn window(&mut self, field: &str, window: Window) -> Written {
        self.text(field, &format!("{}..{}", window.from.0, window.until.0))
    }

    /// A point is one value, for the same reason.
    pub(crate) fn maybe_point(&mut self, field: &str, point: Option<Point>) -> Written {
        self.maybe_text(field, point.map(|point| format!("{},{}", point.x, point.y)).as_deref())
    }

    /// A JSON value in one scalar, for what only makes sense whole.
    pub(crate) fn json(&mut self, field: &str, value: &impl serde::Serialize) -> Written {
        self.text(field, &to_json(value)?)
    }

    /// Long free text, written as the difference, so that two people can write in it at once.
    pub(crate) fn long_text(&mut self, field: &str, text: &str) -> Written {
        let object = match self.stored.get(field) {
            // Comparing is quicker than finding out that nothing differs.
            Some(Stored::Object(ObjType::Text, id)) if self.tx.text(id)? == text => return Ok(()),
            Some(Stored::Object(ObjType::Text, id)) => id.clone(),
            _ => self.tx.put_object(&self.spot.map, self.full_name(field), ObjType::Text)?,
        };
        Ok(self.tx.update_text(&object, text)?)
    }

    /// A set of texts: a map from member to true.
    pub(crate) fn set(&mut self, field: &str, members: impl Iterator<Item = String>) -> Written {
        self.entries(field, members.map(|member| (member, ScalarValue::Boolean(true))))
    }

    /// A set whose members are fields of their own, `field:member`: two laptops that add apart both add.
    pub(crate) fn members(&mut self, field: &str, members: &BTreeSet<String>) -> Written {
        let gone: Vec<String> = self.stored.keys().filter_map(|key| member_of(key, field).map(str::to_owned)).collect();
        for member in gone.iter().filter(|member| !members.contains(*member)) {
            self.flag(&format!("{field}:{member}"), false)?;
        }
        members.iter().try_for_each(|member| self.flag(&format!("{field}:{member}"), true))
    }

    /// A map of texts inside the record.
    pub(crate) fn texts(&mut self, field: &str, texts: impl Iterator<Item = (String, String)>) -> Written {
        self.entries(field, texts.map(|(name, text)| (name, text.into())))
    }

    /// Entries that are not in `entries` go, except values of a type that this program never writes there: a newer one
    /// put them and means something by them.
    fn entries(&mut self, field: &str, entries: impl Iterator<Item = (String, ScalarValue)>) -> Written {
        let map = self.map(field)?;
        let mut old = Spot { map: map.clone(), prefix: String::new() }.fields(self.tx);
        for (name, value) in entries {
            if name.is_empty() {
                return Err(DocumentError::EmptyEntry { key: self.key.clone(), field: field.to_owned() });
            }
            match old.remove(&name) {
                Some(Stored::Scalar(stored)) if stored == value => {}
                _ => self.tx.put(&map, name, value)?,
            }
        }
        let ours = |stored: &Stored| matches!(stored, Stored::Scalar(ScalarValue::Boolean(true) | ScalarValue::Str(_)));
        for (gone, _) in old.into_iter().filter(|(_, stored)| ours(stored)) {
            self.tx.delete(&map, gone)?;
        }
        Ok(())
    }

    fn map(&mut self, field: &str) -> Result<ObjId, DocumentError> {
        match self.stored.get(field) {
            Some(Stored::Object(ObjType::Map, id)) => Ok(id.clone()),
            _ => Ok(self.tx.put_object(&self.spot.map, self.full_name(field), ObjType::Map)?),
        }
    }
}

pub(crate) fn to_json(value: &impl serde::Serialize) -> Result<String, DocumentError> {
    serde_json::to_string(value).map_err(|error| DocumentError::Engine(error.to_string()))
}
