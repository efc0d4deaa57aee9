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
struct Quiet(AtomicU64);

impl Surroundings for Quiet {
    fn now(&self) -> Minute {
        Minute(26_415_360)
    }

    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let drawn = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            *byte = (drawn.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 56) as u8;
        }
    }
}

pub(crate) struct City {
    pub(crate) hub: BareNode,
    pub(crate) folder: TempDir,
}

impl City {
    pub(crate) fn found() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut hub = open(&folder, 1);
        hub.found("Bordeaux").unwrap();
        Self { hub, folder }
    }

    pub(crate) fn invitation(&mut self, association: &str) -> Invitation {
        let invite = Command::Invite { association: Some(association.to_owned()) };
        let Outcome::Invited { invitation } = self.hub.execute(invite).unwrap() else { panic!() };
        Invitation::parse(&invitation.text).unwrap()
    }

    pub(crate) fn laptop(&mut self, number: u64, association: &str) -> BareNode {
        let invitation = self.invitation(association);
        let mut laptop = open(&self.folder, number);
        let request = JoinRequest { secret: invitation.secret, device_name: association.to_owned() };
        let reply = self.hub.enrol(laptop.device(), &request).unwrap();
        laptop.take_welcome(&invitation, association, reply).unwrap();
        laptop
    }
}

/// A node on the database with this number; its draws begin there as well.
pub(crate) fn open(folder: &TempDir, number: u64) -> BareNode {
    BareNode::open(&folder.path().join(format!("{number}.db")), [7; 32], Box::new(Quiet(AtomicU64::new(number))))
        .unwrap()
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
