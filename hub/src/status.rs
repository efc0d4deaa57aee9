use crate::cli::Status;
use crate::door::{Door, unexpected};
use anyhow::Result;
use mainforte_api::{AssociationRow, LoansView, OtherVersion, PeopleFilter, PeopleSort, Query, SyncView, View};
use mainforte_domain::{AskStatus, DeviceId, Minute, OrgId};
use serde::Serialize;
use std::io::Write;
use std::net::SocketAddr;

/// How the hub is.
#[derive(Debug, Serialize)]
struct StatusView {
    city: String,
    device: DeviceId,
    version: String,
    serving: bool,
    addresses: Vec<SocketAddr>,
    relay: Option<String>,
    volunteers: u32,
    associations: Vec<AssociationLine>,
    loans: usize,
    open_asks: usize,
    to_send: u32,
    quarantined: u32,
    stuck: bool,
    awaited: Vec<String>,
    other_versions: Vec<OtherVersion>,
}

/// How an association is.
#[derive(Debug, Serialize)]
struct AssociationLine {
    org: OrgId,
    name: String,
    devices: usize,
    connected: usize,
    last_seen: Option<Minute>,
    invitations: usize,
}

/// Prints it.
pub(crate) async fn status(options: &Status) -> Result<()> {
    let door = Door::open(&options.folder).await?;
    let view = look(&door).await;
    door.close().await;
    let (view, mut output) = (view?, std::io::stdout().lock());
    if options.json {
        serde_json::to_writer(&mut output, &view)?;
        writeln!(output)?;
        return Ok(());
    }
    Ok(write!(output, "{view}")?)
}

async fn look(door: &Door) -> Result<StatusView> {
    let everybody = Query::Volunteers { filter: PeopleFilter::default(), sort: PeopleSort::Name, offset: 0, limit: 1 };
    let View::Volunteers(people) = door.query(everybody).await? else { return Err(unexpected()) };
    let View::Associations(associations) = door.query(Query::Associations).await? else { return Err(unexpected()) };
    let View::Loans(LoansView { asks, loans }) = door.query(Query::Loans).await? else { return Err(unexpected()) };
    let View::Sync(SyncView { to_send, quarantined, stuck, awaited, other_versions, .. }) =
        door.query(Query::Sync).await?
    else {
        return Err(unexpected());
    };
    let me = door.me();
    Ok(StatusView {
        city: me.city_name.clone(),
        device: me.device,
        version: me.version.clone(),
        serving: door.serving().is_some(),
        addresses: door.serving().map(|file| file.addresses.clone()).unwrap_or_default(),
        relay: me.relay.clone(),
        volunteers: people.total,
        associations: associations.rows.iter().map(AssociationLine::of).collect(),
        loans: loans.iter().filter(|loan| loan.given_back.is_none() && !loan.returned).count(),
        open_asks: asks.iter().filter(|row| row.ask.status == AskStatus::Open).count(),
        to_send,
        quarantined,
        stuck,
        awaited,
        other_versions,
    })
}

impl AssociationLine {
    fn of(row: &AssociationRow) -> Self {
        let devices = || row.devices.iter().filter(|device| !device.revoked);
        Self {
            org: row.org.clone(),
            name: row.name.clone(),
            devices: devices().count(),
            connected: devices().filter(|device| device.connected).count(),
            last_seen: devices().filter_map(|device| device.last_seen).max(),
            invitations: row.invitations.len(),
        }
    }
}

impl std::fmt::Display for StatusView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let addresses: Vec<String> = self.addresses.iter().map(ToString::to_string).collect();
        let serving =
            if self.serving { format!("serves on {}", addresses.join(", ")) } else { "does not serve".into() };
        writeln!(f, "{}: hub {} {serving}", self.city, self.device.short())?;
        match &self.relay {
            Some(relay) => writeln!(f, "names the relay {relay}, for whoever has no direct way here")?,
            None => writeln!(f, "names no relay: laptops need a direct way here")?,
        }
        writeln!(f, "{:>7} volunteers in the pool", self.volunteers)?;
        writeln!(f, "{:>7} loans, {} asks without an answer", self.loans, self.open_asks)?;
        writeln!(f, "{:>7} changes to send, {} refused changes in quarantine", self.to_send, self.quarantined)?;
        if self.stuck {
            let again = "it tries again every ten minutes, and its log says what went wrong";
            writeln!(f, "something that the hub does by itself has not succeeded for a while: {again}")?;
        }
        if !self.awaited.is_empty() {
            let awaited = self.awaited.join(", ");
            writeln!(
                f,
                "put back from a backup: lends nothing until it has heard from {awaited} (`restored --go-on` ends that)"
            )?;
        }
        for OtherVersion { device, name, is_newer, .. } in &self.other_versions {
            let (which, todo) =
                if *is_newer { ("a newer", "update this hub") } else { ("an older", "have it updated") };
            writeln!(f, "{name} ({}) has {which} version of Mainforte, and exchanges nothing: {todo}", device.short())?;
        }
        self.associations.iter().try_for_each(|association| writeln!(f, "{association}"))
    }
}

impl std::fmt::Display for AssociationLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { org, name, devices, connected, invitations, .. } = self;
        write!(f, "{name} ({org}): devices {devices}, connected {connected}, invitations open {invitations}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_is_worded_for_people_and_written_for_scripts() {
        let view = StatusView {
            city: "Ville de Bordeaux".into(),
            device: DeviceId([0xab; 32]),
            version: "0.1.0".into(),
            serving: true,
            addresses: vec!["127.0.0.1:4700".parse().unwrap()],
            relay: Some("https://relay.bordeaux.example".into()),
            volunteers: 241,
            associations: Vec::new(),
            loans: 3,
            open_asks: 1,
            to_send: 0,
            quarantined: 0,
            stuck: true,
            awaited: vec!["Restos".into()],
            other_versions: vec![OtherVersion {
                device: DeviceId([0xcd; 32]),
                name: "Amina".into(),
                is_hub: false,
                is_newer: false,
            }],
        };
        assert!(view.to_string().starts_with("Ville de Bordeaux: hub abababab serves on 127.0.0.1:4700\n"));
        assert!(view.to_string().contains("names the relay https://relay.bordeaux.example,"));
        assert!(view.to_string().contains("has not succeeded for a while: it tries again"));
        assert!(view.to_string().contains("lends nothing until it has heard from Restos"));
        assert!(view.to_string().contains("Amina (cdcdcdcd) has an older version of Mainforte"));
        assert!(serde_json::to_string(&view).unwrap().contains("\"serving\":true"));
        assert!(StatusView { relay: None, ..view }.to_string().contains("names no relay"));
    }
}
