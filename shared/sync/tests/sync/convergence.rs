//! Whatever is cut, restored or delayed: in the end everybody holds what they may read, and never held anything else.

use crate::laptop::{Laptop, State};
use crate::link::Link;
use mainforte_domain::DocumentId;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const HUB: usize = 0;
const AMINA: usize = 1;
const LOUIS: usize = 2;
const RACHID: usize = 3;

/// Who can reach whom: everybody the hub, colleagues each other.
const PAIRS: [(usize, usize); 4] = [(HUB, AMINA), (LOUIS, HUB), (HUB, RACHID), (AMINA, LOUIS)];

const DOCUMENTS: [&[&str]; 4] = [
    &["registry/bordeaux", "loans/bordeaux/restos", "card/bordeaux/secours/jean", "person/bordeaux/jean"],
    &["board/restos/2020-03", "person/restos/marie", "outbox/restos", "card/restos/bordeaux/paul"],
    &["board/restos/2020-03", "board/restos/2020-04", "person/restos/paul", "person/restos/marie"],
    &["board/secours/2020-03", "person/secours/zoe", "association/secours", "outbox/secours"],
];

#[derive(Debug, Clone)]
enum Event {
    Write { who: usize, which: Vec<usize> },
    Connect(usize),
    Cut(usize),
    Step { link: usize, side: usize, bytes: usize, times: usize },
    Backup(usize),
    Restore(usize),
}

fn event() -> impl Strategy<Value = Event> {
    let who = 0..4usize;
    prop_oneof![
        3 => (who.clone(), prop::collection::vec(0..4usize, 1..12)).prop_map(|(who, which)| Event::Write { who, which }),
        2 => who.clone().prop_map(Event::Connect),
        1 => who.clone().prop_map(Event::Cut),
        8 => (who.clone(), 0..2usize, 1..400usize, 1..20usize)
            .prop_map(|(link, side, bytes, times)| Event::Step { link, side, bytes, times }),
        1 => who.clone().prop_map(Event::Backup),
        1 => who.prop_map(Event::Restore),
    ]
}

struct World {
    laptops: Vec<Laptop>,
    links: [Option<Link>; 4],
    backups: [State; 4],
    runs: u64,
    /// What left each laptop's disk for another's, by sender and receiver.
    sent: Vec<(usize, usize, Vec<u8>)>,
}

impl World {
    fn new() -> Self {
        let names = [("hub", "bordeaux"), ("amina", "restos"), ("louis", "restos"), ("rachid", "secours")];
        let laptops: Vec<_> = names.into_iter().map(|(name, org)| Laptop::new(name, org)).collect();
        let backups = std::array::from_fn(|at| laptops[at].state.clone());
        Self { laptops, links: Default::default(), backups, runs: 0, sent: Vec::new() }
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Write { who, which } => {
                let documents: Vec<_> = which.iter().map(|at| DOCUMENTS[who][*at]).collect();
                self.laptops[who].write(&documents);
            }
            Event::Connect(at) => {
                self.cut(at);
                self.links[at] = Some(Link::open(&self.laptops, PAIRS[at].0, PAIRS[at].1));
            }
            Event::Cut(at) => self.cut(at),
            Event::Step { link, side, bytes, times } => {
                if let Some(link) = &mut self.links[link] {
                    for _ in 0..times {
                        link.step(&mut self.laptops, side, bytes);
                    }
                }
            }
            Event::Backup(who) => self.backups[who] = self.laptops[who].state.clone(),
            Event::Restore(who) => self.restore(who),
        }
    }

    /// What a laptop alone held is lost with its disk; only what left it is promised to come back.
    fn restore(&mut self, who: usize) {
        (0..4).filter(|at| PAIRS[*at].0 == who || PAIRS[*at].1 == who).for_each(|at| self.cut(at));
        self.runs += 1;
        let backup = self.backups[who].clone();
        self.laptops[who].restore(backup, self.runs);
    }

    fn cut(&mut self, at: usize) {
        if let Some(link) = self.links[at].take() {
            let [a, b] = &link.ends;
            assert_eq!((a.closed, b.closed), (None, None));
            self.sent.push((a.at, b.at, a.sent.clone()));
            self.sent.push((b.at, a.at, b.sent.clone()));
        }
    }

    /// Everybody meets, often enough for news to cross the city.
    fn rest(&mut self) {
        for at in (0..4).cycle().take(12) {
            self.happen(Event::Connect(at));
            self.links[at].as_mut().unwrap().settle(&mut self.laptops);
            self.cut(at);
        }
    }

    fn may_read(&self, who: usize, document: &DocumentId) -> bool {
        document.readable_by(&self.laptops[who].org, self.laptops[HUB].trust.city())
    }

    fn everything(&self) -> BTreeMap<DocumentId, BTreeSet<[u8; 32]>> {
        let mut all: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for (document, hashes) in self.laptops.iter().flat_map(Laptop::held) {
            all.entry(document).or_default().extend(hashes);
        }
        all
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn all_agree_in_the_end_and_nothing_leaks(events in prop::collection::vec(event(), 1..60)) {
        let mut world = World::new();
        events.into_iter().for_each(|event| world.happen(event));
        world.rest();
        let all = world.everything();
        for who in 0..4 {
            let mut readable = all.clone();
            readable.retain(|document, _| world.may_read(who, document));
            prop_assert_eq!(world.laptops[who].held(), readable, "{}", world.laptops[who].name);
            prop_assert!(world.laptops[who].state.refused.is_empty(), "{:?}", world.laptops[who].state.refused);
        }
        for (from, to, bytes) in &world.sent {
            for frame in crate::link::frames(bytes) {
                let content = postcard::to_stdvec(&frame).unwrap();
                for document in all.keys().filter(|document| !world.may_read(*to, document)) {
                    let name = document.to_string();
                    let leaks = content.windows(name.len()).any(|window| window == name.as_bytes());
                    prop_assert!(!leaks, "{} sent {name} to {}", world.laptops[*from].name, world.laptops[*to].name);
                }
            }
        }
    }

    #[test]
    fn after_all_met_a_further_meeting_brings_nothing(events in prop::collection::vec(event(), 1..40)) {
        let mut world = World::new();
        events.into_iter().for_each(|event| world.happen(event));
        world.rest();
        world.rest();
        world.sent.clear();
        world.rest();
        let largest = world.sent.iter().map(|(.., bytes)| bytes.len()).max();
        prop_assert!(largest.unwrap_or(0) < 300, "{largest:?} bytes");
    }
}
