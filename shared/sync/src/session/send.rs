//! The half of a session that brings the peer what it lacks.

use super::batch::{cut, why_withheld, withhold};
use super::compare::{Comparing, Step};
use super::{BATCH_BYTES, End, Input, LISTING_DOCUMENTS, Output, WINDOW_BATCHES, send};
use crate::frame::{Bye, Changes, Cursor, Frame, Hello, Listing, Mark, Want};
use crate::{ChangeHash, Sealed, SealedChange, Trust};
use mainforte_domain::{DocumentId, OrgId};
use std::collections::{BTreeSet, VecDeque};

/// So many changes may have gone before they were in this log, and not have come there yet.
const EARLY_MAX: usize = 64;

/// When the log has grown by so much without anything for the peer, its cursor is moved all the same.
const SILENT_POSITIONS_MAX: u64 = 512;

#[derive(Debug, Default)]
pub(super) struct Sending {
    phase: Phase,
    /// What the driver has been asked for and not yet answered.
    asked: Option<Asked>,
    /// Batches cut and not yet sent.
    queue: VecDeque<Changes>,
    /// Of the batches sent and not acknowledged, the positions that they reach.
    window: VecDeque<Option<u64>>,
    /// Number of the last batch that was acknowledged.
    acked: u64,
    /// The position that the peer was told, or came with; none while it holds no cursor that is worth anything.
    told: Option<u64>,
    /// The peer may have lost what it once sent.
    peer_is_new: bool,
    /// The peer was met before: part of this log may have come from it.
    met_before: bool,
    /// This side has a place in the peer's log, and the peer does not know this log: the place is worth nothing.
    place_is_void: bool,
    /// The peer has had to compare: its log is not the one known here, so what it holds is not certain either.
    compare_too: bool,
    /// A comparison has begun on this connection.
    compared: bool,
    /// All that is in this log goes to the peer, whoever wrote it: nothing could be found by comparing that does not come so.
    sends_all: bool,
    /// The name that this log has in this session.
    epoch: [u8; 16],
    /// The peer knows another log of this device than the one here, by this name: one that was put back from a copy, or that
    /// was copied.
    contradicted: Option<[u8; 16]>,
    /// What went to the peer before it was in this log.
    early: BTreeSet<ChangeHash>,
    /// The log grew while it was being read.
    grew: bool,
    /// The peer knows that nothing more waits.
    announced: bool,
}

#[derive(Debug, Default)]
enum Phase {
    /// Before the peer's hello.
    #[default]
    Silent,
    /// The hello is here, the peer is not yet known to belong to anybody.
    Met(Plan),
    /// The log is read to see whether the peer's cursor holds.
    Checking(Cursor),
    /// The log is sent from a position on.
    Streaming { after: u64, more: bool },
    /// What is held is compared, page by page.
    Comparing(Comparing),
}

/// What is known of a peer from earlier connections.
#[derive(Debug, Clone, Copy)]
pub(super) struct Acquaintance {
    /// Its database, where it is known how far that was read.
    pub(super) epoch: Option<[u8; 16]>,
    pub(super) met: bool,
}

/// What to begin with.
#[derive(Debug, Clone, Copy)]
enum Plan {
    Continue(Cursor),
    FromTheStart { told: Option<u64> },
    Compare,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Chain,
    Load,
    List,
    Missing,
}

impl Sending {
    /// Chooses how to begin. A cursor counts only when the peer's database is the one known here (`known`): a database
    /// that was restored may lack even what its own device wrote, while its cursor says otherwise.
    pub(super) fn meet(&mut self, hello: &Hello, epoch: [u8; 16], known: Acquaintance) {
        self.epoch = epoch;
        self.peer_is_new = known.epoch != Some(hello.epoch);
        self.met_before = known.met;
        self.place_is_void = known.epoch.is_some() && hello.cursor.is_none();
        self.contradicted = hello.cursor.map(|cursor| cursor.epoch).filter(|known| *known != epoch);
        let cursor = hello.cursor.filter(|cursor| cursor.epoch == epoch && !self.peer_is_new);
        // One that was met before and holds next to nothing may be a copy, or this side may be: then all is compared.
        let is_stranger = known.epoch.is_none();
        self.phase = Phase::Met(match cursor {
            Some(Cursor { position: 0, .. }) => Plan::FromTheStart { told: Some(0) },
            Some(cursor) => Plan::Continue(cursor),
            None if hello.empty && is_stranger => Plan::FromTheStart { told: None },
            None => Plan::Compare,
        });
    }

