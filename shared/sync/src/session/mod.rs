//! The state machine of one connection between two enrolled devices; both sides run the same.
//!
//! ```text
//! Hello  ⇄  Hello          version, epoch, trust log, cursor
//! Trust                    what the peer's trust log lacks
//! Changes*                 after the peer's cursor; when the cursor does not hold, Listing → Want → Changes* instead
//! CaughtUp                 from here on Changes are pushed as the log grows
//! Ack                      after each commit
//! Deposit → Deposited      from here on, to the hub: a sealed parcel for others of one's association
//! Parcel → Fetched         from here on, from the hub; Unread or Left instead: it stays there
//! ```
//!
//! The driver feeds [`Input`]s to [`Session::step`] and does what the [`Output`]s say, in order. It has authenticated the
//! peer's device key before. Everything that waits is bounded: a peer that sends more than it may is shut out.

mod batch;
mod compare;
mod event;
mod mail;
mod presence;
mod receive;
mod send;

pub use event::{CloseReason, Facts, Input, Output, WhyWithheld};
pub use mail::{Deposit, PARCEL_BYTES_MAX, Ticket};
pub use presence::SEEN_MAX;

use crate::frame::{Bye, Frame, FrameReader, Hello, VERSION};
use crate::trust::pieces;
use crate::{CONTENT_BYTES_MAX, FrameError, Trust, TrustEntry};
use mail::Mail;
use mainforte_domain::{DeviceId, DeviceRole};
use receive::Receiving;
use send::{Acquaintance, Sending};

/// So many batches travel unacknowledged at most.
pub const WINDOW_BATCHES: usize = 4;

/// About how many bytes of changes go into one frame, before compression.
pub const BATCH_BYTES: usize = 256 * 1024;

/// So many documents are listed on one page at most.
pub const LISTING_DOCUMENTS: usize = 4_096;

/// About how many bytes of the trust log go into one frame, before compression.
const TRUST_BYTES_PER_FRAME: usize = BATCH_BYTES;

/// More of the trust log than this is not taken at once, bytes: what arrives in one piece can unpack to thousands of times as
/// much, while a log of honest entries, which are mostly signatures and hashes, hardly compresses.
const TRUST_BYTES_AT_ONCE: usize = CONTENT_BYTES_MAX;

/// One connection with one peer.
#[derive(Debug)]
pub struct Session {
    peer: DeviceId,
    epoch: [u8; 16],
    /// What is known of the peer from earlier connections.
    acquaintance: Acquaintance,
    reader: FrameReader,
    /// Number of trust entries that the peer has; none before its hello.
    peer_trust_len: Option<u64>,
    /// Length of this side's trust log when it was last looked at.
    seen_trust_len: u64,
    /// Bytes of the peer's trust log in what arrived last.
    learnt: usize,
    sending: Sending,
    receiving: Receiving,
    mail: Mail,
    closed: bool,
}

impl Session {
    /// Opens a session with the device `peer` and says hello.
    pub fn open(peer: DeviceId, facts: Facts, trust: &Trust) -> (Self, Vec<Output>) {
        let hello = Hello {
            version: VERSION,
            epoch: facts.epoch,
            position: facts.position,
            trust_len: trust.len(),
            trust_hash: trust.hash(),
            cursor: facts.cursor,
            empty: facts.empty,
        };
        let session = Self {
            peer,
            epoch: facts.epoch,
            acquaintance: Acquaintance { epoch: facts.cursor.map(|cursor| cursor.epoch), met: facts.met },
            reader: FrameReader::default(),
            peer_trust_len: None,
            seen_trust_len: trust.len(),
            learnt: 0,
            sending: Sending::default(),
            receiving: Receiving::default(),
            mail: Mail::default(),
            closed: false,
        };
        let mut out = Vec::new();
        send(&Frame::Hello(hello), &mut out);
        (session, out)
    }

    /// Takes one event. `trust` is this side's trust log as it is now.
    pub fn step(&mut self, trust: &Trust, input: Input) -> Vec<Output> {
        let mut out = Vec::new();
        if self.closed {
            return out;
        }
        if let Err(end) = self.take(trust, input, &mut out) {
            self.close(end, &mut out);
        }
        out
    }

    /// The device at the other end.
    pub fn peer(&self) -> &DeviceId {
        &self.peer
    }

    /// Whether the peer has said hello.
    pub fn has_met(&self) -> bool {
        self.peer_trust_len.is_some()
    }

