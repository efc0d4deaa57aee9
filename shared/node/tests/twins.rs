//! A device that writes two changes under one (actor, sequence): whichever came first to whom, all end with the same one, and
//! what honest colleagues had written on the other one arrives all the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bare;

use bare::{City, bring, meet, place};
use mainforte_api::{Command, Outcome, PersonDraft, PlaceDraft, Query, View};
use mainforte_documents::{Document, Record};
use mainforte_domain::{
    DeviceId, DocumentId, Metres, Minutes, OrgId, Person, PersonStatus, Place, PlaceId, VolunteerId, WeekWindow,
};
use mainforte_node::BareNode;
use mainforte_sync::actor::actor;
use mainforte_sync::{DeviceKey, JoinRequest, Seal, Sealed, SealedChange};
use std::collections::BTreeSet;

/// A laptop of Amina's association that lies.
struct Mallory {
    key: DeviceKey,
    org: OrgId,
    counter: u64,
}

impl Mallory {
    fn enrolled(city: &mut City, association: &str) -> Self {
        let key = DeviceKey::from_secret(&[66; 32]);
        let invitation = city.invitation(association);
        let request = JoinRequest { secret: invitation.secret, device_name: "Mallory".to_owned() };
        city.hub.enrol(key.id(), &request).unwrap();
        Self { key, org: invitation.org, counter: 0 }
    }

    fn document(&self) -> DocumentId {
        DocumentId::Association(self.org.clone())
    }

    /// A place on top of `base`, by the one actor that she contradicts herself with.
    fn writes(&mut self, base: &Document, id: &str, name: &str, trust: u64) -> (Document, Sealed) {
        self.writes_as(*b"twotwins", base, id, name, trust)
    }

    fn writes_as(&mut self, nonce: [u8; 8], base: &Document, id: &str, name: &str, trust: u64) -> (Document, Sealed) {
        self.puts(nonce, base, Record::Place(named(id, name)), trust)
    }

    fn puts(&mut self, nonce: [u8; 8], base: &Document, record: Record, trust: u64) -> (Document, Sealed) {
        let mut document = base.clone();
        let writer = actor(&self.key.id(), base.id(), nonce);
        let change = document.edit(&writer, &[record]).unwrap().unwrap();
        self.counter += 1;
        let seal = Seal::new(&self.key, self.counter, trust, &[(base.id().clone(), change.hash)]).unwrap();
        let bytes = change.bytes;
        let change = SealedChange { index: 0, document: base.id().clone(), hash: change.hash, bytes };
        (document, Sealed { seal, changes: vec![change] })
    }

    /// Two changes in one place: first the one that stands, then the one that falls.
    fn twins(&mut self, trust: u64) -> [Sealed; 2] {
        let blank = Document::new(&self.document());
        let mut twins = ["Cave", "Grenier"].map(|name| self.writes(&blank, "mallory", name, trust).1);
        twins.sort_by_key(|sealed| sealed.changes[0].hash);
        twins
    }
}

fn named(id: &str, name: &str) -> Place {
    Place { id: PlaceId::parse(id).unwrap(), name: name.to_owned(), district: None, point: None }
}

fn places(node: &BareNode) -> Vec<String> {
    let View::Catalogue(catalogue) = node.query(Query::Catalogue).unwrap() else { panic!() };
    let mut names: Vec<String> = catalogue.places.into_iter().map(|place| place.fr).collect();
    names.sort();
    names
}

fn reasons(node: &BareNode, author: DeviceId) -> Vec<String> {
    let rows = node.store().quarantine().unwrap().into_iter().filter(|row| row.author == Some(author));
    rows.map(|row| row.reason).collect()
}

struct Cast {
    city: City,
    amina: BareNode,
    louis: BareNode,
    mallory: Mallory,
    trust: u64,
}

fn cast() -> Cast {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    let mut louis = city.laptop(3, "Restos");
    let mallory = Mallory::enrolled(&mut city, "Restos");
    meet(&mut amina, &mut city.hub);
    meet(&mut louis, &mut city.hub);
    let trust = city.hub.trust().unwrap().number();
    Cast { city, amina, louis, mallory, trust }
}

