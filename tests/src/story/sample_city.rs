//! The lists and the weeks of shifts that the story's associations bring along.

use crate::sample::{PeopleList, Style, Venue};

/// What the sample is drawn from.
pub(super) const SEED: u64 = 20_200_317;

/// The city's pool.
pub(super) const POOL: PeopleList = PeopleList { name: "vivier.csv", style: Style::City, people: 240, block: 0 };

/// The Restos' volunteers.
pub(super) const RESTOS: PeopleList =
    PeopleList { name: "benevoles-restos.csv", style: Style::Excel, people: 270, block: 1 };

/// The Secours' volunteers.
pub(super) const SECOURS: PeopleList =
    PeopleList { name: "volunteers-secours.csv", style: Style::Form, people: 150, block: 2 };

const DISTRIBUTION: &str = "Distribution alimentaire";

/// Where the Restos hold their shifts: 133 in a week.
pub(super) const RESTOS_VENUES: &[Venue] = &[
    distribution("Bacalan", "bordeaux-maritime", &[("9h", "12h"), ("14h", "17h")]),
    distribution("Benauge", "la-bastide", &[("9h", "12h"), ("14h", "17h")]),
    distribution("Saint-Michel", "bordeaux-sud", &[("9h", "12h"), ("13h30", "16h30"), ("17h", "20h")]),
    distribution("Grand Parc", "chartrons", &[("9h", "12h"), ("14h", "17h")]),
    distribution("Saint-Amand", "cauderan", &[("10h", "13h"), ("15h", "18h")]),
    distribution("Place Simiot", "nansouty", &[("9h30", "12h30"), ("14h30", "17h30")]),
    Venue {
        place: "Cuisine centrale",
        district: "centre",
        kind: DISTRIBUTION,
        slots: &[("8h", "11h"), ("11h", "14h"), ("17h", "20h")],
        roles: &[("Cuisine", 1, 3, "")],
    },
    Venue {
        place: "Entrepôt des bassins à flot",
        district: "bordeaux-maritime",
        kind: "Logistique",
        slots: &[("7h", "10h"), ("10h", "13h"), ("14h", "17h")],
        roles: &[("Chauffeur", 1, 1, "permis B"), ("Manutention", 1, 3, "")],
    },
];

/// Where the Secours hold theirs: 63 in a week.
pub(super) const SECOURS_VENUES: &[Venue] = &[
    Venue {
        place: "Épicerie solidaire",
        district: "bordeaux-sud",
        kind: DISTRIBUTION,
        slots: &[("9h", "12h"), ("14h", "17h")],
        roles: &[("Accueil", 1, 2, ""), ("Rayons", 1, 2, "")],
    },
    Venue {
        place: "Accueil de jour",
        district: "centre",
        kind: "Démarches",
        slots: &[("8h", "11h"), ("11h", "14h"), ("14h", "17h")],
        roles: &[("Écoute", 1, 2, "")],
    },
    Venue {
        place: "Colis à domicile",
        district: "la-bastide",
        kind: "Courses",
        slots: &[("9h", "12h"), ("15h", "18h")],
        roles: &[("Livraison", 1, 2, "permis B")],
    },
    Venue {
        place: "Vestiaire",
        district: "nansouty",
        kind: "Logistique",
        slots: &[("10h", "13h"), ("14h", "17h")],
        roles: &[("Tri", 1, 3, "")],
    },
];

const fn distribution(place: &'static str, district: &'static str, slots: crate::sample::Slots) -> Venue {
    Venue { place, district, kind: DISTRIBUTION, slots, roles: &[("Accueil", 1, 1, ""), ("Distribution", 2, 3, "")] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mainforte_domain::import::read_people;
    use mainforte_domain::{DistrictId, OrgId, Registry};

    #[test]
    fn the_week_is_as_large_as_promised() {
        let shifts = |venues: &[Venue]| 7 * venues.iter().map(|venue| venue.slots.len()).sum::<usize>();
        assert_eq!(shifts(RESTOS_VENUES), 133);
        assert_eq!(shifts(SECOURS_VENUES), 63);
    }

    #[test]
    fn every_venue_lies_in_a_district_of_the_city() {
        let registry = Registry::bordeaux(OrgId::parse("bordeaux").unwrap(), "Ville de Bordeaux");
        for venue in RESTOS_VENUES.iter().chain(SECOURS_VENUES) {
            assert!(registry.districts.contains_key(&DistrictId::parse(venue.district).unwrap()), "{}", venue.district);
        }
    }

    #[test]
    fn the_importer_reads_every_list_as_it_is_meant() {
        let registry = Registry::bordeaux(OrgId::parse("bordeaux").unwrap(), "Ville de Bordeaux");
        for (list, encoding) in [(POOL, "utf-8"), (RESTOS, "windows-1252"), (SECOURS, "utf-8")] {
            let import = read_people(&list.draw(SEED).bytes, &registry, &[]).unwrap();
            let counts = import.counts;
            assert_eq!(import.encoding.name(), encoding);
            assert!(import.columns.iter().all(|column| column.meaning.is_some()), "{:?}", import.columns);
            assert_eq!((counts.taken + counts.proposed) as usize, list.people, "{}: {counts:?}", list.name);
            assert!(counts.merged >= 3 && counts.refused >= 1, "{}: {counts:?}", list.name);
            let kept: Vec<_> = import.lines.iter().flat_map(|line| &line.kept_in_note).collect();
            assert!(kept.iter().all(|kept| !kept.to_lowercase().contains("dispo")), "{kept:?}");
        }
    }
}
