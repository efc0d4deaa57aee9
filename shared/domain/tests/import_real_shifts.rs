//! 591 real shifts of EMF Camp 2022 (github.com/emfcamp/Website, `exports/2022/public/Shift.json`), which are not ours
//! to ship: read where the folder with `data/` is there, named by `MAINFORTE_FIXTURES` or beside the workspace.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use mainforte_domain::import::{ShiftFate, read_shifts};
use mainforte_domain::{CityCalendar, OrgId, Registry};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn real_shifts() -> Option<Vec<Value>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("MAINFORTE_FIXTURES").map_or(beside, PathBuf::from);
    let text = std::fs::read_to_string(folder.join("data/emf-2022-shifts.json")).ok()?;
    Some(serde_json::from_str(&text).expect("a JSON list of shifts"))
}

const COLUMNS: [&str; 5] = ["role", "venue", "start", "end", "min_needed"];

fn as_csv(shifts: &[Value]) -> Vec<u8> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(COLUMNS.iter().chain(&["max_needed"])).unwrap();
    for shift in shifts {
        let cell = |column: &str| shift[column].as_str().map_or_else(|| shift[column].to_string(), str::to_owned);
        csv.write_record(COLUMNS.iter().chain(&["max_needed"]).map(|column| cell(column))).unwrap();
    }
    csv.into_inner().unwrap()
}

#[test]
fn all_real_shifts_are_taken() {
    let Some(real) = real_shifts() else {
        println!("the real shifts are not there, skipped: set MAINFORTE_FIXTURES to the folder that holds data/");
        return;
    };
    assert_eq!(real.len(), 591);
    let registry = Registry::bordeaux(OrgId::parse("bordeaux").unwrap(), "Ville de Bordeaux");
    let calendar = CityCalendar::new("Europe/London").unwrap();
    let import = read_shifts(&as_csv(&real), &registry, &calendar).unwrap();

    let taken = |fate: &ShiftFate| matches!(fate, ShiftFate::Taken | ShiftFate::JoinedToLine(_));
    let lost: Vec<_> = import.lines.iter().filter(|line| !taken(&line.fate)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(import.lines.len(), 591);

    let sum = |column: &str| real.iter().map(|shift| shift[column].as_u64().unwrap()).sum::<u64>();
    let roles = || import.shifts.iter().flat_map(|shift| shift.roles.values());
    assert_eq!(roles().count(), 591);
    assert_eq!(roles().map(|need| u64::from(need.min)).sum::<u64>(), sum("min_needed"));
    assert_eq!(roles().map(|need| u64::from(need.max)).sum::<u64>(), sum("max_needed"));

    for (shift, line) in real.iter().zip(&import.lines) {
        let of = match line.fate {
            ShiftFate::JoinedToLine(first) => first,
            _ => line.line,
        };
        let draft = import.shifts.iter().find(|draft| draft.line == of).unwrap();
        let wall = |at| calendar.wall(at).to_string().replace('T', " ");
        assert_eq!(wall(draft.window.from), shift["start"].as_str().unwrap());
        assert_eq!(wall(draft.window.until), shift["end"].as_str().unwrap());
        assert_eq!(draft.place, shift["venue"].as_str().unwrap());
    }
    println!("591 rows became {} shifts", import.shifts.len());
}
