use super::*;
use std::sync::atomic::AtomicI64;

type Work = Box<dyn FnOnce(&mut Desk) -> Result<usize, Trouble>>;

fn puts(name: &'static str) -> Work {
    Box::new(move |desk| {
        desk.execute(Command::PutPlace { place: place(name) })?;
        places(desk)
    })
}

fn places(desk: &mut Desk) -> Result<usize, Trouble> {
    let id = DocumentId::Association(desk.member()?.org);
    Ok(desk.shelf.take(&desk.store, &id)?.records().len())
}

fn on_disk(desk: Desk, folder: &TempDir) -> usize {
    drop(desk);
    places(&mut open(store(folder), NOW)).unwrap()
}

#[test]
fn what_is_done_together_is_done_by_each_as_if_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = hub(&folder);
    let refused: Work = Box::new(|desk| desk.execute(Command::PutPlace { place: place("") }).map(|_| 0));
    let done = desk.together(vec![puts("Gare"), refused, puts("Quai")]);
    assert!(matches!(done.as_slice(), [Ok(1), Err(Trouble::Refused(_)), Ok(2)]), "{done:?}");
    assert_eq!(on_disk(desk, &folder), 2);
}

#[test]
fn a_panic_takes_nothing_of_the_others_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = hub(&folder);
    let falls: Work = Box::new(|desk| fall_over(desk).map(|()| 0));
    let done = desk.together(vec![puts("Gare"), falls, puts("Quai")]);
    assert!(matches!(done.as_slice(), [Ok(1), Err(Trouble::Fault(_)), Ok(2)]), "{done:?}");
    assert_eq!(on_disk(desk, &folder), 2);
}

#[test]
fn when_the_disk_fails_nobody_is_told_that_it_was_done_and_all_can_be_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = hub(&folder);
    desk.fail_once_after(Arc::new(AtomicI64::new(0))).unwrap();
    let done = desk.together(vec![puts("Gare"), puts("Quai")]);
    assert!(matches!(done.as_slice(), [Err(_), Err(_)]), "{done:?}");
    assert_eq!(places(&mut desk).unwrap(), 0, "what is in memory builds on what is not on disk");
    let done = desk.together(vec![puts("Gare"), puts("Quai")]);
    assert!(matches!(done.as_slice(), [Ok(1), Ok(2)]), "{done:?}");
    assert_eq!(on_disk(desk, &folder), 2);
}
