use mainforte_api::{Page, VolunteerRow};
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use yew::prelude::*;

/// Rows asked for at a time.
pub const PAGE: usize = 100;

/// The part of a long list that has arrived. After a new search the old rows stay until the first new ones are here.
#[derive(Clone, Default, PartialEq)]
pub struct Rows {
    generation: u32,
    stale: bool,
    total: usize,
    pages: BTreeMap<usize, Rc<Vec<VolunteerRow>>>,
}

pub enum RowsAction {
    /// Another search, order or state of the data; its number.
    Restart(u32),
    Arrived(u32, Page<VolunteerRow>),
}

impl Rows {
    pub fn total(&self) -> usize {
        self.total
    }

    /// Whether anything has arrived at all.
    pub fn began(&self) -> bool {
        !self.pages.is_empty() || (self.generation > 0 && !self.stale)
    }

    pub fn get(&self, index: usize) -> Option<&VolunteerRow> {
        self.pages.get(&(index / PAGE))?.get(index % PAGE)
    }
}

impl Reducible for Rows {
    type Action = RowsAction;

    fn reduce(self: Rc<Self>, action: RowsAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            RowsAction::Restart(generation) => {
                next.generation = generation;
                next.stale = true;
            }
            RowsAction::Arrived(generation, page) if generation == next.generation => {
                if std::mem::take(&mut next.stale) {
                    next.pages.clear();
                }
                next.total = usize::try_from(page.total).unwrap_or(usize::MAX);
                let number = usize::try_from(page.offset).unwrap_or(usize::MAX) / PAGE;
                next.pages.insert(number, Rc::new(page.rows));
            }
            RowsAction::Arrived(..) => return self,
        }
        next.into()
    }
}

/// The pages that hold a stretch of rows; the first one always, so that an empty list is known to be empty.
pub fn pages_of(range: &Range<usize>) -> Range<usize> {
    range.start / PAGE..range.end.div_ceil(PAGE).max(range.start / PAGE + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(total: u32, offset: u32) -> Page<VolunteerRow> {
        Page { total, offset, rows: Vec::new() }
    }

    #[test]
    fn answers_to_an_earlier_search_are_dropped() {
        let rows =
            Rc::new(Rows::default()).reduce(RowsAction::Restart(1)).reduce(RowsAction::Arrived(1, page(10_000, 0)));
        let rows = rows.reduce(RowsAction::Restart(2)).reduce(RowsAction::Arrived(1, page(9, 0)));
        assert_eq!(rows.total(), 10_000);
        assert_eq!(rows.reduce(RowsAction::Arrived(2, page(3, 0))).total(), 3);
    }

    #[test]
    fn a_stretch_of_rows_names_its_pages() {
        assert_eq!(pages_of(&(0..0)), 0..1);
        assert_eq!(pages_of(&(95..105)), 0..2);
        assert_eq!(pages_of(&(100..200)), 1..2);
    }
}
