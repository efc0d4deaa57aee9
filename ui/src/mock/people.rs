use super::{asked, id};
use crate::desk::now;
use mainforte_api::*;
use mainforte_domain::*;

const GIVEN: [&str; 12] =
    ["Marie", "Jean", "Fatima", "Louis", "Inès", "Paul", "Chloé", "Karim", "Lucie", "Mehdi", "Anaïs", "Hugo"];
const FAMILY: [&str; 14] = [
    "Dubois",
    "Lacoste",
    "Benali",
    "Petit",
    "Castaing",
    "Moreau",
    "Ferreira",
    "Duprat",
    "Lafitte",
    "Nguyen",
    "Bonnet",
    "Etchegaray",
    "Martin",
    "Roux",
];
const DISTRICTS: [&str; 5] =
    ["Bordeaux Maritime", "Chartrons – Grand Parc – Jardin Public", "La Bastide", "Bordeaux Sud", "Caudéran"];
const SKILLS: [&[&str]; 5] = [&["cuisine"], &["driver", "utilitaire"], &[], &["first-aid"], &["arabe"]];
const TOTAL: usize = 10_000;

fn row(index: usize) -> VolunteerRow {
    let pick = |list: &[&str], step: usize| list[(index * step + index / list.len()) % list.len()].to_owned();
    VolunteerRow {
        id: id(&format!("v{index}")),
        given: pick(&GIVEN, 7),
        family: pick(&FAMILY, 1),
        phone: (index % 9 != 4).then(|| {
            format!(
                "06 {:02} {:02} {:02} {:02}",
                index % 100,
                (index * 7) % 100,
                (index * 13) % 100,
                (index * 31) % 100
            )
        }),
        email: Some(format!("benevole{index}@exemple.fr")),
        district: (index % 6 != 5).then(|| pick(&DISTRICTS, 3)),
        skills: SKILLS[index % SKILLS.len()].iter().map(|skill| (*skill).to_owned()).collect(),
        offers: vec![id("food-distribution")],
        week_booked: Minutes(i64::try_from(index % 5).unwrap_or(0) * 90),
        last_asked: (!index.is_multiple_of(3)).then(|| now().plus(-i64::try_from(index * 97 % 9_000).unwrap_or(0))),
        status: [
            PersonStatus::Active,
            PersonStatus::Active,
            PersonStatus::ToInform,
            PersonStatus::Active,
            PersonStatus::Paused,
        ][index % 5],
        lent: !asked("city") && index % 11 == 3,
    }
}

pub fn page(filter: &PeopleFilter, offset: u32, limit: u32) -> Page<VolunteerRow> {
    let wanted = fold(&filter.search);
    let fits = |row: &VolunteerRow| {
        fold(&format!("{} {} {}", row.given, row.family, row.phone.clone().unwrap_or_default())).contains(&wanted)
            && filter.lent.is_none_or(|lent| row.lent == lent)
    };
    let rows: Vec<_> = (0..TOTAL).map(row).filter(fits).collect();
    let (offset_at, limit) = (usize::try_from(offset).unwrap_or(0), usize::try_from(limit).unwrap_or(0));
    Page {
        total: u32::try_from(rows.len()).unwrap_or(0),
        offset,
        rows: rows.into_iter().skip(offset_at).take(limit).collect(),
    }
}

pub fn sheet(wanted: &VolunteerId) -> VolunteerSheet {
    let row = row(wanted.as_str().trim_start_matches('v').parse().unwrap_or(0));
    let mut person = Person::named(wanted.clone(), &row.given, &row.family);
    person.phones.extend(["+33612345678".to_owned()]);
    person.emails.extend(row.email.clone());
    person.district = Some(id("bordeaux-maritime"));
    person.offers.extend([id("food-distribution"), id("outreach"), id("logistics")]);
    person.skills.extend(row.skills.clone());
    person.languages.insert("ar".to_owned());
    person.vetted = true;
    person.status = row.status;
    person.note = "Préfère les matins. Vient en tram B.".to_owned();
    person.availability = [(0, 540, 720), (1, 540, 720), (2, 840, 1080), (3, 540, 1080), (5, 600, 780)]
        .into_iter()
        .filter_map(|(day, from, until): (u16, u16, u16)| WeekWindow::new(day * 1440 + from, day * 1440 + until))
        .collect();
    let shift = super::week::shifts(None).into_iter().next();
    VolunteerSheet {
        owner: id("restos"),
        editable: !row.lent,
        loans: Vec::new(),
        bookings: shift.into_iter().map(booked).collect(),
        alike: if wanted.as_str() == "v1" { vec![self::row(15)] } else { Vec::new() },
        person,
    }
}

fn booked(shift: ShiftView) -> BookedShift {
    BookedShift {
        booking: id("b1"),
        shift: shift.id,
        title: shift.title,
        place: shift.place_name,
        window: shift.window,
        role: "Cuisine".to_owned(),
        right: Right::Held,
        answer: Answer::Yes,
    }
}
