//! By which way a connection goes at this moment; it may begin through the relay and find a direct way later.

use iroh::TransportAddr;
use iroh::endpoint::Connection;
use mainforte_api::Way;
use std::net::{IpAddr, SocketAddr};

/// The way of the path that packets take now.
pub(crate) fn of(connection: &Connection) -> Option<Way> {
    let paths = connection.paths();
    let taken = paths.iter().find(|path| path.is_selected()).or_else(|| paths.iter().next())?;
    Some(match taken.remote_addr() {
        TransportAddr::Ip(socket) => to(socket, links),
        _ => Way::Relay,
    })
}

/// A network that this machine is on.
#[derive(Debug, Clone, Copy)]
struct Link {
    /// This machine's address on it.
    own: IpAddr,
    /// So many leading bits are the same for all addresses of that network.
    prefix: u8,
}

impl Link {
    fn reaches(&self, other: IpAddr) -> bool {
        let (own, other, length) = match (self.own, other) {
            (IpAddr::V4(own), IpAddr::V4(other)) => (u128::from(own.to_bits()), u128::from(other.to_bits()), 32),
            (IpAddr::V6(own), IpAddr::V6(other)) => (own.to_bits(), other.to_bits(), 128),
            _ => return false,
        };
        // A network without a prefix is the whole world: what a private network that takes all traffic says of itself.
        let rest = u32::from(length - self.prefix.min(length));
        self.prefix > 0 && own.checked_shr(rest) == other.checked_shr(rest)
    }
}

/// The networks that this machine is on now; none where the system does not say.
fn links() -> Vec<Link> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::debug!(%error, "the system does not name its networks");
        Vec::new()
    });
    let links = interfaces.into_iter().map(|interface| match interface.addr {
        if_addrs::IfAddr::V4(v4) => Link { own: v4.ip.into(), prefix: v4.prefixlen },
        if_addrs::IfAddr::V6(v6) => Link { own: v6.ip.into(), prefix: v6.prefixlen },
    });
    links.collect()
}

/// An address of a building says so by itself, or is on a network that this machine is on too: many a school's or town hall's
/// computers have addresses that the whole internet knows, and so has nearly every one that speaks IPv6.
fn to(socket: &SocketAddr, links: impl FnOnce() -> Vec<Link>) -> Way {
    let address = socket.ip().to_canonical();
    let is_private = match address {
        IpAddr::V4(ip) => ip.is_private() || ip.is_loopback() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    };
    let is_near = is_private || links().iter().any(|link| link.reaches(address));
    if is_near { Way::LocalNetwork } else { Way::Direct }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(to_whom: &str, on: &[(&str, u8)]) -> Way {
        let links = on.iter().map(|&(own, prefix)| Link { own: own.parse().unwrap(), prefix });
        to(&to_whom.parse().unwrap(), || links.collect())
    }

    #[test]
    fn an_address_of_the_building_is_the_local_network() {
        for near in
            ["192.168.1.10:4700", "10.0.0.2:1", "127.0.0.1:1", "[fe80::1]:1", "[fd00::1]:1", "[::ffff:10.0.0.2]:1"]
        {
            assert_eq!(way(near, &[]), Way::LocalNetwork, "{near}");
        }
        for far in ["80.67.169.12:4700", "[2001:910:800::12]:4700"] {
            assert_eq!(way(far, &[]), Way::Direct, "{far}");
        }
    }

    #[test]
    fn so_is_a_public_address_on_a_network_that_this_machine_is_on() {
        let own = [("80.67.169.33", 27), ("2001:910:800::1", 64), ("203.0.113.9", 32)];
        for near in ["80.67.169.40:4700", "[2001:910:800::12]:4700", "[::ffff:80.67.169.40]:1", "203.0.113.9:1"] {
            assert_eq!(way(near, &own), Way::LocalNetwork, "{near}");
        }
        for far in ["80.67.169.12:4700", "[2001:910:800:1::12]:4700", "203.0.113.8:1"] {
            assert_eq!(way(far, &own), Way::Direct, "{far}");
        }
    }

    #[test]
    fn a_network_that_takes_all_traffic_makes_nobody_a_neighbour() {
        assert_eq!(way("80.67.169.12:4700", &[("9.9.9.9", 0), ("2001:db8::1", 0)]), Way::Direct);
    }

    #[test]
    fn this_machine_is_on_networks_of_its_own() {
        let loopback: IpAddr = "127.0.0.1".parse().unwrap();
        assert!(links().iter().any(|link| link.reaches(loopback)));
    }
}
