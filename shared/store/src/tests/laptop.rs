use crate::{CommandEntry, Commit, Committed, DocumentUpdate, Store, StoreKey};
use mainforte_documents::{Document, Record, RegistryHead};
use mainforte_domain::{
    Answer, Booking, BookingStatus, CityCalendar, DeviceId, DocumentId, Loan, LoanStatus, Minute, OrgId, Organisation,
    Person, PersonStatus, Place, Priority, Registry, RoleNeed, Shift, ShiftStatus, Window,
};
use mainforte_sync::{Cursor, DeviceKey, Seal, Sealed, SealedChange, actor::actor};
use std::collections::BTreeMap;
use std::path::PathBuf;
use tempfile::TempDir;

/// Wednesday 25 March 2020, 08:00 in Bordeaux.
pub(crate) const NOW: Minute = Minute(26_418_660);

/// A device with its store and its documents, as a node would drive them.
pub(crate) struct Laptop {
    pub(crate) store: Store,
    pub(crate) key: DeviceKey,
    pub(crate) org: OrgId,
    pub(super) documents: BTreeMap<DocumentId, Document>,
    folder: TempDir,
}

impl Laptop {
    pub(crate) fn of(org: &str, seed: u8) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("store.db"), &StoreKey::new([seed; 32])).unwrap();
        store.set_owner(&id(org), &id("bordeaux")).unwrap();
        let key = DeviceKey::from_secret(&[seed; 32]);
        Self { store, key, org: id(org), documents: BTreeMap::new(), folder }
    }

    pub(crate) fn hub() -> Self {
        Self::of("bordeaux", 1)
    }

    pub(crate) fn amina() -> Self {
        Self::of("restos", 2)
    }

    pub(crate) fn louis() -> Self {
        Self::of("restos", 3)
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("store.db")
    }

    pub(crate) fn device(&self) -> DeviceId {
        self.key.id()
    }

    /// Writes records, in one commit.
    pub(crate) fn write(&mut self, records: &[(&str, Record)]) -> Committed {
        let commit = self.draft(records);
        self.store.commit(commit).unwrap()
    }

    /// The same with a step of the history.
    pub(crate) fn command(&mut self, entry: CommandEntry, records: &[(&str, Record)]) -> Committed {
        let commit = Commit { command: Some(entry), ..self.draft(records) };
        self.store.commit(commit).unwrap()
    }

    /// A commit that is not written yet.
    pub(crate) fn draft(&mut self, records: &[(&str, Record)]) -> Commit {
        let mut by_document: BTreeMap<DocumentId, Vec<Record>> = BTreeMap::new();
        for (document, record) in records {
            by_document.entry(DocumentId::parse(document).unwrap()).or_default().push(record.clone());
        }
        let mut changes = Vec::new();
        let mut documents = Vec::new();
        for (id, records) in by_document {
            let document = self.documents.entry(id.clone()).or_insert_with(|| Document::new(&id));
            let writer = actor(&self.key.id(), &id, *b"this-run");
            let Some(change) = document.edit(&writer, &records).unwrap() else { continue };
            let records = change.touched.iter().map(|key| document.record(key).unwrap().unwrap()).collect();
            documents.push(DocumentUpdate { id: id.clone(), records, heads: document.heads(), snapshot: None });
            changes.push(SealedChange {
                index: changes.len() as u32,
                document: id,
                hash: change.hash,
                bytes: change.bytes,
            });
        }
        let entries: Vec<_> = changes.iter().map(|change| (change.document.clone(), change.hash)).collect();
        let seal = Seal::new(&self.key, self.store.next_counter().unwrap(), 0, &entries).unwrap();
        Commit { sealed: vec![Sealed { seal, changes }], documents, ..Commit::at(NOW) }
    }

    /// Takes what another has for this one since last time.
    pub(crate) fn take_from(&mut self, other: &Self) -> Vec<Sealed> {
        let from = self.store.cursor(&other.device()).unwrap().map_or(0, |cursor| cursor.position);
        let slice = other.store.log_after(&self.device(), &self.org, from, false, usize::MAX).unwrap();
        let cursor = Cursor { epoch: other.store.epoch(), position: slice.mark.position, chain: slice.mark.chain };
        let commit = self.receive(slice.sealed.clone(), other.device());
        self.store.commit(Commit { read: Some((other.device(), Some(cursor))), ..commit }).unwrap();
        slice.sealed
    }

    fn receive(&mut self, sealed: Vec<Sealed>, source: DeviceId) -> Commit {
        let mut touched: BTreeMap<DocumentId, Vec<Record>> = BTreeMap::new();
        for change in sealed.iter().flat_map(|sealed| &sealed.changes) {
            let id = &change.document;
            let document = self.documents.entry(id.clone()).or_insert_with(|| Document::new(id));
            let keys = document.absorb(&[&change.bytes]).unwrap();
            let records = keys.iter().filter_map(|key| document.record(key).unwrap());
            touched.entry(id.clone()).or_default().extend(records);
        }
        let documents = touched.into_iter().map(|(id, records)| {
            let heads = self.documents.get(&id).unwrap().heads();
            DocumentUpdate { id, records, heads, snapshot: None }
        });
        Commit { sealed, documents: documents.collect(), source: Some(source), ..Commit::at(NOW) }
    }

    /// Both take what the other has, and say how far they have come.
    pub(crate) fn meet(&mut self, other: &mut Self) {
        self.take_from(other);
        other.take_from(self);
        let (mine, theirs) = (self.store.position().unwrap(), other.store.position().unwrap());
        self.store.set_acked(&other.device(), mine, NOW).unwrap();
        other.store.set_acked(&self.device(), theirs, NOW).unwrap();
    }

    pub(crate) fn records(&self, id: &DocumentId) -> Vec<Record> {
        self.documents.get(id).unwrap().records().into_iter().map(Result::unwrap).collect()
    }

    pub(crate) fn snapshot(&self, document: &str) -> Vec<u8> {
        self.documents.get(&DocumentId::parse(document).unwrap()).unwrap().checked_save().unwrap()
    }
}

