//! What a desk makes good that was cut short.

use super::{Desk, Draft};
use crate::core::Core;
use crate::surroundings::{RealWorld, Surroundings};
use crate::trouble::Trouble;
use mainforte_api::{Command, Outcome, PlaceDraft, Refusal};
use mainforte_documents::{Limits, Record, inspect};
use mainforte_domain::{DeviceId, DocumentId, EraseReason, Minute, Place, PlaceId, RevokeRequest};
use mainforte_store::{Commit, DocumentUpdate, Store, StoreKey};
use mainforte_sync::{Invitation, JoinReply, JoinRequest, Trust, TrustBody};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;

mod healing;
mod joining;
mod mailbox;
mod passed_over;
mod reclaims;
mod together;
mod tried_again;

/// Tuesday 24 March 2020, 08:00 in Bordeaux.
const NOW: Minute = Minute(26_417_220);

/// A change of a city's outbox that asks for a program of level 2, as automerge writes it.
const FOR_A_NEWER_PROGRAM: &str = "856f4a83ecd7d5a0016201b276a2cc3fbb77c3b405c7714e5763df0ef582938fa43a8db04941912247570d08737472616e6765720109000001096d61696e666f72746508150c34014202560257017002710273027f0a6d696e5f777269746572017f017f14027f017f017f02";

struct At {
    now: Minute,
    drawn: AtomicU64,
}

impl Surroundings for At {
    fn now(&self) -> Minute {
        self.now
    }

    fn fill(&self, bytes: &mut [u8]) {
        let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
        blake3::Hasher::new().update(&self.now.0.to_le_bytes()).update(&drawn.to_le_bytes()).finalize_xof().fill(bytes);
    }
}

fn store(folder: &TempDir) -> Store {
    Store::open(&folder.path().join("mainforte.db"), &StoreKey::new([7; 32])).unwrap()
}

fn open(store: Store, now: Minute) -> Desk {
    Desk::open(store, Box::new(At { now, drawn: AtomicU64::new(0) })).unwrap()
}

fn hub(folder: &TempDir) -> Desk {
    let mut hub = open(store(folder), NOW);
    hub.found("Bordeaux").unwrap();
    hub
}

fn invitation(hub: &mut Desk, association: Option<&str>) -> Invitation {
    let invite = Command::Invite { association: association.map(str::to_owned) };
    let Outcome::Invited { invitation } = hub.execute(invite).unwrap() else { panic!() };
    Invitation::parse(&invitation.text).unwrap()
}

/// Signs a laptop of an association in.
fn amina(hub: &mut Desk) -> DeviceId {
    let secret = invitation(hub, Some("Restos")).secret;
    let device = DeviceId([2; 32]);
    hub.enrol(device, &JoinRequest { secret, device_name: "Amina".to_owned() }).unwrap();
    assert!(!hub.trust().unwrap().is_revoked(&device));
    device
}

/// Writes down that a device is to be shut out, as a batch of an operator's laptop does before the hub has followed it up.
fn ask_to_shut_out(hub: &mut Desk, device: DeviceId) {
    let request = RevokeRequest { device, by: hub.device(), at: NOW, refused: None };
    let mut draft = Draft::silent();
    draft.put(DocumentId::Outbox(hub.member().unwrap().org), Record::RevokeRequest(request), None);
    hub.write(draft, NOW).unwrap();
}

#[test]
fn a_hub_that_fell_over_before_it_signed_a_revocation_signs_it_when_it_opens() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = hub(&folder);
    let amina = amina(&mut desk);
    ask_to_shut_out(&mut desk, amina);
    drop(desk);
    assert!(open(store(&folder), NOW).trust().unwrap().is_revoked(&amina));
}

#[test]
fn what_a_hub_could_not_follow_up_it_does_with_the_next_housekeeping() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = hub(&folder);
    let amina = amina(&mut desk);
    ask_to_shut_out(&mut desk, amina);
    // Whoever watches was told what was touched, and nothing more is touched.
    desk.take_touched();
    desk.keep_house();
    assert!(desk.trust().unwrap().is_revoked(&amina));
}

fn place(name: &str) -> PlaceDraft {
    PlaceDraft { id: None, name: name.to_owned(), district: None }
}

/// From here on the city's outbox is only read here.
fn hand_the_outbox_to_a_newer_program(desk: &mut Desk) {
    let outbox = DocumentId::Outbox(desk.member().unwrap().org);
    let bytes = data_encoding::HEXLOWER.decode(FOR_A_NEWER_PROGRAM.as_bytes()).unwrap();
    let document = desk.shelf.take(&desk.store, &outbox).unwrap();
    document.absorb(&[&bytes]).unwrap();
    let heads = document.heads();
    let hash = inspect(&bytes, &Limits::default()).unwrap().hash;
    let sealed = desk.seal(vec![(outbox.clone(), hash, bytes)]).unwrap();
    let update = DocumentUpdate { id: outbox, records: Vec::new(), heads, snapshot: None };
    desk.commit(Commit { sealed, documents: vec![update], ..Commit::at(NOW) }).unwrap();
}

#[test]
fn an_outbox_that_is_only_read_here_keeps_a_desk_neither_from_learning_of_an_erasure_nor_from_opening() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = hub(&folder);
    hand_the_outbox_to_a_newer_program(&mut desk);
    let mut longer = Trust::clone(desk.trust().unwrap());
    let owner = longer.city().clone();
    let body = TrustBody::Erase { owner, subject: [3; 32], shown_to: Vec::new(), reason: EraseReason::PersonAsks };
    let entry = longer.append(&desk.key, body).unwrap();
    desk.extend_trust(vec![entry]).unwrap();
    drop(desk);
    let mut desk = open(store(&folder), NOW);
    assert!(desk.trust().unwrap().last_erasure().is_some());
    // What is written elsewhere is written, though what follows in the outbox is not.
    assert!(desk.execute(Command::PutPlace { place: place("Gare") }).is_ok());
}

/// The desk stops between an edit in memory and its commit.
fn fall_over(desk: &mut Desk) -> Result<(), Trouble> {
    let id = DocumentId::Association(desk.member()?.org);
    let (document, actor) = desk.shelf.take_to_write(&desk.store, &id, &desk.key, &*desk.world)?;
    let place = Place { id: PlaceId::parse("gare").unwrap(), name: "Gare".to_owned(), district: None, point: None };
    document.edit(&actor, &[Record::Place(place)])?;
    panic!("in the middle");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_at_the_desk_ends_what_was_asked_for_and_leaves_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let core = Core::new(store(&folder), RealWorld::new(folder.path())).unwrap();
    core.at_desk(false, |desk| desk.found("Bordeaux")).await.unwrap();
    assert!(core.at_desk(false, fall_over).await.is_err());
    core.at_desk(false, |desk| desk.put_place(place("Quai"), NOW)).await.unwrap();
    drop(core);
    let mut desk = open(store(&folder), NOW);
    let id = DocumentId::Association(desk.member().unwrap().org);
    let document = desk.shelf.take(&desk.store, &id).unwrap();
    assert_eq!(document.records().len(), 1, "what is on disk builds on what is not");
}

#[test]
fn who_has_joined_takes_no_second_welcome() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = hub(&folder);
    let invitation = invitation(&mut desk, None);
    let welcome = JoinReply::welcome(desk.trust().unwrap(), invitation.org.clone());
    let answer = desk.take_welcome(&invitation, "Claire", welcome);
    assert!(matches!(answer, Err(Trouble::Refused(refusal)) if *refusal == Refusal::AlreadyJoined));
}
