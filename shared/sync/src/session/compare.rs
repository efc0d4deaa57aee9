//! A comparison of what is held here with what the peer holds, page by page.

use super::BATCH_BYTES;
use crate::Sealed;
use crate::frame::{HashPrefix, Mark, Want};
use mainforte_domain::DocumentId;
use std::collections::VecDeque;

/// A peer names so many changes that it has for one page at most.
const HAVE_PER_PAGE_MAX: usize = 4 * 1024 * 1024;

/// A peer that holds nothing of the first page, when it has so many documents at least and others follow, lacks nearly all.
const STRANGE_PAGE: usize = 1_024;

/// Of so many documents at most is read at once what a peer lacks.
const WANTED_AT_ONCE: usize = 512;

#[derive(Debug, Default)]
pub(super) struct Comparing {
    /// The end of the log when the first page was listed.
    mark: Option<Mark>,
    /// The last document listed.
    last: Option<DocumentId>,
    /// How many documents the first page offers.
    first: Option<usize>,
    /// Further pages follow.
    more: bool,
    /// Documents of this page that the peer may still ask for; none when it has answered.
    offered: Option<usize>,
    /// Changes that the peer may still name.
    have_left: usize,
    wants: VecDeque<(DocumentId, Vec<HashPrefix>)>,
    /// Changes found for the peer, until they fill a batch.
    found: Vec<Sealed>,
    found_bytes: usize,
}

/// What a comparison needs next.
pub(super) enum Step {
    /// A batch is full: send it.
    Send(Vec<Sealed>),
    /// Read what the peer lacks of these documents, or of the first of them, up to a position of the log.
    LoadMissing(Vec<(DocumentId, Vec<HashPrefix>)>, u64),
    /// Wait for the peer's answer.
    Wait,
    /// List the page after this document.
    List(Option<DocumentId>),
    /// Send all there is, as it was written: page by page, a seal over many documents would go with each that has one of them.
    SendAll,
    /// Send the rest; the peer then has everything up to the mark.
    Finish(Vec<Sealed>, Option<Mark>),
}

impl Comparing {
    /// A page of `offered` documents has been listed for the peer; `last` is the last one looked at.
    pub(super) fn listed(&mut self, offered: usize, last: Option<DocumentId>, mark: Mark, more: bool) {
        self.mark.get_or_insert(mark);
        self.first = self.last.is_none().then_some(offered);
        self.more = more && last.is_some();
        self.last = last;
        self.offered = (offered > 0).then_some(offered);
        self.have_left = HAVE_PER_PAGE_MAX;
    }

    /// The peer answers a page; nothing when it asks for more than it was offered.
    pub(super) fn want(&mut self, want: Want) -> Option<()> {
        let left = self.offered?.checked_sub(want.documents.len())?;
        let named = want.documents.iter().map(|(_, have)| have.len()).sum();
        self.have_left = self.have_left.checked_sub(named)?;
        self.wants.extend(want.documents);
        self.offered = want.more.then_some(left);
        Some(())
    }

    /// Changes that the peer lacks of the first `documents` wanted have been read.
    pub(super) fn found(&mut self, sealed: Vec<Sealed>, documents: usize) {
        // One at least, or a careless store would be asked for ever.
        self.wants.drain(..documents.max(1).min(self.wants.len()));
        self.found_bytes += sealed.iter().map(Sealed::weight).sum::<usize>();
        self.found.extend(sealed);
    }

    /// The peer has answered the first page, and has nothing of what stands on it.
    fn lacks_all(&self) -> bool {
        let is_strange = |first| first >= STRANGE_PAGE && first == self.wants.len();
        self.more
            && self.offered.is_none()
            && self.first.is_some_and(is_strange)
            && self.wants.iter().all(|(_, have)| have.is_empty())
    }

    pub(super) fn next(&mut self) -> Step {
        if self.found_bytes >= BATCH_BYTES {
            self.found_bytes = 0;
            return Step::Send(std::mem::take(&mut self.found));
        }
        if self.lacks_all() {
            return Step::SendAll;
        }
        if !self.wants.is_empty() {
            let until = self.mark.map_or(0, |mark| mark.position);
            return Step::LoadMissing(self.wants.iter().take(WANTED_AT_ONCE).cloned().collect(), until);
        }
        if self.offered.is_some() {
            return Step::Wait;
        }
        if self.more {
            return Step::List(self.last.clone());
        }
        Step::Finish(std::mem::take(&mut self.found), self.mark)
    }
}
