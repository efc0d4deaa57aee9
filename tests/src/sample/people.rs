use super::names::{AVAILABILITY, DISTRICTS, FAMILY, GIVEN, LANGUAGES, OFFERS, REMARKS, SKILLS};
use super::{Chance, Table, phones};

/// How an association keeps its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Saved by a French Excel: semicolons, Windows-1252, capitals, two phone columns.
    Excel,
    /// An online form's answers: commas, UTF-8 with a mark, English headers, the whole name in two columns.
    Form,
    /// The city's own export: semicolons, UTF-8.
    City,
}

/// A list of volunteers to draw.
#[derive(Debug, Clone)]
pub struct PeopleList {
    /// The file's name.
    pub name: &'static str,
    /// Its style.
    pub style: Style,
    /// How many different people; some stand on two lines, and a few lines are of no use.
    pub people: usize,
    /// What tells this list's people from those of another list: a block of 2,000 numbers each.
    pub block: usize,
}

#[derive(Debug, Clone)]
struct Someone {
    given: &'static str,
    family: &'static str,
    mobile: String,
    landline: String,
    email: String,
    district: &'static str,
    offers: &'static str,
    skills: &'static str,
    languages: &'static str,
    availability: &'static str,
    remark: &'static str,
}

impl PeopleList {
    /// Draws the file.
    pub fn draw(&self, seed: u64) -> Table {
        let mut chance = Chance::new(seed ^ (self.block as u64) << 32);
        let mut rows = vec![header(self.style)];
        let mut before: Option<Someone> = None;
        for number in 0..self.people {
            let someone = self.someone(number, before.as_ref(), &mut chance);
            rows.push(row(self.style, &someone, &mut chance));
            if chance.percent(3) {
                rows.push(row(self.style, &again(&someone), &mut chance));
            }
            if chance.percent(1) {
                rows.push(row(self.style, &useless(&someone), &mut chance));
            }
            before = Some(someone);
        }
        let separator = if self.style == Style::Form { ',' } else { ';' };
        let table = Table::new(self.name, separator, &rows);
        match self.style {
            Style::Excel => table.in_windows_1252(),
            Style::Form => table.with_mark(),
            Style::City => table,
        }
    }

    fn someone(&self, number: usize, before: Option<&Someone>, chance: &mut Chance) -> Someone {
        let unique = self.block * 2_000 + number;
        // Names come again, but not with the same number: namesakes are different people.
        let (given, family) = (chance.word(GIVEN), chance.word(FAMILY));
        let mut someone = Someone {
            given,
            family,
            mobile: phones::mobile(unique),
            landline: String::new(),
            email: if chance.percent(60) { email(given, family, unique) } else { String::new() },
            district: chance.word(DISTRICTS),
            offers: chance.word(OFFERS),
            skills: chance.word(SKILLS),
            languages: chance.word(LANGUAGES),
            availability: chance.word(AVAILABILITY),
            remark: chance.word(REMARKS),
        };
        match (chance.below(20), before) {
            // A couple: one name, one landline, two people.
            (0, Some(partner)) if !partner.landline.is_empty() => {
                someone.family = partner.family;
                someone.landline = partner.landline.clone();
                someone.mobile = String::new();
            }
            (1..=4, _) => someone.landline = phones::landline(unique),
            // A landline and nothing else.
            (5, _) => {
                someone.landline = phones::landline(unique);
                someone.mobile = String::new();
                someone.email = String::new();
            }
            _ => {}
        }
        someone
    }
}

/// The same person a second time: no e-mail this time, other words.
fn again(someone: &Someone) -> Someone {
    Someone { email: String::new(), remark: "inscrit deux fois", ..someone.clone() }
}

/// A line that helps nobody: no way to reach them, or a number that nobody can dial.
fn useless(someone: &Someone) -> Someone {
    let email = String::new();
    Someone { mobile: "06 39 98".to_owned(), landline: String::new(), email, given: "Illisible", ..someone.clone() }
}

fn email(given: &str, family: &str, unique: usize) -> String {
    let plain = |name: &str| mainforte_domain::fold(name).replace(' ', "-");
    format!("{}.{}{unique}@example.org", plain(given), plain(family))
}

fn header(style: Style) -> Vec<String> {
    let headers: &[&str] = match style {
        Style::Excel => &[
            "NOM",
            "Prénom",
            "Tél. portable",
            "Tél. fixe",
            "Mél",
            "Quartier",
            "Aide proposée",
            "Compétences",
            "Langues parlées",
            "Vos disponibilités ?",
            "Remarques",
        ],
        Style::Form => &[
            "Last name",
            "First name",
            "Phone number",
            "Other phone",
            "E-mail",
            "District",
            "Kinds of help",
            "Skills",
            "Languages",
            "Availability",
            "Comments",
        ],
        Style::City => &[
            "Nom",
            "Prénom",
            "Téléphone",
            "Téléphone fixe",
            "Courriel",
            "Quartier",
            "Offres",
            "Compétences",
            "Langues",
            "Disponibilités",
            "Observations",
        ],
    };
    headers.iter().map(|header| (*header).to_owned()).collect()
}

fn row(style: Style, someone: &Someone, chance: &mut Chance) -> Vec<String> {
    let family = if style == Style::Excel { someone.family.to_uppercase() } else { someone.family.to_owned() };
    let mut typed = |digits: &str| {
        if digits.is_empty() { String::new() } else { phones::as_typed(digits, chance) }
    };
    let (mobile, landline) = (typed(&someone.mobile), typed(&someone.landline));
    let words = [someone.district, someone.offers, someone.skills, someone.languages, someone.availability];
    let mut row = vec![family, someone.given.to_owned(), mobile, landline, someone.email.clone()];
    row.extend(words.iter().chain([&someone.remark]).map(|word| (*word).to_owned()));
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(style: Style) -> Table {
        PeopleList { name: "liste.csv", style, people: 250, block: 1 }.draw(7)
    }

    #[test]
    fn a_list_is_drawn_again_from_its_seed() {
        assert_eq!(list(Style::City), list(Style::City));
        let lines = String::from_utf8(list(Style::City).bytes).unwrap().lines().count();
        assert!((252..280).contains(&lines), "{lines}: header, people, some twice, a few of no use");
    }

    #[test]
    fn each_style_has_its_bytes() {
        let excel = list(Style::Excel).bytes;
        assert!(std::str::from_utf8(&excel).is_err(), "accents of Windows-1252 are no UTF-8");
        assert!(list(Style::Form).bytes.starts_with(b"\xef\xbb\xbfLast name,"));
    }
}
