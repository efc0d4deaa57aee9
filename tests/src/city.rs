//! A city of separate operating-system processes: one hub and the laptops that join it.

mod board;
mod hub;
mod laptop;
mod logs;
mod meeting;
mod programs;
mod stored;
mod tampered;

pub use board::{Seat, board, ever};
pub use hub::Hub;
pub use laptop::Laptop;
pub use meeting::{Gathering, Onlooker};
pub use programs::Program;
pub use stored::leave_newer_mail;
pub use tampered::tamper;

use stored::store_in;

use anyhow::{Result, anyhow};
use mainforte_api::{Outcome, Refusal, View};

/// A refusal as an error, with what was tried.
pub fn refused(what: &str) -> impl FnOnce(Refusal) -> anyhow::Error + '_ {
    move |refusal| anyhow!("{what}: {refusal:?}")
}

/// The answer is of another kind than the question.
pub fn unexpected_view(view: View) -> anyhow::Error {
    anyhow!("an unexpected view: {view:?}")
}

/// The outcome is of another kind than the command.
pub fn unexpected_outcome(outcome: Outcome) -> anyhow::Error {
    anyhow!("an unexpected outcome: {outcome:?}")
}

/// Takes the wanted variant out of a view, or fails.
#[macro_export]
macro_rules! shown {
    ($view:expr, $variant:ident) => {
        match $view {
            mainforte_api::View::$variant(data) => Ok(data),
            other => Err($crate::city::unexpected_view(other)),
        }
    };
}

/// Waits until a question is answered with yes; `what` is said when that takes longer than `seconds`.
pub async fn until<F>(what: &str, seconds: u64, mut question: impl FnMut() -> F) -> Result<()>
where
    F: Future<Output = Result<bool>>,
{
    let deadline = tokio::time::Instant::now() + std::time::Duration::from_secs(seconds);
    while !question().await? {
        if tokio::time::Instant::now() >= deadline {
            anyhow::bail!("{what}: not within {seconds} s");
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Ok(())
}
