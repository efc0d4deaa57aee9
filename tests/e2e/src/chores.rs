//! What every association does first, in the window, as a person would.

use std::path::Path;

use anyhow::Result;
use mainforte_tests::sample::Table;

use crate::desk::Desk;
use crate::screen::Screen;

impl Desk {
    /// Shows an invitation to an association, and names the device; a click joins.
    pub async fn present(&self, invitation: &str, association: &str, device: &str) -> Result<()> {
        self.fill("join-text", invitation).await?;
        self.read("join-promise", association).await?;
        self.fill("join-device", device).await
    }

    /// Joins an association with an invitation to it.
    pub async fn join(&self, invitation: &str, association: &str, device: &str) -> Result<()> {
        self.present(invitation, association, device).await?;
        self.click("join-button").await?;
        self.read("organisation", association).await?;
        Ok(())
    }

    /// Chooses the file in the system's own dialog, looks at every line's fate, and confirms.
    pub async fn import(&self, screen: &Screen, folder: &Path, table: &Table, picture: &str) -> Result<()> {
        let file = folder.join(&table.name);
        std::fs::write(&file, &table.bytes)?;
        let button = self.find("import-button").await?;
        let title = button.text().await?;
        button.click().await?;
        screen.choose_file(title.trim(), &file)?;
        self.find("import-counts").await?;
        self.picture(screen, picture).await?;
        self.click("import-confirm").await?;
        self.find("import-report").await?;
        self.click("import-close").await
    }

    /// Goes to next week's planning and has it planned; returns what is said of the plan.
    pub async fn plan_next_week(&self) -> Result<String> {
        self.click("nav-planning").await?;
        self.find("week").await?;
        self.click("week-after").await?;
        self.find("week-grid").await?;
        self.click("plan-week").await?;
        self.read("plan-summary", " ").await
    }
}
