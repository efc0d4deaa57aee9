use crate::fold;

/// One word about a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// 0 (Monday) to 6.
    Day(u8),
    /// Several days at once.
    Days(&'static [u8]),
    /// A part of the day, in minutes from midnight; past 1440 it ends the next day.
    Part(u16, u16),
    /// Minutes from midnight, 0 to 1440.
    Time(u16),
    /// `-`, `à`, `au`: from one to the other.
    To,
    /// `et` joins days, and in `entre 9h et 12h` times.
    And,
    /// `à partir de`, `après`.
    From,
    /// `jusqu'à`, `avant`.
    Until,
    /// `tous`, `chaque`: whatever days were named before no longer count.
    Every,
    /// `sauf`, `pas`.
    Not,
    /// Anything else.
    Unknown(String),
}

const ALL: &[u8] = &[0, 1, 2, 3, 4, 5, 6];
const WORKING: &[u8] = &[0, 1, 2, 3, 4];
const WEEKEND: &[u8] = &[5, 6];
/// More words than anybody says about a week.
const WORDS_MAX: usize = 400;

/// Cuts text into words. Noise (`le`, `de`, `dispo`) is left out.
pub(super) fn read(text: &str) -> Vec<Word> {
    let pieces = pieces(text);
    let mut words = Vec::new();
    let mut at = 0;
    while let Some((rest, first)) = pieces.get(at..).and_then(|rest| Some((rest, rest.first()?))) {
        let (word, used) = time(rest).or_else(|| phrase(rest)).unwrap_or_else(|| (single(first), 1));
        words.extend(word);
        at += used;
        if words.len() >= WORDS_MAX {
            break;
        }
    }
    words
}

/// Runs of letters and of digits, folded, and the signs that matter, each a piece of its own.
fn pieces(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace("7j/7", "tous les jours").replace("7/7", "tous les jours");
    let mut spaced = String::with_capacity(lower.len() * 2);
    let mut after_digit = false;
    for letter in lower.chars() {
        if letter.is_ascii_digit() != after_digit {
            spaced.push(' ');
        }
        after_digit = letter.is_ascii_digit();
        match letter {
            ':' => spaced.push_str(" colon "),
            '-' | '\u{2010}'..='\u{2015}' | '→' => spaced.push_str(" dash "),
            _ => spaced.push(letter),
        }
    }
    fold(&spaced).split(' ').filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
}

/// `9h`, `9h30`, `9 h 30`, `09:30`, `9am`, and how many pieces that took. A number that is no time is unknown.
fn time(pieces: &[String]) -> Option<(Option<Word>, usize)> {
    let piece = |place: usize| pieces.get(place).map(String::as_str);
    let number = |place: usize| piece(place).filter(|p| p.len() <= 2).and_then(|p| p.parse::<u16>().ok());
    let hour = number(0)?;
    let (minute, half, used) = match (piece(1), number(2)) {
        (Some("h" | "heure" | "heures" | "colon"), Some(minute)) => (minute, None, 3),
        (Some("h" | "heure" | "heures"), None) => (0, None, 2),
        (Some(half @ ("am" | "pm")), _) => (0, Some(half), 2),
        _ => return None,
    };
    // `9h-12h` has no minutes: the number after the hour's `h` belongs to it only when no `h` follows.
    let starts_another = used == 3 && matches!(piece(1), Some("h")) && matches!(piece(3), Some("h" | "colon"));
    let (minute, used) = if starts_another { (0, 2) } else { (minute, used) };
    let hour = match half {
        Some("pm") if hour < 12 => hour + 12,
        Some("am") if hour == 12 => 0,
        _ => hour,
    };
    let at = hour * 60 + minute;
    let word = if minute < 60 && at <= 1_440 { Word::Time(at) } else { Word::Unknown(format!("{hour}h")) };
    Some((Some(word), used))
}

/// Words that mean something together.
fn phrase(pieces: &[String]) -> Option<(Option<Word>, usize)> {
    const PHRASES: &[(&[&str], Word)] = &[
        (&["week", "dash", "end"], Word::Days(WEEKEND)),
        (&["week", "end"], Word::Days(WEEKEND)),
        (&["apres", "dash", "midi"], Word::Part(840, 1_080)),
        (&["apres", "midi"], Word::Part(840, 1_080)),
        (&["a", "partir", "de"], Word::From),
        (&["a", "partir", "du"], Word::From),
        (&["jusqu", "a"], Word::Until),
        (&["jusqu", "au"], Word::Until),
        (&["tous", "les", "jours"], Word::Days(ALL)),
        (&["chaque", "jour"], Word::Days(ALL)),
        (&["every", "day"], Word::Days(ALL)),
        (&["toute", "la", "semaine"], Word::Days(ALL)),
        (&["la", "semaine"], Word::Days(WORKING)),
        (&["en", "semaine"], Word::Days(WORKING)),
        (&["jours", "ouvres"], Word::Days(WORKING)),
    ];
    let fits = |words: &[&str]| pieces.len() >= words.len() && words.iter().zip(pieces).all(|(w, p)| w == p);
    let (words, meaning) = PHRASES.iter().find(|(words, _)| fits(words))?;
    Some((Some(meaning.clone()), words.len()))
}

fn single(piece: &str) -> Option<Word> {
    let singular = if piece.len() > 4 { piece.strip_suffix('s').unwrap_or(piece) } else { piece };
    Some(match singular {
        "lundi" | "lun" | "monday" | "mon" => Word::Day(0),
        "mardi" | "mar" | "tuesday" | "tue" | "tues" => Word::Day(1),
        "mercredi" | "mer" | "wednesday" | "wed" => Word::Day(2),
        "jeudi" | "jeu" | "thursday" | "thu" | "thur" => Word::Day(3),
        "vendredi" | "ven" | "friday" | "fri" => Word::Day(4),
        "samedi" | "sam" | "saturday" | "sat" => Word::Day(5),
        "dimanche" | "dim" | "sunday" | "sun" => Word::Day(6),
        "weekend" | "we" => Word::Days(WEEKEND),
        "weekday" => Word::Days(WORKING),
        "daily" | "quotidien" | "toujour" => Word::Days(ALL),
        "matin" | "matinee" | "morning" => Word::Part(480, 720),
        "midi" | "noon" | "lunchtime" => Word::Part(720, 840),
        "aprem" | "afternoon" => Word::Part(840, 1_080),
        "soir" | "soiree" | "evening" => Word::Part(1_080, 1_320),
        "nuit" | "night" => Word::Part(1_320, 1_800),
        "journee" => Word::Part(480, 1_200),
        "minuit" | "midnight" => Word::Time(1_440),
        "dash" | "a" | "au" | "aux" | "to" => Word::To,
        "et" | "and" => Word::And,
        "apre" | "des" | "after" | "from" => Word::From,
        "avant" | "before" | "until" | "till" => Word::Until,
        "tous" | "toute" | "every" | "chaque" | "each" if piece != "toute" => Word::Every,
        "sauf" | "pas" | "hors" | "indisponible" | "except" | "not" | "aucun" | "jamais" | "never" | "unavailable" => {
            Word::Not
        }
        "le" | "la" | "les" | "l" | "de" | "du" | "d" | "en" | "tout" | "toute" | "the" | "on" | "in" | "entre"
        | "between" | "ou" | "or" | "dispo" | "disponible" | "plutot" | "oui" | "all" | "j" | "je" | "suis" => {
            return None;
        }
        _ => Word::Unknown(piece.to_owned()),
    })
}
