use super::lines::{Line, Lines};
use crate::components::chip::{Tone, chip};
use crate::components::icon::Icon;
use crate::desk::{Desk, use_desk};
use crate::say;
use crate::words::{Words, key};
use mainforte_api::{ColumnView, ImportCounts, PeopleReport, ShiftsReport};
use std::collections::BTreeSet;
use std::rc::Rc;
use yew::prelude::*;

/// What a file did or would do, of people or of shifts.
#[derive(Clone, PartialEq)]
pub enum Report {
    People(PeopleReport),
    Shifts(ShiftsReport),
}

impl Report {
    pub fn counts(&self) -> ImportCounts {
        match self {
            Report::People(report) => report.counts,
            Report::Shifts(report) => report.counts,
        }
    }

    fn columns(&self) -> (&str, &[ColumnView]) {
        match self {
            Report::People(report) => (&report.encoding, &report.columns),
            Report::Shifts(report) => (&report.encoding, &report.columns),
        }
    }

    fn lines(&self) -> Vec<Line> {
        match self {
            Report::People(report) => report.lines.iter().map(Line::of_person).collect(),
            Report::Shifts(report) => report.lines.iter().map(Line::of_shift).collect(),
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct ReportViewProps {
    pub report: Rc<Report>,
    pub merges: BTreeSet<u32>,
    /// Line and whether it is the same person; without it nothing more can be decided.
    #[prop_or_default]
    pub onmerge: Option<Callback<(u32, bool)>>,
}

/// Counts on top, then the columns, then every line's fate.
#[component]
pub fn ReportView(props: &ReportViewProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (encoding, columns) = props.report.columns();
    html! {
        <>
            {counts(words, props.report.counts())}
            if props.onmerge.is_some() { {columns_table(&desk, encoding, columns)} }
            <Lines lines={Rc::new(props.report.lines())} merges={props.merges.clone()} onmerge={props.onmerge.clone()} />
        </>
    }
}

fn counts(words: &Words, counts: ImportCounts) -> Html {
    html! {
        <div class="import-counts" data-test="import-counts">
            {chip(Tone::Good, Icon::Add, say!(words, "import-new", count = counts.taken))}
            {chip(Tone::Accent, Icon::Swap, say!(words, "import-merged", count = counts.merged))}
            if counts.proposed > 0 { {chip(Tone::Warn, Icon::Info, say!(words, "import-proposed", count = counts.proposed))} }
            if counts.refused > 0 { {chip(Tone::Bad, Icon::Close, say!(words, "import-refused", count = counts.refused))} }
        </div>
    }
}

fn columns_table(desk: &Desk, encoding: &str, columns: &[ColumnView]) -> Html {
    let words = &desk.words;
    html! {
        <section class="section">
            <div class="section-head"><h3>{words.say("import-columns")}</h3><span class="soft">{say!(words, "import-encoding", encoding = encoding)}</span></div>
            <div class="import-table">
                <table class="table">
                    <thead><tr>
                        <th scope="col">{words.say("import-column-header")}</th><th scope="col">{words.say("import-column-meaning")}</th>
                        <th scope="col">{words.say("import-column-samples")}</th>
                    </tr></thead>
                    <tbody>{for columns.iter().map(|column| html! {
                        <tr>
                            <td>{column.header.clone()}</td>
                            <td>{meaning(words, column.meaning.as_deref())}</td>
                            <td class="soft">{column.samples.join(" · ")}</td>
                        </tr>
                    })}</tbody>
                </table>
            </div>
        </section>
    }
}

/// What a column was taken for, in words; a meaning that this version has no word for as itself.
pub fn meaning(words: &Words, meaning: Option<&str>) -> String {
    let Some(meaning) = meaning else { return words.say("import-column-note") };
    let known = match meaning {
        "name" => key("meaning-name"),
        "given" => key("meaning-given"),
        "family" => key("meaning-family"),
        "phone" => key("meaning-phone"),
        "email" => key("meaning-email"),
        "district" => key("meaning-district"),
        "skills" | "skill" => key("meaning-skills"),
        "languages" | "language" => key("meaning-languages"),
        "availability" => key("meaning-availability"),
        "kinds" => key("meaning-offers"),
        "licence" => key("meaning-licence"),
        "day" => key("meaning-day"),
        "status" => key("meaning-status"),
        "note" => key("meaning-note"),
        "title" => key("meaning-title"),
        "place" => key("meaning-place"),
        "start" => key("meaning-start"),
        "end" => key("meaning-end"),
        "date" => key("meaning-date"),
        "role" => key("meaning-role"),
        "min" => key("meaning-min"),
        "max" => key("meaning-max"),
        "kind" => key("meaning-kind"),
        "priority" => key("meaning-priority"),
        other => return other.to_owned(),
    };
    words.say(known)
}
