//! A small week, as the store gives it: Amina's association, four shifts, a handful of people.

mod overrides;
mod pairs;
mod proof;
mod replan;
mod why;

use super::assemble::{Pinning, Scope, Week};
use jiff::civil::date;
use mainforte_api::{Proposal, ReplanView, Seat};
use mainforte_domain::*;
use mainforte_store::{PlannablePerson, PlannableShift, PlannedBooking, PlanningInput};

/// What a test says of a week; everybody can come at any time unless it says otherwise.
#[derive(Default)]
pub(super) struct Story {
    pub(super) input: PlanningInput,
}

pub(super) fn id<T: std::str::FromStr<Err = InvalidId>>(text: &str) -> T {
    text.parse().unwrap()
}

fn calendar() -> CityCalendar {
    CityCalendar::new("Europe/Paris").unwrap()
}

impl Story {
    /// One place in the kitchen on Monday morning, and people who could have it.
    pub(super) fn kitchen(people: &[&str]) -> Self {
        let mut story = Self::default();
        story.people(people);
        story.shift("cuisine", 0, (9, 12), (1, 1), None);
        story
    }

    /// A delivery that takes a driver at the hour of the kitchen, one place each: Marie and Louis drive, Paul does not.
    pub(super) fn delivery_and_kitchen() -> Self {
        let mut story = Self::kitchen(&["paul"]);
        for driver in ["marie", "louis"] {
            story.person(driver, |person| person.skills.extend(["permis B".to_owned()]));
        }
        story.shift("livraison", 0, (9, 12), (1, 1), Some("permis B"));
        story
    }

    pub(super) fn person(&mut self, name: &str, change: impl FnOnce(&mut Person)) {
        let mut person = Person::named(id(name), name, "");
        person.availability = vec![WeekWindow { from: 0, until: WeekWindow::WEEK }];
        person.week_max = Minutes::hours(20);
        person.week_target = Minutes::hours(20);
        person.status = PersonStatus::Active;
        change(&mut person);
        self.input.people.push(PlannablePerson { person, own: true, held: Vec::new(), last_asked: None });
    }

    pub(super) fn people(&mut self, names: &[&str]) {
        for name in names {
            self.person(name, |_| {});
        }
    }

    /// A shift on a day of the week from Monday, 0, with one role.
    pub(super) fn shift(
        &mut self,
        name: &str,
        day: i64,
        hours: (i64, i64),
        (min, max): (u32, u32),
        skill: Option<&str>,
    ) {
        let monday = calendar().week(date(2020, 3, 23)).unwrap().from;
        let at = |hour: i64| monday.plus(day * 1440 + hour * 60);
        let role = RoleNeed { skill: skill.map(str::to_owned), min, max };
        let shift = Shift {
            id: id(name),
            need: id("need"),
            title: name.to_owned(),
            kind: id("food-distribution"),
            place: id("bacalan"),
            window: Window::new(at(hours.0), at(hours.1)).unwrap(),
            priority: Priority::USUAL,
            remote: false,
            needs_vetted: false,
            language: None,
            roles: [("Accueil".to_owned(), role)].into(),
            status: ShiftStatus::Planned,
        };
        self.input.shifts.push(PlannableShift {
            shift,
            org: id("restos"),
            place_name: "Bacalan".to_owned(),
            point: None,
        });
    }

    pub(super) fn booked(&mut self, volunteer: &str, shift: &str, answer: Answer) {
        let there = self.input.shifts.iter().find(|s| s.shift.id.as_str() == shift).unwrap();
        let window = there.shift.window;
        let booking = Booking {
            id: id(&format!("b-{volunteer}-{shift}")),
            shift: id(shift),
            role: "Accueil".to_owned(),
            volunteer: id(volunteer),
            answer,
            status: BookingStatus::Active,
            by: DeviceId([1; 32]),
            at: Minute(1),
        };
        match answer {
            Answer::No | Answer::Withdrew => self.input.declined.push(booking),
            _ => self.input.bookings.push(PlannedBooking { booking, right: Right::Held, window }),
        }
    }

    pub(super) fn week(self, pinning: Pinning) -> Week {
        let monday = date(2020, 3, 23);
        let window = calendar().week(monday).unwrap();
        Week::assemble(self.input, monday, window, &calendar(), Scope { pinning, begun: None })
    }
}

/// The place in a shift that has one role.
pub(super) fn proposal(volunteer: &str, shift: &str) -> Proposal {
    Proposal { shift: id(shift), role: "Accueil".to_owned(), volunteer: id(volunteer) }
}

/// `louis: lundi -> mardi`, in the order of the steps.
pub(super) fn told(view: &ReplanView) -> Vec<String> {
    let seats = |seats: &[Seat]| seats.iter().map(|s| s.shift.to_string()).collect::<Vec<_>>().join("+");
    let steps = view.rearrangements.iter().flat_map(|it| &it.steps);
    steps.map(|step| format!("{}: {} -> {}", step.volunteer, seats(&step.leaves), seats(&step.takes))).collect()
}
