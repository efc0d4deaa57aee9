//! Enrolment over its own protocol: one question, one answer.

use super::{endpoint, stream};
use crate::clock;
use crate::core::Core;
use crate::trouble::Trouble;
use iroh::Endpoint;
use iroh::endpoint::Connection;
use mainforte_api::{Outcome, Refusal};
use mainforte_sync::{Invitation, JoinReply, JoinRequest};
use std::sync::Arc;
use std::time::Duration;

const ANSWER_TIMEOUT: Duration = Duration::from_secs(15);
/// A reply carries the whole trust log.
const REPLY_CAP: usize = 8 << 20;
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
    stream::message(&mut receive, REPLY_CAP, JoinReply::decode).await
}

/// The hub's side.
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