impl Cast {
    fn all_meet(&mut self) {
        for _ in 0..3 {
            meet(&mut self.amina, &mut self.city.hub);
            meet(&mut self.louis, &mut self.city.hub);
            meet(&mut self.amina, &mut self.louis);
        }
    }

    fn all_hold_the_same(&self) {
        let digests = self.city.hub.store().digests().unwrap();
        let hub = digests.iter().find(|row| row.document == self.mallory.document()).unwrap();
        for laptop in [&self.amina, &self.louis] {
            assert!(laptop.store().digests().unwrap().contains(hub));
        }
        assert_eq!(places(&self.amina), places(&self.louis));
        for node in [&self.amina, &self.louis, &self.city.hub] {
            assert_eq!(node.store().to_write_again().unwrap(), []);
        }
    }
}

#[test]
fn what_was_written_on_the_twin_that_falls_is_written_again_on_the_one_that_stands() {
    let mut cast = cast();
    let [stands, falls] = cast.mallory.twins(cast.trust);
    let mallory = cast.mallory.key.id();
    bring(&mut cast.city.hub, mallory, vec![stands]);
    bring(&mut cast.amina, mallory, vec![falls.clone()]);
    place(&mut cast.amina, "Halle");
    place(&mut cast.amina, "Mairie");
    meet(&mut cast.amina, &mut cast.louis);
    place(&mut cast.louis, "Quai");
    cast.all_meet();
    cast.all_hold_the_same();
    let names = places(&cast.amina);
    assert!(["Halle", "Mairie", "Quai"].iter().all(|name| names.contains(&(*name).to_owned())), "{names:?}");
    assert_eq!(names.len(), 4, "and one of the twins: {names:?}");
    assert_eq!(reasons(&cast.amina, mallory), ["equivocation"]);
    assert!(reasons(&cast.louis, cast.amina.device()).iter().all(|reason| reason == "built_on_equivocation"));
    // And nobody is stuck.
    for (node, name) in [(&mut cast.amina, "Gare"), (&mut cast.louis, "Poste")] {
        place(node, name);
    }
    cast.all_meet();
    cast.all_hold_the_same();
    assert_eq!(places(&cast.louis).len(), 6);
    assert!(cast.amina.execute(Command::Repair).is_ok());
    assert_eq!(places(&cast.amina), places(&cast.louis));
}

#[test]
fn a_twin_that_comes_too_late_is_refused_with_what_builds_on_it() {
    let mut cast = cast();
    let mallory = cast.mallory.key.id();
    let [stands, falls] = cast.mallory.twins(cast.trust);
    bring(&mut cast.city.hub, mallory, vec![falls]);
    bring(&mut cast.amina, mallory, vec![stands]);
    place(&mut cast.amina, "Halle");
    cast.all_meet();
    cast.all_hold_the_same();
    assert_eq!(reasons(&cast.city.hub, mallory), ["equivocation"]);
    assert_eq!(places(&cast.louis).len(), 2);
}

#[test]
fn a_field_that_a_colleague_changed_meanwhile_stays() {
    let mut cast = cast();
    let mallory = cast.mallory.key.id();
    let [stands, falls] = cast.mallory.twins(cast.trust);
    // Everybody knows the place, which Amina renames on the twin that falls and Louis moves to another district.
    place(&mut cast.amina, "Halle");
    cast.all_meet();
    let View::Catalogue(catalogue) = cast.amina.query(Query::Catalogue).unwrap() else { panic!() };
    let (id, district) = (catalogue.places[0].id.clone(), catalogue.districts[0].id.clone());
    bring(&mut cast.amina, mallory, vec![falls]);
    bring(&mut cast.louis, mallory, vec![stands]);
    let renamed = PlaceDraft { id: Some(id.clone()), name: "Grande halle".to_owned(), district: None };
    cast.amina.execute(Command::PutPlace { place: renamed }).unwrap();
    let moved = PlaceDraft { id: Some(id.clone()), name: "Halle".to_owned(), district: Some(district.clone()) };
    cast.louis.execute(Command::PutPlace { place: moved }).unwrap();
    cast.all_meet();
    cast.all_hold_the_same();
    for laptop in [&cast.amina, &cast.louis] {
        let hall = laptop.store().place(&id).unwrap().unwrap();
        assert_eq!((hall.name.as_str(), hall.district), ("Grande halle", Some(district.clone())));
    }
}

