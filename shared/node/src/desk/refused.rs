//! What becomes of a change that is not taken: its reason, and what is kept of it.

use mainforte_documents::Refused;
use mainforte_domain::DeviceId;
use mainforte_store::{Quarantined, Waiting};
use mainforte_sync::{Reason, SealedChange};

pub(super) fn quarantined(change: SealedChange, author: DeviceId, reason: &Reason) -> Quarantined {
    // What this device may not read it does not keep either.
    let bytes = if *reason == Reason::NotReadable { Vec::new() } else { change.bytes };
    Quarantined {
        document: change.document.to_string(),
        author: Some(author),
        hash: change.hash,
        bytes,
        reason: reason.code().to_owned(),
        seal: None,
    }
}

pub(super) fn kept_waiting(Waiting { change, seal }: Waiting, reason: &Reason) -> Quarantined {
    let place = change.index;
    Quarantined { seal: Some((seal.clone(), place)), ..quarantined(change, seal.device, reason) }
}

pub(super) fn reason_of(refused: &Refused) -> Reason {
    match refused {
        Refused::MissingDependencies(_) => Reason::MissingDependencies,
        Refused::TooLong { bytes, .. } => Reason::TooLarge { bytes: *bytes as u64 },
        Refused::TooMany { max, .. } => Reason::TooManyOperations { operations: *max },
        Refused::Equivocation { .. } => Reason::Equivocation,
        Refused::TooDeep => Reason::TooDeep,
        Refused::Unloadable => Reason::Unloadable,
        other => Reason::Malformed { detail: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_documents_refuse_keeps_its_reason() {
        let code = |refused: Refused| reason_of(&refused).code();
        assert_eq!(code(Refused::TooDeep), "too_deep");
        assert_eq!(code(Refused::Unloadable), "unloadable");
        assert_eq!(code(Refused::TooLong { bytes: 9, max: 8 }), "too_large");
        assert_eq!(code(Refused::ForbiddenPlace("over a table")), "malformed");
    }
}
