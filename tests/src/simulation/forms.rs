use crate::sample::Chance;
use mainforte_api::{AskDraft, NeedDraft, PersonDraft, Slot};
use mainforte_domain::{KindId, Metres, Minute, Minutes, PersonStatus, Priority, RoleNeed, WeekWindow, Window};
use std::collections::{BTreeMap, BTreeSet};

/// Monday 23 March 2020, midnight UTC.
pub(super) const MONDAY: i64 = 18_344 * 1_440;

pub(super) const ROLE: &str = "Accueil";

/// Days on which something happens: the end of one month, the beginning of the next.
const DAYS: [&str; 4] = ["2020-03-27", "2020-03-31", "2020-04-01", "2020-04-02"];

/// Somebody who can come at any time.
pub(super) fn person(chance: &mut Chance) -> PersonDraft {
    let given = chance.word(&["Amina", "Louis", "Claire", "Youssef", "Jeanne", "Paul"]);
    PersonDraft {
        given: given.to_owned(),
        family: name(chance),
        phones: vec![format!("06 12 34 {:02} {:02}", chance.below(100), chance.below(100))],
        emails: Vec::new(),
        district: None,
        offers: BTreeSet::new(),
        skills: BTreeSet::new(),
        languages: BTreeSet::from(["fr".to_owned()]),
        vetted: true,
        remote_only: false,
        radius: Metres(10_000),
        week_max: Minutes::hours(20),
        week_target: Minutes::hours(10),
        availability: vec![WeekWindow { from: 0, until: WeekWindow::WEEK }],
        status: PersonStatus::Active,
        note: String::new(),
    }
}

/// Nobody else has it, so that it is found wherever it stands. As it is typed it is indexed.
fn name(chance: &mut Chance) -> String {
    (0..10).filter_map(|_| char::from_digit(10 + chance.below(26) as u32, 36)).collect()
}

pub(super) fn need(chance: &mut Chance, kind: KindId) -> NeedDraft {
    let role = RoleNeed { skill: None, min: 1, max: 3 };
    let slots = (0..1 + chance.below(2)).map(|_| slot(chance)).collect();
    NeedDraft {
        title: chance.word(&["Distribution", "Maraude", "Collecte"]).to_owned(),
        kind,
        place: chance.word(&["Gare", "Quai"]).to_owned(),
        district: None,
        priority: Priority::USUAL,
        remote: false,
        needs_vetted: false,
        language: None,
        roles: BTreeMap::from([(ROLE.to_owned(), role)]),
        slots,
        note: String::new(),
    }
}

/// A need of two shifts, one after the other, at the beginning of a window.
pub(super) fn need_within(chance: &mut Chance, kind: KindId, window: Window) -> NeedDraft {
    let day = (window.from.0 - MONDAY) / 1_440;
    // Paris goes to summer time between the first of the days and the others.
    let local = window.from.0 - MONDAY - day * 1_440 + if day < 6 { 60 } else { 120 };
    let date = [(4, 0), (8, 1), (9, 2)].into_iter().find(|(of, _)| *of == day).map_or(3, |(_, index)| index);
    let date = DAYS.get(date).copied().unwrap_or_default();
    let at = |hours: i64| format!("{date}T{:02}:00", local / 60 + hours);
    let slots = [0, 2].map(|hours| Slot { start: at(hours), end: at(hours + 2) }).to_vec();
    NeedDraft { slots, ..need(chance, kind) }
}

fn slot(chance: &mut Chance) -> Slot {
    let day = chance.word(&DAYS);
    let start = 8 + chance.below(6);
    Slot { start: format!("{day}T{start:02}:00"), end: format!("{day}T{:02}:00", start + 2) }
}

pub(super) fn ask(chance: &mut Chance, kind: KindId) -> AskDraft {
    let Window { from, until } = window(chance);
    AskDraft { kind, skill: None, district: None, from, until, hands: 1, note: String::new() }
}

/// Some hours of one of the days.
pub(super) fn window(chance: &mut Chance) -> Window {
    let day = [4, 8, 9, 10].get(chance.below(4)).copied().unwrap_or(4);
    let from = Minute(MONDAY + day * 1_440 + 60 * (6 + chance.below(4) as i64));
    Window { from, until: from.plus(60 * (4 + chance.below(6) as i64)) }
}
