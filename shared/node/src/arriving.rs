//! How far a peer's log has come, for whoever watches a first copy.

use mainforte_api::Arriving;
use mainforte_sync::{Cursor, Facts};

/// A first copy of fewer changes is here before anybody has read a sentence about it.
const FIRST_MIN: u64 = 50;
/// The same of what was missed since the last contact.
const MORE_MIN: u64 = 500;

/// What one connection brings.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Arrival {
    /// The part of the peer's log that was held before.
    from: u64,
    /// Length of the peer's log when it said hello.
    until: u64,
    /// How far it is held now.
    reached: u64,
    /// Changes that came since then, without a mark yet.
    unmarked: u64,
    /// It comes as the difference of what both hold, of which nobody knows the length.
    compared: bool,
    /// Nothing was known of how far the peer was read: by its end it has told all that it has.
    whole: bool,
    /// Changes that were missing here.
    brought: u64,
}

impl Arrival {
    /// What will come from a peer whose log is `position` long.
    pub(crate) fn of(facts: &Facts, position: u64) -> Self {
        let from = facts.cursor.map_or(0, |cursor| cursor.position).min(position);
        // Whoever holds something and has no cursor is compared with; only that what is listed has yet to arrive.
        let compared = facts.cursor.is_none() && !facts.empty;
        let whole = facts.cursor.is_none();
        Self { from, until: position, reached: from, compared, whole, ..Self::default() }
    }

    /// The peer lists what it holds, to be compared with.
    pub(crate) fn compare(&mut self) {
        self.compared = true;
    }

    /// Whether all is compared by it: what both hold one by one, or all that the peer has, from its beginning, to one that held
    /// next to nothing.
    pub(crate) fn compares(&self) -> bool {
        self.whole || self.compared
    }

    /// So many changes were missing here.
    pub(crate) fn brought(&mut self, changes: u64) {
        self.brought = self.brought.saturating_add(changes);
    }

    /// How much a comparison has brought; none where nothing was compared.
    pub(crate) fn compared(&self) -> Option<u32> {
        self.compares().then(|| small(self.brought))
    }

    /// A batch of so many changes is on disk.
    pub(crate) fn took(&mut self, changes: usize, cursor: Option<Cursor>) {
        self.unmarked = self.unmarked.saturating_add(changes as u64);
        if let Some(cursor) = cursor {
            let news = cursor.position.saturating_sub(self.reached);
            // A comparison ends with a mark over all that was held before as well: that did not come now.
            self.unmarked = if self.compared { self.unmarked } else { 0 };
            self.reached = if self.compared { self.reached } else { self.reached.saturating_add(news) };
        }
    }

    /// What there is to show of it.
    pub(crate) fn shown(&self) -> Option<Arriving> {
        let of = self.until.saturating_sub(self.from);
        let received = (self.reached - self.from).saturating_add(self.unmarked);
        if self.compared {
            return (received >= MORE_MIN).then_some(Arriving { received: small(received), of: None });
        }
        let least = if self.from == 0 { FIRST_MIN } else { MORE_MIN };
        let is_much = of >= least && received < of;
        is_much.then_some(Arriving { received: small(received), of: Some(small(of)) })
    }
}

/// What parcels of the mailbox bring. They come one at a time, and nobody says how many wait; only that one which is filled up is
/// seldom the last.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mailed {
    parcels: u64,
    /// Changes of those that came one after the other.
    received: u64,
    more: bool,
}

impl Mailed {
    /// A parcel of so many changes is on disk.
    pub(crate) fn took(&mut self, changes: usize, is_full: bool) {
        let before = if self.more { self.received } else { 0 };
        *self = Self { parcels: self.parcels + 1, received: before.saturating_add(changes as u64), more: is_full };
    }

    /// What there is to show of it, while more is to come.
    pub(crate) fn shown(&self) -> Option<Arriving> {
        self.more.then(|| Arriving { received: small(self.received), of: None })
    }
}

fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(position: Option<u64>) -> Facts {
        let cursor = position.map(|position| Cursor { epoch: [1; 16], position, chain: [0; 16] });
        Facts { epoch: [2; 16], position: 0, cursor, empty: cursor.is_none(), met: cursor.is_some() }
    }

    fn upto(position: u64) -> Option<Cursor> {
        Some(Cursor { epoch: [1; 16], position, chain: [0; 16] })
    }

    fn shown(received: u32, of: u32) -> Option<Arriving> {
        Some(Arriving { received, of: Some(of) })
    }

    #[test]
    fn a_first_copy_rises_with_each_batch_and_is_gone_at_its_end() {
        let mut arrival = Arrival::of(&facts(None), 2_000);
        assert_eq!(arrival.shown(), shown(0, 2_000));
        arrival.took(300, None);
        assert_eq!(arrival.shown(), shown(300, 2_000));
        // Of 500 positions 450 were for this device.
        arrival.took(150, upto(500));
        assert_eq!(arrival.shown(), shown(500, 2_000));
        arrival.took(0, upto(2_000));
        assert_eq!(arrival.shown(), None);
    }

    #[test]
    fn a_colleague_met_after_the_hub_does_not_begin_a_first_copy_again() {
        let copied = Facts { empty: false, position: 2_000, ..facts(None) };
        assert_eq!(Arrival::of(&copied, 2_000).shown(), None);
    }

    #[test]
    fn little_is_not_worth_a_bar() {
        assert_eq!(Arrival::of(&facts(None), 49).shown(), None);
        assert_eq!(Arrival::of(&facts(Some(9_000)), 9_499).shown(), None);
        assert_eq!(Arrival::of(&facts(Some(9_000)), 9_500).shown(), shown(0, 500));
    }

    #[test]
    fn a_comparison_counts_what_came_and_promises_no_end() {
        let mut arrival = Arrival::of(&facts(None), 2_000);
        arrival.compare();
        assert_eq!(arrival.shown(), None, "nothing may be missing");
        arrival.took(600, None);
        assert_eq!(arrival.shown(), Some(Arriving { received: 600, of: None }));
        arrival.took(10, upto(2_000));
        assert_eq!(
            arrival.shown(),
            Some(Arriving { received: 610, of: None }),
            "until the peer says that this was all"
        );
    }

    #[test]
    fn whoever_was_told_all_from_the_beginning_has_been_compared_with_as_well() {
        assert_eq!(Arrival::of(&facts(Some(9)), 20).compared(), None);
        let copied = Facts { empty: false, position: 90, ..facts(None) };
        for facts in [facts(None), copied] {
            let mut arrival = Arrival::of(&facts, 20);
            arrival.took(20, upto(20));
            arrival.brought(3);
            assert_eq!(arrival.compared(), Some(3), "seventeen were known");
        }
    }

    #[test]
    fn parcels_count_up_until_one_has_room_left() {
        let mut mailed = Mailed::default();
        mailed.took(30, false);
        assert_eq!(mailed.shown(), None, "what fits into one parcel is here at once");
        for received in [1_000, 2_000] {
            mailed.took(1_000, true);
            assert_eq!(mailed.shown(), Some(Arriving { received, of: None }));
        }
        mailed.took(300, false);
        assert_eq!(mailed.shown(), None);
    }
}
