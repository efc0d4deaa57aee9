use super::together::Done;
use super::*;
use mainforte_api::{Command, PlaceDraft};
use mainforte_store::StoreKey;
use tokio::task::JoinSet;

#[tokio::test]
async fn what_was_done_is_answered_though_nobody_can_be_told_how_far_the_log_goes() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("mainforte.db"), &StoreKey::new([7; 32])).unwrap();
    let core = Core::new(store, RealWorld::new(folder.path())).unwrap();
    let (mut growth, mut notices) = (core.growth(), core.watch());
    growth.mark_unchanged();
    let unreadable = |_: &Desk| Err(Trouble::fault("a page cannot be read"));
    core.at_desk_and_tell(false, |desk| desk.found("Bordeaux"), unreadable).unwrap();
    assert!(core.trust().is_some(), "what was done is known to the connections");
    assert!(growth.has_changed().unwrap(), "they are woken all the same");
    assert!(matches!(notices.try_recv(), Ok(Notice::Changed { .. })));
    core.at_desk_now(false, |_| Ok(())).unwrap();
    assert!(growth.borrow().position > 0);
}

fn puts_a_place(name: &str) -> impl FnOnce(&mut Desk) -> Result<Done, Trouble> + Send + use<> {
    let place = PlaceDraft { id: None, name: name.to_owned(), district: None };
    move |desk| {
        desk.execute(Command::PutPlace { place })?;
        Ok((None, desk.store().position()?))
    }
}

async fn core(folder: &tempfile::TempDir) -> Arc<Core> {
    let store = Store::open(&folder.path().join("mainforte.db"), &StoreKey::new([7; 32])).unwrap();
    let core = Core::new(store, RealWorld::new(folder.path())).unwrap();
    core.at_desk(false, |desk| desk.found("Bordeaux")).await.unwrap();
    core
}

/// What became of work that all waited for the desk when it was free again.
async fn after_waiting(core: &Arc<Core>, work: Vec<(usize, together::Work)>) -> Vec<Result<Done, Trouble>> {
    let turn = core.turn.lock().await;
    let mut asked = JoinSet::new();
    for (number, (weight, work)) in work.into_iter().enumerate() {
        let asking = Arc::clone(core);
        asked.spawn(async move { (number, asking.at_desk_together(weight, work).await) });
        while core.together.count() <= number {
            tokio::task::yield_now().await;
        }
    }
    drop(turn);
    let mut done = asked.join_all().await;
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, done)| done).collect()
}

/// How many turns at the desk watchers were told of.
fn turns(notices: &mut broadcast::Receiver<Notice>) -> usize {
    std::iter::from_fn(|| notices.try_recv().ok()).filter(|notice| matches!(notice, Notice::Changed { .. })).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_waits_for_the_desk_is_answered_whosever_turn_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let core = core(&folder).await;
    let before = core.growth().borrow().position;
    let mut notices = core.watch();
    let falls = Box::new(|_: &mut Desk| panic!("at the desk"));
    let work: Vec<(usize, together::Work)> =
        vec![(1, Box::new(puts_a_place("Gare"))), (1, falls), (1, Box::new(puts_a_place("Quai")))];
    let done = after_waiting(&core, work).await;
    let positions: Vec<_> = done.into_iter().map(|done| done.ok().map(|(_, position)| position - before)).collect();
    assert_eq!(positions, [Some(1), None, Some(2)]);
    assert_eq!(core.growth().borrow().position, before + 2, "connections are told");
    assert_eq!(turns(&mut notices), 1);
    // Alone it is as it always was.
    assert!(core.at_desk_together(1, |_| panic!("at the desk")).await.is_err());
    assert!(core.at_desk_together(1, puts_a_place("Cave")).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_much_for_one_turn_is_done_in_several() {
    let folder = tempfile::tempdir().unwrap();
    let core = core(&folder).await;
    let mut notices = core.watch();
    let names = ["Gare", "Quai", "Cave"];
    let work: Vec<(usize, together::Work)> =
        names.iter().map(|name| (together::WEIGHT_MAX, Box::new(puts_a_place(name)) as together::Work)).collect();
    let done = after_waiting(&core, work).await;
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    assert_eq!((turns(&mut notices), core.together.count()), (3, 0));
}
