use crate::desk::Desk;
use crate::say;
use crate::words::{Words, thousands};
use mainforte_api::Arriving;
use yew::prelude::*;

/// How far what another computer has to tell has come: a sentence, and a bar where it is known how much there is: an empty one
/// would say that nothing came. It changes too often to be read out each time.
pub fn arriving(desk: &Desk, arriving: &Arriving) -> Html {
    let said = sentence(&desk.words, arriving);
    html! {
        <span class="arriving" data-test="arriving">
            <span class="figures">{said.clone()}</span>
            if let Some(of) = arriving.of { <progress value={arriving.received.to_string()} max={of.to_string()} aria-label={said} /> }
        </span>
    }
}

fn sentence(words: &Words, arriving: &Arriving) -> String {
    let received = thousands(arriving.received);
    match arriving.of {
        Some(of) => say!(words, "arriving-of", received = received, of = thousands(of)),
        None => say!(words, "arriving-so-far", received = received),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn what_has_come_is_said_with_what_is_to_come() {
        let words = Words::new(Lang::Fr);
        let said = sentence(&words, &Arriving { received: 1_240, of: Some(10_000) });
        assert_eq!(said, "1\u{202f}240 sur 10\u{202f}000 changements");
        assert_eq!(sentence(&Words::new(Lang::En), &Arriving { received: 7, of: Some(900) }), "7 of 900 changes");
        let so_far = sentence(&words, &Arriving { received: 600, of: None });
        assert_eq!(so_far, "600 changements reçus jusqu’ici");
    }
}
