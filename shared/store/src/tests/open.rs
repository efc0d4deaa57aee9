//! What is open, to be lent, to be acknowledged, to be taken note of, follows from the records and not from their order.

use super::*;
use mainforte_documents::Record;
use mainforte_domain::{DeviceId, GiveBack, LendRequest, Loan, LoanStatus};

const LOANS: &str = "loans/bordeaux/restos";

fn request(id_: &str, refused: Option<&str>) -> (&'static str, Record) {
    let window = at("2020-03-28T09:00", 600);
    let refused = refused.map(str::to_owned);
    let request = LendRequest { id: id(id_), volunteer: id("marie"), to: id("restos"), window, quota: None, refused };
    ("outbox/bordeaux", Record::LendRequest(request))
}

fn lent(id_: &str, status: LoanStatus) -> (&'static str, Record) {
    let lent = Loan { status, ..loan(id_, "restos", "marie", at("2020-03-28T09:00", 600)) };
    (LOANS, Record::Loan(lent))
}

fn given_back(loan: &str) -> (&'static str, Record) {
    ("outbox/restos", Record::GiveBack(GiveBack { loan: id(loan), by: DeviceId([2; 32]), at: NOW }))
}

/// Requests to lend, give-backs that a laptop has to acknowledge, and those of which the issuer has to take note.
fn open(hub: &Laptop) -> [Vec<String>; 3] {
    let requests = hub.store.open_lend_requests().unwrap().into_iter().map(|request| request.id.to_string());
    let to_see = hub.store.give_backs_not_acknowledged(&id("restos"), &DeviceId([3; 32])).unwrap();
    let to_note = hub.store.give_backs_open().unwrap().into_iter().map(|(loan, _)| loan.id.to_string());
    [requests.collect(), to_see.into_iter().map(|loan| loan.to_string()).collect(), to_note.collect()]
}

fn names<const N: usize>(lists: [&[&str]; N]) -> [Vec<String>; N] {
    lists.map(|list| list.iter().map(|name| (*name).to_owned()).collect())
}

#[test]
fn what_is_open_is_the_same_whatever_came_first() {
    let story = [
        request("l1", None),
        request("l2", None),
        request("l3", Some("no_such_person")),
        given_back("l2"),
        given_back("l4"),
        given_back("l5"),
        lent("l2", LoanStatus::Granted),
        lent("l4", LoanStatus::Returned),
        lent("l6", LoanStatus::Granted),
    ];
    let expected = names([&["l1"], &["l2", "l5"], &["l2"]]);
    for turn in 0..story.len() {
        let mut hub = Laptop::hub();
        for record in story.iter().cycle().skip(turn).take(story.len()) {
            hub.write(std::slice::from_ref(record));
        }
        assert_eq!(open(&hub), expected, "beginning with {:?}", story[turn].1);
        let refused = hub.store.lend_requests().unwrap().into_iter().map(|request| request.id.to_string());
        assert_eq!(refused.collect::<Vec<_>>(), ["l1", "l3"], "a screen shows the refused one as well");
    }
}

#[test]
fn what_the_issuer_took_note_of_is_closed_and_opens_again_with_a_loan_that_falls() {
    let mut hub = Laptop::hub();
    hub.write(&[request("l1", None), given_back("l1"), lent("l1", LoanStatus::Granted)]);
    assert_eq!(open(&hub), names([&[], &["l1"], &["l1"]]));
    hub.write(&[lent("l1", LoanStatus::Returned)]);
    assert_eq!(open(&hub), names([&[], &[], &[]]));
    hub.store.commit(crate::Commit { removed: vec![id(LOANS)], ..crate::Commit::at(NOW) }).unwrap();
    assert_eq!(open(&hub), names([&["l1"], &["l1"], &[]]));
}
