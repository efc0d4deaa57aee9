//! The admin socket: JSON lines on this machine's loopback, for who knows the token.

use crate::admin_file::{AdminFile, Published};
use anyhow::{Context, Result};
use data_encoding::HEXLOWER;
use mainforte_api::Refusal;
use mainforte_node::Node;
use mainforte_node::lines::{Client, Ended, Reply, greet, serve};
use std::io;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore};
use tokio::time::timeout;

/// So many callers at the same time; further ones wait.
const CALLERS_MAX: usize = 16;

/// Who has not shown the token by then is sent away.
const TOKEN_WITHIN: Duration = Duration::from_secs(5);

/// A hub that serves greets by then.
const GREETED_WITHIN: Duration = Duration::from_secs(5);

/// No token is longer, in bytes.
const TOKEN_BYTES_MAX: u64 = 128;

/// The serving side.
#[derive(Debug)]
pub(crate) struct AdminSocket {
    listener: TcpListener,
    token: blake3::Hash,
    _file: Published,
}

impl AdminSocket {
    /// Listens on a free port and says so in `admin.json`.
    pub(crate) async fn open(data: &Path, node: &Node) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("no loopback port is free")?;
        let token = HEXLOWER.encode(&rand::random::<[u8; 32]>());
        let port = listener.local_addr().context("the admin socket has no port")?.port();
        let hash = blake3::hash(token.as_bytes());
        let file = AdminFile { port, token, addresses: node.addresses().await }.publish(data)?;
        Ok(Self { listener, token: hash, _file: file })
    }

    /// Answers callers until one of them says `close`.
    pub(crate) async fn answer(&self, node: &Node) {
        let places = Arc::new(Semaphore::new(CALLERS_MAX));
        let close = Arc::new(Notify::new());
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
            let caller = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = close.notified() => return,
            };
            let Ok((stream, _)) = caller else {
                tracing::warn!(error = ?caller.err(), "a caller of the admin socket was lost");
                continue;
            };
            let (node, token, close) = (node.clone(), self.token, Arc::clone(&close));
            tokio::spawn(async move {
                match talk(stream, &node, token).await {
                    Ok(Ended::Close) => close.notify_one(),
                    Ok(Ended::Eof) => {}
                    Err(error) => tracing::warn!(%error, "a caller of the admin socket was lost"),
                }
                drop(place);
            });
        }
    }
}

/// Calls the hub that serves from `data`; none when there is none.
pub(crate) async fn call(data: &Path) -> Option<(Client, AdminFile)> {
    let file = AdminFile::read(data)?;
    // A file that a killed hub left behind may name a port that another program has now: it does not greet.
    let greeted = timeout(GREETED_WITHIN, connect(&file)).await.ok()?.ok()?;
    Some((greeted, file))
}

async fn connect(file: &AdminFile) -> io::Result<Client> {
    let (reader, mut writer) = TcpStream::connect((Ipv4Addr::LOCALHOST, file.port)).await?.into_split();
    writer.write_all(format!("{}\n", file.token).as_bytes()).await?;
    Client::open(BufReader::new(reader), writer).await
}

async fn talk(stream: TcpStream, node: &Node, token: blake3::Hash) -> io::Result<Ended> {
    stream.set_nodelay(true)?;
    let (reader, mut writer) = stream.into_split();
    let mut reader = BufReader::new(reader);
    if !shows(token, &mut reader).await? {
        writer.write_all(&Reply::Refused { id: None, refusal: wrong_token() }.write()).await?;
        return Ok(Ended::Eof);
    }
    let greeting = greet(node).await.unwrap_or_else(|refusal| Reply::Refused { id: None, refusal });
    writer.write_all(&greeting.write()).await?;
    serve(node, reader, writer).await
}

/// Whether the first line is the token. Hashes are compared in constant time.
async fn shows(token: blake3::Hash, reader: &mut (impl tokio::io::AsyncBufRead + Unpin)) -> io::Result<bool> {
    let mut line = Vec::new();
    let mut bounded = reader.take(TOKEN_BYTES_MAX);
    timeout(TOKEN_WITHIN, bounded.read_until(b'\n', &mut line)).await??;
    Ok(blake3::hash(line.trim_ascii_end()) == token)
}

fn wrong_token() -> Refusal {
    Refusal::Invalid { field: "token".to_owned(), problem: "not_the_token".to_owned(), value: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_token_opens_the_socket() {
        let token = blake3::hash(b"secret");
        assert!(shows(token, &mut &b"secret\n{\"id\":1}"[..]).await.unwrap());
        assert!(shows(token, &mut &b"secret\r\n"[..]).await.unwrap());
        assert!(!shows(token, &mut &b"secre\n"[..]).await.unwrap());
        assert!(!shows(token, &mut &b""[..]).await.unwrap());
        assert!(!shows(token, &mut vec![b'x'; 1000].as_slice()).await.unwrap());
    }
}
