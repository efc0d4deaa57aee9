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
        TransportAddr::Ip(socket) => to(socket),
        _ => Way::Relay,
    })
}

fn to(socket: &SocketAddr) -> Way {
    let is_near = match socket.ip().to_canonical() {
        IpAddr::V4(ip) => ip.is_private() || ip.is_loopback() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    };
    if is_near { Way::LocalNetwork } else { Way::Direct }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_the_building_is_the_local_network() {
        for near in
            ["192.168.1.10:4700", "10.0.0.2:1", "127.0.0.1:1", "[fe80::1]:1", "[fd00::1]:1", "[::ffff:10.0.0.2]:1"]
        {
            assert_eq!(to(&near.parse().unwrap()), Way::LocalNetwork, "{near}");
        }
        for far in ["80.67.169.12:4700", "[2001:910:800::12]:4700"] {
            assert_eq!(to(&far.parse().unwrap()), Way::Direct, "{far}");
        }
    }
}
