//! Twenty associations come back at the same moment, over a path that loses and reorders what it carries: real endpoints on
//! loopback, with a proxy between them and the hub.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use mainforte_api::{Command, DigestRow, Link, Outcome, PlaceDraft, Query, Slot, View};
use mainforte_domain::OrgId;
use mainforte_node::{Config, KeySource, Node};
use mainforte_tests::sample::{Chance, need};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::net::UdpSocket;
use tokio::task::JoinSet;

const ASSOCIATIONS: usize = 20;
/// Of a hundred datagrams, in each direction.
const LOST: usize = 6;
const LATE: usize = 8;
const HERE: &str = "127.0.0.1:0";
const IN_TIME: Duration = Duration::from_secs(15);

/// Carries datagrams between laptops and the hub, and counts what it did to them.
#[derive(Default)]
struct Path {
    carried: AtomicUsize,
    bytes: AtomicUsize,
    lost: AtomicUsize,
    late: AtomicUsize,
}

impl Path {
    /// Listens where the hub was, and passes on to where it is now.
    async fn open(at: SocketAddr, hub: SocketAddr) -> Arc<Self> {
        let path = Arc::new(Self::default());
        let until = Instant::now() + IN_TIME;
        let front = loop {
            match UdpSocket::bind(at).await {
                Ok(socket) => break Arc::new(socket),
                Err(error) => assert!(Instant::now() < until, "{at} stays taken: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        };
        tokio::spawn(Arc::clone(&path).carry(front, hub));
        path
    }

    async fn carry(self: Arc<Self>, front: Arc<UdpSocket>, hub: SocketAddr) {
        let chance = Arc::new(Mutex::new(Chance::new(20)));
        let mut backs: BTreeMap<SocketAddr, Arc<UdpSocket>> = BTreeMap::new();
        let mut datagram = vec![0; 65_536];
        while let Ok((length, from)) = front.recv_from(&mut datagram).await {
            let back = match backs.get(&from) {
                Some(back) => Arc::clone(back),
                None => {
                    let back = Arc::new(UdpSocket::bind(SocketAddr::new(hub.ip(), 0)).await.unwrap());
                    backs.insert(from, Arc::clone(&back));
                    tokio::spawn(Arc::clone(&self).answer(
                        Arc::clone(&back),
                        Arc::clone(&front),
                        from,
                        Arc::clone(&chance),
                    ));
                    back
                }
            };
            self.pass(&chance, datagram[..length].to_vec(), &back, hub);
        }
    }

    /// The way back to one laptop.
    async fn answer(
        self: Arc<Self>,
        back: Arc<UdpSocket>,
        front: Arc<UdpSocket>,
        to: SocketAddr,
        chance: Arc<Mutex<Chance>>,
    ) {
        let mut datagram = vec![0; 65_536];
        while let Ok((length, _)) = back.recv_from(&mut datagram).await {
            self.pass(&chance, datagram[..length].to_vec(), &front, to);
        }
    }

    fn pass(self: &Arc<Self>, chance: &Mutex<Chance>, datagram: Vec<u8>, socket: &Arc<UdpSocket>, to: SocketAddr) {
        let (fate, wait) = {
            let mut chance = chance.lock().unwrap();
            (chance.below(100), 1 + chance.below(15) as u64)
        };
        if fate < LOST {
            self.lost.fetch_add(1, Ordering::Relaxed);
            return;
        }
        self.carried.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(datagram.len(), Ordering::Relaxed);
        if fate < LOST + LATE {
            self.late.fetch_add(1, Ordering::Relaxed);
            let socket = Arc::clone(socket);
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(wait)).await;
                let _ = socket.send_to(&datagram, to).await;
            });
        } else {
            let _ = socket.try_send_to(&datagram, to);
        }
    }
}

/// Where this machine has IPv6, the hub moves there: the laptops, which have none, reach it over the path alone. Elsewhere they
/// find its new address in the end, and half of what they say goes straight.
async fn out_of_reach() -> SocketAddr {
    let there: SocketAddr = "[::1]:0".parse().unwrap();
    if UdpSocket::bind(there).await.is_ok() { there } else { HERE.parse().unwrap() }
}

fn config(folder: &TempDir) -> Config {
    config_at(folder, HERE.parse().unwrap())
}

fn config_at(folder: &TempDir, bind: SocketAddr) -> Config {
    Config {
        data: folder.path().to_owned(),
        key: KeySource::File(folder.path().join("key")),
        online: true,
        bind: Some(bind),
    }
}

struct Laptop {
    node: Node,
    org: OrgId,
    _folder: TempDir,
}

