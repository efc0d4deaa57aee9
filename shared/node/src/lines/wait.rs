use crate::Node;
use mainforte_api::{Link, Notice, Refusal, SyncView, Topic};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{sleep, timeout};

/// Nobody waits longer, in seconds.
const SECONDS_MAX: u32 = 3600;

/// How long a notice may be missed before the state is looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// Something to wait for, and how long.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wait {
    /// What.
    #[serde(flatten)]
    pub what: WaitFor,
    /// At most so long, up to an hour; then the request is refused.
    #[serde(default = "ten")]
    pub seconds: u32,
}

/// What to wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum WaitFor {
    /// Another device is connected.
    Connected,
    /// Connected, everything exchanged, and nothing left to send.
    CaughtUp,
    /// Every change made here is confirmed by another device.
    NothingToSend,
    /// What is shown about this topic may have changed since the request came.
    Topic {
        /// Which.
        topic: Topic,
    },
}

fn ten() -> u32 {
    10
}

/// Waits; the sync corner when it is so, a refusal when it is not in time.
pub(super) async fn wait(node: &Node, wait: Wait) -> Result<SyncView, Refusal> {
    let limit = Duration::from_secs(u64::from(wait.seconds.min(SECONDS_MAX)));
    let reached = match wait.what {
        WaitFor::Topic { topic } => timeout(limit, changed(node, topic)).await.map(Ok),
        what => timeout(limit, reached(node, what)).await,
    };
    match reached {
        Ok(reached) => reached.and_then(|()| node.sync_state()),
        Err(_) => Err(too_late(&wait, &node.sync_state()?)),
    }
}

async fn reached(node: &Node, what: WaitFor) -> Result<(), Refusal> {
    let mut notices = node.watch();
    while !is_so(what, &node.sync_state()?) {
        tokio::select! {
            // News of any kind, or missed ones, or none for a while: the state is looked at again.
            _ = notices.recv() => {}
            () = sleep(LOOK_AGAIN) => {}
        }
    }
    Ok(())
}

async fn changed(node: &Node, topic: Topic) {
    let mut notices = node.watch();
    loop {
        match notices.recv().await {
            Ok(Notice::Changed { topics, .. }) if topics.contains(&topic) => return,
            Ok(_) => {}
            // Some notices passed unread: it may have been among them.
            Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

fn is_so(what: WaitFor, sync: &SyncView) -> bool {
    match what {
        WaitFor::Connected => is_connected(sync),
        WaitFor::CaughtUp => sync.link == Link::UpToDate && sync.to_send == 0,
        WaitFor::NothingToSend => sync.to_send == 0,
        WaitFor::Topic { .. } => false,
    }
}

fn is_connected(sync: &SyncView) -> bool {
    matches!(sync.link, Link::UpToDate | Link::Exchanging)
}

fn too_late(wait: &Wait, sync: &SyncView) -> Refusal {
    if !matches!(wait.what, WaitFor::Topic { .. }) && !is_connected(sync) {
        return Refusal::HubUnreachable;
    }
    let Wait { what, seconds } = wait;
    Refusal::Fault { detail: format!("{what:?} not reached in {seconds} s: {:?}, {} to send", sync.link, sync.to_send) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sync(link: Link, to_send: u32) -> SyncView {
        let (peers, awaited, other_versions, spoken_for) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (quarantined, arriving, newer_mail, stuck) = (0, None, false, false);
        SyncView { link, to_send, peers, quarantined, awaited, other_versions, spoken_for, arriving, newer_mail, stuck }
    }

    #[test]
    fn caught_up_means_connected_exchanged_and_nothing_to_send() {
        assert!(is_so(WaitFor::CaughtUp, &sync(Link::UpToDate, 0)));
        assert!(!is_so(WaitFor::CaughtUp, &sync(Link::UpToDate, 1)));
        assert!(!is_so(WaitFor::CaughtUp, &sync(Link::Exchanging, 0)));
        assert!(!is_so(WaitFor::CaughtUp, &sync(Link::Offline, 0)));
        assert!(is_so(WaitFor::NothingToSend, &sync(Link::Offline, 0)));
        assert!(is_so(WaitFor::Connected, &sync(Link::Exchanging, 3)));
    }

    #[test]
    fn who_is_not_connected_is_told_so() {
        let sync = sync(Link::Connecting, 2);
        let caught_up = Wait { what: WaitFor::CaughtUp, seconds: 1 };
        assert_eq!(too_late(&caught_up, &sync), Refusal::HubUnreachable);
        let topic = Wait { what: WaitFor::Topic { topic: Topic::Loans }, seconds: 1 };
        assert!(matches!(too_late(&topic, &sync), Refusal::Fault { .. }));
    }
}
