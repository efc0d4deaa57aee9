//! The work of an invented city.

use mainforte_planning::{Metres, Minutes, RoleNeed, Shift};

use super::{Regime, point};
use crate::dice::Dice;

/// Kinds of work, by how often they are asked for.
pub(super) const CATEGORIES: [(&str, usize); 6] =
    [("grocery", 26), ("phone", 23), ("distribution", 20), ("tutoring", 12), ("escort", 10), ("logistics", 9)];
const MINUTES: [(i64, usize); 9] =
    [(60, 13), (75, 4), (90, 23), (100, 2), (120, 23), (150, 8), (180, 15), (210, 3), (240, 9)];
const STARTS: [i64; 20] =
    [480, 540, 540, 555, 570, 600, 600, 630, 660, 690, 720, 780, 810, 840, 870, 900, 930, 1020, 1050, 1080];
const LANGUAGES: [(&str, usize); 5] = [("en", 30), ("es", 12), ("ar", 9), ("pt", 6), ("bg", 1)];
/// Shifts on a Sunday are a third of the other days' number.
const DAYS: [(i64, usize); 7] = [(0, 3), (1, 3), (2, 3), (3, 3), (4, 3), (5, 3), (6, 1)];

/// Where work comes back, and who organises it.
struct Hub {
    place: String,
    org: String,
    x: Metres,
    y: Metres,
}

pub(super) fn shifts(dice: &mut Dice, regime: Regime, people: usize, weeks: i64) -> Vec<Shift> {
    let count = people * weeks as usize * regime.shifts_percent() / 100;
    let orgs = (people / 75).max(6);
    let hub = |dice: &mut Dice, no: usize| {
        let (x, y) = point(dice);
        Hub { place: format!("hub-{no:03}"), org: format!("org-{:02}", no % orgs), x, y }
    };
    let hubs: Vec<Hub> = (0..(people / 40).max(4)).map(|no| hub(dice, no)).collect();
    (0..count).map(|no| shift(dice, no, weeks, &hubs)).collect()
}

fn shift(dice: &mut Dice, no: usize, weeks: i64, hubs: &[Hub]) -> Shift {
    let category = *dice.weighted(&CATEGORIES);
    let remote = category == "phone" || category == "tutoring";
    let at_a_hub = remote || matches!(category, "distribution" | "logistics");
    let hub = dice.pick(hubs);
    let home = point(dice);
    let (x, y) = if at_a_hub { (hub.x, hub.y) } else { home };
    let place = match (remote, at_a_hub) {
        (true, _) => format!("line-{}", dice.below(7)),
        (_, true) => hub.place.clone(),
        _ => format!("home-{no:05}"),
    };
    let day = 7 * dice.below(weeks as usize) as i64 + dice.weighted(&DAYS);
    let jitter = if dice.percent(15) { 5 * dice.below(6) as i64 } else { 0 };
    let start = day * 1440 + dice.pick(&STARTS) + jitter;
    Shift {
        id: format!("s{no:05}").into(),
        org: hub.org.clone().into(),
        place: place.into(),
        x,
        y,
        start: Minutes(start),
        end: Minutes(start + dice.weighted(&MINUTES)),
        category: category.to_owned(),
        priority: *dice.pick(&[1, 1, 2, 2, 2, 2, 3, 3, 3, 4]),
        remote,
        needs_vetted: dice.percent(40),
        language: dice.percent(7).then(|| (*dice.weighted(&LANGUAGES)).to_owned()),
        roles: roles(dice, category),
    }
}

fn roles(dice: &mut Dice, category: &str) -> Vec<RoleNeed> {
    let mut roles = Vec::new();
    let mut add = |role: &str, skill: Option<&str>, min: usize, more: usize| {
        let (min, max) = (min as i64, (min + more) as i64);
        roles.push(RoleNeed { role: role.into(), skill: skill.map(str::to_owned), min, max });
    };
    match category {
        "phone" => add("caller", dice.percent(69).then_some("listening"), 1 + dice.below(2), dice.below(3)),
        "tutoring" => add("tutor", Some("teaching"), 1, 0),
        "distribution" => {
            add("welcome", None, 1 + dice.below(3), dice.below(3));
            add("serving", None, 1 + dice.below(4), dice.below(4));
            add("lead", dice.percent(61).then_some("lead"), 1, 0);
            if dice.percent(34) {
                add("driver", Some("driver"), 1, 0);
            }
            if dice.percent(17) {
                add("kitchen", Some("cook"), 1, 1);
            }
        }
        "logistics" => {
            add("driver", Some("driver"), 1, dice.below(2));
            add("loader", None, 1, dice.below(3));
        }
        "escort" => add("escort", dice.percent(21).then_some("first-aid"), 1, 0),
        _ => {
            add("shopper", None, 1, usize::from(dice.percent(40)));
            if dice.percent(22) {
                add("driver", Some("driver"), 1, 0);
            }
        }
    }
    roles
}
