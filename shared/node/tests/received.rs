//! What a desk makes of batches that no honest peer would send so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bare;

use bare::{City, bring, meet, place, written};
use mainforte_node::BareNode;
use mainforte_sync::Output;

fn hashes(laptop: &BareNode) -> Vec<[u8; 32]> {
    written(laptop).iter().flat_map(|sealed| sealed.changes.iter().map(|change| change.hash)).collect()
}

#[test]
fn a_change_that_comes_twice_around_its_base_does_not_hold_the_desk_up_for_ever() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    place(&mut amina, "Gare");
    place(&mut amina, "Quai");
    let [first, second] = written(&amina).try_into().unwrap();
    bring(&mut city.hub, amina.device(), vec![second.clone(), first.clone(), second]);
    assert_eq!(city.hub.store().quarantined().unwrap(), 0);
    assert_eq!(city.hub.store().known(&hashes(&amina)).unwrap().len(), 2);
    // And what waits from one batch is taken when the next one brings its base.
    place(&mut amina, "Mairie");
    place(&mut amina, "Halle");
    let [_, _, third, fourth] = written(&amina).try_into().unwrap();
    bring(&mut city.hub, amina.device(), vec![fourth]);
    assert_eq!(city.hub.store().quarantined().unwrap(), 1);
    bring(&mut city.hub, amina.device(), vec![third]);
    assert_eq!(city.hub.store().quarantined().unwrap(), 0);
}

#[test]
fn nothing_is_kept_of_a_refused_change_in_a_document_of_others() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    let mut louis = city.laptop(3, "Croix-Rouge");
    place(&mut amina, "Gare");
    let mut forged = written(&amina);
    bring(&mut louis, amina.device(), forged.clone());
    forged[0].seal.signature.0 = [0; 64];
    bring(&mut louis, amina.device(), forged);
    assert!(louis.store().documents().unwrap().is_empty());
    assert_eq!(louis.store().quarantine().unwrap(), Vec::new());
}

#[test]
fn what_waited_goes_to_the_one_who_brought_its_base_as_well() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    let louis = city.laptop(3, "Restos");
    place(&mut amina, "Gare");
    place(&mut amina, "Quai");
    let [first, second] = written(&amina).try_into().unwrap();
    bring(&mut city.hub, amina.device(), vec![second.clone()]);
    bring(&mut city.hub, louis.device(), vec![first]);
    let org = amina.store().owner().unwrap().unwrap().org;
    let for_louis = city.hub.store().log_after(&louis.device(), &org, 0, false, usize::MAX).unwrap().sealed;
    assert!(for_louis.iter().flat_map(|sealed| &sealed.changes).any(|change| change.hash == second.changes[0].hash));
}

#[test]
fn what_names_a_trust_entry_to_come_waits_for_it_and_is_taken() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    let mut louis = city.laptop(3, "Restos");
    city.laptop(4, "Croix-Rouge");
    meet(&mut amina, &mut city.hub);
    place(&mut amina, "Gare");
    place(&mut amina, "Quai");
    let mut own = written(&amina);
    own.retain(|sealed| sealed.seal.device == amina.device());
    let [first, mut second] = own.try_into().unwrap();
    second.seal.signature.0 = [0; 64];
    bring(&mut louis, amina.device(), vec![first.clone(), second]);
    assert_eq!(louis.store().quarantined().unwrap(), 2);
    let entries = city.hub.trust().unwrap().entries_from(louis.trust().unwrap().len()).to_vec();
    louis.act(city.hub.device(), Output::ExtendTrust(entries)).unwrap();
    assert_eq!(louis.store().known(&hashes(&amina)).unwrap(), [first.changes[0].hash].into());
    assert_eq!(louis.store().quarantined().unwrap(), 1, "a seal that does not hold waits for nothing");
}
