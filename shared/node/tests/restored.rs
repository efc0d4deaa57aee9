//! A hub that was put back from a backup: it does not know what it lent and signed since, and must not say it otherwise. And a
//! laptop, which lacks what it wrote itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bare;

use bare::{City, meet, place};
use mainforte_api::{Command, Outcome, PersonDraft, Refusal};
use mainforte_domain::{
    DeviceId, DocumentId, LoanStatus, Metres, Minute, Minutes, OrgId, PersonStatus, VolunteerId, WeekWindow, Window,
};
use mainforte_node::BareNode;
use mainforte_sync::frame::{Changes, Frame, FrameReader, Hello, Listing, Mark, VERSION};
use mainforte_sync::{DeviceKey, Input, JoinRefusal, JoinReply, JoinRequest, Output, Seal, Sealed, SealedChange};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

const NOON: i64 = 26_415_360 + 3 * 1_440;

fn pool(hub: &mut BareNode) -> VolunteerId {
    let person = PersonDraft {
        given: "Marie".to_owned(),
        family: "Martin".to_owned(),
        phones: vec!["06 12 34 56 78".to_owned()],
        emails: Vec::new(),
        district: None,
        offers: BTreeSet::new(),
        skills: BTreeSet::new(),
        languages: BTreeSet::new(),
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

fn lend(hub: &mut BareNode, volunteer: &VolunteerId, to: &OrgId) -> Result<Outcome, Refusal> {
    let window = Window { from: Minute(NOON), until: Minute(NOON + 240) };
    hub.execute(Command::Lend { volunteer: volunteer.clone(), to: to.clone(), window, quota: None })
}

fn org(laptop: &BareNode) -> OrgId {
    laptop.store().owner().unwrap().unwrap().org
}

fn awaited(answer: Result<Outcome, Refusal>) -> Vec<String> {
    match answer {
        Err(Refusal::HubRestored { awaited }) => awaited,
        other => panic!("{other:?}"),
    }
}

/// A city whose hub lent Marie to Amina's association after its backup was made.
struct Story {
    city: City,
    amina: BareNode,
    louis: BareNode,
    marie: VolunteerId,
}

fn restored(with_root: bool) -> Story {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    let mut louis = city.laptop(3, "Secours");
    let marie = pool(&mut city.hub);
    meet(&mut amina, &mut city.hub);
    meet(&mut louis, &mut city.hub);
    let backup = city.backup();
    lend(&mut city.hub, &marie, &org(&amina)).unwrap();
    meet(&mut amina, &mut city.hub);
    let mut city = city.restarted(Some(&backup), 1_001);
    if !with_root {
        city.root = [9; 32];
        city = city.restarted(None, 2_001);
    }
    Story { city, amina, louis, marie }
}

#[test]
fn a_hub_put_back_lends_nothing_until_each_laptop_has_reported() {
    let Story { mut city, mut amina, mut louis, marie } = restored(true);
    let epoch = city.hub.store().epoch();
    city.hub.execute(Command::Restored { go_on: false }).unwrap();
    assert_ne!(city.hub.store().epoch(), epoch);
    assert_eq!(awaited(lend(&mut city.hub, &marie, &org(&louis))), ["Bordeaux", "Restos", "Secours"]);
    meet(&mut louis, &mut city.hub);
    assert_eq!(awaited(lend(&mut city.hub, &marie, &org(&louis))), ["Restos"]);
    // A laptop that cannot join for it is told so, and may ask again.
    let invitation = city.invitation("Croix-Rouge");
    let request = JoinRequest { secret: invitation.secret, device_name: "Rachid".to_owned() };
    let stranger = bare::open(&city.folder, 9).device();
    assert_eq!(city.hub.enrol(stranger, &request).unwrap(), JoinReply::Refused(JoinRefusal::HubRestored));
    // The waiting outlives the program.
    let mut city = city.restarted(None, 3_001);
    assert!(city.hub.is_waiting());
    meet(&mut amina, &mut city.hub);
    assert!(!city.hub.is_waiting());
    assert!(matches!(lend(&mut city.hub, &marie, &org(&louis)), Err(Refusal::LentElsewhere { .. })));
    assert!(matches!(city.hub.enrol(stranger, &request).unwrap(), JoinReply::Welcome { .. }));
    let trust = city.hub.trust().unwrap();
    assert_eq!(trust.issuer(), Some((2, city.hub.device())));
    // And all agree, in the new term.
    for laptop in [&mut amina, &mut louis] {
        place(laptop, "Gare");
        meet(laptop, &mut city.hub);
        assert_eq!(laptop.trust(), city.hub.trust());
        assert_eq!(laptop.store().unsent().unwrap(), 0);
    }
}

#[test]
fn a_hub_that_nobody_told_notices_by_what_a_laptop_knows() {
    let Story { mut city, mut amina, mut louis, marie } = restored(false);
    assert!(!city.hub.is_waiting());
    meet(&mut amina, &mut city.hub);
    // It leaves, to come back under its new name: what Amina's laptop knows it hears then.
    assert_eq!(awaited(lend(&mut city.hub, &marie, &org(&louis))), ["Bordeaux", "Restos", "Secours"]);
    meet(&mut amina, &mut city.hub);
    assert_eq!(awaited(lend(&mut city.hub, &marie, &org(&louis))), ["Secours"]);
    meet(&mut louis, &mut city.hub);
    assert!(matches!(lend(&mut city.hub, &marie, &org(&louis)), Err(Refusal::LentElsewhere { .. })));
    // Without the root key it lends on in the term that it had.
    assert_eq!(city.hub.trust().unwrap().issuer().unwrap().0, 1);
    // Knowing the hub by its former name is no news.
    for laptop in [&mut amina, &mut louis] {
        meet(laptop, &mut city.hub);
        assert!(!city.hub.is_waiting());
    }
}

#[test]
fn an_operators_laptop_that_asks_to_lend_is_told_whom_the_hub_waits_for() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    let mut claire = city.operator(3);
    let marie = pool(&mut city.hub);
    meet(&mut amina, &mut city.hub);
    meet(&mut claire, &mut city.hub);
    // All have told this run of the hub what they know: it need not wait.
    city.hub.execute(Command::Restored { go_on: false }).unwrap();
    assert!(!city.hub.is_waiting());
    let mut city = city.restarted(None, 1_001);
    city.hub.execute(Command::Restored { go_on: false }).unwrap();
    assert!(matches!(lend(&mut claire, &marie, &org(&amina)), Ok(Outcome::Lent { pending: true, .. })));
    meet(&mut claire, &mut city.hub);
    // Her own laptop, which asked before it had told all, is awaited as well.
    let asked = claire.store().lend_requests().unwrap();
    assert_eq!(asked[0].refused.as_deref(), Some("hub_restored:Bordeaux, Restos"));
    // What was asked for is asked for again, once everybody has reported.
    meet(&mut amina, &mut city.hub);
    lend(&mut claire, &marie, &org(&amina)).unwrap();
    meet(&mut claire, &mut city.hub);
    assert_eq!(city.hub.store().loans_of(&marie).unwrap().len(), 1);
}

/// What the backup does not hold may have been given back, or lent on.
#[test]
fn a_hub_put_back_takes_nothing_back_until_each_laptop_has_reported() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    let mut claire = city.operator(3);
    let marie = pool(&mut city.hub);
    let Outcome::Lent { id: loan, .. } = lend(&mut city.hub, &marie, &org(&amina)).unwrap() else { panic!() };
    meet(&mut amina, &mut city.hub);
    meet(&mut claire, &mut city.hub);
    let mut city = city.restarted(None, 1_001);
    city.hub.execute(Command::Restored { go_on: false }).unwrap();
    let reclaim = Command::Reclaim { loan: loan.clone() };
    assert_eq!(awaited(city.hub.execute(reclaim.clone())), ["Bordeaux", "Restos"]);
    claire.execute(reclaim).unwrap();
    meet(&mut claire, &mut city.hub);
    let standing = |hub: &BareNode| hub.store().loan(&loan).unwrap().unwrap().loan.status;
    assert_eq!(standing(&city.hub), LoanStatus::Granted);
    assert_eq!(city.hub.store().open_reclaims().unwrap().len(), 1, "it is not forgotten");
    meet(&mut amina, &mut city.hub);
    assert_eq!(standing(&city.hub), LoanStatus::Returned, "what was asked for meanwhile is done");
    assert!(lend(&mut city.hub, &marie, &org(&amina)).is_ok());
}

