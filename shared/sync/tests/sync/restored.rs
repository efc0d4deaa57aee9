//! Backups put back, databases wiped: what others hold comes home.

use crate::laptop::{Laptop, State};
use crate::link::Link;
use mainforte_sync::Frame;

const HUB: usize = 0;
const AMINA: usize = 1;

fn met(all: &mut [Laptop]) {
    Link::open(all, HUB, AMINA).settle(all);
}

fn hub_and_amina() -> Vec<Laptop> {
    let mut all = vec![Laptop::new("hub", "bordeaux"), Laptop::new("amina", "restos")];
    all[HUB].write(&["registry/bordeaux"]);
    all[AMINA].write(&["board/restos/2020-03"]);
    met(&mut all);
    all
}

fn agree(all: &[Laptop]) {
    assert_eq!(all[HUB].held(), all[AMINA].held());
    assert!(all.iter().all(|laptop| laptop.state.refused.is_empty()));
}

#[test]
fn a_laptop_put_back_to_yesterday_gets_its_own_later_work_from_the_hub() {
    let mut all = hub_and_amina();
    let yesterday = all[AMINA].state.clone();
    all[AMINA].write(&["board/restos/2020-04"]);
    met(&mut all);
    all[AMINA].restore(yesterday, 1);
    all[AMINA].write(&["outbox/restos"]);
    met(&mut all);
    assert_eq!(all[AMINA].held().len(), 4);
    agree(&all);
}

#[test]
fn a_hub_wiped_clean_is_fed_again_by_its_associations() {
    let mut all = hub_and_amina();
    all[HUB].restore(State::default(), 1);
    met(&mut all);
    assert_eq!(all[HUB].held().len(), 2);
    agree(&all);
}

#[test]
fn a_laptop_wiped_clean_gets_everything_back_its_own_work_included() {
    let mut all = hub_and_amina();
    all[AMINA].restore(State::default(), 1);
    met(&mut all);
    assert_eq!(all[AMINA].held().len(), 2);
    agree(&all);
}

#[test]
fn a_database_rolled_back_behind_everyones_back_is_found_by_its_chain() {
    let mut all = hub_and_amina();
    let yesterday = all[AMINA].state.clone();
    all[AMINA].write(&["board/restos/2020-04"]);
    all[HUB].write(&["loans/bordeaux/restos"]);
    met(&mut all);
    // The same epoch: a file copied back by hand.
    all[AMINA].state = yesterday;
    met(&mut all);
    assert_eq!(all[AMINA].held().len(), 4);
    agree(&all);
}

#[test]
fn a_rolled_back_database_that_has_grown_again_is_not_taken_for_the_old_one() {
    let mut all = hub_and_amina();
    let yesterday = all[HUB].state.clone();
    all[HUB].write(&["loans/bordeaux/restos"]);
    met(&mut all);
    all[HUB].state = yesterday;
    // As long as before, but not the same: Amina's cursor points into it and must not hold.
    all[HUB].write(&["registry/bordeaux", "card/bordeaux/restos/jean", "card/bordeaux/restos/paul"]);
    met(&mut all);
    agree(&all);
}

#[test]
fn a_connection_that_breaks_in_the_comparison_costs_a_put_back_laptop_nothing() {
    for epoch_is_new in [false, true] {
        for steps in 0..60 {
            let mut all = hub_and_amina();
            let yesterday = all[AMINA].state.clone();
            all[AMINA].write(&["board/restos/2020-04"]);
            met(&mut all);
            if epoch_is_new {
                all[AMINA].restore(yesterday, 1);
            } else {
                all[AMINA].state = yesterday;
            }
            let mut link = Link::open(&all, HUB, AMINA);
            for _ in 0..steps {
                let _ = link.step(&mut all, 0, usize::MAX) | link.step(&mut all, 1, usize::MAX);
            }
            drop(link);
            met(&mut all);
            assert_eq!(all[AMINA].held().len(), 3, "cut after {steps} steps, new epoch: {epoch_is_new}");
            agree(&all);
        }
    }
}

/// The hub has written of so many people that they do not fit on one page, a hundred at a time; Amina knows them and has
/// written something since.
fn hub_and_amina_with_many_people() -> Vec<Laptop> {
    let mut all = hub_and_amina();
    all[HUB].page = 1_024;
    let people: Vec<String> = (0..1_100).map(|i| format!("card/bordeaux/restos/p{i:04}")).collect();
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    people.chunks(100).for_each(|some| all[HUB].write(some));
    met(&mut all);
    all[AMINA].write(&["board/restos/2020-04"]);
    met(&mut all);
    all
}

