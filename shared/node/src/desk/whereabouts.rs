//! Where devices listen: the hub says it in the registry, an association's laptops tell each other in their outbox.

use super::{Desk, Draft, meta};
use crate::transport::relay;
use crate::trouble::Trouble;
use mainforte_documents::{Record, RegistryHead};
use mainforte_domain::{DeviceId, DeviceRole, DocumentId, OrgId};
use mainforte_sync::bundle::Addressee;
use std::net::SocketAddr;

/// A device to connect to, with the addresses at which it may be reached.
pub(crate) struct Target {
    pub(crate) device: DeviceId,
    pub(crate) addresses: Vec<String>,
    /// The hub, when whatever the device has comes by the hub as well: a connection is of use only while that is away. So
    /// it is between the city's own laptops; persons of an association are not for the hub to pass on.
    pub(crate) only_without: Option<DeviceId>,
}

impl Desk {
    /// Tells the others where this device listens, so that a moved one is found again; it takes the same port next time.
    pub(crate) fn announce(&mut self, addresses: &[SocketAddr]) -> Result<(), Trouble> {
        let now = self.world.now();
        let me = self.member()?;
        let Some(first) = addresses.first() else { return Ok(()) };
        if self.port()? != Some(first.port()) {
            self.store.set_meta(meta::PORT, &first.port().to_be_bytes())?;
        }
        let mut addresses: Vec<String> = addresses.iter().map(ToString::to_string).collect();
        let mut draft = Draft::silent();
        match me.role {
            DeviceRole::Hub => {
                addresses.extend(self.relay()?);
                self.put_hub_addresses(&mut draft, me.city, addresses)?;
            }
            DeviceRole::Operator | DeviceRole::Coordinator => {
                let record = Record::Whereabouts { device: self.device(), addresses };
                draft.put(DocumentId::Outbox(me.org), record, None);
            }
        }
        self.write(draft, now)?;
        Ok(())
    }

    /// Whom this device dials: the hub, and the colleagues' laptops whose id is above its own, so that of two laptops one
    /// dials. The hub dials nobody: the city's laptops dial it, and a second connection would carry everything twice.
    pub(crate) fn targets(&self) -> Result<Vec<Target>, Trouble> {
        let Ok(me) = self.member() else { return Ok(Vec::new()) };
        if me.role == DeviceRole::Hub {
            return Ok(Vec::new());
        }
        let Some(trust) = &self.trust else { return Ok(Vec::new()) };
        let mut targets = Vec::new();
        // Only the city names relays: what a colleague writes must not make others call anybody.
        let mut relays = Vec::new();
        let mut hub = None;
        if let Some((device, addresses)) = self.hub()? {
            hub = Some(device);
            relays.extend(addresses.iter().filter(|address| is_relay(address)).cloned());
            targets.push(Target { device, addresses, only_without: None });
        }
        for (device, mut addresses) in self.colleagues(&me.org)? {
            let colleague = trust.org_of(&device) == Some(&me.org);
            if colleague && device > self.device() && targets.iter().all(|t| t.device != device) {
                addresses.retain(|address| !is_relay(address));
                addresses.extend(relays.iter().cloned());
                let only_without = hub.filter(|_| me.is_city());
                targets.push(Target { device, addresses, only_without });
            }
        }
        Ok(targets)
    }

    /// Colleagues' devices with what they said of where they listen; those that said nothing as well, when they can be looked
    /// for on the local network.
    fn colleagues(&self, org: &OrgId) -> Result<Vec<(DeviceId, Vec<String>)>, Trouble> {
        let mut colleagues = self.store.whereabouts(org)?;
        if let (true, Some(trust)) = (super::local_network(&self.store)?, &self.trust) {
            for device in Addressee::Organisation(org.clone()).devices(trust) {
                if colleagues.iter().all(|(known, _)| *known != device) {
                    colleagues.push((device, Vec::new()));
                }
            }
        }
        Ok(colleagues)
    }

    /// The port that this device had before.
    pub(crate) fn port(&self) -> Result<Option<u16>, Trouble> {
        let bytes = self.store.meta(meta::PORT)?;
        Ok(bytes.and_then(|b| b.try_into().ok()).map(u16::from_be_bytes))
    }

    fn put_hub_addresses(&mut self, draft: &mut Draft, city: OrgId, addresses: Vec<String>) -> Result<(), Trouble> {
        let document = self.shelf.take(&self.store, &DocumentId::Registry(city.clone()))?;
        let head = document.records().into_iter().flatten().find_map(|record| match record {
            Record::City(head) => Some(head),
            _ => None,
        });
        if let Some(head) = head {
            let head = RegistryHead { hub_addresses: addresses, ..head };
            draft.put(DocumentId::Registry(city), Record::City(head), None);
        }
        Ok(())
    }
}

fn is_relay(address: &str) -> bool {
    relay::read(address).is_some()
}
