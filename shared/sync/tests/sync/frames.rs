//! What crosses the wire keeps its bytes.

use crate::city::{bordeaux, document};
use crate::laptop::Laptop;
use mainforte_sync::frame::{Changes, Hello, Listing, VERSION, Want};
use mainforte_sync::{Bye, Cursor, Frame, FrameError, FrameReader, Mark, Sealed};
use proptest::prelude::*;

fn samples() -> Vec<Frame> {
    let mut amina = Laptop::new("amina", "restos");
    amina.write(&["board/restos/2020-03", "person/restos/marie"]);
    let held = amina.state.log[0].clone();
    let trust = bordeaux();
    let mark = Mark { position: 300, chain: [3; 16] };
    vec![
        Frame::Hello(Hello {
            version: VERSION,
            epoch: [1; 16],
            position: 1_000,
            trust_len: trust.len(),
            trust_hash: trust.hash(),
            cursor: Some(Cursor { epoch: [2; 16], position: 300, chain: [3; 16] }),
            empty: false,
        }),
        Frame::Trust(trust.entries_from(8).to_vec()),
        Frame::Changes(Changes {
            sealed: vec![Sealed { seal: held.seal, changes: vec![held.change] }],
            mark: Some(mark),
        }),
        Frame::Listing(Listing { documents: vec![(document("outbox/restos"), [4; 32])] }),
        Frame::Want(Want { documents: vec![(document("outbox/restos"), vec![[5; 8]])], more: false }),
        Frame::Ack { batch: 7 },
        Frame::CaughtUp,
        Frame::Bye(Bye::OtherVersion { version: VERSION }),
        Frame::Bye(Bye::Leaving),
    ]
}

#[test]
fn frames_keep_their_bytes() {
    let lines = samples().into_iter().map(|frame| {
        let bytes = frame.encode().unwrap();
        assert_eq!(crate::link::frames(&bytes).first(), Some(&frame));
        data_encoding::HEXLOWER.encode(&postcard::to_stdvec(&frame).unwrap())
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn small_frames_are_plain_and_carry_their_length() {
    insta::assert_snapshot!(data_encoding::HEXLOWER.encode(&Frame::Ack { batch: 7 }.encode().unwrap()));
}

#[test]
fn a_later_versions_hello_is_recognised_whatever_follows() {
    let content = [&[0u8, 9][..], &[0xab; 40]].concat();
    let framed = [&(content.len() as u32 + 1).to_le_bytes()[..], &[0], &content].concat();
    let mut reader = FrameReader::default();
    reader.push(&framed);
    assert_eq!(reader.next(), Err(FrameError::OtherVersion { theirs: 9 }));
}

proptest! {
    #[test]
    fn bent_frames_are_read_as_something_else_or_refused(which in 0usize..9, position: prop::sample::Index, value: u8) {
        let mut bytes = samples()[which].encode().unwrap();
        let at = position.index(bytes.len());
        bytes[at] = value;
        let mut reader = FrameReader::default();
        reader.push(&bytes);
        while let Ok(Some(_)) = reader.next() {}
    }

    #[test]
    fn hostile_content_never_panics(variant in 0u8..9, content: Vec<u8>, zstd: bool) {
        let content = [&[variant][..], &content].concat();
        let body = if zstd {
            [&[1][..], &(content.len() as u32).to_le_bytes(), &zstd::bulk::compress(&content, 1).unwrap()].concat()
        } else {
            [&[0][..], &content].concat()
        };
        let mut reader = FrameReader::default();
        reader.push(&[&(body.len() as u32).to_le_bytes()[..], &body].concat());
        let _ = reader.next();
    }
}
