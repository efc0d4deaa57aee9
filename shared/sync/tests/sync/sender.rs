//! The sending half, driven by hand: a careless driver, an impatient one, a greedy peer.

use crate::city::{bordeaux, document, key};
use crate::laptop::Laptop;
use crate::link::frames;
use mainforte_domain::DocumentId;
use mainforte_sync::frame::{Changes, Hello, Listing, VERSION, Want};
use mainforte_sync::session::{BATCH_BYTES, WhyWithheld};
use mainforte_sync::{Bye, CloseReason, Cursor, Facts, Frame, Input, Mark, Output, Sealed, Session, Trust};

/// The hub's session with Amina after her hello; she holds nothing, or other things than the hub thinks.
fn hub_with_amina(empty: bool) -> (Session, Trust, Vec<Output>) {
    let trust = bordeaux();
    let facts = Facts { epoch: [1; 16], position: 9, cursor: None, empty: false, met: false };
    let (mut session, _) = Session::open(key("amina").id(), facts, &trust);
    let outputs = session.step(&trust, Input::Bytes(Frame::Hello(hello(&trust, empty)).encode().unwrap()));
    (session, trust, outputs)
}

/// Amina's hello, without a cursor.
fn hello(trust: &Trust, empty: bool) -> Hello {
    Hello {
        version: VERSION,
        epoch: [2; 16],
        position: 0,
        trust_len: trust.len(),
        trust_hash: trust.hash(),
        cursor: None,
        empty,
    }
}

fn committed(documents: &[&str]) -> Sealed {
    let mut hub = Laptop::new("hub", "bordeaux");
    hub.write(documents);
    let changes: Vec<_> = hub.state.log.iter().map(|held| held.change.clone()).collect();
    Sealed { seal: hub.state.log[0].seal.clone(), changes }
}

fn sent(outputs: &[Output]) -> Vec<Frame> {
    let bytes = outputs.iter().filter_map(|output| if let Output::Send(bytes) = output { Some(bytes) } else { None });
    frames(&bytes.flatten().copied().collect::<Vec<_>>())
}

fn mark(position: u64) -> Mark {
    Mark { position, chain: [3; 16] }
}

fn carries_jean(frames: &[Frame]) -> bool {
    let content = postcard::to_stdvec(frames).unwrap();
    content.windows(4).any(|window| window == b"jean")
}

#[test]
fn what_a_careless_store_brings_does_not_leave_when_the_peer_may_not_read_it() {
    let (mut session, trust, _) = hub_with_amina(true);
    let sealed = vec![committed(&["registry/bordeaux", "person/bordeaux/jean"]), committed(&["person/bordeaux/jean"])];
    let outputs = session.step(&trust, Input::Loaded { sealed, mark: mark(3), more: false });
    let withheld = |output: &&Output| matches!(output, Output::Withheld { why: WhyWithheld::NotReadable, .. });
    assert_eq!(outputs.iter().filter(withheld).count(), 2);
    let Frame::Changes(changes) = &sent(&outputs)[0] else { panic!() };
    assert_eq!((changes.sealed.len(), changes.sealed[0].changes.len()), (1, 1));
    assert_eq!(changes.sealed[0].check(), Ok(()));
    assert!(!carries_jean(&sent(&outputs)));
}

#[test]
fn a_careless_listing_does_not_name_what_the_peer_may_not_read() {
    let (mut session, trust, _) = hub_with_amina(false);
    let documents = ["person/bordeaux/jean", "registry/bordeaux"].map(|id| (document(id), [4; 32])).to_vec();
    let outputs = session.step(&trust, Input::Listed { documents, mark: mark(3), more: false });
    assert!(matches!(&sent(&outputs)[..], [Frame::Listing(listing)] if listing.documents.len() == 1));
    assert!(!carries_jean(&sent(&outputs)));
}

#[test]
fn a_peer_that_lists_what_it_may_not_read_does_not_hear_what_is_held_of_it() {
    let (mut session, trust, _) = hub_with_amina(false);
    let named = ["person/bordeaux/jean", "registry/bordeaux"].map(document);
    let documents = named.iter().map(|id| (id.clone(), [4; 32])).collect();
    session.step(&trust, Input::Bytes(Frame::Listing(Listing { documents }).encode().unwrap()));
    let wants = named.into_iter().map(|id| (id, vec![[5; 8]])).collect();
    let answer = sent(&session.step(&trust, Input::Compared { wants }));
    assert!(matches!(&answer[..], [Frame::Want(want)] if want.documents.len() == 1));
    assert!(!carries_jean(&answer));
}

