//! A list as an association really has it: Windows-1252, semicolons, a title above, duplicates, a couple on a landline.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use mainforte_domain::import::{
    Candidate, Encoding, Field, ImportedPerson, KnownPerson, Likeness, PeopleImport, PersonFate, PersonLine,
    RefusedCell, TableError, TableLimits, read_people,
};
use mainforte_domain::{OrgId, PersonStatus, Registry, VolunteerId, WeekWindow};
use proptest::prelude::*;

const LIST: &[u8] = include_bytes!("fixtures/benevoles-mars-2020.csv");

fn bordeaux() -> Registry {
    Registry::bordeaux(OrgId::parse("bordeaux").unwrap(), "Ville de Bordeaux")
}

fn import(text: &str) -> PeopleImport {
    read_people(text.as_bytes(), &bordeaux(), &[]).unwrap()
}

fn line(import: &PeopleImport, number: u32) -> &PersonLine {
    import.lines.iter().find(|line| line.line == number).unwrap()
}

fn taken(import: &PeopleImport, number: u32) -> &ImportedPerson {
    match &line(import, number).fate {
        PersonFate::Taken(person) | PersonFate::Proposed { person, .. } => person,
        fate => panic!("line {number}: {fate:?}"),
    }
}

fn refused(import: &PeopleImport, number: u32) -> &[RefusedCell] {
    match &line(import, number).fate {
        PersonFate::Refused(cells) => cells,
        fate => panic!("line {number}: {fate:?}"),
    }
}

fn texts<T: ToString>(things: impl IntoIterator<Item = T>) -> Vec<String> {
    things.into_iter().map(|t| t.to_string()).collect()
}

#[test]
fn the_list_is_read_with_its_accents_and_columns() {
    let import = read_people(LIST, &bordeaux(), &[]).unwrap();
    assert_eq!(import.encoding, Encoding::Windows1252);
    assert_eq!(import.titles[0].text, "Liste des bénévoles – mise à jour 21/03/2020");
    let meanings: Vec<_> = import.columns.iter().map(|c| c.meaning.map_or("-", |m| m.code())).collect();
    assert_eq!(
        meanings,
        [
            "family",
            "given",
            "phone",
            "phone",
            "email",
            "district",
            "-",
            "kinds",
            "skills",
            "licence",
            "availability",
            "note"
        ]
    );
    assert_eq!(import.columns[0].samples, ["DURAND", "Lefèvre", "Martin"]);
    let counts = import.counts;
    assert_eq!((counts.taken, counts.merged, counts.proposed, counts.refused), (7, 1, 2, 3));
    let empty = import.lines.iter().filter(|l| l.fate == PersonFate::Empty).count();
    assert_eq!((import.lines.len(), empty), (14, 1));
}

#[test]
fn a_whole_line_becomes_a_person() {
    let import = read_people(LIST, &bordeaux(), &[]).unwrap();
    let elodie = taken(&import, 5);
    assert_eq!(elodie.name(), "Élodie Lefèvre");
    assert_eq!(texts(&elodie.phones), ["+33698765432"]);
    assert_eq!(texts(&elodie.offers), ["groceries", "tutoring"]);
    assert_eq!(elodie.district.as_ref().unwrap().as_str(), "la-bastide");
    let day = |d: u16, from: u16, until: u16| WeekWindow::new(d * 1_440 + from * 60, d * 1_440 + until * 60).unwrap();
    assert_eq!(elodie.availability, [day(2, 14, 18), day(5, 8, 20), day(6, 8, 20)]);
    assert_eq!(elodie.note, "Code postal : 33100\nPréfère être appelée le soir; enseignante");
    let person = elodie.clone().into_person(VolunteerId::parse("elodie").unwrap());
    assert_eq!(person.status, PersonStatus::ToInform);
}

#[test]
fn the_same_name_on_the_same_phone_is_one_person_and_gains_from_both_lines() {
    let import = read_people(LIST, &bordeaux(), &[]).unwrap();
    let added = vec![Field::Emails, Field::Offers, Field::Availability];
    assert_eq!(line(&import, 9).fate, PersonFate::MergedWithLine { line: 4, added });
    let marie = taken(&import, 4);
    assert_eq!(texts(&marie.emails), ["m.durand@free.fr", "marie.durand@orange.fr"]);
    assert_eq!(texts(&marie.offers), ["groceries", "prescriptions", "sewing"]);
    assert_eq!(texts(&marie.skills), ["cuisine", "driver"]);
}

#[test]
fn a_couple_on_a_landline_and_two_of_one_name_are_proposed_not_merged() {
    let import = read_people(LIST, &bordeaux(), &[]).unwrap();
    let proposed = |number| match &line(&import, number).fate {
        PersonFate::Proposed { candidate, candidate_name, why, .. } => {
            (candidate.clone(), candidate_name.clone(), *why)
        }
        fate => panic!("line {number}: {fate:?}"),
    };
    assert_eq!(proposed(8), (Candidate::Line(7), "Paul Martin".to_owned(), Likeness::SameContact));
    assert_eq!(proposed(16), (Candidate::Line(4), "Marie DURAND".to_owned(), Likeness::SameName));
    assert_eq!(texts(&taken(&import, 8).phones), ["+33556812233"]);
}

