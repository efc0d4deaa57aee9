//! Bundle files on the command line: for an association or one of its laptops, and from one.

use crate::cli::{Bundle, BundleExport, BundleTask};
use crate::door::{Door, unexpected};
use crate::lend::find;
use anyhow::{Context, Result, bail};
use mainforte_api::{AssociationRow, BundleFor, BundleRead, BundleWritten, Command, Outcome, Query, View};
use mainforte_domain::DeviceId;
use std::io::Write;
use std::path::Path;

/// Makes a bundle or takes one in.
pub(crate) async fn bundle(options: &Bundle) -> Result<()> {
    match &options.task {
        BundleTask::Export(export) => {
            let door = Door::open(&export.folder).await?;
            let written = write(&door, export).await;
            door.close().await;
            print(&said_of_written(&written?, &export.file))
        }
        BundleTask::Import(import) => {
            let door = Door::open(&import.folder).await?;
            let outcome = door.execute(Command::ImportBundle { file: absolute(&import.file)? }).await;
            door.close().await;
            let Outcome::BundleImported { read } = outcome? else { return Err(unexpected()) };
            if import.json { print(&serde_json::to_string(&read)?) } else { print(&said_of_read(&read)) }
        }
    }
}

async fn write(door: &Door, options: &BundleExport) -> Result<BundleWritten> {
    let View::Associations(associations) = door.query(Query::Associations).await? else { return Err(unexpected()) };
    let to = addressee(&associations.rows, options)?;
    let file = absolute(&options.file)?;
    match door.execute(Command::ExportBundle { to, everything: options.everything, file }).await? {
        Outcome::BundleExported { written } => Ok(written),
        _ => Err(unexpected()),
    }
}

fn addressee(rows: &[AssociationRow], options: &BundleExport) -> Result<BundleFor> {
    let Some(device) = &options.device else {
        let wanted = options.association.as_deref().unwrap_or_default();
        return find(rows, wanted).map(|(org, _)| BundleFor::Organisation { org });
    };
    let known = || rows.iter().flat_map(|row| &row.devices).filter(|row| !row.revoked).map(|row| row.device);
    let found: Vec<DeviceId> = known().filter(|id| id.to_string().starts_with(&device.to_lowercase())).collect();
    match found.as_slice() {
        [device] => Ok(BundleFor::Device { device: *device }),
        [] => bail!("the city knows no device {device:?}, `status --json` and `export` have them"),
        _ => bail!("several devices begin with {device:?}, give more of the id"),
    }
}

/// The hub that serves may work in another folder than this command.
fn absolute(file: &Path) -> Result<String> {
    let whole = std::path::absolute(file).with_context(|| format!("{} is no file's name", file.display()))?;
    whole.to_str().map(str::to_owned).with_context(|| format!("{} is not UTF-8, rename it", file.display()))
}

fn said_of_written(written: &BundleWritten, file: &Path) -> String {
    let BundleWritten { name, changes, bytes } = written;
    match changes {
        0 => format!("{name} has confirmed everything: no file was written (--everything writes one all the same)"),
        _ => format!("{changes} changes for {name} are in {} ({bytes} bytes)", file.display()),
    }
}

fn said_of_read(read: &BundleRead) -> String {
    let BundleRead { device, organisation, taken, known, refused, waiting } = read;
    let from = if device.is_empty() { "an unknown device".to_owned() } else { format!("{device} ({organisation})") };
    let mut said = format!("from {from}: {taken} changes taken, {known} were here already");
    if *refused > 0 {
        said.push_str(&format!(", {refused} refused and kept in quarantine"));
    }
    if *waiting > 0 {
        said.push_str(&format!("; {waiting} wait for an earlier bundle of that device: import it as well"));
    }
    said
}

fn print(line: &str) -> Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_a_bundle_is_said_in_one_line() {
        let read = BundleRead {
            device: "amina".into(),
            organisation: "Restos du cœur".into(),
            taken: 3,
            known: 1,
            refused: 0,
            waiting: 2,
        };
        let said = said_of_read(&read);
        assert!(
            said.starts_with(
                "from amina (Restos du cœur): 3 changes taken, 1 were here already; 2 wait for an earlier"
            )
        );
        assert!(!said.contains("quarantine"));
    }
}
