//! Finding colleagues' laptops on the local network, when the person has switched it on.

use iroh::Endpoint;
use iroh_mdns_address_lookup::MdnsAddressLookup;

/// The service's name on the network. Not iroh's own: other programs neither see these laptops nor are seen.
const SERVICE: &str = "mainforte";

/// Tells the local network where this device listens, and looks there for the devices that are to be dialled. Who answers
/// is known by its key, and only devices of one's own association are dialled. A network that allows no multicast is no
/// reason to stay alone: then there are the addresses that were told.
pub(super) fn look_around(endpoint: &Endpoint) {
    let lookup = match MdnsAddressLookup::builder().service_name(SERVICE).build(endpoint.id()) {
        Ok(lookup) => lookup,
        Err(error) => {
            tracing::warn!(%error, "the local network cannot be searched");
            return;
        }
    };
    match endpoint.address_lookup() {
        Ok(services) => services.add(lookup),
        Err(error) => tracing::warn!(%error, "the local network cannot be searched"),
    }
}
