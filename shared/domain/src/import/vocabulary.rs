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

/// The kind of help that somebody's words name: by its id or name in the registry, else by what people usually write.
pub(super) fn kind(words: &str, registry: &Registry) -> Option<KindId> {
    let folded = fold(words);
    if folded.is_empty() {
        return None;
    }
    let named = registry
        .kinds
        .iter()
        .find(|(id, kind)| [id.as_str(), kind.fr.as_str(), kind.en.as_str()].iter().any(|name| fold(name) == folded));
    if let Some((id, _)) = named {
        return Some(id.clone());
    }
    let usual =
        KIND_WORDS.iter().filter(|(phrase, _)| has_words(&folded, phrase)).max_by_key(|(phrase, _)| phrase.len());
    let id = KindId::parse(usual?.1).ok()?;
    registry.kinds.contains_key(&id).then_some(id)
}

/// The district that somebody's words name. Names of several quarters joined by dashes are found by each.
pub(super) fn district(words: &str, registry: &Registry) -> Option<DistrictId> {
    let folded = fold(words);
    let names = registry.districts.iter().flat_map(|(id, district)| {
        let parts = district.name.split(['–', '/', ',']).map(fold).chain([fold(&district.name), fold(id.as_str())]);
        parts.map(move |name| (name.strip_prefix("la ").map(str::to_owned).unwrap_or(name), id))
    });
    let found = names.filter(|(name, _)| has_words(&folded, name));
    found.max_by(|(a, x), (b, y)| (a.len(), y).cmp(&(b.len(), x))).map(|(_, id)| id.clone())
}

/// A skill as the planner knows it, or the words themselves in small letters.
pub(super) fn skill(words: &str) -> String {
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

    fn bordeaux() -> Registry {
        Registry::bordeaux(OrgId::parse("bordeaux").unwrap(), "Ville de Bordeaux")
    }

    #[test]
    fn kinds_are_found_by_names_and_usual_words() {
        let kind = |words| kind(words, &bordeaux()).map(|k| k.to_string()).unwrap_or_default();
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
        let district = |words| district(words, &bordeaux()).map(|d| d.to_string()).unwrap_or_default();
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
