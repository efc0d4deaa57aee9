use super::focus;
use crate::shell::CONTENT;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct DialogProps {
    pub title: AttrValue,
    pub onclose: Callback<()>,
    pub children: Children,
    #[prop_or_default]
    pub wide: bool,
    #[prop_or_default]
    pub test: Option<&'static str>,
}

/// A window over the page for one task; the browser keeps the focus inside, Escape closes it and gives the focus back.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
                let _ = dialog.show_modal();
            }
            move || leave(&node)
        });
    }
    let oncancel = {
        let close = props.onclose.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            close.emit(());
        })
    };
    html! {
        <dialog class={classes!("dialog", props.wide.then_some("wide"))} ref={node} aria-label={props.title.clone()} {oncancel} data-test={props.test}>
            <h2>{props.title.clone()}</h2>
            {props.children.clone()}
        </dialog>
    }
}

/// Closed before it leaves the page, the browser gives the focus back to what had it. Where that is gone, the page gets it.
fn leave(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>().filter(HtmlDialogElement::open) {
        dialog.close();
        if focus::focused().is_none_or(|element| element.tag_name() == "BODY") {
            focus::hand_to(CONTENT);
        }
    }
}
