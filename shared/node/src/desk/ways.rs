//! By which ways this device may be found: the local network, when its person says so, and the city's own relay.

use super::{Desk, meta};
use crate::transport::relay;
use crate::trouble::Trouble;
use mainforte_api::{Outcome, Refusal, Topic};
use mainforte_domain::DeviceRole;
use mainforte_store::Reader;

impl Desk {
    pub(super) fn set_local_network(&mut self, on: bool) -> Result<Outcome, Trouble> {
        self.member()?;
        self.store.set_meta(meta::LOCAL_NETWORK, &[u8::from(on)])?;
        self.touched.insert(Topic::Me);
        Ok(Outcome::Done { entry: None })
    }

    /// The relay that this hub names.
    pub(crate) fn relay(&self) -> Result<Option<String>, Trouble> {
        let url = self.store.meta(meta::RELAY)?.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(url.filter(|url| !url.is_empty()))
    }

    pub(super) fn set_relay(&mut self, url: Option<String>) -> Result<Outcome, Trouble> {
        if self.member()?.role != DeviceRole::Hub {
            return Err(Refusal::CityOnly.into());
        }
        let url = url.unwrap_or_default();
        if !url.is_empty() && relay::read(&url).is_none() {
            return Err(Trouble::invalid("relay", "not_a_url", url));
        }
        self.store.set_meta(meta::RELAY, url.as_bytes())?;
        Ok(Outcome::Done { entry: None })
    }
}

/// Whether this laptop looks for its colleagues' on the local network. Off until somebody switches it on.
pub(crate) fn local_network(reader: &Reader) -> Result<bool, Trouble> {
    Ok(reader.meta(meta::LOCAL_NETWORK)?.is_some_and(|on| on == [1]))
}

/// The relay that the city names, as the registry says.
pub(crate) fn named_relay(reader: &Reader) -> Result<Option<String>, Trouble> {
    Ok(reader.hub_addresses()?.into_iter().find(|address| relay::read(address).is_some()))
}
