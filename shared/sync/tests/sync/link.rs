//! A connection between two laptops: bytes under way, work that a driver has yet to do.

use crate::laptop::Laptop;
use mainforte_sync::{CloseReason, Frame, FrameReader, Input, Output, Session};
use std::collections::VecDeque;

pub struct Link {
    pub ends: [End; 2],
}

pub struct End {
    /// Index of the laptop.
    pub at: usize,
    session: Session,
    arriving: Vec<u8>,
    work: VecDeque<Output>,
    trust_seen: u64,
    log_seen: u64,
    /// Everything that this end sent.
    pub sent: Vec<u8>,
    pub closed: Option<CloseReason>,
    pub caught_up: bool,
}

impl Link {
    pub fn open(laptops: &[Laptop], a: usize, b: usize) -> Self {
        let mut link = Self { ends: [end(laptops, a, b), end(laptops, b, a)] };
        link.forward();
        link
    }

    /// Lets one end do one thing; answers whether it did anything.
    pub fn step(&mut self, laptops: &mut [Laptop], side: usize, bytes: usize) -> bool {
        let peer = laptops[self.ends[1 - side].at].key.id();
        let end = &mut self.ends[side];
        let laptop = &mut laptops[end.at];
        let input = if let Some(output) = end.work.pop_front() {
            let Some(input) = laptop.act(peer, output) else { return true };
            input
        } else if end.trust_seen != laptop.trust.len() {
            end.trust_seen = laptop.trust.len();
            Input::TrustGrew
        } else if end.log_seen != laptop.position() {
            end.log_seen = laptop.position();
            Input::LogGrew
        } else if !end.arriving.is_empty() {
            Input::Bytes(end.arriving.drain(..bytes.clamp(1, end.arriving.len())).collect())
        } else {
            return false;
        };
        let outputs = end.session.step(&laptop.trust, input);
        end.take(outputs);
        self.forward();
        true
    }

    /// Runs until nothing happens any more.
    pub fn settle(&mut self, laptops: &mut [Laptop]) {
        let mut steps = 0;
        while self.step(laptops, 0, usize::MAX) | self.step(laptops, 1, usize::MAX) {
            steps += 1;
            assert!(steps < 100_000, "the two never come to rest");
        }
    }

    pub fn feed(&mut self, laptops: &[Laptop], side: usize, bytes: Vec<u8>) {
        let end = &mut self.ends[side];
        let outputs = end.session.step(&laptops[end.at].trust, Input::Bytes(bytes));
        end.take(outputs);
        self.forward();
    }

    fn forward(&mut self) {
        for side in 0..2 {
            let sent: Vec<_> = self.ends[side].work.extract_sends();
            for bytes in sent {
                self.ends[side].sent.extend_from_slice(&bytes);
                self.ends[1 - side].arriving.extend_from_slice(&bytes);
            }
        }
    }
}

impl End {
    fn take(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Close { reason } => self.closed = Some(reason),
                Output::CaughtUp => self.caught_up = true,
                other => self.work.push_back(other),
            }
        }
    }

    pub fn frames(&self) -> Vec<Frame> {
        frames(&self.sent)
    }
}

pub fn frames(bytes: &[u8]) -> Vec<Frame> {
    let mut reader = FrameReader::default();
    reader.push(bytes);
    std::iter::from_fn(|| reader.next().unwrap()).collect()
}

fn end(laptops: &[Laptop], at: usize, peer: usize) -> End {
    let (laptop, peer) = (&laptops[at], laptops[peer].key.id());
    let (session, outputs) = Session::open(peer, laptop.facts(&peer), &laptop.trust);
    let mut end = End {
        at,
        session,
        arriving: Vec::new(),
        work: VecDeque::new(),
        trust_seen: laptop.trust.len(),
        log_seen: laptop.position(),
        sent: Vec::new(),
        closed: None,
        caught_up: false,
    };
    end.take(outputs);
    end
}

trait ExtractSends {
    fn extract_sends(&mut self) -> Vec<Vec<u8>>;
}

impl ExtractSends for VecDeque<Output> {
    fn extract_sends(&mut self) -> Vec<Vec<u8>> {
        let (sends, rest): (Vec<_>, Vec<_>) = self.drain(..).partition(|output| matches!(output, Output::Send(_)));
        self.extend(rest);
        sends.into_iter().map(|output| if let Output::Send(bytes) = output { bytes } else { Vec::new() }).collect()
    }
}
