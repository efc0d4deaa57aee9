use super::{columns::has_words, columns::recognise, usual_week::names_days_only};
use crate::fold;

/// What a column of people says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonColumn {
    /// Given and family name in one cell, in that order.
    Name,
    /// Family and given name in one cell, in that order.
    NameFamilyFirst,
    /// Given name.
    Given,
    /// Family name.
    Family,
    /// Phone numbers.
    Phone,
    /// E-mail addresses.
    Email,
    /// District.
    District,
    /// Kinds of help offered.
    Kinds,
    /// Skills.
    Skills,
    /// Whether they drive.
    Licence,
    /// Languages spoken.
    Languages,
    /// When they can.
    Availability,
    /// A day, or part of one, ticked or with hours: the header says which.
    Day,
    /// Where they stand.
    Status,
    /// Free words.
    Note,
}

impl PersonColumn {
    /// A stable code, for the interface's words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name | Self::NameFamilyFirst => "name",
            Self::Given => "given",
            Self::Family => "family",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::District => "district",
            Self::Kinds => "kinds",
            Self::Skills => "skills",
            Self::Licence => "licence",
            Self::Languages => "languages",
            Self::Availability => "availability",
            Self::Day => "day",
            Self::Status => "status",
            Self::Note => "note",
        }
    }

    /// Whether a cell may hold several answers.
    pub(super) fn lists(self) -> bool {
        let lists =
            [Self::Phone, Self::Email, Self::Kinds, Self::Skills, Self::Languages, Self::Availability, Self::Day];
        lists.contains(&self)
    }

    /// Whether a table has one such column only; a second one is kept in the note.
    fn stands_once(self) -> bool {
        matches!(self, Self::Name | Self::NameFamilyFirst | Self::Given | Self::Family | Self::District | Self::Status)
    }
}

/// Phrases in headers, folded; the first that fits decides.
const PHRASES: &[(&str, PersonColumn)] = &[
    ("adresse e mail", PersonColumn::Email),
    ("adresse mail", PersonColumn::Email),
    ("adresse electronique", PersonColumn::Email),
    ("e mail", PersonColumn::Email),
    ("email", PersonColumn::Email),
    ("mail", PersonColumn::Email),
    ("courriel", PersonColumn::Email),
    ("mel", PersonColumn::Email),
    ("telephone", PersonColumn::Phone),
    ("tel", PersonColumn::Phone),
    ("portable", PersonColumn::Phone),
    ("mobile", PersonColumn::Phone),
    ("fixe", PersonColumn::Phone),
    ("phone", PersonColumn::Phone),
    ("nom complet", PersonColumn::Name),
    ("prenom nom", PersonColumn::Name),
    ("prenom et nom", PersonColumn::Name),
    ("nom prenom", PersonColumn::NameFamilyFirst),
    ("nom et prenom", PersonColumn::NameFamilyFirst),
    ("nom prenoms", PersonColumn::NameFamilyFirst),
    ("full name", PersonColumn::Name),
    ("prenom", PersonColumn::Given),
    ("prenoms", PersonColumn::Given),
    ("first name", PersonColumn::Given),
    ("firstname", PersonColumn::Given),
    ("given name", PersonColumn::Given),
    ("last name", PersonColumn::Family),
    ("lastname", PersonColumn::Family),
    ("family name", PersonColumn::Family),
    ("surname", PersonColumn::Family),
    ("nom", PersonColumn::Family),
    ("name", PersonColumn::Name),
    ("quartier", PersonColumn::District),
    ("district", PersonColumn::District),
    ("secteur", PersonColumn::District),
    ("neighbourhood", PersonColumn::District),
    ("disponibilite", PersonColumn::Availability),
    ("disponibilites", PersonColumn::Availability),
    ("dispo", PersonColumn::Availability),
    ("dispos", PersonColumn::Availability),
    ("disponible", PersonColumn::Availability),
    ("availability", PersonColumn::Availability),
    ("available", PersonColumn::Availability),
    ("horaires", PersonColumn::Availability),
    ("creneaux", PersonColumn::Availability),
    ("permis", PersonColumn::Licence),
    ("driving licence", PersonColumn::Licence),
    ("driver", PersonColumn::Licence),
    ("competence", PersonColumn::Skills),
    ("competences", PersonColumn::Skills),
    ("skill", PersonColumn::Skills),
    ("skills", PersonColumn::Skills),
    ("savoir faire", PersonColumn::Skills),
    ("langue", PersonColumn::Languages),
    ("langues", PersonColumn::Languages),
    ("language", PersonColumn::Languages),
    ("languages", PersonColumn::Languages),
    ("statut", PersonColumn::Status),
    ("status", PersonColumn::Status),
    ("remarque", PersonColumn::Note),
    ("remarques", PersonColumn::Note),
    ("commentaire", PersonColumn::Note),
    ("commentaires", PersonColumn::Note),
    ("observation", PersonColumn::Note),
    ("observations", PersonColumn::Note),
    ("note", PersonColumn::Note),
    ("notes", PersonColumn::Note),
    ("comment", PersonColumn::Note),
    ("comments", PersonColumn::Note),
    ("divers", PersonColumn::Note),
    ("type d aide", PersonColumn::Kinds),
    ("types d aide", PersonColumn::Kinds),
    ("aide proposee", PersonColumn::Kinds),
    ("aides proposees", PersonColumn::Kinds),
    ("aide", PersonColumn::Kinds),
    ("kind of help", PersonColumn::Kinds),
    ("kinds of help", PersonColumn::Kinds),
    ("kind", PersonColumn::Kinds),
    ("help", PersonColumn::Kinds),
    ("offre", PersonColumn::Kinds),
    ("offres", PersonColumn::Kinds),
    ("offer", PersonColumn::Kinds),
    ("offers", PersonColumn::Kinds),
    ("mission", PersonColumn::Kinds),
    ("missions", PersonColumn::Kinds),
];

