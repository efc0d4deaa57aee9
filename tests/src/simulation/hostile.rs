use super::Simulation;
use super::bombs;
use super::law::Law;
use super::link::is_defect;
use super::listening::shows_only_what_it_may;
use anyhow::{Context, Result, bail};
use mainforte_documents::{Document, Record};
use mainforte_domain::{DeviceId, DocumentId, Month, OrgId, Place, PlaceId};
use mainforte_node::BareNode;
use mainforte_sync::frame::{Changes, Hello, Listing, VERSION, Want};
use mainforte_sync::{
    Cursor, DeviceKey, Frame, FrameReader, Input, Mark, Output, Seal, Sealed, SealedChange, Trust, actor::actor,
};
use std::collections::VecDeque;
use std::sync::Arc;

/// Her key, which everybody here knows.
pub(super) const SECRET: [u8; 32] = [66; 32];

/// A device of the last association that has turned hostile: it has a seat in the trust log and says what it likes.
#[derive(Clone)]
pub(super) struct Mallory {
    key: Arc<DeviceKey>,
    org: Option<OrgId>,
    drawn: u64,
    counter: u64,
    /// Changes on which others build that she has kept back.
    kept_back: Vec<Sealed>,
    /// The other ones of changes that she wrote twice under one number.
    twins: Vec<Sealed>,
    /// What nobody may ever take from her.
    forged: Vec<[u8; 32]>,
}

impl Mallory {
    pub(super) fn new() -> Self {
        let key = Arc::new(DeviceKey::from_secret(&SECRET));
        Self { key, org: None, drawn: 0, counter: 1_000, kept_back: Vec::new(), twins: Vec::new(), forged: Vec::new() }
    }

    pub(super) fn device(&self) -> DeviceId {
        self.key.id()
    }

    pub(super) fn org(&self) -> Option<&OrgId> {
        self.org.as_ref()
    }

    pub(super) fn forged(&self) -> &[[u8; 32]] {
        &self.forged
    }

    pub(super) fn belongs_to(&mut self, org: OrgId) {
        self.org = Some(org);
    }

    fn seal(&mut self, document: &DocumentId, hash: [u8; 32], bytes: Vec<u8>, trust: &Trust) -> Result<Sealed> {
        self.counter += 1;
        let seal = Seal::new(&self.key, self.counter, trust.number(), &[(document.clone(), hash)])?;
        Ok(Sealed { seal, changes: vec![SealedChange { index: 0, document: document.clone(), hash, bytes }] })
    }

    /// Two changes under one (actor, sequence) on top of nothing, so that whatever others build on one falls with it.
    fn twins(&mut self, document: &DocumentId, trust: &Trust) -> Result<[Sealed; 2]> {
        let next = self.drawn;
        let [first, _] = self.two_changes(document, trust)?;
        self.drawn = next;
        let writer = actor(&self.key.id(), document, (next + 1).to_le_bytes());
        let place = Place { id: PlaceId::parse("mallory")?, name: "Soupente".to_owned(), district: None, point: None };
        let Some(change) = Document::new(document).edit(&writer, &[Record::Place(place)])? else {
            bail!("nothing was written")
        };
        self.drawn += 1;
        Ok([first, self.seal(document, change.hash, change.bytes, trust)?])
    }

    /// Two changes of hers in a document, the second building on the first.
    fn two_changes(&mut self, document: &DocumentId, trust: &Trust) -> Result<[Sealed; 2]> {
        self.two_changes_by(&self.key.id(), document, trust)
    }

    /// A change that says in every respect that another device made it, but for the signature.
    fn in_the_name_of(&mut self, device: &DeviceId, document: &DocumentId, trust: &Trust) -> Result<Sealed> {
        let [mut forged, _] = self.two_changes_by(device, document, trust)?;
        forged.seal.device = *device;
        Ok(forged)
    }

    fn two_changes_by(&mut self, device: &DeviceId, document: &DocumentId, trust: &Trust) -> Result<[Sealed; 2]> {
        self.drawn += 1;
        let writer = actor(device, document, self.drawn.to_le_bytes());
        let mut doc = Document::new(document);
        let mut sealed = Vec::new();
        for name in ["Cave", "Grenier"] {
            let id = PlaceId::parse(&format!("mallory-{}", self.drawn))?;
            let place = Place { id, name: name.to_owned(), district: None, point: None };
            let Some(change) = doc.edit(&writer, &[Record::Place(place)])? else { bail!("nothing was written") };
            sealed.push(self.seal(document, change.hash, change.bytes, trust)?);
        }
        sealed.try_into().map_err(|_| anyhow::anyhow!("two changes are two"))
    }
}

