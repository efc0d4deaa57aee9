//! The mailbox's half of a session: parcels that the hub keeps, unread, for an association's other devices. One parcel at
//! a time each way, so that neither side holds more than one of them.

use super::{End, Output, send};
use crate::bundle::{BUNDLE_VERSION, version};
use crate::frame::{Bye, Frame};
use mainforte_domain::DeviceId;

/// A parcel is a bundle of one batch at most; a longer one is refused, bytes.
pub const PARCEL_BYTES_MAX: usize = 3 * 1024 * 1024;

/// A parcel for the hub, and what is noted of it once the hub holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deposit {
    /// A bundle that the hub cannot open.
    pub parcel: Vec<u8>,
    /// For whom.
    pub ticket: Ticket,
}

/// What a deposit covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Who can open the parcel.
    pub readers: Vec<DeviceId>,
    /// With it they have this log up to here, as far as this side can do its part.
    pub position: u64,
}

#[derive(Debug, Default)]
pub(super) struct Mail {
    begun: bool,
    /// The peer is a hub: it keeps a mailbox, and needs none.
    at_hub: bool,
    /// This side has asked its driver for a parcel to deposit, or waits for the hub's answer to one.
    depositing: Depositing,
    /// The log grew meanwhile: ask again.
    deposit_again: bool,
    /// The hub had no room: what is for it waits here for a while, or each growth of the log would carry the parcel again.
    is_full: bool,
    /// A deposit of the peer is being kept.
    keeping: bool,
    /// The driver was asked for a parcel for the peer.
    asked_delivery: bool,
    /// The parcel that the peer has not confirmed.
    delivering: Option<u64>,
    /// The peer could not take what it was sent up to this one: that waits for its next connection.
    left: u64,
    /// The highest version of bundles that the peer knows, once it has said so.
    peer_reads: Option<u16>,
    /// The parcel of the peer that is being taken in.
    taking: Option<u64>,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Depositing {
    #[default]
    Idle,
    Asked,
    Sent(Ticket),
}

impl Mail {
    /// The peer has sent what it had.
    pub(super) fn begin(&mut self, at_hub: bool, out: &mut Vec<Output>) {
        if !std::mem::replace(&mut self.begun, true) {
            self.at_hub = at_hub;
            self.log_grew(out);
            self.mail_grew(out);
        }
    }

    /// There may be something to deposit.
    pub(super) fn log_grew(&mut self, out: &mut Vec<Output>) {
        if !(self.begun && self.at_hub) || self.is_full {
            return;
        }
        match self.depositing {
            Depositing::Idle => {
                self.depositing = Depositing::Asked;
                out.push(Output::NextDeposit);
            }
            Depositing::Asked | Depositing::Sent(_) => self.deposit_again = true,
        }
    }

    /// The hub may have room again.
    pub(super) fn time_passed(&mut self, out: &mut Vec<Output>) {
        if std::mem::take(&mut self.is_full) {
            self.log_grew(out);
        }
    }

    /// There may be something for the peer.
    pub(super) fn mail_grew(&mut self, out: &mut Vec<Output>) {
        if self.begun && !self.at_hub && self.delivering.is_none() && !std::mem::replace(&mut self.asked_delivery, true)
        {
            out.push(Output::NextDelivery { after: self.left });
        }
    }

    /// The driver's answer to [`Output::NextDeposit`].
    pub(super) fn deposit(&mut self, deposit: Option<Deposit>, out: &mut Vec<Output>) {
        if self.depositing != Depositing::Asked {
            return;
        }
        match deposit {
            Some(Deposit { parcel, ticket }) => {
                self.depositing = Depositing::Sent(ticket);
                send(&Frame::Deposit { parcel }, out);
            }
            None => self.rest(out),
        }
    }

