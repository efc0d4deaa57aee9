use super::Commit;
use crate::StoreError;
use crate::value::{to_json, write};
use mainforte_domain::VolunteerId;
use rusqlite::Connection;

/// A step of the history.
#[derive(Debug, Clone, PartialEq)]
pub struct CommandEntry {
    /// The command's name, `import_people`.
    pub name: String,
    /// What it was about: a name, a file, a title.
    pub subject: String,
    /// How many things it wrote.
    pub count: u32,
    /// What undoing it takes; none: it has no undo.
    pub undo: Option<serde_json::Value>,
    /// The person it was about, when it was one.
    pub volunteer: Option<VolunteerId>,
}

pub(super) fn record(connection: &Connection, commit: &Commit) -> Result<Option<i64>, StoreError> {
    if let Some(entry) = commit.undone {
        // What undoing took is no longer needed, and may name people.
        let sql = "UPDATE commands SET undone = 1, undo = NULL WHERE entry = ?1";
        write(connection, "marking a step as undone", sql, [entry])?;
    }
    let Some(command) = &commit.command else { return Ok(None) };
    let doing = "keeping a step of the history";
    let undo = command.undo.as_ref().map(|undo| to_json(doing, undo)).transpose()?;
    let sql = "INSERT INTO commands (at, name, subject, count, undo, volunteer) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let volunteer = command.volunteer.as_ref().map(VolunteerId::as_str);
    write(connection, doing, sql, (commit.now.0, &command.name, &command.subject, command.count, undo, volunteer))?;
    Ok(Some(connection.last_insert_rowid()))
}
