use super::*;
use mainforte_store::StoreKey;

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
