//! The interface of the desktop app.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]
#![allow(unreachable_pub, reason = "a program: nothing here is public to another crate")]

mod app;
mod bindings;
mod components;
#[cfg(test)]
mod contrast;
mod desk;
#[cfg(feature = "mock")]
mod mock;
mod pages;
mod route;
mod shell;
mod words;

fn main() {
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
    yew::Renderer::<app::App>::new().render();
}
