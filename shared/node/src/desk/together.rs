//! Several pieces of work of which none reaches the disk without the others: a write each would cost as many times as much.

use super::Desk;
use crate::trouble::{Trouble, contained};
use mainforte_api::Refusal;

impl Desk {
    /// Does the work, each piece as if it were alone, and answers each when all of it is on disk. What fails, or panics, takes
    /// nothing of the others with it; a disk that fails takes all.
    pub(crate) fn together<T>(
        &mut self,
        work: Vec<impl FnOnce(&mut Self) -> Result<T, Trouble>>,
    ) -> Vec<Result<T, Trouble>> {
        let mut left = work.into_iter();
        let mut done = Vec::new();
        while left.len() > 0 {
            done.extend(self.until_one_panics(&mut left));
        }
        done
    }

    fn until_one_panics<T>(
        &mut self,
        work: &mut impl Iterator<Item = impl FnOnce(&mut Self) -> Result<T, Trouble>>,
    ) -> Vec<Result<T, Trouble>> {
        if let Err(error) = self.store.begin_together() {
            let refusal = Refusal::from(error);
            return work.map(|_| Err(refusal.clone().into())).collect();
        }
        let mut done = Vec::new();
        let mut panicked = false;
        while !panicked && let Some(next) = work.next() {
            done.push(contained(|| next(self)).unwrap_or_else(|panic| {
                panicked = true;
                Err(panic)
            }));
        }
        // What was committed before a panic was committed.
        let failed = self.store.save_together().err().map(Refusal::from);
        if panicked || failed.is_some() {
            self.begin_again_from_disk();
        }
        match failed {
            Some(refusal) => done.into_iter().map(|_| Err(refusal.clone().into())).collect(),
            None => done,
        }
    }
}
