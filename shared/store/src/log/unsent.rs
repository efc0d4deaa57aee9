use crate::owner::{Owner, audiences};
use crate::value::{id, number, rows, small};
use crate::{Reader, StoreError};
use mainforte_domain::OrgId;
use rusqlite::Connection;
use std::collections::BTreeMap;

impl Reader {
    /// How many changes made here no other device that may read them has confirmed. Changes that no other device may read,
    /// those to one's own people on an association's only laptop, wait for nobody and do not count.
    ///
    /// # Errors
    /// When they cannot be counted.
    pub fn unsent(&self) -> Result<u32, StoreError> {
        let doing = "counting the changes to send";
        let reading = self.at_once()?;
        let Some(owner) = Owner::read(&reading)? else { return Ok(0) };
        let (confirmed, deposited) = (confirmed(&reading, CONFIRMED)?, confirmed(&reading, DEPOSITED)?);
        let audiences_here: Vec<(OrgId, String)> =
            rows(&reading, doing, AUDIENCES, [], |row| Ok((id(row, 0)?, row.get(1)?)))?;
        let mut unsent = 0;
        for (of, reader) in audiences_here {
            let may_read = |org: &OrgId| *org == of || audiences(org, Some(&owner.city)).contains(&reader);
            // What nobody else may read lies safe in the mailbox, too.
            let confirmed = if reader.is_empty() { &deposited } else { &confirmed };
            let confirmed = confirmed.iter().filter(|(org, _)| may_read(org)).map(|(_, position)| *position).max();
            let Some(confirmed) = confirmed else { continue };
            let sql = "SELECT count(*) FROM changes
                WHERE source IS NULL AND owner = ?1 AND reader = ?2 AND position > ?3";
            unsent += number(&reading, doing, sql, (of.as_str(), reader, confirmed))?;
        }
        Ok(small(unsent))
    }
}

const CONFIRMED: &str = "coalesce(p.acked, 0)";
const DEPOSITED: &str = "max(coalesce(p.acked, 0), coalesce(q.position, 0))";

/// Each pair of owner and reader once, jumping from one to the next in the index: `DISTINCT` would walk over every document.
pub(crate) const AUDIENCES: &str = "
    WITH RECURSIVE audience (owner, reader) AS (
      SELECT * FROM (SELECT owner, reader FROM documents ORDER BY owner, reader LIMIT 1)
      UNION ALL
      SELECT d.owner, d.reader FROM audience a JOIN documents d ON d.num = coalesce(
        (SELECT num FROM documents WHERE owner = a.owner AND reader > a.reader ORDER BY reader LIMIT 1),
        (SELECT num FROM documents WHERE owner > a.owner ORDER BY owner, reader LIMIT 1))
    )
    SELECT owner, reader FROM audience";

/// How far the other devices of each organisation have this log: the one that has most of it. This device is not among its
/// own peers.
fn confirmed(connection: &Connection, reach: &str) -> Result<BTreeMap<OrgId, i64>, StoreError> {
    let sql = format!(
        "SELECT d.org, max({reach}) FROM devices d
         LEFT JOIN peers p ON p.device = d.device LEFT JOIN posted q ON q.device = d.device
         WHERE d.revoked = 0 AND d.device IS NOT (SELECT value FROM meta WHERE key = 'device') GROUP BY d.org"
    );
    let confirmed = rows(connection, "reading what peers have", &sql, [], |row| Ok((id(row, 0)?, row.get(1)?)))?;
    Ok(confirmed.into_iter().collect())
}
