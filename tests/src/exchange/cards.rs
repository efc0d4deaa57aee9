use crate::sample::{Chance, Table};
use mainforte_api::PersonDraft;
use mainforte_domain::Person;

const DISTRICTS: &[&str] = &["Bordeaux Maritime", "Chartrons", "Bastide", "Caudéran", "Bordeaux Sud"];
const SKILLS: &[&str] =
    &["cuisine", "écoute", "permis", "secourisme", "caisse", "informatique", "arabe", "manutention"];
const WEEK: &str =
    "lundi 9h-12h, mardi 14h-17h, mercredi 9h-11h, jeudi 18h-21h, vendredi 9h-12h, samedi 10h-13h, dimanche 15h-18h";
const WORDS: &[&str] =
    &["préfère", "le matin", "voiture", "chien", "habite près du pont", "étage", "appeler après", "midi"];

/// A list of people with about as much in each line as a volunteer's card has: name, phone, e-mail, district, four skills,
/// seven stretches of the week, status, eighty characters of notes. `from` tells this list's people from another's.
pub(super) fn list(name: &str, from: usize, people: usize) -> Table {
    let header = "Nom,Prénom,Téléphone,Courriel,Quartier,Compétences,Disponibilités,Statut,Observations";
    let mut rows = vec![header.split(',').map(str::to_owned).collect::<Vec<_>>()];
    let mut chance = Chance::new(from as u64);
    rows.extend((from..from + people).map(|number| line(number, &mut chance)));
    Table::new(name, ';', &rows)
}

/// The cards of so many people, as text: for other programs that exchange the same.
pub fn texts(people: usize) -> Vec<Vec<String>> {
    let mut chance = Chance::new(0);
    (0..people).map(|number| line(number, &mut chance)).collect()
}

fn line(number: usize, chance: &mut Chance) -> Vec<String> {
    let family = format!("Carte {number}");
    let skills: Vec<&str> = (0..4).map(|skill| SKILLS[(chance.below(2) + 2 * skill) % SKILLS.len()]).collect();
    vec![
        family,
        chance.word(&["Amina", "Louis", "Zoé", "Émile", "Inès", "Hugo"]).to_owned(),
        format!("06 39 98 {:02} {:02}", number / 100 % 100, number % 100),
        format!("carte.{number}@example.org"),
        chance.word(DISTRICTS).to_owned(),
        skills.join(", "),
        WEEK.to_owned(),
        "actif".to_owned(),
        note(chance),
    ]
}

fn note(chance: &mut Chance) -> String {
    let mut note = String::new();
    while note.chars().count() < 80 {
        note.push_str(chance.word(WORDS));
        note.push(' ');
    }
    note.chars().take(80).collect()
}

/// The form as it would be opened on a person.
pub(super) fn form(person: Person) -> PersonDraft {
    PersonDraft {
        given: person.given,
        family: person.family,
        phones: person.phones.into_iter().collect(),
        emails: person.emails.into_iter().collect(),
        district: person.district,
        offers: person.offers,
        skills: person.skills,
        languages: person.languages,
        vetted: person.vetted,
        remote_only: person.remote_only,
        radius: person.radius,
        week_max: person.week_max,
        week_target: person.week_target,
        availability: person.availability,
        status: person.status,
        note: person.note,
    }
}
