//! The city is founded, its hub serves, three laptops join.

use super::lists::tell_counts;
use super::narrator::Narrator;
use super::sample_city::{POOL, SEED};
use super::stage::{Stage, Week, me};
use crate::city::{Hub, Laptop};
use anyhow::{Context, Result, anyhow};
use mainforte_api::{Outcome, PeopleReport};
use mainforte_domain::OrgId;

pub(super) const CITY: &str = "Ville de Bordeaux";
pub(super) const RESTOS: &str = "Restos du cœur";
const SECOURS: &str = "Secours populaire";

/// Raises the stage.
pub(super) async fn raise(narrator: &Narrator) -> Result<Stage> {
    let folder = tempfile::Builder::new().prefix("mainforte-").tempdir().context("no temporary folder can be made")?;
    narrator.scene("Lundi, 8 h. La mairie", "Monday, 8 a.m. The town hall");
    let hub = found(&folder, narrator).await?;
    narrator.scene("Trois portables rejoignent la ville", "Three laptops join the city");
    let start = |name: &'static str| Laptop::start(folder.path(), name);
    let (amina, louis, yasmine) = tokio::try_join!(start("Amina"), start("Louis"), start("Yasmine"))?;
    let restos = join(&hub, &amina, RESTOS).await?;
    join(&hub, &louis, RESTOS).await?;
    let secours = join(&hub, &yasmine, SECOURS).await?;
    narrator.say(
        format!("Amina et Louis, {RESTOS} : deux portables, une invitation chacun, à usage unique."),
        format!("Amina and Louis, {RESTOS}: two laptops, an invitation each, good for one use."),
    );
    narrator.say(format!("Yasmine, {SECOURS}."), format!("Yasmine, {SECOURS}."));
    tokio::try_join!(amina.catch_up(), louis.catch_up(), yasmine.catch_up())?;
    let claire = crate::shown!(hub.query(mainforte_api::Query::Me).await?, Me)?;
    let city = claire.org.clone().context("the hub belongs to nobody")?;
    let week = Week::coming(&claire)?;
    Ok(Stage { hub, amina, louis, yasmine, city, restos, secours, week, folder })
}

async fn found(folder: &tempfile::TempDir, narrator: &Narrator) -> Result<Hub> {
    let mut hub = Hub::found(folder.path(), CITY).await?;
    narrator.say(
        format!("Claire fonde « {CITY} » : clés, registre, huit quartiers, douze formes d’aide."),
        format!("Claire founds “{CITY}”: keys, registry, eight districts, twelve kinds of help."),
    );
    let list = folder.path().join(POOL.name);
    std::fs::write(&list, POOL.draw(SEED).bytes)?;
    let report = hub.command(&["import", &list.to_string_lossy(), "--json"]).await?;
    let report: PeopleReport = serde_json::from_str(&report)?;
    narrator.say("Elle importe le vivier de la ville :", "She imports the city's pool:");
    tell_counts(report.counts, narrator);
    hub.serve().await?;
    narrator.say("Le serveur de la ville est en marche.", "The city's hub serves.");
    Ok(hub)
}

async fn join(hub: &Hub, laptop: &Laptop, association: &str) -> Result<OrgId> {
    let invitation = hub.invite(association).await?;
    match laptop.join(&invitation).await {
        Ok(Outcome::Joined { organisation, .. }) if organisation == association => {}
        other => return Err(anyhow!("{} does not join {association}: {other:?}", laptop.name())),
    }
    me(laptop).await?.org.with_context(|| format!("{} belongs to nobody", laptop.name()))
}
