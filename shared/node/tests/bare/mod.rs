//! Nodes without sockets, whose batches and meetings the tests choose.
#![allow(dead_code, reason = "not every test uses all of it")]

use mainforte_api::{Command, Outcome, PlaceDraft};
use mainforte_domain::{DeviceId, Minute};
use mainforte_node::{BareNode, Surroundings};
use mainforte_sync::{Input, Invitation, JoinRequest, Output, Sealed, Session};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;

/// Draws of its own, and always the same minute.
struct Quiet {
    drawn: AtomicU64,
    root: Option<[u8; 32]>,
}

impl Surroundings for Quiet {
    fn now(&self) -> Minute {
        Minute(26_415_360)
    }

    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let drawn = self.drawn.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            *byte = (drawn.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 56) as u8;
        }
    }

    fn root_key(&self) -> Option<[u8; 32]> {
        self.root
    }
}

pub(crate) struct City {
    pub(crate) hub: BareNode,
    pub(crate) root: [u8; 32],
    pub(crate) folder: TempDir,
}

impl City {
    pub(crate) fn found() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut hub = open(&folder, 1);
        let root = hub.found("Bordeaux").unwrap();
        Self { hub, root, folder }
    }

    /// Ends the hub and starts it again, on the disk that it had or on one that was put aside before.
    pub(crate) fn restarted(self, disk: Option<&TempDir>, draws: u64) -> Self {
        let Self { hub, root, folder } = self;
        drop(hub);
        if let Some(disk) = disk {
            copy_disk(1, disk, &folder);
        }
        let hub = open_on(&folder, 1, draws, Some(root));
        Self { hub, root, folder }
    }

    /// The hub's disk as it is now.
    pub(crate) fn backup(&self) -> TempDir {
        self.backup_of(1)
    }

    /// The disk of the node with this number as it is now.
    pub(crate) fn backup_of(&self, number: u64) -> TempDir {
        let backup = tempfile::tempdir().unwrap();
        copy_disk(number, &self.folder, &backup);
        backup
    }

    /// The laptop with this number, ended before, on a disk that was put aside.
    pub(crate) fn put_back(&self, number: u64, disk: &TempDir, draws: u64) -> BareNode {
        copy_disk(number, disk, &self.folder);
        open_on(&self.folder, number, draws, None)
    }

    pub(crate) fn invitation(&mut self, association: &str) -> Invitation {
        self.invite(Some(association.to_owned()))
    }

    fn invite(&mut self, association: Option<String>) -> Invitation {
        let invite = Command::Invite { association };
        let Outcome::Invited { invitation } = self.hub.execute(invite).unwrap() else { panic!() };
        Invitation::parse(&invitation.text).unwrap()
    }

    pub(crate) fn laptop(&mut self, number: u64, association: &str) -> BareNode {
        let invitation = self.invitation(association);
        self.joined(number, association, &invitation)
    }

    /// A laptop of the city itself.
    pub(crate) fn operator(&mut self, number: u64) -> BareNode {
        let invitation = self.invite(None);
        self.joined(number, "Claire", &invitation)
    }

    fn joined(&mut self, number: u64, name: &str, invitation: &Invitation) -> BareNode {
        let mut laptop = open(&self.folder, number);
        let request = JoinRequest { secret: invitation.secret, device_name: name.to_owned() };
        let reply = self.hub.enrol(laptop.device(), &request).unwrap();
        laptop.take_welcome(invitation, name, reply).unwrap();
        laptop
    }
}

/// A node on the database with this number; its draws begin there as well.
pub(crate) fn open(folder: &TempDir, number: u64) -> BareNode {
    open_on(folder, number, number, None)
}

fn open_on(folder: &TempDir, number: u64, draws: u64, root: Option<[u8; 32]>) -> BareNode {
    let world = Quiet { drawn: AtomicU64::new(draws), root };
    BareNode::open(&folder.path().join(format!("{number}.db")), [7; 32], Box::new(world)).unwrap()
}

fn copy_disk(number: u64, from: &TempDir, to: &TempDir) {
    for name in [format!("{number}.db"), format!("{number}.db-wal")] {
        let (from, to) = (from.path().join(&name), to.path().join(&name));
        let _ = std::fs::remove_file(&to);
        if from.exists() {
            std::fs::copy(from, to).unwrap();
        }
    }
}

pub(crate) fn place(node: &mut BareNode, name: &str) {
    node.execute(Command::PutPlace { place: PlaceDraft { id: None, name: name.to_owned(), district: None } }).unwrap();
}

/// Everything that a laptop has written, one seal at a time.
pub(crate) fn written(laptop: &BareNode) -> Vec<Sealed> {
    let org = laptop.store().owner().unwrap().unwrap().org;
    laptop.store().log_after(&laptop.device(), &org, 0, true, usize::MAX).unwrap().sealed
}

pub(crate) fn bring(node: &mut BareNode, peer: DeviceId, sealed: Vec<Sealed>) {
    let answer = node.act(peer, Output::Commit { batch: 1, sealed, cursor: None }).unwrap();
    assert_eq!(answer, Some(Input::Committed { batch: 1 }));
}

/// One end of a meeting.
struct End<'a> {
    node: &'a mut BareNode,
    peer: DeviceId,
    session: Session,
    work: VecDeque<Output>,
    growth: [u64; 3],
}

impl<'a> End<'a> {
    fn new(node: &'a mut BareNode, peer: DeviceId) -> Self {
        let (session, first) = node.meet(peer).unwrap();
        let growth = node.growth().unwrap();
        Self { node, peer, session, work: first.into(), growth }
    }

    fn step(&mut self, input: Input) {
        let trust = self.node.trust().unwrap();
        self.work.extend(self.session.step(&trust, input));
    }

    /// Does what there is to do; answers what goes to the other end.
    fn turn(&mut self) -> Vec<u8> {
        let mut sent = Vec::new();
        loop {
            while let Some(output) = self.work.pop_front() {
                match output {
                    Output::Send(bytes) => sent.extend(bytes),
                    output => {
                        if let Some(input) = self.node.act(self.peer, output).unwrap() {
                            self.step(input);
                        }
                    }
                }
            }
            let growth = self.node.growth().unwrap();
            if growth == self.growth {
                return sent;
            }
            self.growth = growth;
            self.step(Input::TrustGrew);
            self.step(Input::LogGrew);
        }
    }
}

/// Two nodes meet and tell each other everything.
pub(crate) fn meet(a: &mut BareNode, b: &mut BareNode) {
    let (to_a, to_b) = (a.device(), b.device());
    let (mut a, mut b) = (End::new(a, to_b), End::new(b, to_a));
    loop {
        let (from_a, from_b) = (a.turn(), b.turn());
        if from_a.is_empty() && from_b.is_empty() {
            return;
        }
        b.step(Input::Bytes(from_a));
        a.step(Input::Bytes(from_b));
    }
}
