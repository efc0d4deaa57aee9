//! From a record's key to its place in the document, and between the two.

use crate::fields::{Fields, Spot, Stored, as_text};
use crate::fields_mut::{FieldsMut, Written, to_json};
use crate::table::Layout;
use crate::tree::Tree;
use crate::{DocumentError, Malformed, Record, RecordKey, Table};
use crate::{association, board, card, loans, outbox, person, registry};
use automerge::transaction::{Transactable, Transaction};
use automerge::{ObjId, ObjType, ROOT, ScalarValue};
use mainforte_domain::{Card, DocumentId};
use std::collections::BTreeSet;

/// The key of every record in the document.
pub(crate) fn keys(doc: &impl Tree, id: &DocumentId) -> BTreeSet<RecordKey> {
    let mut keys = BTreeSet::new();
    for table in Table::of(id.kind()) {
        let Some(map) = root_map(doc, table.as_str()) else { continue };
        match table.layout() {
            Layout::Single { .. } => keys.extend(single_key(id, table)),
            _ => keys.extend(doc.entries(&map, "").iter().filter_map(|(key, _)| record_key(id, table, key))),
        }
    }
    keys
}

/// The record to which `key`, a key in the root map of `table`, belongs.
pub(crate) fn record_key(id: &DocumentId, table: Table, key: &str) -> Option<RecordKey> {
    match table.layout() {
        Layout::Nested | Layout::Register => Some(table.key(key)),
        Layout::Flat { .. } => Some(table.key(key.split_once('/')?.0)),
        Layout::Single { .. } => single_key(id, table),
    }
}

/// The key of the one record of a document that holds one.
fn single_key(id: &DocumentId, table: Table) -> Option<RecordKey> {
    match (table, id) {
        (Table::City, DocumentId::Registry(city)) => Some(table.key(city.as_str())),
        (Table::Person, DocumentId::Person(_, id)) | (Table::Card, DocumentId::Card { id, .. }) => {
            Some(table.key(id.as_str()))
        }
        _ => None,
    }
}

/// The record under `key`, or nothing.
pub(crate) fn read(doc: &impl Tree, id: &DocumentId, key: &RecordKey) -> Result<Option<Record>, Malformed> {
    if key.table.document_kind() != id.kind() {
        return Ok(None);
    }
    let Some(map) = root_map(doc, key.table.as_str()) else { return Ok(None) };
    let broken = || Malformed { key: key.clone(), field: String::new() };
    let (spot, marker) = match key.table.layout() {
        Layout::Register => {
            let Some(stored) = doc.entry(&map, &key.key) else { return Ok(None) };
            let stands = read_register(key, &stored).ok_or_else(broken)?;
            return Ok(Some(highest(doc, &map, key, stands)));
        }
        Layout::Nested => match doc.entry(&map, &key.key) {
            None => return Ok(None),
            Some(Stored::Object(ObjType::Map, map)) => (Spot { map, prefix: String::new() }, None),
            Some(_) => return Err(broken()),
        },
        Layout::Flat { marker } => (Spot { map, prefix: format!("{}/", key.key) }, Some(marker)),
        Layout::Single { .. } if single_key(id, key.table).as_ref() != Some(key) => return Ok(None),
        Layout::Single { marker } => (Spot { map, prefix: String::new() }, Some(marker)),
    };
    let fields = Fields::load(doc, key, &spot);
    if marker.is_some_and(|marker| !fields.has(marker)) {
        return Ok(None);
    }
    read_fields(doc, id, key, &fields).map(Some)
}

fn read_register(key: &RecordKey, stored: &Stored) -> Option<Record> {
    let text = as_text(stored)?;
    match key.table {
        Table::Settlements => board::read_settlement(key, &text).map(Record::Settlement),
        Table::GiveBacks => outbox::read_give_back(key, &text).map(Record::GiveBack),
        Table::Returned => outbox::read_returned(key),
        Table::Whereabouts => outbox::read_said(key, &text),
        _ => None,
    }
}

/// A number that only grows counts with the highest that was written. A device that was put back from a backup goes on from
/// there, and what it had said before may come back and stand in place of the higher one.
fn highest(doc: &impl Tree, map: &ObjId, key: &RecordKey, stands: Record) -> Record {
    let Record::Erased { device, number } = stands else { return stands };
    let said = doc.written(map, &key.key).into_iter().filter_map(|stored| match read_register(key, &stored)? {
        Record::Erased { number, .. } => Some(number),
        _ => None,
    });
    Record::Erased { device, number: said.max().unwrap_or(number).max(number) }
}

fn read_fields<D: Tree>(
    doc: &D,
    id: &DocumentId,
    key: &RecordKey,
    fields: &Fields<'_, D>,
) -> Result<Record, Malformed> {
    Ok(match (key.table, id) {
        (Table::City, DocumentId::Registry(city)) => Record::City(registry::read_head(city, fields)?),
        (Table::Districts, _) => Record::District(fields.own_id()?, registry::read_district(fields)?),
        (Table::Kinds, _) => Record::Kind(fields.own_id()?, registry::read_kind(fields)?),
        (Table::Organisations, _) => Record::Organisation(registry::read_organisation(fields)?),
        (Table::Places, _) => Record::Place(association::read_place(fields)?),
        (Table::Needs, _) => Record::Need(board::read_need(fields)?),
        (Table::Shifts, _) => Record::Shift(board::read_shift(fields)?),
        (Table::Bookings, _) => Record::Booking(board::read_booking(fields)?),
        (Table::Asks, _) => Record::Ask(outbox::read_ask(fields)?),
        (Table::LendRequests, _) => Record::LendRequest(outbox::read_lend_request(fields)?),
        (Table::Invites, _) => Record::Invite(outbox::read_invite(fields)?),
        (Table::Person, DocumentId::Person(_, id)) => Record::Person(person::read(id, fields)?),
        (Table::Loans, DocumentId::Loans { org, .. }) => Record::Loan(loans::read(org, fields)?),
        (Table::Card, DocumentId::Card { .. }) => Record::Card(read_card(doc, id, key, fields)?),
        _ => return Err(fields.malformed("")),
    })
}

