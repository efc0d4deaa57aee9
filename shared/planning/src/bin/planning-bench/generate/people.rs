//! The volunteers of an invented city.

use std::collections::BTreeMap;

use mainforte_planning::{Metres, Minutes, PlaceId, Shift, Volunteer, WEEK, Window};

use super::shifts::CATEGORIES;
use super::{Regime, point};
use crate::dice::Dice;

/// Skills and languages, and how many of a hundred have them.
const SKILLS: [(&str, usize); 5] = [("listening", 24), ("teaching", 17), ("first-aid", 12), ("lead", 10), ("cook", 10)];
const LANGUAGES: [(&str, usize); 5] = [("en", 36), ("es", 12), ("ar", 10), ("pt", 5), ("bg", 2)];
const CAPS: [(i64, usize); 6] = [(180, 16), (240, 24), (360, 24), (480, 15), (600, 13), (900, 8)];
const RADII: [(i64, usize); 5] = [(1000, 15), (1500, 25), (2500, 29), (4000, 21), (7000, 10)];
const TURNAROUNDS: [(i64, usize); 5] = [(10, 10), (15, 25), (30, 40), (45, 15), (60, 10)];

pub(super) fn volunteer(dice: &mut Dice, regime: Regime, no: usize, weeks: i64, shifts: &[Shift]) -> Volunteer {
    let (x, y) = point(dice);
    let cap = *dice.weighted(&CAPS);
    let availability = windows(dice, weeks);
    let mut skills = some_of(dice, &SKILLS);
    if dice.percent(regime.drivers_percent()) {
        skills.push("driver".to_owned());
    }
    let mut languages = some_of(dice, &LANGUAGES);
    languages.push("fr".to_owned());
    let likes = dice.below(5);
    Volunteer {
        id: format!("v{no:05}").into(),
        x,
        y,
        radius_m: Metres(*dice.weighted(&RADII)),
        skills,
        languages,
        vetted: dice.percent(41),
        remote_only: dice.percent(15),
        max_minutes_per_week: Minutes(cap),
        target_minutes_per_week: Minutes(cap * (5 + dice.below(5) as i64) / 10 / 15 * 15),
        turnaround_minutes: Minutes(*dice.weighted(&TURNAROUNDS)),
        windows_held: dice.percent(10).then(|| lent(dice, &availability)),
        availability,
        preferences: (0..likes)
            .map(|_| ((*dice.weighted(&CATEGORIES)).to_owned(), dice.below(41) as i64 - 20))
            .collect(),
        never_with_orgs: if dice.percent(3) { vec![dice.pick(shifts).org.clone()] } else { Vec::new() },
        blocked_shifts: if dice.percent(2) { vec![dice.pick(shifts).id.clone()] } else { Vec::new() },
        usual: if dice.percent(30) { usual(dice, shifts) } else { BTreeMap::new() },
    }
}

fn some_of(dice: &mut Dice, names: &[(&str, usize)]) -> Vec<String> {
    names.iter().filter(|(_, percent)| dice.percent(*percent)).map(|(name, _)| (*name).to_owned()).collect()
}

/// One or two places where somebody often helps.
fn usual(dice: &mut Dice, shifts: &[Shift]) -> BTreeMap<PlaceId, i64> {
    (0..1 + dice.below(2)).map(|_| (dice.pick(shifts).place.clone(), 4 + dice.below(12) as i64)).collect()
}

/// One to five days of each week: a morning or an evening, or the whole day.
fn windows(dice: &mut Dice, weeks: i64) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    for week in 0..weeks {
        let mut days = [0, 1, 2, 3, 4, 5, 6];
        for last in (1..days.len()).rev() {
            days.swap(last, dice.below(last + 1));
        }
        let wanted = *dice.weighted(&[(1, 6), (2, 23), (3, 30), (4, 26), (5, 15)]);
        let mut chosen = days[..wanted].to_vec();
        chosen.sort_unstable();
        for day in chosen {
            let (start, minutes) = match dice.below(100) {
                0..30 => (480 + 15 * dice.below(5), 480 + 15 * dice.below(14)),
                30..62 => (1020 + 15 * dice.below(7), 150 + 15 * dice.below(6)),
                62..70 => (780 + 15 * dice.below(5), 180 + 15 * dice.below(8)),
                _ => (480 + 15 * dice.below(9), 180 + 15 * dice.below(9)),
            };
            let start = week * WEEK + day * 1440 + start as i64;
            windows.push(Window(Minutes(start), Minutes(start + minutes as i64)));
        }
    }
    windows
}

/// The parts of somebody's time that the planning association may use.
fn lent(dice: &mut Dice, availability: &[Window]) -> Vec<Window> {
    availability.iter().filter(|_| dice.percent(50)).copied().collect()
}
