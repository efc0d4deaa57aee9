//! What an enrolled device that turns hostile, or a broken one, can send. Nothing of it panics, and what is refused leaves
//! the document as it was.
#![allow(clippy::unwrap_used)]

mod damage;
mod samples;

use automerge::legacy::{ObjectId, OpId};
use automerge::transaction::{Transactable, Transaction};
use automerge::{ActorId, Automerge, Change, ExpandedChange, ObjType, ROOT, ReadDoc};
use damage::{chunk, damage};
use mainforte_documents::{Document, Limits, Record, Refused, genesis_hash, inspect};
use mainforte_domain::DocumentKind;
use proptest::prelude::*;
use samples::{booking, settlement, shift};
use std::sync::LazyLock;

/// A board with a shift, a booking and a settlement, written by Amina.
fn board() -> Document {
    let mut doc = Document::new(&samples::board());
    let settled = settlement("b-1", "b-2", "b-1", 1);
    let records = [
        Record::Shift(shift("shift-1")),
        Record::Booking(booking("b-1")),
        Record::Need(samples::need("need-1")),
        Record::Settlement(settled),
    ];
    doc.edit(b"amina", &records).unwrap();
    doc
}

/// A board beyond the size at which every absorbed batch is saved and loaded again.
fn large_board() -> Document {
    static LARGE: LazyLock<Document> = LazyLock::new(|| {
        let mut doc = board();
        let bookings: Vec<_> = (0..700).map(|n| Record::Booking(booking(&format!("large-{n}")))).collect();
        let change = doc.edit(b"amina", &bookings).unwrap().unwrap();
        assert!(change.bytes.len() > 64 << 10);
        doc
    });
    LARGE.clone()
}

