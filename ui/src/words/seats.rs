//! Places in words, and what it would take to have somebody else in one.

use super::{Dates, Words, key};
use crate::say;
use mainforte_api::{Explanation, ForcedView, PushedOut, Seat, Vacated, Verdict};

/// `Distribution, jeu. 26 mars · 09:00–12:00`
pub fn seat(dates: &Dates, seat: &Seat) -> String {
    format!("{}, {}", seat.title, dates.window(seat.window))
}

/// `Distribution, jeu. 26 mars · 09:00–12:00 (Chauffeur)`
pub fn seat_and_role(dates: &Dates, at: &Seat) -> String {
    format!("{} ({})", seat(dates, at), at.role)
}

/// Why (not) this person, sentence by sentence, what decides first.
pub fn why(words: &Words, dates: &Dates, name: &str, explanation: &Explanation) -> Vec<String> {
    if let Some(role) = &explanation.booked {
        return vec![say!(words, "why-booked", name = name, role = role.as_str())];
    }
    if explanation.full {
        return vec![words.say("why-full")];
    }
    let mut sentences: Vec<String> = explanation
        .promised
        .iter()
        .map(|promised| say!(words, "why-promised", name = name, seat = seat(dates, promised)))
        .collect();
    if let Some(forced) = &explanation.forced {
        sentences.extend(forced_sentences(words, dates, name, forced));
    }
    sentences
}

fn forced_sentences(words: &Words, dates: &Dates, name: &str, forced: &ForcedView) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some(out) = &forced.pushed_out {
        sentences.push(pushed_out(words, dates, name, out));
    }
    sentences.extend(forced.leaves.iter().map(|left| vacated(words, dates, name, left)));
    sentences.extend(forced.takes.iter().map(|at| say!(words, "why-takes", name = name, seat = seat(dates, at))));
    if sentences.is_empty() {
        return vec![say!(words, "why-nothing", name = name)];
    }
    sentences.push(words.say(match forced.verdict {
        Verdict::Better => key("why-better"),
        Verdict::Same => key("why-same"),
        Verdict::Worse => key("why-worse"),
    }));
    sentences
}

fn pushed_out(words: &Words, dates: &Dates, name: &str, out: &PushedOut) -> String {
    match out.takes.first() {
        Some(at) => say!(words, "why-pushes-to", name = name, other = out.name.as_str(), seat = seat(dates, at)),
        None => say!(words, "why-pushes-out", name = name, other = out.name.as_str()),
    }
}

fn vacated(words: &Words, dates: &Dates, name: &str, left: &Vacated) -> String {
    let at = seat_and_role(dates, &left.seat);
    if left.lost {
        say!(words, "why-leaves-short", name = name, seat = at, others = left.others)
    } else {
        say!(words, "why-leaves", name = name, seat = at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;
    use mainforte_domain::{CityCalendar, ShiftId, VolunteerId, Window};

    fn seat_at(title: &str) -> Seat {
        let calendar = CityCalendar::new("Europe/Paris").unwrap();
        let at = |text| calendar.parse(text).unwrap();
        Seat {
            window: Window::new(at("2020-03-26T09:00"), at("2020-03-26T12:00")).unwrap(),
            shift: ShiftId::parse("s").unwrap(),
            role: "Chauffeur".to_owned(),
            title: title.to_owned(),
            place: "Bacalan".to_owned(),
        }
    }

    #[test]
    fn what_forcing_somebody_costs_is_said_with_names_and_places() {
        let (words, forced) = (
            Words::new(Lang::Fr),
            ForcedView {
                role: "Cuisine".to_owned(),
                verdict: Verdict::Worse,
                leaves: vec![Vacated { seat: seat_at("Distribution"), lost: true, others: 0 }],
                takes: Vec::new(),
                pushed_out: Some(PushedOut {
                    volunteer: VolunteerId::parse("v").unwrap(),
                    name: "Paul Petit".to_owned(),
                    reasons: Vec::new(),
                    takes: Vec::new(),
                }),
            },
        );
        let dates = Dates::new(words.clone(), "Europe/Paris");
        let explanation = Explanation { forced: Some(forced), ..Explanation::default() };
        assert_eq!(
            why(&words, &dates, "Marie", &explanation),
            [
                "Marie prendrait la place de Paul Petit, qui n’aurait plus rien à cette heure-là.",
                "Marie quitterait Distribution, jeu. 26 mars\u{a0}· 09:00–12:00 (Chauffeur)\u{202f}: la place resterait vide, personne d’autre n’est libre pour la tenir.",
                "Au total, la semaine y perdrait.",
            ]
        );
    }
}
