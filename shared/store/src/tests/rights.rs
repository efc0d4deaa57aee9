use super::*;
use crate::Commit;
use crate::value::heard;
use mainforte_api::{ContestCause, SuggestionReason, Topic};
use mainforte_documents::Record;
use mainforte_domain::{Answer, Booking, Card, GiveBack, Loan, LoanStatus, Minutes, Right, Settlement, SettlementId};

const BOARD: &str = "board/restos/2020-03";

fn right(laptop: &Laptop, booking: &str) -> Option<Right> {
    laptop.store.booking(&id(booking)).unwrap().unwrap().right
}

/// Two shifts that overlap, and one the day after.
fn board() -> Vec<(&'static str, Record)> {
    vec![
        (BOARD, Record::Shift(shift("s1", at("2020-03-26T09:00", 180)))),
        (BOARD, Record::Shift(shift("s2", at("2020-03-26T10:00", 180)))),
        (BOARD, Record::Shift(shift("s3", at("2020-03-27T09:00", 180)))),
    ]
}

fn marie() -> (&'static str, Record) {
    ("person/restos/marie", Record::Person(person("marie", "Marie", "Durand")))
}

#[test]
fn a_requested_booking_is_held_when_the_loan_arrives_and_requested_again_when_it_is_given_back() {
    let (mut hub, mut amina) = (Laptop::hub(), Laptop::amina());
    hub.write(&registry());
    hub.write(&[("person/bordeaux/paul", Record::Person(person("paul", "Paul", "Petit")))]);
    amina.write(&board());
    let booked = amina.write(&[(BOARD, Record::Booking(booking("b1", "s1", "paul")))]);
    assert!(booked.topics.contains(&Topic::Board));
    assert_eq!(right(&amina, "b1"), Some(Right::Requested));
    hub.meet(&mut amina);
    assert_eq!(right(&hub, "b1"), Some(Right::Requested), "the city knows that Paul is its own");

    let lent = loan("l1", "restos", "paul", at("2020-03-26T08:00", 600));
    let card = Card::of_lent(id("bordeaux"), id("restos"), &person("paul", "Paul", "Petit"), lent.window.until);
    hub.write(&[("loans/bordeaux/restos", Record::Loan(lent)), ("card/bordeaux/restos/paul", Record::Card(card))]);
    hub.meet(&mut amina);
    assert_eq!((right(&amina, "b1"), right(&hub, "b1")), (Some(Right::Held), Some(Right::Held)));
    assert_eq!(amina.store.loans().unwrap().loans[0].booked, Minutes(180));

    let by = amina.device();
    amina.write(&[("outbox/restos", Record::GiveBack(GiveBack { loan: id("l1"), by, at: NOW }))]);
    assert_eq!(right(&amina, "b1"), Some(Right::Requested));
    assert_eq!(amina.store.give_backs_not_acknowledged(&id("restos"), &by).unwrap(), [id("l1")]);
    amina.write(&[("outbox/restos", Record::Returned { loan: id("l1"), device: by })]);
    assert_eq!(amina.store.give_backs_not_acknowledged(&id("restos"), &by).unwrap(), []);
    hub.meet(&mut amina);
    let open = hub.store.give_backs_open().unwrap();
    assert_eq!(open[0].1, [by].into());
    let returned = Loan { status: LoanStatus::Returned, ..open[0].0.clone() };
    hub.write(&[("loans/bordeaux/restos", Record::Loan(returned))]);
    assert_eq!(hub.store.give_backs_open().unwrap(), []);
}

#[test]
fn the_city_takes_whom_it_does_not_know_for_the_associations_own() {
    let (mut hub, mut amina) = (Laptop::hub(), Laptop::amina());
    let records = [board(), vec![marie(), (BOARD, Record::Booking(booking("b1", "s1", "marie")))]].concat();
    amina.write(&records);
    hub.meet(&mut amina);
    assert_eq!((right(&amina, "b1"), right(&hub, "b1")), (Some(Right::Held), Some(Right::Held)));
    let sheet = hub.store.shift_sheet(&id("s1")).unwrap().unwrap();
    assert_eq!((sheet.bookings[0].name.as_str(), sheet.shift.roles[0].held), ("", 1));
}

#[test]
fn two_laptops_that_booked_the_same_person_see_the_same_contest_and_settle_it_once() {
    let (mut amina, mut louis) = (Laptop::amina(), Laptop::louis());
    amina.write(&[board(), vec![marie()]].concat());
    louis.take_from(&amina);
    let yes = Booking { answer: Answer::Yes, ..booking("b2", "s2", "marie") };
    amina.write(&[(BOARD, Record::Booking(booking("b1", "s1", "marie")))]);
    louis.write(&[(BOARD, Record::Booking(yes)), (BOARD, Record::Booking(booking("b3", "s3", "marie")))]);
    assert_eq!(right(&amina, "b1"), Some(Right::Held));
    amina.meet(&mut louis);
    for laptop in [&amina, &louis] {
        assert_eq!(right(laptop, "b1"), Some(Right::Contested));
        assert_eq!(right(laptop, "b2"), Some(Right::Contested));
        assert_eq!(right(laptop, "b3"), Some(Right::Held));
    }
    let contests = amina.store.to_settle().unwrap();
    assert_eq!(contests, louis.store.to_settle().unwrap());
    let contest = &contests.open[0];
    assert_eq!((contest.name.as_str(), contest.cause), ("Marie Durand", ContestCause::Overlap));
    assert_eq!((contest.suggested.as_str(), contest.reason), ("b2", SuggestionReason::SaidYes));
    assert_eq!(contest.sides.each_ref().map(|side| side.right), [Right::Held, Right::Held]);

    let pair = SettlementId { first: id("b1"), second: id("b2") };
    let settlement = Settlement { id: pair, keep: id("b2"), by: louis.device(), at: NOW };
    let settled = louis.write(&[(BOARD, Record::Settlement(settlement))]);
    assert!(settled.topics.contains(&Topic::Settle));
    amina.meet(&mut louis);
    for laptop in [&amina, &louis] {
        assert_eq!((right(laptop, "b1"), right(laptop, "b2")), (None, Some(Right::Held)));
        let view = laptop.store.to_settle().unwrap();
        assert_eq!((view.open.len(), view.settled.len()), (0, 1));
        let kept = &view.settled[0].kept;
        assert_eq!(
            (kept.title.as_str(), kept.place.as_str(), kept.window),
            ("Distribution", "", at("2020-03-26T10:00", kept.window.length().0))
        );
    }
}

