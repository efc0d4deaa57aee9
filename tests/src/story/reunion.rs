//! The hub starts again, the laptops find it, everybody reads what the others wrote.

use super::narrator::Narrator;
use super::stage::Stage;
use crate::city::Gathering;
use anyhow::{Context, Result, bail};

/// Brings everybody together. Fails when the killed hub has lost anything of what it held `before`.
pub(super) async fn meet(stage: &mut Stage, before: &Gathering, narrator: &Narrator) -> Result<()> {
    narrator.scene("18 h 40. Le courant revient", "6:40 p.m. The power is back");
    stage.hub.serve().await?;
    let documents = nothing_lost(stage, before).await?;
    narrator.say(
        format!("Le serveur repart : ses {documents} documents sont ceux d’avant la panne, à l’octet près."),
        format!("The hub starts again: its {documents} documents are those of before the cut, to the byte."),
    );
    stage.set_online(true).await?;
    let [amina, louis, yasmine] = [&stage.amina, &stage.louis, &stage.yasmine].map(|laptop| laptop.catch_up());
    tokio::try_join!(amina, louis, yasmine)?;
    let together = stage.agree().await?;
    let shared = together.shared().values().map(|documents| documents.len()).sum::<usize>();
    narrator.say(
        format!(
            "Les portables le retrouvent ; {shared} copies de documents partagés s’accordent sur les quatre nœuds."
        ),
        format!("The laptops find it; {shared} copies of shared documents agree on the four nodes."),
    );
    Ok(())
}

async fn nothing_lost(stage: &Stage, before: &Gathering) -> Result<usize> {
    let hub = stage.everybody()?;
    let now = Gathering::of(&hub[..1]).await?;
    let held = before.digests.get("hub").context("the hub's documents were not looked at")?;
    let kept = now.digests.get("hub").context("the hub does not say what it holds")?;
    // Where it listens is written anew at each start; everything else is as it was.
    let lost = held.iter().find(|(document, digest)| {
        document.kind() != mainforte_domain::DocumentKind::Registry && kept.get(document) != Some(digest)
    });
    if let Some((document, _)) = lost {
        bail!("after the hub was killed, {document} is not what it was");
    }
    Ok(held.len())
}