/// Both loans stood then, and nobody was told.
#[test]
fn a_reclaim_lost_with_the_hubs_disk_is_done_again_once_the_next_borrower_tells_of_it() {
    for operator_ends_the_waiting in [false, true] {
        let mut city = City::found();
        let mut amina = city.laptop(2, "Restos");
        let mut louis = city.laptop(3, "Secours");
        let marie = pool(&mut city.hub);
        let Outcome::Lent { id: first, .. } = lend(&mut city.hub, &marie, &org(&amina)).unwrap() else { panic!() };
        meet(&mut amina, &mut city.hub);
        meet(&mut louis, &mut city.hub);
        let backup = city.backup();
        city.hub.execute(Command::Reclaim { loan: first.clone() }).unwrap();
        let Outcome::Lent { id: next, .. } = lend(&mut city.hub, &marie, &org(&louis)).unwrap() else { panic!() };
        meet(&mut louis, &mut city.hub);

        let mut city = city.restarted(Some(&backup), 1_001);
        city.hub.execute(Command::Restored { go_on: false }).unwrap();
        if operator_ends_the_waiting {
            city.hub.execute(Command::Restored { go_on: true }).unwrap();
        }
        meet(&mut louis, &mut city.hub);
        meet(&mut amina, &mut city.hub);
        for node in [&city.hub, &amina] {
            let loan = node.store().loan(&first).unwrap().unwrap().loan;
            assert_eq!(loan.status, LoanStatus::Returned, "the earlier one");
            assert_eq!(loan.reclaimed.unwrap().by, city.hub.device());
        }
        assert_eq!(city.hub.store().loan(&next).unwrap().unwrap().loan.status, LoanStatus::Granted, "the later one");
        assert!(matches!(lend(&mut city.hub, &marie, &org(&amina)), Err(Refusal::LentElsewhere { .. })));
    }
}

