//! What À régler shows of what was refused.

use super::*;
use crate::{Commit, Quarantined};
use mainforte_api::{RefusedAbout, Topic};
use mainforte_documents::Record;
use mainforte_domain::DeviceId;
use mainforte_sync::Seal;

const MALLORY: DeviceId = DeviceId([9; 32]);

fn refused(number: u32, document: &str, reason: &str) -> Quarantined {
    Quarantined {
        document: document.to_owned(),
        author: Some(MALLORY),
        hash: std::array::from_fn(|i| number.to_le_bytes()[i % 4]),
        bytes: vec![1; 40],
        reason: reason.to_owned(),
        seal: None,
    }
}

fn refuse(laptop: &mut Laptop, source: DeviceId, quarantined: Vec<Quarantined>) {
    laptop.store.commit(Commit { quarantined, source: Some(source), ..Commit::at(NOW) }).unwrap();
}

#[test]
fn changes_of_one_device_with_one_reason_come_together_with_what_they_are_about_in_words() {
    let mut amina = Laptop::amina();
    let marie = person("marie", "Marie", "Dubois");
    amina.write(&[("person/restos/marie", Record::Person(marie.clone()))]);
    let boards = (1..=9).map(|month| refused(month, &format!("board/restos/2020-0{month}"), "not_owner"));
    refuse(&mut amina, MALLORY, boards.collect());
    let louis = Laptop::louis().device();
    refuse(&mut amina, louis, vec![refused(20, "person/restos/marie", "forged_seal"), refused(21, "?", "forged_seal")]);

    let open = amina.store.refused().unwrap().open;
    assert_eq!(open.count, 2);
    let [forged, foreign] = open.shown.as_slice() else { panic!("{open:?}") };
    assert_eq!((forged.id.reason.as_str(), forged.count), ("forged_seal", 2));
    assert_eq!(forged.about, [RefusedAbout::Unknown, RefusedAbout::Person { name: marie.name() }]);
    assert_eq!(forged.brought_by, [louis.short()], "an unknown device is named by the beginning of its id");
    assert_eq!((foreign.id.author, foreign.count, foreign.more_about), (Some(MALLORY), 9, 4));
    let newest = RefusedAbout::Board { org_name: "restos".to_owned(), month: "2020-09".to_owned() };
    assert_eq!((foreign.about.len(), &foreign.about[0]), (5, &newest));
    assert!(foreign.brought_by.is_empty(), "it brought them itself");
}

#[test]
fn nobody_reads_that_their_own_computer_brought_what_it_refused() {
    let mut amina = Laptop::amina();
    amina.write(&[("person/restos/marie", Record::Person(person("marie", "Marie", "Dubois")))]);
    let (me, louis) = (amina.device(), Laptop::louis().device());
    refuse(&mut amina, me, vec![refused(1, "person/restos/marie", "unreadable_here")]);
    refuse(&mut amina, louis, vec![refused(2, "person/restos/marie", "unreadable_here")]);
    let open = amina.store.refused().unwrap().open;
    assert_eq!(open.shown[0].brought_by, [louis.short()]);
}

#[test]
fn what_was_set_aside_is_kept_and_what_comes_later_is_shown() {
    let mut amina = Laptop::amina();
    let entries = [(id::<mainforte_domain::DocumentId>("person/restos/marie"), [7; 32])];
    let seal = Seal::new(&amina.key, 1, 0, &entries).unwrap();
    let early = Quarantined { seal: Some((seal, 0)), ..refused(1, "person/restos/marie", "missing_dependencies") };
    refuse(&mut amina, MALLORY, vec![early]);
    let group = amina.store.refused().unwrap().open.shown.remove(0).id;
    assert!(amina.store.set_aside(&group, true).unwrap());
    assert!(!amina.store.set_aside(&group, true).unwrap(), "it is set aside already");
    let view = amina.store.refused().unwrap();
    assert_eq!((view.open.count, view.set_aside.count, amina.store.refused_open().unwrap()), (0, 1, 0));
    assert_eq!(
        amina.store.waiting(&id("person/restos/marie")).unwrap().len(),
        1,
        "it is still taken should its base come"
    );

    refuse(&mut amina, MALLORY, vec![refused(2, "person/restos/marie", "missing_dependencies")]);
    assert_eq!(amina.store.refused().unwrap().open.shown[0].count, 1);
    assert!(amina.store.set_aside(&group, false).unwrap());
    assert_eq!(amina.store.refused().unwrap().open.shown[0].count, 2);
}

#[test]
fn a_flood_is_shown_within_bounds_and_counted_whole() {
    let mut amina = Laptop::amina();
    let flood = (0..30).map(|number| Quarantined {
        author: Some(DeviceId([u8::try_from(number).unwrap(); 32])),
        ..refused(number, "board/restos/2020-03", "unknown_device")
    });
    refuse(&mut amina, MALLORY, flood.collect());
    let open = amina.store.refused().unwrap().open;
    assert_eq!((open.shown.len(), open.count, amina.store.refused_open().unwrap()), (20, 30, 30));
}

#[test]
fn whoever_shows_the_quarantine_hears_when_a_document_leaves_with_what_was_refused_of_it() {
    let mut amina = Laptop::amina();
    refuse(&mut amina, MALLORY, vec![refused(1, "card/bordeaux/restos/marie", "not_issuer")]);
    let removed = vec![id("card/bordeaux/restos/marie")];
    let committed = amina.store.commit(Commit { removed, ..Commit::at(NOW) }).unwrap();
    assert!(committed.topics.contains(&Topic::Quarantine));
    assert_eq!(amina.store.refused().unwrap().open.count, 0);
}
