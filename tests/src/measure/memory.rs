use super::table::Measure;
use crate::city::Hub;
use crate::sample::{PeopleList, Style};
use anyhow::{Context, Result};
use mainforte_api::{PeopleFilter, PeopleSort, Query};

/// A real hub with so many people, after it has been asked for all of them.
pub(super) async fn hub_with_people(people: usize) -> Result<Measure> {
    let folder = tempfile::tempdir()?;
    let mut hub = Hub::found(folder.path(), "Ville de Bordeaux").await?;
    let list = folder.path().join("liste.csv");
    let people_list = PeopleList { name: "liste.csv", style: Style::City, people, block: 0 };
    std::fs::write(&list, people_list.draw(1).bytes)?;
    hub.serve().await?;
    hub.command(&["import", &list.to_string_lossy()]).await?;
    for offset in (0..u32::try_from(people)?).step_by(500) {
        let sort = PeopleSort::Name;
        hub.query(Query::Volunteers { filter: PeopleFilter::default(), sort, offset, limit: 500 }).await?;
    }
    let value = resident_mb(hub.process_id().context("the hub does not serve")?);
    hub.stop().await?;
    Ok(Measure {
        what: format!("hub with {people} persons, resident memory"),
        how: "after importing and reading all".to_owned(),
        value,
        under: 100.0,
        unit: "MB",
    })
}

/// The most that a process ever had resident, in millions of bytes; none where the system does not tell.
pub(crate) fn peak_mb(process: u32) -> Option<f64> {
    from_proc(process, "VmHWM:").map(millions)
}

/// Resident memory of a process in millions of bytes; none where the system does not tell.
fn resident_mb(process: u32) -> Option<f64> {
    let output = std::process::Command::new("ps").args(["-o", "rss=", "-p", &process.to_string()]).output().ok();
    let from_ps = || output.and_then(|output| String::from_utf8(output.stdout).ok()?.trim().parse::<f64>().ok());
    from_proc(process, "VmRSS:").or_else(from_ps).map(millions)
}

fn millions(kib: f64) -> f64 {
    kib * 1_024.0 / 1_000_000.0
}

fn from_proc(process: u32, what: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(what))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_has_some_memory() {
        let own = resident_mb(std::process::id()).unwrap();
        assert!((1.0..10_000.0).contains(&own), "{own}");
    }
}
