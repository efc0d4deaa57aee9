//! The whole window: a desk around the joining screen, the shell, or the screen of a computer that was shut out.

use crate::bindings::{self, Failure, views};
use crate::components::{
    button::{Button, Weight},
    chip::Tone,
    icon::sprite,
    notice_line::notice_line,
};
use crate::desk::{Desk, DeskAction, DeskState};
use crate::pages::{join::JoinPage, locked::LockedPage};
use crate::shell::Shell;
use crate::words::failure_sentence;
use mainforte_api::{Query, Topic};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[component]
pub fn App() -> Html {
    let desk = use_reducer(DeskState::new);
    {
        let preferences = desk.preferences;
        use_effect_with(preferences, |preferences| preferences.apply());
    }
    {
        let dispatcher = desk.dispatcher();
        use_effect_with((), move |()| bindings::watch(move |notice| dispatcher.dispatch(DeskAction::Heard(notice))));
    }
    let (failed, load) = use_me(&desk);
    use_city(&desk);
    let content = match (&desk.me, failed) {
        (Some(me), _) if me.shut_out => html! { <LockedPage /> },
        (Some(me), _) if me.joined => html! { <Shell /> },
        (Some(_), _) => html! { <JoinPage onjoined={load} /> },
        (None, Some(failure)) => not_ready(&desk, &failure, load),
        (None, None) => Html::default(),
    };
    html! { <ContextProvider<Desk> context={desk.clone()}>{sprite()}{content}</ContextProvider<Desk>> }
}

/// Who this device is, asked again whenever that changes; why it could not be said; and the way to ask once more.
#[hook]
fn use_me(desk: &Desk) -> (Option<Failure>, Callback<()>) {
    let failed = use_state(|| None::<Failure>);
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
    ((*failed).clone(), load)
}

/// What the city's forms offer and how the connection stands, once this device has joined.
#[hook]
fn use_city(desk: &Desk) {
    let dispatcher = desk.dispatcher();
    let joined = desk.me.as_ref().is_some_and(|me| me.joined);
    let catalogue = dispatcher.clone();
    use_effect_with((joined, desk.news.about(&[Topic::Catalogue, Topic::Me])), move |(joined, _)| {
        if *joined {
            spawn_local(async move {
                if let Ok(view) = bindings::query(Query::Catalogue, views::catalogue).await {
                    catalogue.dispatch(DeskAction::Catalogue(view));
                }
            });
        }
    });
    use_effect_with(joined, move |joined| {
        if *joined {
            spawn_local(async move {
                if let Ok(sync) = bindings::query(Query::Sync, views::sync).await {
                    dispatcher.dispatch(DeskAction::Sync(sync));
                }
            });
        }
    });
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
