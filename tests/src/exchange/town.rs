use super::cards;
use crate::city::{Hub, Laptop, refused};
use anyhow::{Context, Result};
use mainforte_api::{PeopleFilter, PeopleSort, Query};
use mainforte_domain::{DocumentKind, Person, VolunteerId};
use mainforte_node::lines::Client;
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::TempDir;

/// So many people are in one file.
const FILE: usize = 5_000;

/// So many are asked for at once.
const PAGE: u32 = 500;

/// A hub that serves, with people in its pool.
pub(super) struct Town {
    pub(super) hub: Hub,
    /// How many people are in the pool.
    people: usize,
    folder: TempDir,
}

impl Town {
    /// Founds a city and writes people to its pool; then the hub starts, so that its memory is that of serving alone.
    pub(super) async fn with_people(people: usize) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut hub = Hub::found(folder.path(), "Ville de Bordeaux").await?;
        for from in (0..people).step_by(FILE) {
            let list = folder.path().join("liste.csv");
            std::fs::write(&list, cards::list("liste.csv", from, FILE.min(people - from)).bytes)?;
            hub.command(&["import", &list.to_string_lossy()]).await?;
        }
        hub.serve().await?;
        Ok(Self { hub, people, folder })
    }

    /// How many people are in the pool.
    pub(super) fn people(&self) -> usize {
        self.people
    }

    /// Where the laptops keep their folders.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The hub's process.
    pub(super) fn hub_process(&self) -> Result<u32> {
        self.hub.process_id().context("the hub does not serve")
    }

    /// A new laptop of the city, and whatever the invitation started.
    pub(super) async fn operator(&self, name: &str) -> Result<(Laptop, String)> {
        let invitation = self.hub.invite_operator().await?;
        Ok((Laptop::start(self.folder(), name).await?, invitation))
    }
}

/// So many people of a pool, by name.
pub(super) async fn people(client: &Client, count: usize) -> Result<Vec<VolunteerId>> {
    let mut ids = Vec::with_capacity(count);
    while ids.len() < count {
        let offset = u32::try_from(ids.len())?;
        let page = Query::Volunteers { filter: PeopleFilter::default(), sort: PeopleSort::Name, offset, limit: PAGE };
        let page = crate::shown!(client.query(page).await.map_err(refused("the list"))?, Volunteers)?;
        anyhow::ensure!(!page.rows.is_empty(), "there are fewer than {count} people");
        ids.extend(page.rows.into_iter().map(|row| row.id));
    }
    ids.truncate(count);
    Ok(ids)
}

/// What a device holds of each person, in short.
pub(super) async fn digests(client: &Client) -> Result<BTreeMap<String, String>> {
    let rows = crate::shown!(client.query(Query::Digests).await.map_err(refused("the digests"))?, Digests)?;
    let people = rows.into_iter().filter(|row| row.document.kind() == DocumentKind::Person);
    Ok(people.map(|row| (row.document.to_string(), row.digest)).collect())
}

/// A person as a device has them.
pub(super) async fn person(client: &Client, id: &VolunteerId) -> Result<Person> {
    let sheet = client.query(Query::Volunteer { id: id.clone() }).await.map_err(refused("a person"))?;
    Ok(crate::shown!(sheet, Volunteer)?.person)
}
