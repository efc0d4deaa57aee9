//! What changes, told to the window as the event `notice`.

use mainforte_api::{Notice, Topic};
use tauri::{AppHandle, Emitter};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

const EVENT: &str = "notice";

/// Passes on what the node tells, until the node ends.
pub(crate) fn forward(app: AppHandle, mut news: Receiver<Notice>) {
    tauri::async_runtime::spawn(async move {
        while let Some(notice) = next(&mut news).await {
            if let Err(error) = app.emit(EVENT, notice) {
                tracing::warn!("the window was not told: {error}");
            }
        }
    });
}

async fn next(news: &mut Receiver<Notice>) -> Option<Notice> {
    match news.recv().await {
        Ok(notice) => Some(notice),
        Err(RecvError::Lagged(_)) => Some(Notice::Changed { topics: Topic::ALL.to_vec(), from_elsewhere: true }),
        Err(RecvError::Closed) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_window_that_missed_news_asks_for_everything_again() {
        let (sender, mut news) = tokio::sync::broadcast::channel(1);
        let planning = |done| Notice::Planning { done, total: 9 };
        sender.send(planning(1)).unwrap();
        sender.send(planning(2)).unwrap();
        let everything = Notice::Changed { topics: Topic::ALL.to_vec(), from_elsewhere: true };
        assert_eq!(next(&mut news).await, Some(everything));
        assert_eq!(next(&mut news).await, Some(planning(2)));
        drop(sender);
        assert_eq!(next(&mut news).await, None);
    }
}