#[test]
fn a_chain_of_twins_falls_whole_and_comes_in_any_order() {
    let mut cast = cast();
    let mallory = cast.mallory.key.id();
    let blank = Document::new(&cast.mallory.document());
    let chain = |mallory: &mut Mallory, trust: u64, name: &str| {
        let (first, a) = mallory.writes(&blank, "mallory", name, trust);
        let (_, b) = mallory.writes(&first, "mallory", &format!("{name} 2"), trust);
        vec![a, b]
    };
    let mut chains = [chain(&mut cast.mallory, cast.trust, "Cave"), chain(&mut cast.mallory, cast.trust, "Grenier")];
    chains.sort_by_key(|chain| chain[0].changes[0].hash);
    let [stand, fall] = chains;
    bring(&mut cast.amina, mallory, fall.clone());
    place(&mut cast.amina, "Halle");
    // The second of them first: it waits for its base.
    bring(&mut cast.amina, mallory, vec![stand[1].clone()]);
    bring(&mut cast.amina, mallory, vec![stand[0].clone()]);
    bring(&mut cast.louis, mallory, vec![fall[1].clone(), stand[1].clone(), fall[0].clone(), stand[0].clone()]);
    bring(&mut cast.city.hub, mallory, [stand, fall].concat());
    cast.all_meet();
    cast.all_hold_the_same();
    assert!(places(&cast.louis).contains(&"Halle".to_owned()));
}

#[test]
fn changes_whose_base_never_comes_are_kept_within_bounds_and_hold_nobody_up() {
    let mut cast = cast();
    let mallory = cast.mallory.key.id();
    let mut document = Document::new(&cast.mallory.document());
    let mut airborne = Vec::new();
    for number in 0..700 {
        let (next, sealed) = cast.mallory.writes(&document, &format!("cave-{number}"), "Cave", cast.trust);
        document = next;
        airborne.push(sealed);
    }
    // Each waits for the one before; the first never comes.
    airborne.remove(0);
    for batch in airborne.chunks(100) {
        bring(&mut cast.city.hub, mallory, batch.to_vec());
    }
    let kept = cast.city.hub.store().quarantined().unwrap();
    assert!((1..=500).contains(&kept), "{kept}");
    place(&mut cast.amina, "Halle");
    meet(&mut cast.amina, &mut cast.city.hub);
    meet(&mut cast.louis, &mut cast.city.hub);
    assert_eq!(places(&cast.louis), ["Halle"]);
}

#[test]
fn contradictions_without_end_hold_nobody_up() {
    let mut cast = cast();
    let mallory = cast.mallory.key.id();
    let blank = Document::new(&cast.mallory.document());
    // Each time she finds a smaller hash, everything above falls once more.
    let mut twins: Vec<Sealed> =
        (0..60).map(|n| cast.mallory.writes(&blank, "mallory", &format!("Cave {n}"), cast.trust).1).collect();
    twins.sort_by_key(|sealed| std::cmp::Reverse(sealed.changes[0].hash));
    for (number, twin) in twins.into_iter().enumerate() {
        bring(&mut cast.amina, mallory, vec![twin]);
        place(&mut cast.amina, &format!("Halle {number}"));
    }
    cast.all_meet();
    cast.all_hold_the_same();
    assert_eq!(places(&cast.louis).len(), 61);
}

