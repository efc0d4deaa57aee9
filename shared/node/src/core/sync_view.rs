//! What the sync corner shows: how the connections stand, what waits to go, what was refused.

use super::Core;
use crate::trouble::Trouble;
use mainforte_api::{Link, Notice, OtherVersion, PeerRow, SpokenFor, SyncView};
use mainforte_domain::DeviceId;
use mainforte_sync::frame::VERSION;
use mainforte_sync::trust::Device;
use std::sync::atomic::Ordering;

impl Core {
    /// Tells watchers the sync corner's new state, from a thread that may block.
    pub(crate) fn tell_sync_now(&self) {
        if self.notices.receiver_count() == 0 {
            return;
        }
        match self.sync_view() {
            Ok(sync) => self.tell(Notice::Sync { sync }),
            Err(error) => tracing::warn!(%error, "the sync state cannot be read"),
        }
    }

    pub(crate) fn sync_view(&self) -> Result<SyncView, Trouble> {
        if self.is_shut_out() {
            let link = Link::SwitchedOff;
            return Ok(SyncView {
                link,
                to_send: 0,
                peers: Vec::new(),
                quarantined: 0,
                awaited: Vec::new(),
                other_versions: Vec::new(),
                spoken_for: Vec::new(),
                arriving: None,
                newer_mail: false,
                stuck: false,
            });
        }
        let (to_send, peers) = self.read_now(|reader| Ok((reader.unsent()?, reader.peers()?)))?;
        let quarantined = self.refused.load(Ordering::Acquire);
        let peers: Vec<PeerRow> =
            peers.into_iter().map(|p| PeerRow { connected: self.links.is_connected(&p.device), ..p }).collect();
        let arriving = self.links.arriving();
        let link = match self.links.state(to_send) {
            Link::UpToDate if arriving.is_some() => Link::Exchanging,
            link => link,
        };
        let other_versions = self.other_versions(&peers);
        let spoken_for = self.spoken_for()?;
        let awaited = self.awaited();
        let newer_mail = self.has_newer_mail.load(Ordering::Acquire);
        let stuck = self.is_stuck.load(Ordering::Acquire);
        Ok(SyncView {
            link,
            to_send,
            peers,
            quarantined,
            awaited,
            other_versions,
            spoken_for,
            arriving,
            newer_mail,
            stuck,
        })
    }

    fn spoken_for(&self) -> Result<Vec<SpokenFor>, Trouble> {
        let Some(trust) = self.trust() else { return Ok(Vec::new()) };
        let shut_out = trust.devices().filter(|(_, device)| device.revoked_at.is_some());
        let count = |(device, known): (&DeviceId, &Device)| {
            let changes = self.read_now(|reader| Ok(reader.count_beyond(device, known.stands_until)?))?;
            Ok(SpokenFor { device: *device, name: known.name.clone(), changes })
        };
        let counted: Result<Vec<SpokenFor>, Trouble> = shut_out.map(count).collect();
        Ok(counted?.into_iter().filter(|row| row.changes > 0).collect())
    }

    fn other_versions(&self, peers: &[PeerRow]) -> Vec<OtherVersion> {
        let Some(trust) = self.trust() else { return Vec::new() };
        let hub = crate::desk::hub_of(&trust);
        let worded = |(device, version)| {
            let name = || peers.iter().find(|peer| peer.device == device).map(|peer| peer.name.clone());
            let named = trust.device(&device).map(|known| known.name.clone());
            let name = named.filter(|name| !name.is_empty()).or_else(name).unwrap_or_default();
            OtherVersion { device, name, is_hub: hub == Some(device), is_newer: version > VERSION }
        };
        self.links.other_versions().into_iter().map(worded).collect()
    }
}
