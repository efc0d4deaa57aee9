//! Stories of two devices that meet.

use crate::city::{key, revoke};
use crate::laptop::Laptop;
use crate::link::Link;
use mainforte_domain::DocumentId;
use mainforte_sync::frame::{Hello, VERSION};
use mainforte_sync::session::LISTING_DOCUMENTS;
use mainforte_sync::{Bye, CloseReason, Facts, Frame, FrameError, Input, Output, Reason, Sealed, Session};
use proptest::prelude::*;

const HUB: usize = 0;
const AMINA: usize = 1;
const LOUIS: usize = 2;

fn laptops() -> Vec<Laptop> {
    vec![Laptop::new("hub", "bordeaux"), Laptop::new("amina", "restos"), Laptop::new("louis", "restos")]
}

fn meet(laptops: &mut [Laptop], a: usize, b: usize) -> Link {
    let mut link = Link::open(laptops, a, b);
    link.settle(laptops);
    assert_eq!(link.ends.each_ref().map(|end| end.closed), [None, None]);
    link
}

const BOARD: &str = "board/restos/2020-03";
const MARIE: &str = "person/restos/marie";

#[test]
fn a_new_laptop_gets_what_it_may_read_and_gives_what_the_other_may_read() {
    let mut all = laptops();
    all[HUB].write(&["registry/bordeaux", "loans/bordeaux/restos", "loans/bordeaux/secours", "person/bordeaux/jean"]);
    all[AMINA].write(&[BOARD, MARIE]);
    let link = meet(&mut all, HUB, AMINA);
    assert!(link.ends.iter().all(|end| end.caught_up));
    let names = |laptop: &Laptop| laptop.held().into_keys().map(|id| id.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&all[AMINA]), ["registry/bordeaux", BOARD, MARIE, "loans/bordeaux/restos"]);
    assert_eq!(
        names(&all[HUB]),
        ["registry/bordeaux", BOARD, "person/bordeaux/jean", "loans/bordeaux/restos", "loans/bordeaux/secours"]
    );
    assert!(all.iter().all(|laptop| laptop.state.refused.is_empty()));
}

#[test]
fn a_reconnect_with_nothing_new_is_one_round_trip_under_a_kilobyte() {
    let mut all = laptops();
    (0..2_000).for_each(|_| all[HUB].write(&["registry/bordeaux"]));
    all[AMINA].write(&[BOARD, MARIE]);
    meet(&mut all, HUB, AMINA);
    let bytes = |link: &Link| link.ends.iter().map(|end| end.sent.len()).sum::<usize>();
    // What one received has lengthened its own log too: the other's cursor is moved over it at the next meeting.
    assert!(bytes(&meet(&mut all, HUB, AMINA)) < 600);
    let link = meet(&mut all, HUB, AMINA);
    for end in &link.ends {
        assert!(matches!(end.frames()[..], [Frame::Hello(_), Frame::CaughtUp]), "{:?}", end.frames());
        assert!(end.caught_up);
    }
    assert!(bytes(&link) < 400, "{} bytes", bytes(&link));
    assert_eq!(all[HUB].state.acked[&key("amina").id()], all[HUB].position());
}

#[test]
fn two_that_have_nothing_for_each_other_need_not_compare_again() {
    let mut all = laptops();
    all[HUB].write(&["person/bordeaux/jean"]);
    meet(&mut all, HUB, AMINA);
    let link = meet(&mut all, HUB, AMINA);
    assert!(link.ends.iter().all(|end| matches!(end.frames()[..], [Frame::Hello(_), Frame::CaughtUp])));
}

#[test]
fn a_change_travels_as_it_is_made_under_half_a_kilobyte() {
    let mut all = laptops();
    let mut link = meet(&mut all, HUB, AMINA);
    let before = link.ends.each_ref().map(|end| end.sent.len());
    all[AMINA].write(&[BOARD, MARIE]);
    link.settle(&mut all);
    assert!(all[HUB].held().keys().any(|id| id.to_string() == BOARD));
    let bytes: usize = link.ends.iter().zip(before).map(|(end, before)| end.sent.len() - before).sum();
    assert!(bytes < 500, "{bytes} bytes");
    assert_eq!(all[AMINA].state.acked[&key("hub").id()], 2);
}

