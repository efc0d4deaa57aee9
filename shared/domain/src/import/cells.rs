//! Cutting text into lines of cells. Forgiving where spreadsheets and people are careless with quotes.

use super::TableLimits;

/// One line of the file, cut into cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cells {
    /// Where it begins in the file, from 1.
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
}

/// Reads lines of cells one after the other. `\n` ends a line, except between quotes.
pub(super) struct Cutter<'a> {
    rest: &'a str,
    delimiter: char,
    line: u32,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(text: &'a str, delimiter: char, first_line: u32) -> Self {
        Self { rest: text, delimiter, line: first_line }
    }

    /// The next cell, and whether it ends its line.
    fn cell(&mut self) -> (String, bool) {
        let (mut cell, after) = match quoted(self.rest) {
            Some((cell, after)) => (cell, after),
            None => (String::new(), self.rest),
        };
        self.line = self.line.saturating_add(cell.matches('\n').count() as u32);
        let end = after.find(['\n', self.delimiter]).unwrap_or(after.len());
        let (plain, rest) = after.split_at(end);
        cell.push_str(plain);
        let mut rest = rest.chars();
        let ends_line = rest.next() != Some(self.delimiter);
        self.rest = rest.as_str();
        (cell, ends_line)
    }
}

impl Iterator for Cutter<'_> {
    type Item = Cells;

    fn next(&mut self) -> Option<Cells> {
        if self.rest.is_empty() {
            return None;
        }
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            let (cell, ends_line) = self.cell();
            if cells.len() <= TableLimits::COLUMNS {
                cells.push(cell);
            } else if !cell.is_empty() {
                // Too many anyway: one that is filled is enough to say so.
                cells.truncate(TableLimits::COLUMNS);
                cells.push(cell);
            }
            if ends_line {
                break;
            }
        }
        self.line = self.line.saturating_add(1);
        Some(Cells { line, cells })
    }
}

/// A cell between quotes at the beginning of `text`, doubled quotes undone, and what follows. A quote that is not closed
/// within a cell's length is a slip: it stands for itself, or it would swallow the rest of the file.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut letters = text.trim_start_matches(' ').strip_prefix('"')?.chars();
    for _ in 0..=TableLimits::CELL_CHARACTERS {
        match letters.next()? {
            '"' => match letters.as_str().strip_prefix('"') {
                Some(after) => {
                    cell.push('"');
                    letters = after.chars();
                }
                None => return Some((cell, letters.as_str())),
            },
            letter => cell.push(letter),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(u32, Vec<String>)> {
        Cutter::new(text, ';', 1).map(|c| (c.line, c.cells)).collect()
    }

    fn line(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (number, cells.iter().map(|c| (*c).to_owned()).collect())
    }

    #[test]
    fn lines_keep_their_number_although_a_cell_spans_two() {
        assert_eq!(
            cut("a;b\n\"un\ndeux\";\"dit \"\"oui\"\"\"\n\nc;\n"),
            [line(1, &["a", "b"]), line(2, &["un\ndeux", "dit \"oui\""]), line(4, &[""]), line(5, &["c", ""])]
        );
    }

    #[test]
    fn a_quote_that_is_never_closed_stands_for_itself() {
        assert_eq!(cut("a;\"b;c\nd;e"), [line(1, &["a", "\"b", "c"]), line(2, &["d", "e"])]);
        assert_eq!(cut("5\" vis;x"), [line(1, &["5\" vis", "x"])]);
        assert_eq!(cut("\"a\" b;c"), [line(1, &["a b", "c"])]);
    }
}
