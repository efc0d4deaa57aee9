use mainforte_api::{Base64, ImportFile};

/// A spreadsheet saved as CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The file's name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Table {
    /// A table with a separator between cells; cells are quoted where they must be.
    pub fn new(name: &str, separator: char, rows: &[Vec<String>]) -> Self {
        let mut text = String::new();
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| quoted(cell, separator)).collect();
            text.push_str(&cells.join(&separator.to_string()));
            text.push_str("\r\n");
        }
        Self { name: name.to_owned(), bytes: text.into_bytes() }
    }

    /// The same as Excel saves it in France. Letters that Windows-1252 lacks become `?`, as they do there.
    pub fn in_windows_1252(self) -> Self {
        let text = String::from_utf8_lossy(&self.bytes);
        let bytes = text.chars().flat_map(|letter| {
            let mut buffer = [0; 4];
            let (encoded, _, lost) = encoding_rs::WINDOWS_1252.encode(letter.encode_utf8(&mut buffer));
            if lost { vec![b'?'] } else { encoded.into_owned() }
        });
        Self { bytes: bytes.collect(), name: self.name }
    }

    /// The same with the mark that spreadsheets put before UTF-8.
    pub fn with_mark(self) -> Self {
        Self { bytes: [b"\xef\xbb\xbf", self.bytes.as_slice()].concat(), ..self }
    }

    /// The same as an import takes it.
    pub fn to_import(&self) -> ImportFile {
        ImportFile { name: self.name.clone(), content: Base64(data_encoding::BASE64.encode(&self.bytes)) }
    }
}

fn quoted(cell: &str, separator: char) -> String {
    if cell.contains([separator, '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_written_as_a_spreadsheet_does() {
        let rows = [vec!["Prénom".to_owned(), "Note".to_owned()], vec!["Zoé".to_owned(), "a;\"b\"".to_owned()]];
        let table = Table::new("liste.csv", ';', &rows);
        assert_eq!(table.bytes, "Prénom;Note\r\nZoé;\"a;\"\"b\"\"\"\r\n".as_bytes());
        assert_eq!(table.in_windows_1252().bytes[..7], *b"Pr\xe9nom;");
    }
}
