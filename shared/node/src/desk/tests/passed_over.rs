//! One of many things to do that cannot be done keeps none of the others from being done.

use super::super::receive::Reach;
use super::healing::damage_saved;
use super::reclaims::{ask_back, pool};
use super::*;
use mainforte_documents::Document;
use mainforte_domain::{
    Answer, Booking, BookingId, BookingStatus, EraseRequest, EraseStep, GiveBack, InvitationId, Invite, KindId,
    LendRequest, LoanId, LoanStatus, Month, NeedId, OrgId, Organisation, Priority, RoleNeed, Shift, ShiftId,
    ShiftStatus, VolunteerId, Window,
};
use mainforte_store::WriteAgain;
use mainforte_sync::actor::actor;
use mainforte_sync::{DeviceKey, Reason, Seal, Sealed, SealedChange};

/// More than the hundred thousand operations of one change hold.
const INVITATIONS: usize = 21_000;

/// Signs a laptop of an association in.
pub(super) fn association(hub: &mut Desk, name: &str, device: &DeviceId) -> OrgId {
    let secret = invitation(hub, Some(name)).secret;
    hub.enrol(*device, &JoinRequest { secret, device_name: name.to_owned() }).unwrap();
    hub.trust().unwrap().org_of(device).unwrap().clone()
}

/// What is stored of a document is no document any more, and its log is none either.
pub(super) fn damage(desk: &mut Desk, id: &DocumentId) {
    damage_saved(desk, id);
    let bytes = b"no change".to_vec();
    let sealed = desk.seal(vec![(id.clone(), *blake3::hash(&bytes).as_bytes(), bytes)]).unwrap();
    desk.commit(Commit { sealed, ..Commit::at(NOW) }).unwrap();
    assert!(desk.shelf.take(&desk.store, id).is_err());
}

fn window(day: i64) -> Window {
    Window { from: NOW.plus(1_440 * day), until: NOW.plus(1_440 * day + 300) }
}

/// Marie is lent to two associations, on one day and on the next; the loans in the order in which they are looked at.
pub(super) fn two_loans(hub: &mut Desk) -> [(LoanId, OrgId); 2] {
    let (restos, secours) =
        (association(hub, "Restos", &DeviceId([2; 32])), association(hub, "Secours", &DeviceId([3; 32])));
    let volunteer = pool(hub);
    let mut lend = |to: OrgId, day| {
        let lend = Command::Lend { volunteer: volunteer.clone(), to: to.clone(), window: window(day), quota: None };
        let Outcome::Lent { id, .. } = hub.execute(lend).unwrap() else { panic!() };
        (id, to)
    };
    let mut loans = [lend(restos, 1), lend(secours, 2)];
    loans.sort();
    loans
}

pub(super) fn loans_of(hub: &Desk, org: &OrgId) -> DocumentId {
    DocumentId::Loans { city: hub.member().unwrap().org, org: org.clone() }
}

pub(super) fn status(hub: &Desk, loan: &LoanId) -> LoanStatus {
    hub.store.loan(loan).unwrap().unwrap().loan.status
}

/// As if the program had stopped before it followed up what was asked for.
pub(super) fn asks(hub: &mut Desk, document: DocumentId, records: Vec<Record>) {
    let mut draft = Draft::silent();
    records.into_iter().for_each(|record| draft.put(document.clone(), record, None));
    hub.write(draft, NOW).unwrap();
}

#[test]
fn a_loan_that_cannot_be_taken_back_keeps_no_other_from_being_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub(&folder);
    let [(first, org), (second, _)] = two_loans(&mut hub);
    ask_back(&mut hub, &first);
    ask_back(&mut hub, &second);
    let document = loans_of(&hub, &org);
    damage(&mut hub, &document);
    hub.keep_house();
    assert_eq!([status(&hub, &first), status(&hub, &second)], [LoanStatus::Granted, LoanStatus::Returned]);
}

