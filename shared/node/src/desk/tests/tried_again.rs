//! What was passed over is tried again while the program runs, and said when it goes on failing.

use super::passed_over::{asks, association, booking, damage, loans_of, shift, status, two_loans, written_by};
use super::reclaims::{ask_back, pool};
use super::*;
use mainforte_domain::{LoanStatus, Month};
use mainforte_store::WriteAgain;
use mainforte_sync::DeviceKey;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

fn repair(desk: &mut Desk) {
    let Outcome::Repaired { incomplete, .. } = desk.execute(Command::Repair).unwrap() else { panic!() };
    assert_eq!(incomplete, 1);
}

#[test]
fn a_reclaim_that_goes_on_failing_is_said_and_done_once_the_document_is_repaired() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub(&folder);
    let [(loan, org), _] = two_loans(&mut hub);
    ask_back(&mut hub, &loan);
    let document = loans_of(&hub, &org);
    damage(&mut hub, &document);
    hub.keep_house();
    assert!(!hub.is_stuck(), "it may be for once");
    hub.keep_house();
    assert!(hub.is_stuck());
    assert_eq!(status(&hub, &loan), LoanStatus::Granted);
    repair(&mut hub);
    assert_eq!(status(&hub, &loan), LoanStatus::Returned);
    hub.keep_house();
    hub.keep_house();
    assert!(!hub.is_stuck());
}

#[test]
fn bookings_of_somebody_erased_are_cancelled_once_the_board_is_repaired() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub(&folder);
    let city = hub.member().unwrap().org;
    let volunteer = pool(&mut hub);
    let board = DocumentId::Board(city.clone(), Month::parse("2020-03").unwrap());
    asks(&mut hub, board.clone(), vec![Record::Shift(shift("one")), Record::Booking(booking("one", &volunteer))]);
    damage(&mut hub, &board);
    hub.execute(Command::Erase { volunteer, reason: EraseReason::PersonAsks }).unwrap();
    assert_eq!(hub.store.bookings_after(&city, NOW).unwrap().len(), 1);
    repair(&mut hub);
    hub.keep_house();
    assert_eq!(hub.store.bookings_after(&city, NOW).unwrap().len(), 0);
}

#[test]
fn what_is_to_be_written_again_is_once_the_document_is_repaired() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub(&folder);
    let id = DocumentId::Association(hub.member().unwrap().org);
    hub.execute(Command::PutPlace { place: place("Gare") }).unwrap();
    let quai = Place { id: PlaceId::parse("quai").unwrap(), name: "Quai".to_owned(), district: None, point: None };
    let again = WriteAgain { document: id.clone(), before: None, after: Record::Place(quai) };
    hub.commit(Commit { to_write_again: vec![again], ..Commit::at(NOW) }).unwrap();
    damage(&mut hub, &id);
    hub.keep_house();
    hub.keep_house();
    assert!(hub.is_stuck() && hub.store.to_write_again().unwrap().len() == 1);
    repair(&mut hub);
    hub.keep_house();
    assert!(!hub.is_stuck() && hub.store.to_write_again().unwrap().is_empty());
    assert_eq!(hub.shelf.take(&hub.store, &id).unwrap().records().len(), 2);
}

/// What a laptop that was shut out had left in two documents falls in both, whichever commit fails meanwhile.
#[test]
fn what_could_not_fall_with_a_device_falls_with_the_next_housekeeping() {
    for commits in 0..6 {
        let folder = tempfile::tempdir().unwrap();
        let mut hub = hub(&folder);
        let key = DeviceKey::from_secret(&[9; 32]);
        let org = association(&mut hub, "Restos", &key.id());
        let [first, second] =
            ["2020-03", "2020-04"].map(|month| DocumentId::Board(org.clone(), Month::parse(month).unwrap()));
        written_by(&mut hub, &key, &first, Record::Shift(shift("one")));
        written_by(&mut hub, &key, &second, Record::Shift(shift("two")));
        let mut longer = Trust::clone(hub.trust().unwrap());
        let entry = longer.append(&hub.key, TrustBody::RevokeAfter { device: key.id(), counter: 0 }).unwrap();
        hub.fail_once_after(Arc::new(AtomicI64::new(commits))).unwrap();
        if hub.extend_trust(vec![entry.clone()]).is_err() {
            hub.extend_trust(vec![entry]).unwrap();
        }
        hub.keep_house();
        for board in [&first, &second] {
            assert!(!hub.store.holds(board).unwrap(), "{board} stands, a commit failed after {commits}");
        }
    }
}
