//! What a few kilobytes from outside may take of memory: a few times the longest content, whatever they announce.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use mainforte_sync::{CONTENT_BYTES_MAX, FrameReader};
use std::io::Write;
use std::sync::Mutex;

/// Bytes that everything together may take while a frame is read: it, its content, and what is made of it.
const PEAK_MAX: usize = 6 * CONTENT_BYTES_MAX;

/// A frame with a list of so many items as will fit, after what stands before it. Made without much memory: what is let go of
/// would be used again, and not be seen.
fn full_of(head: &[u8], item: &[u8]) -> Vec<u8> {
    let count = (CONTENT_BYTES_MAX - head.len() - 10) / item.len();
    let head = [head, &postcard::to_stdvec(&count).unwrap()].concat();
    let mut packer = zstd::Encoder::new(Vec::new(), 1).unwrap();
    packer.write_all(&head).unwrap();
    (0..count).for_each(|_| packer.write_all(item).unwrap());
    let body = packer.finish().unwrap();
    let length = |bytes: usize| u32::try_from(bytes).unwrap().to_le_bytes();
    [&length(5 + body.len())[..], &[1], &length(head.len() + count * item.len()), &body].concat()
}

/// Device, counter, trust entry and signature of a seal.
fn seal() -> Vec<u8> {
    [vec![1; 32], vec![0, 0], vec![2; 64]].concat()
}

/// A change of a document that has no bytes.
fn change(index: u32) -> Vec<u8> {
    [&postcard::to_stdvec(&index).unwrap()[..], &[8], b"outbox/a", &[0, 0, 0]].concat()
}

/// As many changes as one seal covers, and no digests of others.
fn seal_with_its_changes() -> Vec<u8> {
    let changes: Vec<u8> = (0..256).flat_map(change).collect();
    [seal(), postcard::to_stdvec(&256_usize).unwrap(), changes, vec![0]].concat()
}

/// An entry that erases somebody who was shown to a thousand.
fn erasure() -> Vec<u8> {
    let shown = [postcard::to_stdvec(&1_000_usize).unwrap(), b"\x01a".repeat(1_000)].concat();
    [&[0][..], &[0; 32], &[7], b"\x01a", &[3; 32], &shown, &[0], &[1; 32], &[2; 64]].concat()
}

/// The most that this process ever had resident, or has had since it was last set back.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1_024
}

/// Reads a frame that is full of something tiny.
fn reads(head: &[u8], item: &[u8]) {
    // The peak is the whole process's: where these tests share one, they take turns.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock();
    let frame = full_of(head, item);
    assert!(frame.len() < 20_000, "little is sent: {} bytes", frame.len());
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = peak();
    let mut reader = FrameReader::default();
    reader.push(&frame);
    let read = reader.next().map(|frame| frame.is_some());
    let taken = peak() - before;
    println!("{} bytes take {} kB, {read:?}", frame.len(), taken / 1_000);
    assert!(taken < PEAK_MAX, "{} bytes take {} kB", frame.len(), taken / 1_000);
}

#[test]
fn a_seal_over_more_changes_than_it_can_cover_is_not_read_to_its_end() {
    reads(&[&[2, 1][..], &seal()].concat(), &change(0));
}

#[test]
fn a_batch_of_many_seals_over_tiny_changes_is_not_read_to_its_end() {
    reads(&[2], &seal_with_its_changes());
}

#[test]
fn erasures_of_people_who_were_shown_to_a_thousand_are_not_read_to_their_end() {
    reads(&[1], &erasure());
}

#[test]
fn a_page_of_more_documents_than_a_page_has_is_not_read_to_its_end() {
    reads(&[3], &[&[8][..], b"outbox/a", &[0; 32]].concat());
}

#[test]
fn more_documents_wanted_than_a_page_has_are_not_read_to_their_end() {
    reads(&[4], &[&[8][..], b"outbox/a", &[0]].concat());
}

#[test]
fn more_devices_heard_of_than_are_ever_told_are_not_read_to_their_end() {
    reads(&[13], &[5; 33]);
}