#[test]
fn one_large_seal_travels_in_several_frames_within_the_window() {
    let mut all = laptops();
    all[HUB].padding = 700_000;
    all[HUB].write(&["registry/bordeaux"; 12]);
    let link = meet(&mut all, HUB, AMINA);
    let changes = |frame: &Frame| if let Frame::Changes(changes) = frame { changes.sealed.len() } else { 0 };
    assert_eq!(link.ends[0].frames().iter().map(changes).max(), Some(1));
    assert_eq!(all[AMINA].position(), 12);
    assert!(all[AMINA].state.refused.is_empty());
}

#[test]
fn what_came_from_a_peer_does_not_go_back_to_it() {
    let mut all = laptops();
    meet(&mut all, HUB, AMINA);
    all[AMINA].write(&[BOARD]);
    let link = meet(&mut all, HUB, AMINA);
    assert!(!link.ends[0].frames().iter().any(|frame| matches!(frame, Frame::Changes(c) if !c.sealed.is_empty())));
}

#[test]
fn a_revoked_laptop_is_told_so_and_gets_nothing_more() {
    let mut all = laptops();
    let mut link = meet(&mut all, HUB, AMINA);
    all[HUB].trust.append(&key("hub"), revoke("amina")).unwrap();
    all[HUB].write(&["registry/bordeaux"]);
    link.settle(&mut all);
    assert_eq!(link.ends[0].closed, Some(CloseReason::ByUs(Bye::Revoked)));
    assert_eq!(link.ends[1].closed, Some(CloseReason::ByPeer(Bye::Revoked)));
    assert_eq!(all[AMINA].trust.org_of(&key("amina").id()), None);
    let mut again = Link::open(&all, HUB, AMINA);
    again.settle(&mut all);
    assert_eq!(again.ends[0].closed, Some(CloseReason::ByUs(Bye::Revoked)));
    assert!(all[AMINA].held().is_empty());
}

#[test]
fn a_laptop_that_the_other_has_not_heard_of_brings_its_own_enrolment() {
    let mut all = laptops();
    let (hub, louis) = (key("hub"), LOUIS);
    all[louis] = Laptop::new("new", "restos");
    all[louis].trust.append(&hub, crate::city::enrol("new", "restos")).unwrap();
    all[AMINA].write(&[MARIE]);
    meet(&mut all, AMINA, louis);
    assert_eq!(all[louis].held().len(), 1);
    all[AMINA] = Laptop::new("stranger", "restos");
    let mut link = Link::open(&all, AMINA, louis);
    link.settle(&mut all);
    assert_eq!(link.ends[1].closed, Some(CloseReason::ByUs(Bye::UnknownDevice)));
    assert!(all[AMINA].held().is_empty());
}

#[test]
fn contradicting_trust_logs_do_not_sync() {
    let mut all = laptops();
    all[HUB].trust.append(&key("hub"), revoke("louis")).unwrap();
    all[AMINA].trust.append(&key("hub"), crate::city::organisation("entourage")).unwrap();
    all[HUB].write(&["registry/bordeaux"]);
    let mut link = Link::open(&all, HUB, AMINA);
    link.settle(&mut all);
    assert!(link.ends.iter().any(|end| end.closed == Some(CloseReason::ByUs(Bye::TrustFork))));
    assert!(all[AMINA].held().is_empty());
}