    /// The peer is in good standing: begin, unless begun.
    pub(super) fn begin(&mut self, out: &mut Vec<Output>) {
        let Phase::Met(plan) = self.phase else { return };
        if let Some(known) = self.contradicted {
            out.push(Output::ForgetCursor { known, named: self.epoch });
        } else if self.place_is_void {
            out.push(Output::ForgetPlace);
        }
        match plan {
            Plan::Continue(cursor) => {
                self.phase = Phase::Checking(cursor);
                self.asked = Some(Asked::Chain);
                out.push(Output::LookUpChain { position: cursor.position });
            }
            Plan::FromTheStart { told } => {
                self.sends_all = self.peer_is_new;
                self.stream_from(0, told, out);
            }
            Plan::Compare => self.compare(out),
        }
    }

    /// The peer compares, so this side does as well, unless it has done so on this connection or sends all there is.
    pub(super) fn compare_too(&mut self, out: &mut Vec<Output>) {
        self.compare_too = !self.compared && !self.sends_all;
        self.go_on(out);
    }

    /// Takes an answer of the driver; one that was not asked for is passed over.
    pub(super) fn take(&mut self, answer: Input, reader: &OrgId, trust: &Trust, out: &mut Vec<Output>) {
        match answer {
            Input::LogGrew => self.log_grew(out),
            Input::Early(mut sealed) => {
                let went = |change: &SealedChange| self.early.contains(&change.hash);
                let may_go = |change: &SealedChange| !went(change) && why_withheld(change, reader, trust).is_none();
                sealed.iter_mut().for_each(|one| one.changes.retain(may_go));
                sealed.retain(|one| !one.changes.is_empty());
                self.send_early(sealed, out);
            }
            Input::ChainAt(chain) if self.was_asked(Asked::Chain) => self.chain_at(chain, out),
            Input::Loaded { sealed, mark, more } if self.was_asked(Asked::Load) => {
                self.loaded(withhold(sealed, reader, trust, out), mark, more, out);
            }
            Input::Listed { mut documents, mark, more } if self.was_asked(Asked::List) => {
                let more = more || documents.len() > LISTING_DOCUMENTS;
                documents.truncate(LISTING_DOCUMENTS);
                let last = documents.last().map(|(document, _)| document.clone());
                documents.retain(|(document, _)| document.readable_by(reader, trust.city()));
                self.listed(documents, last, mark, more, out);
            }
            Input::Missing { sealed, documents } if self.was_asked(Asked::Missing) => {
                let found = withhold(sealed, reader, trust, out);
                if let Phase::Comparing(comparing) = &mut self.phase {
                    comparing.found(found, documents);
                }
                self.go_on(out);
            }
            _ => {}
        }
    }

    pub(super) fn acked(&mut self, batch: u64, out: &mut Vec<Output>) -> Result<(), End> {
        let count = batch.checked_sub(self.acked).and_then(|count| usize::try_from(count).ok());
        let count = count.filter(|count| (1..=self.window.len()).contains(count)).ok_or(End::Bye(Bye::Protocol))?;
        let reached = self.window.drain(..count).flatten().max();
        self.acked = batch;
        out.extend(reached.map(|position| Output::Acked { position }));
        self.go_on(out);
        Ok(())
    }

