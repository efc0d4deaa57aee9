use super::bounded::{Next, next_line};
use super::{LINE_BYTES_MAX, Ready, Reply, Request, Wait};
use crate::Traffic;
use mainforte_api::{Command, Notice, Outcome, Query, Refusal, SyncView, View};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncBufRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::{broadcast, oneshot};

type Answer = Result<Value, Refusal>;

/// The caller's side: asks a node at the other end of a pipe or a socket.
///
/// The connection ends when the client is dropped. When the other end is gone, what is asked is refused as
/// [`Refusal::Fault`].
pub struct Client {
    ready: Ready,
    writer: tokio::sync::Mutex<Box<dyn AsyncWrite + Unpin + Send>>,
    numbers: AtomicU64,
    waiting: Arc<Waiting>,
    notices: broadcast::Sender<Notice>,
}

/// Who waits for which answer; none once the other end is gone.
struct Waiting(Mutex<Option<BTreeMap<u64, oneshot::Sender<Answer>>>>);

impl Client {
    /// Waits for the first line of a node that has just been started or connected to.
    pub async fn open<R, W>(mut reader: R, writer: W) -> io::Result<Self>
    where
        R: AsyncBufRead + Unpin + Send + 'static,
        W: AsyncWrite + Unpin + Send + 'static,
    {
        let ready = match next_reply(&mut reader).await? {
            Some(Reply::Ready { ready }) => ready,
            Some(Reply::Refused { refusal, .. }) => return Err(io::Error::other(format!("{refusal:?}"))),
            _ => return Err(io::ErrorKind::UnexpectedEof.into()),
        };
        let waiting = Arc::new(Waiting(Mutex::new(Some(BTreeMap::new()))));
        let (notices, _) = broadcast::channel(256);
        tokio::spawn(listen(reader, Arc::clone(&waiting), notices.clone()));
        let writer = tokio::sync::Mutex::new(Box::new(writer) as Box<_>);
        Ok(Self { ready, writer, numbers: AtomicU64::new(1), waiting, notices })
    }

    /// Who answered.
    pub fn ready(&self) -> &Ready {
        &self.ready
    }

    /// Does something; it is on the other end's disk when this returns.
    pub async fn execute(&self, command: Command) -> Result<Outcome, Refusal> {
        self.ask(Request::Execute(Box::new(command))).await
    }

    /// Asks for something to show.
    pub async fn query(&self, query: Query) -> Result<View, Refusal> {
        self.ask(Request::Query(Box::new(query))).await
    }

    /// Lets the node look for others, or closes its connections.
    pub async fn set_online(&self, online: bool) -> Result<SyncView, Refusal> {
        self.ask(Request::Online(online)).await
    }

    /// Waits until something is so.
    pub async fn wait(&self, wait: Wait) -> Result<SyncView, Refusal> {
        self.ask(Request::Wait(wait)).await
    }

    /// What the node's connections have carried since it started.
    pub async fn traffic(&self) -> Result<Traffic, Refusal> {
        self.ask(Request::Traffic).await
    }

    /// What happens from now on.
    pub async fn watch(&self) -> Result<broadcast::Receiver<Notice>, Refusal> {
        let notices = self.notices.subscribe();
        self.ask::<bool>(Request::Watch(true)).await?;
        Ok(notices)
    }

    /// Ends the program at the other end.
    pub async fn close(&self) -> Result<(), Refusal> {
        self.ask::<bool>(Request::Close).await.map(|_| ())
    }

    async fn ask<T: DeserializeOwned>(&self, request: Request) -> Result<T, Refusal> {
        let id = self.numbers.fetch_add(1, Ordering::Relaxed);
        let line = request.write(id).map_err(|error| Refusal::Fault { detail: error.to_string() })?;
        let (send, answer) = oneshot::channel();
        self.waiting.add(id, send)?;
        self.send(&line).await.map_err(|_| gone())?;
        let answer = answer.await.map_err(|_| gone())??;
        serde_json::from_value(answer).map_err(|error| Refusal::Fault { detail: error.to_string() })
    }

    async fn send(&self, line: &[u8]) -> io::Result<()> {
        let mut writer = self.writer.lock().await;
        writer.write_all(line).await?;
        writer.flush().await
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("ready", &self.ready).finish_non_exhaustive()
    }
}

impl Waiting {
    fn add(&self, id: u64, send: oneshot::Sender<Answer>) -> Result<(), Refusal> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.as_mut().ok_or_else(gone)?.insert(id, send);
        Ok(())
    }

    fn answer(&self, id: u64, answer: Answer) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(send) = waiting.as_mut().and_then(|waiting| waiting.remove(&id)) {
            // Nobody waits any more: the caller gave up.
            let _ = send.send(answer);
        }
    }

    fn end(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

async fn listen<R: AsyncBufRead + Unpin>(mut reader: R, waiting: Arc<Waiting>, notices: broadcast::Sender<Notice>) {
    loop {
        match next_reply(&mut reader).await {
            Ok(Some(Reply::Ok { id, ok })) => waiting.answer(id, Ok(ok)),
            Ok(Some(Reply::Refused { id: Some(id), refusal })) => waiting.answer(id, Err(refusal)),
            Ok(Some(Reply::Notice { notice })) => {
                let _ = notices.send(notice);
            }
            Ok(Some(reply)) => tracing::warn!(?reply, "an answer to nothing"),
            Ok(None) => break,
            Err(error) => {
                tracing::warn!(%error, "the other end's lines cannot be read");
                break;
            }
        }
    }
    waiting.end();
}

/// Answers carry whole exports: they may be longer than a request.
const REPLY_BYTES_MAX: usize = 8 * LINE_BYTES_MAX;

async fn next_reply<R: AsyncBufRead + Unpin>(reader: &mut R) -> io::Result<Option<Reply>> {
    match next_line(reader, REPLY_BYTES_MAX).await? {
        Next::End => Ok(None),
        Next::TooLong => Err(io::Error::other("a line is too long")),
        Next::Line(line) => serde_json::from_slice(&line).map(Some).map_err(io::Error::other),
    }
}

fn gone() -> Refusal {
    Refusal::Fault { detail: "the program at the other end is gone".to_owned() }
}
