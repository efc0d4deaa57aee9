use super::file::trouble;
use crate::core::Core;
use crate::desk::{BundleEntry, Desk};
use crate::trouble::Trouble;
use mainforte_api::{BundleProblem, BundleRead, Notice, Outcome, Refusal};
use mainforte_sync::bundle::{BUNDLE_BYTES_MAX, BundleError, BundleReader, Header, Opener, Part, Piece};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How much is read at once.
const PIECE: usize = 256 << 10;

/// Takes in what a file carries, through the same checks as what comes by the network.
pub(crate) async fn import(core: &Arc<Core>, file: PathBuf) -> Result<Outcome, Trouble> {
    let core = Arc::clone(core);
    let read = tokio::task::spawn_blocking(move || take_in(&mut &*core, &file));
    let read = read.await.map_err(|error| Trouble::fault(format!("the import stopped: {error}")))??;
    Ok(Outcome::BundleImported { read })
}

/// Where a file is taken in: at a running node's desk, behind its lock, or at one by itself.
pub(crate) trait AtDesk {
    fn at_desk<T>(
        &mut self,
        from_elsewhere: bool,
        work: impl FnOnce(&mut Desk) -> Result<T, Trouble>,
    ) -> Result<T, Trouble>;

    /// Tells whoever watches how far it is.
    fn tell(&self, done: u64, total: u64);
}

impl AtDesk for &Core {
    fn at_desk<T>(
        &mut self,
        from_elsewhere: bool,
        work: impl FnOnce(&mut Desk) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        self.at_desk_now(from_elsewhere, work)
    }

    fn tell(&self, done: u64, total: u64) {
        Core::tell(self, Notice::Bundle { done, total });
    }
}

impl AtDesk for Desk {
    fn at_desk<T>(&mut self, _: bool, work: impl FnOnce(&mut Desk) -> Result<T, Trouble>) -> Result<T, Trouble> {
        work(self)
    }

    fn tell(&self, _: u64, _: u64) {}
}

/// Nothing is taken from a file before all of it was seen to be whole.
pub(crate) fn take_in(desk: &mut impl AtDesk, path: &Path) -> Result<BundleRead, Trouble> {
    let mut header = None;
    walk(path, &mut |piece, _| {
        if let Piece::Header(found, _) = piece {
            desk.at_desk(false, |desk| desk.meet_bundle(&found).map(drop))?;
            header = Some(*found);
        }
        Ok(())
    })?;
    let header = header.ok_or(BundleError::Damaged)?;
    let mut taking = Taking::begin(desk, &header)?;
    walk(path, &mut |piece, done| taking.take(piece, done))?;
    taking.finish()
}

struct Taking<'a, D> {
    desk: &'a mut D,
    entry: BundleEntry,
    opener: Option<Opener>,
    read: BundleRead,
}

impl<'a, D: AtDesk> Taking<'a, D> {
    fn begin(desk: &'a mut D, header: &Header) -> Result<Self, Trouble> {
        let entry = desk.at_desk(false, |desk| desk.meet_bundle(header))?;
        let (device, organisation) = (String::new(), String::new());
        let read = BundleRead { device, organisation, taken: 0, known: 0, refused: 0, waiting: 0 };
        Ok(Self { desk, entry, opener: None, read })
    }

    fn take(&mut self, piece: Piece, (done, total): (u64, u64)) -> Result<(), Trouble> {
        match piece {
            Piece::Header(header, opening) => {
                let opener = self.at_desk(|desk, _| Ok(Opener::new(desk.key(), &header, &opening)?))?;
                self.opener = Some(opener);
            }
            Piece::Part(sealed) => {
                let opener = self.opener.as_mut().ok_or(BundleError::Damaged)?;
                let part = opener.open(&sealed)?;
                self.part(part)?;
                self.desk.tell(done, total);
            }
            Piece::End => {}
        }
        Ok(())
    }

    fn part(&mut self, part: Part) -> Result<(), Trouble> {
        match part {
            Part::Contents(contents) => self.at_desk(|desk, entry| desk.bundle_contents(entry, contents)),
            Part::Trust(entries) => self.at_desk(|desk, _| desk.extend_trust(entries)),
            Part::Changes(sealed) => {
                let count: usize = sealed.iter().map(|one| one.changes.len()).sum();
                let count = u32::try_from(count).unwrap_or(u32::MAX);
                let received = self.at_desk(|desk, entry| desk.bundle_changes(entry, sealed))?;
                self.read.taken = self.read.taken.saturating_add(received.taken);
                let refused = received.refused.saturating_sub(received.waiting);
                self.read.refused = self.read.refused.saturating_add(refused);
                self.read.waiting = self.read.waiting.saturating_add(received.waiting);
                let known = count.saturating_sub(received.taken + received.refused);
                self.read.known = self.read.known.saturating_add(known);
                Ok(())
            }
            Part::Reached(mark) => self.at_desk(|desk, entry| desk.bundle_reached(entry, mark)),
        }
    }

    /// The writer's names, which the bundle itself may have brought.
    fn finish(mut self) -> Result<BundleRead, Trouble> {
        let (device, organisation) = self.at_desk(|desk, entry| desk.names_of(&entry.from))?;
        Ok(BundleRead { device, organisation, ..self.read })
    }

    fn at_desk<T>(
        &mut self,
        work: impl FnOnce(&mut Desk, &mut BundleEntry) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let entry = &mut self.entry;
        self.desk.at_desk(true, |desk| work(desk, entry))
    }
}

/// Goes through a file's pieces to its very end; each with how much was read, out of how much.
fn walk(path: &Path, take: &mut dyn FnMut(Piece, (u64, u64)) -> Result<(), Trouble>) -> Result<(), Trouble> {
    let mut file = File::open(path).map_err(|error| trouble(path, &error))?;
    let total = file.metadata().map_err(|error| trouble(path, &error))?.len();
    if total > BUNDLE_BYTES_MAX {
        return Err(Refusal::Bundle { problem: BundleProblem::TooLarge }.into());
    }
    let (mut reader, mut bytes, mut done) = (BundleReader::default(), vec![0; PIECE], 0);
    loop {
        let read = file.read(&mut bytes).map_err(|error| trouble(path, &error))?;
        if read == 0 {
            return Ok(reader.finish()?);
        }
        done += read as u64;
        reader.push(bytes.get(..read).unwrap_or(&[]))?;
        while let Some(piece) = reader.next()? {
            take(piece, (done, total))?;
        }
    }
}
