use mainforte_api::PersonDraft;
use mainforte_domain::{Metres, Minutes, PersonStatus};
use std::collections::BTreeSet;

/// A person's form with the least that is needed.
pub fn person(given: &str, family: &str, phone: &str) -> PersonDraft {
    PersonDraft {
        given: given.to_owned(),
        family: family.to_owned(),
        phones: vec![phone.to_owned()],
        emails: Vec::new(),
        district: None,
        offers: BTreeSet::new(),
        skills: BTreeSet::new(),
        languages: BTreeSet::from(["fr".to_owned()]),
        vetted: false,
        remote_only: false,
        radius: Metres(10_000),
        week_max: Minutes::hours(10),
        week_target: Minutes::hours(6),
        availability: Vec::new(),
        status: PersonStatus::Active,
        note: String::new(),
    }
}