/// Words that turn a column into one about somebody or something else: an emergency contact's phone is not theirs.
const ABOUT_OTHERS: &[&str] = &[
    "association",
    "structure",
    "organisme",
    "urgence",
    "emergency",
    "conjoint",
    "conjointe",
    "responsable",
    "tuteur",
    "parent",
    "parents",
    "rue",
    "entreprise",
    "employeur",
    "ordinateur",
    "referent",
    "contacter",
];

/// What each header means. "Nom" without any "Prénom" holds the whole name.
pub(super) fn meanings(headers: &[String]) -> Vec<Option<PersonColumn>> {
    let mut found: Vec<Option<PersonColumn>> = headers.iter().map(|header| meaning(header)).collect();
    if !found.contains(&Some(PersonColumn::Given))
        && let Some(family) = found.iter_mut().find(|m| **m == Some(PersonColumn::Family))
    {
        *family = Some(PersonColumn::NameFamilyFirst);
    }
    let mut seen = Vec::new();
    for column in &mut found {
        let again = column.is_some_and(|c| c.stands_once() && seen.contains(&c.code()));
        seen.extend(column.map(PersonColumn::code));
        if again {
            *column = None;
        }
    }
    found
}

fn meaning(header: &str) -> Option<PersonColumn> {
    let folded = fold(header);
    if ABOUT_OTHERS.iter().any(|word| has_words(&folded, word)) {
        return None;
    }
    if names_days_only(header) {
        return Some(PersonColumn::Day);
    }
    recognise(header, PHRASES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(headers: &[&str]) -> Vec<&'static str> {
        let headers: Vec<String> = headers.iter().map(|h| (*h).to_owned()).collect();
        meanings(&headers).into_iter().map(|m| m.map_or("-", PersonColumn::code)).collect()
    }

    #[test]
    fn french_and_english_headers_are_recognised() {
        assert_eq!(
            codes(&["NOM", "Prénom", "Tél. portable", "Tel fixe", "Mél", "Quartier", "Code postal", "Permis B (O/N)"]),
            ["family", "given", "phone", "phone", "email", "district", "-", "licence"]
        );
        assert_eq!(
            codes(&[
                "Nom complet",
                "Courriel",
                "Vos disponibilités ?",
                "Type d’aide",
                "Compétences",
                "Langues parlées"
            ]),
            ["name", "email", "availability", "kinds", "skills", "languages"]
        );
        assert_eq!(
            codes(&["First name", "Last name", "Phone number", "E-mail", "Kinds of help", "Availability", "Comments"]),
            ["given", "family", "phone", "email", "kinds", "availability", "note"]
        );
        assert_eq!(
            codes(&["Statut", "Remarques", "Lundi matin", "Mardi", "Horodateur"]),
            ["status", "note", "day", "day", "-"]
        );
    }

    #[test]
    fn nom_alone_is_the_whole_name_and_an_emergency_number_is_not_theirs() {
        assert_eq!(codes(&["Nom", "Téléphone"]), ["name", "phone"]);
        assert_eq!(codes(&["Nom et prénom", "Nom", "Contact d'urgence (téléphone)"]), ["name", "-", "-"]);
    }
}
