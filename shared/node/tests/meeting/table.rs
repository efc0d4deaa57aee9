//! Nodes on one table, without sockets: they meet when the test says so, by a clock that the test sets.

use mainforte_api::{Command, Outcome};
use mainforte_domain::{DeviceId, Minute};
use mainforte_node::{BareNode, Surroundings};
use mainforte_sync::{Input, Invitation, JoinRequest, Output, Session};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tempfile::TempDir;

/// A clock that stands, and bytes that differ from node to node.
struct Given {
    now: Arc<AtomicI64>,
    drawn: AtomicU64,
    seed: u64,
}

impl Surroundings for Given {
    fn now(&self) -> Minute {
        Minute(self.now.load(Ordering::Relaxed))
    }

    fn fill(&self, bytes: &mut [u8]) {
        let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.seed.to_le_bytes()).update(&drawn.to_le_bytes()).finalize_xof().fill(bytes);
    }
}

pub(crate) struct OnTable {
    pub(crate) node: BareNode,
    pub(crate) clock: Arc<AtomicI64>,
    _folder: TempDir,
}

/// Tuesday 24 March 2020, 08:00 in Bordeaux.
pub(crate) const NOW: i64 = 26_417_220;

pub(crate) fn put(seed: u64) -> OnTable {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(AtomicI64::new(NOW));
    let world = Box::new(Given { now: Arc::clone(&clock), drawn: AtomicU64::new(0), seed });
    let node = BareNode::open(&folder.path().join("mainforte.db"), [9; 32], world).unwrap();
    OnTable { node, clock, _folder: folder }
}

pub(crate) fn hub() -> OnTable {
    let mut hub = put(0);
    hub.node.found("Ville de Bordeaux").unwrap();
    hub
}

/// A laptop that joins as one of `association`, or of the city.
pub(crate) fn join(hub: &mut OnTable, seed: u64, association: Option<&str>) -> OnTable {
    let invite = Command::Invite { association: association.map(str::to_owned) };
    let Outcome::Invited { invitation } = hub.node.execute(invite).unwrap() else { panic!() };
    let invitation = Invitation::parse(&invitation.text).unwrap();
    let mut laptop = put(seed);
    let name = format!("laptop {seed}");
    let request = JoinRequest { secret: invitation.secret, device_name: name.clone() };
    let reply = hub.node.enrol(laptop.node.device(), &request).unwrap();
    laptop.node.take_welcome(&invitation, &name, reply).unwrap();
    meet(&mut hub.node, &mut laptop.node);
    laptop
}

/// Lets two nodes tell each other everything, and part.
pub(crate) fn meet(a: &mut BareNode, b: &mut BareNode) {
    let (at_a, at_b) = (a.device(), b.device());
    let (mut one, to_one) = a.meet(at_b).unwrap();
    let (mut two, to_two) = b.meet(at_a).unwrap();
    let (mut from_a, mut from_b): (VecDeque<_>, VecDeque<_>) = (to_one.into(), to_two.into());
    while !from_a.is_empty() || !from_b.is_empty() {
        while let Some(output) = from_a.pop_front() {
            pass(a, &mut one, at_b, output, &mut from_a, b, &mut two, &mut from_b);
        }
        while let Some(output) = from_b.pop_front() {
            pass(b, &mut two, at_a, output, &mut from_b, a, &mut one, &mut from_a);
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "two sides, each with its node, session and queue")]
fn pass(
    here: &mut BareNode,
    session: &mut Session,
    peer: DeviceId,
    output: Output,
    more: &mut VecDeque<Output>,
    there: &BareNode,
    theirs: &mut Session,
    to_do: &mut VecDeque<Output>,
) {
    if let Output::Send(bytes) = output {
        to_do.extend(theirs.step(&there.trust().unwrap(), Input::Bytes(bytes)));
        return;
    }
    let news = matches!(output, Output::Commit { .. } | Output::ExtendTrust(_));
    if let Some(answer) = here.act(peer, output).unwrap() {
        more.extend(session.step(&here.trust().unwrap(), answer));
    }
    if news {
        // What follows from it here is sent on.
        more.extend(session.step(&here.trust().unwrap(), Input::LogGrew));
    }
}
