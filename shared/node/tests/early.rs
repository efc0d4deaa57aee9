//! What goes on to the other devices before it is on the hub's disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bare;

use bare::{City, bring, meet, place, written};
use mainforte_api::{Query, View};
use mainforte_node::BareNode;
use mainforte_sync::Sealed;

fn digests(node: &BareNode) -> View {
    node.query(Query::Digests).unwrap()
}

/// What a laptop has written last.
fn last(laptop: &BareNode) -> Vec<Sealed> {
    vec![written(laptop).pop().unwrap()]
}

#[test]
fn honest_work_goes_on_at_once_and_nothing_whose_seal_does_not_hold() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    meet(&mut amina, &mut city.hub);
    place(&mut amina, "Bacalan");
    let mut brought = last(&amina);
    assert!(city.hub.goes_early(&brought));

    let mut forged = brought.clone();
    forged[0].seal.signature.0[7] ^= 1;
    assert!(!city.hub.goes_early(&forged));
    let mut renamed = brought.clone();
    renamed[0].changes[0].hash[0] ^= 1;
    assert!(!city.hub.goes_early(&renamed));
    let last = brought[0].changes[0].bytes.len() - 1;
    brought[0].changes[0].bytes[last] ^= 1;
    assert!(!city.hub.goes_early(&brought), "the bytes are not those that were sealed");
}

#[test]
fn much_waits_its_turn_and_nothing_goes_on_twice() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    meet(&mut amina, &mut city.hub);
    place(&mut amina, "Bacalan");
    let few = last(&amina);
    assert!(city.hub.goes_early(&few));
    bring(&mut city.hub, amina.device(), few.clone());
    assert!(!city.hub.goes_early(&few), "the hub has just written it");
    let before = written(&amina).len();
    for number in 0..200 {
        place(&mut amina, &format!("Local {number}, au fond de la cour, derrière la deuxième porte"));
    }
    assert!(!city.hub.goes_early(&written(&amina)[before..]));
}

#[test]
fn what_the_hub_passed_on_and_lost_comes_back_to_it_from_whom_it_told() {
    let mut city = City::found();
    let (mut claire, mut malik) = (city.operator(2), city.operator(3));
    meet(&mut claire, &mut city.hub);
    meet(&mut malik, &mut city.hub);
    place(&mut claire, "Bacalan");
    // The power fails at the hub before it has written this, and Claire's laptop never comes back.
    bring(&mut malik, city.hub.device(), last(&claire));
    drop(claire);
    place(&mut malik, "Caudéran");
    meet(&mut malik, &mut city.hub);
    assert_eq!(digests(&city.hub), digests(&malik));
}

#[test]
fn laptops_that_meet_directly_do_not_tell_each_other_in_a_circle() {
    let mut city = City::found();
    let (mut claire, mut malik) = (city.operator(2), city.operator(3));
    meet(&mut claire, &mut city.hub);
    meet(&mut malik, &mut city.hub);
    place(&mut claire, "Bacalan");
    let brought = last(&claire);
    assert!(city.hub.goes_early(&brought));
    assert!(!malik.goes_early(&brought));
}
