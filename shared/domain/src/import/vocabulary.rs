//! Free words matched to what the registry and the field call things.

use super::columns::has_words;
use crate::{DistrictId, KindId, Registry, fold};

/// What people write for a kind of help, folded, beside its names in the registry.
const KIND_WORDS: &[(&str, &str)] = &[
    ("course", "groceries"),
    ("courses", "groceries"),
    ("shopping", "groceries"),
    ("medicament", "prescriptions"),
    ("medicaments", "prescriptions"),
    ("pharmacie", "prescriptions"),
    ("isolees", "phone-company"),
    ("appels", "phone-company"),
    ("soutien scolaire", "tutoring"),
    ("devoirs", "tutoring"),
    ("garde d enfant", "childcare"),
    ("garde d enfants", "childcare"),
    ("babysitting", "childcare"),
    ("distribution", "food-distribution"),
    ("distributions", "food-distribution"),
    ("aide alimentaire", "food-distribution"),
    ("colis alimentaires", "food-distribution"),
    ("maraude", "outreach"),
    ("maraudes", "outreach"),
    ("accompagnement", "escort"),
    ("transport", "escort"),
    ("couture", "sewing"),
    ("masques", "sewing"),
    ("masks", "sewing"),
    ("demarches", "admin-help"),
    ("administratif", "admin-help"),
    ("administratives", "admin-help"),
    ("logistique", "logistics"),
    ("manutention", "logistics"),
];

/// Skills that the planner knows, by what people write.
const SKILL_WORDS: &[(&str, &str)] = &[
    ("permis", "driver"),
    ("permis b", "driver"),
    ("conducteur", "driver"),
    ("conductrice", "driver"),
    ("chauffeur", "driver"),
    ("conduite", "driver"),
    ("driver", "driver"),
    ("driving licence", "driver"),
    ("psc1", "first-aid"),
    ("psc 1", "first-aid"),
    ("secourisme", "first-aid"),
    ("secouriste", "first-aid"),
    ("premiers secours", "first-aid"),
    ("first aid", "first-aid"),
];

const LANGUAGES: &[(&str, &[&str])] = &[
    ("ar", &["arabe", "arabic"]),
    ("bg", &["bulgare", "bulgarian"]),
    ("de", &["allemand", "german"]),
    ("en", &["anglais", "english"]),
    ("es", &["espagnol", "spanish"]),
    ("fr", &["francais", "french"]),
    ("it", &["italien", "italian"]),
    ("pl", &["polonais", "polish"]),
    ("pt", &["portugais", "portuguese"]),
    ("ro", &["roumain", "romanian"]),
    ("ru", &["russe", "russian"]),
    ("tr", &["turc", "turkish"]),
    ("uk", &["ukrainien", "ukrainian"]),
    ("vi", &["vietnamien", "vietnamese"]),
    ("wo", &["wolof"]),
    ("zh", &["chinois", "mandarin", "chinese"]),
];

/// The registry's names, folded once for a whole list.
pub(super) struct Vocabulary {
    /// Ids and names in both languages.
    kinds: Vec<(String, KindId)>,
    /// What people usually write for them.
    usual: Vec<(&'static str, KindId)>,
    /// Longest first.
    districts: Vec<(String, DistrictId)>,
}

impl Vocabulary {
    pub(super) fn of(registry: &Registry) -> Self {
        let kinds = registry
            .kinds
            .iter()
            .flat_map(|(id, kind)| [id.as_str(), &kind.fr, &kind.en].map(|name| (fold(name), id.clone())));
        let usual = KIND_WORDS.iter().filter_map(|(phrase, id)| {
            let id = KindId::parse(id).ok()?;
            registry.kinds.contains_key(&id).then_some((*phrase, id))
        });
        let districts = registry.districts.iter().flat_map(|(id, district)| {
            // Names of several quarters joined by dashes are found by each of them.
            let parts = district.name.split(['–', '/', ',']).chain([district.name.as_str(), id.as_str()]).map(fold);
            parts.map(|name| (name.strip_prefix("la ").map(str::to_owned).unwrap_or(name), id.clone()))
        });
        let mut districts: Vec<_> = districts.collect();
        districts.sort_by(|(a, x), (b, y)| (b.len(), x).cmp(&(a.len(), y)));
        Self { kinds: kinds.collect(), usual: usual.collect(), districts }
    }

