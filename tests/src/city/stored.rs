//! What lies on the disk of a computer that is switched off, as a bad disk or another version of the program leaves it.

use anyhow::{Result, anyhow, ensure};
use mainforte_domain::{DeviceId, DocumentId, Minute, OrgId};
use mainforte_store::{Commit, DocumentUpdate, Store, StoreKey};
use mainforte_sync::bundle::BUNDLE_VERSION;
use std::path::Path;

/// So late that no parcel goes for its age.
const LATE: Minute = Minute(i64::MAX / 2);

/// The store in a computer's folder, once its program has ended.
pub(super) fn store_in(data: &Path) -> Result<Store> {
    let key = std::fs::read_to_string(data.join("mainforte.key"))?;
    let key = DeviceId::parse(key.trim()).map_err(|_| anyhow!("no key in the key file"))?;
    Ok(Store::open(&data.join("mainforte.db"), &StoreKey::new(key.0))?)
}

/// What is stored of a document is no document any more; its log is whole.
///
/// # Errors
/// When the folder holds no such document.
pub fn damage(data: &Path, id: &DocumentId) -> Result<()> {
    let mut store = store_in(data)?;
    ensure!(store.holds(id)?, "{id} is not held in {}", data.display());
    let heads = store.heads(id)?;
    let update = DocumentUpdate { id: id.clone(), records: Vec::new(), heads, snapshot: Some(b"no document".to_vec()) };
    store.commit(Commit { documents: vec![update], ..Commit::at(Minute(0)) })?;
    Ok(())
}

/// A parcel in a later version of the format lies in the hub's mailbox: from `sender`, who has a newer program, for `reader`.
///
/// # Errors
/// When the mailbox has no room for it.
pub fn leave_newer_mail(hub: &Path, org: &OrgId, sender: DeviceId, reader: DeviceId) -> Result<()> {
    let parcel = [&b"mainforte-bundle"[..], &(BUNDLE_VERSION + 1).to_le_bytes(), b"sealed"].concat();
    ensure!(store_in(hub)?.keep_parcel(org, &sender, &[reader], &parcel, LATE)?, "the mailbox is full");
    Ok(())
}