#[test]
fn one_that_was_met_before_is_compared_with_however_little_it_holds() {
    let trust = bordeaux();
    let cursor = Some(Cursor { epoch: [2; 16], position: 4, chain: [5; 16] });
    let facts = Facts { epoch: [1; 16], position: 9, cursor, empty: false, met: true };
    let (mut session, _) = Session::open(key("amina").id(), facts, &trust);
    let outputs = session.step(&trust, Input::Bytes(Frame::Hello(hello(&trust, true)).encode().unwrap()));
    assert!(matches!(outputs.last(), Some(Output::List { after: None, .. })));
}

#[test]
fn a_change_that_lands_while_the_log_is_read_is_sent_as_well() {
    let (mut session, trust, first) = hub_with_amina(true);
    assert!(matches!(first.last(), Some(Output::Load { after: 0, .. })));
    assert_eq!(session.step(&trust, Input::LogGrew), []);
    let sealed = vec![committed(&["registry/bordeaux"])];
    let outputs = session.step(&trust, Input::Loaded { sealed, mark: mark(1), more: false });
    assert!(matches!(outputs.last(), Some(Output::Load { after: 1, .. })), "{outputs:?}");
}

#[test]
fn a_peer_that_asks_for_more_than_it_was_offered_is_shut_out() {
    let offered = (document("registry/bordeaux"), Vec::new());
    let too_many = vec![offered.clone(), offered.clone()];
    for documents in [too_many, vec![(document("person/bordeaux/jean"), Vec::new())]] {
        let (mut session, trust, _) = hub_with_amina(false);
        let listed = vec![(offered.0.clone(), [4; 32])];
        session.step(&trust, Input::Listed { documents: listed, mark: mark(3), more: false });
        let want = Frame::Want(Want { documents, more: false }).encode().unwrap();
        let outputs = session.step(&trust, Input::Bytes(want));
        assert_eq!(outputs.last(), Some(&Output::Close { reason: CloseReason::ByUs(Bye::Protocol) }));
        assert_eq!(sent(&outputs), [Frame::Bye(Bye::Protocol)]);
    }
}

#[test]
fn no_more_than_the_window_travels_unacknowledged() {
    let (mut session, trust, _) = hub_with_amina(true);
    let mut on_the_way = 0;
    for position in 1..=9 {
        let sealed = vec![committed(&["registry/bordeaux"])];
        let outputs = session.step(&trust, Input::Loaded { sealed, mark: mark(position), more: true });
        on_the_way += sent(&outputs).len();
    }
    assert_eq!(on_the_way, 4);
    let acked = session.step(&trust, Input::Bytes(Frame::Ack { batch: 2 }.encode().unwrap()));
    assert!(acked.contains(&Output::Acked { position: 2 }));
    assert_eq!(sent(&acked).len(), 1, "the one that waited");
}

/// The hub's session with Amina, who has everything and knows it.
fn hub_with_amina_up_to_date() -> (Session, Trust) {
    let (mut session, trust, _) = hub_with_amina(true);
    let outputs = session.step(&trust, Input::Loaded { sealed: Vec::new(), mark: mark(1), more: false });
    assert!(sent(&outputs).contains(&Frame::CaughtUp));
    (session, trust)
}

#[test]
fn what_another_peer_has_just_brought_goes_on_once_and_its_mark_follows_from_the_log() {
    let (mut session, trust) = hub_with_amina_up_to_date();
    let brought = vec![committed(&["registry/bordeaux"])];
    let early = sent(&session.step(&trust, Input::Early(brought.clone())));
    assert!(matches!(&early[..], [Frame::Changes(changes)] if changes.sealed == brought && changes.mark.is_none()));
    let outputs = session.step(&trust, Input::LogGrew);
    assert!(matches!(outputs.last(), Some(Output::Load { after: 1, .. })), "{outputs:?}");
    let later = sent(&session.step(&trust, Input::Loaded { sealed: brought, mark: mark(2), more: false }));
    let only_marked = |changes: &Changes| changes.sealed.is_empty() && changes.mark == Some(mark(2));
    assert!(matches!(&later[..], [Frame::Changes(changes)] if only_marked(changes)), "{later:?}");
}

