use super::{Commit, quarantine};
use crate::owner::{audience, meta};
use crate::store::{last_position, set_meta};
use crate::value::{Hashes, column, first, write};
use crate::{StoreError, log::chain_at};
use mainforte_documents::ChangeHash;
use mainforte_domain::DocumentId;
use mainforte_sync::{Mark, Seal, SealedChange};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

const COUNTER: &str = "seal-counter";
/// Which device this is, as its seals say.
const DEVICE: &str = "device";

/// A document's row, as far as the log needs it.
struct Filed {
    num: i64,
    owner: String,
    reader: String,
    digest: [u8; 32],
}

/// Where the log stands, before a commit and with it.
pub(super) struct Reached {
    pub(super) before: u64,
    pub(super) mark: Mark,
    /// Changes of the commit that were held already.
    pub(super) passed_over: BTreeSet<ChangeHash>,
    /// Some had been refused before.
    pub(super) released: bool,
}

/// Appends a commit's changes with their seals, and brings the documents' digests up to date. Nothing when it brings none.
pub(super) fn append(connection: &Connection, commit: &Commit) -> Result<Option<Reached>, StoreError> {
    if commit.sealed.is_empty() {
        return Ok(None);
    }
    let before = last_position(connection)?;
    let mut position = before;
    let mut passed_over = BTreeSet::new();
    let mut released = false;
    let mut chain = chain_at(connection, position)?
        .ok_or_else(|| StoreError::damaged("reading the log's end", "its chain is missing"))?;
    let mut filed = BTreeMap::new();
    let quarantine = !quarantine::is_empty(connection)?;
    for sealed in &commit.sealed {
        let mut seal = None;
        for change in &sealed.changes {
            if is_held(connection, &change.hash)? {
                passed_over.insert(change.hash);
                continue;
            }
            let seal = match seal {
                Some(seal) => seal,
                None => *seal.insert(keep_seal(connection, &sealed.seal)?),
            };
            let document = match filed.entry(&change.document) {
                std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::btree_map::Entry::Vacant(new) => new.insert(file(connection, &change.document)?),
            };
            position += 1;
            chain = next_link(&chain, &change.hash);
            insert(connection, commit, (seal, change), document, (position, &chain))?;
            released |= quarantine && quarantine::release(connection, &change.hash)?;
            document.digest.iter_mut().zip(change.hash).for_each(|(digest, hash)| *digest ^= hash);
        }
    }
    for document in filed.values() {
        let sql = "UPDATE documents SET digest = ?2 WHERE num = ?1";
        write(connection, "updating a document's digest", sql, (document.num, document.digest))?;
    }
    if commit.source.is_none() {
        count_seals(connection, commit)?;
    }
    Ok(Some(Reached { before, mark: Mark { position, chain }, passed_over, released }))
}

/// The next link of the log's chain.
pub(crate) fn next_link(chain: &[u8; 16], hash: &[u8; 32]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new_derive_key("mainforte-log-chain/1");
    hasher.update(chain).update(hash);
    let mut link = [0; 16];
    hasher.finalize_xof().fill(&mut link);
    link
}

fn is_held(connection: &Connection, hash: &[u8; 32]) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM changes WHERE hash = ?1";
    Ok(first(connection, "looking for a change", sql, [hash], |_| Ok(()))?.is_some())
}

fn insert(
    connection: &Connection,
    commit: &Commit,
    (seal, change): (i64, &SealedChange),
    document: &Filed,
    (position, chain): (u64, &[u8; 16]),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO changes (position, document, hash, seal, entry_index, bytes, source, chain, owner, reader)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let source = commit.source.map(|device| device.0);
    let row = (
        column(position),
        document.num,
        change.hash,
        seal,
        change.index,
        &change.bytes,
        source,
        chain,
        &document.owner,
        &document.reader,
    );
    write(connection, "appending a change", sql, row).map(drop)
}

/// The seal's row, which it may have already from other changes of the same batch.
fn keep_seal(connection: &Connection, seal: &Seal) -> Result<i64, StoreError> {
    let doing = "keeping a seal";
    // Bit for bit: a hostile counter is any number.
    let (counter, trust) = (seal.counter.cast_signed(), seal.trust.cast_signed());
    let name = (seal.device.0, counter, seal.signature.0);
    let sql = "SELECT num FROM seals WHERE device = ?1 AND counter = ?2 AND signature = ?3";
    if let Some(num) = first(connection, doing, sql, name, |row| row.get(0))? {
        return Ok(num);
    }
    let sql = "INSERT INTO seals (device, counter, trust, digests, signature) VALUES (?1, ?2, ?3, ?4, ?5)";
    let row = (seal.device.0, counter, trust, seal.digests.concat(), seal.signature.0);
    write(connection, doing, sql, row)?;
    Ok(connection.last_insert_rowid())
}

fn file(connection: &Connection, id: &DocumentId) -> Result<Filed, StoreError> {
    let doing = "filing a document";
    let sql = "SELECT num, digest FROM documents WHERE id = ?1";
    let known = first(connection, doing, sql, [id.to_string()], |row| Ok((row.get(0)?, row.get::<_, Hashes>(1)?)))?;
    let (owner, reader) = (id.owner().to_string(), audience(id));
    if let Some((num, digest)) = known {
        let digest = digest.0.first().copied().unwrap_or_default();
        return Ok(Filed { num, owner, reader, digest });
    }
    let digest = [0; 32];
    let sql = "INSERT INTO documents (id, owner, reader, digest, heads) VALUES (?1, ?2, ?3, ?4, x'')";
    write(connection, doing, sql, (id.to_string(), &owner, &reader, digest))?;
    Ok(Filed { num: connection.last_insert_rowid(), owner, reader, digest })
}

/// This device's own seals are counted in the commit that keeps them. A number that was drawn for a commit which failed is
/// drawn again: nothing sealed with it has left the device.
fn count_seals(connection: &Connection, commit: &Commit) -> Result<(), StoreError> {
    let highest = commit.sealed.iter().map(|sealed| sealed.seal.counter).max().unwrap_or(0);
    if let Some(sealed) = commit.sealed.first() {
        set_meta(connection, DEVICE, &sealed.seal.device.0)?;
    }
    let known = seal_counter(connection)?;
    if highest > known { set_meta(connection, COUNTER, &highest.to_be_bytes()) } else { Ok(()) }
}

/// The counter of this device's last seal.
pub(crate) fn seal_counter(connection: &Connection) -> Result<u64, StoreError> {
    let bytes = meta(connection, COUNTER)?.and_then(|bytes| bytes.try_into().ok());
    Ok(bytes.map_or(0, u64::from_be_bytes))
}
