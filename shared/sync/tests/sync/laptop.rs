//! A device with a store in memory: what a driver of sessions does, without SQL or automerge.
//!
//! A change here is its 24-byte actor followed by the document's id and a count, its hash BLAKE3.

use crate::city::{bordeaux, document, key, org};
use mainforte_domain::{DeviceId, DocumentId, OrgId};
use mainforte_sync::{
    Cursor, DeviceKey, Facts, HashPrefix, Input, Mark, Output, Reason, Seal, Sealed, SealedChange, Trust, actor, judge,
    judge_seal, toggled,
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone)]
pub struct Held {
    pub seal: Seal,
    pub change: SealedChange,
    from: Option<DeviceId>,
    chain: [u8; 16],
}

pub struct Laptop {
    pub name: &'static str,
    pub key: DeviceKey,
    pub org: OrgId,
    pub trust: Trust,
    pub state: State,
    /// Incompressible bytes that each change carries along.
    pub padding: usize,
    /// So many documents are listed at once: few, so that pages matter.
    pub page: usize,
}

/// What is on the disk.
#[derive(Clone, Default)]
pub struct State {
    pub epoch: [u8; 16],
    pub log: Vec<Held>,
    pub cursors: BTreeMap<DeviceId, Cursor>,
    pub acked: BTreeMap<DeviceId, u64>,
    pub refused: Vec<(Reason, DocumentId)>,
    pub met: BTreeSet<DeviceId>,
    written: u64,
    /// Of the process, not of the disk: a restored laptop starts another run.
    run: u64,
}

impl Laptop {
    pub fn new(name: &'static str, id: &str) -> Self {
        let state = State { epoch: epoch(name, 0), ..State::default() };
        Self { name, key: key(name), org: org(id), trust: bordeaux(), state, padding: 0, page: 3 }
    }

    pub fn facts(&self, peer: &DeviceId) -> Facts {
        Facts {
            epoch: self.state.epoch,
            position: self.position(),
            cursor: self.state.cursors.get(peer).copied(),
            empty: self.state.log.is_empty(),
            met: self.state.met.contains(peer),
        }
    }

    /// Commits one change of each document under one seal.
    pub fn write(&mut self, documents: &[&str]) {
        let changes = documents.iter().map(|text| self.change(&document(text)));
        let entries: Vec<_> = changes.collect();
        let hashes: Vec<_> = entries.iter().map(|(id, bytes)| (id.clone(), *blake3::hash(bytes).as_bytes())).collect();
        let seal = Seal::new(&self.key, self.state.written, self.trust.number(), &hashes).unwrap();
        for (index, ((document, bytes), (_, hash))) in (0..).zip(entries.into_iter().zip(hashes)) {
            self.push(seal.clone(), SealedChange { index, document, hash, bytes }, None);
        }
    }

    fn change(&mut self, document: &DocumentId) -> (DocumentId, Vec<u8>) {
        self.state.written += 1;
        let nonce = (self.state.run << 32 | self.state.written).to_le_bytes();
        let actor = actor::actor(&self.key.id(), document, nonce);
        let mut padding = vec![0; self.padding];
        blake3::Hasher::new().update(&nonce).finalize_xof().fill(&mut padding);
        let bytes = [&actor[..], document.to_string().as_bytes(), &nonce, &padding].concat();
        (document.clone(), bytes)
    }

    /// Puts an older state of the disk back, as a restore from backup does.
    pub fn restore(&mut self, backup: State, run: u64) {
        self.state = State { epoch: epoch(self.name, run), run, ..backup };
    }

    pub fn position(&self) -> u64 {
        self.state.log.len() as u64
    }

    pub fn held(&self) -> BTreeMap<DocumentId, BTreeSet<[u8; 32]>> {
        let mut held: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for Held { change, .. } in &self.state.log {
            held.entry(change.document.clone()).or_default().insert(change.hash);
        }
        held
    }

    /// Does what a session asks of the store; [`Output::Send`] and [`Output::Close`] are the link's.
    pub fn act(&mut self, peer: DeviceId, output: Output) -> Option<Input> {
        Some(match output {
            Output::LookUpChain { position } => {
                Input::ChainAt((position <= self.position()).then(|| self.chain(position)))
            }
            Output::Load { after, echo, bytes } => self.load(peer, after, echo, bytes),
            Output::List { after, count } => self.list(&peer, after, count),
            Output::LoadMissing { wanted, until } => self.missing(&wanted, until),
            Output::Compare { documents } => self.compare(documents),
            Output::Commit { batch, sealed, cursor } => {
                sealed.into_iter().for_each(|one| self.admit(one, peer));
                cursor.map(|cursor| self.state.cursors.insert(peer, cursor));
                Input::Committed { batch }
            }
            Output::ExtendTrust(entries) => match self.trust.extend(entries) {
                Ok(_) => Input::TrustGrew,
                Err(_) => Input::TrustRefused,
            },
            Output::ForgetCursor { .. } => {
                self.state.cursors.remove(&peer);
                self.state.acked.remove(&peer);
                return None;
            }
            Output::ForgetPlace => {
                self.state.cursors.remove(&peer);
                return None;
            }
            Output::Met { .. } => {
                self.state.met.insert(peer);
                return None;
            }
            Output::Acked { position } => {
                self.state.acked.insert(peer, position);
                return None;
            }
            Output::Withheld { .. } => panic!("{}: {output:?}", self.name),
            _ => return None,
        })
    }

