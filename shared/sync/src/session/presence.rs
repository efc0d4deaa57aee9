//! Who was last heard of when: operators' laptops ask the hub, which alone meets everybody. Told beside the documents, so
//! that no history of it is kept, and only what is newer than what the asker knows.

use super::{End, Output, send};
use crate::Trust;
use crate::frame::{Bye, Frame, LastSeen};
use mainforte_domain::{DeviceId, DeviceRole, Minute};

/// Devices in one answer at most: the latest.
pub const SEEN_MAX: usize = 4_096;

/// Asks a hub, when this side shows it to anybody.
pub(super) fn ask(peer: &DeviceId, trust: &Trust, out: &mut Vec<Output>) {
    if role(peer, trust) == Some(DeviceRole::Hub) {
        out.push(Output::AskSeen);
    }
}

/// The driver's answer to [`Output::AskSeen`].
pub(super) fn asked(since: Option<Minute>, out: &mut Vec<Output>) {
    if let Some(since) = since {
        send(&Frame::SeenSince(since), out);
    }
}

/// A peer asks: the city's own may.
pub(super) fn seen_since(peer: &DeviceId, since: Minute, trust: &Trust, out: &mut Vec<Output>) -> Result<(), End> {
    if trust.org_of(peer) != Some(trust.city()) {
        return Err(End::Bye(Bye::Protocol));
    }
    out.push(Output::ListSeen { since });
    Ok(())
}

/// The driver's answer to [`Output::ListSeen`].
pub(super) fn listed(mut devices: Vec<LastSeen>, out: &mut Vec<Output>) {
    devices.truncate(SEEN_MAX);
    if !devices.is_empty() {
        send(&Frame::Seen(devices), out);
    }
}

/// A hub tells.
pub(super) fn seen(peer: &DeviceId, devices: Vec<LastSeen>, trust: &Trust, out: &mut Vec<Output>) -> Result<(), End> {
    if role(peer, trust) != Some(DeviceRole::Hub) || devices.len() > SEEN_MAX {
        return Err(End::Bye(Bye::Protocol));
    }
    out.push(Output::Heard { devices });
    Ok(())
}

fn role(peer: &DeviceId, trust: &Trust) -> Option<DeviceRole> {
    trust.device(peer).filter(|device| device.revoked_at.is_none()).map(|device| device.role)
}
