//! Invented problems of known regimes, shaped on a city's emergency help in its first week.

use std::collections::BTreeMap;

use mainforte_planning::{
    Booking, Horizon, Metres, Minutes, PROBLEM_FORMAT, PriorityWeights, Problem, RoleNeed, Shift, Volunteer, WEEK,
    Weights, Window,
};

use crate::dice::Dice;

/// How hands and needs compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Regime {
    Balanced,
    /// Far more needs than hours.
    Scarce,
    /// Enough hands, few who drive.
    ScarceDrivers,
    /// More hours than needs.
    Oversupplied,
}

impl Regime {
    pub(crate) const ALL: [Self; 4] = [Self::Balanced, Self::Scarce, Self::ScarceDrivers, Self::Oversupplied];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Balanced => "balanced",
            Self::Scarce => "scarce",
            Self::ScarceDrivers => "scarce-drivers",
            Self::Oversupplied => "oversupplied",
        }
    }

    /// Shifts per hundred volunteers and week.
    fn shifts_percent(self) -> usize {
        match self {
            Self::Balanced | Self::ScarceDrivers => 62,
            Self::Scarce => 108,
            Self::Oversupplied => 25,
        }
    }

    fn drivers_percent(self) -> usize {
        if self == Self::ScarceDrivers { 5 } else { 22 }
    }
}

/// The side of the city, in metres.
const CITY: usize = 11_000;
const SKILLS: [(&str, usize); 5] = [("listening", 24), ("teaching", 18), ("first-aid", 12), ("lead", 11), ("cook", 9)];
const LANGUAGES: [(&str, usize); 5] = [("en", 30), ("es", 12), ("ar", 9), ("pt", 6), ("bg", 1)];
const STARTS: [i64; 20] =
    [420, 480, 540, 540, 570, 600, 600, 660, 720, 780, 810, 840, 840, 900, 960, 1020, 1020, 1050, 1080, 1140];
const MINUTES: [i64; 12] = [60, 60, 75, 90, 90, 90, 120, 120, 150, 180, 210, 240];
const CATEGORIES: [&str; 7] = ["distribution", "grocery", "phone", "tutoring", "logistics", "escort", "kitchen"];

/// A problem of `regime` with so many `people` and `weeks`; the same seed gives the same problem.
pub(crate) fn generate(regime: Regime, people: usize, weeks: i64, seed: u64) -> Problem {
    let mut dice = Dice::seeded(seed.wrapping_mul(1_000_003) ^ (people as u64) << 20 ^ (regime as u64) << 50);
    let shifts = shifts(&mut dice, regime, people, weeks);
    let volunteers: Vec<Volunteer> = (0..people).map(|no| volunteer(&mut dice, regime, no, weeks, &shifts)).collect();
    let previous = (0..people / 5).map(|_| earlier(&mut dice, &volunteers, &shifts)).collect();
    Problem {
        format: PROBLEM_FORMAT.to_owned(),
        name: format!("{}-v{people}-w{weeks}-s{seed}", regime.name()),
        horizon: Horizon { start: "2020-11-09".to_owned(), weeks },
        weights: Weights {
            priority: PriorityWeights { first: 800, second: 400, third: 200, fourth: 100 },
            distance_per_km: 3,
            over_target_per_hour: 12,
            stay: 40,
        },
        volunteers,
        shifts,
        pinned: Vec::new(),
        previous,
    }
}

/// Denser towards the middle of the city.
fn point(dice: &mut Dice) -> (Metres, Metres) {
    let mut along = || (dice.below(CITY) + dice.below(CITY)) as i64 / 2;
    (Metres(along()), Metres(along()))
}

fn shifts(dice: &mut Dice, regime: Regime, people: usize, weeks: i64) -> Vec<Shift> {
    let count = people * weeks as usize * regime.shifts_percent() / 100;
    let places: Vec<(String, Metres, Metres)> = (0..(people / 5).max(3))
        .map(|no| {
            let (x, y) = point(dice);
            (format!("place-{no:04}"), x, y)
        })
        .collect();
    (0..count).map(|no| shift(dice, no, weeks, people, &places)).collect()
}

fn shift(dice: &mut Dice, no: usize, weeks: i64, people: usize, places: &[(String, Metres, Metres)]) -> Shift {
    let category = *dice.pick(&CATEGORIES);
    let remote = category == "phone" || (category == "tutoring" && dice.percent(70));
    let (place, x, y) = dice.pick(places).clone();
    let day = dice.below(7 * weeks as usize) as i64;
    let start = day * 1440 + *dice.pick(&STARTS);
    let priority = *dice.pick(&[1, 1, 2, 2, 2, 2, 3, 3, 3, 4]);
    Shift {
        id: format!("s{no:05}").into(),
        org: format!("org-{:02}", dice.below((people / 60).max(4))).into(),
        place: if remote { format!("line-{}", dice.below(9)).into() } else { place.into() },
        x,
        y,
        start: Minutes(start),
        end: Minutes(start + dice.pick(&MINUTES)),
        category: category.to_owned(),
        priority,
        remote,
        needs_vetted: dice.percent(40),
        language: dice.percent(6).then(|| (*dice.weighted(&LANGUAGES)).to_owned()),
        roles: roles(dice, category),
    }
}

