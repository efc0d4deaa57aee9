use super::bounded::{Next, next_line};
use super::wait::wait;
use super::{LINE_BYTES_MAX, Ready, Reply, Request};
use crate::Node;
use mainforte_api::{Notice, Query, Refusal, Topic, View};
use serde::Serialize;
use serde_json::Value;
use std::io;
use std::sync::Arc;
use tokio::io::{AsyncBufRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::{AbortHandle, JoinSet};

/// So many requests of one caller run at the same time; further lines wait unread.
const AT_ONCE_MAX: usize = 32;

/// So many answers wait for a caller that does not read.
const UNREAD_MAX: usize = 256;

/// Why it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The caller's lines ended.
    Eof,
    /// The caller said `close`.
    Close,
}

/// The line that goes first.
pub async fn greet(node: &Node) -> Result<Reply, Refusal> {
    let joined = matches!(node.query(Query::Me).await?, View::Me(me) if me.joined);
    Ok(Reply::Ready { ready: Ready { device: node.device()?, joined } })
}

/// Answers lines until they end or one says `close`; requests under way are still answered then. Fails when the reader or
/// the writer does.
pub async fn serve<R, W>(node: &Node, mut reader: R, writer: W) -> io::Result<Ended>
where
    R: AsyncBufRead + Unpin,
    W: AsyncWrite + Unpin + Send + 'static,
{
    let (replies, unread) = mpsc::channel(UNREAD_MAX);
    let writing = tokio::spawn(write(writer, unread));
    let mut session = Session::new(node.clone(), replies);
    let ended = session.read(&mut reader).await;
    session.finish().await;
    let written = writing.await.unwrap_or_else(|error| Err(io::Error::other(error)));
    let ended = ended?;
    written.map(|()| ended)
}

struct Session {
    node: Node,
    replies: mpsc::Sender<Reply>,
    running: JoinSet<()>,
    places: Arc<Semaphore>,
    watching: Option<AbortHandle>,
}

impl Session {
    fn new(node: Node, replies: mpsc::Sender<Reply>) -> Self {
        Self { node, replies, running: JoinSet::new(), places: Arc::new(Semaphore::new(AT_ONCE_MAX)), watching: None }
    }

    async fn read<R: AsyncBufRead + Unpin>(&mut self, reader: &mut R) -> io::Result<Ended> {
        loop {
            let next = tokio::select! {
                next = next_line(reader, LINE_BYTES_MAX) => next?,
                // The writer has failed: nobody would read the answers.
                () = self.replies.closed() => return Ok(Ended::Eof),
            };
            let line = match next {
                Next::End => return Ok(Ended::Eof),
                Next::TooLong => {
                    self.reply(Reply::Refused { id: None, refusal: too_long() }).await;
                    continue;
                }
                Next::Line(line) if line.iter().all(u8::is_ascii_whitespace) => continue,
                Next::Line(line) => line,
            };
            match Request::read(&line) {
                Ok((id, Request::Close)) => {
                    self.reply(Reply::Ok { id, ok: Value::Bool(true) }).await;
                    return Ok(Ended::Close);
                }
                Ok((id, request)) => self.start(id, request).await,
                Err((id, refusal)) => self.reply(Reply::Refused { id, refusal }).await,
            }
        }
    }

    async fn reply(&self, reply: Reply) {
        // A writer that has failed is noticed by the loop above.
        let _ = self.replies.send(reply).await;
    }

    async fn start(&mut self, id: u64, request: Request) {
        while self.running.try_join_next().is_some() {}
        if let Request::Watch(watch) = request {
            self.watch(watch);
            return self.reply(Reply::Ok { id, ok: Value::Bool(true) }).await;
        }
        let Ok(place) = Arc::clone(&self.places).acquire_owned().await else { return };
        let (node, replies) = (self.node.clone(), self.replies.clone());
        self.running.spawn(async move {
            let reply = match answer(&node, request).await {
                Ok(ok) => Reply::Ok { id, ok },
                Err(refusal) => Reply::Refused { id: Some(id), refusal },
            };
            let _ = replies.send(reply).await;
            drop(place);
        });
    }

    fn watch(&mut self, watch: bool) {
        if let Some(watching) = self.watching.take() {
            watching.abort();
        }
        if watch {
            let (node, replies) = (self.node.clone(), self.replies.clone());
            self.watching = Some(tokio::spawn(push(node, replies)).abort_handle());
        }
    }

    async fn finish(mut self) {
        self.watch(false);
        while self.running.join_next().await.is_some() {}
    }
}

async fn answer(node: &Node, request: Request) -> Result<Value, Refusal> {
    match request {
        Request::Execute(command) => value(&node.execute(*command).await?),
        Request::Query(query) => value(&node.query(*query).await?),
        Request::Online(online) => {
            node.set_online(online).await?;
            value(&node.sync_state()?)
        }
        Request::Wait(what) => value(&wait(node, what).await?),
        Request::Watch(_) | Request::Close => Ok(Value::Bool(true)),
    }
}

fn value<T: Serialize>(answer: &T) -> Result<Value, Refusal> {
    serde_json::to_value(answer).map_err(|error| Refusal::Fault { detail: error.to_string() })
}

fn too_long() -> Refusal {
    Refusal::Invalid {
        field: "line".to_owned(),
        problem: "too_long".to_owned(),
        value: format!("at most {LINE_BYTES_MAX} bytes"),
    }
}

async fn push(node: Node, replies: mpsc::Sender<Reply>) {
    let mut notices = node.watch();
    loop {
        let notice = match notices.recv().await {
            Ok(notice) => notice,
            Err(RecvError::Lagged(_)) => anything(),
            Err(RecvError::Closed) => return,
        };
        if replies.send(Reply::Notice { notice }).await.is_err() {
            return;
        }
    }
}

/// What a watcher that was too slow is told: anything may have changed.
fn anything() -> Notice {
    use Topic::{Board, Catalogue, Devices, Loans, Me, People, Quarantine, Settle};
    Notice::Changed {
        topics: vec![Me, Catalogue, People, Board, Loans, Settle, Devices, Quarantine],
        from_elsewhere: false,
    }
}

async fn write<W: AsyncWrite + Unpin>(mut writer: W, mut replies: mpsc::Receiver<Reply>) -> io::Result<()> {
    while let Some(reply) = replies.recv().await {
        writer.write_all(&reply.write()).await?;
        if replies.is_empty() {
            writer.flush().await?;
        }
    }
    writer.flush().await
}
