use super::sealed::{COLUMNS, Gathering, read};
use crate::error::Doing;
use crate::owner::{Owner, audiences};
use crate::store::last_position;
use crate::value::{column, count, first};
use crate::{Reader, StoreError};
use mainforte_domain::{DeviceId, OrgId};
use mainforte_sync::{Mark, Sealed, SealedChange};
use rusqlite::Connection;

/// A part of this device's log, as one peer may have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogSlice {
    /// The changes, under their seals.
    pub sealed: Vec<Sealed>,
    /// How far the log has been gone through with this: the peer's next cursor.
    pub mark: Mark,
    /// Whether there is more for the peer after it.
    pub more: bool,
}

impl Reader {
    /// What came after position `after` that `peer_org` may read, up to about `budget_bytes` on the wire, and one change at
    /// least; up to twice as much where a seal is whole then. What `peer` itself brought is left out unless it is to be sent
    /// back (`echo`). Costs what came since, for that organisation alone.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn log_after(
        &self,
        peer: &DeviceId,
        peer_org: &OrgId,
        after: u64,
        echo: bool,
        budget_bytes: usize,
    ) -> Result<LogSlice, StoreError> {
        let doing = "reading the log for a peer";
        let reading = self.at_once()?;
        let end = last_position(&reading)?;
        let mut positions = reading.prepare_cached(READABLE_AFTER).doing(doing)?;
        let [everyone, city, org] = audiences(peer_org, Owner::read(&reading)?.as_ref().map(|owner| &owner.city));
        // No device brought what is nobody's: with an impossible one, nothing is left out.
        let left_out: &[u8] = if echo { &[] } else { &peer.0 };
        let key = (peer_org.as_str(), everyone, city, org, column(after), left_out);
        let mut positions = positions.query(key).doing(doing)?;
        let mut gathering = Gathering::new(&reading);
        let (mut reached, mut more) = (after.min(end), false);
        while let Some(row) = positions.next().doing(doing)? {
            let position: i64 = row.get(0).doing(doing)?;
            let (seal, change) = change_at(&reading, position)?;
            if !gathering.has_room_for(seal, &change, budget_bytes) {
                more = true;
                break;
            }
            gathering.add(seal, change)?;
            reached = count(position);
        }
        let position = if more { reached } else { end };
        let chain = super::chain_at(&reading, position)?;
        let chain = chain.ok_or_else(|| StoreError::damaged(doing, "the chain has a gap"))?;
        Ok(LogSlice { sealed: gathering.finish(), mark: Mark { position, chain }, more })
    }
}

/// Four ranges of an index each, merged: what the organisation owns, and what it may read for each reason.
pub(crate) const READABLE_AFTER: &str = "
    SELECT position FROM changes WHERE owner = ?1 AND position > ?5 AND source IS NOT ?6
    UNION ALL
    SELECT position FROM changes WHERE reader = ?2 AND reader <> '' AND position > ?5 AND source IS NOT ?6 AND owner <> ?1
    UNION ALL
    SELECT position FROM changes WHERE reader = ?3 AND reader <> '' AND position > ?5 AND source IS NOT ?6 AND owner <> ?1
    UNION ALL
    SELECT position FROM changes WHERE reader = ?4 AND reader <> '' AND position > ?5 AND source IS NOT ?6 AND owner <> ?1
    ORDER BY position";

/// A change and the row of its seal.
fn change_at(connection: &Connection, position: i64) -> Result<(i64, SealedChange), StoreError> {
    let doing = "reading a change";
    let sql = format!("SELECT {COLUMNS} FROM changes c JOIN documents d ON d.num = c.document WHERE c.position = ?1");
    let found = first(connection, doing, &sql, [position], read)?;
    found.ok_or_else(|| StoreError::damaged(doing, "it has no document"))
}
