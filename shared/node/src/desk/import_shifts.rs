//! Importing shifts from a table.

use super::undo::Back;
use super::{Desk, Draft, import, tables};
use crate::fresh;
use crate::trouble::Trouble;
use mainforte_api::{ImportFile, Outcome, ShiftLineFate, ShiftLineView, ShiftsReport};
use mainforte_documents::Record;
use mainforte_domain::import::{ShiftDraft, ShiftFate, ShiftsImport, read_shifts};
use mainforte_domain::{KindId, Minute, NeedId, Shift, ShiftId, ShiftStatus, Window, fold};
use std::collections::{BTreeMap, BTreeSet};

/// What a shift is for when the list does not say.
const KIND_UNSAID: &str = "other";

impl Desk {
    /// What an import of shifts would do.
    pub(crate) fn preview_shifts(&mut self, file: &ImportFile) -> Result<ShiftsReport, Trouble> {
        let read = self.read_shifts_file(file)?;
        Ok(report(read, Vec::new()))
    }

    pub(super) fn import_shifts(&mut self, file: &ImportFile, now: Minute) -> Result<Outcome, Trouble> {
        let read = self.read_shifts_file(file)?;
        let new: Vec<&ShiftDraft> = read.import.shifts.iter().filter(|s| !read.there.contains(&s.line)).collect();
        let mut draft = Draft::of("import_shifts", file.name.clone(), new.len());
        let shifts = self.draft_shifts(&mut draft, &new, now)?;
        let written = self.write(draft, now)?;
        Ok(Outcome::ShiftsImported { report: report(read, shifts), entry: written.entry })
    }

    /// The shifts as records: one need for each title, one place for each name.
    fn draft_shifts(&mut self, draft: &mut Draft, new: &[&ShiftDraft], now: Minute) -> Result<Vec<ShiftId>, Trouble> {
        let me = self.member()?;
        let unsaid = KindId::parse(KIND_UNSAID)?;
        let mut places = BTreeMap::new();
        let mut needs: BTreeMap<String, NeedId> = BTreeMap::new();
        let mut shifts = Vec::with_capacity(new.len());
        for shift in new {
            let kind = shift.kind.clone().unwrap_or_else(|| unsaid.clone());
            let name = fold(&shift.place);
            if !places.contains_key(&name) {
                places.insert(name.clone(), self.place_named(draft, &me.org, &shift.place, None)?);
            }
            let title = fold(&shift.title);
            if !needs.contains_key(&title) {
                let same: Vec<Window> = new.iter().filter(|s| fold(&s.title) == title).map(|s| s.window).collect();
                let need = self.new_need(draft, &me.org, (&shift.title, &kind, ""), &same, now)?;
                needs.insert(title.clone(), need);
            }
            let (Some(place), Some(need)) = (places.get(&name).cloned(), needs.get(&title).cloned()) else { continue };
            let record = Shift {
                id: fresh::id(&*self.world, "s")?,
                need,
                title: shift.title.clone(),
                kind,
                place,
                window: shift.window,
                priority: shift.priority,
                remote: false,
                needs_vetted: false,
                language: None,
                roles: shift.roles.clone(),
                status: ShiftStatus::Planned,
            };
            shifts.push(record.id.clone());
            draft.put(self.board(&me.org, shift.window.from)?, Record::Shift(record), Some(Back::Cancel));
        }
        Ok(shifts)
    }

    fn read_shifts_file(&mut self, file: &ImportFile) -> Result<ReadShifts, Trouble> {
        let me = self.member()?;
        let registry = self.registry()?;
        let import = read_shifts(&import::content(file)?, &registry, &self.calendar()?)
            .map_err(|error| import::file_refused(&error, "no_time_column"))?;
        let mut there = BTreeSet::new();
        for shift in &import.shifts {
            if self.store.same_shift(&me.org, &fold(&shift.title), &fold(&shift.place), shift.window)? {
                there.insert(shift.line);
            }
        }
        Ok(ReadShifts { import, there })
    }
}

/// A file as it was read, and the lines whose shifts are there already.
struct ReadShifts {
    import: ShiftsImport,
    there: BTreeSet<u32>,
}

fn report(read: ReadShifts, shifts: Vec<ShiftId>) -> ShiftsReport {
    let ReadShifts { import, there } = read;
    let mut counts = tables::counts(&import.counts);
    let already = u32::try_from(there.len()).unwrap_or(u32::MAX);
    counts.taken = counts.taken.saturating_sub(already);
    counts.merged += already;
    let lines = import.lines.into_iter().filter(|line| line.fate != ShiftFate::Empty);
    ShiftsReport {
        encoding: import.encoding.name().to_owned(),
        columns: tables::columns(import.columns, |meaning| meaning.code()),
        counts,
        lines: lines
            .map(|line| ShiftLineView {
                fate: match line.fate {
                    ShiftFate::Taken | ShiftFate::Empty if there.contains(&line.line) => ShiftLineFate::AlreadyThere,
                    ShiftFate::Taken | ShiftFate::Empty => ShiftLineFate::Taken,
                    ShiftFate::JoinedToLine(earlier) | ShiftFate::AlreadyInLine(earlier) => {
                        ShiftLineFate::JoinedToLine { line: earlier }
                    }
                    ShiftFate::Refused(cells) => {
                        ShiftLineFate::Refused { cells: cells.into_iter().map(tables::cell).collect() }
                    }
                },
                line: line.line,
                title: line.title,
            })
            .collect(),
        shifts,
    }
}
