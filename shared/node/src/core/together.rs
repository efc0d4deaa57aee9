//! What peers have brought waits for the desk in one queue. Whoever has the next turn does all of it, in one write to the disk:
//! when a whole city comes back, each association's batch touches much the same pages.

use super::{Core, off_the_runtime};
use crate::desk::Desk;
use crate::errands::LITTLE;
use crate::trouble::{Trouble, contained};
use mainforte_sync::Input;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

/// So much is done in one turn, bytes on the wire: somebody may be waiting for a screen.
pub(super) const WEIGHT_MAX: usize = 512 * 1024;

/// What the session is to hear, and by how much the log has grown.
pub(crate) type Done = (Option<Input>, u64);

pub(super) type Work = Box<dyn FnOnce(&mut Desk) -> Result<Done, Trouble> + Send>;
type Answer = oneshot::Sender<Result<Done, Trouble>>;

#[derive(Default)]
pub(super) struct Waiting {
    jobs: Mutex<VecDeque<Job>>,
}

struct Job {
    weight: usize,
    work: Work,
    answer: Answer,
}

impl Waiting {
    fn add(&self, job: Job) {
        self.with(|jobs| jobs.push_back(job));
    }

    /// The first, and as many behind it as are not too much together.
    fn take(&self) -> Vec<Job> {
        self.with(|jobs| {
            let mut weight = 0;
            let fits = |job: &&Job| {
                let is_first = weight == 0;
                weight += job.weight.max(1);
                is_first || weight <= WEIGHT_MAX
            };
            let count = jobs.iter().take_while(fits).count();
            jobs.drain(..count).collect()
        })
    }

    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.with(|jobs| jobs.len())
    }

    fn with<T>(&self, act: impl FnOnce(&mut VecDeque<Job>) -> T) -> T {
        act(&mut self.jobs.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Core {
    /// Does at the desk what a peer has brought, with whatever else waits there by then, and answers when it is on disk. It is
    /// of about this `weight`, bytes on the wire.
    pub(crate) async fn at_desk_together(
        self: &Arc<Self>,
        weight: usize,
        work: impl FnOnce(&mut Desk) -> Result<Done, Trouble> + Send + 'static,
    ) -> Result<Done, Trouble> {
        let (answer, mut answered) = oneshot::channel();
        self.together.add(Job { weight, work: Box::new(work), answer });
        let turn = tokio::select! {
            biased;
            done = &mut answered => return done.unwrap_or_else(|_| Err(Trouble::stopped())),
            turn = self.turn.lock() => turn,
        };
        let done = loop {
            match answered.try_recv() {
                Ok(done) => break done,
                Err(oneshot::error::TryRecvError::Closed) => break Err(Trouble::stopped()),
                Err(oneshot::error::TryRecvError::Empty) => self.serve(self.together.take()).await?,
            }
        };
        drop(turn);
        if weight <= LITTLE {
            // Whoever was told of it goes first: what leaves for others, before what is left to do here.
            tokio::task::yield_now().await;
        }
        done
    }

    async fn serve(self: &Arc<Self>, jobs: Vec<Job>) -> Result<(), Trouble> {
        // Another thread would take as long to wake up.
        let is_brief = jobs.iter().map(|job| job.weight).sum::<usize>() <= LITTLE;
        let core = Arc::clone(self);
        let serve = move || core.serve_now(jobs);
        if is_brief { contained(serve) } else { off_the_runtime(serve).await }
    }

    fn serve_now(&self, jobs: Vec<Job>) {
        let (mut work, mut answers) = (Vec::new(), Vec::new());
        for job in jobs {
            work.push(job.work);
            answers.push(job.answer);
        }
        let done = self.at_desk_now(true, |desk| {
            if work.len() > 1 {
                return Ok(desk.together(work));
            }
            Ok(work.into_iter().map(|work| work(desk)).collect())
        });
        let done = done.into_iter().flatten();
        for (answer, done) in answers.into_iter().zip(done) {
            // Whoever asked may be gone.
            let _ = answer.send(done);
        }
    }
}
