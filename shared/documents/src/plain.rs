//! The few kinds of change that records are made of.

use automerge::legacy::{Key, Op, OpType};
use automerge::{ExpandedChange, ObjType, ScalarValue};

/// Whether programs of this version write such changes: values and maps under keys, texts and what stands in them.
pub(crate) fn is_change(change: &ExpandedChange) -> bool {
    change.extra_bytes.is_empty() && change.operations.iter().all(is_operation)
}

fn is_operation(op: &Op) -> bool {
    match (&op.key, &op.action) {
        (Key::Map(_), OpType::Make(ObjType::Map | ObjType::Text) | OpType::Delete) => !op.insert,
        (Key::Map(_), OpType::Put(value)) => !op.insert && is_value(value),
        (Key::Seq(_), OpType::Put(ScalarValue::Str(_))) => op.insert,
        (Key::Seq(_), OpType::Delete) => !op.insert,
        _ => false,
    }
}

/// The kinds of value that records are made of.
fn is_value(value: &ScalarValue) -> bool {
    use ScalarValue::{Boolean, Bytes, Int, Null, Str, Uint};
    matches!(value, Str(_) | Int(_) | Uint(_) | Boolean(_) | Null | Bytes(_))
}