    /// The kind of help that somebody's words name: by its id or name in the registry, else by what people usually write.
    pub(super) fn kind(&self, words: &str) -> Option<KindId> {
        let folded = fold(words);
        let named = self.kinds.iter().find(|(name, _)| !name.is_empty() && *name == folded);
        if let Some((_, id)) = named {
            return Some(id.clone());
        }
        let usual = self.usual.iter().filter(|(phrase, _)| has_words(&folded, phrase));
        usual.max_by_key(|(phrase, _)| phrase.len()).map(|(_, id)| id.clone())
    }

    /// The district that somebody's words name.
    pub(super) fn district(&self, words: &str) -> Option<DistrictId> {
        let folded = fold(words);
        self.districts.iter().find(|(name, _)| has_words(&folded, name)).map(|(_, id)| id.clone())
    }
}

/// A skill as the planner knows it, or the words themselves in small letters.
pub fn skill(words: &str) -> String {
    let folded = fold(words);
    let known = SKILL_WORDS.iter().find(|(name, _)| *name == folded);
    known.map_or_else(|| words.trim().to_lowercase(), |(_, skill)| (*skill).to_owned())
}

/// A language's ISO 639-1 code, from its name in French or English or the code itself.
pub(super) fn language(words: &str) -> Option<String> {
    let folded = fold(words);
    let known = LANGUAGES.iter().find(|(code, names)| *code == folded || names.contains(&folded.as_str()));
    known.map(|(code, _)| (*code).to_owned())
}

/// A cell's answers: `Courses, médicaments / couture`.
pub(super) fn answers(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([',', ';', '/', '|', '\n', '•', '+']).map(str::trim).filter(|answer| !answer.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OrgId;

    fn bordeaux() -> Vocabulary {
        Vocabulary::of(&Registry::bordeaux(OrgId::parse("bordeaux").unwrap(), "Ville de Bordeaux"))
    }

    #[test]
    fn kinds_are_found_by_names_and_usual_words() {
        let kind = |words| bordeaux().kind(words).map(|k| k.to_string()).unwrap_or_default();
        assert_eq!(kind("Distribution alimentaire"), "food-distribution");
        assert_eq!(kind("GROCERIES"), "groceries");
        assert_eq!(kind("faire des courses"), "groceries");
        assert_eq!(kind("Garde d'enfants de soignants"), "childcare");
        assert_eq!(kind("phone company"), "phone-company");
        assert_eq!(kind("jardinage"), "");
        assert_eq!(kind(""), "");
    }

    #[test]
    fn districts_are_found_by_each_of_their_quarters() {
        let district = |words| bordeaux().district(words).map(|d| d.to_string()).unwrap_or_default();
        for (words, id) in [
            ("Caudéran", "cauderan"),
            ("BASTIDE", "la-bastide"),
            ("quartier Grand-Parc", "chartrons"),
            ("St Genès", ""),
            ("Saint-Genès", "nansouty"),
            ("Bordeaux Sud", "bordeaux-sud"),
            ("Bordeaux", ""),
            ("Mérignac", ""),
        ] {
            assert_eq!(district(words), id, "{words}");
        }
    }

    #[test]
    fn skills_and_languages_have_one_name() {
        assert_eq!(skill("Permis B"), "driver");
        assert_eq!(skill("PSC1"), "first-aid");
        assert_eq!(skill(" Cuisine "), "cuisine");
        assert_eq!(language("Français").as_deref(), Some("fr"));
        assert_eq!(language("EN").as_deref(), Some("en"));
        assert_eq!(language("klingon"), None);
    }
}
