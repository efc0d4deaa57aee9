//! Two laptops write apart and meet: nothing is lost, and both then hold the same.
#![allow(clippy::unwrap_used)]

mod samples;

use mainforte_documents::{Document, NewChange, Record, RegistryHead, Table};
use mainforte_domain::*;
use samples::{booking, document, id, marie, settlement, shift};

/// Amina's and Louis's laptops, both holding `records`.
fn two_laptops(id: &DocumentId, records: &[Record]) -> (Document, Document) {
    let mut amina = Document::new(id);
    amina.edit(b"amina", records).unwrap();
    let louis = amina.clone();
    (amina, louis)
}

fn edit(doc: &mut Document, actor: &[u8], record: Record) -> NewChange {
    doc.edit(actor, &[record]).unwrap().unwrap()
}

fn meet(a: &mut Document, b: &mut Document) {
    let (from_a, from_b) = (a.changes_since(&b.heads()), b.changes_since(&a.heads()));
    for (doc, changes) in [(&mut *a, from_b), (&mut *b, from_a)] {
        let changes: Vec<_> = changes.iter().map(|(_, bytes)| bytes.as_slice()).collect();
        doc.absorb(&changes).unwrap();
    }
    assert_eq!((a.heads(), a.digest()), (b.heads(), b.digest()));
    assert_eq!(a.records(), b.records());
}

fn read(doc: &Document, table: Table, key: &str) -> Record {
    doc.record(&table.key(key)).unwrap().unwrap()
}

#[test]
fn two_laptops_that_begin_the_same_month_apart_lose_nothing() {
    let mut amina = Document::new(&samples::board());
    let mut louis = Document::new(&samples::board());
    edit(&mut amina, b"amina", Record::Shift(shift("shift-1")));
    edit(&mut louis, b"louis", Record::Shift(shift("shift-2")));
    meet(&mut amina, &mut louis);
    assert_eq!(amina.records().len(), 2);
}

#[test]
fn edits_of_different_fields_both_survive() {
    let now = booking("booking-1");
    let (mut amina, mut louis) = two_laptops(&samples::board(), &[Record::Booking(now.clone())]);
    let said_yes = Booking { answer: Answer::Yes, ..now.clone() };
    let moved = Booking { role: "Camion".to_owned(), ..now.clone() };
    let touched = edit(&mut amina, b"amina", Record::Booking(said_yes)).touched;
    assert_eq!(touched.into_iter().collect::<Vec<_>>(), [Table::Bookings.key("booking-1")]);
    edit(&mut louis, b"louis", Record::Booking(moved));
    meet(&mut amina, &mut louis);
    let both = Booking { answer: Answer::Yes, role: "Camion".to_owned(), ..now };
    assert_eq!(read(&louis, Table::Bookings, "booking-1"), Record::Booking(both));
}

#[test]
fn a_shift_that_is_moved_twice_apart_ends_at_one_of_the_two_times() {
    let now = shift("shift-1");
    let (mut amina, mut louis) = two_laptops(&samples::board(), &[Record::Shift(now.clone())]);
    let (earlier, later) = (samples::window(26_414_000, 26_414_580), samples::window(26_414_400, 26_415_000));
    edit(&mut amina, b"amina", Record::Shift(Shift { window: earlier, ..now.clone() }));
    edit(&mut louis, b"louis", Record::Shift(Shift { window: later, ..now }));
    meet(&mut amina, &mut louis);
    let Record::Shift(shift) = read(&amina, Table::Shifts, "shift-1") else { unreachable!() };
    assert!([earlier, later].contains(&shift.window), "{:?}", shift.window);
}

#[test]
fn two_people_write_in_one_note_and_add_to_one_set() {
    let (mut amina, mut louis) = two_laptops(&samples::person_document(), &[Record::Person(marie())]);
    let mut by_amina = marie();
    by_amina.note = "Marie préfère le matin.".to_owned();
    by_amina.phones.insert("+33655555555".to_owned());
    let mut by_louis = marie();
    by_louis.note = "Préfère le matin. A une voiture.".to_owned();
    by_louis.phones.clear();
    by_louis.availability = vec![WeekWindow::new(540, 720).unwrap(), WeekWindow::new(2_000, 2_100).unwrap()];
    edit(&mut amina, b"amina", Record::Person(by_amina));
    edit(&mut louis, b"louis", Record::Person(by_louis.clone()));
    meet(&mut amina, &mut louis);
    let Record::Person(merged) = read(&amina, Table::Person, "marie") else { unreachable!() };
    assert!(merged.note.starts_with("Marie p") && merged.note.ends_with("A une voiture."), "{}", merged.note);
    assert_eq!(merged.phones.into_iter().collect::<Vec<_>>(), ["+33655555555"]);
    assert_eq!(merged.availability, by_louis.availability);
}

