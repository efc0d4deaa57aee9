//! Files: anybody writes one for anybody, and anybody takes any of them in, at any time, twice, in any order, or cut short.

use super::Simulation;
use super::law::Law;
use super::link::is_defect;
use anyhow::{Context, Result, bail};
use mainforte_api::BundleFor;
use mainforte_domain::{DeviceId, DocumentId};
use mainforte_sync::bundle::{BundleReader, Opener, Part, Piece};
use mainforte_sync::{DeviceKey, Trust};
use std::path::{Path, PathBuf};

/// A file that somebody carries about.
#[derive(Debug, Clone)]
pub(super) struct Carried {
    file: PathBuf,
    name: String,
    is_whole: bool,
}

impl Simulation {
    pub(super) fn bundle(&mut self) -> Result<()> {
        if self.carried.is_empty() || self.chance.percent(50) { self.write_a_bundle() } else { self.take_a_bundle() }
    }

    fn write_a_bundle(&mut self) -> Result<()> {
        let (from, other) = (self.random_machine(), self.random_machine());
        let other = &self.machines[other];
        let to = match self.chance.below(3) {
            0 => BundleFor::Hub,
            1 => BundleFor::Device { device: other.device },
            _ => BundleFor::Organisation { org: other.org.clone() },
        };
        self.files += 1;
        let name = format!("{}.mainforte", self.files);
        let (file, everything) = (self.folder.path().join(&name), self.chance.percent(30));
        let machine = &self.machines[from];
        let Some(node) = &machine.node else { return Ok(()) };
        let written = match node.export_bundle(&to, everything, &file) {
            Ok(written) => written,
            Err(refusal) if is_defect(&refusal) => bail!("{} cannot write a file: {refusal:?}", machine.name),
            Err(_) => return Ok(()),
        };
        self.trace.note(format!("{} writes {name} for {to:?}: {} changes", machine.name, written.changes));
        if written.changes == 0 {
            return Ok(());
        }
        self.tells_its_readers_only_theirs(&file).context(Law::NothingLeaks)?;
        self.carried.push(Carried { file, name, is_whole: true });
        if self.chance.percent(30) { self.damage_the_last() } else { Ok(()) }
    }

    /// A copy of the last file is cut short, or altered in one place.
    fn damage_the_last(&mut self) -> Result<()> {
        let Some(Carried { file, name, .. }) = self.carried.last().cloned() else { return Ok(()) };
        let mut bytes = std::fs::read(&file)?;
        let place = self.chance.below(bytes.len());
        if self.chance.percent(50) {
            bytes.truncate(place);
        } else if let Some(byte) = bytes.get_mut(place) {
            *byte ^= 1;
        }
        let damaged = file.with_extension("damaged");
        std::fs::write(&damaged, bytes)?;
        self.carried.push(Carried { file: damaged, name: format!("{name}, damaged"), is_whole: false });
        Ok(())
    }

    fn take_a_bundle(&mut self) -> Result<()> {
        let at = self.random_machine();
        let which = self.chance.below(self.carried.len());
        let Some(Carried { file, name, is_whole }) = self.carried.get(which).cloned() else { return Ok(()) };
        let machine = &mut self.machines[at];
        let Some(node) = &mut machine.node else { return Ok(()) };
        let before = node.growth();
        let answer = node.import_bundle(&file);
        self.trace.note(format!("{} takes {name} in: {answer:?}", machine.name));
        match answer {
            Err(refusal) if is_defect(&refusal) => bail!("{} cannot take {name} in: {refusal:?}", machine.name),
            _ if !is_whole && (answer.is_ok() || node.growth() != before) => {
                Err(anyhow::anyhow!("{} took something of {name}", machine.name).context(Law::NothingForgedIsHeld))
            }
            _ => Ok(()),
        }
    }

    /// Opens a file as its first reader would, and looks at what it tells all of them.
    fn tells_its_readers_only_theirs(&self, file: &Path) -> Result<()> {
        let (mut reader, mut opened) = (BundleReader::default(), None);
        reader.push(&std::fs::read(file)?)?;
        while let Some(piece) = reader.next()? {
            match piece {
                Piece::Header(header, opening) => {
                    let readers: Vec<DeviceId> = header.slots.iter().map(|slot| slot.device).collect();
                    let Some((key, trust)) = self.key_of_one(&readers)? else { return Ok(()) };
                    opened = Some((Opener::new(&key, &header, &opening)?, readers, trust));
                }
                Piece::Part(sealed) => {
                    let Some((opener, readers, trust)) = &mut opened else { bail!("a part before the header") };
                    let Part::Changes(changes) = opener.open(&sealed)? else { continue };
                    let documents = changes.iter().flat_map(|sealed| &sealed.changes).map(|change| &change.document);
                    for document in documents {
                        all_may_read(document, readers, trust)?;
                    }
                }
                Piece::End => {}
            }
        }
        Ok(())
    }

    fn key_of_one(&self, readers: &[DeviceId]) -> Result<Option<(DeviceKey, std::sync::Arc<Trust>)>> {
        for machine in self.machines.iter().filter(|machine| readers.contains(&machine.device)) {
            let Some(node) = &machine.node else { continue };
            let secret = node.store().meta("device-key")?.and_then(|secret| <[u8; 32]>::try_from(secret).ok());
            if let (Some(secret), Some(trust)) = (secret, node.trust()) {
                return Ok(Some((DeviceKey::from_secret(&secret), trust)));
            }
        }
        Ok(None)
    }
}

fn all_may_read(document: &DocumentId, readers: &[DeviceId], trust: &Trust) -> Result<()> {
    let orgs = readers.iter().filter_map(|reader| trust.device(reader)).map(|known| &known.org);
    match orgs.into_iter().find(|org| !document.readable_by(org, trust.city())) {
        Some(org) => bail!("a file tells {document} to {org}, who may not read it"),
        None => Ok(()),
    }
}