pub(crate) fn id<T>(text: &str) -> T
where
    T: TryFrom<String>,
    T::Error: std::fmt::Debug,
{
    T::try_from(text.to_owned()).unwrap()
}

/// A wall-clock stretch: `at("2020-03-26T09:00", 180)`.
pub(crate) fn at(start: &str, minutes: i64) -> Window {
    let from = CityCalendar::new("Europe/Paris").unwrap().parse(start).unwrap();
    Window::new(from, from.plus(minutes)).unwrap()
}

pub(crate) fn person(volunteer: &str, given: &str, family: &str) -> Person {
    Person { status: PersonStatus::Active, ..Person::named(id(volunteer), given, family) }
}

pub(crate) fn place(place: &str, name: &str) -> Record {
    Record::Place(Place { id: id(place), name: name.to_owned(), district: Some(id("centre")), point: None })
}

pub(crate) fn shift(shift: &str, window: Window) -> Shift {
    let role = RoleNeed { skill: None, min: 1, max: 2 };
    Shift {
        id: id(shift),
        need: id("need"),
        title: "Distribution".to_owned(),
        kind: id("food-distribution"),
        place: id("bacalan"),
        window,
        priority: Priority::USUAL,
        remote: false,
        needs_vetted: false,
        language: None,
        roles: [("Cuisine".to_owned(), role)].into(),
        status: ShiftStatus::Planned,
    }
}

pub(crate) fn booking(booking: &str, shift: &str, volunteer: &str) -> Booking {
    Booking {
        id: id(booking),
        shift: id(shift),
        role: "Cuisine".to_owned(),
        volunteer: id(volunteer),
        answer: Answer::NotAsked,
        status: BookingStatus::Active,
        by: DeviceKey::from_secret(&[2; 32]).id(),
        at: NOW,
    }
}

pub(crate) fn loan(loan: &str, to: &str, volunteer: &str, window: Window) -> Loan {
    Loan {
        id: id(loan),
        to: id(to),
        volunteer: id(volunteer),
        window,
        quota: None,
        term: 1,
        sequence: 1,
        status: LoanStatus::Granted,
        reclaimed: None,
    }
}

/// Bordeaux with two associations.
pub(crate) fn registry() -> Vec<(&'static str, Record)> {
    let Registry { city, name, time_zone, hub_addresses, districts, kinds, .. } =
        Registry::bordeaux(id("bordeaux"), "Ville de Bordeaux");
    let head = Record::City(RegistryHead { city, name, time_zone, hub_addresses });
    let associations = [("restos", "Restos du cœur"), ("secours", "Secours populaire")];
    let associations = associations
        .map(|(org, name)| Record::Organisation(Organisation { id: id(org), name: name.to_owned(), since: NOW }));
    std::iter::once(head)
        .chain(districts.into_iter().map(|(id, district)| Record::District(id, district)))
        .chain(kinds.into_iter().map(|(id, kind)| Record::Kind(id, kind)))
        .chain(associations)
        .map(|record| ("registry/bordeaux", record))
        .collect()
}