#[test]
fn a_loan_that_cannot_be_written_keeps_no_other_from_being_granted_and_its_operator_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub(&folder);
    let [(_, first), (_, second)] = two_loans(&mut hub);
    let volunteer = pool(&mut hub);
    let request = |id: &str, to: &OrgId, day| LendRequest {
        id: LoanId::parse(id).unwrap(),
        volunteer: volunteer.clone(),
        to: to.clone(),
        window: window(day),
        quota: None,
        refused: None,
    };
    let requests = [request("l-1", &first, 3), request("l-2", &second, 4)];
    let outbox = DocumentId::Outbox(hub.member().unwrap().org);
    asks(&mut hub, outbox, requests.into_iter().map(Record::LendRequest).collect());
    let document = loans_of(&hub, &first);
    damage(&mut hub, &document);
    hub.keep_house();
    assert_eq!(status(&hub, &LoanId::parse("l-2").unwrap()), LoanStatus::Granted);
    let left = hub.store.lend_requests().unwrap();
    assert_eq!(
        left.iter().map(|left| (left.id.as_str(), left.refused.as_deref())).collect::<Vec<_>>(),
        [("l-1", Some("fault"))]
    );
}

#[test]
fn a_returned_loan_that_cannot_be_noted_keeps_no_other_from_being_noted() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub(&folder);
    let loans = two_loans(&mut hub);
    for (loan, org) in &loans {
        let device = hub.trust().unwrap().devices().find(|(_, device)| device.org == *org).map(|(id, _)| *id).unwrap();
        let give_back = Record::GiveBack(GiveBack { loan: loan.clone(), by: device, at: NOW });
        let seen = Record::Returned { loan: loan.clone(), device };
        asks(&mut hub, DocumentId::Outbox(org.clone()), vec![give_back, seen]);
    }
    // Here it is the documents that are written one after the other.
    let mut loans = loans.map(|(loan, org)| (loans_of(&hub, &org), loan));
    loans.sort();
    let [(document, first), (_, second)] = loans;
    damage(&mut hub, &document);
    hub.keep_house();
    assert_eq!([status(&hub, &first), status(&hub, &second)], [LoanStatus::Granted, LoanStatus::Returned]);
}

#[test]
fn what_cannot_be_written_again_keeps_nothing_else_from_being_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub(&folder);
    let city = hub.member().unwrap().org;
    let place = |id: &str| {
        Record::Place(Place { id: PlaceId::parse(id).unwrap(), name: "Quai".to_owned(), district: None, point: None })
    };
    let again = |document, after| WriteAgain { document, before: None, after };
    // In a registry there are no places.
    let to_write_again = vec![
        again(DocumentId::Registry(city.clone()), place("gare")),
        again(DocumentId::Association(city.clone()), place("quai")),
    ];
    hub.commit(Commit { to_write_again, ..Commit::at(NOW) }).unwrap();
    hub.keep_house();
    assert_eq!(hub.store.to_write_again().unwrap().len(), 1);
    assert_eq!(hub.shelf.take(&hub.store, &DocumentId::Association(city)).unwrap().records().len(), 1);
}

#[test]
fn an_erasure_that_cannot_be_said_keeps_no_other_from_being_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub(&folder);
    let request = |owner: &OrgId, volunteer: &str| EraseRequest {
        owner: owner.clone(),
        volunteer: VolunteerId::parse(volunteer).unwrap(),
        shown_to: Default::default(),
        reason: EraseReason::PersonAsks,
        step: EraseStep::Asked,
        by: DeviceId([2; 32]),
        at: NOW,
    };
    // An association that the trust log does not know.
    let (stranger, restos) = (OrgId::parse("a-stranger").unwrap(), association(&mut hub, "Restos", &DeviceId([2; 32])));
    for owner in [&stranger, &restos] {
        let request = Record::EraseRequest(request(owner, "v-1"));
        asks(&mut hub, DocumentId::Outbox(owner.clone()), vec![request]);
    }
    hub.keep_house();
    assert!(hub.trust().unwrap().is_erased(&restos, &VolunteerId::parse("v-1").unwrap()));
}