    /// The peer answers a page. It may ask for what was offered, once.
    pub(super) fn want(&mut self, want: Want, reader: &OrgId, trust: &Trust, out: &mut Vec<Output>) -> Result<(), End> {
        let foreign = want.documents.iter().any(|(document, _)| !document.readable_by(reader, trust.city()));
        let Phase::Comparing(comparing) = &mut self.phase else { return Err(End::Bye(Bye::Protocol)) };
        if foreign || comparing.want(want).is_none() {
            return Err(End::Bye(Bye::Protocol));
        }
        self.go_on(out);
        Ok(())
    }

    /// Sends what is not in this log yet, without a mark: that follows from the log, so this log may lose it again. A peer that
    /// has something else to come gets it in its turn. What the log never takes counts against the rest.
    fn send_early(&mut self, sealed: Vec<Sealed>, out: &mut Vec<Output>) {
        let has_all = self.announced && self.asked.is_none() && self.queue.is_empty() && !self.compare_too;
        let is_idle = has_all && matches!(self.phase, Phase::Streaming { more: false, .. });
        if sealed.is_empty() || !is_idle || self.window.len() >= WINDOW_BATCHES || self.early.len() >= EARLY_MAX {
            return;
        }
        self.early.extend(sealed.iter().flat_map(|one| one.changes.iter().map(|change| change.hash)));
        self.enqueue(sealed, None);
        self.send_queue(out);
    }

    /// Leaves out what the peer has been sent before it was in the log; answers whether there was any.
    fn leave_out_early(&mut self, sealed: &mut Vec<Sealed>) -> bool {
        let known = self.early.len();
        sealed.iter_mut().for_each(|one| one.changes.retain(|change| !self.early.remove(&change.hash)));
        sealed.retain(|one| !one.changes.is_empty());
        self.early.len() < known
    }

    fn was_asked(&mut self, what: Asked) -> bool {
        let asked = self.asked == Some(what);
        if asked {
            self.asked = None;
        }
        asked
    }

    fn log_grew(&mut self, out: &mut Vec<Output>) {
        match &mut self.phase {
            Phase::Streaming { .. } if self.asked.is_some() => self.grew = true,
            Phase::Streaming { more, .. } => {
                *more = true;
                self.go_on(out);
            }
            // The log will be read to its end in any case.
            _ => {}
        }
    }

    fn chain_at(&mut self, chain: Option<[u8; 16]>, out: &mut Vec<Output>) {
        let Phase::Checking(cursor) = self.phase else { return };
        if chain == Some(cursor.chain) {
            out.push(Output::Acked { position: cursor.position });
            self.stream_from(cursor.position, Some(cursor.position), out);
        } else {
            self.contradicted = Some(cursor.epoch);
            out.push(Output::ForgetCursor { known: cursor.epoch, named: self.epoch });
            self.compare(out);
        }
    }

    /// Whether the peer has shown that it knows another log of this device.
    pub(super) fn is_contradicted(&self) -> bool {
        self.contradicted.is_some()
    }

    fn stream_from(&mut self, after: u64, told: Option<u64>, out: &mut Vec<Output>) {
        self.told = told;
        self.phase = Phase::Streaming { after, more: true };
        self.go_on(out);
    }

    fn compare(&mut self, out: &mut Vec<Output>) {
        self.compared = true;
        self.compare_too = false;
        self.told = None;
        self.phase = Phase::Comparing(Comparing::default());
        self.list(None, out);
    }

    fn loaded(&mut self, mut sealed: Vec<Sealed>, mark: Mark, more: bool, out: &mut Vec<Output>) {
        let went_early = self.leave_out_early(&mut sealed);
        let more = std::mem::take(&mut self.grew) || more;
        self.phase = Phase::Streaming { after: mark.position, more };
        let silent = mark.position.saturating_sub(self.told.unwrap_or(0));
        let is_news = self.told != Some(mark.position) && !self.announced && !more;
        if !sealed.is_empty() || went_early || is_news || silent >= SILENT_POSITIONS_MAX {
            self.enqueue(sealed, (!self.is_echo_pending(more)).then_some(mark));
        }
        self.go_on(out);
    }

