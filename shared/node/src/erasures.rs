//! Who is to be erased and who is, as a screen shows it: what was asked, what the hub said, which devices confirmed.

use crate::trouble::Trouble;
use mainforte_api::{DeviceRow, ErasureRow, ErasureStage, PeerRow};
use mainforte_domain::{EraseRequest, EraseStep, OrgId, VolunteerId};
use mainforte_store::{Reader, StoredErasure};
use mainforte_sync::{Trust, tombstone};
use std::collections::{BTreeMap, BTreeSet};

/// Newest first. A device of an association sees its own association's alone.
pub(crate) fn rows(reader: &Reader, trust: &Trust, me: &OrgId) -> Result<Vec<ErasureRow>, Trouble> {
    let sight = Sight::of(reader, trust, me)?;
    let done = reader.erasures()?;
    let is_done: BTreeSet<[u8; 32]> = done.iter().map(|erasure| erasure.subject).collect();
    let mut rows: Vec<ErasureRow> = done.iter().map(|erasure| sight.done(erasure)).collect();
    for (_, request) in sight.asked.values() {
        if !is_done.contains(&tombstone(&request.owner, &request.volunteer)) {
            rows.push(sight.asked_for(request));
        }
    }
    rows.retain(|row| me == trust.city() || row.owner == *me);
    rows.sort_by_key(|row| (row.stage == ErasureStage::Done, std::cmp::Reverse(row.at), row.volunteer.clone()));
    Ok(rows)
}

/// What is known here.
struct Sight<'a> {
    trust: &'a Trust,
    me: &'a OrgId,
    names: BTreeMap<OrgId, String>,
    devices: Vec<(OrgId, DeviceRow)>,
    erased_up_to: BTreeMap<mainforte_domain::DeviceId, u64>,
    /// By tombstone: what the owner asks, or the city's word on it.
    asked: BTreeMap<[u8; 32], (VolunteerId, EraseRequest)>,
}

impl<'a> Sight<'a> {
    fn of(reader: &Reader, trust: &'a Trust, me: &'a OrgId) -> Result<Self, Trouble> {
        let associations = reader.associations()?.rows;
        let names = associations.iter().map(|row| (row.org.clone(), row.name.clone())).collect();
        let devices = associations.into_iter();
        let devices = devices.flat_map(|row| row.devices.into_iter().map(move |d| (row.org.clone(), d))).collect();
        let mut asked = BTreeMap::new();
        let mut requests = reader.erase_requests()?;
        // The city's word stands over the asking.
        requests.sort_by_key(|(by, request)| *by != request.owner);
        for (_, request) in requests {
            asked.insert(tombstone(&request.owner, &request.volunteer), (request.volunteer.clone(), request));
        }
        Ok(Self { trust, me, names, devices, erased_up_to: reader.erased_up_to()?, asked })
    }

    fn done(&self, erasure: &StoredErasure) -> ErasureRow {
        let (confirmed, missing) = self.concerned(erasure);
        ErasureRow {
            owner: erasure.owner.clone(),
            owner_name: self.name(&erasure.owner),
            volunteer: self.asked.get(&erasure.subject).map(|(volunteer, _)| volunteer.clone()),
            reason: erasure.reason,
            at: erasure.at,
            stage: ErasureStage::Done,
            missing,
            confirmed,
        }
    }

    fn asked_for(&self, request: &EraseRequest) -> ErasureRow {
        ErasureRow {
            owner: request.owner.clone(),
            owner_name: self.name(&request.owner),
            volunteer: Some(request.volunteer.clone()),
            reason: request.reason,
            at: request.at,
            stage: match request.step {
                EraseStep::Asked | EraseStep::Allowed => ErasureStage::Asked,
                EraseStep::Held => ErasureStage::Held,
                EraseStep::Declined => ErasureStage::Declined,
            },
            missing: Vec::new(),
            confirmed: Vec::new(),
        }
    }

    /// Live devices that were there before, of whoever may have held something: those that have confirmed, and the others.
    /// An association sees its own alone.
    fn concerned(&self, erasure: &StoredErasure) -> (Vec<PeerRow>, Vec<PeerRow>) {
        let may_hold =
            |org: &OrgId| *org == erasure.owner || org == self.trust.city() || erasure.shown_to.contains(org);
        let seen_here = |org: &OrgId| self.me == self.trust.city() || org == self.me;
        let was_there = |row: &DeviceRow| {
            !row.revoked && self.trust.device(&row.device).is_some_and(|d| d.enrolled_at_number < erasure.number)
        };
        let concerned = self.devices.iter().filter(|(org, row)| may_hold(org) && seen_here(org) && was_there(row));
        let has_erased = |row: &PeerRow| self.erased_up_to.get(&row.device).is_some_and(|upto| *upto >= erasure.number);
        concerned.map(|(org, row)| self.peer(org, row)).partition(has_erased)
    }

    fn peer(&self, org: &OrgId, row: &DeviceRow) -> PeerRow {
        PeerRow {
            device: row.device,
            name: row.name.clone(),
            org_name: self.name(org),
            connected: false,
            last_seen: row.last_seen,
        }
    }

    fn name(&self, org: &OrgId) -> String {
        self.names.get(org).cloned().unwrap_or_else(|| org.to_string())
    }
}