#[test]
fn what_came_early_is_acknowledged_with_what_comes_next() {
    let (mut session, trust) = hub_with_amina_up_to_date();
    session.step(&trust, Input::Bytes(Frame::CaughtUp.encode().unwrap()));
    let mut take = |batch, mark| {
        let changes = Changes { sealed: vec![committed(&["registry/bordeaux"])], mark };
        session.step(&trust, Input::Bytes(Frame::Changes(changes).encode().unwrap()));
        sent(&session.step(&trust, Input::Committed { batch }))
    };
    assert_eq!(take(1, None), []);
    assert_eq!(take(2, Some(mark(2))), [Frame::Ack { batch: 2 }]);
    // One that waits for its mark leaves the others room.
    assert_eq!(take(3, None), []);
    assert_eq!(take(4, None), [Frame::Ack { batch: 4 }]);
    assert_eq!(take(5, Some(mark(5))), [Frame::Ack { batch: 5 }]);
}

#[test]
fn nothing_goes_early_to_a_peer_that_may_not_read_it_or_has_something_else_to_come() {
    let (mut session, trust) = hub_with_amina_up_to_date();
    assert_eq!(session.step(&trust, Input::Early(vec![committed(&["person/bordeaux/jean"])])), []);
    let (mut session, trust, _) = hub_with_amina(true);
    assert_eq!(session.step(&trust, Input::Early(vec![committed(&["registry/bordeaux"])])), []);
}

#[test]
fn a_peer_whose_changes_never_reach_the_log_has_few_of_them_passed_on() {
    let (mut session, trust) = hub_with_amina_up_to_date();
    let mut passed_on = 0;
    for number in 0..200 {
        let mut worthless = committed(&["registry/bordeaux"]);
        worthless.changes[0].hash = [number; 32];
        passed_on += sent(&session.step(&trust, Input::Early(vec![worthless]))).len() as u64;
        // The first batch was the mark.
        session.step(&trust, Input::Bytes(Frame::Ack { batch: 1 + passed_on }.encode().unwrap()));
    }
    assert_eq!(passed_on, 64);
}

#[test]
fn one_worthless_change_brought_again_and_again_is_passed_on_once() {
    let (mut session, trust) = hub_with_amina_up_to_date();
    let brought = vec![committed(&["registry/bordeaux"])];
    assert_eq!(sent(&session.step(&trust, Input::Early(brought.clone()))).len(), 1);
    session.step(&trust, Input::Bytes(Frame::Ack { batch: 2 }.encode().unwrap()));
    assert_eq!(session.step(&trust, Input::Early(brought)), []);
}

/// A seal over so many changes of one KiB.
fn large(changes: usize) -> Sealed {
    let mut hub = Laptop::new("hub", "bordeaux");
    hub.padding = 1_024;
    hub.write(&vec!["registry/bordeaux"; changes]);
    let changes: Vec<_> = hub.state.log.iter().map(|held| held.change.clone()).collect();
    Sealed { seal: hub.state.log[0].seal.clone(), changes }
}

/// The seals of each frame that the hub sends of these, with how many changes are there.
fn batches(sealed: Vec<Sealed>) -> Vec<Vec<usize>> {
    let (mut session, trust, _) = hub_with_amina(true);
    let frames = sent(&session.step(&trust, Input::Loaded { sealed, mark: mark(999), more: true }));
    let changes =
        frames.iter().filter_map(|frame| if let Frame::Changes(changes) = frame { Some(changes) } else { None });
    let changes: Vec<_> = changes.collect();
    assert!(changes.iter().all(|c| c.sealed.iter().map(Sealed::weight).sum::<usize>() < 2 * BATCH_BYTES + 10_000));
    changes.iter().map(|c| c.sealed.iter().map(|one| one.changes.len()).collect()).collect()
}

