//! People and shifts as the engine knows them: in minutes from the week's Monday 00:00.

use jiff::civil::Date;
use mainforte_domain::{CityCalendar, Minute, Person, PersonStatus, Point, Shift, Window, expand_availability};
use mainforte_planning as engine;
use mainforte_store::PlannablePerson;
use std::collections::BTreeMap;

/// Between two places: half an hour to cross a part of the city.
pub(super) const TURNAROUND: i64 = 30;
/// What it is worth that somebody offers this very kind of help.
const OFFERED: i64 = 12;

/// A week's clock.
pub(super) struct Clock {
    pub(super) monday: Date,
    pub(super) week: Window,
}

impl Clock {
    pub(super) fn minutes(&self, at: Minute) -> i64 {
        at.0 - self.week.from.0
    }

    fn windows(&self, windows: &[Window]) -> Vec<engine::Window> {
        // A shift of Sunday night ends after the week: windows reach a day beyond.
        let reach = Window { from: self.week.from, until: self.week.until.plus(1440) };
        let inside = windows.iter().filter_map(|w| w.intersection(&reach));
        let minutes = |at| engine::Minutes(self.minutes(at));
        joined(inside.collect()).into_iter().map(|w| engine::Window(minutes(w.from), minutes(w.until))).collect()
    }

    pub(super) fn volunteer(
        &self,
        plannable: &PlannablePerson,
        centres: &BTreeMap<mainforte_domain::DistrictId, Point>,
        calendar: &CityCalendar,
    ) -> engine::Volunteer {
        let person = &plannable.person;
        let home = person.district.as_ref().and_then(|d| centres.get(d)).copied().unwrap_or_default();
        let available = if can_be_asked(person) {
            expand_availability(&person.availability, self.monday, 2, calendar)
        } else {
            Vec::new()
        };
        engine::Volunteer {
            id: engine::VolunteerId(person.id.to_string()),
            x: engine::Metres(home.x),
            y: engine::Metres(home.y),
            radius_m: engine::Metres(person.radius.0),
            skills: person.skills.iter().cloned().collect(),
            languages: person.languages.iter().cloned().collect(),
            vetted: person.vetted,
            remote_only: person.remote_only,
            max_minutes_per_week: engine::Minutes(person.week_max.0),
            target_minutes_per_week: engine::Minutes(person.week_target.0),
            turnaround_minutes: engine::Minutes(TURNAROUND),
            availability: self.windows(&available),
            windows_held: (!plannable.own).then(|| self.windows(&plannable.held)),
            preferences: person.offers.iter().map(|kind| (kind.to_string(), OFFERED)).collect(),
            never_with_orgs: Vec::new(),
            blocked_shifts: Vec::new(),
            usual: BTreeMap::new(),
        }
    }

    pub(super) fn shift(&self, shift: &Shift, org: &str, point: Option<Point>) -> engine::Shift {
        let point = point.unwrap_or_default();
        let roles = shift.roles.iter().map(|(role, need)| engine::RoleNeed {
            role: engine::Role(role.clone()),
            skill: need.skill.clone(),
            min: i64::from(need.min),
            max: i64::from(need.max),
        });
        engine::Shift {
            id: engine::ShiftId(shift.id.to_string()),
            org: engine::OrgId(org.to_owned()),
            place: engine::PlaceId(shift.place.to_string()),
            x: engine::Metres(point.x),
            y: engine::Metres(point.y),
            start: engine::Minutes(self.minutes(shift.window.from)),
            end: engine::Minutes(self.minutes(shift.window.until)),
            category: shift.kind.to_string(),
            priority: i64::from(shift.priority.get()),
            remote: shift.remote,
            needs_vetted: shift.needs_vetted,
            language: shift.language.clone(),
            roles: roles.collect(),
        }
    }
}

fn can_be_asked(person: &Person) -> bool {
    matches!(person.status, PersonStatus::Active | PersonStatus::ToInform)
}

/// Sorted, with what overlaps or touches made one.
pub(super) fn joined(mut windows: Vec<Window>) -> Vec<Window> {
    windows.sort_unstable();
    let mut joined: Vec<Window> = Vec::with_capacity(windows.len());
    for window in windows {
        match joined.last_mut() {
            Some(last) if window.from <= last.until => last.until = last.until.max(window.until),
            _ => joined.push(window),
        }
    }
    joined
}
