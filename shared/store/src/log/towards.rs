use crate::owner::{Owner, audiences};
use crate::value::{column, id, minute, number, rows, small};
use crate::{Reader, StoreError};
use mainforte_api::{PeerRow, PeerState};
use mainforte_domain::{DeviceId, Minute, OrgId};
use mainforte_sync::LastSeen;
use rusqlite::Connection;

/// More than this is not counted: it is much.
const WAITING_MAX: i64 = 9_999;

/// Another device with how far it has this log.
struct Known {
    device: DeviceId,
    name: String,
    org: OrgId,
    seen: Option<Minute>,
    acked: i64,
    posted: i64,
}

impl Reader {
    /// Other devices that are not shut out: those of one's own organisation, and those that were heard of; each with the
    /// changes that have yet to leave towards it. What the hub has confirmed, or keeps in its mailbox, has left.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn peer_states(&self, me: &DeviceId, hub: Option<&DeviceId>) -> Result<Vec<PeerState>, StoreError> {
        let reading = self.at_once()?;
        let Some(owner) = Owner::read(&reading)? else { return Ok(Vec::new()) };
        let names = self.organisation_names()?;
        let known = known(&reading, &owner, me)?;
        let at_hub = known.iter().find(|known| Some(&known.device) == hub).map_or(0, |known| known.acked);
        let mut states = Vec::with_capacity(known.len());
        for peer in known {
            let waiting = waiting(&reading, &owner, &peer, hub, at_hub)?;
            let Known { device, name, org, seen: last_seen, .. } = peer;
            let org_name = names.of(&org);
            states.push(PeerState {
                peer: PeerRow { device, name, org_name, connected: false, last_seen },
                org,
                waiting,
                way: None,
                brought: None,
            });
        }
        Ok(states)
    }

    /// Devices that were heard of since then, the latest first, at most `count`.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn seen_since(&self, since: Minute, count: usize) -> Result<Vec<LastSeen>, StoreError> {
        let sql = "SELECT p.device, p.seen FROM peers p JOIN devices d ON d.device = p.device
            WHERE p.seen >= ?1 AND d.revoked = 0 ORDER BY p.seen DESC LIMIT ?2";
        let limit = i64::try_from(count).unwrap_or(i64::MAX);
        rows(&self.connection, "listing who was heard of", sql, (since.0, limit), |row| {
            Ok(LastSeen { device: DeviceId(row.get(0)?), at: minute(row, 1)? })
        })
    }
}

fn known(connection: &Connection, owner: &Owner, me: &DeviceId) -> Result<Vec<Known>, StoreError> {
    let sql = "SELECT d.device, d.name, d.org, p.seen, coalesce(p.acked, 0), coalesce(q.position, 0) FROM devices d
        LEFT JOIN peers p ON p.device = d.device LEFT JOIN posted q ON q.device = d.device
        WHERE d.revoked = 0 AND d.device <> ?1 AND (d.org = ?2 OR p.device IS NOT NULL OR d.role = 'hub')
        ORDER BY d.org, d.name, d.device";
    rows(connection, "listing the other devices", sql, (me.0, owner.org.as_str()), |row| {
        let seen: Option<i64> = row.get(3)?;
        Ok(Known {
            device: DeviceId(row.get(0)?),
            name: row.get(1)?,
            org: id(row, 2)?,
            seen: seen.map(Minute),
            acked: row.get(4)?,
            posted: row.get(5)?,
        })
    })
}

fn waiting(
    connection: &Connection,
    owner: &Owner,
    peer: &Known,
    hub: Option<&DeviceId>,
    at_hub: i64,
) -> Result<u32, StoreError> {
    let doing = "counting what waits for a device";
    let [everyone, city, org] = audiences(&peer.org, Some(&owner.city));
    let shared = peer.acked.max(at_hub);
    let sql = "SELECT count(*) FROM (SELECT 1 FROM changes WHERE position > ?1
        AND (source IS NULL OR (source <> ?2 AND source <> ?3))
        AND (reader IN (?4, ?5, ?6) OR (owner = ?7 AND reader <> '')) LIMIT ?8)";
    let hub = hub.map_or(&[][..], |hub| &hub.0);
    let key = (shared, peer.device.0, hub, everyone, city, org, peer.org.as_str(), WAITING_MAX);
    let mut waiting = number(connection, doing, sql, key)?;
    if peer.org == owner.org {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM changes WHERE position > ?1 AND owner = ?2 AND reader = ''
            AND (source IS NULL OR source <> ?3) LIMIT ?4)";
        let key = (peer.acked.max(peer.posted), peer.org.as_str(), peer.device.0, WAITING_MAX);
        waiting += number(connection, doing, sql, key)?;
    }
    Ok(small(waiting.min(column(WAITING_MAX.unsigned_abs()))))
}
