use crate::{Minute, OrgId, Person};
use serde::{Deserialize, Serialize};

/// What one organisation shows another of a person: only the fields needed, no history, ended with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Who shows it.
    pub from: OrgId,
    /// Who may read it.
    pub to: OrgId,
    /// The fields shown; e-mail and notes stay empty.
    pub person: Person,
    /// From then on the card has no reason to be and is removed.
    pub ends: Minute,
}

impl Card {
    /// The card of a lent person: name, phones, district, skills, languages and availability; not the e-mail, not the notes,
    /// not with whom they go or do not go.
    pub fn of_lent(from: OrgId, to: OrgId, person: &Person, ends: Minute) -> Self {
        let shown = Person {
            emails: Default::default(),
            note: String::new(),
            apart: Default::default(),
            together: Default::default(),
            ..person.clone()
        };
        Self { from, to, person: shown, ends }
    }
}
