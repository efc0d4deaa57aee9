//! The power fails while a city is founded or joined: what is left is nothing or a whole.

use super::*;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

/// More commits than a founding or a joining ever was.
const COMMITS: i64 = 8;

/// A desk that has so many commits left, on a disk that had nothing.
fn about_to_stop(folder: &TempDir, commits: i64) -> Desk {
    let mut desk = open(store(folder), NOW);
    desk.cut_power_after(Arc::new(AtomicI64::new(commits))).unwrap();
    desk
}

/// What is drawn follows from the time: each of these is another device.
const LATER: Minute = Minute(NOW.0 + 1);
const LATER_STILL: Minute = Minute(NOW.0 + 2);

/// The hub of a city that was founded then, which lets a device in.
fn welcome(founded: Minute, device: DeviceId) -> (Invitation, JoinReply) {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = open(store(&folder), founded);
    hub.found("Bordeaux").unwrap();
    let invitation = invitation(&mut hub, Some("Restos"));
    let request = JoinRequest { secret: invitation.secret, device_name: "Amina".to_owned() };
    let reply = hub.enrol(device, &request).unwrap();
    (invitation, reply)
}

#[test]
fn a_founding_that_the_power_cuts_short_leaves_nothing_or_a_whole_city() {
    for commits in 0..COMMITS {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = about_to_stop(&folder, commits);
        let answered = desk.found("Bordeaux");
        drop(desk);
        let mut desk = open(store(&folder), NOW);
        assert_eq!(answered.is_ok(), desk.trust().is_some(), "after {commits} commits");
        if answered.is_err() {
            desk.found("Bordeaux").unwrap();
        }
        drop(desk);
        let mut desk = open(store(&folder), NOW);
        assert_eq!(desk.store.city_name().unwrap(), "Bordeaux", "after {commits} commits");
        assert!(desk.execute(Command::Invite { association: Some("Restos".to_owned()) }).is_ok());
    }
}

#[test]
fn a_joining_that_the_power_cuts_short_leaves_a_device_that_joins_any_city_or_one_that_has_joined() {
    let mut cut_short = 0;
    for commits in 0..COMMITS {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = about_to_stop(&folder, commits);
        let (invitation, reply) = welcome(LATER, desk.device());
        let answered = desk.take_welcome(&invitation, "Amina", reply);
        drop(desk);
        let mut desk = open(store(&folder), NOW);
        assert_eq!(answered.is_ok(), desk.member().is_ok(), "after {commits} commits");
        if answered.is_err() {
            cut_short += 1;
            let (invitation, reply) = welcome(LATER_STILL, desk.device());
            desk.take_welcome(&invitation, "Amina", reply).unwrap();
        }
        drop(desk);
        let mut desk = open(store(&folder), NOW);
        assert!(desk.execute(Command::PutPlace { place: place("Gare") }).is_ok(), "after {commits} commits");
        assert_eq!(desk.store.documents().unwrap().len(), 1);
    }
    assert!((1..COMMITS).contains(&cut_short));
}

#[test]
fn a_city_of_which_the_root_key_cannot_be_kept_is_not_founded() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = open(store(&folder), NOW);
    assert!(desk.found_with("Bordeaux", |_| Err(Trouble::fault("no room for it"))).is_err());
    assert!(desk.trust().is_none() && desk.found("Bordeaux").is_ok());
}
