use crate::{BookingId, Priority, SettlementId};
use std::cmp::Ordering;

/// What bears on which of two bookings should stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookingFacts {
    /// The person has said yes to it.
    pub said_yes: bool,
    /// How urgent its shift is.
    pub priority: Priority,
    /// How many other bookings the person has at that place.
    pub bookings_there: u32,
}

/// Which booking to keep, offered to people with the reason; they decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The booking that should stand.
    pub keep: BookingId,
    /// Why this one.
    pub reason: SuggestionReason,
}

/// Why a booking should be the one that stands: the first of these in which the two differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuggestionReason {
    /// The person has said yes to this one alone.
    SaidYes,
    /// Its shift is more urgent.
    Priority,
    /// The person helps at that place more often.
    Continuity,
    /// Nothing tells them apart; the smaller id, so that every laptop says the same.
    SmallerId,
}

/// Suggests which booking of a contested pair should stand; the same on every replica that knows the same. The facts are
/// those of the pair's first and second booking.
pub fn suggest(pair: &SettlementId, first: &BookingFacts, second: &BookingFacts) -> Suggestion {
    let steps = [
        (first.said_yes.cmp(&second.said_yes), SuggestionReason::SaidYes),
        (second.priority.cmp(&first.priority), SuggestionReason::Priority),
        (first.bookings_there.cmp(&second.bookings_there), SuggestionReason::Continuity),
    ];
    let decided = steps.into_iter().find(|(order, _)| order.is_ne());
    let (order, reason) = decided.unwrap_or((Ordering::Greater, SuggestionReason::SmallerId));
    let keep = if order.is_gt() { &pair.first } else { &pair.second };
    Suggestion { keep: keep.clone(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> SettlementId {
        SettlementId { first: BookingId::parse("a").unwrap(), second: BookingId::parse("b").unwrap() }
    }

    fn facts(said_yes: bool, priority: u8, bookings_there: u32) -> BookingFacts {
        BookingFacts { said_yes, priority: Priority::new(priority).unwrap(), bookings_there }
    }

    #[test]
    fn a_yes_weighs_more_than_urgency_and_urgency_more_than_habit() {
        for (first, second, keep, reason) in [
            (facts(false, 1, 9), facts(true, 4, 0), "b", SuggestionReason::SaidYes),
            (facts(true, 2, 0), facts(true, 1, 9), "b", SuggestionReason::Priority),
            (facts(false, 1, 0), facts(false, 2, 9), "a", SuggestionReason::Priority),
            (facts(true, 2, 1), facts(true, 2, 3), "b", SuggestionReason::Continuity),
            (facts(false, 2, 0), facts(false, 2, 0), "a", SuggestionReason::SmallerId),
        ] {
            let suggestion = suggest(&pair(), &first, &second);
            assert_eq!((suggestion.keep.as_str(), suggestion.reason), (keep, reason), "{first:?} {second:?}");
        }
    }
}
