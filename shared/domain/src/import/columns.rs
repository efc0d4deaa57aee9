use super::{cells::Cells, clean, shortened};
use crate::fold;

/// A column as it was understood, for a person to check before importing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column<M> {
    /// The header as it stands in the file.
    pub header: String,
    /// What it was taken for.
    pub meaning: Option<M>,
    /// Its first three different values.
    pub samples: Vec<String>,
}

impl<M> Column<M> {
    pub(super) fn all(headers: &[String], meanings: Vec<Option<M>>, rows: &[Cells]) -> Vec<Self> {
        let columns = headers.iter().zip(meanings).enumerate();
        columns
            .map(|(place, (header, meaning))| Self {
                header: shortened(header),
                meaning,
                samples: samples(place, rows),
            })
            .collect()
    }
}

fn samples(place: usize, rows: &[Cells]) -> Vec<String> {
    let mut samples: Vec<String> = Vec::with_capacity(3);
    for value in rows.iter().filter_map(|row| row.cells.get(place)).map(|cell| shortened(cell)) {
        if samples.len() == 3 {
            break;
        }
        if !value.is_empty() && !samples.contains(&value) {
            samples.push(value);
        }
    }
    samples
}

/// The first meaning of which a phrase stands in the header as whole words.
pub(super) fn recognise<M: Copy>(header: &str, phrases: &[(&str, M)]) -> Option<M> {
    let header = fold(header);
    phrases.iter().find(|(phrase, _)| has_words(&header, phrase)).map(|(_, meaning)| *meaning)
}

/// Whether the folded `phrase` stands in the folded `text` as whole words.
pub(super) fn has_words(text: &str, phrase: &str) -> bool {
    let ends_there = |before: &str, after: &str| {
        (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
    };
    let mut found = text.match_indices(phrase).map(|(at, _)| text.split_at(at));
    !phrase.is_empty() && found.any(|(before, rest)| ends_there(before, rest.strip_prefix(phrase).unwrap_or(rest)))
}

/// The cleaned cell of a column; empty when the row is too short. In a column that lists things, a line break in the
/// cell is a comma.
pub(super) fn cell(row: &Cells, place: usize, lists: bool) -> String {
    let Some(cell) = row.cells.get(place) else { return String::new() };
    if lists { clean(&cell.trim().replace('\n', ", ")) } else { clean(cell) }
}

/// What makes a row unreadable as a whole.
pub(super) fn row_trouble<M>(row: &Cells, columns: &[Column<M>]) -> Option<super::RefusedCell> {
    if row.cells.iter().any(|cell| cell.chars().count() > super::TableLimits::CELL_CHARACTERS) {
        return Some(super::RefusedCell::TooLong);
    }
    let beyond = row.cells.iter().skip(columns.len()).any(|cell| !clean(cell).is_empty());
    beyond.then_some(super::RefusedCell::TooManyCells)
}