#[test]
fn lines_without_name_or_contact_are_refused_with_their_reason() {
    let import = read_people(LIST, &bordeaux(), &[]).unwrap();
    assert_eq!(refused(&import, 13), [RefusedCell::NoName]);
    assert_eq!(refused(&import, 12), [RefusedCell::BadPhone("06 12 34 56".to_owned())]);
    assert_eq!(refused(&import, 14), [RefusedCell::NoContact]);
}

#[test]
fn what_was_not_understood_is_named_and_kept_in_the_note() {
    let import = read_people(LIST, &bordeaux(), &[]).unwrap();
    for (number, kept) in [
        (7, vec!["Disponibilités : tous les jours sauf mardi"]),
        (11, vec!["Quartier : Saint-Michel", "Disponibilités : à voir ensemble"]),
        (15, vec!["Tél. portable : 06 10 20 30"]),
    ] {
        assert_eq!(line(&import, number).kept_in_note, kept);
        let note = &taken(&import, number).note;
        assert!(kept.iter().all(|k| note.lines().any(|line| line == *k)), "{note}");
    }
    assert_eq!(texts(&taken(&import, 15).emails), ["jean.moreau@laposte.net"]);
    assert!(taken(&import, 7).availability.is_empty(), "never more than was offered");
    assert_eq!(texts(&taken(&import, 18).phones), ["+33557001122", "+33601020304"]);
}

#[test]
fn known_people_are_met_again() {
    let known = |id: &str, name: &str, phone: &str| KnownPerson {
        id: VolunteerId::parse(id).unwrap(),
        name: name.to_owned(),
        phones: [phone.to_owned()].into(),
        emails: Default::default(),
    };
    let people = [
        known("v1", "Durand Marie", "+33612345678"),
        known("v2", "Awa N’Diaye", "+33700000000"),
        known("v3", "Léon Roux", "+33557001122"),
    ];
    let import = read_people(LIST, &bordeaux(), &people).unwrap();
    for number in [4, 9] {
        match &line(&import, number).fate {
            PersonFate::MergedWithKnown { id, .. } => assert_eq!(id.as_str(), "v1"),
            fate => panic!("line {number}: {fate:?}"),
        }
    }
    let proposed = |number| match &line(&import, number).fate {
        PersonFate::Proposed { candidate: Candidate::Known(id), why, .. } => (id.to_string(), *why),
        fate => panic!("line {number}: {fate:?}"),
    };
    assert_eq!(proposed(10), ("v2".to_owned(), Likeness::SameName));
    assert_eq!(proposed(18), ("v3".to_owned(), Likeness::SameContact));
    let mut backwards = people.clone();
    backwards.reverse();
    assert_eq!(read_people(LIST, &bordeaux(), &backwards), Ok(import));
}

#[test]
fn a_known_person_gains_what_the_list_says_and_loses_nothing() {
    let import = import("Nom complet;Email;Quartier;Remarques\nMarie Durand;m@x.fr;Caudéran;a une voiture\n");
    let mut marie = taken(&import, 2).clone().into_person(VolunteerId::parse("m").unwrap());
    marie.district = None;
    marie.status = PersonStatus::Active;
    marie.note = "ancienne".to_owned();
    let again = taken(&import, 2);
    assert_eq!(again.add_to(&mut marie), [Field::District, Field::Note]);
    assert_eq!((marie.note.as_str(), marie.status), ("ancienne\na une voiture", PersonStatus::Active));
    assert_eq!(again.add_to(&mut marie), []);
}

#[test]
fn other_encodings_and_delimiters_say_the_same() {
    let text = "Nom,Prénom,Téléphone\nLefèvre,Noël,06 12 34 56 78\n";
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let mut utf16_be = vec![0xFE, 0xFF];
    utf16_be.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    let expected = import(text);
    assert_eq!(taken(&expected, 2).name(), "Noël Lefèvre");
    for (bytes, encoding) in [
        (format!("\u{feff}{text}").into_bytes(), Encoding::Utf8),
        (text.replace(',', "\t").replace('\n', "\r").into_bytes(), Encoding::Utf8),
        (format!("sep=,\n{text}").into_bytes(), Encoding::Utf8),
        (utf16, Encoding::Utf16),
        (utf16_be, Encoding::Utf16),
        (text.chars().map(|c| c as u8).collect(), Encoding::Windows1252),
    ] {
        let read = read_people(&bytes, &bordeaux(), &[]).unwrap();
        assert_eq!(read.encoding, encoding);
        let fates = |import: &PeopleImport| import.lines.iter().map(|l| l.fate.clone()).collect::<Vec<_>>();
        assert_eq!(fates(&read), fates(&expected));
    }
}

