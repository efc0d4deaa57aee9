//! The mailbox keeps what it was given until everybody has fetched it, within its bounds.

use super::laptop::Laptop;
use crate::{MAILBOX_BYTES_MAX, MAILBOX_MINUTES_MAX, Store};
use mainforte_domain::{DeviceId, Minute, OrgId};

const NOW: Minute = Minute(26_000_000);
/// Who deposits.
const AMINA: DeviceId = DeviceId([9; 32]);

fn restos() -> OrgId {
    OrgId::parse("restos").unwrap()
}

fn device(number: u8) -> DeviceId {
    DeviceId([number; 32])
}

#[test]
fn a_parcel_stays_until_the_last_of_its_readers_has_fetched_it() {
    let mut hub = Laptop::hub().store;
    let (louis, nadia) = (device(1), device(2));
    assert!(hub.keep_parcel(&restos(), &AMINA, &[louis, nadia], b"first", NOW).unwrap());
    assert!(hub.keep_parcel(&restos(), &AMINA, &[louis], b"second", NOW).unwrap());
    assert!(
        hub.keep_parcel(&restos(), &AMINA, &[louis, nadia], b"first", NOW).unwrap(),
        "the answer was lost: it comes again"
    );
    let (first, bytes) = hub.parcel_for(&louis).unwrap().unwrap();
    assert_eq!(bytes, b"first");
    hub.fetched(&louis, first).unwrap();
    assert_eq!(hub.parcel_for(&louis).unwrap().unwrap().1, b"second");
    assert_eq!(hub.parcel_for(&nadia).unwrap().unwrap().1, b"first");
    hub.fetched(&nadia, first).unwrap();
    assert_eq!(hub.parcel_for(&nadia).unwrap(), None);
    let kept: i64 = hub.connection.query_row("SELECT count(*) FROM parcels", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 1, "the second one waits");
    assert_eq!(hub.last_parcel().unwrap(), 2);
}

#[test]
fn a_full_mailbox_refuses_and_drops_nothing() {
    let mut hub = Laptop::hub().store;
    let (louis, rachid) = (device(1), device(3));
    let large = usize::try_from(MAILBOX_BYTES_MAX).unwrap() / 2;
    for fill in [1_u8, 2] {
        assert!(hub.keep_parcel(&restos(), &AMINA, &[louis], &vec![fill; large], NOW).unwrap());
    }
    assert!(!hub.keep_parcel(&restos(), &AMINA, &[louis], b"one too many", NOW).unwrap());
    let secours = OrgId::parse("secours").unwrap();
    assert!(hub.keep_parcel(&secours, &AMINA, &[rachid], b"another association's", NOW).unwrap());
    let (number, bytes) = hub.parcel_for(&louis).unwrap().unwrap();
    assert_eq!(bytes.first(), Some(&1));
    hub.fetched(&louis, number).unwrap();
    assert!(hub.keep_parcel(&restos(), &AMINA, &[louis], b"one too many", NOW).unwrap(), "there is room again");
}

fn sign_in(hub: &Store, device: &DeviceId, revoked: bool) {
    let sql = "INSERT INTO devices (device, org, role, name, revoked) VALUES (?1, 'restos', 'coordinator', '', ?2)";
    hub.connection.execute(sql, (device.0, revoked)).unwrap();
}

