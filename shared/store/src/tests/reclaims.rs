//! What the city takes back before it is given back: what is open, and what is still counted on.

use super::*;
use mainforte_api::Topic;
use mainforte_documents::Record;
use mainforte_domain::{Answer, Booking, BookingStatus, DeviceId, Loan, Minute, Reclaim, ReclaimRequest, Right};

const BOARD: &str = "board/restos/2020-03";
const THEIRS: &str = "board/secours/2020-03";
const CLAIRE: DeviceId = DeviceId([9; 32]);

fn lent() -> Loan {
    loan("l1", "restos", "marie", at("2020-03-26T08:00", 600))
}

fn granted() -> (&'static str, Record) {
    ("loans/bordeaux/restos", Record::Loan(lent()))
}

fn taken_back() -> (&'static str, Record) {
    let reclaim = Reclaim { by: CLAIRE, at: NOW };
    ("loans/bordeaux/restos", Record::Loan(lent().taken_back(reclaim)))
}

fn asked(outbox: &'static str, loan: &str) -> (&'static str, Record) {
    (outbox, Record::ReclaimRequest(ReclaimRequest { loan: id(loan), by: CLAIRE, at: NOW }))
}

fn open(hub: &Laptop) -> Vec<String> {
    hub.store
        .open_reclaims()
        .unwrap()
        .into_iter()
        .map(|(request, loan)| format!("{} {}", request.loan, loan.to))
        .collect()
}

#[test]
fn what_is_to_be_taken_back_is_the_same_whatever_came_first() {
    let later = Record::Loan(loan("l2", "restos", "marie", at("2020-03-28T08:00", 600)));
    let story = [
        asked("outbox/bordeaux", "l1"),
        granted(),
        asked("outbox/bordeaux", "l2"),
        asked("outbox/bordeaux", "nobodys"),
        ("loans/bordeaux/restos", later),
        // An association asks the issuer for nothing of the kind.
        asked("outbox/secours", "l1"),
    ];
    for turn in 0..story.len() {
        let mut hub = Laptop::hub();
        for record in story.iter().cycle().skip(turn).take(story.len()) {
            hub.write(std::slice::from_ref(record));
        }
        assert_eq!(open(&hub), ["l1 restos", "l2 restos"], "beginning with {:?}", story[turn].1);
        hub.write(&[taken_back()]);
        assert_eq!(open(&hub), ["l2 restos"]);
    }
}

#[test]
fn what_was_taken_back_is_open_again_with_a_loan_that_falls_and_comes_back() {
    let mut hub = Laptop::hub();
    hub.write(&[asked("outbox/bordeaux", "l1"), taken_back()]);
    assert_eq!(open(&hub), [""; 0]);
    hub.store.commit(crate::Commit { removed: vec![id("loans/bordeaux/restos")], ..crate::Commit::at(NOW) }).unwrap();
    hub.documents.clear();
    assert_eq!(open(&hub), [""; 0], "there is nothing to take back");
    hub.write(&[granted()]);
    assert_eq!(open(&hub), ["l1 restos"]);
}

/// Marie of the pool is booked at the Restos, who have her on loan.
fn restos_count_on_marie(hub: &mut Laptop) {
    hub.write(&registry());
    hub.write(&[("person/bordeaux/marie", Record::Person(person("marie", "Marie", "Durand")))]);
    hub.write(&[
        granted(),
        (BOARD, Record::Shift(shift("s1", at("2020-03-26T09:00", 180)))),
        (BOARD, Record::Booking(Booking { answer: Answer::Yes, ..booking("b1", "s1", "marie") })),
    ]);
}

#[test]
fn a_booking_on_time_that_was_taken_back_is_raised_until_it_is_cancelled_or_over() {
    let mut hub = Laptop::hub();
    restos_count_on_marie(&mut hub);
    let standing = |hub: &Laptop| hub.store.booking(&id("b1")).unwrap().unwrap().right;
    assert_eq!((standing(&hub), hub.store.reclaimed(NOW).unwrap()), (Some(Right::Held), vec![]));
    let uses = hub.store.loan_use(&id("l1")).unwrap();
    assert_eq!((uses.len(), uses[0].seat.title.as_str(), uses[0].answer), (1, "Distribution", Answer::Yes));

    let committed = hub.write(&[taken_back()]);
    assert!(committed.topics.contains(&Topic::Settle));
    assert_eq!(standing(&hub), Some(Right::Requested));
    let view = hub.store.reclaimed(NOW).unwrap();
    assert_eq!((view.len(), view[0].name.as_str(), view[0].org_name.as_str()), (1, "Marie Durand", "Restos du cœur"));
    assert_eq!((view[0].bookings[0].booking.as_str(), &view[0].bookings[0].elsewhere), ("b1", &None));
    let row = hub.store.loans().unwrap().loans.remove(0);
    assert_eq!((row.returned, row.reclaimed), (true, Some(NOW)));

    let over: Minute = at("2020-03-26T09:00", 180).until;
    assert_eq!(hub.store.reclaimed(over).unwrap(), []);
    let cancelled = Booking { status: BookingStatus::Cancelled, ..booking("b1", "s1", "marie") };
    hub.write(&[(BOARD, Record::Booking(cancelled))]);
    assert_eq!(hub.store.reclaimed(NOW).unwrap(), []);
}

#[test]
fn who_is_promised_to_two_is_named_to_the_city_with_both_places() {
    let mut hub = Laptop::hub();
    restos_count_on_marie(&mut hub);
    let again = loan("l2", "secours", "marie", at("2020-03-26T08:00", 600));
    hub.write(&[taken_back(), ("loans/bordeaux/secours", Record::Loan(again))]);
    hub.write(&[
        (THEIRS, Record::Shift(shift("t1", at("2020-03-26T11:00", 180)))),
        (THEIRS, Record::Booking(booking("c1", "t1", "marie"))),
        (THEIRS, Record::Shift(shift("t2", at("2020-03-26T14:00", 60)))),
        (THEIRS, Record::Booking(booking("c2", "t2", "marie"))),
    ]);
    let held = hub.store.booking(&id("c1")).unwrap().unwrap().right;
    assert_eq!(held, Some(Right::Held), "no contest between two associations");
    let view = hub.store.reclaimed(NOW).unwrap();
    let elsewhere = view[0].bookings[0].elsewhere.as_ref().unwrap();
    assert_eq!((elsewhere.org_name.as_str(), elsewhere.seat.shift.as_str()), ("Secours populaire", "t1"));
    assert_eq!(hub.store.to_settle().unwrap().open, []);
    let items = hub.store.today(NOW).unwrap().items;
    assert!(items.contains(&mainforte_api::TodayItem::ToSettle { count: 1 }), "{items:?}");
}

#[test]
fn who_was_lent_anew_to_the_same_association_is_no_longer_raised() {
    let mut hub = Laptop::hub();
    restos_count_on_marie(&mut hub);
    hub.write(&[taken_back()]);
    assert_eq!(hub.store.reclaimed(NOW).unwrap().len(), 1);
    let again = loan("l2", "restos", "marie", at("2020-03-26T09:00", 180));
    hub.write(&[("loans/bordeaux/restos", Record::Loan(again))]);
    assert_eq!(hub.store.reclaimed(NOW).unwrap(), []);
}
