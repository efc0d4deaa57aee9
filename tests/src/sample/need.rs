use anyhow::Result;
use mainforte_api::{NeedDraft, Slot};
use mainforte_domain::{KindId, Priority, RoleNeed};
use std::collections::BTreeMap;

/// The form of a need with the least that is needed: one to three people at the door, once.
///
/// # Errors
/// None that a caller could cause: the kind of work is one of the catalogue's.
pub fn need(title: &str, place: &str, slot: Slot) -> Result<NeedDraft> {
    Ok(NeedDraft {
        title: title.to_owned(),
        kind: KindId::parse("food-distribution")?,
        place: place.to_owned(),
        district: None,
        priority: Priority::USUAL,
        remote: false,
        needs_vetted: false,
        language: None,
        roles: BTreeMap::from([("Accueil".to_owned(), RoleNeed { skill: None, min: 1, max: 3 })]),
        slots: vec![slot],
        note: String::new(),
    })
}
