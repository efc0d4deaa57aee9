use super::use_desk;
use crate::bindings::{self, Failure, views::Read};
use mainforte_api::{Query, Topic};
use std::rc::Rc;
use yew::prelude::*;

/// What a page asked for: on its way, here, or refused. What was here stays while something newer is on its way.
#[derive(Debug)]
pub enum Loaded<T> {
    Waiting,
    Here(Rc<T>),
    Failed(Failure),
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        match self {
            Loaded::Waiting => Loaded::Waiting,
            Loaded::Here(value) => Loaded::Here(value.clone()),
            Loaded::Failed(failure) => Loaded::Failed(failure.clone()),
        }
    }
}

impl<T> Loaded<T> {
    pub fn here(&self) -> Option<&Rc<T>> {
        if let Loaded::Here(value) = self { Some(value) } else { None }
    }
}

/// Asks `query` now and again whenever one of `topics` changes. No query, no answer.
#[hook]
pub fn use_view<T: 'static>(query: Option<Query>, read: Read<T>, topics: &'static [Topic]) -> Loaded<T> {
    let desk = use_desk();
    let loaded = use_state(|| Loaded::Waiting);
    let latest = use_mut_ref(|| 0_u32);
    let setter = loaded.setter();
    use_effect_with((query, desk.news.about(topics)), move |(query, _)| {
        *latest.borrow_mut() += 1;
        let number = *latest.borrow();
        match query.clone() {
            None => setter.set(Loaded::Waiting),
            Some(query) => wasm_bindgen_futures::spawn_local(async move {
                let answer = bindings::query(query, read).await;
                if *latest.borrow() == number {
                    setter.set(answer.map_or_else(Loaded::Failed, |value| Loaded::Here(Rc::new(value))));
                }
            }),
        }
    });
    (*loaded).clone()
}
