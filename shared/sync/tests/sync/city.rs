//! Bordeaux: Claire's hub, Amina and Louis of the Restos, Rachid of the Secours.

use mainforte_domain::{DeviceRole, DocumentId, OrgId};
use mainforte_sync::{DeviceKey, Trust, TrustBody};
use std::sync::LazyLock;

pub fn key(name: &str) -> DeviceKey {
    DeviceKey::from_secret(blake3::hash(name.as_bytes()).as_bytes())
}

pub fn org(id: &str) -> OrgId {
    OrgId::parse(id).unwrap()
}

pub fn document(id: &str) -> DocumentId {
    DocumentId::parse(id).unwrap()
}

pub fn organisation(id: &str) -> TrustBody {
    TrustBody::Organisation { org: org(id), name: id.to_owned() }
}

pub fn enrol(name: &str, id: &str) -> TrustBody {
    let role = match (id, name) {
        ("bordeaux", "hub") => DeviceRole::Hub,
        ("bordeaux", _) => DeviceRole::Operator,
        _ => DeviceRole::Coordinator,
    };
    TrustBody::Enrol { device: key(name).id(), org: org(id), role, name: name.to_owned() }
}

pub fn revoke(name: &str) -> TrustBody {
    TrustBody::Revoke { device: key(name).id() }
}

/// Entries 0 to 8; the last is number 8.
pub fn bordeaux() -> Trust {
    static BORDEAUX: LazyLock<Trust> = LazyLock::new(founded);
    BORDEAUX.clone()
}

fn founded() -> Trust {
    let (root, hub) = (key("root"), key("hub"));
    let mut trust = Trust::found(&root, org("bordeaux"), "Ville de Bordeaux").unwrap();
    trust.append(&root, enrol("hub", "bordeaux")).unwrap();
    trust.append(&root, TrustBody::Delegate { device: hub.id() }).unwrap();
    trust.append(&root, TrustBody::Term { number: 1, device: hub.id() }).unwrap();
    for body in [
        organisation("restos"),
        organisation("secours"),
        enrol("amina", "restos"),
        enrol("louis", "restos"),
        enrol("rachid", "secours"),
    ] {
        trust.append(&hub, body).unwrap();
    }
    trust
}
