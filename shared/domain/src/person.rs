use crate::{DistrictId, KindId, Metres, Minutes, VolunteerId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A person who offers time, with what they offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The same on every laptop.
    pub id: VolunteerId,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Phone numbers, normalised (`+33612345678`); phone *or* e-mail is enough.
    pub phones: BTreeSet<String>,
    /// E-mail addresses, in small letters.
    pub emails: BTreeSet<String>,
    /// Where they start from.
    pub district: Option<DistrictId>,
    /// The kinds of help that they offer.
    pub offers: BTreeSet<KindId>,
    /// What they can do: `driver`, `first-aid`, or free words.
    pub skills: BTreeSet<String>,
    /// Languages spoken, as ISO 639-1 codes.
    pub languages: BTreeSet<String>,
    /// Whether somebody has checked who they are.
    pub vetted: bool,
    /// Helps only from home.
    pub remote_only: bool,
    /// How far they go, in a straight line.
    pub radius: Metres,
    /// Never more than this in a week.
    pub week_max: Minutes,
    /// Rather not more than this in a week.
    pub week_target: Minutes,
    /// When they can, week after week: sorted, disjoint, not touching. Empty: not said yet.
    pub availability: Vec<WeekWindow>,
    /// Where they stand.
    pub status: PersonStatus,
    /// Never put into a shift with any of these.
    #[serde(default)]
    pub apart: BTreeSet<VolunteerId>,
    /// Comes only together with these.
    #[serde(default)]
    pub together: BTreeSet<VolunteerId>,
    /// Free words from the person or the form.
    pub note: String,
}

impl Person {
    /// A person about whom nothing else is known yet: five kilometres, ten hours a week at most, six rather.
    pub fn named(id: VolunteerId, given: &str, family: &str) -> Self {
        Self {
            id,
            given: given.to_owned(),
            family: family.to_owned(),
            phones: BTreeSet::new(),
            emails: BTreeSet::new(),
            district: None,
            offers: BTreeSet::new(),
            skills: BTreeSet::new(),
            languages: BTreeSet::from(["fr".to_owned()]),
            vetted: false,
            remote_only: false,
            radius: Metres(5_000),
            week_max: Minutes::hours(10),
            week_target: Minutes::hours(6),
            availability: Vec::new(),
            status: PersonStatus::ToInform,
            apart: BTreeSet::new(),
            together: BTreeSet::new(),
            note: String::new(),
        }
    }

    /// Given and family name.
    pub fn name(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_owned()
    }
}

/// Where a volunteer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonStatus {
    /// Came from a list and has not yet been told that they are in it.
    ToInform,
    /// Can be asked.
    Active,
    /// Not for the moment.
    Paused,
    /// Has left.
    Withdrawn,
}

/// A stretch of the week that comes again every week: minutes from Monday 00:00 local time, half open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WeekWindow {
    /// 0 to 10079.
    pub from: u16,
    /// 1 to 10080, after `from`.
    pub until: u16,
}

impl WeekWindow {
    /// Minutes in a week.
    pub const WEEK: u16 = 10_080;

    /// A window, or nothing when it is empty or leaves the week.
    pub fn new(from: u16, until: u16) -> Option<Self> {
        (from < until && until <= Self::WEEK).then_some(Self { from, until })
    }

    /// Sorts, and joins what overlaps or touches.
    pub fn normalised(mut windows: Vec<Self>) -> Vec<Self> {
        windows.retain(|w| Self::new(w.from, w.until).is_some());
        windows.sort_unstable();
        let mut joined: Vec<Self> = Vec::with_capacity(windows.len());
        for window in windows {
            match joined.last_mut() {
                Some(last) if window.from <= last.until => last.until = last.until.max(window.until),
                _ => joined.push(window),
            }
        }
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_that_touch_become_one() {
        let w = |from, until| WeekWindow { from, until };
        assert_eq!(WeekWindow::normalised(vec![w(60, 90), w(0, 60), w(200, 200), w(80, 100)]), vec![w(0, 100)]);
    }
}
