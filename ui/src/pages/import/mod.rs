//! Importing a table: file, what it would do line by line, done, with undo. For people and for shifts.

mod fates;
mod lines;
mod report;

use crate::bindings::{self, Failure, pick_file, views};
use crate::components::{
    button::{Button, Weight},
    chip::Tone,
    dialog::Dialog,
    icon::Icon,
    notice_line::notice_line,
    progress::Progress,
};
use crate::desk::{Desk, Doing, entry, use_desk};
use crate::say;
use crate::words::failure_sentence;
use mainforte_api::{Command, ImportFile, Outcome, Query};
use report::Report;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What the table is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Imported {
    People,
    Shifts,
}

/// How far an import has come.
#[derive(Clone, PartialEq)]
enum Step {
    Reading,
    Previewed(Rc<Report>),
    Writing,
    Done(Rc<Report>),
    Failed(String),
}

#[derive(Properties, PartialEq)]
pub struct ImportButtonProps {
    pub what: Imported,
}

/// The button that lets one choose a file, and the window that follows it.
#[component]
pub fn ImportButton(props: &ImportButtonProps) -> Html {
    let desk = use_desk();
    let file = use_state(|| None::<Rc<ImportFile>>);
    let label = match props.what {
        Imported::People => desk.words.say("import-people"),
        Imported::Shifts => desk.words.say("import-shifts"),
    };
    let pick = {
        let (desk, file, title) = (desk.clone(), file.setter(), label.clone());
        Callback::from(move |()| {
            let (desk, file, title) = (desk.clone(), file.clone(), title.clone());
            spawn_local(async move {
                match pick_file(&title).await {
                    Ok(Some(chosen)) => file.set(Some(Rc::new(chosen))),
                    Ok(None) => {}
                    Err(failure) => desk.say_failure(&failure),
                }
            });
        })
    };
    let close = {
        let file = file.setter();
        Callback::from(move |()| file.set(None))
    };
    html! {
        <>
            <Button {label} icon={Icon::Import} onclick={pick} test="import-button" />
            if let Some(file) = (*file).clone() { <ImportDialog what={props.what} {file} onclose={close} /> }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ImportDialogProps {
    what: Imported,
    file: Rc<ImportFile>,
    onclose: Callback<()>,
}

#[component]
fn ImportDialog(props: &ImportDialogProps) -> Html {
    let desk = use_desk();
    let step = use_state_eq(|| Step::Reading);
    let merges = use_state_eq(BTreeSet::<u32>::new);
    {
        let (desk, step, file, what) = (desk.clone(), step.setter(), props.file.clone(), props.what);
        use_effect_with(props.file.name.clone(), move |_| {
            spawn_local(async move {
                step.set(
                    preview(what, (*file).clone())
                        .await
                        .map_or_else(|failure| failed(&desk, &failure), |report| Step::Previewed(Rc::new(report))),
                );
            });
        });
    }
    let confirm = {
        let (desk, step, file, what, merges) =
            (desk.clone(), step.setter(), props.file.clone(), props.what, merges.clone());
        Callback::from(move |()| {
            step.set(Step::Writing);
            let (asked, step) = (desk.clone(), step.clone());
            desk.attempt(
                command(what, (*file).clone(), &merges),
                Callback::from(move |answer| step.set(written(&asked, answer))),
            );
        })
    };
    let merge = {
        let merges = merges.clone();
        Callback::from(move |(line, same): (u32, bool)| {
            let mut chosen = (*merges).clone();
            if same {
                chosen.insert(line)
            } else {
                chosen.remove(&line)
            };
            merges.set(chosen);
        })
    };
    let words = &desk.words;
    let content = match &*step {
        Step::Reading => html! { <Progress label={words.say("import-reading")} /> },
        Step::Writing => html! { <Progress label={words.say("import-writing")} /> },
        Step::Failed(sentence) => notice_line(Tone::Bad, sentence.clone(), Html::default()),
        Step::Previewed(report) => {
            html! { <report::ReportView report={report.clone()} merges={(*merges).clone()} onmerge={merge} /> }
        }
        Step::Done(report) => html! {
            <div class="stack" data-test="import-report">
                {notice_line(Tone::Good, done_sentence(&desk, report), Html::default())}
                <report::ReportView report={report.clone()} merges={(*merges).clone()} />
            </div>
        },
    };
    html! {
        <Dialog title={say!(words, "import-title", file = props.file.name.clone())} wide=true onclose={props.onclose.clone()} test="import-dialog">
            {content}
            {buttons(&desk, &step, confirm, props.onclose.clone())}
        </Dialog>
    }
}

fn buttons(desk: &Desk, step: &Step, confirm: Callback<()>, close: Callback<()>) -> Html {
    let words = &desk.words;
    if let Step::Previewed(report) = step {
        let count = report.counts().taken + report.counts().merged + report.counts().proposed;
        return html! {
            <div class="actions">
                <Button label={words.say("cancel")} onclick={close} />
                <Button label={say!(words, "import-confirm", count = count)} weight={Weight::Primary} disabled={count == 0} onclick={confirm} test="import-confirm" />
            </div>
        };
    }
    let label = if matches!(step, Step::Done(_)) { words.say("close") } else { words.say("cancel") };
    html! { <div class="actions"><Button {label} disabled={matches!(step, Step::Writing)} onclick={close} test="import-close" /></div> }
}

async fn preview(what: Imported, file: ImportFile) -> Result<Report, Failure> {
    match what {
        Imported::People => {
            bindings::query(Query::PreviewPeople { file }, views::people_preview).await.map(Report::People)
        }
        Imported::Shifts => {
            bindings::query(Query::PreviewShifts { file }, views::shifts_preview).await.map(Report::Shifts)
        }
    }
}

fn command(what: Imported, file: ImportFile, merges: &BTreeSet<u32>) -> Command {
    match what {
        Imported::People => Command::ImportPeople { file, merge_lines: merges.iter().copied().collect() },
        Imported::Shifts => Command::ImportShifts { file },
    }
}

fn written(desk: &Desk, answer: Result<Outcome, Failure>) -> Step {
    let outcome = match answer {
        Ok(outcome) => outcome,
        Err(failure) => return failed(desk, &failure),
    };
    let undo = entry(&outcome);
    let report = match outcome {
        Outcome::PeopleImported { report, .. } => Report::People(report),
        Outcome::ShiftsImported { report, .. } => Report::Shifts(report),
        _ => return Step::Failed(desk.words.say("refusal-other")),
    };
    desk.say(done_sentence(desk, &report), undo);
    Step::Done(Rc::new(report))
}

fn failed(desk: &Desk, failure: &Failure) -> Step {
    Step::Failed(failure_sentence(&desk.words, &desk.dates, failure))
}

fn done_sentence(desk: &Desk, report: &Report) -> String {
    let counts = report.counts();
    say!(desk.words, "import-done", taken = counts.taken, merged = counts.merged, refused = counts.refused)
}
