//! What a desk makes of batches that no honest peer would send so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use mainforte_api::{Command, Outcome, PlaceDraft};
use mainforte_domain::{DeviceId, Minute};
use mainforte_node::{BareNode, Surroundings};
use mainforte_sync::{Input, Invitation, JoinRequest, Output, Sealed};
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

struct City {
    hub: BareNode,
    folder: TempDir,
}

impl City {
    fn found() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut hub = open(&folder, 1);
        hub.found("Bordeaux").unwrap();
        Self { hub, folder }
    }

    fn laptop(&mut self, number: u64, association: &str) -> BareNode {
        let invite = Command::Invite { association: Some(association.to_owned()) };
        let Outcome::Invited { invitation } = self.hub.execute(invite).unwrap() else { panic!() };
        let invitation = Invitation::parse(&invitation.text).unwrap();
        let mut laptop = open(&self.folder, number);
        let request = JoinRequest { secret: invitation.secret, device_name: association.to_owned() };
        let reply = self.hub.enrol(laptop.device(), &request).unwrap();
        laptop.take_welcome(&invitation, association, reply).unwrap();
        laptop
    }
}

fn open(folder: &TempDir, number: u64) -> BareNode {
    BareNode::open(&folder.path().join(format!("{number}.db")), [7; 32], Box::new(Quiet(AtomicU64::new(number))))
        .unwrap()
}

fn place(node: &mut BareNode, name: &str) {
    node.execute(Command::PutPlace { place: PlaceDraft { id: None, name: name.to_owned(), district: None } }).unwrap();
}

/// Everything that a laptop has written, one seal at a time.
fn written(laptop: &BareNode) -> Vec<Sealed> {
    let org = laptop.store().owner().unwrap().unwrap().org;
    laptop.store().log_after(&laptop.device(), &org, 0, true, usize::MAX).unwrap().sealed
}

fn hashes(laptop: &BareNode) -> Vec<[u8; 32]> {
    written(laptop).iter().flat_map(|sealed| sealed.changes.iter().map(|change| change.hash)).collect()
}

fn bring(node: &mut BareNode, peer: DeviceId, sealed: Vec<Sealed>) {
    let answer = node.act(peer, Output::Commit { batch: 1, sealed, cursor: None }).unwrap();
    assert_eq!(answer, Some(Input::Committed { batch: 1 }));
}

#[test]
fn a_change_that_comes_twice_around_its_base_does_not_hold_the_desk_up_for_ever() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    place(&mut amina, "Gare");
    place(&mut amina, "Quai");
    let [first, second] = written(&amina).try_into().unwrap();
    bring(&mut city.hub, amina.device(), vec![second.clone(), first.clone(), second]);
    assert_eq!(city.hub.store().quarantined().unwrap(), 0);
    assert_eq!(city.hub.store().known(&hashes(&amina)).unwrap().len(), 2);
    // And what waits from one batch is taken when the next one brings its base.
    place(&mut amina, "Mairie");
    place(&mut amina, "Halle");
    let [_, _, third, fourth] = written(&amina).try_into().unwrap();
    bring(&mut city.hub, amina.device(), vec![fourth]);
    assert_eq!(city.hub.store().quarantined().unwrap(), 1);
    bring(&mut city.hub, amina.device(), vec![third]);
    assert_eq!(city.hub.store().quarantined().unwrap(), 0);
}

#[test]
fn nothing_is_kept_of_a_refused_change_in_a_document_of_others() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    let mut louis = city.laptop(3, "Croix-Rouge");
    place(&mut amina, "Gare");
    let mut forged = written(&amina);
    bring(&mut louis, amina.device(), forged.clone());
    forged[0].seal.signature.0 = [0; 64];
    bring(&mut louis, amina.device(), forged);
    assert!(louis.store().documents().unwrap().is_empty());
    assert_eq!(louis.store().quarantine().unwrap(), Vec::new());
}

#[test]
fn what_waited_goes_to_the_one_who_brought_its_base_as_well() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    let louis = city.laptop(3, "Restos");
    place(&mut amina, "Gare");
    place(&mut amina, "Quai");
    let [first, second] = written(&amina).try_into().unwrap();
    bring(&mut city.hub, amina.device(), vec![second.clone()]);
    bring(&mut city.hub, louis.device(), vec![first]);
    let org = amina.store().owner().unwrap().unwrap().org;
    let for_louis = city.hub.store().log_after(&louis.device(), &org, 0, false, usize::MAX).unwrap().sealed;
    assert!(for_louis.iter().flat_map(|sealed| &sealed.changes).any(|change| change.hash == second.changes[0].hash));
}