    /// Whether the session has ended.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    fn take(&mut self, trust: &Trust, input: Input, out: &mut Vec<Output>) -> Result<(), End> {
        // Before anything else leaves: a seal must not reach the peer earlier than the trust entry that it names.
        if trust.len() != self.seen_trust_len {
            self.trust_grew(trust, out)?;
        }
        match input {
            Input::Bytes(bytes) => self.read(trust, &bytes, out)?,
            Input::Committed { batch } => self.receiving.committed(batch, out),
            Input::Compared { mut wants } => {
                // What is held of the others is none of the peer's business, though it names them.
                let reader = trust.org_of(&self.peer);
                wants.retain(|(document, _)| reader.is_some_and(|org| document.readable_by(org, trust.city())));
                self.receiving.compared(wants, out);
            }
            Input::TrustGrew => {}
            Input::TrustRefused => return Err(End::Bye(Bye::TrustFork)),
            Input::Stranger => return Err(End::Bye(Bye::UnknownDevice)),
            Input::Deposit(deposit) => self.mail.deposit(deposit, out),
            Input::Kept(kept) => self.mail.kept(kept, out),
            Input::Delivery(parcel) => self.mail.deliver(parcel, out),
            Input::ParcelTaken => self.mail.taken(out),
            Input::ParcelNewer => self.mail.not_read(out),
            Input::ParcelLeft => self.mail.not_taken(out),
            Input::MailGrew => self.mail.mail_grew(out),
            Input::SeenSince(since) => presence::asked(since, out),
            Input::SeenListed(devices) => presence::listed(devices, out),
            // Whoever is known by entries yet to come has had the time to show them.
            Input::TimePassed if trust.device(&self.peer).is_none() => return Err(End::Bye(Bye::UnknownDevice)),
            Input::TimePassed => {
                presence::ask(&self.peer, trust, out);
                self.mail.time_passed(out);
            }
            Input::Leave => return Err(End::Bye(Bye::Leaving)),
            answer => {
                let grew = answer == Input::LogGrew;
                self.with_reader(trust, |sending, reader| sending.take(answer, reader, trust, out));
                if grew {
                    self.mail.log_grew(out);
                }
            }
        }
        Ok(())
    }

    fn read(&mut self, trust: &Trust, bytes: &[u8], out: &mut Vec<Output>) -> Result<(), End> {
        self.learnt = 0;
        self.reader.push(bytes);
        while let Some(frame) = self.reader.next()? {
            self.frame(trust, frame, out)?;
        }
        Ok(())
    }

    fn frame(&mut self, trust: &Trust, frame: Frame, out: &mut Vec<Output>) -> Result<(), End> {
        match frame {
            Frame::Bye(bye) => return Err(End::Closed(CloseReason::ByPeer(bye))),
            Frame::Hello(hello) => self.meet(trust, &hello, out)?,
            _ if self.peer_trust_len.is_none() => return Err(End::Bye(Bye::Protocol)),
            Frame::Trust(entries) => self.learn(trust, entries, out)?,
            Frame::Changes(changes) => self.receiving.changes(changes, self.sending.is_contradicted(), out)?,
            Frame::CaughtUp => {
                self.receiving.caught_up(out);
                // What everybody may read goes first.
                let peer = trust.device(&self.peer).filter(|device| device.revoked_at.is_none());
                peer.into_iter().for_each(|peer| self.mail.begin(peer.role == DeviceRole::Hub, out));
                presence::ask(&self.peer, trust, out);
            }
            Frame::Listing(listing) => {
                self.receiving.listing(listing, trust, out)?;
                self.sending.compare_too(out);
            }
            Frame::Want(want) => {
                self.with_reader(trust, |sending, reader| sending.want(want, reader, trust, out)).unwrap_or(Ok(()))?;
            }
            Frame::Ack { batch } => self.sending.acked(batch, out)?,
            Frame::Deposit { parcel } => self.mail.keep(parcel, out)?,
            Frame::Deposited { kept } => self.mail.deposited(kept, out)?,
            Frame::Parcel { number, parcel } => self.mail.parcel(number, parcel, out)?,
            Frame::Fetched { number } => self.mail.fetched(number, out)?,
            Frame::Unread { number, reads } => self.mail.unread(number, reads, out)?,
            Frame::Left { number } => self.mail.left(number, out)?,
            Frame::SeenSince(since) => presence::seen_since(&self.peer, since, trust, out)?,
            Frame::Seen(devices) => presence::seen(&self.peer, devices, trust, out)?,
        }
        Ok(())
    }

    fn meet(&mut self, trust: &Trust, hello: &Hello, out: &mut Vec<Output>) -> Result<(), End> {
        if self.peer_trust_len.is_some() || hello.trust_len == 0 {
            return Err(End::Bye(Bye::Protocol));
        }
        let last = hello.trust_len - 1;
        if trust.hash_at(last).is_some_and(|hash| hash != hello.trust_hash) {
            return Err(End::Bye(Bye::TrustFork));
        }
        self.peer_trust_len = Some(hello.trust_len);
        self.receiving.meet(hello.epoch);
        self.sending.meet(hello, self.epoch, self.acquaintance);
        out.push(Output::Met { position: hello.position });
        self.trust_grew(trust, out)
    }

    /// Sends the peer what its trust log lacks, and looks again whether it is a device in good standing: one that is not
    /// gets the entries that say so, and nothing else.
    fn trust_grew(&mut self, trust: &Trust, out: &mut Vec<Output>) -> Result<(), End> {
        self.seen_trust_len = trust.len();
        let Some(peer_len) = self.peer_trust_len else { return Ok(()) };
        for entries in pieces(trust.entries_from(peer_len), TRUST_BYTES_PER_FRAME) {
            send(&Frame::Trust(entries.to_vec()), out);
        }
        self.peer_trust_len = Some(peer_len.max(trust.len()));
        match trust.device(&self.peer) {
            Some(device) if device.revoked_at.is_some() => Err(End::Bye(Bye::Revoked)),
            Some(_) => {
                self.sending.begin(out);
                Ok(())
            }
            // The peer's own entries, which are on their way, may say who it is.
            None if peer_len > trust.len() => Ok(()),
            None => Err(End::Bye(Bye::UnknownDevice)),
        }
    }

    /// Entries that are held already take nobody to the desk.
    fn learn(&mut self, trust: &Trust, entries: Vec<TrustEntry>, out: &mut Vec<Output>) -> Result<(), End> {
        self.learnt += entries.iter().map(TrustEntry::weight).sum::<usize>();
        if self.learnt > TRUST_BYTES_AT_ONCE {
            return Err(End::Bye(Bye::Protocol));
        }
        let reached = entries.last().map_or(0, |entry| entry.number.saturating_add(1));
        self.peer_trust_len = self.peer_trust_len.map(|len| len.max(reached));
        if !entries.iter().all(|entry| trust.hash_at(entry.number) == Some(entry.hash())) {
            out.push(Output::ExtendTrust(entries));
        }
        Ok(())
    }

    /// Runs `act` with the organisation that reads at the other end. A peer that belongs to nobody is sent nothing.
    fn with_reader<T>(
        &mut self,
        trust: &Trust,
        act: impl FnOnce(&mut Sending, &mainforte_domain::OrgId) -> T,
    ) -> Option<T> {
        trust.org_of(&self.peer).map(|reader| act(&mut self.sending, reader))
    }

    fn close(&mut self, end: End, out: &mut Vec<Output>) {
        self.closed = true;
        let reason = match end {
            End::Closed(reason) => reason,
            End::Bye(bye) => {
                send(&Frame::Bye(bye), out);
                CloseReason::ByUs(bye)
            }
            End::Bad(FrameError::OtherVersion { theirs }) => {
                send(&Frame::Bye(Bye::OtherVersion { version: VERSION }), out);
                CloseReason::BadFrame(FrameError::OtherVersion { theirs })
            }
            End::Bad(error) => {
                send(&Frame::Bye(Bye::Protocol), out);
                CloseReason::BadFrame(error)
            }
        };
        out.push(Output::Close { reason });
    }
}

/// How a session comes to its end.
#[derive(Debug)]
enum End {
    /// The peer is told why.
    Bye(Bye),
    /// The peer sent something unreadable, and is told.
    Bad(FrameError),
    /// The peer knows.
    Closed(CloseReason),
}

impl From<FrameError> for End {
    fn from(error: FrameError) -> Self {
        Self::Bad(error)
    }
}

/// Every frame that a session makes is far below the caps: batches, pages and wants are cut before.
fn send(frame: &Frame, out: &mut Vec<Output>) {
    if let Ok(bytes) = frame.encode() {
        out.push(Output::Send(bytes));
    }
}
