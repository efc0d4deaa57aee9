use crate::town::{RESTOS, Town};
use mainforte_api::{Command, Outcome, ShiftLineFate};
use mainforte_tests::city::board;
use mainforte_tests::sample::Table;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// 591 real shifts of EMF Camp 2022 (github.com/emfcamp/Website, `exports/2022/public/Shift.json`), which are not ours to
/// ship: read where the folder with `data/` is there, named by `MAINFORTE_FIXTURES` or beside the workspace.
fn real_shifts() -> Option<Vec<Value>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = std::env::var_os("MAINFORTE_FIXTURES").map_or(beside, PathBuf::from);
    let text = std::fs::read_to_string(folder.join("data/emf-2022-shifts.json")).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

#[tokio::test]
async fn the_real_shifts_are_on_the_laptop_and_on_the_hub() {
    let Some(real) = real_shifts() else {
        println!("the real shifts are not there, skipped: set MAINFORTE_FIXTURES to the folder that holds data/");
        return;
    };
    let columns = ["role", "venue", "start", "end", "min_needed", "max_needed"];
    let cell =
        |shift: &Value, column: &str| shift[column].as_str().map_or_else(|| shift[column].to_string(), str::to_owned);
    let header = columns.iter().map(|column| (*column).to_owned()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(header)
        .chain(real.iter().map(|shift| columns.iter().map(|column| cell(shift, column)).collect()))
        .collect();
    let town = Town::found().await;
    let amina = town.laptop("Amina", RESTOS).await;
    let file = Table::new("shifts.csv", ',', &rows).to_import();
    let report = match amina.execute(Command::ImportShifts { file: file.clone() }).await.unwrap() {
        Outcome::ShiftsImported { report, .. } => report,
        other => panic!("{other:?}"),
    };
    let taken = |fate: &ShiftLineFate| matches!(fate, ShiftLineFate::Taken | ShiftLineFate::JoinedToLine { .. });
    assert_eq!(report.lines.iter().filter(|line| taken(&line.fate)).count(), 591);

    town.agree(&[&amina]).await;
    let (on_laptop, _) = board(amina.client()).await.unwrap();
    let (on_hub, _) = board(town.hub.client().unwrap()).await.unwrap();
    assert_eq!(on_laptop.len(), report.shifts.len());
    assert_eq!(on_laptop, on_hub);

    // The same file once more brings nothing new.
    match amina.execute(Command::ImportShifts { file }).await.unwrap() {
        Outcome::ShiftsImported { report, .. } => assert_eq!(report.counts.taken, 0, "{:?}", report.counts),
        other => panic!("{other:?}"),
    }
}
