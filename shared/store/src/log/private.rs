use super::LogSlice;
use super::sealed::{COLUMNS, Gathering, read};
use crate::error::Doing;
use crate::store::last_position;
use crate::value::{column, number};
use crate::{Reader, StoreError};
use mainforte_domain::{DeviceId, OrgId};
use mainforte_sync::Mark;
use std::ops::Range;

impl Reader {
    /// Whether `author` wrote something that an organisation alone reads, after the first of two positions and up to the other.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn has_private_of(&self, org: &OrgId, author: &DeviceId, between: Range<u64>) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM changes c JOIN seals s ON s.num = c.seal
            WHERE c.owner = ?1 AND c.reader = '' AND c.position > ?2 AND c.position <= ?3 AND s.device = ?4)";
        let key = (org.as_str(), column(between.start), column(between.end), author.0);
        Ok(number(&self.connection, "looking for what was written here", sql, key)? > 0)
    }

    /// What came after position `after` that an organisation alone reads, about `budget_bytes` of it and one change at least:
    /// what the mailbox carries. What `left_out` brought is left out.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn private_after(
        &self,
        org: &OrgId,
        left_out: Option<&DeviceId>,
        after: u64,
        budget_bytes: usize,
    ) -> Result<LogSlice, StoreError> {
        let doing = "reading the log for the mailbox";
        let reading = self.at_once()?;
        let end = last_position(&reading)?;
        let sql = format!(
            "SELECT {COLUMNS}, c.position FROM changes c JOIN documents d ON d.num = c.document
             WHERE c.owner = ?1 AND c.reader = '' AND c.position > ?2 AND c.source IS NOT ?3 ORDER BY c.position"
        );
        // No device brought what is nobody's: with an impossible one, nothing is left out.
        let left_out: &[u8] = left_out.map_or(&[], |device| &device.0);
        let mut statement = reading.prepare_cached(&sql).doing(doing)?;
        let mut found = statement.query((org.as_str(), column(after), left_out)).doing(doing)?;
        let mut gathering = Gathering::new(&reading);
        let (mut weight, mut reached, mut more) = (0, end, false);
        let mut last = after;
        while let Some(row) = found.next().doing(doing)? {
            if weight > 0 && weight >= budget_bytes {
                (reached, more) = (last, true);
                break;
            }
            let (seal, change) = read(row).doing(doing)?;
            weight += gathering.add(seal, change)?;
            last = crate::value::count(row.get(5).doing(doing)?);
        }
        let position = reached.max(after.min(end));
        let chain = super::chain_at(&reading, position)?;
        let chain = chain.ok_or_else(|| StoreError::damaged(doing, "the chain has a gap"))?;
        Ok(LogSlice { sealed: gathering.finish(), mark: Mark { position, chain }, more })
    }
}
