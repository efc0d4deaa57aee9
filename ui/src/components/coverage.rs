use crate::{say, words::Words};
use yew::prelude::*;

/// How many places of a shift or a role are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Places held.
    pub held: u32,
    /// Places requested of the city, not promised.
    pub requested: u32,
    /// Places that are wanted.
    pub wanted: u32,
}

/// Up to so many places stand as one block each; more become a plain bar.
const BLOCKS_MAX: u32 = 10;

impl Coverage {
    pub fn missing(self) -> u32 {
        self.wanted.saturating_sub(self.held)
    }

    fn sentence(self, words: &Words) -> String {
        say!(words, "coverage", held = self.held, wanted = self.wanted, requested = self.requested)
    }
}

/// The bar and its figure; a screen reader hears one sentence.
pub fn coverage(words: &Words, coverage: Coverage) -> Html {
    let sentence = coverage.sentence(words);
    html! {
        <span class="coverage" title={sentence.clone()}>
            <span class="unseen">{sentence}</span>
            <span class="coverage-bar" aria-hidden="true">{bar(coverage)}</span>
            <span class="coverage-figure figures" aria-hidden="true">{format!("{}/{}", coverage.held, coverage.wanted)}</span>
        </span>
    }
}

fn bar(coverage: Coverage) -> Html {
    if (1..=BLOCKS_MAX).contains(&coverage.wanted) {
        return (0..coverage.wanted).map(|place| html! { <i class={block(coverage, place)} /> }).collect();
    }
    let share = |places: u32| format!("flex-grow: {places}");
    let requested = coverage.requested.min(coverage.missing());
    html! {
        <>
            <i class="held" style={share(coverage.held)} />
            <i class="requested" style={share(requested)} />
            <i style={share(coverage.missing() - requested)} />
        </>
    }
}

fn block(coverage: Coverage, place: u32) -> Option<&'static str> {
    if place < coverage.held {
        Some("held")
    } else {
        (place < coverage.held.saturating_add(coverage.requested)).then_some("requested")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn the_sentence_says_what_the_bar_shows() {
        let coverage = Coverage { held: 7, requested: 1, wanted: 10 };
        assert_eq!(coverage.sentence(&Words::new(Lang::Fr)), "7 places pourvues sur 10, 1 demandée");
        assert_eq!(block(coverage, 6), Some("held"));
        assert_eq!(block(coverage, 7), Some("requested"));
        assert_eq!(block(coverage, 8), None);
    }

    #[test]
    fn more_people_than_places_is_no_lack() {
        assert_eq!(Coverage { held: 4, requested: 0, wanted: 3 }.missing(), 0);
    }
}