fn read_card<D: Tree>(doc: &D, id: &DocumentId, key: &RecordKey, fields: &Fields<'_, D>) -> Result<Card, Malformed> {
    let (DocumentId::Card { from, to, id }, Some(map)) = (id, root_map(doc, card::PERSON)) else {
        return Err(fields.malformed(card::PERSON));
    };
    let shown = Fields::load(doc, key, &Spot { map, prefix: String::new() });
    let (person, ends) = (person::read(id, &shown)?, card::read_end(fields)?);
    Ok(Card { from: from.clone(), to: to.clone(), person, ends })
}

/// Writes what differs of a record that fits the document.
pub(crate) fn write(tx: &mut Transaction<'_>, record: &Record) -> Written {
    let key = record.key();
    let map = root_map(tx, key.table.as_str()).ok_or(DocumentError::ForeignGenesis)?;
    let (map, prefix) = match key.table.layout() {
        Layout::Register => return write_register(tx, &map, &key, record),
        Layout::Nested => match tx.entry(&map, &key.key) {
            Some(Stored::Object(ObjType::Map, map)) => (map, String::new()),
            _ => (tx.put_object(&map, key.key.as_str(), ObjType::Map)?, String::new()),
        },
        Layout::Flat { .. } => (map, format!("{}/", key.key)),
        Layout::Single { .. } => (map, String::new()),
    };
    write_fields(&mut FieldsMut::open(tx, &key, Spot { map, prefix }), record)?;
    match record {
        Record::Card(card) => write_card_person(tx, &key, card),
        _ => Ok(()),
    }
}

fn write_register(tx: &mut Transaction<'_>, map: &ObjId, key: &RecordKey, record: &Record) -> Written {
    let value: ScalarValue = match record {
        Record::Settlement(settlement) => board::write_settlement(settlement)?.into(),
        Record::GiveBack(give_back) => outbox::write_give_back(give_back)?.into(),
        Record::Whereabouts { addresses, .. } => to_json(addresses)?.into(),
        Record::RevokeRequest(request) => to_json(request)?.into(),
        Record::ReclaimRequest(request) => to_json(request)?.into(),
        Record::HubWait(wait) => to_json(wait)?.into(),
        Record::GoOn(go_on) => to_json(go_on)?.into(),
        Record::EraseRequest(request) => to_json(request)?.into(),
        Record::Erased { number, .. } => to_json(number)?.into(),
        _ => "seen".into(),
    };
    match tx.entry(map, &key.key) {
        Some(Stored::Scalar(old)) if old == value => Ok(()),
        _ => Ok(tx.put(map, key.key.as_str(), value)?),
    }
}

fn write_fields(fields: &mut FieldsMut<'_, '_>, record: &Record) -> Written {
    match record {
        Record::City(head) => registry::write_head(head, fields),
        Record::District(_, district) => registry::write_district(district, fields),
        Record::Kind(_, kind) => registry::write_kind(kind, fields),
        Record::Organisation(organisation) => registry::write_organisation(organisation, fields),
        Record::Place(place) => association::write_place(place, fields),
        Record::Need(need) => board::write_need(need, fields),
        Record::Shift(shift) => board::write_shift(shift, fields),
        Record::Booking(booking) => board::write_booking(booking, fields),
        Record::Ask(ask) => outbox::write_ask(ask, fields),
        Record::LendRequest(request) => outbox::write_lend_request(request, fields),
        Record::Invite(invite) => outbox::write_invite(invite, fields),
        Record::Person(person) => person::write(person, fields),
        Record::Loan(loan) => loans::write(loan, fields),
        Record::Card(card) => card::write_end(card.ends, fields),
        Record::Settlement(_) | Record::GiveBack(_) | Record::Returned { .. } => Ok(()),
        Record::Whereabouts { .. } | Record::RevokeRequest(_) | Record::ReclaimRequest(_) => Ok(()),
        Record::EraseRequest(_) | Record::Erased { .. } | Record::HubWait(_) | Record::GoOn(_) => Ok(()),
    }
}

fn write_card_person(tx: &mut Transaction<'_>, key: &RecordKey, card: &Card) -> Written {
    let map = root_map(tx, card::PERSON).ok_or(DocumentError::ForeignGenesis)?;
    person::write(&card.person, &mut FieldsMut::open(tx, key, Spot { map, prefix: String::new() }))
}

pub(crate) fn root_map(doc: &impl Tree, name: &str) -> Option<ObjId> {
    match doc.entry(&ROOT, name) {
        Some(Stored::Object(ObjType::Map, map)) => Some(map),
        _ => None,
    }
}
