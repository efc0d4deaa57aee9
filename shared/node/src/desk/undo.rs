//! Undo: a counter-command from the history, refused when somebody has built on the step.

use super::Desk;
use super::write::{Draft, fingerprint};
use crate::trouble::Trouble;
use mainforte_api::{Outcome, Refusal};
use mainforte_documents::{Record, RecordKey};
use mainforte_domain::{AskStatus, BookingStatus, DocumentId, Minute, NeedStatus, PersonStatus, ShiftStatus};
use serde::{Deserialize, Serialize};

/// One record's way back.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct UndoStep {
    pub(super) document: DocumentId,
    pub(super) key: RecordKey,
    /// The record's fingerprint after the step.
    pub(super) after: String,
    pub(super) back: Back,
}

/// What undo writes.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Back {
    /// The record was new: it is cancelled, for nothing is deleted.
    Cancel,
    /// The record as it was before.
    Restore(Box<Record>),
}

impl Desk {
    pub(super) fn undo(&mut self, entry: i64, now: Minute) -> Result<Outcome, Trouble> {
        let history = self.store.command(entry)?.ok_or_else(|| Trouble::not_found("history", entry))?;
        let undo = history.undo.filter(|_| !history.undone).ok_or(Refusal::CannotUndo)?;
        let steps: Vec<UndoStep> = serde_json::from_value(undo).map_err(Trouble::fault)?;
        let mut draft = Draft::of("undo", history.subject, steps.len());
        if let Some(volunteer) = &history.volunteer {
            draft = draft.about(volunteer);
        }
        for step in steps {
            let document = self.shelf.take(&self.store, &step.document)?;
            let now_there = document.record(&step.key).map_err(Trouble::fault)?;
            if fingerprint(now_there.as_ref())? != step.after {
                return Err(Refusal::CannotUndo.into());
            }
            let now_there = now_there.ok_or(Refusal::CannotUndo)?;
            let record = match step.back {
                Back::Restore(record) => *record,
                Back::Cancel => cancelled(now_there).ok_or(Refusal::CannotUndo)?,
            };
            draft.put(step.document, record, None);
        }
        draft.undone = Some(entry);
        self.write(draft, now)?;
        Ok(Outcome::Done { entry: None })
    }
}

/// The record as it stands when it no longer holds; nothing for records that cannot be taken back.
fn cancelled(record: Record) -> Option<Record> {
    Some(match record {
        Record::Person(person) => {
            Record::Person(mainforte_domain::Person { status: PersonStatus::Withdrawn, ..person })
        }
        Record::Need(need) => Record::Need(mainforte_domain::Need { status: NeedStatus::Cancelled, ..need }),
        Record::Shift(shift) => Record::Shift(mainforte_domain::Shift { status: ShiftStatus::Cancelled, ..shift }),
        Record::Booking(booking) => {
            Record::Booking(mainforte_domain::Booking { status: BookingStatus::Cancelled, ..booking })
        }
        Record::Ask(ask) => Record::Ask(mainforte_domain::Ask { status: AskStatus::Closed, ..ask }),
        _ => return None,
    })
}