#[test]
fn more_than_the_lent_hours_is_contested() {
    let mut amina = Laptop::amina();
    let lent = Loan { quota: Some(Minutes(200)), ..loan("l1", "restos", "paul", at("2020-03-26T00:00", 2880)) };
    amina.write(&[("loans/bordeaux/restos", Record::Loan(lent))]);
    amina.write(&board());
    amina.write(&[(BOARD, Record::Booking(booking("b1", "s1", "paul")))]);
    assert_eq!(right(&amina, "b1"), Some(Right::Held));
    let booked = amina.write(&[(BOARD, Record::Booking(booking("b3", "s3", "paul")))]);
    assert!(booked.topics.contains(&Topic::Settle));
    assert_eq!((right(&amina, "b1"), right(&amina, "b3")), (Some(Right::Contested), Some(Right::Contested)));
    assert_eq!(amina.store.to_settle().unwrap().open[0].cause, ContestCause::Quota);
}

#[test]
fn moving_a_shift_derives_the_rights_of_its_people_again() {
    let mut amina = Laptop::amina();
    amina.write(&[board(), vec![marie()]].concat());
    let two = [booking("b1", "s1", "marie"), booking("b2", "s2", "marie")].map(|b| (BOARD, Record::Booking(b)));
    amina.write(&two);
    assert_eq!(right(&amina, "b1"), Some(Right::Contested));
    amina.write(&[(BOARD, Record::Shift(shift("s2", at("2020-03-26T12:00", 180))))]);
    assert_eq!((right(&amina, "b1"), right(&amina, "b2")), (Some(Right::Held), Some(Right::Held)));
}

#[test]
fn a_loan_of_another_city_gives_no_right() {
    let mut amina = Laptop::amina();
    amina.write(&board());
    let lent = loan("l1", "restos", "paul", at("2020-03-26T00:00", 2880));
    amina.write(&[("loans/secours/restos", Record::Loan(lent)), (BOARD, Record::Booking(booking("b1", "s1", "paul")))]);
    assert_eq!(right(&amina, "b1"), Some(Right::Requested));
    assert!(amina.store.loans().unwrap().loans.is_empty());
}

#[test]
fn removing_a_board_removes_its_contests_and_hours() {
    let mut amina = Laptop::amina();
    amina.write(&[board(), vec![marie()]].concat());
    let two = [booking("b1", "s1", "marie"), booking("b2", "s2", "marie")].map(|b| (BOARD, Record::Booking(b)));
    amina.write(&two);
    assert_eq!(amina.store.to_settle().unwrap().open.len(), 1);
    amina.store.commit(Commit { removed: vec![id(BOARD)], ..Commit::at(NOW) }).unwrap();
    assert_eq!(amina.store.to_settle().unwrap().open.len(), 0);
    let row = amina.store.volunteers(&Default::default(), Default::default(), 0, 1, NOW).unwrap().rows.remove(0);
    assert_eq!((row.week_booked, row.last_asked), (Minutes(0), None));
}

/// Once each booking asked for the settlements of all the person's bookings one by one, and wrote all their weeks anew.
#[test]
fn a_booking_writes_its_own_week_and_asks_for_settlements_once() {
    let mut amina = Laptop::amina();
    amina.write(&[marie()]);
    for day in [2, 9, 16, 23, 30] {
        let name = format!("s{day}");
        let shift = Record::Shift(shift(&name, at(&format!("2020-03-{day:02}T09:00"), 180)));
        heard::take();
        amina.write(&[(BOARD, shift), (BOARD, Record::Booking(booking(&format!("b{day}"), &name, "marie")))]);
        let asked = heard::take();
        let times = |of: &str| asked.iter().filter(|sql| sql.contains(of)).count();
        assert_eq!((times("JOIN settlements"), times("INTO booked_weeks"), times("FROM booked_weeks")), (1, 1, 1));
    }
    let sql = "SELECT count(*), sum(minutes) FROM booked_weeks WHERE volunteer = 'marie'";
    let weeks: (i64, i64) = amina.store.connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(weeks, (5, 5 * 180));
    amina.write(&[(BOARD, Record::Shift(shift("s30", at("2020-03-23T14:00", 60))))]);
    let weeks: (i64, i64) = amina.store.connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(weeks, (4, 4 * 180 + 60), "the week that it left is gone, and the other one has more");
}