    /// The peer was met before and is sent all there is, what it wrote itself as well. A mark before the end would have a later
    /// connection go on from there, which brings back nothing of that.
    fn is_echo_pending(&self, more: bool) -> bool {
        self.sends_all && (self.compared || self.met_before) && !self.announced && more
    }

    fn listed(
        &mut self,
        documents: Vec<(DocumentId, [u8; 32])>,
        last: Option<DocumentId>,
        mark: Mark,
        more: bool,
        out: &mut Vec<Output>,
    ) {
        let Phase::Comparing(comparing) = &mut self.phase else { return };
        comparing.listed(documents.len(), last, mark, more);
        if !documents.is_empty() {
            send(&Frame::Listing(Listing { documents }), out);
        }
        self.go_on(out);
    }

    fn list(&mut self, after: Option<DocumentId>, out: &mut Vec<Output>) {
        self.asked = Some(Asked::List);
        out.push(Output::List { after, count: LISTING_DOCUMENTS });
    }

    fn enqueue(&mut self, sealed: Vec<Sealed>, mark: Option<Mark>) {
        let mut batches = cut(sealed, BATCH_BYTES);
        if batches.is_empty() && mark.is_some() {
            batches.push(Vec::new());
        }
        let last = batches.len().saturating_sub(1);
        let batches = batches.into_iter().enumerate();
        self.queue.extend(batches.map(|(i, sealed)| Changes { sealed, mark: mark.filter(|_| i == last) }));
        self.told = mark.map(|mark| mark.position).or(self.told);
    }

    /// Sends what the window has room for, then asks the driver for the next piece.
    fn go_on(&mut self, out: &mut Vec<Output>) {
        self.send_queue(out);
        while self.asked.is_none() && self.queue.is_empty() && self.fetch(out) {
            self.send_queue(out);
        }
    }

    fn send_queue(&mut self, out: &mut Vec<Output>) {
        while self.window.len() < WINDOW_BATCHES {
            let Some(changes) = self.queue.pop_front() else { return };
            self.window.push_back(changes.mark.map(|mark| mark.position));
            send(&Frame::Changes(changes), out);
        }
    }

    /// Takes one step towards more to send; answers whether another may follow at once.
    fn fetch(&mut self, out: &mut Vec<Output>) -> bool {
        match &mut self.phase {
            Phase::Streaming { .. } if self.compare_too => {
                self.compare(out);
                false
            }
            Phase::Streaming { after, more: true } => {
                let echo = self.sends_all && !self.announced;
                out.push(Output::Load { after: *after, echo, bytes: BATCH_BYTES });
                self.asked = Some(Asked::Load);
                false
            }
            Phase::Streaming { more: false, .. } => {
                if !std::mem::replace(&mut self.announced, true) {
                    send(&Frame::CaughtUp, out);
                }
                false
            }
            Phase::Comparing(comparing) => {
                let step = comparing.next();
                self.go_on_comparing(step, out)
            }
            Phase::Silent | Phase::Met(_) | Phase::Checking(_) => false,
        }
    }

    fn go_on_comparing(&mut self, step: Step, out: &mut Vec<Output>) -> bool {
        match step {
            Step::Wait => return false,
            Step::List(after) => {
                self.list(after, out);
                return false;
            }
            Step::LoadMissing(wanted, until) => {
                self.asked = Some(Asked::Missing);
                out.push(Output::LoadMissing { wanted, until });
                return false;
            }
            Step::SendAll => {
                self.sends_all = true;
                self.phase = Phase::Streaming { after: 0, more: true };
            }
            Step::Send(found) => self.enqueue(found, None),
            Step::Finish(found, mark) => {
                self.enqueue(found, mark);
                self.phase = Phase::Streaming { after: mark.map_or(0, |mark| mark.position), more: true };
            }
        }
        true
    }
}
