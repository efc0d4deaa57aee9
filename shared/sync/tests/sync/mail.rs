//! The mailbox's frames: one parcel at a time each way, and nothing out of turn.

use crate::city::{bordeaux, key};
use mainforte_domain::Minute;
use mainforte_sync::bundle::BUNDLE_VERSION;
use mainforte_sync::session::{Deposit, PARCEL_BYTES_MAX, Ticket};
use mainforte_sync::{Bye, CloseReason, Facts, Frame, Input, LastSeen, Output, Session};
use proptest::prelude::*;

/// A session of `me` with `peer`, who has said hello and has nothing more to say.
fn met(me: &str, peer: &str) -> (Session, Vec<Output>) {
    let trust = bordeaux();
    let facts = |epoch| Facts { epoch: [epoch; 16], position: 0, cursor: None, empty: true, met: false };
    let (mut session, _) = Session::open(key(peer).id(), facts(1), &trust);
    let (_, hello) = Session::open(key(me).id(), facts(2), &trust);
    let Some(Output::Send(hello)) = hello.first().cloned() else { panic!() };
    session.step(&trust, Input::Bytes(hello));
    let out = hears(&mut session, Frame::CaughtUp);
    (session, out)
}

fn step(session: &mut Session, input: Input) -> Vec<Output> {
    session.step(&bordeaux(), input)
}

fn hears(session: &mut Session, frame: Frame) -> Vec<Output> {
    step(session, Input::Bytes(frame.encode().unwrap()))
}

fn broke_the_protocol(out: &[Output]) -> bool {
    out.contains(&Output::Close { reason: CloseReason::ByUs(Bye::Protocol) })
}

fn deposit(position: u64) -> Deposit {
    Deposit { parcel: vec![7; 90], ticket: Ticket { readers: vec![key("louis").id()], position } }
}

#[test]
fn a_laptop_deposits_at_the_hub_one_parcel_after_the_other() {
    let (mut amina, out) = met("amina", "hub");
    assert!(out.contains(&Output::NextDeposit) && !asks_for_a_parcel(&out));
    let out = step(&mut amina, Input::Deposit(Some(deposit(3))));
    assert_eq!(out, [Output::Send(Frame::Deposit { parcel: vec![7; 90] }.encode().unwrap())]);
    assert!(!step(&mut amina, Input::LogGrew).contains(&Output::NextDeposit), "one is on its way");
    let out = hears(&mut amina, Frame::Deposited { kept: true });
    assert_eq!(out, [Output::Deposited { ticket: deposit(3).ticket }, Output::NextDeposit]);
    assert!(step(&mut amina, Input::Deposit(None)).is_empty());
    assert!(step(&mut amina, Input::LogGrew).contains(&Output::NextDeposit));
}

#[test]
fn without_room_at_the_hub_nothing_is_noted_and_nothing_is_sent_again_for_some_minutes() {
    let (mut amina, _) = met("amina", "hub");
    step(&mut amina, Input::Deposit(Some(deposit(3))));
    assert_eq!(hears(&mut amina, Frame::Deposited { kept: false }), []);
    assert!(
        !step(&mut amina, Input::LogGrew).contains(&Output::NextDeposit),
        "each change would carry the parcel again"
    );
    assert!(step(&mut amina, Input::TimePassed).contains(&Output::NextDeposit));
    step(&mut amina, Input::Deposit(Some(deposit(3))));
    hears(&mut amina, Frame::Deposited { kept: true });
    step(&mut amina, Input::Deposit(None));
    assert!(step(&mut amina, Input::LogGrew).contains(&Output::NextDeposit));
}

#[test]
fn the_hub_delivers_what_waits_and_forgets_it_when_it_was_fetched() {
    let (mut hub, out) = met("hub", "louis");
    assert!(asks_for_a_parcel(&out) && !out.contains(&Output::NextDeposit));
    let out = step(&mut hub, Input::Delivery(Some((5, vec![1; 20]))));
    assert_eq!(out, [Output::Send(Frame::Parcel { number: 5, parcel: vec![1; 20] }.encode().unwrap())]);
    assert!(step(&mut hub, Input::MailGrew).is_empty(), "one is on its way");
    assert_eq!(hears(&mut hub, Frame::Fetched { number: 5 }), [Output::Fetched { number: 5 }, next(0)]);
    assert!(step(&mut hub, Input::Delivery(None)).is_empty());
    assert_eq!(step(&mut hub, Input::MailGrew), [next(0)]);
}

