//! A town for tests: the hub is Claire's, the laptops are Amina's and Louis's.

use mainforte_api::{
    Command, DigestRow, NeedDraft, Outcome, PersonDraft, Proposal, Query, Refusal, SettleView, ShiftSheet, Slot, View,
};
use mainforte_domain::{
    CityCalendar, KindId, Metres, Minutes, OrgId, PersonStatus, Priority, Right, RoleNeed, ShiftId, VolunteerId,
    WeekWindow, Window,
};
use mainforte_node::{Config, KeySource, Node};
use mainforte_store::{Store, StoreKey};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub(crate) struct Town {
    pub(crate) hub: Node,
    _folder: TempDir,
}

pub(crate) struct Laptop {
    pub(crate) node: Node,
    name: String,
    bind: SocketAddr,
    _folder: TempDir,
}

const LOOPBACK: &str = "127.0.0.1:0";

fn config(folder: &TempDir, online: bool) -> Config {
    let loopback: SocketAddr = LOOPBACK.parse().unwrap();
    let key = KeySource::File(folder.path().join("key"));
    Config { data: folder.path().to_owned(), key, online, bind: Some(loopback) }
}

impl Town {
    pub(crate) async fn found() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let hub = Node::found(config(&folder, true), "Ville de Bordeaux").await.unwrap();
        Self { hub, _folder: folder }
    }

    pub(crate) async fn invitation(&self, association: &str) -> String {
        let invite = Command::Invite { association: Some(association.to_owned()) };
        let Outcome::Invited { invitation } = self.hub.execute(invite).await.unwrap() else { panic!() };
        invitation.text
    }

    /// A laptop of the city itself.
    pub(crate) async fn operator(&self, name: &str) -> Laptop {
        let invite = Command::Invite { association: None };
        let Outcome::Invited { invitation } = self.hub.execute(invite).await.unwrap() else { panic!() };
        let laptop = self.stranger(name).await;
        laptop.join(&invitation.text).await.unwrap();
        self.quiet(&[&laptop]).await;
        laptop
    }

    pub(crate) async fn stranger(&self, name: &str) -> Laptop {
        self.stranger_at(name, LOOPBACK).await
    }

    /// A laptop that listens there and nowhere else.
    pub(crate) async fn stranger_at(&self, name: &str, at: &str) -> Laptop {
        let folder = tempfile::tempdir().unwrap();
        let bind: SocketAddr = at.parse().unwrap();
        let node = Node::open(Config { bind: Some(bind), ..config(&folder, true) }).await.unwrap();
        Laptop { node, name: name.to_owned(), bind, _folder: folder }
    }

    pub(crate) async fn laptop(&self, name: &str, association: &str) -> Laptop {
        let laptop = self.stranger(name).await;
        laptop.join(&self.invitation(association).await).await.unwrap();
        self.quiet(&[&laptop]).await;
        laptop
    }

    /// Waits until these laptops and the hub have told each other everything.
    pub(crate) async fn quiet(&self, laptops: &[&Laptop]) {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            let hub = self.hub_digests().await;
            let mut equal = true;
            for laptop in laptops {
                let state = laptop.node.sync_state().unwrap();
                let theirs: BTreeMap<_, _> =
                    laptop.digests().await.into_iter().map(|d| (d.document, d.digest)).collect();
                let shared = hub.iter().filter(|d| theirs.contains_key(&d.document));
                let mut shared = shared.peekable();
                equal &= shared.peek().is_some() && state.to_send == 0 && state.link == mainforte_api::Link::UpToDate;
                equal &= shared.all(|d| theirs.get(&d.document) == Some(&d.digest));
                let org = laptop.org().await;
                equal &= hub.iter().all(|d| !readable(&d.document, &org) || theirs.contains_key(&d.document));
            }
            for pair in laptops.windows(2) {
                if pair[0].org().await == pair[1].org().await {
                    equal &= pair[0].digests().await == pair[1].digests().await;
                }
            }
            if equal {
                return;
            }
            assert!(Instant::now() < until, "the devices do not agree in time");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// The hub, ended before, on its folder and where it listened.
    pub(crate) async fn again(folder: TempDir, at: SocketAddr) -> Self {
        let hub = opened(Config { bind: Some(at), ..config(&folder, true) }).await;
        Self { hub, _folder: folder }
    }

    /// The hub's store, once the hub has ended, with the folder in which it is.
    pub(crate) async fn hub_store(self) -> (Store, TempDir) {
        let Self { hub, _folder: folder } = self;
        hub.close().await;
        drop(hub);
        (store_in(&folder).await, folder)
    }

    pub(crate) async fn hub_digests(&self) -> Vec<DigestRow> {
        digests(&self.hub).await
    }

    pub(crate) async fn pool(&self, person: PersonDraft) -> VolunteerId {
        let Outcome::PersonSaved { id, .. } = self.hub.execute(Command::AddPerson { person }).await.unwrap() else {
            panic!()
        };
        id
    }

    pub(crate) async fn try_lend(
        &self,
        volunteer: &VolunteerId,
        to: &OrgId,
        window: Window,
    ) -> Result<Outcome, Refusal> {
        self.hub.execute(Command::Lend { volunteer: volunteer.clone(), to: to.clone(), window, quota: None }).await
    }

    pub(crate) async fn lend(&self, volunteer: &VolunteerId, to: &OrgId, window: Window) {
        self.try_lend(volunteer, to, window).await.unwrap();
    }
}

