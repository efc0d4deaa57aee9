use crate::cli::Restored;
use crate::door::Door;
use anyhow::Result;
use mainforte_api::Command;
use std::io::Write;

/// Says that the folder was put back from a backup, or that the hub need not wait for the associations any longer.
pub(crate) async fn restored(options: &Restored) -> Result<()> {
    let door = Door::open(&options.folder).await?;
    let done = door.execute(Command::Restored { go_on: options.go_on }).await;
    door.close().await;
    done?;
    let said = if options.go_on {
        "The hub lends again."
    } else {
        "The hub lends to nobody and signs nobody in until each laptop of each association has reported, see `status`."
    };
    writeln!(std::io::stdout().lock(), "{said}")?;
    Ok(())
}
