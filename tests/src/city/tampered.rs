use super::store_in;
use anyhow::{Context, Result, anyhow};
use mainforte_documents::{Document, Record};
use mainforte_domain::{DocumentId, Minute, OrgId, Organisation};
use mainforte_store::{Commit, Store};
use mainforte_sync::{DeviceKey, Seal, Sealed, SealedChange, actor::actor};
use std::path::Path;

/// Writes past the program into the log of a laptop that is switched off, under its own good seal, what the program never
/// would: an association of its own invention in the city's list. Switched on again, the laptop tells it to everybody.
pub fn tamper(data: &Path, invented: &str) -> Result<()> {
    let mut store = store_in(data)?;
    let secret = store.meta("device-key")?.context("the laptop has no key")?;
    let device = DeviceKey::from_secret(secret.as_slice().try_into()?);
    let city = store.owner()?.context("the laptop belongs to nobody")?.city;
    let sealed = seal(&store, &device, &DocumentId::Registry(city), invented)?;
    store.commit(Commit { sealed: vec![sealed], ..Commit::at(Minute(0)) })?;
    Ok(())
}

fn seal(store: &Store, device: &DeviceKey, registry: &DocumentId, invented: &str) -> Result<Sealed> {
    let id = OrgId::parse("invented").map_err(|error| anyhow!("{error}"))?;
    let organisation = Organisation { id, name: invented.to_owned(), since: Minute(0) };
    let writer = actor(&device.id(), registry, *b"tampered");
    let change = Document::new(registry).edit(&writer, &[Record::Organisation(organisation)])?;
    let change = change.context("nothing was written")?;
    let trust = store.trust_log()?.last().context("the laptop knows no city")?.number;
    let seal = Seal::new(device, store.next_counter()?, trust, &[(registry.clone(), change.hash)])?;
    let change = SealedChange { index: 0, document: registry.clone(), hash: change.hash, bytes: change.bytes };
    Ok(Sealed { seal, changes: vec![change] })
}
