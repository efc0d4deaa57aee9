//! Laws of merging, on random histories of three laptops: the order of delivery does not matter, nor does repetition.
#![allow(clippy::unwrap_used)]

mod samples;

use mainforte_documents::{Document, Record, RecordKey, Refused};
use mainforte_domain::*;
use proptest::prelude::*;
use samples::{booking, document, id, marie, need, settlement, shift};
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
enum Step {
    /// A laptop writes a record.
    Write(usize, Box<Record>),
    /// A laptop takes all that another has.
    Pull(usize, usize),
}

fn board_record() -> impl Strategy<Value = Record> {
    let answer = prop::sample::select(vec![Answer::NotAsked, Answer::Yes, Answer::No]);
    let status = prop::sample::select(vec![BookingStatus::Active, BookingStatus::Cancelled]);
    prop_oneof![
        (0..4, answer, status, 0..3i64).prop_map(|(n, answer, status, at)| {
            Record::Booking(Booking { answer, status, at: Minute(at), ..booking(&format!("b-{n}")) })
        }),
        (0..2, "[a-c]{0,6}").prop_map(|(n, note)| Record::Need(Need { note, ..need(&format!("n-{n}")) })),
        (0..2, 0..3i64, prop::collection::btree_map("[A-C]", 1..3u32, 0..3)).prop_map(|(n, from, roles)| {
            let role = |(name, max)| (name, RoleNeed { skill: None, min: 0, max });
            let roles = roles.into_iter().map(role).collect();
            Record::Shift(Shift { window: samples::window(from, 10), roles, ..shift(&format!("s-{n}")) })
        }),
        (0..3u8, any::<bool>()).prop_map(|(by, first)| {
            Record::Settlement(settlement("b-0", "b-1", if first { "b-0" } else { "b-1" }, by))
        }),
    ]
}

fn person_record() -> impl Strategy<Value = Record> {
    let phones = prop::collection::btree_set("[0-2]", 0..3);
    let windows = prop::collection::vec((0..20u16, 1..9u16), 0..4);
    (phones, windows, "[a-d]{0,8}", any::<bool>(), prop::option::of(0..3)).prop_map(
        |(phones, windows, note, vetted, district)| {
            let windows = windows.into_iter().filter_map(|(from, long)| WeekWindow::new(from, from + long)).collect();
            Record::Person(Person {
                phones,
                availability: WeekWindow::normalised(windows),
                note,
                vetted,
                district: district.map(|n| id(&format!("district-{n}"))),
                ..marie()
            })
        },
    )
}

fn registry_record() -> impl Strategy<Value = Record> {
    (0..3, "[a-b]{1,2}", 0..3i64).prop_map(|(n, name, x)| {
        Record::District(id(&format!("district-{n}")), District { name, centre: Point { x, y: -x } })
    })
}

fn outbox_record() -> impl Strategy<Value = Record> {
    (0..2, 0..3u8, any::<bool>()).prop_map(|(n, by, seen)| {
        let (loan, device) = (id(&format!("loan-{n}")), DeviceId([by; 32]));
        match seen {
            true => Record::Returned { loan, device },
            false => Record::GiveBack(GiveBack { loan, by: device, at: Minute(by.into()) }),
        }
    })
}

/// What three laptops do with one document.
fn history() -> impl Strategy<Value = (DocumentId, Vec<Step>)> {
    let steps = |record: BoxedStrategy<Record>| {
        let step = prop_oneof![
            3 => (0..3usize, record).prop_map(|(laptop, record)| Step::Write(laptop, Box::new(record))),
            1 => (0..3usize, 0..3usize).prop_map(|(to, from)| Step::Pull(to, from)),
        ];
        prop::collection::vec(step, 1..24)
    };
    prop_oneof![
        (Just(samples::board()), steps(board_record().boxed())),
        (Just(samples::person_document()), steps(person_record().boxed())),
        (Just(document("registry/bordeaux")), steps(registry_record().boxed())),
        (Just(document("outbox/restos")), steps(outbox_record().boxed())),
    ]
}

fn contents(doc: &Document) -> BTreeMap<RecordKey, Record> {
    doc.records().into_iter().map(|record| record.unwrap()).map(|record| (record.key(), record)).collect()
}

fn absorb(doc: &mut Document, changes: &[Vec<u8>]) -> Result<(), Refused> {
    let before = contents(doc);
    let changes: Vec<_> = changes.iter().map(Vec::as_slice).collect();
    let touched = doc.absorb(&changes)?;
    let after = contents(doc);
    for key in before.keys().chain(after.keys()) {
        assert!(touched.contains(key) || before.get(key) == after.get(key), "{key} changed and was not said to");
    }
    Ok(())
}

/// Runs the history; what the laptops then hold, and every change made.
fn run(id: &DocumentId, steps: &[Step]) -> (Vec<Document>, Vec<Vec<u8>>) {
    let mut laptops = vec![Document::new(id); 3];
    let mut made = Vec::new();
    for step in steps {
        match step {
            Step::Write(laptop, record) => {
                let actor = [*laptop as u8 + 1; 8];
                let change = laptops[*laptop].edit(&actor, std::slice::from_ref(record.as_ref())).unwrap();
                assert_eq!(laptops[*laptop].record(&record.key()), Ok(Some(record.as_ref().clone())));
                made.extend(change.map(|change| change.bytes));
            }
            Step::Pull(to, from) => {
                let missing = laptops[*from].changes_since(&laptops[*to].heads());
                let missing: Vec<_> = missing.into_iter().map(|(_, bytes)| bytes).collect();
                absorb(&mut laptops[*to], &missing).unwrap();
            }
        }
    }
    (laptops, made)
}

/// One by one in the given order of preference, those whose dependencies are missing again later.
fn absorb_one_by_one(doc: &mut Document, changes: &[Vec<u8>]) {
    let mut waiting: Vec<_> = changes.to_vec();
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|change| match absorb(doc, std::slice::from_ref(change)) {
            Ok(()) => false,
            Err(Refused::MissingDependencies(_)) => true,
            Err(error) => unreachable!("{error}"),
        });
        assert!(waiting.len() < before, "the changes do not fit together");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_order_of_delivery_all_hold_the_same(
        (id, steps) in history(),
        shuffle in Just((0..64usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let (mut laptops, made) = run(&id, &steps);
        let shuffled: Vec<_> = shuffle.iter().filter_map(|at| made.get(*at)).cloned().collect();

        let mut in_order = Document::new(&id);
        absorb(&mut in_order, &made).unwrap();
        let mut in_a_heap = Document::new(&id);
        absorb(&mut in_a_heap, &shuffled).unwrap();
        let mut one_by_one = Document::new(&id);
        absorb_one_by_one(&mut one_by_one, &shuffled);
        let loaded = Document::load(&id, None, shuffled.iter().map(Vec::as_slice)).unwrap();
        let saved = Document::load(&id, Some(&in_order.checked_save().unwrap()), []).unwrap();
        for laptop in &mut laptops {
            absorb(laptop, &shuffled).unwrap();
        }
        for other in laptops.iter().chain([&in_a_heap, &one_by_one, &loaded, &saved]) {
            prop_assert_eq!(other.digest(), in_order.digest());
            prop_assert_eq!(contents(other), contents(&in_order));
        }

        for change in &made {
            prop_assert!(in_order.absorb(&[change]).unwrap().is_empty());
        }
        prop_assert_eq!(in_order.digest(), saved.digest());
        let records: Vec<_> = contents(&saved).into_values().collect();
        prop_assert_eq!(in_order.edit(b"nobody", &records).unwrap(), None, "nothing differs");
    }
}
