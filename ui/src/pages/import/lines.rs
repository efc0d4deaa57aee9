use super::fates::{Attention, person_fate, shift_fate};
use crate::components::{field::Tick, segmented::Segmented};
use crate::desk::use_desk;
use crate::say;
use crate::words::Words;
use mainforte_api::{LineFate, LineView, ShiftLineView};
use std::collections::BTreeSet;
use std::rc::Rc;
use yew::prelude::*;

/// Lines shown at most; a table of thousands is not read line by line in a window.
const SHOWN_MAX: usize = 300;

/// A line of a file with what becomes of it.
#[derive(Clone, PartialEq)]
pub struct Line {
    number: u32,
    name: String,
    fate: Fate,
    kept: Vec<String>,
}

#[derive(Clone, PartialEq)]
enum Fate {
    Person(LineFate),
    Shift(mainforte_api::ShiftLineFate),
}

impl Line {
    pub fn of_person(line: &LineView) -> Self {
        Self {
            number: line.line,
            name: line.name.clone(),
            fate: Fate::Person(line.fate.clone()),
            kept: line.kept_in_note.clone(),
        }
    }

    pub fn of_shift(line: &ShiftLineView) -> Self {
        Self { number: line.line, name: line.title.clone(), fate: Fate::Shift(line.fate.clone()), kept: Vec::new() }
    }

    fn words(&self, words: &Words) -> (Attention, String) {
        match &self.fate {
            Fate::Person(fate) => person_fate(words, fate),
            Fate::Shift(fate) => shift_fate(words, fate),
        }
    }

    fn to_decide(&self) -> bool {
        matches!(self.fate, Fate::Person(LineFate::Proposed { .. }))
    }
}

#[derive(Properties, PartialEq)]
pub struct LinesProps {
    pub lines: Rc<Vec<Line>>,
    pub merges: BTreeSet<u32>,
    pub onmerge: Option<Callback<(u32, bool)>>,
}

/// Every line's fate; at first the ones to look at.
#[component]
pub fn Lines(props: &LinesProps) -> Html {
    let desk = use_desk();
    let all = use_state_eq(|| false);
    let words = &desk.words;
    let told: Vec<_> = props.lines.iter().map(|line| (line, line.words(words))).collect();
    let shown: Vec<_> = told
        .iter()
        .filter(|(line, (attention, _))| *all || *attention == Attention::Look || !line.kept.is_empty())
        .collect();
    let choose = {
        let all = all.setter();
        Callback::from(move |value: AttrValue| all.set(value == "all"))
    };
    let choices = vec![
        ("attention".into(), words.say("import-lines-attention").into()),
        ("all".into(), words.say("import-lines-all").into()),
    ];
    html! {
        <section class="section">
            <div class="section-head">
                <h3>{words.say("import-lines")}</h3>
                <span class="push"><Segmented name="import-lines" label={words.say("import-lines")} {choices} value={if *all { "all" } else { "attention" }} onchange={choose} /></span>
            </div>
            if shown.is_empty() { <p class="soft small">{words.say("import-lines-fine")}</p> } else {
                <div class="import-table">
                    <table class="table">
                        <thead><tr><th scope="col">{words.say("import-line")}</th><th scope="col">{words.say("import-line-name")}</th><th scope="col">{words.say("import-line-fate")}</th></tr></thead>
                        <tbody>{for shown.iter().take(SHOWN_MAX).map(|(line, (attention, fate))| row(props, words, line, *attention, fate))}</tbody>
                    </table>
                </div>
                if shown.len() > SHOWN_MAX { <p class="soft small">{say!(words, "import-lines-more", count = shown.len() - SHOWN_MAX)}</p> }
            }
        </section>
    }
}

fn row(props: &LinesProps, words: &Words, line: &Line, attention: Attention, fate: &str) -> Html {
    let number = line.number;
    let merge = props.onmerge.clone().filter(|_| line.to_decide()).map(|merge| {
        let onchange = Callback::from(move |same: bool| merge.emit((number, same)));
        html! { <Tick id={format!("merge-{number}")} label={words.say("fate-merge")} checked={props.merges.contains(&number)} {onchange} /> }
    });
    html! {
        <tr key={number}>
            <td class="soft">{number}</td>
            <td>{line.name.clone()}</td>
            <td>
                <span class={classes!((attention == Attention::Look).then_some("import-look"))}>{fate}</span>
                if !line.kept.is_empty() { <span class="soft">{" · "}{say!(words, "fate-kept", words = line.kept.join(", "))}</span> }
                {merge.unwrap_or_default()}
            </td>
        </tr>
    }
}
