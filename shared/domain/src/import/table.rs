use super::{Column, Encoding, TitleLine, cells::Cells, cells::Cutter, clean, encoding::decode};

/// Why a file cannot be read as a table at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// More bytes than [`TableLimits::BYTES`].
    #[error("the file has {0} bytes, at most {max} are read", max = TableLimits::BYTES)]
    TooLarge(usize),
    /// More lines than [`TableLimits::LINES`], or more than [`TableLimits::CELLS`] in all.
    #[error("the file has more than {} lines or {} cells", TableLimits::LINES, TableLimits::CELLS)]
    TooManyLines,
    /// More columns than [`TableLimits::COLUMNS`].
    #[error("the header has more than {} columns", TableLimits::COLUMNS)]
    TooManyColumns,
    /// An Excel file: to be saved as CSV first.
    #[error("this is an Excel file: save it as CSV first")]
    Spreadsheet,
    /// Neither text nor a table.
    #[error("this file is not text")]
    NotText,
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// None of the first lines names columns that are known.
    #[error("no header was recognised in the first lines: {first:?}")]
    NoHeader {
        /// The first line's cells.
        first: Vec<String>,
    },
}

/// Bounds of what is read, so that a hostile file costs little.
pub struct TableLimits;

impl TableLimits {
    /// Bytes in the file.
    pub const BYTES: usize = 10_000_000;
    /// Lines.
    pub const LINES: usize = 100_000;
    /// Cells in all.
    pub const CELLS: usize = 3_000_000;
    /// Columns.
    pub const COLUMNS: usize = 200;
    /// Characters in one cell.
    pub const CELL_CHARACTERS: usize = 4_000;
    /// Lines among which the header is sought.
    const HEADER_WITHIN: usize = 10;
    /// Lines by which the delimiter is guessed.
    const SAMPLE: usize = 50;
}

/// A table with its header recognised.
pub(super) struct Table<M> {
    pub(super) encoding: Encoding,
    pub(super) titles: Vec<TitleLine>,
    pub(super) columns: Vec<Column<M>>,
    pub(super) rows: Vec<Cells>,
}

impl<M: Copy> Table<M> {
    /// Reads a table; `recognise` says what each header means, and the header is the first line of which two are known,
    /// or else one.
    pub(super) fn read(bytes: &[u8], recognise: impl Fn(&[String]) -> Vec<Option<M>>) -> Result<Self, TableError> {
        if bytes.len() > TableLimits::BYTES {
            return Err(TableError::TooLarge(bytes.len()));
        }
        let (text, encoding) = decode(bytes)?;
        let mut rows = cut(&text)?;
        let header = find_header(&rows, &recognise)?;
        let below = rows.split_off(header + 1);
        let Some(header) = rows.pop() else { return Err(TableError::Empty) };
        if header.cells.len() > TableLimits::COLUMNS {
            return Err(TableError::TooManyColumns);
        }
        let titles = rows.iter().map(title).collect();
        let columns = Column::all(&header.cells, recognise(&headers(&header)), &below);
        Ok(Self { encoding, titles, columns, rows: below })
    }
}

fn cut(text: &str) -> Result<Vec<Cells>, TableError> {
    let (text, first_line, delimiter) = match delimiter_line(text) {
        Some((delimiter, rest)) => (rest, 2, delimiter),
        None => (text, 1, guess_delimiter(text)),
    };
    let (mut rows, mut cells) = (Vec::new(), 0);
    for row in Cutter::new(text, delimiter, first_line) {
        cells += row.cells.len();
        if rows.len() == TableLimits::LINES || cells > TableLimits::CELLS {
            return Err(TableError::TooManyLines);
        }
        rows.push(row);
    }
    while rows.last().is_some_and(is_empty) {
        rows.pop();
    }
    if rows.is_empty() { Err(TableError::Empty) } else { Ok(rows) }
}

/// `sep=;`, which Excel reads and writes as a first line.
fn delimiter_line(text: &str) -> Option<(char, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let mut named = first.trim_matches('"').strip_prefix("sep=")?.chars();
    let delimiter = named.next().filter(|c| ";,\t|".contains(*c))?;
    named.next().is_none().then_some((delimiter, rest))
}

/// The delimiter by which most of the first lines have as many cells as the commonest number, two at least; the one
/// that cuts into more cells when two do; `;` when nothing tells.
fn guess_delimiter(text: &str) -> char {
    let mut best = (0, ';');
    for delimiter in [';', '\t', ',', '|'] {
        let score = alike(text, delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

fn alike(text: &str, delimiter: char) -> usize {
    let rows = Cutter::new(text, delimiter, 1).take(TableLimits::SAMPLE).filter(|row| !is_empty(row));
    let widths: Vec<usize> = rows.map(|row| row.cells.len()).filter(|width| *width > 1).collect();
    let lines_of = |width: usize| widths.iter().filter(|w| **w == width).count();
    // A line counts a hundredfold, a column once: text with one comma a line is not a table of two columns when
    // semicolons cut the same lines into ten.
    widths.iter().map(|&width| lines_of(width) * 100 + width.min(99)).max().unwrap_or(0)
}

fn find_header<M>(rows: &[Cells], recognise: impl Fn(&[String]) -> Vec<Option<M>>) -> Result<usize, TableError> {
    let first_lines = rows.iter().take(TableLimits::HEADER_WITHIN);
    let known: Vec<usize> = first_lines.map(|row| recognise(&headers(row)).iter().flatten().count()).collect();
    let header = known.iter().position(|n| *n >= 2).or_else(|| known.iter().position(|n| *n == 1));
    header.ok_or_else(|| {
        let first = rows.iter().find(|row| !is_empty(row)).map(|row| row.cells.as_slice()).unwrap_or_default();
        TableError::NoHeader { first: first.iter().take(12).map(|cell| super::shortened(cell)).collect() }
    })
}

/// A line's cells as headers: no longer than a form's question.
fn headers(row: &Cells) -> Vec<String> {
    row.cells.iter().map(|cell| clean(&cell.chars().take(200).collect::<String>())).collect()
}

fn title(row: &Cells) -> TitleLine {
    TitleLine { line: row.line, text: clean(&row.cells.join(" ")).chars().take(400).collect() }
}

pub(super) fn is_empty(row: &Cells) -> bool {
    row.cells.iter().all(|cell| clean(cell).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_cuts_lines_alike() {
        for (text, delimiter) in [
            ("Nom;Prénom;Remarques\nDurand;Marie;peut venir, le soir, à pied\nPetit;Jean;\n", ';'),
            ("Name,Email\n\"Durand; Marie\",m@x.fr\n", ','),
            ("Nom\tTél\nDurand\t0612345678\n", '\t'),
            ("Liste, mars 2020;;\nNom;Tél;Mail\nA, B;1;x\n", ';'),
            ("Nom\nDurand\n", ';'),
        ] {
            assert_eq!(guess_delimiter(text), delimiter, "{text}");
        }
        assert_eq!(delimiter_line("sep=,\na,b"), Some((',', "a,b")));
        assert_eq!(delimiter_line("sep=ab\na,b"), None);
    }
}
