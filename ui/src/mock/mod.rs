//! A small invented association instead of the backend, to look at pages in an ordinary browser. Nothing is kept. A
//! command or query that has no invented answer is refused loudly, so that no page seems to work when it does not.
//!
//! `?city` shows a laptop of the city, `?join` one that has not joined, `?locked` one that was shut out, `?arriving` a first
//! copy, `?versions` a newer hub, `?restored` (with `city`) a hub that was put back, `?quiet` nothing refused,
//! `?online` a hub that is there.

mod board;
mod city;
mod imports;
mod people;
mod plan;
mod refused;
mod replan;
mod week;

use crate::bindings::{Broken, Failure};
use crate::desk::now;
use mainforte_api::*;
use mainforte_domain::*;

pub use imports::picked_file;

/// Answers of the invented association.
pub async fn query(query: Query) -> Result<View, Failure> {
    Ok(match query {
        Query::Me => View::Me(me()),
        Query::ReadInvitation { text } => View::Invitation(read(&text)?),
        Query::Sync => View::Sync(sync()),
        Query::Catalogue => View::Catalogue(catalogue()),
        Query::Today => View::Today(board::today()),
        Query::Volunteers { filter, sort: _, offset, limit } => View::Volunteers(people::page(&filter, offset, limit)),
        Query::Volunteer { id } => View::Volunteer(Box::new(people::sheet(&id))),
        Query::Needs { .. } => View::Needs(board::needs()),
        Query::Week { monday } => View::Week(week::week(monday.as_deref())),
        Query::Shift { id } => View::Shift(board::sheet(&id)?),
        Query::Recommend { .. } => View::Recommended(plan::recommended()),
        Query::Explain { .. } => View::Explanation(plan::explanation()),
        Query::Replan { monday, stability, declined } => View::Replan(replan::replan(&monday, stability, &declined)),
        Query::ToSettle => View::Settle(board::settle()),
        Query::Loans => View::Loans(city::loans()),
        Query::LoanUse { .. } => View::LoanUse(city::loan_use()),
        Query::PreviewPeople { .. } => View::PeoplePreview(imports::people()),
        Query::PreviewShifts { .. } => View::ShiftsPreview(imports::shifts()),
        Query::History { .. } => View::History(history()),
        Query::Peers => View::Peers(peers()),
        Query::Quarantine => View::Quarantine(refused::quarantine()),
        Query::Gaps { monday } => View::Gaps(city::gaps(monday.as_deref())),
        Query::Candidates { .. } => View::Candidates(city::candidates()),
        Query::Erasures => View::Erasures(city::erasures()),
        Query::Associations => View::Associations(city::associations()),
        other => return Err(unmocked(&other)),
    })
}

/// Outcomes as they would be; nothing changes.
pub async fn execute(command: Command) -> Result<Outcome, Failure> {
    gloo_timers::future::TimeoutFuture::new(60).await;
    Ok(match command {
        Command::PlanWeek { monday, .. } => Outcome::Planned { plan: plan::plan(&monday) },
        Command::ImportPeople { .. } => Outcome::PeopleImported { report: imports::people(), entry: Some(7) },
        Command::ImportShifts { .. } => Outcome::ShiftsImported { report: imports::shifts(), entry: Some(8) },
        Command::Accept { proposals } => {
            let held = u32::try_from(proposals.len()).unwrap_or(0);
            Outcome::Booked { bookings: Vec::new(), held, requested: 0, refused: Vec::new(), entry: Some(9) }
        }
        Command::Repair => Outcome::Repaired { documents: 1_204, mended: 1, lists: 3, incomplete: 0, unreadable: 0 },
        Command::Rearrange { steps } => {
            let held = u32::try_from(steps.len()).unwrap_or(0);
            Outcome::Booked {
                bookings: vec![id("b90"); steps.len()],
                held,
                requested: 0,
                refused: Vec::new(),
                entry: Some(9),
            }
        }
        Command::Invite { association } => Outcome::Invited { invitation: city::invitation(association) },
        Command::SetAside { .. }
        | Command::SetAnswer { .. }
        | Command::Settle { .. }
        | Command::SetLocalNetwork { .. }
        | Command::Undo { .. }
        | Command::GiveBack { .. }
        | Command::Reclaim { .. }
        | Command::Withdraw { .. }
        | Command::SetPair { .. }
        | Command::CancelPlan
        | Command::CancelBooking { .. } => Outcome::Done { entry: Some(10) },
        Command::Book { .. } => {
            return Err(Broken::Answered(Refusal::AgainstRule {
                rules: vec![EligibilityRule::WeekHours { max: 600 }],
            }));
        }
        Command::AddPerson { person } if person.phones.is_empty() && person.emails.is_empty() => {
            return Err(Broken::Answered(Refusal::Invalid {
                field: "phones".to_owned(),
                problem: "empty".to_owned(),
                value: String::new(),
            }));
        }
        other => return Err(unmocked(&other)),
    })
}

/// A bundle file as it would have been written.
pub fn exported(name: &str) -> Outcome {
    Outcome::BundleExported { written: BundleWritten { name: name.to_owned(), changes: 12, bytes: 20_480 } }
}

/// A bundle file of which an earlier one is missing.
pub fn taken_in() -> Outcome {
    let (device, organisation) = ("Portable de Louis".to_owned(), me().org_name);
    let read = BundleRead { device, organisation, taken: 31, known: 4, refused: 0, waiting: 2 };
    Outcome::BundleImported { read }
}

