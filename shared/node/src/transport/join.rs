//! Enrolment over its own protocol: one question, one answer.

use super::{endpoint, stream};
use crate::clock;
use crate::core::Core;
use crate::trouble::Trouble;
use iroh::Endpoint;
use iroh::endpoint::Connection;
use mainforte_api::{Outcome, Refusal};
use mainforte_sync::{Invitation, JoinReply, JoinRequest, ReplyReader};
use std::sync::Arc;
use std::time::Duration;

const ANSWER_TIMEOUT: Duration = Duration::from_secs(15);
const REQUEST_CAP: usize = 4 << 10;

/// The laptop's side.
pub(super) async fn ask(
    core: &Arc<Core>,
    endpoint: &Endpoint,
    invitation: Invitation,
    device_name: String,
) -> Result<Outcome, Trouble> {
    if invitation.expires <= clock::now() {
        let problem = mainforte_api::InvitationProblem::Expired;
        return Err(Refusal::Invitation { problem }.into());
    }
    let connected = endpoint::connect(endpoint, &invitation.hub, &invitation.addresses, endpoint::JOIN).await;
    let connection = connected.map_err(|error| {
        tracing::info!(%error, "the hub named in the invitation does not answer");
        Trouble::from(Refusal::HubUnreachable)
    })?;
    let request = JoinRequest { secret: invitation.secret, device_name: device_name.clone() };
    let answered = tokio::time::timeout(ANSWER_TIMEOUT, exchange(&connection, &request)).await;
    let reply = answered.map_err(|_| Refusal::HubUnreachable)??;
    connection.close(0u32.into(), b"thanks");
    core.at_desk(false, move |desk| desk.take_welcome(&invitation, &device_name, reply)).await
}

async fn exchange(connection: &Connection, request: &JoinRequest) -> Result<JoinReply, Trouble> {
    let (mut send, mut receive) = connection.open_bi().await.map_err(Trouble::fault)?;
    let request = request.encode().map_err(Trouble::fault)?;
    send.write_all(&request).await.map_err(Trouble::fault)?;
    let (mut reply, mut piece) = (ReplyReader::default(), vec![0; stream::PIECE]);
    while let Some(read) = receive.read(&mut piece).await.map_err(Trouble::fault)? {
        reply.push(piece.get(..read).unwrap_or_default()).map_err(Trouble::fault)?;
    }
    reply.finish().map_err(Trouble::fault)
}

/// The hub's side. The trust log goes whole, for the entry that lets the device in is the last.
pub(super) async fn answer(core: &Arc<Core>, connection: &Connection) -> Result<(), Trouble> {
    let device = endpoint::peer(connection);
    let (mut send, mut receive) = connection.accept_bi().await.map_err(Trouble::fault)?;
    let request = stream::message(&mut receive, REQUEST_CAP, JoinRequest::decode).await?;
    let reply = core.at_desk(true, move |desk| desk.enrol(device, &request)).await?;
    let reply = reply.encode().map_err(Trouble::fault)?;
    send.write_all(&reply).await.map_err(Trouble::fault)?;
    send.finish().map_err(Trouble::fault)?;
    // The laptop closes once it has read the answer.
    connection.closed().await;
    Ok(())
}
