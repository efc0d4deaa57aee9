use super::*;
use crate::StoreError;
use mainforte_api::TodayItem;
use mainforte_documents::Record;
use mainforte_domain::{
    Answer, Ask, AskStatus, Booking, Card, LendRequest, Minutes, Need, NeedStatus, Person, Right, Shift, ShiftStatus,
    WeekWindow,
};

const BOARD: &str = "board/restos/2020-03";

/// The Restos' week: three shifts at Bacalan, Marie booked and sure, Paul asked of the city.
fn amina() -> Laptop {
    let mut amina = Laptop::amina();
    amina.write(&registry());
    let need = Need {
        id: id("need"),
        title: "Distribution".to_owned(),
        kind: id("food-distribution"),
        note: "Apporter des gants".to_owned(),
        published: NOW,
        status: NeedStatus::Open,
    };
    let cancelled = Shift { status: ShiftStatus::Cancelled, ..shift("s3", at("2020-03-27T09:00", 180)) };
    amina.write(&[
        ("association/restos", place("bacalan", "Bacalan")),
        (BOARD, Record::Need(need)),
        (BOARD, Record::Shift(shift("s1", at("2020-03-26T09:00", 180)))),
        (BOARD, Record::Shift(shift("s2", at("2020-03-29T22:00", 180)))),
        (BOARD, Record::Shift(cancelled)),
        ("person/restos/marie", Record::Person(person("marie", "Marie", "Durand"))),
        (BOARD, Record::Booking(Booking { answer: Answer::Yes, ..booking("b1", "s1", "marie") })),
        (BOARD, Record::Booking(booking("b2", "s2", "paul"))),
        (BOARD, Record::Booking(booking("b3", "s3", "marie"))),
    ]);
    amina
}

#[test]
fn a_week_shows_its_shifts_by_place_with_their_coverage() {
    let amina = amina();
    let week = amina.store.week(Some("2020-03-23"), NOW).unwrap();
    assert_eq!(week, amina.store.week(None, NOW).unwrap());
    assert_eq!((week.needed, week.filled), (2, 1), "a cancelled shift needs nobody");
    assert_eq!(week.midnights.len(), 8);
    assert_eq!(week.midnights[7].0 - week.midnights[0].0, 7 * 1440 - 60, "summer time begins that Sunday");
    assert_eq!(week.places[0].name, "Bacalan");
    let shifts = &week.places[0].shifts;
    assert_eq!(shifts.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), ["s1", "s3", "s2"]);
    let role = &shifts[0].roles[0];
    assert_eq!((role.held, role.confirmed, role.requested, role.contested), (1, 1, 0, 0));
    assert_eq!(shifts[2].roles[0].requested, 1);
    let next = amina.store.week(Some("2020-03-30"), NOW).unwrap();
    assert!(next.places.is_empty(), "a shift of Sunday night is Sunday's");
    for wrong in ["2020-03-24", "2020-02-30", "soon", "9999-12-31"] {
        assert!(matches!(amina.store.week(Some(wrong), NOW), Err(StoreError::NotAMonday(_))), "{wrong}");
    }
}

#[test]
fn needs_come_with_their_shifts() {
    let needs = amina().store.needs(&at("2020-03-23T00:00", 5 * 1440)).unwrap();
    assert_eq!(needs.len(), 1);
    assert_eq!((needs[0].note.as_str(), needs[0].shifts.len()), ("Apporter des gants", 2));
}

#[test]
fn a_shifts_sheet_shows_everybody_who_must_be_told() {
    let mut amina = amina();
    let sheet = amina.store.shift_sheet(&id("s1")).unwrap().unwrap();
    assert_eq!((sheet.note.as_str(), sheet.bookings[0].name.as_str()), ("Apporter des gants", "Marie Durand"));
    let cancelled = amina.store.shift_sheet(&id("s3")).unwrap().unwrap();
    assert_eq!(cancelled.bookings[0].volunteer, id("marie"));
    amina.write(&[(BOARD, Record::Booking(Booking { answer: Answer::Withdrew, ..booking("b1", "s1", "marie") }))]);
    let sheet = amina.store.shift_sheet(&id("s1")).unwrap().unwrap();
    assert_eq!((sheet.bookings[0].answer, sheet.bookings[0].right), (Answer::Withdrew, Right::Held));
    assert_eq!(sheet.shift.roles[0].held, 0);
    assert!(amina.store.shift_sheet(&id("none")).unwrap().is_none());
}

