//! A QR code in half-blocks: two rows of modules in one line of text.

/// Light modules around the code, as the standard asks for.
const QUIET: usize = 4;

/// The lines. Light modules are drawn and dark ones left out, which a dark terminal shows as it should be; with `colours`
/// a light terminal does too.
pub(crate) fn half_blocks(modules: &[Vec<bool>], colours: bool) -> Vec<String> {
    let size = modules.len() + 2 * QUIET;
    let light = |row: usize, column: usize| !is_dark(modules, row, column);
    let line = |row: usize| -> String {
        (0..size).map(|column| block(light(row, column), row + 1 < size && light(row + 1, column))).collect()
    };
    let coloured = |text: String| if colours { format!("\x1b[97;40m{text}\x1b[0m") } else { text };
    (0..size).step_by(2).map(|row| coloured(line(row))).collect()
}

fn is_dark(modules: &[Vec<bool>], row: usize, column: usize) -> bool {
    let module = |row: usize, column: usize| modules.get(row)?.get(column).copied();
    row.checked_sub(QUIET).zip(column.checked_sub(QUIET)).and_then(|(r, c)| module(r, c)).unwrap_or(false)
}

fn block(upper: bool, lower: bool) -> char {
    match (upper, lower) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_rows_of_modules_make_one_line() {
        let lines = half_blocks(&[vec![true, false], vec![true, true]], false);
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[0], "█".repeat(10));
        assert_eq!(lines[2], "████ ▀████");
        assert!(half_blocks(&[vec![true]], true)[0].starts_with("\x1b["));
    }
}