#[test]
fn honest_work_on_a_twin_arrives_though_its_author_was_shut_out_meanwhile() {
    let mut cast = cast();
    let mallory = cast.mallory.key.id();
    let blank = Document::new(&cast.mallory.document());
    // For the hub: a change high up. For Amina, later: one lower down, under the same number, on something else.
    let (mut high, mut for_hub) = (blank.clone(), Vec::new());
    for number in 0..3 {
        let (next, sealed) = cast.mallory.writes_as(*b"harmless", &high, &format!("cave-{number}"), "Cave", cast.trust);
        high = next;
        for_hub.push(sealed);
    }
    for_hub.push(cast.mallory.writes(&high, "mallory", "Grenier", cast.trust).1);
    let (low, base) = cast.mallory.writes_as(*b"harmful!", &blank, "soupente", "Soupente", cast.trust);
    let (_, twin) = cast.mallory.writes(&low, "mallory", "Cave", cast.trust);
    bring(&mut cast.city.hub, mallory, for_hub);
    bring(&mut cast.amina, mallory, vec![base, twin]);
    place(&mut cast.amina, "Halle");
    cast.city.hub.execute(Command::Revoke { device: mallory }).unwrap();
    cast.all_meet();
    cast.all_hold_the_same();
    assert!(places(&cast.louis).contains(&"Halle".to_owned()));
    place(&mut cast.louis, "Quai");
    cast.all_meet();
    cast.all_hold_the_same();
    assert!(places(&cast.amina).contains(&"Quai".to_owned()));
}

#[test]
fn what_a_parcel_makes_one_write_again_is_deposited_for_those_who_fetch_the_same_parcel() {
    let mut cast = cast();
    let marie = person(&mut cast.amina);
    meet(&mut cast.amina, &mut cast.louis);
    let stored = cast.louis.store().person(&marie).unwrap().unwrap();
    let log = cast.louis.store().document(&stored.document).unwrap().unwrap();
    let base = Document::load(&stored.document, None, log.changes.iter().map(Vec::as_slice)).unwrap();
    let mut twins = ["le soir", "le matin"].map(|note| {
        let record = Record::Person(Person { note: note.to_owned(), ..stored.person.clone() });
        cast.mallory.puts(*b"twotwins", &base, record, cast.trust).1
    });
    twins.sort_by_key(|sealed| sealed.changes[0].hash);
    let [stands, falls] = twins;
    let mallory = cast.mallory.key.id();
    bring(&mut cast.louis, mallory, vec![stands]);
    bring(&mut cast.amina, mallory, vec![falls]);
    let pause = Command::SetPersonStatus { ids: vec![marie.clone()], status: PersonStatus::Paused };
    cast.amina.execute(pause).unwrap();
    // From here on the two meet at the hub alone, which does not read of Marie.
    for _ in 0..2 {
        meet(&mut cast.amina, &mut cast.city.hub);
        meet(&mut cast.louis, &mut cast.city.hub);
    }
    let status = |node: &BareNode| node.store().person(&marie).unwrap().unwrap().person.status;
    assert_eq!(status(&cast.amina), PersonStatus::Paused);
    assert_eq!(status(&cast.louis), PersonStatus::Paused, "nobody deposited it");
}

fn person(node: &mut BareNode) -> VolunteerId {
    let person = PersonDraft {
        given: "Marie".to_owned(),
        family: "Martin".to_owned(),
        phones: vec!["06 12 34 56 78".to_owned()],
        emails: Vec::new(),
        district: None,
        offers: BTreeSet::new(),
        skills: BTreeSet::new(),
        languages: BTreeSet::new(),
        vetted: true,
        remote_only: false,
        radius: Metres(10_000),
        week_max: Minutes::hours(20),
        week_target: Minutes::hours(10),
        availability: vec![WeekWindow { from: 0, until: WeekWindow::WEEK }],
        status: PersonStatus::Active,
        note: String::new(),
    };
    let Outcome::PersonSaved { id, .. } = node.execute(Command::AddPerson { person }).unwrap() else { panic!() };
    id
}
