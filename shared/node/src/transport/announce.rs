//! Telling the others where this device listens: when it connects, and again when it has moved to another network.

use super::endpoint;
use crate::core::Core;
use crate::desk::Desk;
use iroh::{Endpoint, Watcher};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How soon and how often the others are told.
#[derive(Debug, Clone, Copy)]
struct Pace {
    /// A network that comes up brings its addresses one after the other.
    settles: Duration,
    /// Each time stays in the outbox for ever: a laptop between two networks says it once, where it is in the end.
    between: Duration,
}

const PACE: Pace = Pace { settles: Duration::from_secs(3), between: Duration::from_secs(60) };

/// Tells the others where this device listens now, when it belongs to a city; answers what was told. Where that cannot be
/// written, on a full disk or in an outbox that is only read here, this device can still call them.
pub(super) async fn once(core: &Arc<Core>, endpoint: &Endpoint) -> Vec<SocketAddr> {
    let here = endpoint::addresses(endpoint);
    tell(core, here.clone()).await;
    here
}

/// Tells them again whenever that has changed from what they were `told`.
pub(super) async fn keep(core: Arc<Core>, endpoint: Endpoint, told: Vec<SocketAddr>) {
    let (moved, here) = watch::channel(told.clone());
    let mut watcher = endpoint.watch_addr();
    let watched = async {
        // Somewhere else already, perhaps, since they were told.
        moved.send_replace(endpoint::addresses(&endpoint));
        while watcher.updated().await.is_ok() {
            moved.send_replace(endpoint::addresses(&endpoint));
        }
    };
    tokio::select! {
        () = watched => {}
        () = follow(here, told, PACE, |addresses| tell(&core, addresses)) => {}
    }
}

async fn follow<Told: Future<Output = ()>>(
    mut here: watch::Receiver<Vec<SocketAddr>>,
    mut told: Vec<SocketAddr>,
    pace: Pace,
    tell: impl Fn(Vec<SocketAddr>) -> Told,
) {
    while here.changed().await.is_ok() {
        tokio::time::sleep(pace.settles).await;
        let now = here.borrow_and_update().clone();
        if is_news(&told, &now) {
            tell(now.clone()).await;
            told = now;
            tokio::time::sleep(pace.between).await;
        }
    }
}

/// A device without a network listens nowhere that others could reach: what it said before may hold again in a moment.
fn is_news(told: &[SocketAddr], here: &[SocketAddr]) -> bool {
    here != told && here.iter().any(|address| !address.ip().is_loopback())
}

async fn tell(core: &Arc<Core>, addresses: Vec<SocketAddr>) {
    let announce = move |desk: &mut Desk| if desk.member().is_ok() { desk.announce(&addresses) } else { Ok(()) };
    if let Err(error) = core.at_desk(false, announce).await {
        tracing::warn!(%error, "the others cannot be told where this device listens");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    const PACE: Pace = Pace { settles: Duration::from_millis(40), between: Duration::from_millis(400) };

    fn at(host: u8) -> Vec<SocketAddr> {
        let own = SocketAddr::from(([192, 168, 1, host], 4700));
        vec![own, SocketAddr::from(([127, 0, 0, 1], 4700))]
    }

    fn nowhere() -> Vec<SocketAddr> {
        at(1).split_off(1)
    }

    #[tokio::test]
    async fn a_laptop_that_moves_says_where_it_is_in_the_end_and_not_more_often_than_it_should() {
        let (moved, here) = watch::channel(at(1));
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&told);
        let following = tokio::spawn(follow(here, at(1), PACE, move |addresses| {
            heard.lock().unwrap().push(addresses);
            std::future::ready(())
        }));
        let so_far = || told.lock().unwrap().clone();
        // The old network goes, and the new one comes.
        for addresses in [nowhere(), at(2), at(3)] {
            moved.send_replace(addresses);
        }
        tokio::time::sleep(PACE.settles * 4).await;
        assert_eq!(so_far(), [at(3)]);
        moved.send_replace(at(4));
        tokio::time::sleep(PACE.settles * 4).await;
        assert_eq!(so_far(), [at(3)], "too soon");
        moved.send_replace(at(5));
        tokio::time::sleep(PACE.between).await;
        assert_eq!(so_far(), [at(3), at(5)]);
        // Nothing new, and no network at all, are not worth a word.
        moved.send_replace(at(5));
        moved.send_replace(nowhere());
        tokio::time::sleep(PACE.between * 2).await;
        assert_eq!(so_far().len(), 2);
        drop(moved);
        following.await.unwrap();
    }
}