#[test]
fn a_parcel_that_a_laptop_cannot_read_stays_at_the_hub_and_holds_up_none_behind_it() {
    let in_version = |version: u16| [&b"mainforte-bundle"[..], &version.to_le_bytes(), b"sealed"].concat();
    let (newer, known) = (in_version(BUNDLE_VERSION + 1), in_version(BUNDLE_VERSION));
    let (mut louis, _) = met("louis", "hub");
    hears(&mut louis, Frame::Parcel { number: 5, parcel: newer.clone() });
    let unread = Frame::Unread { number: 5, reads: BUNDLE_VERSION };
    assert_eq!(step(&mut louis, Input::ParcelNewer), [Output::Send(unread.encode().unwrap())]);

    let (mut hub, _) = met("hub", "louis");
    step(&mut hub, Input::Delivery(Some((5, newer.clone()))));
    assert_eq!(hears(&mut hub, unread), [next(5)], "it is not forgotten, and not sent again");
    assert_eq!(step(&mut hub, Input::Delivery(Some((6, newer)))), [next(6)], "no more of these");
    let out = step(&mut hub, Input::Delivery(Some((7, known.clone()))));
    assert_eq!(out, [Output::Send(Frame::Parcel { number: 7, parcel: known }.encode().unwrap())]);
    assert_eq!(hears(&mut hub, Frame::Fetched { number: 7 }), [Output::Fetched { number: 7 }, next(6)]);
}

/// Once a fault was answered like a newer version: then what only a newer program reads never came on that connection, and
/// nobody was asked to update.
#[test]
fn a_parcel_that_failed_for_a_fault_stays_at_the_hub_and_says_nothing_of_versions() {
    let newer = [&b"mainforte-bundle"[..], &(BUNDLE_VERSION + 1).to_le_bytes(), b"sealed"].concat();
    let (mut louis, _) = met("louis", "hub");
    hears(&mut louis, Frame::Parcel { number: 5, parcel: vec![1; 20] });
    let left = Frame::Left { number: 5 };
    assert_eq!(step(&mut louis, Input::ParcelLeft), [Output::Send(left.encode().unwrap())]);

    let (mut hub, _) = met("hub", "louis");
    step(&mut hub, Input::Delivery(Some((5, vec![1; 20]))));
    assert_eq!(hears(&mut hub, left), [next(5)], "it is not forgotten, and not sent again on this connection");
    let out = step(&mut hub, Input::Delivery(Some((6, newer.clone()))));
    assert_eq!(out, [Output::Send(Frame::Parcel { number: 6, parcel: newer }.encode().unwrap())]);
}

fn next(after: u64) -> Output {
    Output::NextDelivery { after }
}

fn asks_for_a_parcel(out: &[Output]) -> bool {
    out.iter().any(|output| matches!(output, Output::NextDelivery { .. }))
}

#[test]
fn a_laptop_confirms_a_parcel_after_it_was_taken_in() {
    let (mut louis, _) = met("louis", "hub");
    let out = hears(&mut louis, Frame::Parcel { number: 5, parcel: vec![1; 20] });
    assert_eq!(out, [Output::TakeParcel { parcel: vec![1; 20] }]);
    let out = step(&mut louis, Input::ParcelTaken);
    assert_eq!(out, [Output::Send(Frame::Fetched { number: 5 }.encode().unwrap())]);
}

#[test]
fn a_peer_that_sends_out_of_turn_is_shut_out() {
    let parcel = || Frame::Parcel { number: 1, parcel: vec![] };
    let deposit = || Frame::Deposit { parcel: vec![] };
    for frames in [
        vec![Frame::Deposited { kept: true }],
        vec![Frame::Fetched { number: 1 }],
        vec![Frame::Unread { number: 1, reads: BUNDLE_VERSION }],
        vec![Frame::Left { number: 1 }],
        vec![parcel(), parcel()],
        vec![deposit(), deposit()],
        vec![Frame::Deposit { parcel: vec![0; PARCEL_BYTES_MAX + 1] }],
    ] {
        let (mut hub, _) = met("hub", "louis");
        let last = frames.into_iter().map(|frame| hears(&mut hub, frame)).last().unwrap();
        assert!(broke_the_protocol(&last), "{last:?}");
    }
}