/// A change on top of the document, made with automerge alone.
fn forged(doc: &Document, write: impl FnOnce(&mut Transaction<'_>)) -> Change {
    let mut automerge = Automerge::load(&doc.save()).unwrap().with_actor(ActorId::from(*b"mallory"));
    let mut tx = automerge.transaction();
    write(&mut tx);
    tx.commit();
    automerge.get_last_local_change().unwrap()
}

fn cancel_everything(tx: &mut Transaction<'_>) {
    let (_, bookings) = tx.get(ROOT, "bookings").unwrap().unwrap();
    let (_, first) = tx.get(&bookings, "b-1").unwrap().unwrap();
    tx.put(&first, "status", "cancelled").unwrap();
}

fn altered(change: &Change, alter: impl FnOnce(&mut ExpandedChange)) -> Vec<u8> {
    let mut expanded = change.decode();
    alter(&mut expanded);
    Change::from(expanded).raw_bytes().to_vec()
}

/// Refused, and without a trace.
fn refusal(doc: &mut Document, bytes: &[u8]) -> Refused {
    let before = doc.save();
    let refused = doc.absorb(&[bytes]).unwrap_err();
    assert_eq!(doc.save(), before);
    assert!(doc.edit(b"amina", &[Record::Booking(booking("b-9"))]).is_ok());
    refused
}

#[test]
fn numbers_that_lie_are_refused() {
    let change = forged(&board(), cancel_everything);
    let (mut doc, start_op) = (board(), change.start_op().get());
    assert!(doc.absorb(&[change.raw_bytes()]).is_ok());
    let wrong_seq = altered(&change, |change| change.seq = 3);
    assert_eq!(refusal(&mut board(), &wrong_seq), Refused::WrongSequence { seq: 3, expected: 1 });
    for lie in [start_op - 1, start_op + 1, start_op + 1_000_000] {
        let bytes = altered(&change, |change| change.start_op = lie.try_into().unwrap());
        assert_eq!(refusal(&mut board(), &bytes), Refused::WrongStartOp { start_op: lie, expected: start_op });
    }
    let at_the_end = altered(&change, |change| change.start_op = u64::from(u32::MAX).try_into().unwrap());
    assert!(matches!(refusal(&mut board(), &at_the_end), Refused::TooMany { .. }));
}

#[test]
fn changes_that_hang_in_the_air_are_refused() {
    let change = forged(&board(), cancel_everything);
    let unknown = automerge::ChangeHash([9; 32]);
    let missing = altered(&change, |change| change.deps.push(unknown));
    assert_eq!(refusal(&mut board(), &missing), Refused::MissingDependencies([unknown.0].into()));
    let rootless = altered(&change, |change| change.deps.clear());
    assert_eq!(refusal(&mut board(), &rootless), Refused::Rootless);
}

#[test]
fn a_batch_with_one_bad_change_is_refused_whole() {
    let (mut doc, mut louis) = (board(), board());
    let good = louis.edit(b"louis", &[Record::Shift(shift("shift-2"))]).unwrap().unwrap();
    let bad = altered(&forged(&doc, cancel_everything), |change| change.seq = 7);
    let before = doc.heads();
    assert!(doc.absorb(&[&good.bytes, &bad]).is_err());
    assert_eq!(doc.heads(), before);
    assert!(doc.absorb(&[&good.bytes]).is_ok());
}

#[test]
fn a_second_change_with_one_number_is_an_equivocation() {
    let (mut amina, mut copied_disk) = (board(), board());
    let first = amina.edit(b"amina", &[Record::Shift(shift("shift-2"))]).unwrap().unwrap();
    let second = copied_disk.edit(b"amina", &[Record::Shift(shift("shift-3"))]).unwrap().unwrap();
    let equivocation = Refused::Equivocation { actor: b"amina".to_vec(), seq: 2 };
    assert_eq!(refusal(&mut amina, &second.bytes), equivocation);
    assert_eq!(board().absorb(&[&first.bytes, &second.bytes]).unwrap_err(), equivocation);
}

#[test]
fn an_actor_that_does_not_build_on_its_own_last_change_is_refused() {
    let mut mallory = board();
    let first = mallory.edit(b"mallory", &[Record::Shift(shift("shift-2"))]).unwrap().unwrap();
    let aside = altered(&forged(&board(), cancel_everything), |change| change.seq = 2);
    let mut doc = board();
    doc.absorb(&[&first.bytes]).unwrap();
    assert_eq!(refusal(&mut doc, &aside), Refused::WrongSequence { seq: 2, expected: 2 });
}

#[test]
fn nobody_writes_over_a_table_or_too_deep() {
    let over = forged(&board(), |tx| tx.put(ROOT, "shifts", "gone").unwrap());
    assert_eq!(refusal(&mut board(), over.raw_bytes()), Refused::ForbiddenPlace("over a table"));
    let gone = forged(&board(), |tx| tx.delete(ROOT, "bookings").unwrap());
    assert_eq!(refusal(&mut board(), gone.raw_bytes()), Refused::ForbiddenPlace("over a table"));
    for depth in [12, 3_000] {
        let deep = forged(&board(), |tx| {
            let mut inner = tx.put_object(ROOT, "cellar", ObjType::Map).unwrap();
            for _ in 0..depth {
                inner = tx.put_object(&inner, "down", ObjType::Map).unwrap();
            }
        });
        assert_eq!(refusal(&mut board(), deep.raw_bytes()), Refused::TooDeep);
    }
}

#[test]
fn references_to_what_does_not_exist_are_refused() {
    for doc in [board(), large_board()] {
        refuse_false_references(&doc);
    }
}

fn refuse_false_references(doc: &Document) {
    let (change, mallory) = (forged(doc, cancel_everything), ActorId::from(*b"mallory"));
    let amina = ActorId::from(*b"amina");
    let unsound = |alter: &dyn Fn(&mut ExpandedChange)| {
        let refused = refusal(&mut doc.clone(), &altered(&change, alter));
        assert!(matches!(refused, Refused::Unsound(_) | Refused::Unloadable), "{refused}");
    };
    for pred in [OpId(3, amina.clone()), OpId(900_000, amina.clone()), OpId(1, mallory.clone())] {
        unsound(&|change| change.operations[0].pred = vec![pred.clone()].into());
    }
    unsound(&|change| change.operations[0].pred = vec![OpId(5, ActorId::from(*b"nobody"))].into());
    unsound(&|change| change.operations[0].obj = ObjectId::Id(OpId(900_000, amina.clone())));
    unsound(&|change| change.operations[0].obj = ObjectId::Id(OpId(2, ActorId::from(*b"nobody"))));
    unsound(&|change| change.operations[0].insert = true);
}

/// A change on top of a new board with the given columns: number and data.
fn with_columns(columns: &[(u8, &[u8])]) -> Vec<u8> {
    let mut body = vec![1];
    body.extend(genesis_hash(DocumentKind::Board));
    body.extend([7]);
    body.extend(b"mallory");
    body.extend([1, 7, 0, 0, 0, columns.len() as u8]);
    for (column, data) in columns {
        // Numbers from 128 take two bytes.
        body.extend(if *column < 0x80 { vec![*column] } else { vec![*column, 1] });
        body.push(data.len() as u8);
    }
    columns.iter().for_each(|(_, data)| body.extend(*data));
    chunk(&body)
}

/// A million, and 127 millions, as signed LEB128.
const MILLION: [u8; 3] = [0xc0, 0x84, 0x3d];

#[test]
fn a_few_bytes_that_claim_a_million_operations_are_refused() {
    let put = |count: &[u8]| [count, &[1]].concat();
    let (actions, one) = (put(&MILLION), put(&[1]));
    let key: &[u8] = &[0xc0, 0x84, 0x3d, 60];
    let long_key = [key, &[b'x'; 60]].concat();
    let preds = [&MILLION[..], &MILLION[..]].concat();
    let nulls = [&[0][..], &MILLION[..]].concat();
    let bombs = [
        with_columns(&[(21, b"\x01\x01x"), (66, &actions)]),
        with_columns(&[(66, &nulls)]),
        with_columns(&[(21, &long_key), (66, &one)]),
        with_columns(&[(66, &one), (112, &preds)]),
    ];
    for bomb in bombs {
        assert!(bomb.len() < 200);
        let refused = inspect(&bomb, &Limits::default()).unwrap_err();
        assert!(matches!(refused, Refused::TooMany { .. }), "{refused}");
        assert_eq!(Document::new(&samples::board()).absorb(&[&bomb]).unwrap_err(), refused);
    }
    let small = Limits { ops: 2, ..Limits::default() };
    let change = forged(&board(), cancel_everything);
    assert_eq!(inspect(change.raw_bytes(), &small).unwrap().ops, 1);
    let short = Limits { bytes: 50, ..small };
    assert!(matches!(inspect(change.raw_bytes(), &short), Err(Refused::TooLong { max: 50, .. })));
}

#[test]
fn columns_that_nothing_here_writes_are_refused() {
    let one: &[u8] = &[1, 1];
    let deflated = with_columns(&[(66 | 8, one)]);
    let unknown = with_columns(&[(66, one), (0x40 | 0x30 | 2, one)]);
    let twice = with_columns(&[(66, one), (66, one)]);
    for bytes in [deflated, unknown, twice] {
        assert_eq!(inspect(&bytes, &Limits::default()).unwrap_err(), Refused::NotAChange("an unknown column"));
    }
    let mut many = forged(&board(), |tx| {
        let (_, needs) = tx.get(ROOT, "needs").unwrap().unwrap();
        (0..200).for_each(|n| tx.put(&needs, format!("need-{n}"), "x").unwrap());
    });
    let compressed = many.bytes().into_owned();
    assert_ne!(compressed, many.raw_bytes());
    for other in [compressed, board().save()] {
        let refused = inspect(&other, &Limits::default()).unwrap_err();
        assert_eq!(refused, Refused::NotAChange("another kind of chunk"));
    }
}

#[test]
fn what_a_change_says_of_itself_is_read_as_automerge_reads_it() {
    for (id, records) in samples::one_of_each() {
        let mut doc = Document::new(&id);
        for (seq, record) in (1..).zip(&records) {
            let change = doc.edit(b"amina", std::slice::from_ref(record)).unwrap().unwrap();
            let (facts, read) =
                (inspect(&change.bytes, &Limits::default()).unwrap(), Change::try_from(&change.bytes[..]));
            let read = read.unwrap();
            assert_eq!((facts.hash, facts.seq), (change.hash, seq));
            assert_eq!((facts.hash, facts.actor.as_slice()), (read.hash().0, read.actor_id().to_bytes()));
            assert_eq!((facts.seq, facts.start_op), (read.seq(), read.start_op().get()));
            assert_eq!((facts.ops, facts.max_op()), (read.len() as u64, read.max_op()));
            assert_eq!(facts.deps, read.deps().iter().map(|dep| dep.0).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_change_that_is_cut_lengthened_or_flipped_is_refused() {
    let bytes = forged(&board(), cancel_everything).raw_bytes().to_vec();
    let mut doc = board();
    for end in 0..bytes.len() {
        assert!(doc.absorb(&[&bytes[..end]]).is_err(), "cut at {end}");
    }
    assert!(doc.absorb(&[&[bytes.as_slice(), b"x"].concat()]).is_err());
    assert!(doc.absorb(&[&[bytes.as_slice(), &bytes].concat()]).is_err());
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        assert!(doc.absorb(&[&flipped]).is_err(), "flipped at {at}");
    }
    assert_eq!(doc.heads(), board().heads());
}

/// Whatever came: taken and sound, or refused without a trace.
fn survives(mut doc: Document, bytes: &[u8]) {
    let before = doc.save();
    match doc.absorb(&[bytes]) {
        Ok(_) => {
            let saved = doc.checked_save().unwrap();
            let again = Document::load(doc.id(), Some(&saved), []).unwrap();
            assert_eq!(again.records(), doc.records());
        }
        Err(_) => assert_eq!(doc.save(), before),
    }
    assert!(doc.edit(b"amina", &[Record::Booking(booking("b-9"))]).unwrap().is_some());
}

/// Changes with everything in them that we write: puts, makes, deletes, text.
fn rich_changes(doc: &Document) -> Vec<Vec<u8>> {
    let mut louis = doc.clone();
    let mut need = samples::need("need-1");
    need.note = "Entrée par la grande cour".to_owned();
    let mut changed = shift("shift-1");
    changed.roles.clear();
    let records = [Record::Need(need), Record::Shift(changed), Record::Booking(booking("b-2"))];
    let rich = louis.edit(b"louis", &records).unwrap().unwrap();
    vec![rich.bytes, forged(doc, cancel_everything).raw_bytes().to_vec()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(inspect(&bytes, &Limits::default()).is_err());
        survives(board(), &chunk(&bytes));
    }

    #[test]
    fn damaged_content_under_a_right_checksum_is_refused_or_sound(
        which in 0..2usize,
        damage in damage(),
    ) {
        let change = rich_changes(&board()).swap_remove(which);
        survives(board(), &damage.done_to(&change));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn so_it_is_in_a_large_document(which in 0..2usize, damage in damage()) {
        let change = rich_changes(&large_board()).swap_remove(which);
        survives(large_board(), &damage.done_to(&change));
    }
}
