//! What lies on the disk of a computer that is switched off, as a bad disk or another version of the program leaves it.

use anyhow::{Result, anyhow, ensure};
use mainforte_domain::{DeviceId, Minute, OrgId};
use mainforte_store::{Store, StoreKey};
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

/// A parcel in a later version of the format lies in the hub's mailbox: from `sender`, who has a newer program, for `reader`.
///
/// # Errors
/// When the mailbox has no room for it.
pub fn leave_newer_mail(hub: &Path, org: &OrgId, sender: DeviceId, reader: DeviceId) -> Result<()> {
    let parcel = [&b"mainforte-bundle"[..], &(BUNDLE_VERSION + 1).to_le_bytes(), b"sealed"].concat();
    ensure!(store_in(hub)?.keep_parcel(org, &sender, &[reader], &parcel, LATE)?, "the mailbox is full");
    Ok(())
}