/// The store of a folder, once the program that had it open has let go of it.
async fn store_in(folder: &TempDir) -> Store {
    let key = std::fs::read_to_string(folder.path().join("key")).unwrap();
    let key = StoreKey::new(mainforte_domain::DeviceId::parse(key.trim()).unwrap().0);
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        match Store::open(&folder.path().join("mainforte.db"), &key) {
            Ok(store) => return store,
            Err(error) => assert!(Instant::now() < until, "the store stays shut: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn readable(document: &mainforte_domain::DocumentId, org: &OrgId) -> bool {
    document.readable_by(org, &OrgId::parse("nobodys-city").unwrap())
}

impl Laptop {
    pub(crate) async fn join(&self, text: &str) -> Result<Outcome, Refusal> {
        self.node.execute(Command::Join { invitation: text.to_owned(), device_name: self.name.clone() }).await
    }

    pub(crate) async fn done(&self, command: Command) -> Outcome {
        self.node.execute(command).await.unwrap()
    }

    pub(crate) async fn query(&self, query: Query) -> View {
        self.node.query(query).await.unwrap()
    }

    /// Where this laptop keeps a file.
    pub(crate) fn file(&self, name: &str) -> String {
        self._folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// The same laptop as it was at this moment, as a backup of its folder brings it back.
    pub(crate) async fn restored_copy(&self) -> Laptop {
        self.node.close().await;
        let folder = tempfile::tempdir().unwrap();
        for name in ["mainforte.db", "mainforte.db-wal", "key"] {
            let from = self._folder.path().join(name);
            if from.exists() {
                std::fs::copy(from, folder.path().join(name)).unwrap();
            }
        }
        let node = Node::open(config(&folder, false)).await.unwrap();
        Laptop { node, name: self.name.clone(), bind: self.bind, _folder: folder }
    }

    pub(crate) async fn offline(&self) {
        self.node.set_online(false).await.unwrap();
    }

    pub(crate) async fn online(&self) {
        self.node.set_online(true).await.unwrap();
    }

    /// The secret key of this device, for a program of somebody's own; this one ends.
    pub(crate) async fn secret(self) -> [u8; 32] {
        let Self { node, _folder: folder, .. } = self;
        node.close().await;
        drop(node);
        store_in(&folder).await.meta("device-key").unwrap().unwrap().try_into().unwrap()
    }

    /// Closes the program and starts it again on the same folder.
    pub(crate) async fn restarted(self, online: bool) -> Self {
        let Self { node, name, bind, _folder } = self;
        node.close().await;
        drop(node);
        let node = opened(Config { bind: Some(bind), ..config(&_folder, online) }).await;
        Self { node, name, bind, _folder }
    }

    /// Closes the program, does this to its database, and starts it again without a network.
    pub(crate) async fn damaged(self, sql: &str) -> Self {
        let Self { node, name, bind, _folder } = self;
        node.close().await;
        drop(node);
        raw(&_folder).execute_batch(sql).unwrap();
        let node = opened(Config { bind: Some(bind), ..config(&_folder, false) }).await;
        Self { node, name, bind, _folder }
    }

    pub(crate) async fn org(&self) -> OrgId {
        let View::Me(me) = self.query(Query::Me).await else { panic!() };
        me.org.unwrap()
    }

    pub(crate) async fn digests(&self) -> Vec<DigestRow> {
        digests(&self.node).await
    }

    pub(crate) async fn add(&self, person: PersonDraft) -> VolunteerId {
        let Outcome::PersonSaved { id, .. } = self.done(Command::AddPerson { person }).await else { panic!() };
        id
    }

    pub(crate) async fn publish(&self, need: NeedDraft) -> Vec<ShiftId> {
        let mut published = Vec::new();
        for place in need.place.split('+') {
            let need = NeedDraft { place: place.to_owned(), ..need.clone() };
            let Outcome::NeedPublished { shifts, .. } = self.done(Command::PublishNeed { need }).await else {
                panic!()
            };
            published.extend(shifts);
        }
        published
    }

    pub(crate) async fn book(&self, shift: &ShiftId, volunteer: &VolunteerId) -> Outcome {
        let Proposal { shift, role, volunteer } =
            Proposal { shift: shift.clone(), role: "Accueil".to_owned(), volunteer: volunteer.clone() };
        self.done(Command::Book { shift, role, volunteer, deliberately: false }).await
    }

    pub(crate) async fn sheet(&self, shift: &ShiftId) -> ShiftSheet {
        let View::Shift(sheet) = self.query(Query::Shift { id: shift.clone() }).await else { panic!() };
        sheet
    }

    pub(crate) async fn window(&self, shift: &ShiftId) -> Window {
        self.sheet(shift).await.shift.window
    }

    pub(crate) async fn rights(&self, shifts: &[ShiftId]) -> Vec<Right> {
        let mut rights = Vec::new();
        for shift in shifts {
            rights.extend(self.sheet(shift).await.bookings.into_iter().map(|b| b.right));
        }
        rights
    }

    pub(crate) async fn to_settle(&self) -> SettleView {
        let View::Settle(view) = self.query(Query::ToSettle).await else { panic!() };
        view
    }
}

/// A laptop's database without the program around it.
fn raw(folder: &TempDir) -> rusqlite::Connection {
    let key = std::fs::read_to_string(folder.path().join("key")).unwrap();
    let connection = rusqlite::Connection::open(folder.path().join("mainforte.db")).unwrap();
    connection.pragma_update(None, "key", format!("x'{}'", key.trim())).unwrap();
    connection
}

/// The tasks of a node that was closed let go of its store a moment later.
async fn opened(config: Config) -> Node {
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        match Node::open(config.clone()).await {
            Err(Refusal::StoreLocked) if Instant::now() < until => tokio::time::sleep(Duration::from_millis(30)).await,
            opened => return opened.unwrap(),
        }
    }
}

/// Waits until something holds; says what when it does not in time.
pub(crate) async fn until(what: &str, holds: impl AsyncFn() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !holds().await {
        assert!(Instant::now() < end, "{what}: not in time");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

async fn digests(node: &Node) -> Vec<DigestRow> {
    let View::Digests(digests) = node.query(Query::Digests).await.unwrap() else { panic!() };
    digests
}

/// Somebody who can come at any time.
pub(crate) fn person(given: &str, family: &str, phone: &str) -> PersonDraft {
    PersonDraft {
        given: given.to_owned(),
        family: family.to_owned(),
        phones: vec![phone.to_owned()],
        emails: Vec::new(),
        district: None,
        offers: BTreeSet::new(),
        skills: BTreeSet::new(),
        languages: BTreeSet::from(["fr".to_owned()]),
        vetted: true,
        remote_only: false,
        radius: Metres(10_000),
        week_max: Minutes::hours(20),
        week_target: Minutes::hours(10),
        availability: vec![WeekWindow { from: 0, until: WeekWindow::WEEK }],
        status: PersonStatus::Active,
        note: String::new(),
    }
}

/// A need on the Tuesday after next Monday, at the same time at each place.
#[expect(clippy::disallowed_methods, reason = "the node's clock runs too")]
pub(crate) fn weekly_need(places: &[&str]) -> NeedDraft {
    let calendar = CityCalendar::new("Europe/Paris").unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() / 60;
    let monday = calendar.monday(mainforte_domain::Minute(now as i64).plus(7 * 1440));
    let tuesday = monday.tomorrow().unwrap();
    let role = RoleNeed { skill: None, min: 1, max: 3 };
    NeedDraft {
        title: "Distribution".to_owned(),
        kind: KindId::parse("food-distribution").unwrap(),
        place: places.join("+"),
        district: None,
        priority: Priority::USUAL,
        remote: false,
        needs_vetted: false,
        language: None,
        roles: BTreeMap::from([("Accueil".to_owned(), role)]),
        slots: vec![Slot { start: format!("{tuesday}T09:00"), end: format!("{tuesday}T12:00") }],
        note: String::new(),
    }
}
