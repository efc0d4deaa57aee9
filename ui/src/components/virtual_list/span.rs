use std::ops::Range;

/// Rows kept above and below what is in sight, so that scrolling does not show holes.
const MARGIN_ROWS: usize = 12;

/// What is in sight of a long list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) top_px: i32,
    pub(super) height_px: i32,
}

impl Span {
    /// The rows to draw, margins included.
    pub(super) fn rows(self, row_px: i32, total: usize) -> Range<usize> {
        let first = whole(self.top_px / row_px).saturating_sub(MARGIN_ROWS).min(total);
        let last = whole((self.top_px + self.height_px) / row_px) + 1 + MARGIN_ROWS;
        first..last.min(total)
    }

    /// How many rows a page key moves.
    pub(super) fn page(self, row_px: i32) -> usize {
        whole(self.height_px / row_px).saturating_sub(1).max(1)
    }
}

fn whole(number: i32) -> usize {
    usize::try_from(number).unwrap_or(0)
}

/// The row to which a key leads.
pub(super) fn next_row(key: &str, active: Option<usize>, total: usize, page: usize) -> Option<usize> {
    let last = total.checked_sub(1)?;
    let Some(now) = active else {
        return matches!(key, "ArrowDown" | "Home").then_some(0);
    };
    match key {
        "ArrowDown" => Some(now.saturating_add(1).min(last)),
        "ArrowUp" => Some(now.saturating_sub(1)),
        "PageDown" => Some(now.saturating_add(page).min(last)),
        "PageUp" => Some(now.saturating_sub(page)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_in_sight_is_drawn() {
        let span = Span { top_px: 36_000, height_px: 720 };
        assert_eq!(span.rows(36, 10_000), 988..1_033);
        assert_eq!(span.rows(36, 5), 5..5);
        assert_eq!(Span::default().rows(36, 10_000), 0..13);
    }

    #[test]
    fn keys_stay_inside_the_list() {
        assert_eq!(next_row("ArrowDown", Some(9), 10, 5), Some(9));
        assert_eq!(next_row("PageUp", Some(3), 10, 5), Some(0));
        assert_eq!(next_row("ArrowDown", None, 0, 5), None);
        assert_eq!(next_row("x", Some(3), 10, 5), None);
    }
}