#[test]
fn a_laptop_wiped_clean_gets_a_long_log_once_and_in_its_order() {
    let mut all = hub_and_amina_with_many_people();
    all[AMINA].restore(State::default(), 1);
    let mut link = Link::open(&all, HUB, AMINA);
    link.settle(&mut all);
    agree(&all);
    let order = |laptop: &Laptop| laptop.state.log.iter().map(|held| held.change.hash).collect::<Vec<_>>();
    assert_eq!(order(&all[HUB]), order(&all[AMINA]));
    let sent = link.ends[0].frames();
    let changes =
        sent.iter().map(|frame| if let Frame::Changes(changes) = frame { changes.sealed.as_slice() } else { &[] });
    let count: usize = changes.flatten().map(|sealed| sealed.changes.len()).sum();
    assert_eq!(count, all[HUB].state.log.len(), "nothing goes twice");
    assert_eq!(sent.iter().filter(|frame| matches!(frame, Frame::Listing(_))).count(), 1);
}

#[test]
fn a_connection_that_breaks_in_a_long_log_costs_a_wiped_laptop_nothing() {
    let mut all = hub_and_amina_with_many_people();
    for steps in [30, 90, 200] {
        all[AMINA].restore(State::default(), steps);
        let mut link = Link::open(&all, HUB, AMINA);
        for _ in 0..steps {
            let _ = link.step(&mut all, 0, usize::MAX) | link.step(&mut all, 1, usize::MAX);
        }
        assert!((1..1_100).contains(&all[AMINA].held().len()), "it breaks in the middle");
        drop(link);
        met(&mut all);
        agree(&all);
    }
}

/// Amina as she is after a mishap, by what it is called, from how she was yesterday.
type Mishap = (&'static str, fn(&mut Laptop, State));

const MISHAPS: [Mishap; 3] = [
    ("wiped", |amina, _| amina.restore(State::default(), 1)),
    ("put back", |amina, yesterday| amina.restore(yesterday, 1)),
    ("copied back by hand", |amina, yesterday| amina.state = yesterday),
];

/// A hub that was told to repair, or forgot how far it had read Amina's log, does not know her database from another. Once
/// what she alone had written was left out after the place at which the first connection broke, or after one that she had
/// from before.
#[test]
fn a_connection_that_breaks_after_the_hub_has_repaired_costs_a_laptop_nothing() {
    for (mishap, befalls) in MISHAPS {
        for (steps, hub_goes_on) in (0..60).flat_map(|steps| [(steps, false), (steps, true)]) {
            let mut all = hub_and_amina();
            let yesterday = all[AMINA].state.clone();
            for _ in 0..12 {
                all[AMINA].write(&["board/restos/2020-04"]);
                all[HUB].write(&["registry/bordeaux"]);
                met(&mut all);
            }
            all[HUB].state.cursors.clear();
            befalls(&mut all[AMINA], yesterday);
            let mut link = Link::open(&all, HUB, AMINA);
            for _ in 0..steps {
                let _ = link.step(&mut all, 0, usize::MAX) | link.step(&mut all, 1, usize::MAX);
            }
            // What has reached the hub is on its disk, and nothing of its answers arrives.
            while hub_goes_on && link.step(&mut all, 0, usize::MAX) {}
            drop(link);
            met(&mut all);
            assert_eq!(all[AMINA].position(), 26, "{mishap}, cut after {steps} steps, the hub goes on: {hub_goes_on}");
            agree(&all);
        }
    }
}

/// Whom the hub has never met has lost nothing there.
#[test]
fn a_newcomer_whose_first_copy_breaks_off_goes_on_from_there() {
    let mut all = hub_and_amina();
    for _ in 0..12 {
        all[AMINA].write(&["board/restos/2020-04"]);
        met(&mut all);
    }
    all.push(Laptop::new("louis", "restos"));
    let mut link = Link::open(&all, HUB, 2);
    while all[2].state.cursors.values().all(|cursor| cursor.position == 0) {
        let _ = link.step(&mut all, 0, usize::MAX) | link.step(&mut all, 1, usize::MAX);
    }
    drop(link);
    assert!((1..14).contains(&all[2].position()), "it breaks in the middle");
}
