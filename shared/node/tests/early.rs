//! What goes on to the other devices before it is on the hub's disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bare;

use bare::{City, meet, place, written};

#[test]
fn honest_work_goes_on_at_once_and_nothing_whose_seal_does_not_hold() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    meet(&mut amina, &mut city.hub);
    place(&mut amina, "Bacalan");
    let mut brought = written(&amina);
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
fn neither_an_import_nor_the_work_of_a_stranger_goes_early() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    meet(&mut amina, &mut city.hub);
    let few = written(&amina);
    for number in 0..200 {
        place(&mut amina, &format!("Local {number}, au fond de la cour, derrière la deuxième porte"));
    }
    assert!(city.hub.goes_early(&few));
    assert!(!city.hub.goes_early(&written(&amina)), "much waits its turn");
    assert!(!City::found().hub.goes_early(&few), "another city knows nobody of this one");
}