#[test]
fn a_change_under_another_devices_seal_is_refused_and_the_rest_arrives() {
    let mut all = laptops();
    all[AMINA].write(&[BOARD]);
    all[AMINA].write(&[MARIE, "outbox/restos"]);
    all[AMINA].state.log[0].seal.device = key("louis").id();
    meet(&mut all, HUB, AMINA);
    let [(reason, document)] = &all[HUB].state.refused[..] else { panic!() };
    assert_eq!((reason, document.to_string().as_str()), (&Reason::ForgedSeal, BOARD));
    assert_eq!(all[HUB].held().len(), 1);
}

#[test]
fn another_version_is_told_and_refused() {
    let mut all = laptops();
    let mut link = Link::open(&all, HUB, AMINA);
    let hello = Hello {
        version: VERSION + 1,
        epoch: [1; 16],
        position: 0,
        trust_len: 1,
        trust_hash: [0; 32],
        cursor: None,
        empty: true,
    };
    link.feed(&all, 0, Frame::Hello(hello).encode().unwrap());
    let error = FrameError::OtherVersion { theirs: VERSION + 1 };
    assert_eq!(link.ends[0].closed, Some(CloseReason::BadFrame(error)));
    link.settle(&mut all);
    assert_eq!(link.ends[1].closed, Some(CloseReason::ByPeer(Bye::OtherVersion { version: VERSION })));
}

#[test]
fn a_peer_that_breaks_the_order_is_shut_out() {
    let mut all = laptops();
    for frame in [Frame::CaughtUp, Frame::Ack { batch: 1 }] {
        let mut link = Link::open(&all, HUB, AMINA);
        link.feed(&all, 0, frame.encode().unwrap());
        assert_eq!(link.ends[0].closed, Some(CloseReason::ByUs(Bye::Protocol)), "before the hello");
    }
    let want = mainforte_sync::frame::Want { documents: Vec::new(), more: false };
    let again = Link::open(&all, AMINA, HUB).ends[0].sent.clone();
    for bytes in [Frame::Ack { batch: 1 }.encode().unwrap(), Frame::Want(want).encode().unwrap(), again] {
        let mut link = meet(&mut all, HUB, AMINA);
        link.feed(&all, 0, bytes);
        assert_eq!(link.ends[0].closed, Some(CloseReason::ByUs(Bye::Protocol)));
    }
}

#[test]
fn a_peer_that_floods_is_shut_out_within_the_window() {
    let mut all = laptops();
    let mut link = meet(&mut all, HUB, AMINA);
    let changes = mainforte_sync::frame::Changes { sealed: Vec::new(), mark: None };
    let flood: Vec<u8> = (0..5).flat_map(|_| Frame::Changes(changes.clone()).encode().unwrap()).collect();
    link.feed(&all, 0, flood);
    assert_eq!(link.ends[0].closed, Some(CloseReason::ByUs(Bye::Protocol)));
}

/// A few kilobytes, compressed, would take hundreds of megabytes in memory until the driver has gone through them all.
#[test]
fn a_peer_that_pours_out_its_trust_log_is_shut_out() {
    let mut all = laptops();
    let entry = crate::city::bordeaux().entries_from(1)[0].clone();
    let frame = Frame::Trust(vec![entry; 20_000]).encode().unwrap();
    for (frames, closed) in [(1, None), (4, Some(CloseReason::ByUs(Bye::Protocol)))] {
        let mut link = meet(&mut all, HUB, AMINA);
        assert!(frame.len() * frames < 64 * 1024);
        link.feed(&all, 0, frame.repeat(frames));
        assert_eq!(link.ends[0].closed, closed, "{frames} frames");
    }
}

#[test]
fn entries_of_the_trust_log_that_are_held_take_nobody_to_the_desk() {
    let trust = crate::city::bordeaux();
    let facts = Facts { epoch: [1; 16], position: 0, cursor: None, empty: true, met: false };
    let (mut session, _) = Session::open(key("amina").id(), facts.clone(), &trust);
    let (_, hello) = Session::open(key("hub").id(), facts, &trust);
    let [Output::Send(hello)] = &hello[..] else { panic!() };
    session.step(&trust, Input::Bytes(hello.clone()));
    let extends = |out: &[Output]| out.iter().any(|output| matches!(output, Output::ExtendTrust(_)));
    let mut told = |entries| session.step(&trust, Input::Bytes(Frame::Trust(entries).encode().unwrap()));
    assert!(!extends(&told(trust.entries_from(2).to_vec())));
    let mut other = trust.entries_from(2).to_vec();
    other[0].previous = [7; 32];
    assert!(extends(&told(other)), "what contradicts the log is looked at");
}

