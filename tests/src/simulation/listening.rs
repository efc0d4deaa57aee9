//! Somebody reads along on every connection: nobody may be told what it may not read.

use anyhow::{Result, bail};
use mainforte_domain::{DeviceId, DocumentId, OrgId};
use mainforte_node::BareNode;
use mainforte_sync::{Frame, FrameReader, Trust, bundle};
use std::collections::VecDeque;

const OVERHEARD_MAX: usize = 24;

/// Reads along what arrives at one end.
#[derive(Default)]
pub(super) struct Listener(FrameReader);

impl Listener {
    /// Nobody may be sent a byte of a document that it may not read, nor its name. Changes are kept for who plays them again.
    pub(super) fn hear(
        &mut self,
        sent: &[u8],
        reader: &OrgId,
        overheard: &mut VecDeque<Vec<u8>>,
        from: &BareNode,
    ) -> Result<()> {
        let Some(trust) = from.trust() else { return Ok(()) };
        self.0.push(sent);
        while let Some(frame) = self.0.next()? {
            shows_only_what_it_may(&frame, reader, &trust)?;
            if matches!(frame, Frame::Changes(_)) {
                overheard.truncate(OVERHEARD_MAX);
                overheard.push_front(frame.encode()?);
            }
        }
        Ok(())
    }
}

/// Whether all that a frame names or carries is for its reader.
pub(super) fn shows_only_what_it_may(frame: &Frame, reader: &OrgId, trust: &Trust) -> Result<()> {
    let documents: Vec<&DocumentId> = match frame {
        Frame::Changes(changes) => {
            changes.sealed.iter().flat_map(|sealed| &sealed.changes).map(|change| &change.document).collect()
        }
        Frame::Listing(listing) => listing.documents.iter().map(|(document, _)| document).collect(),
        Frame::Want(want) => want.documents.iter().map(|(document, _)| document).collect(),
        Frame::Deposit { parcel } | Frame::Parcel { parcel, .. } => return is_for_colleagues(parcel, trust),
        _ => return Ok(()),
    };
    match documents.into_iter().find(|document| !document.readable_by(reader, trust.city())) {
        Some(document) => bail!("{document} was shown to {reader}, who may not read it"),
        None => Ok(()),
    }
}

/// A parcel can be opened by colleagues of whoever wrote it, and by nobody else, the hub that carries it least of all.
fn is_for_colleagues(parcel: &[u8], trust: &Trust) -> Result<()> {
    let header = bundle::check(parcel)?;
    let org = |device: &DeviceId| trust.device(device).map(|known| &known.org);
    let writer = org(&header.from);
    match header.slots.iter().find(|slot| org(&slot.device) != writer || writer == Some(trust.city())) {
        Some(slot) => bail!("a parcel of {} can be opened by {}", header.from.short(), slot.device.short()),
        None => Ok(()),
    }
}