#[test]
fn an_operators_word_ends_the_waiting() {
    let Story { mut city, louis, marie, .. } = restored(true);
    city.hub.execute(Command::Restored { go_on: false }).unwrap();
    city.hub.execute(Command::Restored { go_on: true }).unwrap();
    assert!(lend(&mut city.hub, &marie, &org(&louis)).is_ok());
    let mut amina = city.laptop(4, "Restos");
    assert_eq!(amina.execute(Command::Restored { go_on: true }), Err(Refusal::HubOnly));
}

#[test]
fn an_operators_laptop_sees_whom_the_hub_waits_for_and_ends_that_waiting_and_no_other() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    let mut claire = city.operator(3);
    meet(&mut amina, &mut city.hub);
    meet(&mut claire, &mut city.hub);
    let wait = |claire: &BareNode| claire.store().associations().unwrap().hub_wait;
    let mut city = city.restarted(None, 1_001);
    city.hub.execute(Command::Restored { go_on: false }).unwrap();
    meet(&mut claire, &mut city.hub);
    assert_eq!(wait(&claire).unwrap().awaited, ["Restos"]);
    assert_eq!(amina.execute(Command::Restored { go_on: true }), Err(Refusal::HubOnly));
    claire.execute(Command::Restored { go_on: true }).unwrap();
    assert!(wait(&claire).unwrap().ending);
    meet(&mut claire, &mut city.hub);
    assert!(!city.hub.is_waiting());
    assert_eq!(wait(&claire), None);
    // It is put back once more: what was said then says nothing now.
    let mut city = city.restarted(None, 2_001);
    city.hub.execute(Command::Restored { go_on: false }).unwrap();
    meet(&mut claire, &mut city.hub);
    assert!(city.hub.is_waiting());
    assert!(!wait(&claire).unwrap().ending);
    meet(&mut amina, &mut city.hub);
    meet(&mut claire, &mut city.hub);
    assert!(!city.hub.is_waiting());
    assert_eq!(wait(&claire), None);
}