/// So is a batch larger than any that is sent.
#[test]
fn a_batch_of_countless_little_changes_is_refused() {
    let mut all = laptops();
    let mut link = meet(&mut all, HUB, AMINA);
    all[AMINA].write(&[BOARD]);
    let held = all[AMINA].state.log[0].clone();
    let sealed = vec![Sealed { seal: held.seal, changes: vec![held.change] }; 20_000];
    let changes = mainforte_sync::frame::Changes { sealed, mark: None };
    link.feed(&all, 0, Frame::Changes(changes).encode().unwrap());
    assert_eq!(link.ends[0].closed, Some(CloseReason::BadFrame(FrameError::Malformed)), "it is not even read");
}

fn listing(documents: Vec<(DocumentId, [u8; 32])>) -> Vec<u8> {
    Frame::Listing(mainforte_sync::frame::Listing { documents }).encode().unwrap()
}

/// Some kilobytes of the same name, compressed, would have the whole document read a hundred thousand times.
#[test]
fn a_page_that_names_a_document_twice_is_refused() {
    let mut all = laptops();
    let mut link = meet(&mut all, HUB, AMINA);
    link.feed(&all, 0, listing(vec![(crate::city::document(BOARD), [7; 32]); 2]));
    assert_eq!(link.ends[0].closed, Some(CloseReason::ByUs(Bye::Protocol)));
}

#[test]
fn a_page_longer_than_any_that_is_sent_is_refused() {
    let mut all = laptops();
    let named = |number| (crate::city::document(&format!("person/restos/p{number}")), [7; 32]);
    let page = |documents: usize| listing((0..documents).map(named).collect());
    for (documents, closed) in [(LISTING_DOCUMENTS, None), (LISTING_DOCUMENTS + 1, Some(FrameError::Malformed))] {
        let mut link = meet(&mut all, HUB, AMINA);
        link.feed(&all, 0, page(documents));
        assert_eq!(link.ends[0].closed, closed.map(CloseReason::BadFrame), "{documents} documents");
    }
}

#[test]
fn who_claims_to_be_in_entries_to_come_and_does_not_show_them_is_sent_away() {
    let trust = crate::city::bordeaux();
    let facts = Facts { epoch: [1; 16], position: 0, cursor: None, empty: true, met: false };
    let hello = Hello {
        version: VERSION,
        epoch: [9; 16],
        position: 0,
        trust_len: u64::MAX,
        trust_hash: [9; 32],
        cursor: None,
        empty: true,
    };
    for input in [Input::TimePassed, Input::Stranger] {
        let (mut session, _) = Session::open(key("stranger").id(), facts.clone(), &trust);
        session.step(&trust, Input::Bytes(Frame::Hello(hello.clone()).encode().unwrap()));
        assert!(!session.is_closed(), "its entries may be on their way");
        let out = session.step(&trust, input);
        assert!(out.contains(&Output::Close { reason: CloseReason::ByUs(Bye::UnknownDevice) }), "{out:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn hostile_bytes_end_the_session_or_wait_for_more_and_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), variant in 0u8..9) {
        let mut all = laptops();
        let framed = [&(bytes.len() as u32 + 2).to_le_bytes()[..], &[0, variant], &bytes].concat();
        for hostile in [bytes, framed] {
            let mut link = meet(&mut all, HUB, AMINA);
            link.feed(&all, 0, hostile);
            link.settle(&mut all);
        }
        prop_assert!(all[HUB].held().is_empty());
    }
}
