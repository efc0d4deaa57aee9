//! What this device wrote on a change that fell, it writes again on what stands: under a fresh actor, and only the fields that
//! it had changed, so that what others have written meanwhile stays.

use super::{Desk, Draft};
use crate::trouble::Trouble;
use mainforte_documents::Record;
use mainforte_domain::{DocumentId, Minute};
use mainforte_store::WriteAgain;
use mainforte_sync::Trust;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

impl Desk {
    /// Does so for whatever waits for it. May be called at any time.
    pub(super) fn write_again(&mut self, now: Minute) -> Result<(), Trouble> {
        let Some(trust) = self.trust.clone() else { return Ok(()) };
        let mut by_document: BTreeMap<DocumentId, Vec<(i64, WriteAgain)>> = BTreeMap::new();
        for (num, work) in self.store.to_write_again()? {
            by_document.entry(work.document.clone()).or_default().push((num, work));
        }
        for (id, works) in by_document {
            let outcome = self.write_again_in(&id, works, &trust, now);
            self.has_tried_one("what is to be written again", &id, outcome)?;
        }
        Ok(())
    }

    fn write_again_in(
        &mut self,
        id: &DocumentId,
        works: Vec<(i64, WriteAgain)>,
        trust: &Trust,
        now: Minute,
    ) -> Result<(), Trouble> {
        let mut draft = Draft::silent();
        draft.written_again = works.iter().map(|(num, _)| *num).collect();
        if mainforte_sync::may_write(id, &self.device(), trust) && !trust.forbids(id) {
            // It waits for a program that may write there.
            if !self.is_writable(id)? {
                return Ok(());
            }
            for record in self.on_top(id, works)? {
                draft.put(id.clone(), record, None);
            }
        }
        self.write(draft, now).map(drop)
    }

    /// The records as they are to be: what stands, with what this device had changed.
    fn on_top(&mut self, id: &DocumentId, works: Vec<(i64, WriteAgain)>) -> Result<Vec<Record>, Trouble> {
        let document = self.shelf.take(&self.store, id)?;
        let mut merged = Vec::new();
        for (_, WriteAgain { before, after, .. }) in works {
            let key = after.key();
            let earlier = merged.iter().position(|record: &Record| record.key() == key).map(|at| merged.remove(at));
            let stands = earlier.or_else(|| document.record(&key).ok().flatten());
            merged.push(carried_over(before.as_ref(), after, stands.as_ref()));
        }
        Ok(merged)
    }
}

/// `mine`, where it differs from `before`; what stands, where it does not.
fn carried_over(before: Option<&Record>, mine: Record, stands: Option<&Record>) -> Record {
    let value = |record: Option<&Record>| record.and_then(|record| serde_json::to_value(record).ok());
    let (Some(own), Some(stands)) = (value(Some(&mine)), value(stands)) else { return mine };
    let merged = merge(&value(before).unwrap_or_default(), &own, &stands);
    serde_json::from_value(merged).ok().filter(|record: &Record| record.key() == mine.key()).unwrap_or(mine)
}

fn merge(before: &Value, mine: &Value, stands: &Value) -> Value {
    let (Value::Object(own), Value::Object(standing)) = (mine, stands) else {
        return if mine == before { stands.clone() } else { mine.clone() };
    };
    let mut merged = Map::new();
    for field in own.keys().chain(standing.keys()) {
        let was = before.get(field).unwrap_or(&Value::Null);
        let value = match (own.get(field), standing.get(field)) {
            (Some(own), Some(standing)) => Some(merge(was, own, standing)),
            (Some(own), None) => (own != was).then(|| own.clone()),
            (None, Some(standing)) => (standing != was || was.is_null()).then(|| standing.clone()),
            (None, None) => None,
        };
        if let Some(value) = value {
            merged.insert(field.clone(), value);
        }
    }
    Value::Object(merged)
}

#[cfg(test)]
mod tests {
    use super::merge;
    use serde_json::json;

    #[test]
    fn only_what_was_changed_here_goes_on_top_of_what_stands() {
        let before = json!({ "name": "Gare", "district": "nord", "gone": 1, "tags": { "a": true } });
        let mine = json!({ "name": "Quai", "district": "nord", "tags": { "a": true, "b": true } });
        let stands = json!({ "name": "Halle", "district": "sud", "gone": 1, "new": 2, "tags": {} });
        let merged = json!({ "name": "Quai", "district": "sud", "new": 2, "tags": { "b": true } });
        assert_eq!(merge(&before, &mine, &stands), merged);
    }
}
