use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ProgressProps {
    /// What the work is at.
    pub label: AttrValue,
    /// Done and total, when they are known.
    #[prop_or_default]
    pub share: Option<(u32, u32)>,
    #[prop_or_default]
    pub children: Children,
}

/// Long work: what it is at, how far, and (as children) the button that ends it.
#[component]
pub fn Progress(props: &ProgressProps) -> Html {
    let (done, total) = props.share.unzip();
    html! {
        <div class="progress" role="status">
            <span>{props.label.clone()}</span>
            <progress value={done.map(|done| done.to_string())} max={total.map(|total| total.to_string())} aria-label={props.label.clone()} />
            {props.children.clone()}
        </div>
    }
}
