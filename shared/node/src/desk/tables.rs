//! What a table's reading says, as the interface is told.

use mainforte_api::{ColumnView, ImportCounts, RefusedCell};
use mainforte_domain::import;

pub(super) fn columns<M>(columns: Vec<import::Column<M>>, code: impl Fn(M) -> &'static str) -> Vec<ColumnView> {
    let view = |column: import::Column<M>| ColumnView {
        header: column.header,
        meaning: column.meaning.map(|meaning| code(meaning).to_owned()),
        samples: column.samples,
    };
    columns.into_iter().map(view).collect()
}

pub(super) fn counts(counts: &import::ImportCounts) -> ImportCounts {
    let import::ImportCounts { taken, merged, proposed, refused } = *counts;
    ImportCounts { taken, merged, proposed, refused }
}

pub(super) fn cell(cell: import::RefusedCell) -> RefusedCell {
    match cell {
        import::RefusedCell::NoName => RefusedCell::NoName,
        import::RefusedCell::NoContact => RefusedCell::NoContact,
        import::RefusedCell::BadPhone(value) => RefusedCell::BadPhone { value },
        import::RefusedCell::BadEmail(value) => RefusedCell::BadEmail { value },
        import::RefusedCell::BadTime(value) => RefusedCell::BadTime { value },
        import::RefusedCell::BadNumber(value) => RefusedCell::BadNumber { value },
        import::RefusedCell::Missing(column) => RefusedCell::Missing { column: column.to_owned() },
        import::RefusedCell::TooManyCells => RefusedCell::TooManyCells,
        import::RefusedCell::TooLong => RefusedCell::TooLong,
    }
}
