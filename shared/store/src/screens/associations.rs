use crate::owner::Owner;
use crate::value::{rows, word_in};
use crate::{Reader, StoreError};
use mainforte_api::{AssociationRow, AssociationsView, DeviceRow, HubWaitView};
use mainforte_domain::{DeviceId, InvitationId, Minute, OrgId, fold};
use std::collections::{BTreeMap, BTreeSet};

impl Reader {
    /// City: associations with their devices and the invitations that were not used, the city first. Which device is connected
    /// is not known here.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn associations(&self) -> Result<AssociationsView, StoreError> {
        let reading = self.at_once()?;
        let city = Owner::read(&reading)?.map(|owner| owner.city);
        let mut names = self.organisation_names()?.into_map();
        let mut devices = self.devices()?;
        let mut invitations = self.waiting_invitations()?;
        for org in devices.keys().chain(invitations.keys()) {
            names.entry(org.clone()).or_insert_with(|| org.to_string());
        }
        let mut rows: Vec<AssociationRow> = names
            .into_iter()
            .map(|(org, name)| AssociationRow {
                devices: devices.remove(&org).unwrap_or_default(),
                invitations: invitations.remove(&org).unwrap_or_default(),
                org,
                name,
            })
            .collect();
        rows.sort_by_key(|row| (city.as_ref() != Some(&row.org), fold(&row.name), row.org.clone()));
        Ok(AssociationsView { rows, hub_wait: self.hub_wait()? })
    }

    fn hub_wait(&self) -> Result<Option<HubWaitView>, StoreError> {
        let mut waits = self.hub_waits()?.into_iter().filter(|(wait, _)| !wait.awaited.is_empty());
        Ok(waits.next().map(|(wait, ending)| HubWaitView { since: wait.since, awaited: wait.awaited, ending }))
    }

    fn devices(&self) -> Result<BTreeMap<OrgId, Vec<DeviceRow>>, StoreError> {
        let sql = "SELECT d.org, d.device, d.name, d.role, d.revoked, p.seen
            FROM devices d LEFT JOIN peers p ON p.device = d.device ORDER BY d.org, d.name, d.device";
        let asked = self.revoke_requests()?.into_iter().filter(|(_, refused)| refused.is_none());
        let asked: BTreeSet<DeviceId> = asked.map(|(device, _)| device).collect();
        let devices: Vec<(OrgId, DeviceRow)> = rows(&self.connection, "reading the devices", sql, [], |row| {
            let seen: Option<i64> = row.get(5)?;
            let id = DeviceId(row.get(1)?);
            let device = DeviceRow {
                device: id,
                name: row.get(2)?,
                role: word_in(row, 3)?,
                connected: false,
                last_seen: seen.map(Minute),
                revoked: row.get(4)?,
                revoking: asked.contains(&id),
            };
            Ok((crate::value::id(row, 0)?, device))
        })?;
        Ok(grouped(devices))
    }

    fn waiting_invitations(&self) -> Result<BTreeMap<OrgId, Vec<(InvitationId, Minute)>>, StoreError> {
        let waiting = self.invites()?.into_iter().filter(|invite| invite.used_by.is_none());
        Ok(grouped(waiting.map(|invite| (invite.org, (invite.id, invite.expires)))))
    }
}

fn grouped<T>(pairs: impl IntoIterator<Item = (OrgId, T)>) -> BTreeMap<OrgId, Vec<T>> {
    let mut groups: BTreeMap<OrgId, Vec<T>> = BTreeMap::new();
    for (org, one) in pairs {
        groups.entry(org).or_default().push(one);
    }
    groups
}
