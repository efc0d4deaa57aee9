//! Who knocks: until the handshake is over nobody knows whose device it is, and so many may be at it at once. An honest one
//! takes a moment, so whoever is at it for longest makes room for the next.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

/// A city whose laptops all come back at once after the hub was away, and some to spare.
const KNOCKING_MAX: usize = 1_024;

#[derive(Debug, Clone)]
pub(super) struct Doorway {
    max: usize,
    knocking: Arc<Mutex<Knocking>>,
}

#[derive(Debug, Default)]
struct Knocking {
    last: u64,
    /// Oldest first; who loses the other end of its line has to go.
    lines: VecDeque<(u64, oneshot::Sender<()>)>,
}

impl Default for Doorway {
    fn default() -> Self {
        Self::for_at_most(KNOCKING_MAX)
    }
}

impl Doorway {
    fn for_at_most(max: usize) -> Self {
        Self { max, knocking: Arc::default() }
    }

    /// One more knocks. Where there are too many, the oldest has to go.
    pub(super) fn knock(&self) -> Knock {
        let (line, gone) = oneshot::channel();
        let number = self.with(|knocking| {
            knocking.last += 1;
            knocking.lines.push_back((knocking.last, line));
            if knocking.lines.len() > self.max {
                knocking.lines.pop_front();
            }
            knocking.last
        });
        Knock { doorway: self.clone(), number, gone }
    }

    fn with<T>(&self, act: impl FnOnce(&mut Knocking) -> T) -> T {
        act(&mut self.knocking.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Somebody is in the doorway for as long as this lives.
pub(super) struct Knock {
    doorway: Doorway,
    number: u64,
    gone: oneshot::Receiver<()>,
}

impl Knock {
    /// What came of a handshake; nothing when it took so long that others needed the room.
    pub(super) async fn unless_pushed_out<T>(mut self, handshake: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            done = handshake => Some(done),
            _ = &mut self.gone => None,
        }
    }
}

impl Drop for Knock {
    fn drop(&mut self) {
        self.doorway.with(|knocking| knocking.lines.retain(|(number, _)| *number != self.number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::{pending, ready};

    #[tokio::test]
    async fn whoever_knocks_for_longest_makes_room_and_nobody_who_is_let_in_is_counted() {
        let doorway = Doorway::for_at_most(2);
        let [idle, slow] = [doorway.knock(), doorway.knock()];
        let mut slow = tokio::spawn(slow.unless_pushed_out(pending::<()>()));
        for _ in 0..100 {
            assert_eq!(doorway.knock().unless_pushed_out(ready(7)).await, Some(7));
        }
        assert_eq!(idle.unless_pushed_out(pending::<()>()).await, None);
        // The first of the hundred pushed out the idle one, and each left before the next came.
        let soon = std::time::Duration::from_millis(50);
        assert!(tokio::time::timeout(soon, &mut slow).await.is_err(), "it was pushed out though there was room");
        let _stay = [doorway.knock(), doorway.knock()];
        assert_eq!(slow.await.unwrap(), None);
    }
}
