//! What waits to be sent, and who was heard of.

use super::*;
use crate::Commit;
use mainforte_documents::Record;
use mainforte_domain::{DeviceRole, OrgId};
use mainforte_sync::{DeviceKey, Trust, TrustBody};
use rusqlite::StatementStatus;

/// A city whose trust log names these devices.
fn trust(devices: &[(&Laptop, DeviceRole)]) -> Vec<mainforte_sync::TrustEntry> {
    let root = DeviceKey::from_secret(&[99; 32]);
    let mut trust = Trust::found(&root, id("bordeaux"), "Ville de Bordeaux").unwrap();
    let restos = TrustBody::Organisation { org: id("restos"), name: "Restos du cœur".to_owned() };
    trust.append(&root, restos).unwrap();
    for (laptop, role) in devices {
        let body = TrustBody::Enrol {
            device: laptop.device(),
            org: OrgId::clone(&laptop.org),
            role: *role,
            name: format!("PC {}", laptop.device().short()),
        };
        trust.append(&root, body).unwrap();
    }
    trust.entries_from(0).to_vec()
}

fn marie() -> (&'static str, Record) {
    ("person/restos/marie", Record::Person(person("marie", "Marie", "Durand")))
}

fn a_shift(no: u32) -> (&'static str, Record) {
    ("board/restos/2020-03", Record::Shift(shift(&format!("s{no}"), at("2020-03-26T09:00", 60))))
}

#[test]
fn what_the_hub_has_confirmed_no_longer_waits() {
    let (mut hub, mut amina) = (Laptop::hub(), Laptop::amina());
    let trust = trust(&[(&hub, DeviceRole::Hub), (&amina, DeviceRole::Coordinator)]);
    amina.store.commit(Commit { trust, ..Commit::at(NOW) }).unwrap();
    amina.write(&[a_shift(1), marie()]);
    amina.write(&[a_shift(2)]);
    assert_eq!(amina.store.unsent().unwrap(), 2, "nobody else may have Marie, so she waits for nobody");
    amina.meet(&mut hub);
    assert_eq!(amina.store.unsent().unwrap(), 0);
    amina.write(&[a_shift(3)]);
    assert_eq!(amina.store.unsent().unwrap(), 1);
    assert_eq!(amina.store.peers().unwrap()[0].device, hub.device());
    assert_eq!(amina.store.peers().unwrap()[0].last_seen, Some(NOW));
}

#[test]
fn what_only_a_colleague_may_have_waits_for_the_colleague() {
    let (mut hub, mut amina, mut louis) = (Laptop::hub(), Laptop::amina(), Laptop::louis());
    let devices = [(&hub, DeviceRole::Hub), (&amina, DeviceRole::Coordinator), (&louis, DeviceRole::Coordinator)];
    let trust = trust(&devices);
    amina.store.commit(Commit { trust: trust.clone(), ..Commit::at(NOW) }).unwrap();
    assert_eq!(amina.store.trust_log().unwrap(), trust);
    amina.write(&[a_shift(1), marie()]);
    amina.meet(&mut hub);
    assert_eq!(amina.store.unsent().unwrap(), 1);
    amina.meet(&mut louis);
    assert_eq!(amina.store.unsent().unwrap(), 0);
}

#[test]
fn a_revoked_device_confirms_nothing_and_is_no_peer() {
    let (mut hub, mut amina) = (Laptop::hub(), Laptop::amina());
    let mut trust = trust(&[(&hub, DeviceRole::Hub), (&amina, DeviceRole::Coordinator)]);
    let mut log = Trust::open(DeviceKey::from_secret(&[99; 32]).id(), trust.clone()).unwrap();
    let revoked = log.append(&DeviceKey::from_secret(&[99; 32]), TrustBody::Revoke { device: hub.device() }).unwrap();
    trust.push(revoked);
    amina.store.commit(Commit { trust, ..Commit::at(NOW) }).unwrap();
    amina.write(&[a_shift(1)]);
    amina.meet(&mut hub);
    assert_eq!(amina.store.peers().unwrap(), []);
    let devices = amina.store.associations().unwrap().rows.remove(0).devices;
    assert!(devices[0].revoked);
}

#[test]
fn seal_numbers_go_on_where_they_ended() {
    let mut amina = Laptop::amina();
    assert_eq!(amina.store.next_counter().unwrap(), 1);
    amina.write(&[marie()]);
    amina.write(&[a_shift(1)]);
    assert_eq!(amina.store.next_counter().unwrap(), 3);
    let removed = vec![id("person/restos/marie"), id("board/restos/2020-03")];
    amina.store.commit(Commit { removed, ..Commit::at(NOW) }).unwrap();
    assert_eq!(amina.store.next_counter().unwrap(), 3, "also when what they sealed is gone");
}

/// An association's laptop with so many people; the work of finding who might wait for something, in the database's steps.
fn steps_with(people: u32) -> (Vec<(String, String)>, i32) {
    let mut amina = Laptop::amina();
    for no in 0..people {
        let volunteer = format!("v{no}");
        amina.write(&[(&format!("person/restos/{volunteer}"), Record::Person(person(&volunteer, "Marie", "Durand")))]);
    }
    amina.write(&[a_shift(1)]);
    let mut statement = amina.store.connection.prepare(crate::log::AUDIENCES).unwrap();
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    (found, statement.get_status(StatementStatus::VmStep))
}

#[test]
fn counting_what_waits_costs_no_more_with_more_people() {
    let (few, steps_few) = steps_with(3);
    let (many, steps_many) = steps_with(200);
    assert_eq!(few, many);
    assert_eq!(few.len(), 2, "people are for nobody else, boards for the city: {few:?}");
    assert_eq!(steps_few, steps_many);
}
