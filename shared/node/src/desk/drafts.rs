//! Forms become values: what people typed is parsed here, and the field that is wrong is named.

use crate::trouble::Trouble;
use mainforte_api::{PersonDraft, Slot};
use mainforte_domain::{
    CityCalendar, Person, RoleNeed, VolunteerId, WeekWindow, Window, normalise_email, normalise_phone,
};
use std::collections::{BTreeMap, BTreeSet};

const NAME_MAX: usize = 200;
const NOTE_MAX: usize = 20_000;

/// A person from a form; with whom they go or do not go is said apart.
pub(super) fn person(id: VolunteerId, draft: PersonDraft) -> Result<Person, Trouble> {
    let given = name("given", &draft.given)?;
    let family = name("family", &draft.family)?;
    if given.is_empty() && family.is_empty() {
        return Err(Trouble::invalid("family", "empty", ""));
    }
    if draft.note.len() > NOTE_MAX {
        return Err(Trouble::invalid("note", "too_long", draft.note.len()));
    }
    let typed = |values: Vec<String>| values.into_iter().filter(|v| !v.trim().is_empty()).collect::<Vec<_>>();
    let phones = typed(draft.phones)
        .iter()
        .map(|p| normalise_phone(p).map_err(|_| Trouble::invalid("phones", "not_a_phone", p)))
        .collect::<Result<_, _>>()?;
    let emails = typed(draft.emails)
        .iter()
        .map(|e| normalise_email(e).map_err(|_| Trouble::invalid("emails", "not_an_email", e)))
        .collect::<Result<_, _>>()?;
    Ok(Person {
        id,
        given,
        family,
        phones,
        emails,
        district: draft.district,
        offers: draft.offers,
        skills: words(draft.skills),
        languages: words(draft.languages),
        vetted: draft.vetted,
        remote_only: draft.remote_only,
        radius: mainforte_domain::Metres(draft.radius.0.clamp(0, 1_000_000)),
        week_max: minutes("week_max", draft.week_max)?,
        week_target: minutes("week_target", draft.week_target)?,
        availability: WeekWindow::normalised(draft.availability),
        status: draft.status,
        apart: BTreeSet::new(),
        together: BTreeSet::new(),
        note: draft.note,
    })
}

/// A name or title: trimmed and bounded.
pub(super) fn name(field: &str, text: &str) -> Result<String, Trouble> {
    let text = text.trim();
    if text.len() > NAME_MAX {
        return Err(Trouble::invalid(field, "too_long", text.chars().take(40).collect::<String>()));
    }
    Ok(text.to_owned())
}

/// A name that must be there.
pub(super) fn needed(field: &str, text: &str) -> Result<String, Trouble> {
    let text = name(field, text)?;
    if text.is_empty() { Err(Trouble::invalid(field, "empty", "")) } else { Ok(text) }
}

/// A wall-clock slot as a window of at most 24 hours.
pub(super) fn window(slot: &Slot, calendar: &CityCalendar) -> Result<Window, Trouble> {
    let read = |text: &str| calendar.parse(text).ok_or_else(|| Trouble::invalid("slots", "not_a_time", text));
    let window = Window::new(read(&slot.start)?, read(&slot.end)?)
        .ok_or_else(|| Trouble::invalid("slots", "ends_before_start", &slot.end))?;
    if window.length().0 > 1440 {
        return Err(Trouble::invalid("slots", "too_long", &slot.end));
    }
    Ok(window)
}

/// Roles of a shift: at least one, each with a name and `min` not above `max`.
pub(super) fn roles(roles: BTreeMap<String, RoleNeed>) -> Result<BTreeMap<String, RoleNeed>, Trouble> {
    if roles.is_empty() {
        return Err(Trouble::invalid("roles", "empty", ""));
    }
    roles
        .into_iter()
        .map(|(role, need)| {
            let role = needed("roles", &role)?;
            if need.max == 0 || need.max > 10_000 || need.min > need.max {
                return Err(Trouble::invalid("roles", "min_above_max", format!("{role}: {} > {}", need.min, need.max)));
            }
            let skill = need.skill.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty());
            Ok((role, RoleNeed { skill, ..need }))
        })
        .collect()
}

fn words(words: impl IntoIterator<Item = String>) -> std::collections::BTreeSet<String> {
    words.into_iter().map(|w| w.trim().chars().take(NAME_MAX).collect::<String>()).filter(|w| !w.is_empty()).collect()
}

fn minutes(field: &str, minutes: mainforte_domain::Minutes) -> Result<mainforte_domain::Minutes, Trouble> {
    if (0..=i64::from(WeekWindow::WEEK)).contains(&minutes.0) {
        Ok(minutes)
    } else {
        Err(Trouble::invalid(field, "too_many", minutes.0))
    }
}
