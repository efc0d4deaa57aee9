//! Shifts from a coordinator's spreadsheet.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use mainforte_domain::import::{Encoding, RefusedCell, ShiftFate, ShiftsImport, TableError, read_shifts};
use mainforte_domain::{CityCalendar, OrgId, Registry};
use proptest::prelude::*;

fn import(bytes: &[u8]) -> Result<ShiftsImport, TableError> {
    let registry = Registry::bordeaux(OrgId::parse("bordeaux").unwrap(), "Ville de Bordeaux");
    read_shifts(bytes, &registry, &CityCalendar::new("Europe/Paris").unwrap())
}

#[test]
fn a_spreadsheet_of_shifts_becomes_shifts_with_roles() {
    let import = import(include_bytes!("fixtures/creneaux.csv")).unwrap();
    assert_eq!(import.encoding, Encoding::Windows1252);
    let fates: Vec<_> = import.lines.iter().map(|line| (line.line, line.fate.clone())).collect();
    let missing = |column| RefusedCell::Missing(column);
    assert_eq!(
        fates,
        [
            (2, ShiftFate::Taken),
            (3, ShiftFate::JoinedToLine(2)),
            (4, ShiftFate::Taken),
            (5, ShiftFate::AlreadyInLine(4)),
            (6, ShiftFate::Empty),
            (7, ShiftFate::Refused(vec![RefusedCell::BadTime("31/02/2020".to_owned())])),
            (8, ShiftFate::Refused(vec![missing("end"), RefusedCell::BadNumber("5 > 2".to_owned()), missing("place")])),
            (9, ShiftFate::Taken),
        ]
    );
    assert_eq!(import.lines[7].notices, ["Type d'aide : rangement", "Priorité : plus tard"]);
    let counts = import.counts;
    assert_eq!((counts.taken, counts.merged, counts.refused), (3, 2, 2));

    let distribution = &import.shifts[0];
    assert_eq!(
        (distribution.title.as_str(), distribution.place.as_str()),
        ("Distribution, Bacalan", "Salle Buscaillet")
    );
    assert_eq!(distribution.kind.as_ref().unwrap().as_str(), "food-distribution");
    assert_eq!((distribution.window.length().0, distribution.priority.get()), (210, 1));
    let roles: Vec<_> =
        distribution.roles.iter().map(|(r, n)| (r.as_str(), n.min, n.max, n.skill.as_deref())).collect();
    assert_eq!(roles, [("Accueil", 2, 3, None), ("Chauffeur", 1, 1, Some("driver"))]);
    assert_eq!((import.shifts[1].window.length().0, import.shifts[1].roles["Équipe"].min), (240, 4));
    assert_eq!(import.shifts[2].window.length().0, 7 * 60, "the night when summer time begins");
}

#[test]
fn hours_may_stand_in_one_cell_and_titles_may_be_missing() {
    let import = import(
        "Jour;Horaires;Lieu;Poste\n24/03/2020;9h-12h;Halle;Tri\n24/03/2020;de 9h à 12h;Halle;Accueil\n".as_bytes(),
    );
    let import = import.unwrap();
    assert_eq!(import.shifts.len(), 1);
    assert_eq!((import.shifts[0].title.as_str(), import.shifts[0].roles.len()), ("Halle", 2));
}

proptest! {
    #[test]
    fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut under_a_header = b"place,date,start,end,role,min,max,priority\nHalle,24/03/2020,9h,".to_vec();
        under_a_header.extend(&bytes);
        if let Ok(import) = import(&under_a_header) {
            let told = import.lines.iter().filter(|line| line.fate == ShiftFate::Taken).count();
            prop_assert_eq!(told, import.shifts.len());
        }
    }
}
