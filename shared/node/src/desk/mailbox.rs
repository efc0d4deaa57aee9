//! The mailbox: two laptops of one association that are never connected to each other exchange ciphertext through the hub.
//!
//! A laptop deposits what its association alone reads, for each colleague's device from what that device is known to have
//! on: what it confirmed, or what was deposited for it before. So a deposit costs what changed, a colleague that is met
//! directly costs nothing, and a new laptop is sent everything once by each of the others.

use super::bundles::problem;
use super::city::hub_of;
use super::{Desk, meta};
use crate::arriving::Mailed;
use crate::trouble::Trouble;
use mainforte_api::{BundleProblem, Refusal};
use mainforte_domain::{DeviceId, DeviceRole, OrgId};
use mainforte_sync::Sealed;
use mainforte_sync::bundle::{self, Addressee, BundleError, BundleReader, BundleWriter, Header, Opener, Part, Piece};
use mainforte_sync::session::{Deposit, PARCEL_BYTES_MAX, Ticket};
use std::collections::BTreeMap;

/// What became of a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parcel {
    /// What it carried is on disk, or worth nothing: the hub may let it go.
    Done,
    /// Only a newer program reads it.
    Newer,
    /// It could not be taken in now.
    Left,
}

const NEWER: Refusal = Refusal::Bundle { problem: BundleProblem::NewerVersion };

/// About how much of the log goes into one parcel, bytes: far from the most that one may have.
const PARCEL_LOG_BYTES: usize = 512 * 1024;

/// A parcel of so many bytes was cut where it was full: its maker has more.
const FULL_BYTES: usize = PARCEL_LOG_BYTES / 4 * 3;

impl Desk {
    /// What this laptop has to deposit at `peer`, when that is the hub: for those colleagues who lack most, the next piece.
    pub(crate) fn next_deposit(&mut self, peer: &DeviceId) -> Result<Option<Deposit>, Trouble> {
        let me = self.member()?;
        let at_hub = self.trust.as_ref().and_then(|trust| hub_of(trust)) == Some(*peer);
        if me.is_city() || !at_hub {
            return Ok(None);
        }
        self.notice_another_mailbox(peer)?;
        let end = self.store.position()?;
        while let Some((after, readers)) = self.who_lacks_most(&me.org, end)? {
            let left_out = readers.first().filter(|_| readers.len() == 1);
            let slice = self.store.private_after(&me.org, left_out, after, PARCEL_LOG_BYTES)?;
            if slice.sealed.is_empty() {
                self.store.set_posted(&readers, slice.mark.position)?;
                continue;
            }
            let parcel = self.pack(&me.org, &readers, slice.sealed)?;
            return Ok(Some(Deposit { parcel, ticket: Ticket { readers, position: slice.mark.position } }));
        }
        Ok(None)
    }

    /// The hub holds it.
    pub(crate) fn deposited(&mut self, ticket: &Ticket) -> Result<(), Trouble> {
        Ok(self.store.set_posted(&ticket.readers, ticket.position)?)
    }

    /// On the hub: keeps a parcel of `peer` for its colleagues. Answers whether there was room.
    pub(crate) fn keep_parcel(&mut self, peer: &DeviceId, parcel: &[u8]) -> Result<bool, Trouble> {
        let me = self.member()?;
        let header = match bundle::check(parcel) {
            // For whom it is cannot be read: it stays with its sender until this program is updated.
            Err(BundleError::NewerVersion { version }) => {
                tracing::warn!(%peer, version, "a parcel of a newer program is not kept");
                return Ok(false);
            }
            checked => checked?,
        };
        let trust = self.trust.clone().ok_or(Refusal::NotJoined)?;
        let org = trust.org_of(peer).filter(|org| **org != me.city).cloned();
        let Some(org) =
            org.filter(|_| me.role == DeviceRole::Hub && header.from == *peer && header.root == trust.root())
        else {
            return Err(problem(BundleProblem::NotForThisDevice));
        };
        let colleague = |device: &DeviceId| device != peer && trust.org_of(device) == Some(&org);
        let readers: Vec<DeviceId> = header.slots.iter().map(|slot| slot.device).filter(colleague).collect();
        // A reader that was shut out on the way needs nothing: what is left may be nobody.
        let kept = readers.is_empty() || self.store.keep_parcel(&org, peer, &readers, parcel, self.world.now())?;
        self.parcels += u64::from(kept);
        Ok(kept)
    }

    /// Grows with each parcel that is kept here.
    pub(crate) fn parcels(&self) -> u64 {
        self.parcels
    }

    /// What parcels have brought here.
    pub(crate) fn mailed(&self) -> Mailed {
        self.mailed
    }

    /// On the hub: `peer` holds the parcel.
    pub(crate) fn fetched(&mut self, peer: &DeviceId, number: u64) -> Result<(), Trouble> {
        Ok(self.store.fetched(peer, number)?)
    }