    fn admit(&mut self, sealed: Sealed, from: DeviceId) {
        let seal_holds = judge_seal(&sealed, &self.trust);
        for change in sealed.changes {
            let actor = change.bytes.get(..actor::ACTOR_BYTES).unwrap_or(&[]);
            let judged = seal_holds.clone().and_then(|()| judge(&change, &sealed.seal, actor, &self.trust, &self.org));
            match judged {
                Err(reason) => self.state.refused.push((reason, change.document)),
                Ok(_) if *blake3::hash(&change.bytes).as_bytes() != change.hash => {
                    let reason = Reason::Malformed { detail: "another hash".to_owned() };
                    self.state.refused.push((reason, change.document));
                }
                Ok(_) => self.push(sealed.seal.clone(), change, Some(from)),
            }
        }
    }

    fn push(&mut self, seal: Seal, change: SealedChange, from: Option<DeviceId>) {
        if self.state.log.iter().any(|held| held.change.hash == change.hash) {
            return;
        }
        let hash = blake3::hash(&[&self.chain(self.position())[..], &change.hash].concat());
        let chain = *hash.as_bytes().first_chunk().unwrap();
        self.state.log.push(Held { seal, change, from, chain });
    }

    fn chain(&self, position: u64) -> [u8; 16] {
        position.checked_sub(1).map_or(self.state.epoch, |at| self.state.log[at as usize].chain)
    }

    fn mark(&self, position: u64) -> Mark {
        Mark { position, chain: self.chain(position) }
    }

    fn may_read(&self, peer: &DeviceId, document: &DocumentId) -> bool {
        self.trust.org_of(peer).is_some_and(|org| document.readable_by(org, self.trust.city()))
    }

    /// A small store reads in small pieces, so that pieces matter.
    fn load(&self, peer: DeviceId, after: u64, echo: bool, _bytes: usize) -> Input {
        let until = (after + 7).min(self.position());
        let slice = &self.state.log[after as usize..until as usize];
        let wanted =
            slice.iter().filter(|h| self.may_read(&peer, &h.change.document) && (echo || h.from != Some(peer)));
        Input::Loaded { sealed: grouped(wanted), mark: self.mark(until), more: until < self.position() }
    }

    fn list(&self, peer: &DeviceId, after: Option<DocumentId>, count: usize) -> Input {
        let mut documents: Vec<_> = self.digests().into_iter().collect();
        documents.retain(|(id, _)| self.may_read(peer, id) && after.as_ref().is_none_or(|after| id > after));
        let count = count.min(self.page);
        let more = documents.len() > count;
        documents.truncate(count);
        Input::Listed { documents, mark: self.mark(self.position()), more }
    }

    /// Two documents at a time, as a store whose batch is full does.
    fn missing(&self, wanted: &[(DocumentId, Vec<HashPrefix>)], until: u64) -> Input {
        let wanted: BTreeMap<_, _> = wanted.iter().take(2).cloned().collect();
        let lacking = |h: &&Held| {
            wanted.get(&h.change.document).is_some_and(|have| !have.iter().any(|p| h.change.hash.starts_with(p)))
        };
        Input::Missing {
            sealed: grouped(self.state.log.iter().take(until as usize).filter(lacking)),
            documents: wanted.len(),
        }
    }

    fn compare(&self, documents: Vec<(DocumentId, [u8; 32])>) -> Input {
        let (digests, held) = (self.digests(), self.held());
        let differing = documents.into_iter().filter(|(id, digest)| digests.get(id) != Some(digest));
        let have = |id: &DocumentId| {
            held.get(id).into_iter().flatten().map(|hash| *hash.first_chunk().unwrap()).collect::<Vec<HashPrefix>>()
        };
        Input::Compared { wants: differing.map(|(id, _)| (id.clone(), have(&id))).collect() }
    }

    fn digests(&self) -> BTreeMap<DocumentId, [u8; 32]> {
        let digest = |hashes: BTreeSet<_>| hashes.iter().fold([0; 32], toggled);
        self.held().into_iter().map(|(id, hashes)| (id, digest(hashes))).collect()
    }
}

fn epoch(name: &str, run: u64) -> [u8; 16] {
    *blake3::hash(format!("{name} {run}").as_bytes()).as_bytes().first_chunk().unwrap()
}

/// Neighbours under one seal travel under it together.
fn grouped<'a>(held: impl Iterator<Item = &'a Held>) -> Vec<Sealed> {
    let mut groups: Vec<Sealed> = Vec::new();
    for Held { seal, change, .. } in held {
        match groups.last_mut() {
            Some(last) if last.seal == *seal && last.changes.last().is_some_and(|c| c.index < change.index) => {
                last.changes.push(change.clone());
            }
            _ => groups.push(Sealed { seal: seal.clone(), changes: vec![change.clone()] }),
        }
    }
    groups
}
