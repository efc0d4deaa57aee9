//! Whoever has no mouse sees where they are, also when the window changes its width under an open dialog.

use anyhow::{Result, ensure};
use mainforte_e2e::{Desk, Key, Stage, play};

const ASSOCIATION: &str = "Restos du cœur";

#[tokio::test]
async fn the_focus_is_still_seen_when_the_window_becomes_narrow_under_a_dialog() -> Result<()> {
    play("focus-ring", "amina", async |stage, desk| tell(stage, desk).await).await
}

async fn tell(stage: &Stage, desk: &Desk) -> Result<()> {
    desk.join(&stage.hub.invite(ASSOCIATION).await?, ASSOCIATION, "Portable d’Amina").await?;
    desk.tab_to("sync-corner").await?;
    desk.press(Key::Enter).await?;
    desk.tab_to("bundle-import").await?;
    ensure!(desk.rings().await?, "the Tab key leads somewhere that nobody sees");
    desk.narrow().await?;
    ensure!(desk.focused().await?.as_deref() == Some("bundle-import"), "the focus has moved");
    ensure!(desk.rings().await?, "a narrow window hides the focus");
    desk.picture(&stage.screen, "96-focus-narrow").await?;
    desk.press(Key::Tab).await?;
    ensure!(desk.rings().await?, "in a narrow window nobody sees where the Tab key leads");
    Ok(())
}