#[test]
fn today_says_what_needs_a_gesture() {
    let mut amina = amina();
    let kinds = |amina: &Laptop| -> Vec<&'static str> {
        let view = amina.store.today(NOW).unwrap();
        let kind = |item: &TodayItem| match item {
            TodayItem::Short { .. } => "short",
            TodayItem::Withdrew { .. } => "withdrew",
            TodayItem::Requested { .. } => "requested",
            TodayItem::ToCall { .. } => "to call",
            TodayItem::ToSettle { .. } => "to settle",
            TodayItem::Lent { .. } => "lent",
            TodayItem::Ask { .. } => "ask",
        };
        view.items.iter().map(kind).collect()
    };
    assert_eq!(kinds(&amina), ["requested"]);
    let today = amina.store.today(NOW).unwrap();
    assert_eq!((today.volunteers, today.shifts), (1, 2));

    amina.write(&[(BOARD, Record::Booking(Booking { answer: Answer::Withdrew, ..booking("b1", "s1", "marie") }))]);
    assert_eq!(kinds(&amina), ["withdrew", "short", "requested"]);
    amina.write(&[
        ("person/restos/luc", Record::Person(person("luc", "Luc", "Noir"))),
        (BOARD, Record::Booking(booking("b4", "s1", "luc"))),
    ]);
    assert_eq!(kinds(&amina), ["to call", "requested"]);
    let lent = loan("l1", "restos", "zoe", at("2020-03-26T08:00", 600));
    amina.write(&[("loans/bordeaux/restos", Record::Loan(lent))]);
    assert_eq!(kinds(&amina), ["lent", "to call", "requested"]);
}

#[test]
fn forms_offer_what_the_registry_and_the_boards_know() {
    let catalogue = amina().store.catalogue().unwrap();
    assert_eq!((catalogue.districts.len(), catalogue.kinds.len()), (8, 12));
    assert_eq!(catalogue.places[0].fr, "Bacalan");
    assert_eq!(catalogue.organisations[0].fr, "Restos du cœur");
    assert_eq!(catalogue.roles, ["Cuisine"]);
    assert_eq!(amina().store.city_name().unwrap(), "Ville de Bordeaux");
}

#[test]
fn a_place_and_an_association_are_found_by_their_folded_names() {
    let amina = amina();
    assert_eq!(amina.store.place_by_name(&id("restos"), "bacalan").unwrap().unwrap().id, id("bacalan"));
    assert!(amina.store.place_by_name(&id("secours"), "bacalan").unwrap().is_none());
    assert_eq!(amina.store.organisation_by_name("restos du coeur").unwrap().unwrap().id, id("restos"));
    assert_eq!(amina.store.standing_bookings(&id("s1")).unwrap().len(), 1);
    assert_eq!(amina.store.standing_bookings(&id("s3")).unwrap().len(), 0);
}

#[test]
fn a_plan_is_made_from_people_shifts_and_what_stands() {
    let mut amina = amina();
    let lent = loan("l1", "restos", "paul", at("2020-03-29T20:00", 600));
    let card = Card::of_lent(id("bordeaux"), id("restos"), &person("paul", "Paul", "Petit"), lent.window.until);
    amina.write(&[
        ("loans/bordeaux/restos", Record::Loan(lent.clone())),
        ("card/bordeaux/restos/paul", Record::Card(card)),
    ]);
    let input = amina.store.planning_input(&at("2020-03-23T00:00", 7 * 1440)).unwrap();
    let people: Vec<_> = input.people.iter().map(|p| (p.person.id.as_str(), p.own, p.held.as_slice())).collect();
    assert_eq!(people, [("marie", true, [].as_slice()), ("paul", false, [lent.window].as_slice())]);
    assert_eq!(input.shifts.iter().map(|s| s.shift.id.as_str()).collect::<Vec<_>>(), ["s1", "s2"]);
    assert_eq!(input.shifts[0].point, Some(input.centres[&id("centre")]), "the district stands in for the place");
    let bookings: Vec<_> = input.bookings.iter().map(|b| (b.booking.id.as_str(), b.right)).collect();
    assert_eq!(bookings, [("b1", Right::Held), ("b2", Right::Held)]);
    let before = amina.store.planning_input(&at("2020-03-16T00:00", 7 * 1440)).unwrap();
    assert!(before.shifts.is_empty(), "more than two days away");
}