#[test]
fn a_laptop_that_fills_the_mailbox_leaves_its_colleagues_their_share_of_it() {
    let mut hub = Laptop::hub().store;
    let (amina, louis, nadia) = (AMINA, device(1), device(2));
    [amina, louis, nadia].iter().for_each(|laptop| sign_in(&hub, laptop, false));
    let piece = usize::try_from(MAILBOX_BYTES_MAX).unwrap() / 24;
    let mut kept = 0;
    while hub.keep_parcel(&restos(), &amina, &[louis], &vec![kept; piece], NOW).unwrap() {
        kept += 1;
    }
    assert_eq!(kept, 16, "half of the room, and a third of the other half");
    for laptop in [louis, nadia] {
        let (share, more) = (vec![100 + laptop.0[0]; 4 * piece], vec![100 + laptop.0[0]; piece]);
        assert!(hub.keep_parcel(&restos(), &laptop, &[amina], &share, NOW).unwrap());
        assert!(!hub.keep_parcel(&restos(), &laptop, &[amina], &more, NOW).unwrap(), "it is full");
    }
    // What was fetched makes room for who deposited it, not for the others' shares.
    let (number, _) = hub.parcel_for(&louis).unwrap().unwrap();
    hub.fetched(&louis, number).unwrap();
    assert!(hub.keep_parcel(&restos(), &amina, &[louis], &vec![77; piece], NOW).unwrap());
}

#[test]
fn what_nobody_comes_for_goes_after_a_year() {
    let mut hub = Laptop::hub().store;
    let louis = device(1);
    hub.keep_parcel(&restos(), &AMINA, &[louis], b"old", NOW).unwrap();
    hub.keep_parcel(&restos(), &AMINA, &[louis], b"new", NOW.plus(MAILBOX_MINUTES_MAX)).unwrap();
    hub.tidy_mailbox(NOW.plus(MAILBOX_MINUTES_MAX)).unwrap();
    assert_eq!(hub.parcel_for(&louis).unwrap().unwrap().1, b"old", "not before");
    hub.tidy_mailbox(NOW.plus(MAILBOX_MINUTES_MAX + 1)).unwrap();
    assert_eq!(hub.parcel_for(&louis).unwrap().unwrap().1, b"new");
}

#[test]
fn what_waits_for_a_device_that_was_shut_out_makes_room_when_there_is_none() {
    let mut hub = Laptop::hub().store;
    let (lost, louis) = (device(1), device(2));
    let full = usize::try_from(MAILBOX_BYTES_MAX).unwrap();
    assert!(hub.keep_parcel(&restos(), &AMINA, &[lost], &vec![1; full], NOW).unwrap());
    assert!(!hub.keep_parcel(&restos(), &AMINA, &[louis], b"more", NOW).unwrap());
    sign_in(&hub, &lost, true);
    assert!(hub.keep_parcel(&restos(), &AMINA, &[louis], b"more", NOW).unwrap());
    let kept = |sql: &str| hub.connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let counted: (i64, i64) = kept("SELECT sum(parcels), sum(bytes) FROM mailboxes WHERE org = 'restos'");
    assert_eq!(counted, kept("SELECT count(*), sum(length(bytes)) FROM parcels"));
    assert_eq!(counted, (1, 4));
}

#[test]
fn what_was_deposited_never_goes_back_unless_the_mailbox_is_another_one() {
    let mut amina = Laptop::hub().store;
    let louis = device(1);
    amina.set_posted(&[louis], 7).unwrap();
    amina.set_posted(&[louis], 3).unwrap();
    assert_eq!(amina.posted(&louis).unwrap(), 7);
    amina.forget_posted().unwrap();
    assert_eq!(amina.posted(&louis).unwrap(), 0);
}

/// Once each colleague was a transaction and a wait for the disk, at every change that arrived.
#[test]
fn what_was_deposited_for_all_colleagues_is_noted_at_once() {
    let mut amina = Laptop::amina();
    let length = |amina: &Laptop| std::fs::metadata(amina.path().with_extension("db-wal")).unwrap().len();
    let colleagues: Vec<DeviceId> = (1..=40).map(device).collect();
    amina.store.set_posted(&colleagues, 1).unwrap();
    let before = length(&amina);
    amina.store.set_posted(&colleagues, 2).unwrap();
    let pages = (length(&amina) - before) / 4_096;
    assert!((1..=3).contains(&pages), "one page of the table, not one for each colleague: {pages}");
    let synchronous: i64 = amina.store.connection.query_row("PRAGMA synchronous", [], |row| row.get(0)).unwrap();
    assert_eq!(synchronous, 2, "what is committed next waits for the disk again");
}
