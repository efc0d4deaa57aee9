use crate::components::chip::tag;
use crate::words::{Words, skill_name};
use yew::prelude::*;

/// Letters for which the column of skills has room, the frame around each name counted as two.
const LETTERS_MAX: usize = 20;

/// The skills that a row has room for; the others are counted, and named to whoever points at them or has them read.
pub fn skills(words: &Words, skills: &[String]) -> Html {
    let names: Vec<String> = skills.iter().map(|skill| skill_name(words, skill)).collect();
    let (shown, others) = names.split_at(fitting(&names));
    html! {
        <span class="tags" title={names.join(", ")}>
            {for shown.iter().map(|name| tag(name.clone()))}
            if !others.is_empty() {
                <span class="tag more"><span aria-hidden="true">{format!("+{}", others.len())}</span><span class="unseen">{others.join(", ")}</span></span>
            }
        </span>
    }
}

/// How many names fit, the first one always.
fn fitting(names: &[String]) -> usize {
    let mut room = LETTERS_MAX;
    let fits = |name: &&String| -> bool {
        let takes = name.chars().count() + 2;
        let left = room.checked_sub(takes);
        room = left.unwrap_or(0);
        left.is_some()
    };
    names.iter().take_while(fits).count().max(names.len().min(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_named_whole_and_the_first_name_always() {
        let fits = |names: &[&str]| fitting(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(fits(&[]), 0);
        assert_eq!(fits(&["cuisine", "permis B"]), 2);
        assert_eq!(fits(&["permis B", "premiers secours", "caces"]), 1);
        assert_eq!(fits(&["accompagnement de personnes isolées"]), 1);
    }
}
