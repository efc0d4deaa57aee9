//! What a device wrote before it was shut out and the city did not have then: somebody of its association speaks for it, or it
//! stands nowhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bare;

use bare::{City, bring, meet, place, written};
use mainforte_api::Command;
use mainforte_domain::{DeviceId, DocumentId};
use mainforte_node::BareNode;

fn shut_out(city: &mut City, device: DeviceId) {
    city.hub.execute(Command::Revoke { device }).unwrap();
}

fn digest(node: &BareNode, document: &DocumentId) -> Option<String> {
    node.store().digests().unwrap().into_iter().find(|row| row.document == *document).map(|row| row.digest)
}

/// How many changes of a document are held.
fn held(node: &BareNode, document: &DocumentId) -> usize {
    let sealed = node.store().changes(document, document.owner()).unwrap();
    sealed.iter().map(|sealed| sealed.changes.len()).sum()
}

fn association_of(laptop: &BareNode) -> DocumentId {
    DocumentId::Association(laptop.store().owner().unwrap().unwrap().org)
}

/// Amina is shut out. Before Claire, an operator, hears of it, she takes what Amina wrote last.
struct Story {
    city: City,
    amina: BareNode,
    colleague: BareNode,
    claire: BareNode,
    document: DocumentId,
}

fn reached(before: &[&str]) -> Story {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    let mut colleague = city.laptop(3, "Restos");
    let mut claire = city.operator(4);
    before.iter().for_each(|name| place(&mut amina, name));
    for laptop in [&mut amina, &mut colleague, &mut claire] {
        meet(laptop, &mut city.hub);
    }
    shut_out(&mut city, amina.device());
    place(&mut amina, "Quai");
    bring(&mut claire, amina.device(), written(&amina));
    let document = association_of(&amina);
    Story { city, amina, colleague, claire, document }
}

#[test]
fn what_a_device_shut_out_left_on_a_laptop_of_another_organisation_falls_there_once_it_hears_of_it() {
    let Story { mut city, amina, mut claire, document, .. } = reached(&["Gare"]);
    assert_eq!(held(&claire, &document), 2);
    meet(&mut claire, &mut city.hub);
    assert_eq!(held(&claire, &document), 1);
    assert_eq!(digest(&claire, &document), digest(&city.hub, &document));
    let refused = claire.store().quarantine().unwrap();
    assert_eq!(
        refused.iter().map(|row| (row.author, row.reason.as_str())).collect::<Vec<_>>(),
        [(Some(amina.device()), "revoked_device")]
    );
    // Whoever writes there next is understood by everybody.
    assert_eq!(claire.store().unsent().unwrap(), 0);
    meet(&mut claire, &mut city.hub);
    assert_eq!(digest(&claire, &document), digest(&city.hub, &document));
}

#[test]
fn a_document_of_which_nothing_stands_any_more_is_gone() {
    let Story { mut city, mut claire, document, .. } = reached(&[]);
    assert!(claire.store().documents().unwrap().contains(&document));
    meet(&mut claire, &mut city.hub);
    assert!(!claire.store().documents().unwrap().contains(&document));
    assert_eq!(digest(&city.hub, &document), None);
    assert_eq!(claire.store().quarantined().unwrap(), 1);
}

#[test]
fn what_fell_is_taken_again_once_a_colleague_speaks_for_it() {
    for before in [&["Gare"][..], &[]] {
        let Story { mut city, amina, mut colleague, mut claire, document } = reached(before);
        bring(&mut colleague, amina.device(), written(&amina));
        meet(&mut claire, &mut city.hub);
        assert_eq!(held(&claire, &document), before.len());
        // The colleague hears of it and stands by what it holds.
        meet(&mut colleague, &mut city.hub);
        meet(&mut colleague, &mut city.hub);
        meet(&mut claire, &mut city.hub);
        for node in [&city.hub, &colleague, &claire] {
            // What was written before, what was in doubt, and the colleague's word.
            assert_eq!(held(node, &document), before.len() + 2);
            assert_eq!(digest(node, &document), digest(&city.hub, &document));
            assert_eq!(node.store().quarantined().unwrap(), 0);
        }
    }
}

#[test]
fn what_a_colleague_spoke_for_stands_when_that_colleague_is_shut_out_as_well() {
    let Story { mut city, amina, mut colleague, mut claire, document } = reached(&["Gare"]);
    bring(&mut colleague, amina.device(), written(&amina));
    meet(&mut colleague, &mut city.hub);
    meet(&mut colleague, &mut city.hub);
    shut_out(&mut city, colleague.device());
    meet(&mut claire, &mut city.hub);
    let mut later = city.laptop(5, "Restos");
    meet(&mut later, &mut city.hub);
    for node in [&city.hub, &claire, &later] {
        assert_eq!(held(node, &document), 3);
        assert_eq!(digest(node, &document), digest(&city.hub, &document));
    }
}
