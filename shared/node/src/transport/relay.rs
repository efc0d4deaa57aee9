//! The city's own relay, for devices that cannot reach each other directly. Without one named by the hub there is none:
//! nobody else's is ever contacted.

use iroh::{Endpoint, EndpointAddr, PublicKey, RelayConfig, RelayMap, RelayMode, RelayUrl, TransportAddr};
use std::collections::BTreeSet;
use std::sync::Arc;

/// No relay yet; those that the city names are added as they become known.
pub(super) fn none_yet() -> RelayMode {
    RelayMode::Custom(RelayMap::empty())
}

/// Uses this relay from now on: to be reached through it, and to reach others.
pub(super) async fn add(endpoint: &Endpoint, url: &str) {
    let Some(url) = read(url) else { return };
    // Its QUIC half would only help to guess one's public address.
    endpoint.insert_relay(url.clone(), Arc::new(RelayConfig::new(url, None))).await;
}

/// Uses those relays alone that are named now: one that the city has withdrawn is not called any more.
pub(super) async fn keep(endpoint: &Endpoint, used: &mut BTreeSet<String>, named: BTreeSet<String>) {
    for url in used.difference(&named).filter_map(|text| read(text)) {
        endpoint.remove_relay(&url).await;
    }
    *used = named;
}

/// A device's address from what was told of it: sockets, and relays by their URL.
pub(super) async fn address(endpoint: &Endpoint, id: PublicKey, told: &[String]) -> EndpointAddr {
    let mut known = Vec::with_capacity(told.len());
    for text in told {
        if let Ok(socket) = text.parse() {
            known.push(TransportAddr::Ip(socket));
        } else if let Some(url) = read(text) {
            add(endpoint, text).await;
            known.push(TransportAddr::Relay(url));
        }
    }
    EndpointAddr::from_parts(id, known)
}

/// A relay's URL; nothing when it is none.
pub(crate) fn read(text: &str) -> Option<RelayUrl> {
    let named = text.starts_with("https://") || text.starts_with("http://");
    if named && text.len() <= URL_CHARS_MAX { text.parse().ok() } else { None }
}

/// A longer URL is none.
const URL_CHARS_MAX: usize = 200;

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_relay_is_named_by_a_web_address() {
        assert!(read("https://relay.bordeaux.example").is_some());
        assert!(read("http://192.168.1.10:3340/").is_some());
        for other in ["", "192.168.1.10:4700", "relay.bordeaux.example", "ftp://relay", "https://"] {
            assert!(read(other).is_none(), "{other}");
        }
    }
}
