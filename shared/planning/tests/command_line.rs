//! `mainforte-plan` on files, good and bad.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/worked_example.json");

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mainforte-plan")).args(arguments).output().unwrap()
}

/// A file of this test's own.
fn file(name: &str, text: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_plan_is_made_checked_and_questioned() {
    let plan = file("made.json", b"");
    let plan = plan.to_str().unwrap();
    let solved = run(&["solve", EXAMPLE, "--effort", "quick", "--out", plan]);
    assert!(solved.status.success() && solved.stdout.is_empty());
    assert!(text(solved.stderr).contains("score 1465"));
    assert!(text(run(&["check", EXAMPLE, plan]).stdout).ends_with("valid\n"));
    let told = text(run(&["explain", EXAMPLE, plan, "--volunteer", "ben", "--shift", "s3"]).stdout);
    assert!(told.contains("skill, availability"), "{told}");
    let told = text(run(&["recommend", EXAMPLE, plan, "--shift", "s1"]).stdout);
    assert!(told.contains("ben -245, leaving s2"), "{told}");
}

#[test]
fn a_plan_that_breaks_rules_is_judged_and_not_refused() {
    let bookings = r#"[{"volunteer": "ben", "shift": "s3", "role": "caller"}]"#;
    let plan =
        format!(r#"{{"format": "mainforte-plan/1", "instance": "example", "bookings": {bookings}, "score": 3}}"#);
    let plan = file("broken.json", plan.as_bytes());
    let judged = run(&["check", EXAMPLE, plan.to_str().unwrap()]);
    assert_eq!(judged.status.code(), Some(1));
    let told = text(judged.stdout);
    for fault in ["skill: ben s3 caller", "pinned-missing: chloe s3 caller", "score-mismatch"] {
        assert!(told.contains(fault), "{told}");
    }
}

#[test]
fn a_bad_file_gets_one_clear_line_and_exit_2() {
    let example = std::fs::read_to_string(EXAMPLE).unwrap();
    let spoilt = |name: &str, from: &str, to: &str| file(name, example.replacen(from, to, 1).as_bytes());
    for (path, word) in [
        (PathBuf::from("nowhere.json"), "nowhere.json"),
        (file("cut.json", b"{\"format\":"), "not the JSON"),
        (file("list.json", b"[]"), "not the JSON"),
        (file("cut.json.gz", &[0x1f, 0x8b, 8, 0]), "cut.json.gz"),
        (spoilt("format.json", "mainforte-planning/1", "mainforte-planning/7"), "mainforte-planning/7"),
        (spoilt("radius.json", "\"radius_m\": 3000", "\"radius_m\": -3"), "radius_m is -3"),
    ] {
        let answer = run(&["solve", path.to_str().unwrap()]);
        assert_eq!(answer.status.code(), Some(2), "{}", path.display());
        let told = text(answer.stderr);
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(told.contains(word), "{told}");
        assert!(answer.stdout.is_empty());
    }
}
