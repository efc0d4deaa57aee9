use super::{calendar, id};
use crate::desk::now;
use jiff::{ToSpan, civil::Date};
use mainforte_api::*;
use mainforte_domain::*;

pub const PLACES: [(&str, &str); 4] = [
    ("bacalan", "Bacalan"),
    ("grand-parc", "Grand Parc"),
    ("saint-michel", "Saint-Michel"),
    ("entrepot", "Entrepôt, quai de Brazza"),
];

/// Place, day, first and last hour, title, roles with least, most, held and requested places.
type Row = (usize, i64, i64, i64, &'static str, &'static [(&'static str, u32, u32, u32, u32)]);

const SHIFTS: [Row; 15] = [
    (0, 0, 9, 12, "Distribution", &[("Accueil", 3, 5, 3, 0), ("Chauffeur", 1, 1, 1, 0)]),
    (0, 2, 9, 12, "Distribution", &[("Accueil", 3, 5, 3, 0), ("Chauffeur", 1, 1, 1, 0)]),
    (0, 3, 9, 12, "Distribution", &[("Accueil", 3, 5, 1, 1), ("Chauffeur", 1, 1, 0, 0)]),
    (0, 5, 9, 12, "Distribution", &[("Accueil", 3, 5, 2, 0), ("Chauffeur", 1, 1, 1, 0)]),
    (1, 0, 14, 17, "Colis", &[("Préparation", 4, 6, 4, 0)]),
    (1, 1, 14, 17, "Colis", &[("Préparation", 4, 6, 3, 1)]),
    (1, 4, 14, 17, "Colis", &[("Préparation", 4, 6, 1, 0)]),
    (2, 1, 19, 23, "Maraude", &[("Équipe", 4, 4, 4, 0)]),
    (2, 3, 19, 23, "Maraude", &[("Équipe", 4, 4, 3, 1)]),
    (2, 5, 19, 23, "Maraude", &[("Équipe", 4, 4, 2, 0)]),
    (2, 6, 19, 23, "Maraude", &[("Équipe", 4, 4, 0, 0)]),
    (3, 0, 7, 10, "Réception des livraisons", &[("Manutention", 2, 4, 2, 0)]),
    (3, 2, 7, 10, "Réception des livraisons", &[("Manutention", 2, 4, 1, 0)]),
    (3, 4, 7, 10, "Réception des livraisons", &[("Manutention", 2, 4, 2, 0)]),
    (3, 4, 14, 18, "Inventaire", &[("Comptage", 12, 14, 9, 1)]),
];

fn monday(text: Option<&str>) -> Date {
    text.and_then(|text| text.parse().ok()).unwrap_or_else(|| calendar().monday(now()))
}

pub fn shifts(week: Option<&str>) -> Vec<ShiftView> {
    let monday = monday(week);
    SHIFTS.iter().enumerate().filter_map(|(index, row)| shift(monday, index, row)).collect()
}

fn shift(monday: Date, index: usize, (place, day, from, until, title, roles): &Row) -> Option<ShiftView> {
    let (place, name) = PLACES.get(*place)?;
    let date = monday.checked_add((*day).days()).ok()?;
    let at = |hour: i64| calendar().minute(date.at(i8::try_from(hour).ok()?, 0, 0, 0));
    Some(ShiftView {
        id: id(&format!("s{index}")),
        need: id(&format!("n{}", title.chars().count())),
        org: id(if index.is_multiple_of(2) { "restos" } else { "secours" }),
        title: (*title).to_owned(),
        kind: id(if *title == "Maraude" { "outreach" } else { "food-distribution" }),
        place: id(place),
        place_name: (*name).to_owned(),
        window: Window::new(at(*from)?, at(*until)?)?,
        priority: Priority::USUAL,
        remote: false,
        status: if index == 13 { ShiftStatus::Cancelled } else { ShiftStatus::Planned },
        roles: roles.iter().map(role).collect(),
    })
}

fn role(&(name, min, max, held, requested): &(&str, u32, u32, u32, u32)) -> RoleView {
    let skill = (name == "Chauffeur").then(|| "driver".to_owned());
    RoleView {
        role: name.to_owned(),
        skill,
        min,
        max,
        held,
        confirmed: held / 2,
        requested,
        contested: u32::from(name == "Équipe" && held == 2),
    }
}

pub fn week(text: Option<&str>) -> WeekView {
    let monday = monday(text);
    let midnights: Vec<Minute> =
        (0..8).filter_map(|day| calendar().midnight(monday.checked_add(i64::from(day).days()).ok()?)).collect();
    let shifts = shifts(text);
    let places = PLACES.iter().map(|(place, name)| PlaceRow {
        place: id(place),
        name: (*name).to_owned(),
        org: id("restos"),
        shifts: shifts.iter().filter(|shift| shift.place.as_str() == *place).cloned().collect(),
    });
    WeekView {
        monday: monday.to_string(),
        window: Window {
            from: midnights.first().copied().unwrap_or(Minute(0)),
            until: midnights.last().copied().unwrap_or(Minute(1)),
        },
        places: places.collect(),
        needed: 52,
        filled: 38,
        midnights,
    }
}
