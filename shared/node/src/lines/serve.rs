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
        Request::Traffic => value(&node.traffic()),
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
    Notice::Changed { topics: Topic::ALL.to_vec(), from_elsewhere: false }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::{Client, Wait, WaitFor};
    use crate::{Config, KeySource};
    use mainforte_api::Command;
    use tokio::io::{AsyncBufReadExt, BufReader, DuplexStream, ReadHalf, WriteHalf, duplex, split};

    async fn unjoined(folder: &tempfile::TempDir) -> Node {
        let (data, key) = (folder.path().to_owned(), KeySource::Raw([1; 32]));
        Node::open(Config { data, key, online: false, bind: None }).await.unwrap()
    }

    /// The caller's side of a session with a node.
    fn session(node: Node) -> (ReadHalf<DuplexStream>, WriteHalf<DuplexStream>, tokio::task::JoinHandle<Ended>) {
        let (near, far) = duplex(1 << 16);
        let (reader, mut writer) = split(far);
        let served = tokio::spawn(async move {
            writer.write_all(&greet(&node).await.unwrap().write()).await.unwrap();
            serve(&node, BufReader::new(reader), writer).await.unwrap()
        });
        let (reader, writer) = split(near);
        (reader, writer, served)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_bad_line_is_refused_and_the_next_one_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        let (reader, mut writer, served) = session(unjoined(&folder).await);
        let lines = "bonjour\n\n{\"id\":7,\"query\":{\"ask\":\"all\"}}\n{\"id\":8,\"query\":{\"ask\":\"me\"}}\n";
        writer.write_all(lines.as_bytes()).await.unwrap();
        drop(writer);
        let mut replies = BufReader::new(reader).lines();
        let mut said = Vec::new();
        while let Some(line) = replies.next_line().await.unwrap() {
            said.push(line);
            if said.len() == 4 {
                break;
            }
        }
        assert!(said[0].starts_with("{\"ready\":{") && said[0].contains("\"joined\":false"), "{said:?}");
        assert!(said[1].starts_with("{\"id\":null,\"refusal\":"), "{said:?}");
        assert!(said[2].starts_with("{\"id\":7,\"refusal\":"), "{said:?}");
        assert!(said[3].starts_with("{\"id\":8,\"ok\":{"), "{said:?}");
        drop(replies);
        assert_eq!(served.await.unwrap(), Ended::Eof);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_request_that_takes_long_keeps_no_other_from_its_answer() {
        let folder = tempfile::tempdir().unwrap();
        let (reader, writer, served) = session(unjoined(&folder).await);
        let client = Client::open(BufReader::new(reader), writer).await.unwrap();
        let waits = Wait { what: WaitFor::CaughtUp, seconds: 1 };
        let (slow, quick) = (client.wait(waits), async {
            let refused = client.execute(Command::CancelShift { id: "s-1".parse().unwrap() }).await;
            (refused, std::time::Instant::now())
        });
        let (slow, (refused, answered)) = tokio::join!(slow, quick);
        assert_eq!(refused, Err(Refusal::NotJoined));
        assert_eq!(slow, Err(Refusal::HubUnreachable));
        assert!(answered.elapsed().as_millis() > 500, "the quick one was answered before the slow one ended");
        client.close().await.unwrap();
        assert_eq!(served.await.unwrap(), Ended::Close);
    }
}
