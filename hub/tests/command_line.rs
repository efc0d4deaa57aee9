//! The hub's command line, as scripts use it: exit codes, sentences, and the admin socket while it serves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const PEOPLE: &str = "Nom;Prénom;Téléphone;Courriel\n\
    Dupouy;Marie;06.39.98.00.01;\n\
    DUPOUY;marie;+33 6 39 98 00 01;marie@example.org\n\
    Labat;René;;\n\
    Sow;Fatou;;fatou@example.org\n";

fn command(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mainforte-hub"));
    command.args(arguments).arg("--data").arg(data).stdin(Stdio::null());
    command
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    command(data, arguments).output().unwrap()
}

/// What a command printed that must succeed.
fn said(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The one sentence of a command that must be refused.
fn refused(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    let sentence = String::from_utf8(output.stderr).unwrap();
    assert_eq!(sentence.trim_end().lines().count(), 1, "{sentence}");
    assert!(sentence.starts_with("mainforte-hub: "), "{sentence}");
    sentence
}

fn founded() -> TempDir {
    let data = tempfile::tempdir().unwrap();
    said(data.path(), &["init", "--city", "Ville de Bordeaux"]);
    data
}

/// A hub that serves; killed when dropped.
struct Serving(Child);

impl Serving {
    fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    fn start_with(data: &Path, arguments: &[&str]) -> Self {
        let arguments = [&["serve", "--bind", "127.0.0.1:0"], arguments].concat();
        let mut hub = command(data, &arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(hub.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("listening on 127.0.0.1:"), "{line:?}");
        Self(hub)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn status(data: &Path) -> Value {
    serde_json::from_str(&said(data, &["status", "--json"])).unwrap()
}

#[test]
fn a_city_is_founded_in_an_empty_folder_and_only_there() {
    let data = tempfile::tempdir().unwrap();
    assert!(refused(&data.path().join("nowhere"), &["init", "--city", "Bordeaux"]).contains("create it first"));
    assert!(refused(data.path(), &["init", "--city", " "]).contains("no name"));
    assert!(refused(data.path(), &["status"]).contains("no key file"));
    said(data.path(), &["init", "--city", "Ville de Bordeaux"]);
    assert!(refused(data.path(), &["init", "--city", "Ville de Bordeaux"]).contains("not empty"));
    assert_eq!(status(data.path())["city"], "Ville de Bordeaux");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(data.path().join("mainforte.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn the_key_file_may_lie_elsewhere_and_a_wrong_one_opens_nothing() {
    let (data, keys) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (key, wrong) = (keys.path().join("city.key"), keys.path().join("other.key"));
    let key = key.to_str().unwrap();
    said(data.path(), &["init", "--city", "Ville de Bordeaux", "--key-file", key]);
    assert!(!data.path().join("mainforte.key").exists());
    said(data.path(), &["status", "--key-file", key]);
    assert!(refused(data.path(), &["status"]).contains("--key-file"));
    std::fs::write(&wrong, "ab".repeat(32)).unwrap();
    assert!(refused(data.path(), &["status", "--key-file", wrong.to_str().unwrap()]).contains("--key-file"));
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let data = founded();
    for wrong in [&["invite"][..], &["give"], &["export", "--format", "xml"], &["lend", "--volunteer", "v"]] {
        assert_eq!(run(data.path(), wrong).status.code(), Some(2), "{wrong:?}");
    }
    let nowhere = Command::new(env!("CARGO_BIN_EXE_mainforte-hub")).arg("status").output().unwrap();
    assert_eq!(nowhere.status.code(), Some(2));
}

/// Everything that a script does, whether the hub serves or not.
fn a_day_at_the_town_hall(data: &Path, serving: bool) {
    let list = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(list.path(), PEOPLE).unwrap();
    let report = said(data, &["import", list.path().to_str().unwrap()]);
    assert!(report.contains("line     3") && report.contains("merged with line 2"), "{report}");
    assert!(report.contains("refused: neither phone nor e-mail"), "{report}");
    assert!(report.ends_with("2 taken, 1 merged, 0 taken that may be somebody known, 1 refused (utf-8)\n"), "{report}");

    let invitation = said(data, &["invite", "--association", "Restos du cœur"]);
    assert!(invitation.starts_with("mainforte1") && invitation.lines().count() == 1, "{invitation}");
    let with_qr = said(data, &["invite", "--operator", "--qr"]);
    assert!(with_qr.lines().count() > 20 && with_qr.contains('█'), "{with_qr}");

    let export: Value = serde_json::from_str(&said(data, &["export", "--format", "json"])).unwrap();
    assert_eq!(export["format"], "mainforte-export");
    let people = export["people"].as_array().unwrap();
    assert_eq!(people.len(), 2);
    let marie = people.iter().find(|sheet| sheet["person"]["family"] == "Dupouy").unwrap();
    let id = marie["person"]["id"].as_str().unwrap();
    let lend = |to: &'static str, from: &'static str| {
        vec!["lend", "--volunteer", id, "--to", to, "--from", from, "--until", "2031-03-24T12:00", "--hours", "2"]
    };
    assert!(refused(data, &lend("Croix-Rouge", "2031-03-24T09:00")).contains("Croix-Rouge"));
    assert!(refused(data, &lend("restos du coeur", "24/03/2031")).contains("2020-03-24T09:00"));
    let lent = said(data, &lend("restos du coeur", "2031-03-24T09:00"));
    assert!(lent.contains("Marie Dupouy is lent to Restos du cœur"), "{lent}");
    assert!(refused(data, &lend("restos du coeur", "2031-03-24T09:00")).contains("lent elsewhere"));

    let loan = lent.split(':').next().unwrap();
    let warned = refused(data, &["reclaim", "--loan", loan]);
    assert!(warned.contains("may promise Marie Dupouy until then") && warned.contains("--yes"), "{warned}");
    assert_eq!(status(data)["loans"], 1, "a warning takes nothing back");
    let said_back = said(data, &["reclaim", "--loan", loan, "--yes"]);
    assert!(said_back.contains("Marie Dupouy is no longer lent to Restos du cœur"), "{said_back}");
    assert!(refused(data, &["reclaim", "--loan", loan]).contains("the city's already"));
    assert!(refused(data, &["reclaim", "--loan", "nowhere", "--yes"]).contains("no loan"));
    assert_eq!(status(data)["loans"], 0);
    said(data, &lend("restos du coeur", "2031-03-24T09:00"));

    let (parcel, text) = (list.path().with_extension("mainforte"), list.path().to_str().unwrap());
    let parcel = parcel.to_str().unwrap();
    let nobody = refused(data, &["bundle", "export", "--association", "restos du coeur", "--file", parcel]);
    assert!(nobody.contains("no device"), "{nobody}");
    assert!(refused(data, &["bundle", "import", text]).contains("not a bundle"));
    assert!(refused(data, &["bundle", "import", parcel]).contains("there is no file"));

    let status = status(data);
    assert_eq!((&status["serving"], &status["volunteers"], &status["loans"]), (&serving.into(), &2.into(), &1.into()));
}

#[test]
fn every_command_works_while_the_hub_serves() {
    let data = founded();
    let _hub = Serving::start(data.path());
    a_day_at_the_town_hall(data.path(), true);
    assert!(refused(data.path(), &["serve"]).contains("serves from this folder already"));
}

#[test]
fn a_relay_is_named_in_the_invitation_once_the_hub_serves_with_one() {
    let data = founded();
    let wrong = run(data.path(), &["serve", "--bind", "127.0.0.1:0", "--relay", "relay.example"]);
    // A daemon tells what it does on standard error as well.
    let said_wrong = String::from_utf8(wrong.stderr).unwrap();
    assert_eq!(wrong.status.code(), Some(1), "{said_wrong}");
    assert!(said_wrong.contains("https://relay.example is one"), "{said_wrong}");
    let without = said(data.path(), &["invite", "--operator"]).len();
    let hub = Serving::start_with(data.path(), &["--relay", "http://127.0.0.1:9/"]);
    let with = said(data.path(), &["invite", "--operator"]).len();
    assert!(with > without, "the invitation names the relay too: {with} > {without}");
    drop(hub);
    drop(Serving::start_with(data.path(), &["--no-relay"]));
    assert!(said(data.path(), &["invite", "--operator"]).len() < with);
}

#[test]
fn every_command_works_while_it_does_not() {
    let data = founded();
    drop(Serving::start(data.path()));
    // The hub was killed: what it left of its admin socket leads nowhere, and that is no harm.
    assert!(data.path().join("admin.json").exists());
    a_day_at_the_town_hall(data.path(), false);
}

#[test]
fn a_hub_put_back_from_a_backup_says_whom_it_waits_for_until_it_is_told_to_go_on() {
    let data = founded();
    for serving in [false, true] {
        let _hub = serving.then(|| Serving::start(data.path()));
        assert!(said(data.path(), &["restored"]).contains("until each laptop"));
        assert!(said(data.path(), &["status"]).contains("lends nothing until it has heard from Ville de Bordeaux"));
        assert_eq!(status(data.path())["awaited"][0], "Ville de Bordeaux");
        assert_eq!(said(data.path(), &["restored", "--go-on"]), "The hub lends again.\n");
        assert!(!said(data.path(), &["status"]).contains("put back"));
    }
}

#[test]
fn only_the_token_opens_the_admin_socket() {
    let data = founded();
    let _hub = Serving::start(data.path());
    let file: Value = serde_json::from_slice(&std::fs::read(data.path().join("admin.json")).unwrap()).unwrap();
    let port = u16::try_from(file["port"].as_u64().unwrap()).unwrap();
    let answer = |token: &str| {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        writeln!(stream, "{token}\n{{\"id\":1,\"query\":{{\"ask\":\"me\"}}}}").unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        said
    };
    let opened = answer(file["token"].as_str().unwrap());
    assert!(opened.starts_with("{\"ready\":") && opened.contains("{\"id\":1,\"ok\":"), "{opened}");
    let shut = answer("0000");
    assert!(shut.contains("not_the_token") && !shut.contains("\"ok\""), "{shut}");
}

#[cfg(unix)]
#[test]
fn a_hub_that_is_told_to_end_ends_well() {
    let data = founded();
    let mut hub = Serving::start(data.path());
    let told = Command::new("kill").args(["-TERM", &hub.0.id().to_string()]).status().unwrap();
    assert!(told.success());
    assert!(hub.0.wait().unwrap().success());
    assert!(!data.path().join("admin.json").exists());
    assert_eq!(status(data.path())["serving"], false);
}
