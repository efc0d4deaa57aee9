use super::{
    button::{Button, Weight},
    focus::focus_first,
    icon::Icon,
};
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SheetProps {
    pub title: AttrValue,
    /// The word for closing, in the person's language.
    pub close: AttrValue,
    pub onclose: Callback<()>,
    pub children: Children,
    #[prop_or_default]
    pub test: Option<&'static str>,
}

/// A panel at the right of the page; the page stays in sight and in place. Escape closes it and gives the focus back.
#[component]
pub fn Sheet(props: &SheetProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.title.clone(), move |_| {
            let before = super::focus::focused();
            if let Some(panel) = node.cast::<HtmlElement>() {
                focus_first(&panel);
            }
            move || super::focus::give_back(before)
        });
    }
    let onkeydown = {
        let close = props.onclose.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                close.emit(());
            }
        })
    };
    html! {
        <aside class="sheet" ref={node} aria-label={props.title.clone()} tabindex="-1" {onkeydown} data-test={props.test}>
            <header class="sheet-head">
                <h2>{props.title.clone()}</h2>
                <Button label={props.close.clone()} icon={Icon::Close} bare=true weight={Weight::Quiet} onclick={props.onclose.clone()} test="sheet-close" />
            </header>
            <div class="sheet-body">{props.children.clone()}</div>
        </aside>
    }
}
