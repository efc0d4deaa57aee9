use crate::admin_socket::AdminSocket;
use crate::cli::Serve;
use crate::door::open_to_serve;
use crate::folder::Folder;
use crate::sentence::refused;
use anyhow::{Context, Result};
use mainforte_api::Command;
use mainforte_node::Node;
use mainforte_node::lines::Ending;
use std::io::Write;
use std::net::SocketAddr;

/// Serves until the operating system or the admin socket says that it is time to end.
pub(crate) async fn serve(options: &Serve) -> Result<()> {
    let folder = &options.folder;
    let node = open_to_serve(folder, folder.config(true, options.bind)).await?;
    let served = match name_relay(options, &node).await {
        Ok(()) => until_told(folder, &node).await,
        refused => refused,
    };
    node.close().await;
    tracing::info!("ended");
    served
}

/// Before anybody is told that it serves: invitations name the relay as well.
async fn name_relay(options: &Serve, node: &Node) -> Result<()> {
    if options.relay.is_some() || options.no_relay {
        let named = node.execute(Command::SetRelay { url: options.relay.clone() }).await;
        named.map_err(|refusal| refused(&refusal))?;
    }
    Ok(())
}

async fn until_told(folder: &Folder, node: &Node) -> Result<()> {
    // Before anybody is told that it serves: from then on it may be asked to end.
    let ending = Ending::listen().context("signals cannot be listened to")?;
    let socket = AdminSocket::open(&folder.data, node).await?;
    say_where(&node.addresses().await)?;
    tokio::select! {
        () = socket.answer(node) => Ok(()),
        asked = ending.asked() => asked.context("signals cannot be listened to"),
    }
}

fn say_where(addresses: &[SocketAddr]) -> Result<()> {
    let addresses: Vec<String> = addresses.iter().map(ToString::to_string).collect();
    let mut output = std::io::stdout().lock();
    writeln!(output, "listening on {}", addresses.join(", "))?;
    output.flush()?;
    Ok(())
}
