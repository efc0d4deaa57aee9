use crate::bindings::{Failure, export_bundle, import_bundle};
use crate::components::{
    button::Button,
    chip::Tone,
    field::{Choice, Tick},
    icon::Icon,
    notice_line::notice_line,
    progress::Progress,
};
use crate::desk::{Desk, DeskAction, use_desk};
use crate::say;
use crate::words::failure_sentence;
use mainforte_api::{BundleFor, BundleRead, BundleWritten, Outcome, PeerRow};
use mainforte_domain::DeviceRole;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Work of a percent is told apart; a bar shows no more.
const STEPS: u64 = 100;

#[derive(Properties, PartialEq)]
pub struct BundlesProps {
    pub peers: Vec<PeerRow>,
}

/// How far the exchange by file has come.
#[derive(Clone, PartialEq)]
enum Step {
    Idle,
    Working,
    Said(Tone, String),
}

/// Without a network: a file for somebody, and the one that somebody made.
#[component]
pub fn Bundles(props: &BundlesProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let readers = readers(&desk, &props.peers);
    let chosen = use_state_eq(|| 0_usize);
    let everything = use_state_eq(|| false);
    let step = use_state_eq(|| Step::Idle);
    let export = {
        let (desk, step, everything) = (desk.clone(), step.setter(), *everything);
        let reader = readers.get(*chosen).cloned();
        Callback::from(move |()| {
            if let Some((to, name)) = reader.clone() {
                let title = desk.words.say("bundle-save");
                run(&desk, &step, async move { export_bundle(&title, &name, &to, everything).await });
            }
        })
    };
    let import = {
        let (desk, step) = (desk.clone(), step.setter());
        Callback::from(move |()| {
            let title = desk.words.say("bundle-open");
            run(&desk, &step, async move { import_bundle(&title).await });
        })
    };
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |value: String| chosen.set(value.parse().unwrap_or(0)))
    };
    let choices: Vec<(AttrValue, AttrValue)> =
        (0_usize..).zip(&readers).map(|(index, (_, name))| (index.to_string().into(), name.clone().into())).collect();
    let working = *step == Step::Working;
    html! {
        <section class="stack-close" aria-label={words.say("bundle-title")} data-test="bundles">
            <h3>{words.say("bundle-title")}</h3>
            <p class="soft">{words.say("bundle-explained")}</p>
            if !choices.is_empty() {
                <Choice id="bundle-for" label={words.say("bundle-for")} {choices} value={chosen.to_string()} onchange={choose} />
                <Tick id="bundle-everything" label={words.say("bundle-everything")} checked={*everything} onchange={Callback::from({ let everything = everything.setter(); move |all| everything.set(all) })} />
            }
            <div class="actions">
                if !readers.is_empty() {
                    <Button label={words.say("bundle-save")} icon={Icon::Sending} disabled={working} onclick={export} test="bundle-export" />
                }
                <Button label={words.say("bundle-open")} icon={Icon::Import} disabled={working} onclick={import} test="bundle-import" />
            </div>
            {outcome(&desk, &step)}
        </section>
    }
}

fn outcome(desk: &Desk, step: &Step) -> Html {
    match step {
        Step::Idle => Html::default(),
        Step::Working => html! { <Progress label={desk.words.say("bundle-working")} share={desk.bundle.map(share)} /> },
        Step::Said(tone, sentence) => {
            html! { <div data-test="bundle-said">{notice_line(*tone, sentence.clone(), Html::default())}</div> }
        }
    }
}

fn share((done, total): (u64, u64)) -> (u32, u32) {
    let steps = (done.min(total) * STEPS).checked_div(total).unwrap_or(STEPS);
    (u32::try_from(steps).unwrap_or(0), 100)
}

fn run<F>(desk: &Desk, step: &UseStateSetter<Step>, work: F)
where
    F: Future<Output = Result<Option<Outcome>, Failure>> + 'static,
{
    let (desk, step) = (desk.clone(), step.clone());
    step.set(Step::Working);
    spawn_local(async move {
        let said = match work.await {
            Ok(Some(Outcome::BundleExported { written })) => said_of_written(&desk, &written),
            Ok(Some(Outcome::BundleImported { read })) => said_of_read(&desk, &read),
            Ok(_) => Step::Idle,
            Err(failure) => Step::Said(Tone::Bad, failure_sentence(&desk.words, &desk.dates, &failure)),
        };
        desk.dispatch(DeskAction::BundleEnded);
        desk.dispatch(DeskAction::Changed);
        step.set(said);
    });
}

fn said_of_written(desk: &Desk, written: &BundleWritten) -> Step {
    let name = written.name.clone();
    match written.changes {
        0 => Step::Said(Tone::Calm, say!(desk.words, "bundle-nothing", name = name)),
        count => Step::Said(Tone::Good, say!(desk.words, "bundle-written", count = count, name = name)),
    }
}

/// What was taken; then what was refused or has to wait, for these ask for something.
fn said_of_read(desk: &Desk, read: &BundleRead) -> Step {
    let words = &desk.words;
    let device = if read.device.is_empty() { words.say("sync-unknown-device") } else { read.device.clone() };
    let mut said = match read.taken {
        0 => say!(words, "bundle-read-nothing", device = device.clone()),
        count => say!(words, "bundle-read", count = count, device = device.clone()),
    };
    if read.refused > 0 {
        said = format!("{said} {}", say!(words, "bundle-refused", count = read.refused));
    }
    if read.waiting > 0 {
        said = format!("{said} {}", say!(words, "bundle-waiting", count = read.waiting, device = device));
    }
    let tone = if read.refused + read.waiting > 0 { Tone::Warn } else { Tone::Good };
    Step::Said(tone, said)
}

/// For whom a file can be made, with what they are called: the hub first, then one's own, then each device.
fn readers(desk: &Desk, peers: &[PeerRow]) -> Vec<(BundleFor, String)> {
    let mut readers = Vec::new();
    let Some(me) = &desk.me else { return readers };
    if me.role != Some(DeviceRole::Hub) {
        readers.push((BundleFor::Hub, desk.words.say("bundle-for-hub")));
    }
    if let Some(org) = me.org.clone().filter(|_| !me.is_city) {
        readers.push((BundleFor::Organisation { org }, say!(desk.words, "bundle-for-all", name = me.org_name.clone())));
    }
    if me.is_city {
        let associations = desk.catalogue.organisations.iter();
        readers.extend(associations.map(|choice| {
            let name = say!(desk.words, "bundle-for-all", name = desk.name_of(choice));
            (BundleFor::Organisation { org: choice.id.clone() }, name)
        }));
    }
    let device = |peer: &PeerRow| {
        let name = say!(desk.words, "bundle-for-device", device = peer.name.clone(), name = peer.org_name.clone());
        (BundleFor::Device { device: peer.device }, name)
    };
    readers.extend(peers.iter().map(device));
    readers
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_share_is_a_hundredth_of_the_work_and_never_more_than_all() {
        assert_eq!(share((0, 0)), (100, 100));
        assert_eq!(share((1, 3)), (33, 100));
        assert_eq!(share((9, 3)), (100, 100));
    }
}