fn unmocked(what: &impl std::fmt::Debug) -> Failure {
    let name: String = format!("{what:?}").chars().take_while(|c| c.is_alphanumeric()).collect();
    Broken::Unreadable(format!("no invented answer for {name}"))
}

fn asked(word: &str) -> bool {
    web_sys::window().and_then(|window| window.location().search().ok()).is_some_and(|search| search.contains(word))
}

/// An id that the mock writes itself.
#[expect(clippy::expect_used, reason = "ids written in the mock, which is given nothing from outside")]
fn id<T: std::str::FromStr<Err = InvalidId>>(text: &str) -> T {
    text.parse().expect("an id")
}

fn calendar() -> CityCalendar {
    #[expect(clippy::expect_used, reason = "a fixed zone, which every database holds")]
    CityCalendar::new("Europe/Paris").expect("Europe/Paris")
}

fn me() -> MeView {
    let city = asked("city");
    MeView {
        device: DeviceId([0x4a; 32]),
        device_name: if city { "Bureau de Claire" } else { "Portable d’Amina" }.to_owned(),
        joined: !asked("join") && !asked("locked"),
        shut_out: asked("locked"),
        org: Some(id(if city { "bordeaux" } else { "restos" })),
        org_name: if city { "Ville de Bordeaux" } else { "Restos du cœur, Bordeaux Nord" }.to_owned(),
        city_name: "Ville de Bordeaux".to_owned(),
        role: Some(if city { DeviceRole::Operator } else { DeviceRole::Coordinator }),
        is_city: city,
        time_zone: "Europe/Paris".to_owned(),
        now: now(),
        local_network: false,
        relay: Some("https://relais.bordeaux.example".to_owned()),
        version: "0.1.0".to_owned(),
    }
}

fn read(text: &str) -> Result<InvitationView, Failure> {
    if !text.starts_with("mainforte") {
        return Err(Broken::Answered(Refusal::Invitation { problem: InvitationProblem::NotAnInvitation }));
    }
    Ok(InvitationView {
        text: String::new(),
        qr: Vec::new(),
        ..city::invitation(Some("Restos du cœur, Bordeaux Nord".to_owned()))
    })
}

fn sync() -> SyncView {
    let peer = |number, name: &str, org: &str, connected, minutes: i64| PeerRow {
        device: DeviceId([number; 32]),
        name: name.to_owned(),
        org_name: org.to_owned(),
        connected,
        last_seen: Some(now().plus(-minutes)),
    };
    SyncView {
        link: if asked("online") { Link::UpToDate } else { Link::Offline },
        to_send: 3,
        peers: vec![
            peer(2, "Pivot", "Ville de Bordeaux", asked("online"), 42),
            peer(3, "Portable de Louis", "Restos du cœur, Bordeaux Nord", false, 190),
        ],
        quarantined: 8,
        awaited: Vec::new(),
        other_versions: asked("versions")
            .then(|| OtherVersion { device: DeviceId([3; 32]), name: "Pivot".to_owned(), is_hub: true, is_newer: true })
            .into_iter()
            .collect(),
        spoken_for: vec![SpokenFor { device: DeviceId([5; 32]), name: "Accueil".to_owned(), changes: 2 }],
        arriving: asked("arriving").then_some(Arriving { received: 1_240, of: Some(10_000) }),
        newer_mail: asked("versions"),
        stuck: asked("versions"),
    }
}

fn peers() -> Vec<PeerState> {
    let waiting = [("bordeaux", 3, Some(Way::Relay), Some(0)), ("restos", 41, None, None)];
    let states = sync().peers.into_iter().zip(waiting);
    let states =
        states.map(|(peer, (org, waiting, way, brought))| PeerState { peer, org: id(org), waiting, way, brought });
    states.collect()
}

fn catalogue() -> CatalogueView {
    let registry = Registry::bordeaux(id("bordeaux"), "Ville de Bordeaux");
    let choice = |name: &str| name.to_owned();
    CatalogueView {
        districts: registry
            .districts
            .iter()
            .map(|(id, district)| Choice { id: id.clone(), fr: choice(&district.name), en: choice(&district.name) })
            .collect(),
        kinds: registry
            .kinds
            .iter()
            .map(|(id, kind)| Choice { id: id.clone(), fr: choice(&kind.fr), en: choice(&kind.en) })
            .collect(),
        places: week::PLACES
            .iter()
            .map(|(place, name)| Choice { id: id(place), fr: choice(name), en: choice(name) })
            .collect(),
        organisations: city::ASSOCIATIONS
            .iter()
            .map(|(org, name)| Choice { id: id(org), fr: choice(name), en: choice(name) })
            .collect(),
        skills: ["driver", "cuisine", "first-aid"].map(str::to_owned).to_vec(),
        roles: ["Accueil", "Cuisine", "Chauffeur"].map(str::to_owned).to_vec(),
    }
}

fn history() -> Vec<HistoryRow> {
    let row = |entry, minutes: i64, command: &str, subject: &str, count, undone: bool| HistoryRow {
        entry,
        at: now().plus(-minutes),
        command: command.to_owned(),
        subject: subject.to_owned(),
        count,
        can_undo: !undone,
        undone,
        volunteer: None,
    };
    vec![
        row(12, 3, "accept", "semaine", 38, false),
        row(11, 25, "publish_need", "Distribution, Bacalan", 5, false),
        row(10, 61, "book", "Marie Dubois", 1, true),
        row(9, 300, "import_people", "benevoles.csv", 412, false),
    ]
}
