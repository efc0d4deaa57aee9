//! The invariants of ARCHITECTURE.md that a tool can hold.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// The names under `[dependencies]` of a crate (not those for its tests).
fn dependencies(folder: &str) -> Vec<String> {
    let manifest = std::fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line == "[dependencies]" || line.starts_with("[target.") && line.ends_with(".dependencies]");
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            names.push(line.split(['.', '=', ' ']).next().unwrap().to_owned());
        }
    }
    assert!(!names.is_empty(), "{folder} has no dependencies: is the manifest read right?");
    names
}

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "no sources under {folder}");
    found
}

const CRATES: [&str; 11] = [
    "shared/domain",
    "shared/api",
    "shared/planning",
    "shared/documents",
    "shared/sync",
    "shared/store",
    "shared/node",
    "hub",
    "src-tauri",
    "ui",
    "tests",
];

/// Asserts that of all crates only `allowed` depend on `name`.
fn only(name: &str, allowed: &[&str]) {
    let users: Vec<&str> = CRATES.into_iter().filter(|c| dependencies(c).iter().any(|d| d == name)).collect();
    let strays: Vec<&&str> = users.iter().filter(|user| !allowed.contains(user)).collect();
    assert!(strays.is_empty(), "{name} is used by {strays:?}, only {allowed:?} may");
    assert!(!users.is_empty(), "nobody uses {name}: the rule watches nothing");
}

#[test]
fn only_the_store_knows_sql() {
    only("rusqlite", &["shared/store"]);
}

#[test]
fn only_documents_knows_automerge() {
    only("automerge", &["shared/documents"]);
}

#[test]
fn only_the_node_knows_iroh() {
    only("iroh", &["shared/node"]);
}

#[test]
fn only_the_desktop_app_knows_tauri() {
    only("tauri", &["src-tauri"]);
}

#[test]
fn the_interface_knows_the_api_and_the_domain_alone() {
    let ours: Vec<String> = dependencies("ui").into_iter().filter(|d| d.starts_with("mainforte")).collect();
    assert!(ours.iter().all(|d| d == "mainforte-api" || d == "mainforte-domain"), "{ours:?}");
}

#[test]
fn pure_crates_depend_on_nothing_that_reads_or_writes() {
    for pure in ["shared/domain", "shared/api", "shared/planning"] {
        for name in ["tokio", "rusqlite", "iroh", "tauri", "rand", "reqwest", "mainforte-store", "mainforte-node"] {
            assert!(!dependencies(pure).iter().any(|d| d == name), "{pure} depends on {name}");
        }
    }
}

#[test]
fn below_the_node_there_is_no_clock_socket_or_thread() {
    let absent = ["SystemTime::now", "Instant::now", "std::net", "std::thread", "tokio::", "rand::"];
    for pure in ["shared/domain/src", "shared/api/src", "shared/documents/src", "shared/sync/src"] {
        for (path, text) in sources(pure) {
            let program = text.split("#[cfg(test)]").next().unwrap();
            if path.file_name().is_some_and(|n| n == "tests.rs") || path.iter().any(|p| p == "tests") {
                continue;
            }
            for word in absent {
                assert!(!program.contains(word), "{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn no_program_aborts_on_panic() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(!manifest.contains("panic = \"abort\""), "documents are decoded under catch_unwind");
}

#[test]
fn files_stay_small_enough_to_read() {
    for folder in CRATES {
        for (path, text) in sources(&format!("{folder}/src")) {
            let lines = text.lines().count();
            assert!(lines <= 500, "{} has {lines} lines: split it by concept", path.display());
        }
    }
}
