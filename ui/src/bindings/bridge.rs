//! The way to the backend: one function that calls, one that listens. Nothing else in the interface touches JavaScript for it.

use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "core"], js_name = invoke, catch)]
    async fn tauri_invoke(command: &str, arguments: JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "event"], js_name = listen, catch)]
    async fn tauri_listen(event: &str, heard: &Closure<dyn FnMut(JsValue)>) -> Result<JsValue, JsValue>;
}

/// What went wrong on the way, as the backend's typed error or as a sentence of the bridge itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Broken<E> {
    Answered(E),
    Unreadable(String),
}

/// Whether the page runs inside the desktop app.
pub fn present() -> bool {
    web_sys::window()
        .is_some_and(|window| js_sys::Reflect::has(&window, &JsValue::from_str("__TAURI__")).unwrap_or(false))
}

/// Calls a command of the backend with named arguments.
pub async fn call<A: Serialize, T: DeserializeOwned, E: DeserializeOwned>(
    command: &str,
    arguments: &A,
) -> Result<T, Broken<E>> {
    let arguments = to_js(arguments).map_err(Broken::Unreadable)?;
    match tauri_invoke(command, arguments).await {
        Ok(value) => from_js(&value).map_err(Broken::Unreadable),
        Err(error) => match from_js(&error) {
            Ok(refusal) => Err(Broken::Answered(refusal)),
            Err(_) => Err(Broken::Unreadable(text_of(&error))),
        },
    }
}

/// Hears every event of that name for as long as the page lives.
pub fn listen<T: DeserializeOwned + 'static>(event: &'static str, heard: impl Fn(T) + 'static) {
    let closure = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let payload = js_sys::Reflect::get(&event, &JsValue::from_str("payload"));
        if let Ok(value) = payload.map_err(|_| String::new()).and_then(|payload| from_js(&payload)) {
            heard(value);
        }
    });
    wasm_bindgen_futures::spawn_local(async move {
        let _ = tauri_listen(event, &closure).await;
        closure.forget();
    });
}

fn to_js<A: Serialize>(value: &A) -> Result<JsValue, String> {
    let text = serde_json::to_string(value).map_err(|error| error.to_string())?;
    js_sys::JSON::parse(&text).map_err(|error| text_of(&error))
}

fn from_js<T: DeserializeOwned>(value: &JsValue) -> Result<T, String> {
    serde_json::from_str(&json(value).unwrap_or_else(|| "null".to_owned())).map_err(|error| error.to_string())
}

/// A value as JSON; nothing for what JSON has no text for, such as `undefined`.
fn json(value: &JsValue) -> Option<String> {
    js_sys::JSON::stringify(value).ok().and_then(|text| JsValue::from(text).as_string())
}

fn text_of(value: &JsValue) -> String {
    value.as_string().or_else(|| json(value)).unwrap_or_default()
}
