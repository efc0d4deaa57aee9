//! When people say they can, in their own words: `lun-ven 9h-12h`, `mardi après-midi et week-end`, `tous les soirs`.

mod grammar;
mod words;

use crate::WeekWindow;

/// What was understood of somebody's words about their week.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UsualWeek {
    /// Sorted, disjoint, not touching.
    pub windows: Vec<WeekWindow>,
    /// Words that were not understood, in their order; with any of these the whole text is worth keeping.
    pub unknown: Vec<String>,
}

/// Reads French and English words about a usual week.
///
/// A day alone is 8:00 to 20:00; morning 8 to 12, midday 12 to 14, afternoon 14 to 18, evening 18 to 22, night 22 to 6. A
/// part of the day without a day is every day. Days before a time share it: `lundi et mardi matin` is two mornings.
/// Whatever holds a "not" or "except" is not understood at all, rather than understood as the contrary.
pub fn read_usual_week(text: &str) -> UsualWeek {
    let words = words::read(text);
    if words.contains(&words::Word::Not) {
        return UsualWeek { windows: Vec::new(), unknown: vec![super::shortened(text)] };
    }
    grammar::read(&words)
}

/// Whether a header names days or parts of days and nothing else.
pub(super) fn names_days_only(header: &str) -> bool {
    let week = read_usual_week(header);
    !week.windows.is_empty() && week.unknown.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAYS: [&str; 7] = ["lu", "ma", "me", "je", "ve", "sa", "di"];

    fn shown(text: &str) -> String {
        let week = read_usual_week(text);
        let clock = |minute: u16| format!("{}:{:02}", minute % 1_440 / 60, minute % 60);
        let mut shown: Vec<String> = week
            .windows
            .iter()
            .map(|w| format!("{} {}-{}", DAYS[usize::from(w.from / 1_440)], clock(w.from), clock(w.until)))
            .collect();
        shown.extend(week.unknown.iter().map(|word| format!("?{word}")));
        shown.join(", ")
    }

    #[test]
    fn people_s_words_become_windows() {
        for (said, understood) in [
            ("lundi matin", "lu 8:00-12:00"),
            ("Lun-Mer 9h-12h", "lu 9:00-12:00, ma 9:00-12:00, me 9:00-12:00"),
            ("mardi 14h-18h30", "ma 14:00-18:30"),
            ("mardi de 14:00 à 18:00", "ma 14:00-18:00"),
            ("mercredi entre 9 h et 12 h 15", "me 9:00-12:15"),
            ("week-end", "sa 8:00-20:00, di 8:00-20:00"),
            ("Samedi après-midi, dimanche", "sa 14:00-18:00, di 8:00-20:00"),
            ("jeudi et vendredi soir", "je 18:00-22:00, ve 18:00-22:00"),
            ("lundi matin et jeudi à partir de 17h", "lu 8:00-12:00, je 17:00-22:00"),
            ("vendredi jusqu'à 12h", "ve 8:00-12:00"),
            ("lundi toute la journée", "lu 8:00-20:00"),
            ("du samedi au dimanche", "sa 8:00-20:00, di 8:00-20:00"),
            ("lundi matin 9h-11h / mardi", "lu 9:00-11:00, ma 8:00-20:00"),
            ("Monday 9am-12pm; Tue evening", "lu 9:00-12:00, ma 18:00-22:00"),
            ("samedi 20h-minuit", "sa 20:00-0:00"),
            ("ven-lun 10h-11h", "lu 10:00-11:00, ve 10:00-11:00, sa 10:00-11:00, di 10:00-11:00"),
            ("dimanche nuit", "lu 0:00-6:00, di 22:00-0:00"),
            ("lundi matin et 14h-16h", "lu 8:00-12:00, lu 14:00-16:00"),
            ("", ""),
        ] {
            assert_eq!(shown(said), understood, "{said:?}");
        }
        assert_eq!(read_usual_week("tous les jours").windows.len(), 7);
        assert_eq!(read_usual_week("7j/7").windows.len(), 7);
        assert_eq!(shown("lundi matin et tous les soirs").matches("18:00-22:00").count(), 7);
        assert_eq!(shown("tous les lundis matins"), "lu 8:00-12:00");
        assert_eq!(shown("en semaine").matches("8:00-20:00").count(), 5);
    }

    #[test]
    fn what_was_not_understood_is_said() {
        assert_eq!(shown("lundi une semaine sur deux"), "lu 8:00-20:00, ?une, ?semaine, ?sur, ?deux");
        assert_eq!(shown("à partir du 24 mars"), "?24, ?mars");
        assert_eq!(shown("2 jours par semaine"), "?2, ?jours, ?par, ?semaine");
        assert_eq!(shown("à voir"), "?voir");
        assert_eq!(shown("mardi 25h-27h"), "ma 8:00-20:00, ?25h, ?27h");
        assert_eq!(shown("tous les jours sauf lundi"), "?tous les jours sauf lundi");
        assert_eq!(shown("pas le matin"), "?pas le matin");
    }

    proptest! {
        #[test]
        fn any_words_give_windows_of_a_week(text in "([a-zé0-9: h/,;-]|lundi |ven |9h|-|soir |à |tous les |\\PC){0,40}") {
            let week = read_usual_week(&text);
            prop_assert_eq!(WeekWindow::normalised(week.windows.clone()), week.windows);
        }
    }
}
