//! Cutting what is to be sent into batches of a bounded size.

use super::event::{Output, WhyWithheld};
use crate::seal::CHANGE_BYTES_MAX;
use crate::{Sealed, SealedChange, Trust};
use mainforte_domain::OrgId;

/// Cuts `sealed` into batches of about `bytes_wanted`, keeping the order. They end where a seal ends, as long as that is not at
/// more than twice as much: in two parts it travels twice, with all its digests.
pub(super) fn cut(sealed: Vec<Sealed>, bytes_wanted: usize) -> Vec<Vec<Sealed>> {
    let most = bytes_wanted.saturating_mul(2);
    let (mut batches, mut batch, mut weight) = (Vec::new(), Vec::new(), 0);
    for part in sealed.into_iter().flat_map(|one| parts(one, most)) {
        let is_full = weight >= bytes_wanted || weight + part.weight() > most;
        if is_full && !batch.is_empty() {
            batches.push(std::mem::take(&mut batch));
            weight = 0;
        }
        weight += part.weight();
        batch.push(part);
    }
    if !batch.is_empty() {
        batches.push(batch);
    }
    batches
}

/// A seal that is too large for one batch, in parts.
fn parts(sealed: Sealed, bytes_max: usize) -> Vec<Sealed> {
    if sealed.weight() <= bytes_max {
        return vec![sealed];
    }
    let Sealed { seal, changes } = sealed;
    let (mut parts, mut part, mut weight) = (Vec::new(), Vec::new(), 0);
    for change in changes {
        if weight + change.weight() > bytes_max && !part.is_empty() {
            parts.push(Sealed { seal: seal.clone(), changes: std::mem::take(&mut part) });
            weight = 0;
        }
        weight += change.weight();
        part.push(change);
    }
    parts.push(Sealed { seal, changes: part });
    parts
}

/// Takes out what `reader` may not read and what no frame can hold. The store has left these out already: whatever is
/// found here is reported.
pub(super) fn withhold(sealed: Vec<Sealed>, reader: &OrgId, trust: &Trust, out: &mut Vec<Output>) -> Vec<Sealed> {
    let mut kept = Vec::with_capacity(sealed.len());
    for mut one in sealed {
        one.changes.retain(|change| {
            let Some(why) = why_withheld(change, reader, trust) else { return true };
            out.push(Output::Withheld { document: change.document.clone(), hash: change.hash, why });
            false
        });
        if !one.changes.is_empty() {
            kept.push(one);
        }
    }
    kept
}

/// Why a change must not or cannot go to `reader`; nothing when it may.
pub(super) fn why_withheld(change: &SealedChange, reader: &OrgId, trust: &Trust) -> Option<WhyWithheld> {
    if !change.document.readable_by(reader, trust.city()) {
        Some(WhyWithheld::NotReadable)
    } else if change.bytes.len() > CHANGE_BYTES_MAX {
        Some(WhyWithheld::TooLarge)
    } else if trust.forbids(&change.document) {
        Some(WhyWithheld::Erased)
    } else {
        None
    }
}