#[test]
fn a_hub_says_again_that_it_waits_when_an_end_comes_back_that_it_lost() {
    let Story { mut city, mut amina, mut louis, .. } = restored(true);
    let mut claire = city.operator(5);
    city.hub.execute(Command::Restored { go_on: false }).unwrap();
    let backup = city.backup();
    for laptop in [&mut amina, &mut louis, &mut claire] {
        meet(laptop, &mut city.hub);
    }
    meet(&mut claire, &mut city.hub);
    assert_eq!(claire.store().associations().unwrap().hub_wait, None);
    let mut city = city.restarted(Some(&backup), 4_001);
    city.hub.execute(Command::Restored { go_on: false }).unwrap();
    for _ in 0..2 {
        meet(&mut claire, &mut city.hub);
    }
    assert!(city.hub.is_waiting());
    let wait = claire.store().associations().unwrap().hub_wait.unwrap();
    assert_eq!(wait.awaited, ["Restos", "Secours"]);
}

#[test]
fn a_hub_of_which_all_is_gone_but_its_founding_is_fed_again_by_its_associations() {
    let city = City::found();
    let founding = city.backup();
    let mut city = city;
    let mut amina = city.laptop(2, "Restos");
    let mut louis = city.laptop(3, "Secours");
    let marie = pool(&mut city.hub);
    lend(&mut city.hub, &marie, &org(&amina)).unwrap();
    place(&mut amina, "Gare");
    place(&mut louis, "Quai");
    meet(&mut amina, &mut city.hub);
    meet(&mut louis, &mut city.hub);
    let before = city.hub.store().digests().unwrap();
    let mut city = city.restarted(Some(&founding), 1_001);
    city.hub.execute(Command::Restored { go_on: false }).unwrap();
    for _ in 0..2 {
        meet(&mut amina, &mut city.hub);
        meet(&mut louis, &mut city.hub);
    }
    // Marie herself was the hub's alone; everything that anybody else held is back.
    let after = city.hub.store().digests().unwrap();
    let back = before.iter().filter(|row| after.iter().any(|other| other.document == row.document)).count();
    assert!(back >= before.len() - 2, "{back} of {}", before.len());
    for laptop in [&amina, &louis] {
        for row in laptop.store().digests().unwrap() {
            let shared = row.document.readable_by(city.hub.trust().unwrap().city(), city.hub.trust().unwrap().city());
            assert!(!shared || after.contains(&row), "{}", row.document);
        }
    }
}

#[test]
fn a_laptop_put_back_twice_from_one_backup_gets_back_what_it_wrote_both_times() {
    let mut city = City::found();
    let mut amina = city.laptop(2, "Restos");
    place(&mut amina, "Gare");
    meet(&mut amina, &mut city.hub);
    let backup = city.backup_of(2);
    place(&mut amina, "Quai");
    meet(&mut amina, &mut city.hub);
    let before = amina.store().digests().unwrap();
    for draws in [1_001, 2_001] {
        drop(amina);
        amina = city.put_back(2, &backup, draws);
        assert_ne!(amina.store().digests().unwrap(), before);
        // And not once more: the hub would hear of the log's new end then, and the backup would not fit.
        let meetings = (0..3).take_while(|_| {
            meet(&mut amina, &mut city.hub);
            amina.store().digests().unwrap() != before
        });
        assert!(meetings.count() < 3, "what was written after the backup does not come back");
    }
}

/// What a hub's connection makes of frames that somebody with this key sends; answers whether it has ended.
fn hears(hub: &mut BareNode, stranger: DeviceId, frames: &[Frame]) -> bool {
    let (mut session, _) = hub.meet(stranger).unwrap();
    let bytes = frames.iter().flat_map(|frame| frame.encode().unwrap()).collect();
    let mut work: VecDeque<Output> = session.step(&hub.trust().unwrap(), Input::Bytes(bytes)).into();
    while let Some(output) = work.pop_front() {
        assert!(!matches!(&output, Output::Send(bytes) if is_want(bytes)), "a stranger is told what is held");
        if !matches!(output, Output::Send(_) | Output::Close { .. })
            && let Some(input) = hub.act(stranger, output).unwrap()
        {
            work.extend(session.step(&hub.trust().unwrap(), input));
        }
    }
    session.is_closed()
}

