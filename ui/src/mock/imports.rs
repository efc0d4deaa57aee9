use super::id;
use mainforte_api::*;

pub fn picked_file() -> ImportFile {
    ImportFile { name: "bénévoles mars.csv".to_owned(), content: Base64(String::new()) }
}

fn column(header: &str, meaning: Option<&str>, samples: &[&str]) -> ColumnView {
    ColumnView {
        header: header.to_owned(),
        meaning: meaning.map(str::to_owned),
        samples: samples.iter().map(|sample| (*sample).to_owned()).collect(),
    }
}

pub fn people() -> PeopleReport {
    let line = |line, name: &str, fate| LineView { line, name: name.to_owned(), fate, kept_in_note: Vec::new() };
    PeopleReport {
        encoding: "windows-1252".to_owned(),
        columns: vec![
            column("Nom", Some("family"), &["DUBOIS", "Lacoste", "Benali"]),
            column("Prénom", Some("given"), &["Marie", "Jean", "Fatima"]),
            column("Tél.", Some("phone"), &["06.12.34.56.78", "+33 6 98 76 54 32", "0556112233"]),
            column("Mail", Some("email"), &["marie.dubois@exemple.fr"]),
            column("Dispo", Some("availability"), &["lun mar matin", "week-end"]),
            column("Remarque du CCAS", None, &["à rappeler en avril"]),
        ],
        counts: ImportCounts { taken: 387, merged: 14, proposed: 3, refused: 8 },
        lines: vec![
            line(2, "Marie Dubois", LineFate::Taken),
            line(3, "Jean Lacoste", LineFate::MergedWithLine { line: 2 }),
            line(
                9,
                "Anne Petit",
                LineFate::Proposed { line: Some(8), id: None, name: "Jean Petit".to_owned(), same_contact: true },
            ),
            line(31, "Luc", LineFate::Refused { cells: vec![RefusedCell::NoContact] }),
            line(
                44,
                "Sofia Martin",
                LineFate::Refused { cells: vec![RefusedCell::BadPhone { value: "06 12 34".to_owned() }] },
            ),
            LineView {
                line: 52,
                name: "Paul Roux".to_owned(),
                fate: LineFate::Taken,
                kept_in_note: vec!["sauf pleine lune".to_owned()],
            },
        ],
    }
}

pub fn shifts() -> ShiftsReport {
    ShiftsReport {
        encoding: "utf-8".to_owned(),
        columns: vec![
            column("Intitulé", Some("title"), &["Distribution"]),
            column("Début", Some("start"), &["24/03/2020 09:00"]),
        ],
        counts: ImportCounts { taken: 42, merged: 6, proposed: 0, refused: 1 },
        lines: vec![ShiftLineView {
            line: 12,
            title: "Maraude, Saint-Michel".to_owned(),
            fate: ShiftLineFate::Refused { cells: vec![RefusedCell::BadTime { value: "25h".to_owned() }] },
        }],
        shifts: vec![id("s1")],
    }
}
