//! Amina's week after somebody drops out: plans are proposals, moves are one step, and what was promised stays.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, reason = "each test binary uses its own part of the town")]
mod town;

use mainforte_api::{
    Command, Outcome, PairRule, PlanView, Query, Refusal, ReplanView, Stability, Step, TodayItem, View,
};
use mainforte_domain::{Answer, BookingId, RoleNeed, ShiftId, VolunteerId};
use std::collections::BTreeMap;
use town::{Laptop, Town, person, weekly_need};

/// A delivery that needs a driver and a kitchen at the same hour, one place each.
async fn delivery_and_kitchen(amina: &Laptop) -> (ShiftId, ShiftId) {
    let one = |skill: Option<&str>| {
        let role = RoleNeed { skill: skill.map(str::to_owned), min: 1, max: 1 };
        BTreeMap::from([("Accueil".to_owned(), role)])
    };
    let mut need = weekly_need(&["Bacalan"]);
    (need.title, need.roles) = ("Livraison".to_owned(), one(Some("permis B")));
    let delivery = amina.publish(need).await.remove(0);
    let mut need = weekly_need(&["Benauge"]);
    (need.title, need.roles) = ("Cuisine".to_owned(), one(None));
    let kitchen = amina.publish(need).await.remove(0);
    (delivery, kitchen)
}

async fn driver(amina: &Laptop, given: &str, phone: &str) -> VolunteerId {
    let mut driver = person(given, "Durand", phone);
    driver.skills.insert("permis B".to_owned());
    amina.add(driver).await
}

async fn booked(amina: &Laptop, shift: &ShiftId, volunteer: &VolunteerId) -> BookingId {
    let Outcome::Booked { mut bookings, .. } = amina.book(shift, volunteer).await else { panic!() };
    bookings.remove(0)
}

async fn monday_of(amina: &Laptop, shift: &ShiftId) -> String {
    let calendar = mainforte_domain::CityCalendar::new("Europe/Paris").unwrap();
    calendar.monday(amina.window(shift).await.from).to_string()
}

async fn replan(amina: &Laptop, monday: &str, stability: Stability) -> ReplanView {
    let query = Query::Replan { monday: monday.to_owned(), stability, declined: Vec::new() };
    let View::Replan(view) = amina.query(query).await else { panic!() };
    view
}