#[test]
fn days_as_columns_may_be_ticked_or_hold_hours() {
    let import = import("Nom;Tel;Lundi;Mardi matin;Mercredi;Jeudi\nAnna Roy;0612345678;x;oui;9h-11h;non\n");
    let day = |d: u16, from: u16, until: u16| WeekWindow::new(d * 1_440 + from * 60, d * 1_440 + until * 60).unwrap();
    assert_eq!(taken(&import, 2).availability, [day(0, 8, 20), day(1, 8, 12), day(2, 9, 11)]);
}

#[test]
fn a_ragged_line_is_refused_and_a_short_one_is_not() {
    let import = import("Nom;Prénom;Tel\nRoy;Anna;0612345678;de trop\nRoy;Zoé;0612345679;;\nSeul\n");
    assert_eq!(refused(&import, 2), [RefusedCell::TooManyCells]);
    assert_eq!(taken(&import, 3).name(), "Zoé Roy");
    assert_eq!(refused(&import, 4), [RefusedCell::NoContact]);
}

#[test]
fn what_is_no_list_of_people_is_refused_whole() {
    let read = |bytes: &[u8]| read_people(bytes, &bordeaux(), &[]).unwrap_err();
    assert_eq!(read(b""), TableError::Empty);
    assert_eq!(read(b"\n ;; \n"), TableError::Empty);
    assert_eq!(read(b"PK\x03\x04rest"), TableError::Spreadsheet);
    assert_eq!(read(b"\x00\x01\x02"), TableError::NotText);
    assert_eq!(read(b"bleu;rouge\n1;2\n"), TableError::NoHeader { first: vec!["bleu".to_owned(), "rouge".to_owned()] });
    assert_eq!(read(&vec![b'a'; TableLimits::BYTES + 1]), TableError::TooLarge(TableLimits::BYTES + 1));
    assert_eq!(read("nom;tel\n".repeat(TableLimits::LINES + 1).as_bytes()), TableError::TooManyLines);
    assert_eq!(read(format!("nom;tel{}\n", ";x".repeat(500)).as_bytes()), TableError::TooManyColumns);
    assert_eq!(
        read(format!("nom;tel{}\n", ";x".repeat(100)).repeat(40_000).as_bytes()),
        TableError::TooManyLines,
        "counting cells"
    );
    let long = import(&format!("Nom;Tel\n{};0612345678\n", "x".repeat(TableLimits::CELL_CHARACTERS + 1)));
    assert_eq!(refused(&long, 2), [RefusedCell::TooLong]);
}

fn each_line_once(import: &PeopleImport) {
    let counts = import.counts;
    let empty = import.lines.iter().filter(|l| l.fate == PersonFate::Empty).count();
    let counted = counts.taken + counts.merged + counts.proposed + counts.refused;
    assert_eq!(counted as usize + empty, import.lines.len());
    for pair in import.lines.windows(2) {
        assert!(pair[0].line < pair[1].line);
    }
    for line in &import.lines {
        if let PersonFate::MergedWithLine { line: earlier, .. } = line.fate {
            assert!(earlier < line.line);
            taken(import, earlier);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn hostile_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_people(&bytes, &bordeaux(), &[]);
        let mut under_a_header = "Nom;Prénom;Tel;Email;Disponibilités;Aide;Langues;Permis;Lundi\n".as_bytes().to_vec();
        under_a_header.extend(&bytes);
        if let Ok(import) = read_people(&under_a_header, &bordeaux(), &[]) {
            each_line_once(&import);
        }
    }

    #[test]
    fn every_line_has_one_fate_and_no_contact_is_lost(
        people in prop::collection::vec(("(Anna|Zoé|Léa)", "(Roy|Petit)", 0_u32..4, "(a@x[.]fr|b@x[.]fr|)", "(\"|;|\n|,|\\PC){0,3}"), 0..30),
    ) {
        let mut text = "Prénom;Nom;Tel;Email;Note\n".to_owned();
        for (given, family, phone, email, note) in &people {
            text.push_str(&format!("{given};{family};06123456 7{phone};{email};\"{}\"\n", note.replace('"', "\"\"")));
        }
        let import = import(&text);
        each_line_once(&import);
        prop_assert_eq!(import.lines.len(), people.len());
        prop_assert_eq!(import.counts.refused, 0);
        let mut kept: Vec<_> = import.lines.iter().filter_map(|l| match &l.fate {
            PersonFate::Taken(p) | PersonFate::Proposed { person: p, .. } => Some((p.name(), p.phones.clone())),
            _ => None,
        }).flat_map(|(name, phones)| phones.into_iter().map(move |p| (name.clone(), p))).collect();
        kept.sort();
        kept.dedup();
        let mut written: Vec<_> =
            people.iter().map(|(g, f, p, ..)| (format!("{g} {f}"), format!("+336123456 7{p}").replace(' ', ""))).collect();
        written.sort();
        written.dedup();
        prop_assert_eq!(kept, written);
    }
}
