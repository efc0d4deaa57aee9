use super::sealed::{COLUMNS, Gathering, read};
use crate::owner::{Owner, audiences};
use crate::store::last_position;
use crate::value::{Hashes, column, first, id, rows};
use crate::{Reader, StoreError};
use mainforte_api::DigestRow;
use mainforte_domain::{DocumentId, OrgId};
use mainforte_sync::{HashPrefix, Mark, Sealed, SealedChange};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// A page of what an organisation may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingPage {
    /// Documents by id, with their digests.
    pub documents: Vec<(DocumentId, [u8; 32])>,
    /// The end of the log when they were read.
    pub mark: Mark,
    /// Further documents follow the last of these.
    pub more: bool,
}

impl Reader {
    /// At most `count` documents that an organisation may read, with ids above `after`, by id, each with its digest: all
    /// change hashes combined by exclusive or.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn listing(
        &self,
        peer_org: &OrgId,
        after: Option<&DocumentId>,
        count: usize,
    ) -> Result<ListingPage, StoreError> {
        let doing = "listing what a peer may read";
        let reading = self.at_once()?;
        let [everyone, city, org] = audiences(peer_org, Owner::read(&reading)?.as_ref().map(|owner| &owner.city));
        let sql = "SELECT id, digest FROM documents WHERE owner = ?1 AND id > ?5
            UNION ALL SELECT id, digest FROM documents WHERE reader IN (?2, ?3, ?4) AND owner <> ?1 AND id > ?5
            ORDER BY id LIMIT ?6";
        let after = after.map(DocumentId::to_string).unwrap_or_default();
        let one_more = count.saturating_add(1);
        let limit = i64::try_from(one_more).unwrap_or(i64::MAX);
        let mut documents = rows(&reading, doing, sql, (peer_org.as_str(), everyone, city, org, after, limit), digest)?;
        let more = documents.len() == one_more;
        documents.truncate(count);
        let position = last_position(&reading)?;
        let chain = super::chain_at(&reading, position)?;
        let chain = chain.ok_or_else(|| StoreError::damaged(doing, "the chain has a gap"))?;
        Ok(ListingPage { documents, mark: Mark { position, chain }, more })
    }

    /// Of what a peer holds: the documents of which this device holds something else or nothing, each with the first bytes of
    /// the hashes of the changes that are here.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn compare(&self, theirs: &[(DocumentId, [u8; 32])]) -> Result<Vec<(DocumentId, Vec<HashPrefix>)>, StoreError> {
        let reading = self.at_once()?;
        let mut wanted = Vec::new();
        for (document, theirs) in theirs {
            let sql = "SELECT id, digest FROM documents WHERE id = ?1";
            let ours = first(&reading, "comparing a document", sql, [document.to_string()], digest)?;
            if ours.is_none_or(|(_, ours)| ours != *theirs) {
                wanted.push((document.clone(), hash_prefixes(&reading, document)?));
            }
        }
        Ok(wanted)
    }

    /// The digest of each document, in hex, to compare what two devices hold.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn digests(&self) -> Result<Vec<DigestRow>, StoreError> {
        let sql = "SELECT id, digest FROM documents ORDER BY id";
        let digests = rows(&self.connection, "reading the digests", sql, [], digest)?;
        let hex = |digest: [u8; 32]| blake3::Hash::from_bytes(digest).to_hex().to_string();
        Ok(digests.into_iter().map(|(document, bytes)| DigestRow { document, digest: hex(bytes) }).collect())
    }

    /// Of each document the changes whose hashes begin otherwise than these; none of one that the organisation may not
    /// read. In the order of the log up to position `until`, as far as about so many bytes go, and how many of the
    /// documents that were.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn missing(
        &self,
        wanted: &[(DocumentId, Vec<HashPrefix>)],
        peer_org: &OrgId,
        until: u64,
        budget_bytes: usize,
    ) -> Result<(Vec<Sealed>, usize), StoreError> {
        let reading = self.at_once()?;
        let city = Owner::read(&reading)?.map(|owner| owner.city);
        let (mut found, mut weight, mut documents) = (BTreeMap::new(), 0, 0);
        for (document, have) in wanted {
            if weight >= budget_bytes {
                break;
            }
            let have: BTreeSet<&[u8]> = have.iter().map(HashPrefix::as_slice).collect();
            let lacking = |change: &SealedChange| !change.hash.get(..8).is_some_and(|prefix| have.contains(prefix));
            for (position, seal, change) in readable(&reading, document, peer_org, city.as_ref())? {
                if position <= column(until) && lacking(&change) {
                    weight += change.weight();
                    found.insert(position, (seal, change));
                }
            }
            documents += 1;
        }
        let mut gathering = Gathering::new(&reading);
        for (seal, change) in found.into_values() {
            gathering.add(seal, change)?;
        }
        Ok((gathering.finish(), documents))
    }

    /// All changes of a document; none when the organisation may not read it.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn changes(&self, document: &DocumentId, peer_org: &OrgId) -> Result<Vec<Sealed>, StoreError> {
        Ok(self.missing(&[(document.clone(), Vec::new())], peer_org, u64::MAX, usize::MAX)?.0)
    }
}

/// The changes of a document with their positions and the rows of their seals.
fn readable(
    connection: &Connection,
    document: &DocumentId,
    peer_org: &OrgId,
    city: Option<&OrgId>,
) -> Result<Vec<(i64, i64, SealedChange)>, StoreError> {
    // Before joining there is no city: then only owners read.
    if !city.map_or(document.owner() == peer_org, |city| document.readable_by(peer_org, city)) {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS}, c.position FROM changes c JOIN documents d ON d.num = c.document
         WHERE d.id = ?1 ORDER BY c.position"
    );
    rows(connection, "reading what a peer lacks", &sql, [document.to_string()], |row| {
        let (seal, change) = read(row)?;
        Ok((row.get(5)?, seal, change))
    })
}

fn hash_prefixes(connection: &Connection, document: &DocumentId) -> Result<Vec<HashPrefix>, StoreError> {
    let sql = "SELECT substr(c.hash, 1, 8) FROM changes c JOIN documents d ON d.num = c.document
        WHERE d.id = ?1 ORDER BY c.position";
    rows(connection, "listing a document's changes", sql, [document.to_string()], |row| row.get(0))
}

fn digest(row: &rusqlite::Row<'_>) -> rusqlite::Result<(DocumentId, [u8; 32])> {
    let digest: Hashes = row.get(1)?;
    Ok((id(row, 0)?, digest.0.first().copied().unwrap_or_default()))
}
