//! What exchanging volunteers' cards costs with samod: two repositories on one machine, TCP on loopback, files as storage, no
//! encryption. One argument: a file with a card on each line, a JSON array of texts. Prints one JSON object.

mod counted;

use anyhow::{Context, Result, ensure};
use automerge::transaction::Transactable;
use automerge::{Automerge, ROOT};
use counted::{Counted, Counter};
use futures::{StreamExt, TryStreamExt, stream};
use samod::storage::TokioFilesystemStorage;
use samod::{
    AcceptorHandle, BackoffConfig, DialError, Dialer, DialerHandle, DocHandle, DocumentId, Repo, Transport, Url,
};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// In the order of a card's cells.
const FIELDS: [&str; 9] = ["family", "given", "phone", "email", "district", "skills", "availability", "status", "note"];
/// Who has not finished by then is said to be unfinished.
const PATIENCE: Duration = Duration::from_secs(240);
const EDITS: usize = 200;

#[tokio::main]
async fn main() -> Result<()> {
    let file = std::env::args().nth(1).context("a file with cards is expected")?;
    let cards = std::fs::read_to_string(file)?;
    let cards: Vec<Vec<String>> = cards.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let folder = tempfile::tempdir()?;
    let repo = async |name: &str| {
        Repo::build_tokio().with_storage(TokioFilesystemStorage::new(folder.path().join(name))).load().await
    };
    let (hub, port) = serve(repo("hub").await).await?;
    let mut ids = Vec::with_capacity(cards.len());
    for card in &cards {
        ids.push(hub.create(document(card)?).await?.document_id().clone());
    }

    let counter = Counter::default();
    let laptop = repo("laptop").await;
    let way = connect(&laptop, port, &counter).await?;
    let begun = Instant::now();
    let Ok(cloned) = timeout(PATIENCE, all(&laptop, &ids)).await else {
        println!("{}", serde_json::json!({"samod": "0.16", "documents": ids.len(), "clone": "unfinished in 240 s"}));
        return Ok(());
    };
    let (handles, clone_seconds) = (cloned?, begun.elapsed().as_secs_f64());
    tokio::time::sleep(Duration::from_secs(2)).await;
    let clone_bytes = counter.take();

    way.close();
    tokio::time::sleep(Duration::from_secs(1)).await;
    counter.take();
    let way = connect(&laptop, port, &counter).await?;
    let begun = Instant::now();
    let connection = way.connection_id().context("the connection is gone")?;
    timeout(
        PATIENCE,
        stream::iter(&handles).for_each_concurrent(None, |handle| handle.we_have_their_changes(connection)),
    )
    .await?;
    let reconnect_seconds = begun.elapsed().as_secs_f64();
    tokio::time::sleep(Duration::from_secs(2)).await;
    let reconnect_bytes = counter.take();

    let other = repo("other").await;
    connect(&other, port, &Counter::default()).await?;
    let edited: Vec<DocumentId> = ids.iter().take(EDITS).cloned().collect();
    let theirs = all(&other, &edited).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    counter.take();
    let mut took = Vec::with_capacity(EDITS);
    for (mine, theirs) in handles.iter().zip(&theirs) {
        let mut changes = theirs.changes();
        let begun = Instant::now();
        set(mine, "status", "paused")?;
        timeout(PATIENCE, changes.next()).await?.context("the other laptop is gone")?;
        took.push(begun.elapsed());
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    took.sort_unstable();
    let at = |percent: usize| took[(took.len() * percent).div_ceil(100).max(1) - 1].as_secs_f64() * 1e3;
    println!(
        "{}",
        serde_json::json!({
            "samod": "0.16", "documents": ids.len(),
            "clone": {"seconds": clone_seconds, "bytes": clone_bytes},
            "reconnect": {"seconds": reconnect_seconds, "bytes": reconnect_bytes},
            "live": {"p50_ms": at(50), "p99_ms": at(99), "bytes_per_edit": counter.take() / took.len() as u64},
        })
    );
    Ok(())
}

/// A repository that takes whoever comes.
async fn serve(hub: Repo) -> Result<(Repo, u16)> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let port = listener.local_addr()?.port();
    let acceptor: AcceptorHandle = hub.make_acceptor(Url::parse(&format!("tcp://127.0.0.1:{port}"))?)?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            let _ = acceptor.accept_tokio_io(stream);
        }
    });
    Ok((hub, port))
}

async fn connect(repo: &Repo, port: u16, counter: &Counter) -> Result<DialerHandle<std::io::Error>> {
    let way = repo.dial(BackoffConfig::default(), Arc::new(Way { port, counter: counter.clone() }))?;
    timeout(PATIENCE, way.established()).await?.context("the hub does not answer")?;
    Ok(way)
}

struct Way {
    port: u16,
    counter: Counter,
}

impl Dialer for Way {
    type Error = std::io::Error;

    fn url(&self) -> Url {
        Url::parse(&format!("tcp://127.0.0.1:{}", self.port)).expect("an address")
    }

    fn connect(&self) -> Pin<Box<dyn Future<Output = Result<Transport, DialError<Self::Error>>> + Send>> {
        let (port, counter) = (self.port, self.counter.clone());
        Box::pin(async move {
            let stream = TcpStream::connect(("127.0.0.1", port)).await.map_err(DialError::transient)?;
            let _ = stream.set_nodelay(true);
            Ok(Transport::from_tokio_io(Counted::new(stream, counter)))
        })
    }
}

async fn all(repo: &Repo, ids: &[DocumentId]) -> Result<Vec<DocHandle>> {
    let found: Vec<Option<DocHandle>> =
        stream::iter(ids).map(|id| repo.find(id.clone())).buffered(256).try_collect().await?;
    let count = found.len();
    let found: Vec<DocHandle> = found.into_iter().flatten().collect();
    ensure!(found.len() == count, "{} of {count} documents were found", found.len());
    Ok(found)
}

fn document(card: &[String]) -> Result<Automerge> {
    let mut document = Automerge::new();
    let mut tx = document.transaction();
    for (field, cell) in FIELDS.iter().zip(card) {
        tx.put(ROOT, *field, cell.as_str())?;
    }
    tx.commit();
    Ok(document)
}

fn set(handle: &DocHandle, field: &str, value: &str) -> Result<()> {
    handle.with_document(|document| {
        let mut tx = document.transaction();
        tx.put(ROOT, field, value)?;
        tx.commit();
        Ok(())
    })
}
