use mainforte_api::{Command, Outcome, Query, Slot};
use mainforte_domain::{CityCalendar, OrgId, ShiftId, VolunteerId, Window};
use mainforte_tests::city::{Gathering, Hub, Laptop, Onlooker};
use mainforte_tests::sample::need;
pub(crate) use mainforte_tests::sample::person;
use mainforte_tests::shown;
use tempfile::TempDir;

pub(crate) const RESTOS: &str = "Restos du cœur";
pub(crate) const SECOURS: &str = "Secours populaire";

/// Seconds. A laptop notices only after a while that a killed hub does not answer any more.
const AGREE_WITHIN: u64 = 60;

/// A city whose hub serves.
pub(crate) struct Town {
    pub(crate) hub: Hub,
    pub(crate) folder: TempDir,
}

impl Town {
    pub(crate) async fn found() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut hub = Hub::found(folder.path(), "Ville de Bordeaux").await.unwrap();
        hub.serve().await.unwrap();
        Self { hub, folder }
    }

    /// A laptop that belongs to nobody yet.
    pub(crate) async fn stranger(&self, name: &str) -> Laptop {
        Laptop::start(self.folder.path(), name).await.unwrap()
    }

    /// A laptop of an association, up to date.
    pub(crate) async fn laptop(&self, name: &str, association: &str) -> Laptop {
        let laptop = self.stranger(name).await;
        laptop.join(&self.hub.invite(association).await.unwrap()).await.unwrap();
        laptop.catch_up().await.unwrap();
        laptop
    }

    pub(crate) async fn city(&self) -> OrgId {
        shown!(self.hub.query(Query::Me).await.unwrap(), Me).unwrap().org.unwrap()
    }

    /// Waits until the hub and these laptops have everything that they may read, alike.
    pub(crate) async fn agree(&self, laptops: &[&Laptop]) -> Gathering {
        let city = self.city().await;
        let mut orgs = Vec::new();
        for laptop in laptops {
            orgs.push(org(laptop).await);
        }
        let of_laptops = laptops.iter().zip(&orgs);
        let hub = Onlooker { name: "hub", org: &city, client: self.hub.client().unwrap() };
        let nodes: Vec<Onlooker<'_>> = std::iter::once(hub)
            .chain(of_laptops.map(|(laptop, org)| Onlooker { name: laptop.name(), org, client: laptop.client() }))
            .collect();
        Gathering::agreed(&nodes, &city, AGREE_WITHIN).await.unwrap()
    }
}

pub(crate) async fn org(laptop: &Laptop) -> OrgId {
    shown!(laptop.query(Query::Me).await.unwrap(), Me).unwrap().org.unwrap()
}

pub(crate) async fn add_person(laptop: &Laptop, given: &str, family: &str) -> VolunteerId {
    laptop.add_person(given, family, "06 39 98 00 01").await.unwrap()
}

/// Publishes a need of one shift, tomorrow morning.
pub(crate) async fn publish(laptop: &Laptop, title: &str) -> ShiftId {
    let (_, slot) = tomorrow_morning(laptop).await;
    let need = need(title, "Bacalan", slot).unwrap();
    match laptop.execute(Command::PublishNeed { need }).await.unwrap() {
        Outcome::NeedPublished { shifts, .. } => shifts.into_iter().next().unwrap(),
        other => panic!("{other:?}"),
    }
}

/// Tomorrow from nine to noon, by the city's clock.
pub(crate) async fn tomorrow_morning(laptop: &Laptop) -> (Window, Slot) {
    let me = shown!(laptop.query(Query::Me).await.unwrap(), Me).unwrap();
    let calendar = CityCalendar::new(&me.time_zone).unwrap();
    let day = calendar.wall(me.now.plus(1440)).date();
    let slot = Slot { start: format!("{day}T09:00"), end: format!("{day}T12:00") };
    let window = Window::new(calendar.parse(&slot.start).unwrap(), calendar.parse(&slot.end).unwrap()).unwrap();
    (window, slot)
}
