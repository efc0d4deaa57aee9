//! The network goes, and the hub with it.

use super::narrator::Narrator;
use super::stage::Stage;
use crate::city::Gathering;
use anyhow::Result;

/// Pulls every cable and kills the hub. What each node held then.
pub(super) async fn cut(stage: &mut Stage, narrator: &Narrator) -> Result<Gathering> {
    narrator.scene("13 h 07. Panne de courant", "1:07 p.m. Power cut");
    let before = stage.agree().await?;
    stage.set_online(false).await?;
    stage.hub.kill().await?;
    narrator.say(
        "Les trois portables sont débranchés ; le serveur de la ville est tué net (SIGKILL).",
        "The three laptops are unplugged; the city's hub is killed outright (SIGKILL).",
    );
    Ok(before)
}
