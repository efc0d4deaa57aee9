//! The half of a session that takes in what the peer has.

use super::{End, LISTING_DOCUMENTS, Output, WINDOW_BATCHES, send};
use crate::Trust;
use crate::frame::{Bye, Changes, Cursor, Frame, HashPrefix, Listing, Want};
use mainforte_domain::DocumentId;
use std::collections::BTreeSet;

/// A document of which more changes are held than this is asked for as if the rest were not: it comes twice.
const HAVE_PER_DOCUMENT_MAX: usize = 65_536;

/// So many changes are named in one `Want` at most, beyond the first document's.
const HAVE_PER_FRAME: usize = 65_536;

#[derive(Debug, Default)]
pub(super) struct Receiving {
    /// The peer's database.
    epoch: [u8; 16],
    /// Batches received, counted from 1.
    received: u64,
    /// Of those, committed.
    committed: u64,
    /// Of those, acknowledged.
    acked: u64,
    /// The last of those that had a mark.
    marked: u64,
    /// The peer has said that nothing more waits.
    peer_is_done: bool,
    /// The driver has been told so.
    caught_up: bool,
    /// The peer has begun to compare on this connection.
    listed: bool,
    /// A page is being compared.
    comparing: bool,
}

impl Receiving {
    pub(super) fn meet(&mut self, epoch: [u8; 16]) {
        self.epoch = epoch;
    }

    /// Takes a batch. Where this log was put back (`contradicted`), what the peer streams leaves gaps: what this device wrote
    /// itself and lost. Its marks are worth something only once it compares; were the connection to break before, the next
    /// one must begin without a cursor.
    pub(super) fn changes(&mut self, changes: Changes, contradicted: bool, out: &mut Vec<Output>) -> Result<(), End> {
        if self.received - self.committed >= WINDOW_BATCHES as u64 {
            return Err(End::Bye(Bye::Protocol));
        }
        self.received += 1;
        if changes.mark.is_some() {
            self.marked = self.received;
        }
        let mark = changes.mark.filter(|_| self.listed || !contradicted);
        let cursor = mark.map(|m| Cursor { epoch: self.epoch, position: m.position, chain: m.chain });
        out.push(Output::Commit { batch: self.received, sealed: changes.sealed, cursor });
        Ok(())
    }

    pub(super) fn committed(&mut self, batch: u64, out: &mut Vec<Output>) {
        if batch <= self.committed || batch > self.received {
            return;
        }
        self.committed = batch;
        // Live, one without a mark is acknowledged with the next: until then the peer lacks nothing but one place in its window.
        let is_marked = self.acked < self.marked && self.marked <= batch;
        if is_marked || !self.caught_up || batch > self.acked + 1 {
            self.acked = batch;
            send(&Frame::Ack { batch }, out);
        }
        self.tell_caught_up(out);
    }

    pub(super) fn caught_up(&mut self, out: &mut Vec<Output>) {
        self.peer_is_done = true;
        self.tell_caught_up(out);
    }

    fn tell_caught_up(&mut self, out: &mut Vec<Output>) {
        if self.peer_is_done && !self.caught_up && self.committed == self.received {
            self.caught_up = true;
            out.push(Output::CaughtUp);
        }
    }

    /// The peer compares a page; of whoever is erased nothing is said.
    pub(super) fn listing(&mut self, listing: Listing, trust: &Trust, out: &mut Vec<Output>) -> Result<(), End> {
        // To name a document again and again would cost this side what is held of it each time.
        let named: BTreeSet<_> = listing.documents.iter().map(|(document, _)| document).collect();
        let is_sound = named.len() == listing.documents.len() && named.len() <= LISTING_DOCUMENTS;
        if std::mem::replace(&mut self.comparing, true) || !is_sound {
            return Err(End::Bye(Bye::Protocol));
        }
        self.listed = true;
        let mut documents = listing.documents;
        documents.retain(|(document, _)| !trust.forbids(document));
        out.push(Output::Compare { documents });
        Ok(())
    }

    pub(super) fn compared(&mut self, wants: Vec<(DocumentId, Vec<HashPrefix>)>, out: &mut Vec<Output>) {
        if !std::mem::take(&mut self.comparing) {
            return;
        }
        let mut documents = Vec::new();
        let mut named = 0;
        for (document, mut have) in wants {
            have.truncate(HAVE_PER_DOCUMENT_MAX);
            if named + have.len() > HAVE_PER_FRAME && !documents.is_empty() {
                send(&Frame::Want(Want { documents: std::mem::take(&mut documents), more: true }), out);
                named = 0;
            }
            named += have.len();
            documents.push((document, have));
        }
        send(&Frame::Want(Want { documents, more: false }), out);
    }
}
