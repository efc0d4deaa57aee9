//! People are erased: everywhere, for good, whoever comes late.

use crate::table::{self, OnTable, meet};
use crate::town::{Laptop, Town, person, until, weekly_need};
use mainforte_api::{Command, ErasureRow, Outcome, Query, Refusal, View};
use mainforte_domain::{DocumentId, EraseReason, Minute, OrgId, VolunteerId, Window};
use proptest::prelude::*;
use std::sync::atomic::Ordering;

const RESTOS: &str = "Restos du cœur";

fn erase(volunteer: &VolunteerId) -> Command {
    Command::Erase { volunteer: volunteer.clone(), reason: EraseReason::PersonAsks }
}

async fn knows(laptop: &Laptop, id: &VolunteerId) -> bool {
    laptop.node.query(Query::Volunteer { id: id.clone() }).await.is_ok()
}

async fn erasures(laptop: &Laptop) -> Vec<ErasureRow> {
    let View::Erasures(rows) = laptop.query(Query::Erasures).await else { panic!() };
    rows
}

async fn missing(laptop: &Laptop) -> Vec<String> {
    erasures(laptop).await.into_iter().flat_map(|row| row.missing).map(|device| device.name).collect()
}

async fn confirmed(laptop: &Laptop) -> Vec<String> {
    erasures(laptop).await.into_iter().flat_map(|row| row.confirmed).map(|device| device.name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_erased_is_gone_everywhere_and_a_stale_laptop_cannot_bring_them_back() {
    let town = Town::found().await;
    let claire = town.operator("claire").await;
    let amina = town.laptop("amina", RESTOS).await;
    let louis = town.laptop("louis", RESTOS).await;
    let marie = amina.add(person("Marie", "Quatresous", "06 12 34 56 78")).await;
    let shifts = amina.publish(weekly_need(&["Bacalan"])).await;
    amina.book(&shifts[0], &marie).await;
    town.quiet(&[&amina, &louis]).await;

    louis.offline().await;
    louis
        .done(Command::EditPerson { id: marie.clone(), person: person("Marie", "Quatresous", "06 12 34 56 79") })
        .await;
    amina.done(erase(&marie)).await;
    until("amina has erased", async || !knows(&amina, &marie).await).await;
    until("the operator sees who is late", async || missing(&claire).await == ["louis"]).await;
    assert_eq!(missing(&amina).await, ["louis"]);
    assert_eq!(confirmed(&amina).await, ["amina"], "of the city's devices an association is told nothing");
    assert_eq!(erasures(&amina).await[0].volunteer.as_ref(), Some(&marie));

    louis.online().await;
    until("louis has erased", async || !knows(&louis, &marie).await).await;
    until("everybody has confirmed", async || missing(&claire).await.is_empty() && missing(&amina).await.is_empty())
        .await;
    town.quiet(&[&amina, &louis]).await;
    let nora = town.laptop("nora", RESTOS).await;
    town.quiet(&[&amina, &louis, &nora]).await;
    for laptop in [&amina, &louis, &nora] {
        assert!(!knows(laptop, &marie).await);
        let about = |d: &mainforte_api::DigestRow| d.document.subject() == Some(&marie);
        assert!(!laptop.digests().await.iter().any(about), "a document came back");
        let bookings = laptop.sheet(&shifts[0]).await.bookings;
        assert!(bookings.iter().all(|b| b.volunteer != marie), "the booking to come is cancelled: {bookings:?}");
        let View::History(history) = laptop.query(Query::History { limit: 50 }).await else { panic!() };
        assert!(!history.iter().any(|step| step.subject.contains("Quatresous")), "the history names nobody");
        assert_eq!(laptop.node.sync_state().unwrap().quarantined, 0);
    }
    let edit = Command::EditPerson { id: marie.clone(), person: person("Marie", "Quatresous", "06 12 34 56 79") };
    assert!(matches!(louis.node.execute(edit).await, Err(Refusal::NotFound { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lent_person_erased_by_the_city_leaves_no_card_with_the_association() {
    let town = Town::found().await;
    let claire = town.operator("claire").await;
    let amina = town.laptop("amina", RESTOS).await;
    let shifts = amina.publish(weekly_need(&["Bacalan"])).await;
    let louise = town.pool(person("Louise", "Martin", "05 56 00 00 01")).await;
    town.lend(&louise, &amina.org().await, amina.window(&shifts[0]).await).await;
    town.quiet(&[&amina, &claire]).await;
    assert!(knows(&amina, &louise).await);
    assert!(matches!(amina.node.execute(erase(&louise)).await, Err(Refusal::NotFound { .. })), "not theirs to erase");
    claire.done(erase(&louise)).await;
    until("amina has erased", async || !knows(&amina, &louise).await).await;
    until("claire has erased", async || !knows(&claire, &louise).await).await;
    until("all confirmed", async || erasures(&claire).await.len() == 1 && missing(&claire).await.is_empty()).await;
}

fn add(at: &mut OnTable, no: usize) -> VolunteerId {
    let person = person("Marie", &format!("Quatresous{no}"), "06 12 34 56 78");
    let Outcome::PersonSaved { id, .. } = at.node.execute(Command::AddPerson { person }).unwrap() else { panic!() };
    id
}

fn holds(at: &OnTable, volunteer: &VolunteerId) -> bool {
    at.node.store().documents().unwrap().iter().any(|id| id.subject() == Some(volunteer))
}

fn staged(at: &OnTable, stage: mainforte_domain::EraseStep) -> usize {
    let trust = at.node.trust().unwrap();
    let said = at.node.store().erase_requests().unwrap().into_iter().filter(|(by, _)| by == trust.city());
    said.filter(|(_, r)| r.step == stage && !trust.is_erased(&r.owner, &r.volunteer)).count()
}

#[test]
fn one_laptop_cannot_empty_its_association_in_a_day() {
    use mainforte_domain::{ERASURES_PER_DAY, EraseStep};
    let mut hub = table::hub();
    let mut amina = table::join(&mut hub, 1, Some(RESTOS));
    let mut claire = table::join(&mut hub, 2, None);
    let people: Vec<VolunteerId> = (0..ERASURES_PER_DAY + 3).map(|no| add(&mut amina, no)).collect();
    for volunteer in &people {
        amina.node.execute(erase(volunteer)).unwrap();
    }
    meet(&mut hub.node, &mut amina.node);
    meet(&mut hub.node, &mut amina.node);
    assert_eq!(people.iter().filter(|v| holds(&amina, v)).count(), 3, "the rest waits");
    assert_eq!(staged(&hub, EraseStep::Held), 3);
    // The next day nothing goes by itself: only an operator's word lets it.
    for node in [&hub, &amina, &claire] {
        node.clock.fetch_add(2 * 1440, Ordering::Relaxed);
    }
    meet(&mut hub.node, &mut amina.node);
    meet(&mut hub.node, &mut claire.node);
    let held: Vec<&VolunteerId> = people.iter().filter(|v| holds(&amina, v)).collect();
    assert_eq!(held.len(), 3);
    let owner: OrgId = amina.node.store().owner().unwrap().unwrap().org;
    let answer = |volunteer: &VolunteerId, allow| Command::AnswerErasure {
        owner: owner.clone(),
        volunteer: volunteer.clone(),
        allow,
    };
    assert_eq!(amina.node.execute(answer(held[0], true)), Err(Refusal::CityOnly));
    claire.node.execute(answer(held[0], true)).unwrap();
    claire.node.execute(answer(held[1], false)).unwrap();
    for _ in 0..2 {
        meet(&mut hub.node, &mut claire.node);
        meet(&mut hub.node, &mut amina.node);
    }
    let left: Vec<&VolunteerId> = people.iter().filter(|v| holds(&amina, v)).collect();
    assert_eq!(left, held[1..].to_vec(), "one was let through, one declined, one waits");
}

#[test]
fn a_card_that_ended_leaves_a_laptop_that_is_offline_and_returns_when_it_is_renewed() {
    let mut hub = table::hub();
    let mut amina = table::join(&mut hub, 1, Some(RESTOS));
    let owner: OrgId = amina.node.store().owner().unwrap().unwrap().org;
    let louise = add(&mut hub, 0);
    let day = |days: i64| Minute(table::NOW + days * 1440);
    let lend = |hub: &mut OnTable, on: i64| {
        let window = Window { from: day(on), until: day(on).plus(180) };
        let lend = Command::Lend { volunteer: louise.clone(), to: owner.clone(), window, quota: None };
        hub.node.execute(lend).unwrap();
    };
    lend(&mut hub, 1);
    meet(&mut hub.node, &mut amina.node);
    assert!(holds(&amina, &louise));
    // Nobody is met for two days and a bit.
    for node in [&mut hub, &mut amina] {
        node.clock.fetch_add(2 * 1440, Ordering::Relaxed);
        node.node.keep_house();
    }
    assert!(!holds(&amina, &louise), "the reader lets go at the end");
    assert!(!amina.node.store().documents().unwrap().iter().any(|id| matches!(id, DocumentId::Card { .. })));
    meet(&mut hub.node, &mut amina.node);
    assert!(!holds(&amina, &louise), "it does not come back by itself");

    lend(&mut hub, 4);
    meet(&mut hub.node, &mut amina.node);
    meet(&mut hub.node, &mut amina.node);
    assert!(holds(&amina, &louise), "lent again, known again");
    assert_eq!(amina.node.store().quarantined().unwrap(), 0, "what waited is taken");
    for node in [&mut hub, &mut amina] {
        node.clock.fetch_add(9 * 1440, Ordering::Relaxed);
        node.node.keep_house();
        assert!(!node.node.store().documents().unwrap().iter().any(|id| matches!(id, DocumentId::Card { .. })));
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Meet(usize, usize),
    Edit(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let meet = (0..4usize, 0..4usize).prop_map(|(a, b)| Step::Meet(a, b));
    prop_oneof![3 => meet, 1 => (1..4usize).prop_map(Step::Edit)]
}

fn take(all: &mut [OnTable], step: Step, marie: &VolunteerId) {
    match step {
        Step::Meet(a, b) if a != b => {
            let (low, high) = (a.min(b), a.max(b));
            let (left, right) = all.split_at_mut(high);
            meet(&mut left[low].node, &mut right[0].node);
        }
        Step::Meet(..) => {}
        Step::Edit(at) => {
            let person = person("Marie", "Quatresous", &format!("06 12 34 56 7{at}"));
            // Once she is erased there, there is nobody to edit.
            let _ = all[at].node.execute(Command::EditPerson { id: marie.clone(), person });
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn erased_stays_erased_in_whatever_order_all_meet(before in prop::collection::vec(step(), 0..8), after in prop::collection::vec(step(), 0..14)) {
        let mut hub = table::hub();
        let laptops: Vec<OnTable> = (1..4).map(|seed| table::join(&mut hub, seed, Some(RESTOS))).collect();
        let mut all: Vec<OnTable> = std::iter::once(hub).chain(laptops).collect();
        let marie = add(&mut all[1], 0);
        before.iter().for_each(|step| take(&mut all, *step, &marie));
        all[1].node.execute(erase(&marie)).unwrap();
        for step in &after {
            take(&mut all, *step, &marie);
            for node in &all {
                let trust = node.node.trust().unwrap();
                prop_assert!(trust.last_erasure().is_none() || !holds(node, &marie), "held beside the entry that erases");
            }
        }
        for _ in 0..2 {
            (1..4).for_each(|at| take(&mut all, Step::Meet(0, at), &marie));
        }
        for node in &all {
            prop_assert!(!holds(node, &marie));
            prop_assert_eq!(node.node.store().quarantined().unwrap(), 0);
        }
        let number = all[0].node.trust().unwrap().last_erasure();
        let confirmed = all[0].node.store().erased_up_to().unwrap();
        prop_assert!(all.iter().all(|node| confirmed.get(&node.node.device()).copied() == number), "all have confirmed");
    }
}
