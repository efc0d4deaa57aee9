//! `board/{org}/{month}`: needs, shifts, bookings under random ids, and settlements as whole values under their pair.

use crate::fields::{Fields, as_text};
use crate::fields_mut::{FieldsMut, Written, to_json};
use crate::tree::Tree;
use crate::{DocumentError, Malformed, RecordKey};
use mainforte_domain::{
    Answer, Booking, BookingId, BookingStatus, DeviceId, Minute, Need, NeedStatus, Priority, RoleNeed, Settlement,
    SettlementId, Shift, ShiftStatus,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const NEED: [(NeedStatus, &str); 2] = [(NeedStatus::Open, "open"), (NeedStatus::Cancelled, "cancelled")];
const SHIFT: [(ShiftStatus, &str); 2] = [(ShiftStatus::Planned, "planned"), (ShiftStatus::Cancelled, "cancelled")];
const BOOKING: [(BookingStatus, &str); 2] =
    [(BookingStatus::Active, "active"), (BookingStatus::Cancelled, "cancelled")];
const ANSWER: [(Answer, &str); 7] = [
    (Answer::NotAsked, "not_asked"),
    (Answer::Asked, "asked"),
    (Answer::NoReply, "no_reply"),
    (Answer::CallBack, "call_back"),
    (Answer::Yes, "yes"),
    (Answer::No, "no"),
    (Answer::Withdrew, "withdrew"),
];

pub(crate) fn read_need<D: Tree>(fields: &Fields<'_, D>) -> Result<Need, Malformed> {
    Ok(Need {
        id: fields.own_id()?,
        title: fields.text("title")?,
        kind: fields.id("kind")?,
        note: fields.long_text("note")?,
        published: fields.minute("published")?,
        status: fields.word("status", &NEED)?,
    })
}

pub(crate) fn write_need(need: &Need, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("title", &need.title)?;
    fields.text("kind", need.kind.as_str())?;
    fields.long_text("note", &need.note)?;
    fields.minute("published", need.published)?;
    fields.word("status", &NEED, need.status)
}

pub(crate) fn read_shift<D: Tree>(fields: &Fields<'_, D>) -> Result<Shift, Malformed> {
    Ok(Shift {
        id: fields.own_id()?,
        need: fields.id("need")?,
        title: fields.text("title")?,
        kind: fields.id("kind")?,
        place: fields.id("place")?,
        window: fields.window("window")?,
        priority: Priority::new(fields.number("priority")?).ok_or_else(|| fields.malformed("priority"))?,
        remote: fields.flag("remote")?,
        needs_vetted: fields.flag("needs_vetted")?,
        language: fields.maybe_text("language")?,
        roles: read_roles(fields)?,
        status: fields.word("status", &SHIFT)?,
    })
}

pub(crate) fn write_shift(shift: &Shift, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("need", shift.need.as_str())?;
    fields.text("title", &shift.title)?;
    fields.text("kind", shift.kind.as_str())?;
    fields.text("place", shift.place.as_str())?;
    fields.window("window", shift.window)?;
    fields.number("priority", shift.priority.get())?;
    fields.flag("remote", shift.remote)?;
    fields.flag("needs_vetted", shift.needs_vetted)?;
    fields.maybe_text("language", shift.language.as_deref())?;
    let roles = shift.roles.iter().map(|(name, role)| Ok((name.clone(), to_json(role)?)));
    let roles: BTreeMap<_, _> = roles.collect::<Result<_, DocumentError>>()?;
    fields.texts("roles", roles.into_iter())?;
    fields.word("status", &SHIFT, shift.status)
}

/// A role is one value, because its bounds only make sense together.
fn read_roles<D: Tree>(fields: &Fields<'_, D>) -> Result<BTreeMap<String, RoleNeed>, Malformed> {
    let role = |text: String| serde_json::from_str(&text).map_err(|_| fields.malformed("roles"));
    let texts = fields.entries("roles")?.into_iter().filter_map(|(name, stored)| Some((name, as_text(&stored)?)));
    texts.map(|(name, text)| Ok((name, role(text)?))).collect()
}

pub(crate) fn read_booking<D: Tree>(fields: &Fields<'_, D>) -> Result<Booking, Malformed> {
    Ok(Booking {
        id: fields.own_id()?,
        shift: fields.id("shift")?,
        role: fields.text("role")?,
        volunteer: fields.id("volunteer")?,
        answer: fields.word("answer", &ANSWER)?,
        status: fields.word("status", &BOOKING)?,
        by: fields.device("by")?,
        at: fields.minute("at")?,
    })
}

pub(crate) fn write_booking(booking: &Booking, fields: &mut FieldsMut<'_, '_>) -> Written {
    fields.text("shift", booking.shift.as_str())?;
    fields.text("role", &booking.role)?;
    fields.text("volunteer", booking.volunteer.as_str())?;
    fields.word("answer", &ANSWER, booking.answer)?;
    fields.word("status", &BOOKING, booking.status)?;
    fields.device("by", booking.by)?;
    fields.minute("at", booking.at)
}

#[derive(Serialize, Deserialize)]
struct Decision {
    keep: BookingId,
    by: DeviceId,
    at: Minute,
}

pub(crate) fn read_settlement(key: &RecordKey, text: &str) -> Option<Settlement> {
    let (first, second) = key.key.split_once('/')?;
    let id = SettlementId { first: BookingId::parse(first).ok()?, second: BookingId::parse(second).ok()? };
    let Decision { keep, by, at } = serde_json::from_str(text).ok()?;
    let sound = id.first < id.second && (keep == id.first || keep == id.second);
    sound.then_some(Settlement { id, keep, by, at })
}

pub(crate) fn write_settlement(settlement: &Settlement) -> Result<String, DocumentError> {
    to_json(&Decision { keep: settlement.keep.clone(), by: settlement.by, at: settlement.at })
}