#[test]
fn an_association_that_hands_out_more_invitations_than_a_change_holds_is_shut_out_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub(&folder);
    let org = association(&mut hub, "Restos", &DeviceId([2; 32]));
    let invite = |number: usize| {
        let id = InvitationId::parse(&format!("i-{number}")).unwrap();
        let secret_hash = format!("{number:064x}");
        Record::Invite(Invite { id, org: org.clone(), secret_hash, expires: NOW.plus(1_440), used_by: None })
    };
    let numbers: Vec<usize> = (0..INVITATIONS).collect();
    for some in numbers.chunks(INVITATIONS / 4) {
        asks(&mut hub, DocumentId::Outbox(org.clone()), some.iter().copied().map(invite).collect());
    }
    hub.execute(Command::Revoke { device: DeviceId([2; 32]) }).unwrap();
    assert!(hub.trust().unwrap().is_revoked(&DeviceId([2; 32])));
    let open = hub.store.invites().unwrap().into_iter().filter(|invite| invite.org == org && invite.used_by.is_none());
    assert_eq!(open.count(), 0);
}

#[test]
fn who_came_in_by_an_invitation_stays_known_when_the_device_that_handed_it_out_is_shut_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub(&folder);
    let org = association(&mut hub, "Restos", &DeviceId([2; 32]));
    let honest = DeviceId([3; 32]);
    let invite = |used_by| {
        let id = InvitationId::parse("i-1").unwrap();
        Record::Invite(Invite { id, org: org.clone(), secret_hash: "0".repeat(64), expires: NOW.plus(1_440), used_by })
    };
    let city = DocumentId::Outbox(hub.member().unwrap().org);
    asks(&mut hub, DocumentId::Outbox(org.clone()), vec![invite(None)]);
    asks(&mut hub, city, vec![invite(Some(honest))]);
    hub.execute(Command::Revoke { device: DeviceId([2; 32]) }).unwrap();
    let known = hub.store.invites().unwrap().into_iter().find(|known| known.id.as_str() == "i-1").unwrap();
    assert_eq!(known.used_by, Some(honest));
}

/// One change of a document under a colleague's seal.
fn sealed_by(hub: &Desk, key: &DeviceKey, document: &mut Document, record: Record, counter: u64) -> Sealed {
    let id = document.id().clone();
    let change = document.edit(&actor(&key.id(), &id, [1; 8]), &[record]).unwrap().unwrap();
    let seal = Seal::new(key, counter, hub.trust().unwrap().number(), &[(id.clone(), change.hash)]).unwrap();
    let change = SealedChange { index: 0, document: id, hash: change.hash, bytes: change.bytes };
    Sealed { seal, changes: vec![change] }
}

/// A colleague's laptop of the city writes into a document, and the hub takes it.
pub(super) fn written_by(hub: &mut Desk, key: &DeviceKey, id: &DocumentId, record: Record) {
    let counter = hub.store.last_counter(&key.id()).unwrap() + 1;
    let mut document = hub.shelf.take(&hub.store, id).unwrap().clone();
    let sealed = vec![sealed_by(hub, key, &mut document, record, counter)];
    let update = DocumentUpdate { id: id.clone(), records: Vec::new(), heads: document.heads(), snapshot: None };
    hub.shelf.forget([id]);
    hub.commit(Commit { sealed, documents: vec![update], source: Some(key.id()), ..Commit::at(NOW) }).unwrap();
}

#[test]
fn a_document_that_cannot_be_opened_takes_nothing_in_and_keeps_no_other_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub(&folder);
    let (city, colleague) = (hub.member().unwrap().org, DeviceKey::from_secret(&[9; 32]));
    let secret = invitation(&mut hub, None).secret;
    hub.enrol(colleague.id(), &JoinRequest { secret, device_name: "Paul".to_owned() }).unwrap();
    let damaged = DocumentId::Registry(city.clone());
    damage(&mut hub, &damaged);
    let restos = Organisation { id: OrgId::parse("restos").unwrap(), name: "Restos".to_owned(), since: NOW };
    let place = Place { id: PlaceId::parse("gare").unwrap(), name: "Gare".to_owned(), district: None, point: None };
    let sound = DocumentId::Association(city);
    let first = sealed_by(&hub, &colleague, &mut Document::new(&damaged), Record::Organisation(restos), 1);
    let second = sealed_by(&hub, &colleague, &mut Document::new(&sound), Record::Place(place), 2);
    let received = hub.receive(colleague.id(), vec![first, second], Reach::Aside).unwrap();
    assert_eq!((received.taken, received.refused), (1, 1));
    let refused = hub.store.quarantine().unwrap();
    let refused: Vec<_> = refused.iter().map(|row| (row.document.as_str(), row.reason.as_str())).collect();
    assert_eq!(refused, [(damaged.to_string().as_str(), Reason::UnreadableHere.code())]);
}

