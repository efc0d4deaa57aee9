//! Invented problems of known regimes, shaped on a city's emergency help in its first week.
//!
//! Invented numbers, no real person or organisation. The shape follows such a city: a dense middle, few hubs with many
//! shifts and many homes with one, remote work by phone, evenings and full days, most people near a fair share of hours.

mod people;
mod shifts;

use std::collections::{BTreeMap, BTreeSet};

use mainforte_planning::{
    Booking, Horizon, Metres, PROBLEM_FORMAT, PriorityWeights, Problem, VolunteerId, Weights, broken_alone,
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
const CITY: usize = 9600;

/// A problem of `regime` with so many `people` and `weeks`; the same seed gives the same problem.
pub(crate) fn generate(regime: Regime, people: usize, weeks: i64, seed: u64) -> Problem {
    let mut dice = Dice::seeded(seed.wrapping_mul(1_000_003) ^ (people as u64) << 20 ^ (regime as u64) << 50);
    let shifts = shifts::shifts(&mut dice, regime, people, weeks);
    let volunteers = (0..people).map(|no| people::volunteer(&mut dice, regime, no, weeks, &shifts)).collect();
    let mut problem = Problem {
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
        previous: Vec::new(),
    };
    // Some said yes already, some were in last week's plan; a few of those cannot any more.
    problem.pinned = possible(&mut dice, &problem, people / 40);
    problem.previous = possible(&mut dice, &problem, people / 7);
    let gone: Vec<Booking> = (0..people / 40).map(|_| any(&mut dice, &problem)).collect();
    problem.previous.extend(gone);
    problem
}

/// Denser towards the middle of the city.
fn point(dice: &mut Dice) -> (Metres, Metres) {
    let mut along = || (dice.below(CITY) + dice.below(CITY) + dice.below(CITY)) as i64 / 3;
    (Metres(along()), Metres(along()))
}

/// Any booking at all.
fn any(dice: &mut Dice, problem: &Problem) -> Booking {
    let shift = dice.pick(&problem.shifts);
    Booking {
        volunteer: dice.pick(&problem.volunteers).id.clone(),
        shift: shift.id.clone(),
        role: dice.pick(&shift.roles).role.clone(),
    }
}

/// About `wanted` bookings that keep the rules together: one for each person and for each role at most.
fn possible(dice: &mut Dice, problem: &Problem, wanted: usize) -> Vec<Booking> {
    let mut taken: BTreeSet<(String, String)> = BTreeSet::new();
    let mut found: BTreeMap<VolunteerId, Booking> = BTreeMap::new();
    for _ in 0..wanted * 200 {
        let (volunteer, shift) = (dice.pick(&problem.volunteers), dice.pick(&problem.shifts));
        let need = dice.pick(&shift.roles);
        let allowed =
            broken_alone(volunteer, shift, need).is_empty() && shift.minutes() <= volunteer.max_minutes_per_week;
        if allowed && !found.contains_key(&volunteer.id) && taken.insert((shift.id.0.clone(), need.role.0.clone())) {
            let (volunteer, shift, role) = (volunteer.id.clone(), shift.id.clone(), need.role.clone());
            found.insert(volunteer.clone(), Booking { volunteer, shift, role });
        }
        if found.len() == wanted {
            break;
        }
    }
    found.into_values().collect()
}
