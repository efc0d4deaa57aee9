//! What was refused ends on À régler, with its reason.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bare;

use bare::{City, bring, meet, place, written};
use mainforte_api::{Command, QuarantineView, Query, Refusal, RefusedAbout, View};
use mainforte_domain::DeviceId;
use mainforte_node::BareNode;

fn to_settle(node: &BareNode) -> QuarantineView {
    let View::Quarantine(view) = node.query(Query::Quarantine).unwrap() else { panic!() };
    view
}

/// Claire's laptop is handed a change in Amina's name that Amina did not sign.
fn forged(city: &mut City) -> (BareNode, DeviceId, DeviceId) {
    let mut amina = city.laptop(2, "Restos");
    let mut claire = city.operator(3);
    place(&mut amina, "Gare");
    meet(&mut amina, &mut city.hub);
    meet(&mut claire, &mut city.hub);
    place(&mut amina, "Quai");
    let mut forged = written(&amina).split_off(written(&amina).len() - 1);
    forged[0].seal.signature.0 = [0; 64];
    bring(&mut claire, city.hub.device(), forged);
    (claire, amina.device(), city.hub.device())
}

#[test]
fn a_hostile_change_is_shown_with_its_reason_its_author_and_who_brought_it() {
    let mut city = City::found();
    let (claire, amina, _) = forged(&mut city);
    let open = to_settle(&claire).open;
    let [group] = open.shown.as_slice() else { panic!("{open:?}") };
    assert_eq!((group.id.author, group.id.reason.as_str(), group.count), (Some(amina), "forged_seal", 1));
    assert_eq!((group.author_name.as_str(), group.author_org.as_str()), ("Restos", "Restos"));
    assert_eq!(group.about, [RefusedAbout::Places { org_name: "Restos".to_owned() }]);
    assert_eq!(group.brought_by.len(), 1, "the hub brought it");
}

#[test]
fn a_change_that_waits_is_taken_when_its_base_comes_although_somebody_set_it_aside() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    place(&mut amina, "Gare");
    place(&mut amina, "Quai");
    let [first, second] = written(&amina).try_into().unwrap();
    let hash = second.changes[0].hash;
    bring(&mut city.hub, amina.device(), vec![second]);
    let group = to_settle(&city.hub).open.shown.remove(0).id;
    assert_eq!(group.reason, "missing_dependencies");
    city.hub.execute(Command::SetAside { group: group.clone(), back: false }).unwrap();
    assert_eq!(to_settle(&city.hub).open.count, 0);
    let again = city.hub.execute(Command::SetAside { group, back: false });
    assert!(matches!(again, Err(Refusal::NotFound { .. })), "{again:?}");

    bring(&mut city.hub, amina.device(), vec![first]);
    assert_eq!(to_settle(&city.hub), QuarantineView::default());
    assert_eq!(city.hub.store().known(&[hash]).unwrap().len(), 1, "it is taken");
}