impl Simulation {
    /// Mallory connects to somebody and does something nasty.
    pub(super) fn cheat(&mut self) -> Result<()> {
        let target = self.random_machine();
        let target = if self.chance.percent(40) { 0 } else { target };
        let Some(node) = &self.machines[target].node else { return Ok(()) };
        let Some(trust) = node.trust() else { return Ok(()) };
        // Shut out, she comes back all the same.
        if trust.device(&self.mallory.device()).is_none() {
            return Ok(());
        }
        let (what, frames) = self.nasty(&trust)?;
        self.trace.note(format!("Mallory, to {}: {what}", self.machines[target].name));
        let cursor = self.chance.percent(30).then(|| Cursor {
            epoch: node_epoch(&self.machines[target].node),
            position: 1 << 40,
            chain: [9; 16],
        });
        let hello = Frame::Hello(Hello {
            version: VERSION,
            epoch: [6; 16],
            position: 77,
            trust_len: trust.len(),
            trust_hash: trust.hash(),
            cursor,
            empty: self.chance.percent(50),
        });
        let mut bytes = hello.encode()?;
        frames.into_iter().for_each(|frame| bytes.extend(frame));
        if self.chance.percent(30) {
            bytes.extend(Frame::CaughtUp.encode()?);
        }
        self.speak(target, bytes)
    }

    /// Lets a node hear her out, and looks at what it answers.
    fn speak(&mut self, target: usize, bytes: Vec<u8>) -> Result<()> {
        let (her, her_org) = (self.mallory.device(), self.mallory.org.clone());
        let pieces = 1 + self.chance.below(4);
        let machine = &mut self.machines[target];
        let Some(node) = &machine.node else { return Ok(()) };
        let (mut session, first) = node.meet(her).map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
        let mut work: VecDeque<Output> = first.into();
        let mut heard = FrameReader::default();
        let mut chunks = bytes.chunks(bytes.len().div_ceil(pieces).max(1));
        loop {
            let input = match work.pop_front() {
                Some(Output::Send(sent)) => {
                    heard.push(&sent);
                    continue;
                }
                Some(Output::Withheld { document, .. }) => bail!("{} held {document} back", machine.name),
                Some(output) => match self.saboteur.act(machine, her, output) {
                    Ok(Some(input)) => input,
                    Ok(None) => continue,
                    Err(refusal) if is_defect(&refusal) => bail!("{} fails under Mallory: {refusal:?}", machine.name),
                    Err(_) => break,
                },
                None => match chunks.next() {
                    Some(chunk) => Input::Bytes(chunk.to_vec()),
                    None => break,
                },
            };
            let Some(trust) = machine.node.as_ref().and_then(|node| node.trust()) else { break };
            work.extend(session.step(&trust, input));
        }
        let trust = machine.node.as_ref().and_then(|node| node.trust());
        let (Some(org), Some(trust)) = (&her_org, trust) else { return Ok(()) };
        while let Some(frame) = heard.next()? {
            let told = shows_only_what_it_may(&frame, org, &trust);
            told.with_context(|| format!("{}, to Mallory", machine.name)).context(Law::NothingLeaks)?;
        }
        Ok(())
    }

