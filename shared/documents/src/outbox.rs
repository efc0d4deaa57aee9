//! `outbox/{org}`: what an organisation asks of the city; in the city's own, what its laptops ask of the hub.

use crate::fields::Fields;
use crate::fields_mut::{FieldsMut, Written, to_json};
use crate::tree::Tree;
use crate::{DocumentError, Malformed, Record, RecordKey};
use mainforte_domain::{
    Ask, AskStatus, DeviceId, DistrictId, EraseRequest, GiveBack, GoOn, HubWait, Invite, LendRequest, LoanId, Minute,
    Minutes, ReclaimRequest, RevokeRequest,
};
use serde::{Deserialize, Serialize};

const ASK: [(AskStatus, &str); 2] = [(AskStatus::Open, "open"), (AskStatus::Closed, "closed")];

pub(crate) fn read_ask<D: Tree>(fields: &Fields<'_, D>) -> Result<Ask, Malformed> {
    Ok(Ask {
        id: fields.own_id()?,
        kind: fields.id("kind")?,
        skill: fields.maybe_text("skill")?,
        district: fields.maybe_id("district")?,
        window: fields.window("window")?,
        hands: fields.number("hands")?,
        note: fields.long_text("note")?,
        status: fields.word("status", &ASK)?,
        at: fields.minute("at")?,
    })
}

pub(crate) fn write_ask(ask: &Ask, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("kind", ask.kind.as_str())?;
    fields.maybe_text("skill", ask.skill.as_deref())?;
    fields.maybe_text("district", ask.district.as_ref().map(DistrictId::as_str))?;
    fields.window("window", ask.window)?;
    fields.number("hands", ask.hands)?;
    fields.long_text("note", &ask.note)?;
    fields.word("status", &ASK, ask.status)?;
    fields.minute("at", ask.at)
}

pub(crate) fn read_lend_request<D: Tree>(fields: &Fields<'_, D>) -> Result<LendRequest, Malformed> {
    Ok(LendRequest {
        id: fields.own_id()?,
        volunteer: fields.id("volunteer")?,
        to: fields.id("to")?,
        window: fields.window("window")?,
        quota: fields.maybe_number("quota")?.map(Minutes),
        refused: fields.maybe_text("refused")?,
    })
}

pub(crate) fn write_lend_request(request: &LendRequest, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("volunteer", request.volunteer.as_str())?;
    fields.text("to", request.to.as_str())?;
    fields.window("window", request.window)?;
    fields.maybe_number("quota", request.quota.map(|quota| quota.0))?;
    fields.maybe_text("refused", request.refused.as_deref())
}

pub(crate) fn read_invite<D: Tree>(fields: &Fields<'_, D>) -> Result<Invite, Malformed> {
    Ok(Invite {
        id: fields.own_id()?,
        org: fields.id("org")?,
        secret_hash: fields.text("secret_hash")?,
        expires: fields.minute("expires")?,
        used_by: fields.maybe_device("used_by")?,
    })
}

pub(crate) fn write_invite(invite: &Invite, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("org", invite.org.as_str())?;
    fields.text("secret_hash", &invite.secret_hash)?;
    fields.minute("expires", invite.expires)?;
    fields.maybe_device("used_by", invite.used_by)
}

#[derive(Serialize, Deserialize)]
struct Given {
    by: DeviceId,
    at: Minute,
}

pub(crate) fn read_give_back(key: &RecordKey, text: &str) -> Option<GiveBack> {
    let Given { by, at } = serde_json::from_str(text).ok()?;
    Some(GiveBack { loan: LoanId::parse(&key.key).ok()?, by, at })
}

pub(crate) fn write_give_back(give_back: &GiveBack) -> Result<String, DocumentError> {
    to_json(&Given { by: give_back.by, at: give_back.at })
}

/// A laptop has a few interfaces; more addresses than this are not read.
const ADDRESSES_MAX: usize = 16;

/// A register of [`Table::Whereabouts`](crate::Table::Whereabouts): of a device itself, or what `word/…` asks.
pub(crate) fn read_said(key: &RecordKey, text: &str) -> Option<Record> {
    match key.key.split_once('/') {
        None => read_whereabouts(key, text),
        Some((REVOKE, device)) => {
            let request: RevokeRequest = serde_json::from_str(text).ok()?;
            (request.device.to_string() == device).then_some(Record::RevokeRequest(request))
        }
        Some((RECLAIM, loan)) => {
            let request: ReclaimRequest = serde_json::from_str(text).ok()?;
            (request.loan.as_str() == loan).then_some(Record::ReclaimRequest(request))
        }
        Some((WAIT, hub)) => {
            let mut wait: HubWait = serde_json::from_str(text).ok()?;
            wait.awaited.truncate(AWAITED_MAX);
            (wait.hub.to_string() == hub).then_some(Record::HubWait(wait))
        }
        Some((GO_ON, name)) => {
            let go_on: GoOn = serde_json::from_str(text).ok()?;
            (go_on.wait == name).then_some(Record::GoOn(go_on))
        }
        Some((ERASE, _)) => {
            let request: EraseRequest = serde_json::from_str(text).ok()?;
            (erase_key(&request) == key.key).then_some(Record::EraseRequest(request))
        }
        Some((ERASED, device)) => {
            Some(Record::Erased { device: DeviceId::parse(device).ok()?, number: serde_json::from_str(text).ok()? })
        }
        Some(_) => None,
    }
}

const REVOKE: &str = "revoke";
const RECLAIM: &str = "reclaim";
const ERASE: &str = "erase";
const ERASED: &str = "erased";
const WAIT: &str = "wait";
const GO_ON: &str = "go-on";

/// A city has fewer associations; more names than this are not read.
const AWAITED_MAX: usize = 256;

pub(crate) fn wait_key(hub: &DeviceId) -> String {
    format!("{WAIT}/{hub}")
}

pub(crate) fn go_on_key(wait: &str) -> String {
    format!("{GO_ON}/{wait}")
}

pub(crate) fn erase_key(request: &EraseRequest) -> String {
    format!("{ERASE}/{}/{}", request.owner, request.volunteer)
}

pub(crate) fn erased_key(device: &DeviceId) -> String {
    format!("{ERASED}/{device}")
}

pub(crate) fn revoke_key(device: &DeviceId) -> String {
    format!("{REVOKE}/{device}")
}

pub(crate) fn reclaim_key(loan: &LoanId) -> String {
    format!("{RECLAIM}/{loan}")
}

fn read_whereabouts(key: &RecordKey, text: &str) -> Option<Record> {
    let mut addresses: Vec<String> = serde_json::from_str(text).ok()?;
    addresses.truncate(ADDRESSES_MAX);
    Some(Record::Whereabouts { device: DeviceId::parse(&key.key).ok()?, addresses })
}

/// The key says it all; the value is `seen`.
pub(crate) fn read_returned(key: &RecordKey) -> Option<Record> {
    let (loan, device) = key.key.split_once('/')?;
    Some(Record::Returned { loan: LoanId::parse(loan).ok()?, device: DeviceId::parse(device).ok()? })
}
