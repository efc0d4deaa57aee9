//! Questions: each goes to the store's read model; what only the node knows (who is connected) is added here.

use crate::clock;
use crate::core::{Core, in_place};
use crate::desk::{self, Membership};
use crate::planner;
use crate::trouble::Trouble;
use crate::watching::Watching;
use mainforte_api::{
    AssociationRow, AssociationsView, DeviceRow, InvitationView, MeView, PeerState, Query, Refusal, SettleView, View,
};
use mainforte_domain::{DeviceId, DeviceRole, Minute};
use mainforte_planning::Unwatched;
use mainforte_store::Reader;
use mainforte_sync::{Invitation, Trust};
use std::sync::Arc;

const ROWS_MAX: u32 = 500;

pub(crate) async fn answer(core: &Arc<Core>, query: Query) -> Result<View, Trouble> {
    if core.is_shut_out() && query != Query::Me {
        return Err(Refusal::Revoked.into());
    }
    match query {
        Query::Me => {
            let (trust, device) = (core.trust(), core.device);
            core.read(move |reader| me(reader, trust.as_deref(), &device).map(View::Me)).await
        }
        Query::ReadInvitation { text } => read_invitation(&text),
        Query::Sync => in_place(|| core.sync_view()).map(View::Sync),
        Query::PreviewPeople { file } => {
            core.at_desk(false, move |desk| desk.preview_people(&file).map(View::PeoplePreview)).await
        }
        Query::PreviewShifts { file } => {
            core.at_desk(false, move |desk| desk.preview_shifts(&file).map(View::ShiftsPreview)).await
        }
        Query::Peers => peers(core).await.map(View::Peers),
        Query::Erasures => {
            let trust = core.trust().ok_or(Refusal::NotJoined)?;
            core.read(move |reader| {
                let me = reader.owner()?.ok_or(Refusal::NotJoined)?;
                Ok(View::Erasures(crate::erasures::rows(reader, &trust, &me.org)?))
            })
            .await
        }
        Query::Associations => {
            let view = core.read(|reader| Ok(reader.associations()?)).await?;
            Ok(View::Associations(with_links(core, view)))
        }
        Query::Replan { monday, stability, declined } => {
            let shared = Arc::clone(core);
            let replan = move |reader: &Reader| {
                let mut watch = Watching::begin(&shared);
                planner::replan(reader, &monday, stability, &declined, clock::now(), &mut watch)
            };
            core.read(replan).await.map(View::Replan)
        }
        other => core.read(move |reader| from_store(reader, other, clock::now())).await,
    }
}

pub(crate) fn from_store(reader: &Reader, query: Query, now: Minute) -> Result<View, Trouble> {
    Ok(match query {
        Query::Today => View::Today(reader.today(now)?),
        Query::Volunteers { filter, sort, offset, limit } => {
            View::Volunteers(reader.volunteers(&filter, sort, offset, limit.min(ROWS_MAX), now)?)
        }
        Query::Volunteer { id } => {
            View::Volunteer(Box::new(reader.volunteer(&id, now)?.ok_or_else(|| Trouble::not_found("volunteer", &id))?))
        }
        Query::Needs { window } => View::Needs(reader.needs(&window)?),
        Query::Week { monday } => View::Week(reader.week(monday.as_deref(), now)?),
        Query::Shift { id } => View::Shift(reader.shift_sheet(&id)?.ok_or_else(|| Trouble::not_found("shift", &id))?),
        Query::Recommend { shift, role } => View::Recommended(planner::recommend(reader, &shift, &role)?),
        Query::Explain { shift, volunteer, proposals } => {
            View::Explanation(planner::explain(reader, &shift, &volunteer, &proposals)?)
        }
        Query::Replan { monday, stability, declined } => {
            View::Replan(planner::replan(reader, &monday, stability, &declined, now, &mut Unwatched)?)
        }
        Query::ToSettle => View::Settle(SettleView { reclaimed: reader.reclaimed(now)?, ..reader.to_settle()? }),
        Query::Loans => View::Loans(reader.loans()?),
        Query::LoanUse { loan } => View::LoanUse(reader.loan_use(&loan)?),
        Query::Catalogue => View::Catalogue(reader.catalogue()?),
        Query::Quarantine => View::Quarantine(reader.refused()?),
        Query::History { limit } => View::History(reader.history(limit.min(ROWS_MAX))?),
        Query::Digests => View::Digests(reader.digests()?),
        Query::Gaps { monday } => View::Gaps(reader.gaps(monday.as_deref(), now)?),
        Query::Candidates { to, window, kind, skill } => {
            View::Candidates(reader.candidates(&to, &window, kind.as_ref(), skill.as_deref())?)
        }
        Query::Me
        | Query::ReadInvitation { .. }
        | Query::Sync
        | Query::Peers
        | Query::PreviewPeople { .. }
        | Query::PreviewShifts { .. }
        | Query::Erasures
        | Query::Associations => return Err(Trouble::fault("this question is not the store's")),
    })
}

