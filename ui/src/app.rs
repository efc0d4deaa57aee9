//! The whole window: a desk around either the joining screen or the shell.

use crate::bindings::{self, Failure, views};
use crate::components::{
    button::{Button, Weight},
    chip::Tone,
    icon::sprite,
    notice_line::notice_line,
};
use crate::desk::{Desk, DeskAction, DeskState};
use crate::pages::join::JoinPage;
use crate::shell::Shell;
use crate::words::failure_sentence;
use mainforte_api::{Query, Topic};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[component]
pub fn App() -> Html {
    let desk = use_reducer(DeskState::new);
    let failed = use_state(|| None::<Failure>);
    {
        let preferences = desk.preferences;
        use_effect_with(preferences, |preferences| preferences.apply());
    }
    {
        let dispatcher = desk.dispatcher();
        use_effect_with((), move |()| {
            let hearing = dispatcher.clone();
            bindings::watch(move |notice| hearing.dispatch(DeskAction::Heard(notice)));
            spawn_local(async move {
                if let Ok(sync) = bindings::query(Query::Sync, views::sync).await {
                    dispatcher.dispatch(DeskAction::Sync(sync));
                }
            });
        });
    }
    let load = {
        let (dispatcher, failed) = (desk.dispatcher(), failed.setter());
        Callback::from(move |()| {
            let (dispatcher, failed) = (dispatcher.clone(), failed.clone());
            spawn_local(async move {
                match bindings::query(Query::Me, views::me).await {
                    Ok(me) => {
                        failed.set(None);
                        dispatcher.dispatch(DeskAction::Me(me));
                    }
                    Err(failure) => failed.set(Some(failure)),
                }
            });
        })
    };
    {
        let load = load.clone();
        use_effect_with(desk.news.about(&[Topic::Me]), move |_| load.emit(()));
    }
    {
        let dispatcher = desk.dispatcher();
        let joined = desk.me.as_ref().is_some_and(|me| me.joined);
        use_effect_with((joined, desk.news.about(&[Topic::Catalogue, Topic::Me])), move |(joined, _)| {
            if *joined {
                spawn_local(async move {
                    if let Ok(catalogue) = bindings::query(Query::Catalogue, views::catalogue).await {
                        dispatcher.dispatch(DeskAction::Catalogue(catalogue));
                    }
                });
            }
        });
    }
    let content = match (&desk.me, &*failed) {
        (Some(me), _) if me.joined => html! { <Shell /> },
        (Some(_), _) => html! { <JoinPage onjoined={load} /> },
        (None, Some(failure)) => not_ready(&desk, failure, load),
        (None, None) => Html::default(),
    };
    html! { <ContextProvider<Desk> context={desk.clone()}>{sprite()}{content}</ContextProvider<Desk>> }
}

/// The backend did not open: what it said, and one button.
fn not_ready(desk: &Desk, failure: &Failure, retry: Callback<()>) -> Html {
    let words = &desk.words;
    html! {
        <main class="join">
            <h1>{"Mainforte"}</h1>
            {notice_line(Tone::Bad, failure_sentence(words, &desk.dates, failure), Html::default())}
            <div class="actions"><Button label={words.say("retry")} weight={Weight::Primary} onclick={retry} /></div>
        </main>
    }
}
