//! What the connections and the commands share: the desk behind its lock, the readers, the news.

mod sync_view;
mod together;

use crate::desk::Desk;
use crate::links::Links;
use crate::readers::Readers;
use crate::surroundings::RealWorld;
use crate::traffic::Meter;
use crate::trouble::{Trouble, contained};
use crate::watching::Stops;
use mainforte_api::{Notice, Topic};
use mainforte_domain::DeviceId;
use mainforte_store::{Reader, Recent, Store};
use mainforte_sync::{Sealed, Trust};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::{broadcast, watch};

/// Notices that a slow watcher may lag behind before it is told that it missed some.
const NOTICES: usize = 1_024;

/// So many early changes may wait for a connection; one that is busy for longer gets them from the log.
const EARLY: usize = 64;

pub(crate) struct Core {
    desk: Mutex<Desk>,
    /// Who waits for the desk waits here, in the order of coming and without holding up a thread.
    turn: tokio::sync::Mutex<()>,
    /// What is to be done at the next turn, whosever it is.
    together: together::Waiting,
    readers: Readers,
    pub(crate) recent: Arc<Recent>,
    trust: Mutex<Option<Arc<Trust>>>,
    is_shut_out: AtomicBool,
    has_newer_mail: AtomicBool,
    is_stuck: AtomicBool,
    awaited: Mutex<Vec<String>>,
    /// Refused changes that nobody has set aside; counted when they change, for the sync corner asks often.
    refused: AtomicU32,
    /// This device.
    pub(crate) device: DeviceId,
    pub(crate) links: Links,
    /// What a peer has just brought, for the connections with the others.
    pub(crate) early: broadcast::Sender<Early>,
    pub(crate) meter: Meter,
    pub(crate) stops: Stops,
    notices: broadcast::Sender<Notice>,
    /// Position of the log and length of the trust log: connections wake up when either grows.
    growth: watch::Sender<Growth>,
    /// Counts how often the sync corner may have changed.
    sync_asked: watch::Sender<u64>,
}

/// Changes that a peer has just brought, before they are on disk here.
#[derive(Debug, Clone)]
pub(crate) struct Early {
    pub(crate) from: DeviceId,
    pub(crate) sealed: Arc<[Sealed]>,
}

/// How far this device's log and trust log go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Growth {
    pub(crate) position: u64,
    pub(crate) trust: u64,
    /// Parcels kept for others.
    pub(crate) parcels: u64,
}

impl Core {
    pub(crate) fn new(store: Store, world: RealWorld) -> Result<Arc<Self>, Trouble> {
        let readers = Readers::of(&store)?;
        let recent = Arc::clone(store.recent());
        let desk = Desk::open(store, Box::new(world))?;
        let growth = watch::Sender::new(growth_of(&desk)?);
        let trust = desk.trust().cloned();
        let device = desk.device();
        let is_shut_out = AtomicBool::new(desk.is_shut_out());
        let awaited = Mutex::new(desk.awaited().into_iter().collect());
        let refused = AtomicU32::new(desk.store().refused_open()?);
        Ok(Arc::new(Self {
            desk: Mutex::new(desk),
            turn: tokio::sync::Mutex::default(),
            together: together::Waiting::default(),
            readers,
            recent,
            trust: Mutex::new(trust),
            is_shut_out,
            has_newer_mail: AtomicBool::new(false),
            is_stuck: AtomicBool::new(false),
            awaited,
            refused,
            device,
            links: Links::default(),
            early: broadcast::Sender::new(EARLY),
            meter: Meter::default(),
            stops: Stops::default(),
            notices: broadcast::Sender::new(NOTICES),
            growth,
            sync_asked: watch::Sender::new(0),
        }))
    }

