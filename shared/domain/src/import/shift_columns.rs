use super::columns::recognise;

/// What a column of shifts says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShiftColumn {
    /// What the shift is called.
    Title,
    /// Where.
    Place,
    /// The day.
    Date,
    /// When it begins, with or without the day.
    Start,
    /// When it ends, with or without the day.
    End,
    /// Both, as in `9h-12h`.
    Hours,
    /// The role.
    Role,
    /// Fewer is short.
    Min,
    /// More is too many.
    Max,
    /// A skill that the role demands.
    Skill,
    /// 1 (most urgent) to 4.
    Priority,
    /// The kind of help.
    Kind,
}

impl ShiftColumn {
    /// A stable code, for the interface's words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Place => "place",
            Self::Date => "date",
            Self::Start => "start",
            Self::End => "end",
            Self::Hours => "hours",
            Self::Role => "role",
            Self::Min => "min",
            Self::Max => "max",
            Self::Skill => "skill",
            Self::Priority => "priority",
            Self::Kind => "kind",
        }
    }
}

/// Phrases in headers, folded; the first that fits decides.
const PHRASES: &[(&str, ShiftColumn)] = &[
    ("min", ShiftColumn::Min),
    ("mini", ShiftColumn::Min),
    ("minimum", ShiftColumn::Min),
    ("max", ShiftColumn::Max),
    ("maxi", ShiftColumn::Max),
    ("maximum", ShiftColumn::Max),
    ("type d aide", ShiftColumn::Kind),
    ("kind", ShiftColumn::Kind),
    ("kind of help", ShiftColumn::Kind),
    ("competence", ShiftColumn::Skill),
    ("competences", ShiftColumn::Skill),
    ("skill", ShiftColumn::Skill),
    ("skills", ShiftColumn::Skill),
    ("priorite", ShiftColumn::Priority),
    ("priority", ShiftColumn::Priority),
    ("urgence", ShiftColumn::Priority),
    ("debut", ShiftColumn::Start),
    ("start", ShiftColumn::Start),
    ("starts", ShiftColumn::Start),
    ("from", ShiftColumn::Start),
    ("fin", ShiftColumn::End),
    ("end", ShiftColumn::End),
    ("ends", ShiftColumn::End),
    ("until", ShiftColumn::End),
    ("horaire", ShiftColumn::Hours),
    ("horaires", ShiftColumn::Hours),
    ("hours", ShiftColumn::Hours),
    ("date", ShiftColumn::Date),
    ("jour", ShiftColumn::Date),
    ("day", ShiftColumn::Date),
    ("role", ShiftColumn::Role),
    ("poste", ShiftColumn::Role),
    ("places", ShiftColumn::Max),
    ("nombre", ShiftColumn::Max),
    ("effectif", ShiftColumn::Max),
    ("nb", ShiftColumn::Max),
    ("hands", ShiftColumn::Max),
    ("lieu", ShiftColumn::Place),
    ("endroit", ShiftColumn::Place),
    ("site", ShiftColumn::Place),
    ("place", ShiftColumn::Place),
    ("venue", ShiftColumn::Place),
    ("location", ShiftColumn::Place),
    ("titre", ShiftColumn::Title),
    ("intitule", ShiftColumn::Title),
    ("title", ShiftColumn::Title),
    ("creneau", ShiftColumn::Title),
    ("mission", ShiftColumn::Title),
    ("activite", ShiftColumn::Title),
    ("nom", ShiftColumn::Title),
    ("name", ShiftColumn::Title),
    ("shift", ShiftColumn::Title),
];

/// What each header means; the first column of a meaning has it.
pub(super) fn meanings(headers: &[String]) -> Vec<Option<ShiftColumn>> {
    let mut found: Vec<Option<ShiftColumn>> = Vec::with_capacity(headers.len());
    for header in headers {
        let meaning = recognise(header, PHRASES).filter(|meaning| !found.contains(&Some(*meaning)));
        found.push(meaning);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_and_english_headers_are_recognised() {
        let codes = |headers: &[&str]| -> Vec<&str> {
            let headers: Vec<String> = headers.iter().map(|h| (*h).to_owned()).collect();
            meanings(&headers).into_iter().map(|m| m.map_or("-", ShiftColumn::code)).collect()
        };
        assert_eq!(
            codes(&[
                "Titre",
                "Lieu",
                "Date",
                "Heure de début",
                "Heure de fin",
                "Rôle",
                "Nb min",
                "Nb max",
                "Compétence requise"
            ]),
            ["title", "place", "date", "start", "end", "role", "min", "max", "skill"]
        );
        assert_eq!(
            codes(&["role", "venue", "start", "end", "min_needed", "max_needed", "signed_up"]),
            ["role", "place", "start", "end", "min", "max", "-"]
        );
        assert_eq!(
            codes(&["Jour", "Horaires", "Nombre de places", "Priorité", "Type d'aide"]),
            ["date", "hours", "max", "priority", "kind"]
        );
    }
}