/// Claire's hub after it has met Amina.
fn hub() -> Laptop {
    let mut amina = amina();
    let mut hub = Laptop::hub();
    let ask = Ask {
        id: id("ask"),
        kind: id("food-distribution"),
        skill: None,
        district: None,
        window: at("2020-03-29T20:00", 600),
        hands: 2,
        note: String::new(),
        status: AskStatus::Open,
        at: NOW,
    };
    amina.write(&[("outbox/restos", Record::Ask(ask))]);
    let night = WeekWindow::new(6 * 1440, 7 * 1440).unwrap();
    let monday = WeekWindow::new(0, 1440).unwrap();
    let paul = Person { availability: vec![monday, night], ..person("paul", "Paul", "Petit") };
    let request = LendRequest {
        id: id("l9"),
        volunteer: id("zoe"),
        to: id("restos"),
        window: at("2020-03-29T20:00", 600),
        quota: None,
        refused: Some("not_lendable".to_owned()),
    };
    hub.write(&registry());
    hub.write(&[
        ("person/bordeaux/paul", Record::Person(paul)),
        ("person/bordeaux/zoe", Record::Person(person("zoe", "Zoé", "Blanc"))),
        ("outbox/bordeaux", Record::LendRequest(request)),
    ]);
    hub.meet(&mut amina);
    hub
}

#[test]
fn the_city_sees_who_lacks_hands_and_whom_it_could_lend() {
    let mut hub = hub();
    let gaps = hub.store.gaps(Some("2020-03-23"), NOW).unwrap();
    assert_eq!((gaps.rows[0].name.as_str(), gaps.pool), ("Restos du cœur", 2));
    let missing: Vec<u32> = gaps.rows[0].days.iter().map(|day| day.missing).collect();
    assert_eq!(missing, [0, 0, 0, 0, 0, 0, 1]);
    assert_eq!((gaps.rows[0].days[6].requested, gaps.rows[0].days[6].shifts.as_slice()), (1, [id("s2")].as_slice()));
    assert_eq!((gaps.asks[0].org_name.as_str(), gaps.asks[0].lent), ("Restos du cœur", 0));
    assert_eq!((gaps.queue[0].name.as_str(), gaps.queue[0].refused.as_deref()), ("Zoé Blanc", Some("not_lendable")));
    assert!(matches!(hub.store.today(NOW).unwrap().items[0], TodayItem::Ask { .. }));

    let window = at("2020-03-29T22:00", 180);
    let found = hub.store.candidates(&id("restos"), &window, None, None).unwrap();
    let shown: Vec<_> = found.iter().map(|c| (c.volunteer.as_str(), c.available, c.requested)).collect();
    assert_eq!(shown, [("paul", true, 1), ("zoe", false, 0)]);

    hub.write(&[("loans/bordeaux/restos", Record::Loan(loan("l1", "restos", "paul", window)))]);
    let found = hub.store.candidates(&id("restos"), &window, None, None).unwrap();
    assert_eq!(found.len(), 1, "who is lent already is not there");
    let later = hub.store.candidates(&id("secours"), &at("2020-03-28T09:00", 60), None, None).unwrap();
    assert_eq!(later[0].lent_minutes.max(later[1].lent_minutes), Minutes(120), "until Sunday's midnight");
    assert_eq!(hub.store.gaps(None, NOW).unwrap().asks[0].lent, 1);
    assert_eq!(hub.store.loans_of(&id("paul")).unwrap().len(), 1);
    assert_eq!(hub.store.loans_issued(1).unwrap(), 1);
    assert_eq!(hub.store.open_lend_requests().unwrap(), []);
}

#[test]
fn before_joining_every_screen_is_empty() {
    let folder = tempfile::tempdir().unwrap();
    let store = crate::Store::open(&folder.path().join("new.db"), &crate::StoreKey::new([1; 32])).unwrap();
    assert!(store.owner().unwrap().is_none() && store.position().unwrap() == 0);
    assert!(store.today(NOW).unwrap().items.is_empty());
    assert!(store.week(None, NOW).unwrap().places.is_empty());
    assert!(store.to_settle().unwrap().open.is_empty());
    assert_eq!((store.unsent().unwrap(), store.city_name().unwrap().as_str()), (0, ""));
    assert_eq!(store.time_zone().unwrap(), "Europe/Paris");
}