    /// The hub's answer to a deposit.
    pub(super) fn deposited(&mut self, kept: bool, out: &mut Vec<Output>) -> Result<(), End> {
        let Depositing::Sent(ticket) = std::mem::take(&mut self.depositing) else {
            return Err(End::Bye(Bye::Protocol));
        };
        self.deposit_again = false;
        // Without room for it at the hub it stays here: some minutes later, or with the next connection, it is tried again.
        self.is_full = !kept;
        if kept {
            out.push(Output::Deposited { ticket });
            self.log_grew(out);
        }
        Ok(())
    }

    /// A deposit of the peer.
    pub(super) fn keep(&mut self, parcel: Vec<u8>, out: &mut Vec<Output>) -> Result<(), End> {
        if std::mem::replace(&mut self.keeping, true) || parcel.len() > PARCEL_BYTES_MAX {
            return Err(End::Bye(Bye::Protocol));
        }
        out.push(Output::Keep { parcel });
        Ok(())
    }

    /// The driver's answer to [`Output::Keep`].
    pub(super) fn kept(&mut self, kept: bool, out: &mut Vec<Output>) {
        if std::mem::take(&mut self.keeping) {
            send(&Frame::Deposited { kept }, out);
        }
    }

    /// The driver's answer to [`Output::NextDelivery`].
    pub(super) fn deliver(&mut self, parcel: Option<(u64, Vec<u8>)>, out: &mut Vec<Output>) {
        if !std::mem::take(&mut self.asked_delivery) {
            return;
        }
        if let Some((number, parcel)) = parcel {
            let is_beyond = |reads| version(&parcel).is_some_and(|version| version > reads);
            if self.peer_reads.is_some_and(is_beyond) {
                self.left = number;
                return self.mail_grew(out);
            }
            self.delivering = Some(number);
            send(&Frame::Parcel { number, parcel }, out);
        }
    }

    /// The peer holds a parcel.
    pub(super) fn fetched(&mut self, number: u64, out: &mut Vec<Output>) -> Result<(), End> {
        if self.delivering.take() != Some(number) {
            return Err(End::Bye(Bye::Protocol));
        }
        out.push(Output::Fetched { number });
        self.mail_grew(out);
        Ok(())
    }

    /// The peer holds nothing of a parcel: it stays here for its next connection, and those behind it go on.
    pub(super) fn left(&mut self, number: u64, out: &mut Vec<Output>) -> Result<(), End> {
        if self.delivering.take() != Some(number) {
            return Err(End::Bye(Bye::Protocol));
        }
        self.left = number;
        self.mail_grew(out);
        Ok(())
    }

    /// The same, for the peer's program is older than the parcel: it is sent no more of those on this connection.
    pub(super) fn unread(&mut self, number: u64, peer_reads: u16, out: &mut Vec<Output>) -> Result<(), End> {
        self.peer_reads = Some(peer_reads);
        self.left(number, out)
    }

    /// A parcel for this device.
    pub(super) fn parcel(&mut self, number: u64, parcel: Vec<u8>, out: &mut Vec<Output>) -> Result<(), End> {
        if self.taking.replace(number).is_some() || parcel.len() > PARCEL_BYTES_MAX {
            return Err(End::Bye(Bye::Protocol));
        }
        out.push(Output::TakeParcel { parcel });
        Ok(())
    }

    /// The driver's answer to [`Output::TakeParcel`].
    pub(super) fn taken(&mut self, out: &mut Vec<Output>) {
        if let Some(number) = self.taking.take() {
            send(&Frame::Fetched { number }, out);
        }
    }

    /// Another answer: the hub is to keep it until the next connection.
    pub(super) fn not_taken(&mut self, out: &mut Vec<Output>) {
        if let Some(number) = self.taking.take() {
            send(&Frame::Left { number }, out);
        }
    }

    /// The third: the hub is to keep it for an update.
    pub(super) fn not_read(&mut self, out: &mut Vec<Output>) {
        if let Some(number) = self.taking.take() {
            send(&Frame::Unread { number, reads: BUNDLE_VERSION }, out);
        }
    }

    fn rest(&mut self, out: &mut Vec<Output>) {
        self.depositing = Depositing::Idle;
        if std::mem::take(&mut self.deposit_again) {
            self.log_grew(out);
        }
    }
}
