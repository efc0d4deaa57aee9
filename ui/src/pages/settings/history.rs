use crate::bindings::views;
use crate::components::{
    button::{Button, Weight},
    icon::Icon,
};
use crate::desk::{Desk, Doing, now, use_desk, use_view};
use crate::pages::frame::show;
use crate::say;
use crate::words::history_step;
use mainforte_api::{Command, HistoryRow, Query, Topic};
use yew::prelude::*;

/// Steps shown at most.
const STEPS: u32 = 40;

/// What was done on this laptop, newest first, with undo where it is still possible.
#[component]
pub fn History() -> Html {
    let desk = use_desk();
    let history = use_view(
        Some(Query::History { limit: STEPS }),
        views::history,
        &[Topic::People, Topic::Board, Topic::Loans, Topic::Settle],
    );
    show(&desk, &history, 4, |history| {
        if history.is_empty() {
            return html! { <p class="soft">{desk.words.say("none-yet")}</p> };
        }
        html! { <table class="table" data-test="history"><tbody>{for history.iter().map(|step| row(&desk, step))}</tbody></table> }
    })
}

fn row(desk: &Desk, step: &HistoryRow) -> Html {
    let words = &desk.words;
    let undo = {
        let (desk, entry) = (desk.clone(), step.entry);
        Callback::from(move |()| desk.run(Command::Undo { entry }, desk.words.say("undone")))
    };
    html! {
        <tr key={step.entry.to_string()}>
            <td>{history_step(words, &step.command)}{" "}<span class="soft">{step.subject.clone()}</span></td>
            <td class="soft">if step.count > 1 { {say!(words, "history-count", count = step.count)} }</td>
            <td class="soft">{desk.dates.ago(step.at, now())}</td>
            <td class="end">
                if step.undone { <span class="soft">{words.say("history-undone")}</span> }
                else if step.can_undo { <Button label={words.say("undo")} icon={Icon::Undo} weight={Weight::Quiet} onclick={undo} /> }
            </td>
        </tr>
    }
}