async fn plan(amina: &Laptop, monday: &str) -> PlanView {
    let command = Command::PlanWeek { monday: monday.to_owned(), effort: mainforte_api::Effort::Quick };
    let Outcome::Planned { plan } = amina.done(command).await else { panic!() };
    plan
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drop_out_is_mended_by_one_move_that_one_undo_takes_back() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let (delivery, kitchen) = delivery_and_kitchen(&amina).await;
    let marie = driver(&amina, "Marie", "06 12 34 56 78").await;
    let louis = driver(&amina, "Louis", "06 12 34 56 79").await;
    let paul = amina.add(person("Paul", "Petit", "06 12 34 56 80")).await;
    let monday = monday_of(&amina, &delivery).await;
    let ill = booked(&amina, &delivery, &marie).await;
    booked(&amina, &kitchen, &louis).await;

    amina.done(Command::Withdraw { bookings: vec![ill] }).await;
    let View::Today(today) = amina.query(Query::Today).await else { panic!() };
    assert!(matches!(&today.items[0], TodayItem::Withdrew { booking, .. } if booking.name == "Marie Durand"));
    assert_eq!(replan(&amina, &monday, Stability::MoveNobody).await.missing_after, 1);

    let view = replan(&amina, &monday, Stability::MoveFew).await;
    assert_eq!((view.missing_before, view.missing_after, view.moved), (1, 0, 1));
    let steps: Vec<Step> = view.rearrangements[0].steps.iter().map(|it| it.step.clone()).collect();
    let Outcome::Booked { held: 2, entry: Some(entry), .. } = amina.done(Command::Rearrange { steps }).await else {
        panic!()
    };
    let who = async |shift: &ShiftId| {
        let sheet = amina.sheet(shift).await;
        sheet.bookings.into_iter().filter(|b| b.answer != Answer::Withdrew).map(|b| b.volunteer).collect::<Vec<_>>()
    };
    assert_eq!((who(&delivery).await, who(&kitchen).await), (vec![louis.clone()], vec![paul]));

    amina.done(Command::Undo { entry }).await;
    assert_eq!((who(&delivery).await, who(&kitchen).await), (vec![], vec![louis]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_of_somebody_who_has_said_yes_since_is_refused_whole() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let (delivery, kitchen) = delivery_and_kitchen(&amina).await;
    let marie = driver(&amina, "Marie", "06 12 34 56 78").await;
    let louis = driver(&amina, "Louis", "06 12 34 56 79").await;
    amina.add(person("Paul", "Petit", "06 12 34 56 80")).await;
    let ill = booked(&amina, &delivery, &marie).await;
    let promised = booked(&amina, &kitchen, &louis).await;
    amina.done(Command::Withdraw { bookings: vec![ill] }).await;
    let monday = monday_of(&amina, &delivery).await;
    let view = replan(&amina, &monday, Stability::MoveFew).await;
    let steps: Vec<Step> = view.rearrangements[0].steps.iter().map(|it| it.step.clone()).collect();

    amina.done(Command::SetAnswer { id: promised, answer: Answer::Yes }).await;
    let refused = amina.node.execute(Command::Rearrange { steps }).await.unwrap_err();
    assert_eq!(refused, Refusal::SaidYes);
    assert_eq!(amina.sheet(&kitchen).await.bookings.len(), 1, "nothing of it was written");
    for stability in [Stability::MoveNobody, Stability::MoveFew, Stability::BestPlan] {
        assert_eq!(replan(&amina, &monday, stability).await.moved, 0, "{stability:?}");
    }
}

/// Accepting an old plan once booked people twice who had been booked elsewhere in the meantime.
#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_for_somebody_who_is_taken_since_is_refused() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let (delivery, kitchen) = delivery_and_kitchen(&amina).await;
    let marie = driver(&amina, "Marie", "06 12 34 56 78").await;
    let monday = monday_of(&amina, &delivery).await;
    let proposals: Vec<_> = plan(&amina, &monday).await.proposals.into_iter().map(|it| it.proposal).collect();
    assert_eq!(proposals.len(), 1);
    let other = if proposals[0].shift == delivery { &kitchen } else { &delivery };
    booked(&amina, other, &marie).await;
    let Outcome::Booked { held, refused, .. } = amina.done(Command::Accept { proposals }).await else { panic!() };
    assert_eq!(held, 0);
    assert_eq!(refused[0].1, Refusal::Overlap { shift: other.clone() });
}

#[tokio::test(flavor = "multi_thread")]
async fn people_who_must_not_meet_are_not_planned_into_one_shift() {
    let town = Town::found().await;
    let amina = town.laptop("amina", "Restos du cœur").await;
    let marie = amina.add(person("Marie", "Durand", "06 12 34 56 78")).await;
    let jean = amina.add(person("Jean", "Petit", "06 12 34 56 79")).await;
    let mut need = weekly_need(&["Bacalan"]);
    need.roles.values_mut().for_each(|role| role.min = 2);
    let shift = amina.publish(need).await.remove(0);
    let monday = monday_of(&amina, &shift).await;
    assert_eq!(plan(&amina, &monday).await.proposals.len(), 2);

    let pair = |rule| Command::SetPair { one: marie.clone(), other: jean.clone(), rule };
    amina.done(pair(Some(PairRule::Apart))).await;
    assert_eq!(plan(&amina, &monday).await.proposals.len(), 1);
    amina
        .done(Command::EditPerson { id: marie.clone(), person: person("Marie", "Durand-Roux", "06 12 34 56 78") })
        .await;
    assert_eq!(plan(&amina, &monday).await.proposals.len(), 1, "a form does not forget with whom somebody goes");
    amina.done(pair(None)).await;
    assert_eq!(plan(&amina, &monday).await.proposals.len(), 2);
}