    /// Takes in what a colleague deposited, through the same checks as what comes by a connection. A parcel that is no good may
    /// go; one that only a newer program reads, or that fails for a fault here, may not: none of them must stand in the way of
    /// those behind it.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn take_parcel(&mut self, parcel: &[u8]) -> Result<Parcel, Trouble> {
        let outcome = self.open_parcel(parcel);
        if outcome.is_err() {
            self.mailed.took(0, false);
        }
        match outcome {
            Ok(()) => Ok(Parcel::Done),
            Err(Trouble::Refused(refusal)) if *refusal == NEWER => {
                tracing::warn!("a parcel of the mailbox waits for a newer program");
                self.has_newer_mail = true;
                Ok(Parcel::Newer)
            }
            Err(Trouble::Refused(refusal)) => {
                tracing::warn!(?refusal, "a parcel of the mailbox is no good");
                Ok(Parcel::Done)
            }
            Err(error) if error.is_of_the_item() => {
                tracing::warn!(%error, "a parcel of the mailbox cannot be taken in now");
                Ok(Parcel::Left)
            }
            Err(error) => Err(error),
        }
    }

    /// Whether something waits at the hub that only a newer program reads.
    pub(crate) fn has_newer_mail(&self) -> bool {
        self.has_newer_mail
    }

    fn open_parcel(&mut self, parcel: &[u8]) -> Result<(), Trouble> {
        let header = bundle::check(parcel)?;
        let mut entry = self.meet_bundle(&header)?;
        // Were it to count as its maker's, a maker that is put back to before it would never get it again: the two may
        // never be connected, and only a connection tells that a database was put back.
        entry.source = self.device();
        let before = self.store.position()?;
        let (mut reader, mut opener) = (BundleReader::default(), None);
        let (mut changes, mut bytes) = (0, 0);
        reader.push(parcel)?;
        while let Some(piece) = reader.next()? {
            match (piece, &mut opener) {
                (Piece::Header(header, opening), _) => opener = Some(Opener::new(&self.key, &header, &opening)?),
                (Piece::Part(sealed), Some(opener)) => {
                    if let Part::Changes(sealed) = opener.open(&sealed)? {
                        changes += sealed.iter().map(|one| one.changes.len()).sum::<usize>();
                        bytes += sealed.iter().map(Sealed::weight).sum::<usize>();
                        let received = self.bundle_changes(&mut entry, sealed)?;
                        tracing::debug!(?received, "a parcel of the mailbox was taken in");
                    }
                }
                (Piece::Part(_) | Piece::End, _) => {}
            }
        }
        self.mailed.took(changes, bytes >= FULL_BYTES);
        self.note_that_others_have_it(&header, before)
    }

    /// The parcel's other readers fetch it themselves, and its sender needs it least: it is not deposited for them again. What
    /// this device wrote while it took it in nobody else has.
    fn note_that_others_have_it(&mut self, header: &Header, before: u64) -> Result<(), Trouble> {
        let after = self.store.position()?;
        let me = self.member()?;
        if self.store.has_private_of(&me.org, &self.device(), before..after)? {
            return Ok(());
        }
        let readers = header.slots.iter().map(|slot| slot.device).chain([header.from]);
        for device in readers.filter(|device| *device != self.key.id()).collect::<Vec<_>>() {
            if self.covered(&device)? >= before {
                self.store.set_posted(&[device], after)?;
            }
        }
        Ok(())
    }

    /// The colleagues' devices that lack the longest stretch of the log up to `end`, and from where on.
    fn who_lacks_most(&self, org: &OrgId, end: u64) -> Result<Option<(u64, Vec<DeviceId>)>, Trouble> {
        let Some(trust) = &self.trust else { return Ok(None) };
        let mut by_position: BTreeMap<u64, Vec<DeviceId>> = BTreeMap::new();
        for device in Addressee::Organisation(org.clone()).devices(trust) {
            if device != self.device() {
                by_position.entry(self.covered(&device)?).or_default().push(device);
            }
        }
        Ok(by_position.into_iter().next().filter(|(after, _)| *after < end))
    }

    /// How far a colleague's device has this log, as far as this device has done its part.
    fn covered(&self, device: &DeviceId) -> Result<u64, Trouble> {
        Ok(self.store.acked(device)?.max(self.store.posted(device)?))
    }

    /// A hub that was restored or set up anew may hold nothing of what was deposited.
    fn notice_another_mailbox(&mut self, hub: &DeviceId) -> Result<(), Trouble> {
        let Some(cursor) = self.store.cursor(hub)? else { return Ok(()) };
        let known = self.store.meta(meta::MAILBOX)?;
        if known.as_deref() != Some(&cursor.epoch[..]) {
            if known.is_some() {
                self.store.forget_posted()?;
            }
            self.store.set_meta(meta::MAILBOX, &cursor.epoch)?;
        }
        Ok(())
    }

    fn pack(&self, org: &OrgId, readers: &[DeviceId], sealed: Vec<Sealed>) -> Result<Vec<u8>, Trouble> {
        let trust = self.trust.as_ref().ok_or(Refusal::NotJoined)?;
        let to = Addressee::Organisation(org.clone());
        let (mut bundle, mut parcel) = BundleWriter::begin(&self.key, trust, to, readers, &self.bundle_secrets())?;
        parcel.extend(bundle.part(&Part::Changes(sealed))?);
        parcel.extend(bundle.finish(&self.key));
        if parcel.len() > PARCEL_BYTES_MAX {
            return Err(problem(BundleProblem::TooLarge));
        }
        Ok(parcel)
    }
}
