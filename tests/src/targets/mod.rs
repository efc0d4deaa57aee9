//! What must hold for any bytes that come from outside: one function for each border, which panics where it does not. Stable
//! Rust calls them with bounded properties (`tests/tests/hostile_bytes.rs`), `cargo fuzz` without end (`fuzz/`).
//!
//! Nothing may panic, take memory beyond the caps, or be taken half.

mod samples;

pub use samples::Samples;

use mainforte_documents::{Candidate, Document, First, Limits, inspect, rebuild};
use mainforte_domain::DocumentId;
use mainforte_sync::bundle::{BundleReader, Opener, Piece, check};
use mainforte_sync::{CONTENT_BYTES_MAX, Facts, FrameReader, Input, Invitation, Output, Session};
use sha2::{Digest, Sha256};
use std::collections::VecDeque;

/// A stream of frames, in pieces.
pub fn frames(data: &[u8]) {
    let mut reader = FrameReader::default();
    for piece in data.chunks(61) {
        reader.push(piece);
        loop {
            match reader.next() {
                Ok(Some(frame)) => {
                    let again = frame.encode().map(|bytes| bytes.len());
                    assert!(again.is_ok_and(|bytes| bytes <= CONTENT_BYTES_MAX), "what was read can be written");
                }
                Ok(None) => break,
                Err(_) => return,
            }
        }
    }
}

/// A stream of frames to a session in the middle of a city. It holds nothing, so it has nothing to tell.
pub fn sessions(data: &[u8]) {
    let samples = Samples::new();
    let facts = Facts { epoch: [1; 16], position: 0, cursor: None, empty: true, met: false };
    let (mut session, _) = Session::open(samples.device(), facts, samples.trust());
    let mut wanted = VecDeque::new();
    for piece in data.chunks(97) {
        wanted.extend(session.step(samples.trust(), Input::Bytes(piece.to_vec())));
        while let Some(output) = wanted.pop_front() {
            let answer = match output {
                Output::Commit { batch, .. } => Input::Committed { batch },
                Output::Compare { documents } => {
                    let wants = documents.into_iter().map(|(document, _)| (document, Vec::new())).collect();
                    Input::Compared { wants }
                }
                Output::ExtendTrust(_) => Input::TrustRefused,
                _ => continue,
            };
            wanted.extend(session.step(samples.trust(), answer));
        }
        if session.is_closed() {
            assert!(session.step(samples.trust(), Input::LogGrew).is_empty(), "closed is closed");
            return;
        }
    }
}

/// A bundle file, opened by a device that some of them are for.
pub fn bundles(data: &[u8]) {
    let samples = Samples::new();
    let whole = check(data).is_ok();
    let (mut reader, mut opener) = (BundleReader::default(), None);
    for piece in data.chunks(127) {
        if reader.push(piece).is_err() {
            return;
        }
        loop {
            match reader.next() {
                Ok(Some(Piece::Header(header, opening))) => opener = Opener::new(samples.key(), &header, &opening).ok(),
                Ok(Some(Piece::Part(part))) => {
                    if opener.as_mut().is_some_and(|opener| opener.open(&part).is_err()) {
                        opener = None;
                    }
                }
                Ok(Some(Piece::End)) => {}
                Ok(None) => break,
                Err(_) => return assert!(!whole, "what is whole is read whole"),
            }
        }
    }
    assert_eq!(reader.finish().is_ok(), whole, "however it is cut, a file is whole or it is not");
}

/// A text that somebody pastes as an invitation.
pub fn invitations(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(invitation) = Invitation::parse(&text) {
        let again = Invitation::parse(&invitation.to_text());
        assert_eq!(again.ok(), Some(invitation), "what was read can be handed on");
    }
}

/// What a disk gives back as a snapshot, and changes that others send, two bytes of length before each.
pub fn documents(data: &[u8]) {
    let id = Samples::document();
    if let Ok(loaded) = Document::load(&id, Some(data), []) {
        reads(&loaded);
    }
    let changes = cut(data);
    let mut document = Document::new(&id);
    for change in &changes {
        let before = document.heads();
        if document.absorb(&[change]).is_err() {
            assert_eq!(document.heads(), before, "what is refused leaves no trace");
        }
    }
    reads(&document);
    chosen_alike(&id, &changes);
}

/// The body of a document's first change, under a checksum that fits whatever it says. Answers whether it was read.
pub fn firsts(body: &[u8]) -> bool {
    let (id, change) = (Samples::person(), chunk(body));
    let Some(first) = First::read(&id, &change) else { return false };
    let mut document = Document::new(&id);
    assert!(document.absorb(&[&change]).is_ok(), "what is read the quick way is taken the long way");
    assert_eq!(document.heads(), [first.hash]);
    assert_eq!(first.records, document.records().into_iter().flatten().collect::<Vec<_>>(), "and says the same");
    reads(&document);
    true
}

/// The bytes of a change around its body.
fn chunk(body: &[u8]) -> Vec<u8> {
    let mut head = vec![1];
    let mut left = body.len();
    while left >= 0x80 {
        head.push((left & 0x7f) as u8 | 0x80);
        left >>= 7;
    }
    head.push(left as u8);
    let hash = Sha256::new().chain_update(&head).chain_update(body).finalize();
    [&[0x85, 0x6f, 0x4a, 0x83], hash.get(..4).unwrap_or_default(), &head, body].concat()
}

/// Everything can be read, and what is stored loads again as it was.
fn reads(document: &Document) {
    document.records();
    let saved = document.checked_save().map(|snapshot| Document::load(document.id(), Some(&snapshot), []));
    if let Ok(again) = saved {
        assert_eq!(again.map(|again| again.heads()).ok(), Some(document.heads()), "it loads as it was");
    }
}

/// Which of contradictory changes stand does not depend on the order in which they came.
fn chosen_alike(id: &DocumentId, changes: &[&[u8]]) {
    let known = |bytes: &&'_ [u8]| inspect(bytes, &Limits::default()).ok().map(|facts| (facts, bytes.to_vec()));
    let known: Vec<_> = changes.iter().filter_map(known).collect();
    let chosen = |known: &mut dyn Iterator<Item = &(mainforte_documents::ChangeFacts, Vec<u8>)>| {
        let candidates = known.map(|(facts, bytes)| Candidate { facts: facts.clone(), bytes, held: false }).collect();
        rebuild(id, candidates).map(|rebuilt| (rebuilt.document.heads(), rebuilt.standing))
    };
    assert_eq!(chosen(&mut known.iter()), chosen(&mut known.iter().rev()), "all choose alike");
}

fn cut(mut data: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    while let Some((length, rest)) = data.split_first_chunk::<2>() {
        let (piece, rest) = rest.split_at(usize::from(u16::from_le_bytes(*length)).min(rest.len()));
        pieces.push(piece);
        data = rest;
    }
    pieces
}