fn roles(dice: &mut Dice, category: &str) -> Vec<RoleNeed> {
    let mut roles = Vec::new();
    let mut add = |dice: &mut Dice, role: &str, skill: Option<&str>, min: i64| {
        let max = min + dice.below(1 + min as usize) as i64;
        roles.push(RoleNeed { role: role.into(), skill: skill.map(str::to_owned), min, max: max.max(1) });
    };
    let many = |dice: &mut Dice| 1 + dice.below(4) as i64;
    match category {
        "phone" => add(dice, "caller", Some("listening"), 1),
        "tutoring" => add(dice, "tutor", Some("teaching"), 1),
        "distribution" => {
            let welcome = many(dice);
            add(dice, "welcome", None, welcome);
            add(dice, "lead", Some("lead"), 1);
            if dice.percent(50) {
                add(dice, "driver", Some("driver"), 1);
            }
            if dice.percent(30) {
                add(dice, "nurse", Some("first-aid"), 1);
            }
        }
        "logistics" => {
            add(dice, "driver", Some("driver"), 1);
            let loaders = many(dice);
            add(dice, "loader", None, loaders);
        }
        "kitchen" => {
            add(dice, "cook", Some("cook"), 1);
            let hands = many(dice);
            add(dice, "hand", None, hands);
        }
        "escort" if dice.percent(30) => add(dice, "driver", Some("driver"), 1),
        _ => add(dice, "helper", None, 1),
    }
    roles
}

fn volunteer(dice: &mut Dice, regime: Regime, no: usize, weeks: i64, shifts: &[Shift]) -> Volunteer {
    let (x, y) = point(dice);
    let cap = *dice.pick(&[180, 180, 240, 240, 240, 360, 360, 360, 480, 480, 600, 900]);
    let availability = windows(dice, weeks);
    let mut skills: Vec<String> =
        SKILLS.iter().filter(|(_, percent)| dice.percent(*percent)).map(|(skill, _)| (*skill).to_owned()).collect();
    if dice.percent(regime.drivers_percent()) {
        skills.push("driver".to_owned());
    }
    let languages = LANGUAGES.iter().filter(|(_, percent)| dice.percent(*percent)).map(|(it, _)| (*it).to_owned());
    let languages = languages.chain(["fr".to_owned()]).collect();
    let mut preferences = BTreeMap::new();
    let mut usual = BTreeMap::new();
    for _ in 0..dice.below(3) {
        preferences.insert((*dice.pick(&CATEGORIES)).to_owned(), dice.below(31) as i64 - 15);
        if dice.percent(30) {
            usual.insert(dice.pick(shifts).place.clone(), 5 + dice.below(10) as i64);
        }
    }
    Volunteer {
        id: format!("v{no:05}").into(),
        x,
        y,
        radius_m: Metres(*dice.pick(&[1000, 1500, 1500, 2500, 2500, 4000, 4000, 7000])),
        skills,
        languages,
        vetted: dice.percent(42),
        remote_only: dice.percent(14),
        max_minutes_per_week: Minutes(cap),
        target_minutes_per_week: Minutes(cap * (5 + dice.below(5) as i64) / 10 / 15 * 15),
        turnaround_minutes: Minutes(*dice.pick(&[10, 15, 15, 30, 30, 30, 45, 60])),
        windows_held: dice.percent(10).then(|| availability.iter().step_by(2).copied().collect()),
        availability,
        preferences,
        never_with_orgs: if dice.percent(3) { vec![dice.pick(shifts).org.clone()] } else { Vec::new() },
        blocked_shifts: if dice.percent(2) { vec![dice.pick(shifts).id.clone()] } else { Vec::new() },
        usual,
    }
}

/// A few half days of each week.
fn windows(dice: &mut Dice, weeks: i64) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    for week in 0..weeks {
        let wanted = 1 + dice.below(5);
        for day in 0..7 {
            if dice.below(7) < wanted {
                let start = week * WEEK + day * 1440 + *dice.pick(&[480, 540, 600, 780, 840, 990, 1020]);
                windows.push(Window(Minutes(start), Minutes(start + 180 + 15 * dice.below(30) as i64)));
            }
        }
    }
    windows
}

fn earlier(dice: &mut Dice, volunteers: &[Volunteer], shifts: &[Shift]) -> Booking {
    let shift = dice.pick(shifts);
    Booking {
        volunteer: dice.pick(volunteers).id.clone(),
        shift: shift.id.clone(),
        role: dice.pick(&shift.roles).role.clone(),
    }
}
