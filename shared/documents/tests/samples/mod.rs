//! Records for the tests: the same association, the same people.
#![allow(dead_code, clippy::unwrap_used)]

use mainforte_documents::{Record, RegistryHead};
use mainforte_domain::*;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn document(text: &str) -> DocumentId {
    DocumentId::parse(text).unwrap()
}

pub(crate) fn board() -> DocumentId {
    document("board/restos/2020-03")
}

pub(crate) fn person_document() -> DocumentId {
    document("person/restos/marie")
}

pub(crate) fn window(from: i64, until: i64) -> Window {
    Window::new(Minute(from), Minute(until)).unwrap()
}

pub(crate) fn id<T: TryFrom<String>>(text: &str) -> T
where
    T::Error: std::fmt::Debug,
{
    T::try_from(text.to_owned()).unwrap()
}

pub(crate) fn marie() -> Person {
    Person {
        phones: BTreeSet::from(["+33612345678".to_owned()]),
        offers: BTreeSet::from([id("groceries")]),
        availability: vec![WeekWindow::new(540, 720).unwrap()],
        note: "Préfère le matin.".to_owned(),
        ..Person::named(id("marie"), "Marie", "Lacaze")
    }
}

pub(crate) fn need(name: &str) -> Need {
    Need {
        id: id(name),
        title: "Distribution, Bacalan".to_owned(),
        kind: id("food-distribution"),
        note: "Entrée par la cour.".to_owned(),
        published: Minute(26_410_000),
        status: NeedStatus::Open,
    }
}

pub(crate) fn shift(name: &str) -> Shift {
    let role = RoleNeed { skill: Some("driver".to_owned()), min: 1, max: 2 };
    Shift {
        id: id(name),
        need: id("need-1"),
        title: "Distribution, Bacalan".to_owned(),
        kind: id("food-distribution"),
        place: id("bacalan"),
        window: window(26_414_400, 26_414_580),
        priority: Priority::USUAL,
        remote: false,
        needs_vetted: true,
        language: None,
        roles: BTreeMap::from([("Cuisine".to_owned(), role)]),
        status: ShiftStatus::Planned,
    }
}

pub(crate) fn booking(name: &str) -> Booking {
    Booking {
        id: id(name),
        shift: id("shift-1"),
        role: "Cuisine".to_owned(),
        volunteer: id("marie"),
        answer: Answer::NotAsked,
        status: BookingStatus::Active,
        by: DeviceId([1; 32]),
        at: Minute(26_412_000),
    }
}

pub(crate) fn settlement(first: &str, second: &str, keep: &str, by: u8) -> Settlement {
    let pair = SettlementId::of(&id(first), &id(second)).unwrap();
    Settlement { id: pair, keep: id(keep), by: DeviceId([by; 32]), at: Minute(26_413_000 + i64::from(by)) }
}

/// One document of each kind, filled with every kind of record.
pub(crate) fn one_of_each() -> Vec<(DocumentId, Vec<Record>)> {
    let device = DeviceId([7; 32]);
    let head = RegistryHead {
        city: id("bordeaux"),
        name: "Ville de Bordeaux".to_owned(),
        time_zone: "Europe/Paris".to_owned(),
        hub_addresses: vec!["192.0.2.10:7777".to_owned(), "192.0.2.11:7777".to_owned()],
    };
    let district = District { name: "Caudéran".to_owned(), centre: Point { x: -2_800, y: 1_450 } };
    let kind = KindOfHelp { fr: "Courses".to_owned(), en: "Groceries".to_owned() };
    let restos = Organisation { id: id("restos"), name: "Restos du cœur".to_owned(), since: Minute(26_400_000) };
    let place = Place {
        id: id("bacalan"),
        name: "Salle Bacalan".to_owned(),
        district: Some(id("bordeaux-maritime")),
        point: Some(Point { x: 2_000, y: -3_000 }),
    };
    let ask = Ask {
        id: id("ask-1"),
        kind: id("groceries"),
        skill: None,
        district: Some(id("cauderan")),
        window: window(26_414_400, 26_415_000),
        hands: 4,
        note: "Avec une voiture si possible.".to_owned(),
        status: AskStatus::Open,
        at: Minute(26_412_000),
    };
    let give_back = GiveBack { loan: id("loan-1"), by: device, at: Minute(26_413_000) };
    let request = LendRequest {
        id: id("loan-2"),
        volunteer: id("marie"),
        to: id("restos"),
        window: window(26_414_400, 26_416_000),
        quota: Some(Minutes(240)),
        refused: Some("not_held".to_owned()),
    };
    let invite = Invite {
        id: id("invite-1"),
        org: id("restos"),
        secret_hash: "ab".repeat(32),
        expires: Minute(26_420_000),
        used_by: Some(device),
    };
    let loan = Loan {
        id: id("loan-1"),
        to: id("restos"),
        volunteer: id("marie"),
        window: window(26_414_400, 26_416_000),
        quota: None,
        term: 3,
        sequence: u64::MAX,
        status: LoanStatus::Granted,
        reclaimed: None,
    };
    let reclaim = Reclaim { by: device, at: Minute(26_413_500) };
    let reclaimed = Loan { id: id("loan-3"), ..loan.clone() }.taken_back(reclaim);
    let asked_back = ReclaimRequest { loan: id("loan-3"), by: device, at: Minute(26_413_400) };
    let card = Card::of_lent(id("bordeaux"), id("restos"), &marie(), Minute(26_420_000));
    let settled = settlement("booking-1", "booking-2", "booking-2", 7);
    vec![
        (
            document("registry/bordeaux"),
            vec![
                Record::City(head),
                Record::District(id("cauderan"), district),
                Record::Kind(id("groceries"), kind),
                Record::Organisation(restos),
            ],
        ),
        (document("association/restos"), vec![Record::Place(place)]),
        (
            board(),
            vec![
                Record::Need(need("need-1")),
                Record::Shift(shift("shift-1")),
                Record::Booking(booking("booking-1")),
                Record::Settlement(settled),
            ],
        ),
        (
            document("outbox/restos"),
            vec![
                Record::Ask(ask),
                Record::GiveBack(give_back),
                Record::LendRequest(request),
                Record::Invite(invite),
                Record::Returned { loan: id("loan-1"), device },
                Record::ReclaimRequest(asked_back),
            ],
        ),
        (person_document(), vec![Record::Person(marie())]),
        (document("loans/bordeaux/restos"), vec![Record::Loan(loan), Record::Loan(reclaimed)]),
        (document("card/bordeaux/restos/marie"), vec![Record::Card(card)]),
    ]
}