/// Once a seal that was larger than a batch travelled twice, with all its digests.
#[test]
fn a_batch_ends_where_a_seal_ends_unless_that_is_far_away() {
    assert_eq!(batches(vec![large(256)]), [[256]]);
    assert_eq!(batches(vec![large(100), large(100), large(100), large(100)]), [vec![100, 100, 100], vec![100]]);
    assert_eq!(batches(vec![large(100), large(100), large(250)]), [vec![100, 100], vec![250]]);
}

#[test]
fn a_seal_that_is_larger_than_two_batches_is_cut() {
    let mut giant = large(200);
    giant.changes.iter_mut().for_each(|change| change.bytes.resize(4_096, 0));
    let parts = batches(vec![giant]);
    assert_eq!(parts.iter().map(Vec::len).max(), Some(1));
    assert!(parts.len() > 1 && parts.concat().iter().sum::<usize>() == 200, "{parts:?}");
}

fn listing(documents: &[DocumentId]) -> Vec<u8> {
    let documents = documents.iter().map(|id| (id.clone(), [4; 32])).collect();
    Frame::Listing(Listing { documents }).encode().unwrap()
}

#[test]
fn whoever_is_sent_everything_is_not_compared_with_as_well() {
    let (mut session, trust, _) = hub_with_amina(true);
    session.step(&trust, Input::Bytes(listing(&[document("registry/bordeaux")])));
    let sealed = vec![committed(&["registry/bordeaux"])];
    let more = session.step(&trust, Input::Loaded { sealed, mark: mark(1), more: true });
    assert!(matches!(more.last(), Some(Output::Load { after: 1, echo: true, .. })), "{more:?}");
    let last = session.step(&trust, Input::Loaded { sealed: Vec::new(), mark: mark(2), more: false });
    assert!(sent(&last).contains(&Frame::CaughtUp), "{last:?}");
}

/// The hub's session with Amina, whom it has met before, after she answered the first page of so many documents: she holds
/// only the first `held` of them.
fn hub_with_amina_after_a_page(count: usize, held: usize) -> (Session, Trust, Vec<Output>) {
    let trust = bordeaux();
    let cursor = Some(Cursor { epoch: [2; 16], position: 4, chain: [5; 16] });
    let facts = Facts { epoch: [1; 16], position: 9, cursor, empty: false, met: true };
    let (mut session, _) = Session::open(key("amina").id(), facts, &trust);
    session.step(&trust, Input::Bytes(Frame::Hello(hello(&trust, true)).encode().unwrap()));
    let page: Vec<_> = (0..count).map(|i| document(&format!("card/bordeaux/restos/p{i:05}"))).collect();
    let documents = page.iter().map(|id| (id.clone(), [4; 32])).collect();
    session.step(&trust, Input::Listed { documents, mark: mark(9), more: true });
    let have = |i: usize| if i < held { vec![[5; 8]] } else { Vec::new() };
    let documents = page.into_iter().enumerate().map(|(i, id)| (id, have(i))).collect();
    let want = Frame::Want(Want { documents, more: false }).encode().unwrap();
    let outputs = session.step(&trust, Input::Bytes(want));
    (session, trust, outputs)
}

#[test]
fn whoever_has_nothing_of_a_long_first_page_is_sent_all_there_is() {
    let (mut session, trust, outputs) = hub_with_amina_after_a_page(1_024, 0);
    assert!(matches!(outputs.last(), Some(Output::Load { after: 0, echo: true, .. })), "{outputs:?}");
    let sealed = vec![committed(&["registry/bordeaux"])];
    let part = session.step(&trust, Input::Loaded { sealed: sealed.clone(), mark: mark(4), more: true });
    assert!(matches!(&sent(&part)[..], [Frame::Changes(changes)] if changes.mark.is_none()), "{part:?}");
    let rest = session.step(&trust, Input::Loaded { sealed, mark: mark(9), more: false });
    assert!(matches!(&sent(&rest)[..], [Frame::Changes(changes), Frame::CaughtUp] if changes.mark == Some(mark(9))));
}

#[test]
fn whoever_has_something_of_the_first_page_or_lacks_little_is_compared_with_to_the_end() {
    for (count, held) in [(1_024, 1), (1_023, 0)] {
        let (_, _, outputs) = hub_with_amina_after_a_page(count, held);
        assert!(matches!(outputs.last(), Some(Output::LoadMissing { until: 9, .. })), "{outputs:?}");
    }
}