    /// Runs something at the desk, off the async threads, and tells watchers what it touched.
    pub(crate) async fn at_desk<T: Send + 'static>(
        self: &Arc<Self>,
        from_elsewhere: bool,
        work: impl FnOnce(&mut Desk) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let core = Arc::clone(self);
        let _turn = self.turn.lock().await;
        off_the_runtime(move || core.at_desk_now(from_elsewhere, work)).await?
    }

    /// The same for what this device does itself and takes about as long as handing the other tasks to another thread does. Since all take turns, one thread
    /// at most waits for the disk.
    pub(crate) async fn at_desk_briefly<T>(
        &self,
        work: impl FnOnce(&mut Desk) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let turn = self.turn.lock().await;
        let done = contained(|| self.at_desk_now(false, work))?;
        drop(turn);
        // Whoever was told of it goes first: what leaves for others, before what is left to do here.
        tokio::task::yield_now().await;
        done
    }

    /// The same on a thread that may block.
    pub(crate) fn at_desk_now<T>(
        &self,
        from_elsewhere: bool,
        work: impl FnOnce(&mut Desk) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        self.at_desk_and_tell(from_elsewhere, work, growth_of)
    }

    /// What was done is answered, whatever becomes of telling the others.
    fn at_desk_and_tell<T>(
        &self,
        from_elsewhere: bool,
        work: impl FnOnce(&mut Desk) -> Result<T, Trouble>,
        growth_of: impl FnOnce(&Desk) -> Result<Growth, Trouble>,
    ) -> Result<T, Trouble> {
        let mut desk = self.desk();
        let result = work(&mut desk);
        let touched = desk.take_touched();
        let growth = growth_of(&desk);
        let mail_came = self.links.mailed(desk.mailed());
        let refused = touched.contains(&Topic::Quarantine);
        if refused {
            self.count_refused(&mut desk);
        }
        *self.trust.lock().unwrap_or_else(PoisonError::into_inner) = desk.trust().cloned();
        self.is_shut_out.store(desk.is_shut_out(), Ordering::Release);
        *self.awaited.lock().unwrap_or_else(PoisonError::into_inner) = desk.awaited().into_iter().collect();
        let is_news = desk.has_newer_mail() && !self.has_newer_mail.swap(true, Ordering::AcqRel);
        let is_news = self.is_stuck.swap(desk.is_stuck(), Ordering::AcqRel) != desk.is_stuck() || is_news;
        drop(desk);
        let is_changed = !touched.is_empty();
        let tell = || self.tell(Notice::Changed { topics: touched.into_iter().collect(), from_elsewhere });
        // Who is woken last goes first: whoever shows what came from elsewhere, or the connections by which this device's own leaves.
        let grew = if from_elsewhere {
            let grew = self.has_grown(growth);
            is_changed.then(tell);
            grew
        } else {
            is_changed.then(tell);
            self.has_grown(growth)
        };
        if grew || refused || mail_came || is_news {
            self.tell_sync();
        }
        result
    }

    /// Wakes the connections when there is more for them. Where it cannot be read how much, they look for themselves.
    fn has_grown(&self, growth: Result<Growth, Trouble>) -> bool {
        match growth {
            Ok(growth) => self.growth.send_if_modified(|known| std::mem::replace(known, growth) != growth),
            Err(error) => {
                tracing::warn!(%error, "how far the log goes cannot be read");
                self.growth.send_modify(|_| ());
                true
            }
        }
    }

    /// Where they cannot be counted now, they are with the next work at the desk.
    fn count_refused(&self, desk: &mut Desk) {
        match desk.store().refused_open() {
            Ok(count) => self.refused.store(count, Ordering::Release),
            Err(error) => {
                tracing::warn!(%error, "what was refused cannot be counted");
                desk.touch_again(Topic::Quarantine);
            }
        }
    }

    /// The desk, when it is free. After a panic there it has only what is on disk.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(|poisoned| {
            let mut desk = poisoned.into_inner();
            desk.begin_again_from_disk();
            self.desk.clear_poison();
            desk
        })
    }

    /// Reads with a reader of its own, so that a screen never waits for the writer.
    pub(crate) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Reader) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let core = Arc::clone(self);
        off_the_runtime(move || core.read_now(work)).await?
    }

    pub(crate) fn read_now<T>(&self, work: impl FnOnce(&Reader) -> Result<T, Trouble>) -> Result<T, Trouble> {
        self.readers.read(work)
    }

    pub(crate) fn watch(&self) -> broadcast::Receiver<Notice> {
        self.notices.subscribe()
    }

    pub(crate) fn growth(&self) -> watch::Receiver<Growth> {
        self.growth.subscribe()
    }

    /// The trust log as it stands, without waiting for the desk.
    pub(crate) fn trust(&self) -> Option<Arc<Trust>> {
        self.trust.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether the city has shut this device out: then it answers nothing but who it is.
    pub(crate) fn is_shut_out(&self) -> bool {
        self.is_shut_out.load(Ordering::Acquire)
    }

    /// Whose laptops this hub waits to hear, for it was put back from a backup.
    pub(crate) fn awaited(&self) -> Vec<String> {
        self.awaited.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn tell(&self, notice: Notice) {
        // Nobody watching is no error.
        let _ = self.notices.send(notice);
    }

    /// What is shown of other devices may have changed without anything being written.
    pub(crate) fn tell_devices(&self) {
        self.tell(Notice::Changed { topics: vec![Topic::Devices], from_elsewhere: false });
    }

    /// The sync corner may have changed: watchers are told soon.
    pub(crate) fn tell_sync(&self) {
        self.sync_asked.send_modify(|asked| *asked = asked.wrapping_add(1));
    }

    pub(crate) fn sync_asked(&self) -> watch::Receiver<u64> {
        self.sync_asked.subscribe()
    }
}

/// Runs what takes a while on this thread; the other tasks of the app's runtime move to another one.
pub(crate) fn in_place<T>(work: impl FnOnce() -> T) -> T {
    if others_can_move() { tokio::task::block_in_place(work) } else { work() }
}

/// Runs what may wait for the disk, so that no other task waits for it. On the app's runtime right here, the other tasks move
/// to another thread: handing the work over and waking up again would take as long as the work itself.
async fn off_the_runtime<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
    if others_can_move() {
        return in_place(|| contained(work));
    }
    tokio::task::spawn_blocking(work).await.map_err(|error| Trouble::fault(format!("the desk stopped: {error}")))
}

fn others_can_move() -> bool {
    Handle::try_current().is_ok_and(|runtime| runtime.runtime_flavor() == RuntimeFlavor::MultiThread)
}

fn growth_of(desk: &Desk) -> Result<Growth, Trouble> {
    Ok(Growth {
        position: desk.store().position()?,
        trust: desk.trust().map_or(0, |t| t.len()),
        parcels: desk.parcels(),
    })
}

#[cfg(test)]
mod tests;
