//! Lent time that an operator wants back, and the hub fell over before it took it.

use super::*;
use mainforte_api::PersonDraft;
use mainforte_domain::{
    LoanId, LoanStatus, Metres, Minutes, OrgId, PersonStatus, ReclaimRequest, VolunteerId, WeekWindow, Window,
};

pub(super) fn pool(hub: &mut Desk) -> VolunteerId {
    let person = PersonDraft {
        given: "Marie".to_owned(),
        family: "Durand".to_owned(),
        phones: vec!["06 12 34 56 78".to_owned()],
        emails: Vec::new(),
        district: None,
        offers: Default::default(),
        skills: Default::default(),
        languages: Default::default(),
        vetted: true,
        remote_only: false,
        radius: Metres(10_000),
        week_max: Minutes::hours(20),
        week_target: Minutes::hours(10),
        availability: vec![WeekWindow { from: 0, until: WeekWindow::WEEK }],
        status: PersonStatus::Active,
        note: String::new(),
    };
    let Outcome::PersonSaved { id, .. } = hub.execute(Command::AddPerson { person }).unwrap() else { panic!() };
    id
}

/// Marie is lent to Amina's association.
fn lent(hub: &mut Desk) -> LoanId {
    let device = amina(hub);
    let to: OrgId = hub.trust().unwrap().org_of(&device).unwrap().clone();
    let volunteer = pool(hub);
    let window = Window { from: NOW.plus(1_440), until: NOW.plus(1_740) };
    let Outcome::Lent { id, .. } = hub.execute(Command::Lend { volunteer, to, window, quota: None }).unwrap() else {
        panic!()
    };
    id
}

/// Writes down that a loan is wanted back, as a batch of an operator's laptop does before the hub has followed it up.
pub(super) fn ask_back(hub: &mut Desk, loan: &LoanId) {
    let request = ReclaimRequest { loan: loan.clone(), by: DeviceId([4; 32]), at: NOW };
    let mut draft = Draft::silent();
    draft.put(DocumentId::Outbox(hub.member().unwrap().org), Record::ReclaimRequest(request), None);
    hub.write(draft, NOW).unwrap();
}

#[test]
fn a_reclaim_that_was_asked_for_is_done_when_the_hub_opens_and_with_the_next_housekeeping() {
    for falls_over in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = hub(&folder);
        let loan = lent(&mut desk);
        ask_back(&mut desk, &loan);
        desk.take_touched();
        assert_eq!(desk.store.loan(&loan).unwrap().unwrap().loan.status, LoanStatus::Granted);
        let desk = if falls_over {
            drop(desk);
            open(store(&folder), NOW)
        } else {
            desk.keep_house();
            desk
        };
        let loan = desk.store.loan(&loan).unwrap().unwrap().loan;
        assert_eq!(loan.status, LoanStatus::Returned);
        let reclaim = loan.reclaimed.unwrap();
        assert_eq!((reclaim.by, reclaim.at), (DeviceId([4; 32]), NOW), "whoever asked, when the issuer did it");
        assert!(desk.store.open_reclaims().unwrap().is_empty());
    }
}