#[test]
fn a_person_written_down_on_two_laptops_at_once_keeps_what_both_say() {
    let (mut amina, mut louis) = two_laptops(&samples::person_document(), &[]);
    edit(&mut amina, b"amina", Record::Person(Person { note: String::new(), ..marie() }));
    let emails = ["marie@example.org".to_owned()].into();
    edit(&mut louis, b"louis", Record::Person(Person { emails, phones: [].into(), ..marie() }));
    meet(&mut amina, &mut louis);
    let Record::Person(merged) = read(&amina, Table::Person, "marie") else { unreachable!() };
    assert_eq!((merged.phones.len(), merged.emails.len(), merged.note), (1, 1, marie().note));
}

#[test]
fn one_pair_settled_on_two_laptops_ends_with_one_whole_decision() {
    let (mut amina, mut louis) = two_laptops(&samples::board(), &[]);
    let (by_amina, by_louis) = (settlement("b-1", "b-2", "b-1", 1), settlement("b-1", "b-2", "b-2", 2));
    edit(&mut amina, b"amina", Record::Settlement(by_amina.clone()));
    edit(&mut louis, b"louis", Record::Settlement(by_louis.clone()));
    meet(&mut amina, &mut louis);
    let settled = read(&amina, Table::Settlements, "b-1/b-2");
    assert!([Record::Settlement(by_amina), Record::Settlement(by_louis)].contains(&settled));
}

#[test]
fn a_district_added_by_two_operators_at_once_is_one_district() {
    let city = document("registry/bordeaux");
    let head = |name: &str, zone: &str| {
        let (name, time_zone) = (name.to_owned(), zone.to_owned());
        Record::City(RegistryHead { city: id("bordeaux"), name, time_zone, hub_addresses: vec![] })
    };
    let (mut amina, mut louis) = two_laptops(&city, &[head("Bordeaux", "Europe/Paris")]);
    let district = |name: &str| {
        let district = District { name: name.to_owned(), centre: Point { x: 1, y: 2 } };
        Record::District(id("bacalan"), district)
    };
    amina.edit(b"amina", &[district("Bacalan"), head("Ville de Bordeaux", "Europe/Paris")]).unwrap();
    louis.edit(b"louis", &[district("Bacalan"), head("Bordeaux", "Atlantic/Reunion")]).unwrap();
    meet(&mut amina, &mut louis);
    assert_eq!(
        amina.records().into_iter().collect::<Result<Vec<_>, _>>().unwrap(),
        [head("Ville de Bordeaux", "Atlantic/Reunion"), district("Bacalan"),]
    );
}

#[test]
fn absorbing_says_which_records_were_written() {
    let (mut amina, mut louis) = two_laptops(&samples::board(), &[Record::Shift(shift("shift-1"))]);
    let mut changed = shift("shift-1");
    changed.roles.remove("Cuisine");
    let records = [
        Record::Shift(changed),
        Record::Need(samples::need("need-1")),
        Record::Settlement(settlement("b-1", "b-2", "b-1", 1)),
    ];
    let change = amina.edit(b"amina", &records).unwrap().unwrap();
    let touched = louis.absorb(&[&change.bytes]).unwrap();
    assert_eq!(touched, records.iter().map(Record::key).collect());
    assert_eq!(touched, change.touched);
    assert!(louis.absorb(&[&change.bytes, &change.bytes]).unwrap().is_empty(), "nothing is new");

    for (id, records) in samples::one_of_each() {
        let (mut amina, mut louis) = two_laptops(&id, &[]);
        let change = amina.edit(b"amina", &records).unwrap().unwrap();
        assert_eq!(louis.absorb(&[&change.bytes]).unwrap(), change.touched);
    }
}

/// A laptop put back from a backup said the lower number before, under another actor: that one must not stand again.
#[test]
fn of_what_a_device_says_apart_that_it_has_erased_the_highest_number_counts() {
    let outbox = document("outbox/restos");
    let erased = |number| Record::Erased { device: DeviceId([1; 32]), number };
    let key = erased(0).key();
    for (before, put_back) in [(&b"first"[..], &b"second"[..]), (b"second", b"first")] {
        let (mut lost, mut laptop) = two_laptops(&outbox, &[erased(15)]);
        edit(&mut lost, before, erased(16));
        edit(&mut laptop, put_back, erased(17));
        meet(&mut lost, &mut laptop);
        assert_eq!(laptop.record(&key), Ok(Some(erased(17))));
        assert_eq!(laptop.edit(put_back, &[erased(17)]).unwrap(), None, "it is said already");
        edit(&mut laptop, put_back, erased(18));
        meet(&mut lost, &mut laptop);
        assert_eq!(lost.record(&key), Ok(Some(erased(18))));
    }
}
