//! What this computer has refused: why, of whom, about what, and what to do next.

use crate::components::{
    button::{Button, Weight},
    focus,
    icon::Icon,
};
use crate::desk::{Desk, DeskAction, Doing, now};
use crate::say;
use crate::words::{BETWEEN, key, refused_about, refused_next, refused_why, thousands};
use mainforte_api::{Command, QuarantineView, RefusedGroup, RefusedGroups};
use yew::prelude::*;

/// What gets the focus when the line that had it goes.
const TITLE: &str = "refused-title";
/// The reason that a repair takes away.
const UNREADABLE_HERE: &str = "unreadable_here";

/// The whole section; nothing where nothing was refused.
pub fn refused(desk: &Desk, view: &QuarantineView) -> Html {
    let words = &desk.words;
    if view.open.count == 0 && view.set_aside.count == 0 {
        return Html::default();
    }
    html! {
        <section class="section refused" aria-label={words.say("refused-title")} data-test="refused">
            <div class="stack-close">
                <h2 id={TITLE} tabindex="-1" data-test={TITLE}>{words.say("refused-title")}</h2>
                <p class="soft">{words.say(if view.open.count == 0 { key("refused-all-seen") } else { key("refused-lead") })}</p>
            </div>
            {groups(desk, &view.open, false)}
            if view.set_aside.count > 0 {
                <details data-test="refused-aside">
                    <summary>{say!(words, "refused-aside", count = view.set_aside.count)}</summary>
                    {groups(desk, &view.set_aside, true)}
                </details>
            }
        </section>
    }
}

fn groups(desk: &Desk, groups: &RefusedGroups, aside: bool) -> Html {
    let hidden = groups.count.saturating_sub(u32::try_from(groups.shown.len()).unwrap_or(u32::MAX));
    html! {
        <>
            <ul class="refused-list">{for groups.shown.iter().map(|group| line(desk, group, aside))}</ul>
            if hidden > 0 { <p class="soft small">{say!(desk.words, "refused-more", count = hidden)}</p> }
        </>
    }
}

fn line(desk: &Desk, group: &RefusedGroup, aside: bool) -> Html {
    let words = &desk.words;
    let move_it = {
        let (desk, id) = (desk.clone(), group.id.clone());
        let said = words.say(if aside { key("refused-back-said") } else { key("refused-seen-said") });
        Callback::from(move |()| {
            focus::hand_to(TITLE);
            desk.run(Command::SetAside { group: id.clone(), back: aside }, said.clone());
        })
    };
    let label = words.say(if aside { key("refused-back") } else { key("refused-seen") });
    let icon = if aside { Icon::Undo } else { Icon::Done };
    let author = group.id.author.map_or_else(String::new, |author| author.to_string());
    html! {
        <li key={format!("{author}/{}", group.id.reason)} data-test={format!("refused-{}", group.id.reason)}>
            <div class="stack-close">
                <h3>{refused_why(words, &group.id.reason)}</h3>
                <p>{what(desk, group)}</p>
                <p class="soft small">{[Some(author_words(desk, group)), brought(desk, group), Some(when(desk, group))].into_iter().flatten().collect::<Vec<_>>().join(BETWEEN)}</p>
                <p class="refused-next"><strong>{words.say("refused-next")}</strong>{" "}{refused_next(words, &group.id.reason, desk.is_city())}</p>
            </div>
            <div class="actions">
                if !aside && group.id.reason == UNREADABLE_HERE { {to_repair(desk, "refused-to-repair")} }
                <Button {label} {icon} weight={Weight::Plain} onclick={move_it} test={if aside { "refused-back" } else { "refused-seen" }} />
            </div>
        </li>
    }
}

/// The window in which everything can be repaired.
pub(super) fn to_repair(desk: &Desk, test: &'static str) -> Html {
    let dispatcher = desk.dispatcher();
    let open = Callback::from(move |()| dispatcher.dispatch(DeskAction::ShowSync(true)));
    html! { <Button label={desk.words.say("refused-to-repair")} icon={Icon::Refresh} onclick={open} {test} /> }
}

/// How many changes, about what.
fn what(desk: &Desk, group: &RefusedGroup) -> String {
    let words = &desk.words;
    let mut about: Vec<String> = group.about.iter().map(|about| refused_about(words, &desk.dates, about)).collect();
    if group.more_about > 0 {
        about.push(say!(words, "refused-about-more", count = group.more_about));
    }
    say!(words, "refused-count", count = group.count, shown = thousands(group.count), about = about.join(", "))
}

/// Whose work it claims to be. Under a false signature it is a name that anybody could have written.
fn author_words(desk: &Desk, group: &RefusedGroup) -> String {
    let words = &desk.words;
    let Some(author) = group.id.author else { return words.say("refused-by-nobody") };
    if group.author_name.is_empty() {
        return say!(words, "refused-by-unknown", device = author.short());
    }
    let said = if group.id.reason == "forged_seal" { key("refused-by-claimed") } else { key("refused-by") };
    say!(words, said, device = group.author_name.clone(), organisation = group.author_org.clone())
}

fn brought(desk: &Desk, group: &RefusedGroup) -> Option<String> {
    let names = group.brought_by.iter().map(|name| say!(desk.words, "refused-device", device = name.clone()));
    let names = names.collect::<Vec<_>>().join(", ");
    (!names.is_empty()).then(|| say!(desk.words, "refused-brought", devices = names))
}

fn when(desk: &Desk, group: &RefusedGroup) -> String {
    let last = desk.dates.ago(group.last, now());
    if group.first == group.last {
        return last;
    }
    say!(desk.words, "refused-since", first = desk.dates.moment(group.first), last = last)
}
