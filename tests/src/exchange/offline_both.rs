use super::stopwatch::Stopwatch;
use super::town::{self, Town};
use super::{Exchange, cards};
use crate::city::{Laptop, refused};
use anyhow::{Result, ensure};
use mainforte_api::{Command, PersonDraft};
use mainforte_domain::{Metres, VolunteerId};
use mainforte_node::lines::Client;

const NOTE: &str = "a déménagé, appeler plutôt le soir";
const RADIUS: Metres = Metres(12_345);

/// While they are apart, one person in a hundred is edited on the laptop, another on the hub, and one in a thousand on both,
/// in different fields; both edits must be there on both sides afterwards.
pub(super) async fn measure(town: &Town, laptop: &Laptop) -> Result<Exchange> {
    let (here, there) = (laptop.client(), town.hub.client()?);
    let all = town::people(there, town.people()).await?;
    let (each, both) = (all.len() / 100, (all.len() / 1_000).max(1));
    laptop.set_online(false).await?;
    let (on_both, rest) = all.split_at(both);
    let (on_laptop, rest) = rest.split_at(each);
    for id in on_both.iter().chain(on_laptop) {
        edit(here, id, |form| form.note = NOTE.to_owned()).await?;
    }
    for id in on_both.iter().chain(rest.iter().take(each)) {
        edit(there, id, |form| form.radius = RADIUS).await?;
    }
    let watch = Stopwatch::on(laptop).await?;
    laptop.set_online(true).await?;
    let lap = watch.lap().await?;
    for (client, side) in [(here, "laptop"), (there, "hub")] {
        for id in on_both {
            let person = town::person(client, id).await?;
            ensure!(person.note == NOTE && person.radius == RADIUS, "an edit of {id} is lost on the {side}");
        }
    }
    Ok(lap.exchange())
}

/// Opens a person's form, changes it and saves it.
pub(super) async fn edit(client: &Client, id: &VolunteerId, change: impl FnOnce(&mut PersonDraft)) -> Result<()> {
    let mut form = cards::form(town::person(client, id).await?);
    change(&mut form);
    client.execute(Command::EditPerson { id: id.clone(), person: form }).await.map_err(refused("an edit"))?;
    Ok(())
}
