use crate::value::{first, number, rows, small};
use crate::{Reader, StoreError};
use mainforte_documents::ChangeHash;
use mainforte_domain::{DeviceId, DocumentId, OrgId};
use mainforte_sync::{Reason, Seal, SealedChange};

/// A device that leaves out more numbers than this between two seals means harm: what comes after does not stand.
const COUNTER_GAP_MAX: u64 = 65_536;

/// A refused change that may be taken once an honest device's work builds on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The change.
    pub change: SealedChange,
    /// Its seal.
    pub seal: Seal,
}

impl Reader {
    /// The refused changes of a document that may still be taken.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn waiting(&self, document: &DocumentId) -> Result<Vec<Waiting>, StoreError> {
        self.kept_apart(document, false)
    }

    /// The refused changes of a document whose twins stand, and what builds on them: they stand in turn should the twins fall.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn outranked(&self, document: &DocumentId) -> Result<Vec<Waiting>, StoreError> {
        self.kept_apart(document, true)
    }

    /// The refused changes whose seals named a trust entry that was not known here yet.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn waiting_for_trust(&self) -> Result<Vec<Waiting>, StoreError> {
        let doing = "reading what waits for the trust log";
        let sql =
            "SELECT document, hash, bytes, seal FROM quarantine WHERE reason = ?1 AND seal IS NOT NULL ORDER BY id";
        let found = rows(&self.connection, doing, sql, [Reason::AHEAD_OF_TRUST], |row| {
            Ok((crate::value::id(row, 0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
        found.into_iter().map(|(document, hash, bytes, seal)| whole(document, hash, bytes, seal)).collect()
    }

    fn kept_apart(&self, document: &DocumentId, about_twins: bool) -> Result<Vec<Waiting>, StoreError> {
        let doing = "reading what waits in quarantine";
        let [twin, built_on] = Reason::ABOUT_TWINS;
        let sql = "SELECT hash, bytes, seal FROM quarantine
            WHERE document = ?1 AND seal IS NOT NULL AND (reason IN (?2, ?3)) = ?4 ORDER BY id";
        let found = rows(&self.connection, doing, sql, (document.to_string(), twin, built_on, about_twins), |row| {
            Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?))
        })?;
        found.into_iter().map(|(hash, bytes, seal)| whole(document.clone(), hash, bytes, seal)).collect()
    }

    /// The highest counter of a device's seals held here that follows on the others: what of its work stands when it is
    /// shut out now. One that skips numbers to be "before" whatever it writes later gains little by it.
    ///
    /// # Errors
    /// When the seals cannot be read.
    pub fn last_counter(&self, device: &DeviceId) -> Result<u64, StoreError> {
        let sql = "SELECT counter FROM seals WHERE device = ?1 AND counter >= 0 ORDER BY counter";
        let counters: Vec<i64> = rows(&self.connection, "reading a device's seals", sql, [device.0], |row| row.get(0))?;
        let follows = |last: u64, next: u64| (next.saturating_sub(last) <= COUNTER_GAP_MAX).then_some(next);
        let counters = counters.into_iter().map(i64::cast_unsigned);
        Ok(counters.scan(0, |last, next| follows(*last, next).inspect(|next| *last = *next)).last().unwrap_or(0))
    }

    /// Whether another seal of that device with the same counter is held.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn sealed_otherwise(&self, seal: &Seal) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM seals WHERE device = ?1 AND counter = ?2 AND (digests <> ?3 OR trust <> ?4)";
        let key = (seal.device.0, seal.counter.cast_signed(), seal.digests.concat(), seal.trust.cast_signed());
        Ok(number(&self.connection, "looking for a seal", sql, key)? > 0)
    }

    /// Documents of `org` with changes by `device` that not everybody takes: sealed beyond `stands_until`, or under a counter
    /// used twice.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn in_doubt(&self, org: &OrgId, device: &DeviceId, stands_until: u64) -> Result<Vec<DocumentId>, StoreError> {
        let sql =
            "SELECT DISTINCT d.id FROM seals s JOIN changes c ON c.seal = s.num JOIN documents d ON d.num = c.document
            WHERE s.device = ?1 AND d.owner = ?2 AND (s.counter > ?3 OR s.counter < 0
              OR EXISTS (SELECT 1 FROM seals t WHERE t.device = s.device AND t.counter = s.counter AND t.num <> s.num))
            ORDER BY d.id";
        let key = (device.0, org.as_str(), crate::value::column(stands_until));
        rows(&self.connection, "reading what a device wrote", sql, key, |row| crate::value::id(row, 0))
    }

    /// Documents of `org` with changes that `device` sealed beyond `stands_until`.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn sealed_beyond(
        &self,
        org: &OrgId,
        device: &DeviceId,
        stands_until: u64,
    ) -> Result<Vec<DocumentId>, StoreError> {
        let sql =
            "SELECT DISTINCT d.id FROM seals s JOIN changes c ON c.seal = s.num JOIN documents d ON d.num = c.document
            WHERE s.device = ?1 AND d.owner = ?2 AND (s.counter > ?3 OR s.counter < 0) ORDER BY d.id";
        let key = (device.0, org.as_str(), crate::value::column(stands_until));
        rows(&self.connection, "reading what a device wrote last", sql, key, |row| crate::value::id(row, 0))
    }

    /// How many changes are held that `device` sealed beyond `stands_until`.
    ///
    /// # Errors
    /// When they cannot be counted.
    pub fn count_beyond(&self, device: &DeviceId, stands_until: u64) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM seals s JOIN changes c ON c.seal = s.num
            WHERE s.device = ?1 AND (s.counter > ?2 OR s.counter < 0)";
        let key = (device.0, crate::value::column(stands_until));
        Ok(small(number(&self.connection, "counting what a device wrote last", sql, key)?))
    }

    /// Who sealed a change.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn sealer(&self, hash: &[u8; 32]) -> Result<Option<DeviceId>, StoreError> {
        let sql = "SELECT s.device FROM changes c JOIN seals s ON s.num = c.seal WHERE c.hash = ?1";
        first(&self.connection, "looking for a change's author", sql, [hash], |row| Ok(DeviceId(row.get(0)?)))
    }
}

fn whole(document: DocumentId, hash: ChangeHash, bytes: Vec<u8>, seal: Vec<u8>) -> Result<Waiting, StoreError> {
    let read = postcard::from_bytes(&seal);
    let (seal, index) = read.map_err(|error| StoreError::damaged("reading what waits in quarantine", error))?;
    Ok(Waiting { change: SealedChange { index, document, hash, bytes }, seal })
}