    fn nasty(&mut self, trust: &Trust) -> Result<(&'static str, Vec<Vec<u8>>)> {
        let Some(org) = self.mallory.org.clone() else { return Ok(("nothing", Vec::new())) };
        let own = DocumentId::Association(org);
        let victim = self.machines.get(2).map(|m| m.org.clone());
        Ok(match self.chance.below(15) {
            0 => {
                // Only the signature stands in the way of a colleague's or a stranger's name.
                let victim = self.random_machine();
                let (device, org) = (self.machines[victim].device, self.machines[victim].org.clone());
                let forged = self.mallory.in_the_name_of(&device, &DocumentId::Association(org), trust)?;
                self.mallory.forged.extend(hashes(&forged));
                ("a forged author", vec![changes(vec![forged])?])
            }
            1 => {
                let foreign = DocumentId::Association(victim.unwrap_or_else(|| trust.city().clone()));
                let both = self.mallory.two_changes(&foreign, trust)?;
                self.mallory.forged.extend(both.iter().flat_map(hashes));
                ("a foreign document", vec![changes(both.into())?])
            }
            2 => {
                let [first, second] = self.mallory.two_changes(&own, trust)?;
                self.mallory.kept_back.push(first);
                ("a change whose base is missing", vec![changes(vec![second])?])
            }
            3 => ("what was missing", vec![changes(std::mem::take(&mut self.mallory.kept_back))?]),
            4 => {
                let garbage: Vec<u8> = (0..200).map(|_| self.chance.below(256) as u8).collect();
                let sealed = self.mallory.seal(&own, [5; 32], garbage, trust)?;
                ("garbage under a good seal", vec![changes(vec![sealed])?])
            }
            5 => {
                let [mut first, mut second] = self.mallory.two_changes(&own, trust)?;
                first.seal.signature.0 = [0; 64];
                self.mallory.forged.extend(hashes(&first));
                second.changes[0].bytes.truncate(20);
                ("no seal, and half a change", vec![changes(vec![first])?, changes(vec![second])?])
            }
            6 => ("noise", vec![self.noise()]),
            7 => ("what others said", self.overheard.iter().cloned().collect()),
            8 | 9 => {
                let [first, other] = self.mallory.twins(&own, trust)?;
                self.mallory.twins.push(other);
                ("one of two changes under one number", vec![changes(vec![first])?])
            }
            10 => ("the other ones", vec![changes(std::mem::take(&mut self.mallory.twins))?]),
            11 => ("a frame that unpacks to far too much", vec![bombs::decompression_bomb()]),
            12 => {
                let Some(month) = Month::parse("2020-03") else { bail!("not a month") };
                let board = DocumentId::Board(own.owner().clone(), month);
                let (hash, bytes) = bombs::operation_bomb(&actor(&self.mallory.device(), &board, [1; 8]));
                self.mallory.forged.push(hash);
                let sealed = self.mallory.seal(&board, hash, bytes, trust)?;
                ("a million operations in a few bytes", vec![changes(vec![sealed])?])
            }
            13 => ("lists what is not hers", vec![self.lists()?]),
            _ => ("asks for what is not hers", vec![asks(victim)?]),
        })
    }

    /// As though she held documents of everybody: whoever answers says what it has of them.
    fn lists(&mut self) -> Result<Vec<u8>> {
        let of = self.random_machine();
        let held = self.machines[of].node.as_ref().map(|node| node.store().documents()).transpose()?;
        let documents = held.unwrap_or_default().into_iter().map(|document| (document, [3; 32])).collect();
        Ok(Frame::Listing(Listing { documents }).encode()?)
    }

    fn noise(&mut self) -> Vec<u8> {
        let mut bytes: Vec<u8> = (0..self.chance.below(300)).map(|_| self.chance.below(256) as u8).collect();
        match self.chance.below(3) {
            // A length beyond every cap, a frame that never ends, and a frame that is cut short.
            0 => bytes.splice(0..0, [0xff; 4]).for_each(drop),
            1 => bytes.splice(0..0, [0, 16, 0, 0]).for_each(drop),
            _ => {
                if let Some(frame) = self.overheard.front() {
                    bytes = frame.iter().take(frame.len() / 2).copied().collect();
                }
            }
        }
        bytes
    }
}

fn hashes(sealed: &Sealed) -> impl Iterator<Item = [u8; 32]> {
    sealed.changes.iter().map(|change| change.hash)
}

fn node_epoch(node: &Option<BareNode>) -> [u8; 16] {
    node.as_ref().map_or([0; 16], |node| node.store().epoch())
}

fn changes(sealed: Vec<Sealed>) -> Result<Vec<u8>> {
    let sealed = sealed.into_iter().filter(|one| !one.changes.is_empty()).collect();
    Ok(Frame::Changes(Changes { sealed, mark: Some(Mark { position: 7, chain: [7; 16] }) }).encode()?)
}

fn asks(victim: Option<OrgId>) -> Result<Vec<u8>> {
    let month = Month::parse("2020-03");
    let board = victim.zip(month).map(|(org, month)| DocumentId::Board(org, month));
    let documents = board.into_iter().map(|board| (board, Vec::new())).collect();
    Ok(Frame::Want(Want { documents, more: false }).encode()?)
}

impl std::fmt::Debug for Mallory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mallory")
    }
}