fn me(reader: &Reader, trust: Option<&Trust>, device: &DeviceId) -> Result<MeView, Trouble> {
    let member = match Membership::of(trust, device) {
        Ok(member) => Some(member),
        Err(Trouble::Refused(refusal)) if matches!(*refusal, Refusal::NotJoined | Refusal::Revoked) => None,
        Err(other) => return Err(other),
    };
    let shut_out = trust.is_some_and(|trust| trust.is_revoked(device));
    let joined = member.is_some();
    let (org_name, city_name) = match &member {
        None if shut_out => (String::new(), reader.city_name()?),
        None => (String::new(), String::new()),
        Some(me) => {
            let city_name = reader.city_name()?;
            let org = reader.organisation(&me.org)?.map(|o| o.name);
            (org.unwrap_or_else(|| if me.is_city() { city_name.clone() } else { me.org.to_string() }), city_name)
        }
    };
    Ok(MeView {
        device: *device,
        device_name: desk::device_name(reader)?,
        joined,
        shut_out,
        is_city: member.as_ref().is_some_and(|m| m.is_city()),
        role: member.as_ref().map(|m| m.role),
        org: member.map(|m| m.org),
        org_name,
        city_name,
        time_zone: reader.time_zone()?,
        now: clock::now(),
        local_network: desk::local_network(reader)?,
        relay: desk::named_relay(reader)?,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

fn read_invitation(text: &str) -> Result<View, Trouble> {
    let invitation = parse_invitation(text)?;
    Ok(View::Invitation(InvitationView {
        text: String::new(),
        organisation: invitation.org_name,
        city: invitation.city_name,
        expires: invitation.expires,
        for_city: invitation.role == DeviceRole::Operator,
        qr: Vec::new(),
    }))
}

/// Reads an invitation's text; the refusal says what is wrong with it.
pub(crate) fn parse_invitation(text: &str) -> Result<Invitation, Trouble> {
    use mainforte_api::InvitationProblem;
    use mainforte_sync::InvitationError;
    Invitation::parse(text).map_err(|error| {
        let problem = match error {
            InvitationError::NotAnInvitation => InvitationProblem::NotAnInvitation,
            InvitationError::NewerVersion => InvitationProblem::NewerVersion,
            _ => InvitationProblem::Damaged,
        };
        Refusal::Invitation { problem }.into()
    })
}

async fn peers(core: &Arc<Core>) -> Result<Vec<PeerState>, Trouble> {
    let me = core.device;
    let hub = core.trust().and_then(|trust| desk::hub_of(&trust)).filter(|hub| *hub != me);
    let mut states = core.read(move |reader| Ok(reader.peer_states(&me, hub.as_ref())?)).await?;
    for state in &mut states {
        state.peer.connected = core.links.is_connected(&state.peer.device);
        state.way = core.links.way(&state.peer.device);
        state.brought = core.links.brought(&state.peer.device);
    }
    Ok(states)
}

fn with_links(core: &Core, view: AssociationsView) -> AssociationsView {
    let connected = |d: DeviceRow| DeviceRow { connected: core.links.is_connected(&d.device), ..d };
    let rows = view.rows.into_iter();
    let rows =
        rows.map(|row| AssociationRow { devices: row.devices.into_iter().map(connected).collect(), ..row }).collect();
    AssociationsView { rows, hub_wait: view.hub_wait }
}