#[test]
fn only_the_citys_own_are_told_who_was_heard_of_and_only_the_hub_is_believed() {
    let seen = vec![LastSeen { device: key("amina").id(), at: Minute(300) }];
    let (mut claire, out) = met("claire", "hub");
    assert!(out.contains(&Output::AskSeen));
    assert!(step(&mut claire, Input::SeenSince(None)).is_empty(), "nobody looks at it here");
    let out = step(&mut claire, Input::SeenSince(Some(Minute(7))));
    assert_eq!(out, [Output::Send(Frame::SeenSince(Minute(7)).encode().unwrap())]);
    assert_eq!(hears(&mut claire, Frame::Seen(seen.clone())), [Output::Heard { devices: seen.clone() }]);
    assert_eq!(step(&mut claire, Input::TimePassed), [Output::AskSeen]);

    let (mut hub, _) = met("hub", "amina");
    assert!(broke_the_protocol(&hears(&mut hub, Frame::SeenSince(Minute(0)))), "an association asks");
    let (mut amina, out) = met("amina", "louis");
    assert!(!out.contains(&Output::AskSeen));
    assert!(broke_the_protocol(&hears(&mut amina, Frame::Seen(seen))), "a colleague tells");
}

#[test]
fn mailbox_frames_keep_their_bytes() {
    let lines = [
        Frame::Deposit { parcel: vec![1, 2, 3] },
        Frame::Deposited { kept: true },
        Frame::Parcel { number: 300, parcel: vec![1, 2, 3] },
        Frame::Fetched { number: 300 },
        Frame::SeenSince(Minute(300)),
        Frame::Seen(vec![LastSeen { device: key("amina").id(), at: Minute(300) }]),
        Frame::Unread { number: 300, reads: 1 },
        Frame::Left { number: 300 },
    ]
    .map(|frame| data_encoding::HEXLOWER.encode(&postcard::to_stdvec(&frame).unwrap()));
    insta::assert_snapshot!(lines.join("\n"));
}

proptest! {
    #[test]
    fn whatever_the_driver_and_the_peer_do_at_most_one_parcel_is_on_its_way(steps in prop::collection::vec(0u8..14, 0..60), hub: bool) {
        let (mut session, _) = if hub { met("hub", "louis") } else { met("louis", "hub") };
        let mut sent = 0_i32;
        for act in steps {
            let out = match act {
                0 => step(&mut session, Input::LogGrew),
                1 => step(&mut session, Input::MailGrew),
                2 => step(&mut session, Input::Deposit(Some(deposit(1)))),
                3 => step(&mut session, Input::Deposit(None)),
                4 => step(&mut session, Input::Delivery(Some((1, vec![2])))),
                5 => step(&mut session, Input::Delivery(None)),
                6 => step(&mut session, Input::Kept(true)),
                7 => step(&mut session, Input::ParcelTaken),
                8 => { sent = 0; hears(&mut session, Frame::Deposited { kept: true }) }
                9 => step(&mut session, Input::ParcelLeft),
                12 => step(&mut session, Input::ParcelNewer),
                13 => { sent = 0; hears(&mut session, Frame::Left { number: 1 }) }
                10 => { sent = 0; hears(&mut session, Frame::Unread { number: 1, reads: BUNDLE_VERSION }) }
                _ => { sent = 0; hears(&mut session, Frame::Fetched { number: 1 }) }
            };
            let parcels = out.iter().filter(|o| matches!(o, Output::Send(bytes) if is_parcel(bytes)));
            sent += i32::try_from(parcels.count()).unwrap();
            prop_assert!(sent <= 1);
        }
    }
}

fn is_parcel(bytes: &[u8]) -> bool {
    crate::link::frames(bytes).iter().any(|frame| matches!(frame, Frame::Deposit { .. } | Frame::Parcel { .. }))
}