async fn joined(hub: &Node, number: usize) -> Laptop {
    let invite = Command::Invite { association: Some(format!("Association {number}")) };
    let Outcome::Invited { invitation } = hub.execute(invite).await.unwrap() else { panic!() };
    let folder = tempfile::tempdir().unwrap();
    let node = Node::open(config(&folder)).await.unwrap();
    let join = Command::Join { invitation: invitation.text, device_name: format!("Laptop {number}") };
    node.execute(join).await.unwrap();
    let View::Me(me) = node.query(Query::Me).await.unwrap() else { panic!() };
    let laptop = Laptop { node, org: me.org.unwrap(), _folder: folder };
    until("a laptop has met the hub", async || {
        let state = laptop.node.sync_state().unwrap();
        state.link == Link::UpToDate && state.to_send == 0
    })
    .await;
    laptop
}

async fn until(what: &str, holds: impl AsyncFn() -> bool) {
    let end = Instant::now() + IN_TIME;
    while !holds().await {
        assert!(Instant::now() < end, "{what}: not in time");
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

async fn digests(node: &Node) -> Vec<DigestRow> {
    let View::Digests(digests) = node.query(Query::Digests).await.unwrap() else { panic!() };
    digests
}

/// Some weeks of work: boards of several months, and places.
async fn works(node: &Node) {
    for month in 4..8 {
        let day = format!("2030-{month:02}-12");
        let slot = Slot { start: format!("{day}T09:00"), end: format!("{day}T12:00") };
        let need = need("Distribution", &format!("Quai {month}"), slot).unwrap();
        node.execute(Command::PublishNeed { need }).await.unwrap();
    }
}

/// Whether the two hold the same of what both may read.
async fn agree(hub: &[DigestRow], laptop: &Laptop, city: &OrgId) -> bool {
    let theirs = digests(&laptop.node).await;
    let held = |rows: &[DigestRow], row: &DigestRow| rows.iter().any(|other| other == row);
    let to_laptop = hub.iter().filter(|row| row.document.readable_by(&laptop.org, city)).all(|row| held(&theirs, row));
    let to_hub = theirs.iter().filter(|row| row.document.readable_by(city, city)).all(|row| held(hub, row));
    to_laptop && to_hub && laptop.node.sync_state().unwrap().to_send == 0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_associations_come_back_at_once_over_a_path_that_loses_and_reorders() {
    let folder = tempfile::tempdir().unwrap();
    let hub = Node::found(config(&folder), "Ville de Bordeaux").await.unwrap();
    let View::Me(me) = hub.query(Query::Me).await.unwrap() else { panic!() };
    let (city, first) = (me.org.unwrap(), hub.addresses().await[0]);
    let mut laptops = Vec::new();
    for number in 0..ASSOCIATIONS {
        laptops.push(joined(&hub, number).await);
    }
    // Everybody works alone, and the hub moves: where it was, there is only the path to it now.
    for laptop in &laptops {
        laptop.node.set_online(false).await.unwrap();
        works(&laptop.node).await;
    }
    hub.close().await;
    drop(hub);
    let hub = loop {
        match Node::open(config_at(&folder, out_of_reach().await)).await {
            Ok(hub) => break hub,
            Err(_) => tokio::time::sleep(Duration::from_millis(30)).await,
        }
    };
    let place = PlaceDraft { id: None, name: "Mairie".to_owned(), district: None };
    hub.execute(Command::PutPlace { place }).await.unwrap();
    let path = Path::open(first, hub.addresses().await[0]).await;
    let began = Instant::now();
    let mut coming = JoinSet::new();
    for laptop in laptops {
        coming.spawn(async move {
            laptop.node.set_online(true).await.unwrap();
            laptop
        });
    }
    let laptops = coming.join_all().await;
    until("all agree", async || {
        let held = digests(&hub).await;
        for laptop in &laptops {
            if !agree(&held, laptop, &city).await {
                return false;
            }
        }
        true
    })
    .await;
    let [carried, lost, late] = [&path.carried, &path.lost, &path.late].map(|count| count.load(Ordering::Relaxed));
    println!("{:.1} s; {carried} datagrams carried, {late} of them late, {lost} lost", began.elapsed().as_secs_f64());
    let (bytes, traffic) = (path.bytes.load(Ordering::Relaxed) as u64, hub.traffic());
    let all = traffic.udp_sent + traffic.udp_received;
    println!("{bytes} bytes of {all} went that way");
    assert!(
        carried > 10 * ASSOCIATIONS && 2 * lost > ASSOCIATIONS && 2 * late > ASSOCIATIONS && 3 * bytes > all,
        "{carried} {lost} {late}"
    );
    let boards = digests(&hub).await.iter().filter(|row| row.document.to_string().starts_with("board/")).count();
    assert_eq!(boards, 4 * ASSOCIATIONS);
}