#[test]
fn a_document_that_cannot_be_read_keeps_no_other_from_being_spoken_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub(&folder);
    let (city, colleague) = (hub.member().unwrap().org, DeviceKey::from_secret(&[9; 32]));
    let secret = invitation(&mut hub, None).secret;
    hub.enrol(colleague.id(), &JoinRequest { secret, device_name: "Paul".to_owned() }).unwrap();
    let place = Place { id: PlaceId::parse("gare").unwrap(), name: "Gare".to_owned(), district: None, point: None };
    let [first, second] = [DocumentId::Association(city.clone()), DocumentId::Registry(city.clone())];
    written_by(&mut hub, &colleague, &first, Record::Place(place));
    let restos = Organisation { id: OrgId::parse("restos").unwrap(), name: "Restos".to_owned(), since: NOW };
    written_by(&mut hub, &colleague, &second, Record::Organisation(restos));
    damage(&mut hub, &first);
    let mut longer = Trust::clone(hub.trust().unwrap());
    let body = TrustBody::RevokeAfter { device: colleague.id(), counter: 0 };
    let entry = longer.append(&hub.key, body).unwrap();
    hub.extend_trust(vec![entry]).unwrap();
    let last_by =
        |id| hub.store.heads(id).unwrap().iter().map(|head| hub.store.sealer(head).unwrap()).collect::<Vec<_>>();
    assert_eq!([last_by(&first), last_by(&second)], [vec![Some(colleague.id())], vec![Some(hub.device())]]);
}

#[test]
fn a_board_that_cannot_be_read_keeps_neither_another_from_being_cleared_nor_a_device_from_saying_that_it_has_erased() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub(&folder);
    let city = hub.member().unwrap().org;
    let volunteer = pool(&mut hub);
    let boards = ["2020-03", "2020-04"].map(|month| DocumentId::Board(city.clone(), Month::parse(month).unwrap()));
    for (board, name) in boards.iter().zip(["one", "two"]) {
        asks(&mut hub, board.clone(), vec![Record::Shift(shift(name)), Record::Booking(booking(name, &volunteer))]);
    }
    damage(&mut hub, &boards[0]);
    hub.execute(Command::Erase { volunteer, reason: EraseReason::PersonAsks }).unwrap();
    let left = hub.store.bookings_after(&city, NOW).unwrap();
    assert_eq!(left.iter().map(|(booking, _)| booking.id.as_str()).collect::<Vec<_>>(), ["one"]);
    let last = hub.trust().unwrap().last_erasure();
    assert_eq!(hub.store.erased_up_to().unwrap().get(&hub.device()).copied(), last);
}

pub(super) fn shift(id: &str) -> Shift {
    Shift {
        id: ShiftId::parse(id).unwrap(),
        need: NeedId::parse("n-1").unwrap(),
        title: "Repas".to_owned(),
        kind: KindId::parse("repas").unwrap(),
        place: PlaceId::parse("gare").unwrap(),
        window: window(1),
        priority: Priority::USUAL,
        remote: false,
        needs_vetted: false,
        language: None,
        roles: [("Cuisine".to_owned(), RoleNeed { skill: None, min: 1, max: 2 })].into(),
        status: ShiftStatus::Planned,
    }
}

pub(super) fn booking(shift: &str, volunteer: &VolunteerId) -> Booking {
    Booking {
        id: BookingId::parse(shift).unwrap(),
        shift: ShiftId::parse(shift).unwrap(),
        role: "Cuisine".to_owned(),
        volunteer: volunteer.clone(),
        answer: Answer::NotAsked,
        status: BookingStatus::Active,
        by: DeviceId([2; 32]),
        at: NOW,
    }
}
