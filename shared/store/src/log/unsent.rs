use crate::owner::{Owner, audiences};
use crate::value::{id, number, rows, small};
use crate::{Reader, StoreError};
use mainforte_domain::OrgId;
use rusqlite::Connection;

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
        let reached = reached(&reading)?;
        let audiences_here: Vec<(OrgId, String)> =
            rows(&reading, doing, AUDIENCES, [], |row| Ok((id(row, 0)?, row.get(1)?)))?;
        let mut unsent = 0;
        for (of, reader) in audiences_here {
            let may_read = |org: &OrgId| *org == of || audiences(org, Some(&owner.city)).contains(&reader);
            // What nobody else may read lies safe in the mailbox, too.
            let up_to = |reached: &Reached| if reader.is_empty() { reached.deposited } else { reached.confirmed };
            let Some(up_to) = reached.iter().filter(|reached| may_read(&reached.org)).map(up_to).max() else {
                continue;
            };
            let sql = "SELECT count(*) FROM changes
                WHERE source IS NULL AND owner = ?1 AND reader = ?2 AND position > ?3";
            unsent += number(&reading, doing, sql, (of.as_str(), &reader, up_to))?;
        }
        Ok(small(unsent))
    }
}

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

/// How far the other devices of an organisation have this log: the one that has most of it.
struct Reached {
    org: OrgId,
    confirmed: i64,
    /// Or can have it from the mailbox.
    deposited: i64,
}

/// This device is not among its own peers.
fn reached(connection: &Connection) -> Result<Vec<Reached>, StoreError> {
    let sql = "SELECT d.org, max(coalesce(p.acked, 0)), max(max(coalesce(p.acked, 0), coalesce(q.position, 0)))
         FROM devices d LEFT JOIN peers p ON p.device = d.device LEFT JOIN posted q ON q.device = d.device
         WHERE d.revoked = 0 AND d.device IS NOT (SELECT value FROM meta WHERE key = 'device') GROUP BY d.org";
    rows(connection, "reading what peers have", sql, [], |row| {
        Ok(Reached { org: id(row, 0)?, confirmed: row.get(1)?, deposited: row.get(2)? })
    })
}