fn is_want(bytes: &[u8]) -> bool {
    let mut reader = FrameReader::default();
    reader.push(bytes);
    matches!(reader.next(), Ok(Some(Frame::Want(_))))
}

#[test]
fn a_stranger_who_claims_a_longer_trust_log_does_not_end_the_waiting() {
    let city = City::found();
    let founding = city.backup();
    let mut city = city.restarted(Some(&founding), 1_001);
    city.hub.execute(Command::Restored { go_on: false }).unwrap();
    let stranger = bare::open(&city.folder, 9);
    let hello = Frame::Hello(Hello {
        version: VERSION,
        epoch: [9; 16],
        position: 1,
        trust_len: u64::MAX,
        trust_hash: [9; 32],
        cursor: None,
        empty: true,
    });
    let foreign =
        SealedChange { index: 0, document: DocumentId::Registry(org(&city.hub)), hash: [9; 32], bytes: vec![9] };
    let seal = Seal::new(&DeviceKey::from_secret(&[9; 32]), 1, 0, &[(foreign.document.clone(), foreign.hash)]).unwrap();
    let sealed = vec![Sealed { seal, changes: vec![foreign.clone()] }];
    let cursor = Mark { position: 1, chain: [9; 16] };
    for frame in [
        Frame::CaughtUp,
        Frame::Changes(Changes { sealed, mark: Some(cursor) }),
        Frame::Listing(Listing { documents: vec![(foreign.document, [9; 32])] }),
    ] {
        let ended = hears(&mut city.hub, stranger.device(), &[hello.clone(), frame.clone()]);
        assert!(ended, "{frame:?}");
        assert!(city.hub.is_waiting(), "{frame:?}");
        let store = city.hub.store();
        assert_eq!((store.quarantined().unwrap(), store.cursor(&stranger.device()).unwrap()), (0, None), "{frame:?}");
    }
}

/// The disk has no room for one commit, the one after so many more.
fn fails_after(hub: &mut BareNode, commits: i64) {
    hub.fail_once_after(Arc::new(AtomicI64::new(commits))).unwrap();
}

/// Whoever is heard out last says so once: a disk that failed then left the hub waiting, or in the term that it had.
#[test]
fn a_hub_whose_disk_fails_when_the_last_laptop_has_reported_goes_on_all_the_same() {
    for commits in 0..4 {
        let Story { mut city, amina, louis, .. } = restored(true);
        city.hub.execute(Command::Restored { go_on: false }).unwrap();
        city.hub.act(louis.device(), Output::CaughtUp).unwrap();
        assert!(city.hub.is_waiting());
        fails_after(&mut city.hub, commits);
        let _ = city.hub.act(amina.device(), Output::CaughtUp);
        city.hub.keep_house();
        let city = city.restarted(None, 3_001);
        assert!(!city.hub.is_waiting(), "after {commits} commits");
        assert!(city.hub.trust().unwrap().issuer().unwrap().0 >= 2, "after {commits} commits");
    }
}

#[test]
fn a_hub_whose_disk_fails_when_it_notices_that_it_was_put_back_notices_it_again() {
    for commits in 0..6 {
        let Story { mut city, amina, .. } = restored(true);
        let epoch = city.hub.store().epoch();
        let knows_more = || Output::ForgetCursor { known: epoch, named: epoch };
        fails_after(&mut city.hub, commits);
        // A connection may end for it, and she comes again.
        for _ in 0..3 {
            let _ = city.hub.act(amina.device(), knows_more());
        }
        let city = city.restarted(None, 3_001);
        assert!(city.hub.is_waiting(), "after {commits} commits");
        assert_ne!(city.hub.store().epoch(), epoch, "after {commits} commits");
    }
}
