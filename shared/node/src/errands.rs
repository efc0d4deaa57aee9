//! What a session wants done beside sending: questions to the log, and deeds at the desk. A real connection and a simulated
//! one do them here alike.

use crate::desk::{Desk, Parcel, Reach, ReadAhead};
use crate::trouble::Trouble;
use mainforte_documents::{Limits, inspect};
use mainforte_domain::{DeviceId, DeviceRole};
use mainforte_store::{Reader, Recent};
use mainforte_sync::session::{BATCH_BYTES, SEEN_MAX};
use mainforte_sync::{Facts, Input, Output, Sealed, SealedChange, Trust, judge};

/// Whoever holds no more changes than this is sent everything: comparing would cost more than what comes twice.
const SHORT_LOG: u64 = 64;

/// What people do by hand is less than this, bytes on the wire.
pub(crate) const LITTLE: usize = 16 * 1024;

/// What this side knows when a connection with `peer` opens.
pub(crate) fn facts(desk: &Desk, peer: &DeviceId) -> Result<Facts, Trouble> {
    if desk.trust().is_some_and(|trust| trust.is_revoked(peer)) {
        return Ok(Facts::of_nothing());
    }
    let store = desk.store();
    Ok(Facts {
        epoch: store.epoch(),
        position: store.position()?,
        cursor: store.cursor(peer)?,
        empty: store.position()? <= SHORT_LOG,
        met: store.was_met(peer)?,
    })
}

/// Whether [`answer`] answers this: it reads, and need not wait for whoever writes.
pub(crate) fn is_question(output: &Output) -> bool {
    use Output::{Compare, List, ListSeen, Load, LoadMissing, LookUpChain, NextDelivery};
    matches!(
        output,
        LookUpChain { .. }
            | Load { .. }
            | List { .. }
            | LoadMissing { .. }
            | Compare { .. }
            | NextDelivery { .. }
            | ListSeen { .. }
    )
}

/// Whether what a peer has just brought may go on to the others before it is on this side's disk: it is little and new, the
/// seals hold, and every change is one that its device may write there. Its author has it on disk; the others judge it
/// themselves. The hub alone does so, for it stands between all others: laptops that meet directly would go on telling each
/// other in a circle.
pub(crate) fn goes_early(trust: &Trust, me: &DeviceId, recent: &Recent, batch: &[Sealed], ahead: &ReadAhead) -> bool {
    let Some(org) = trust.device(me).filter(|me| me.role == DeviceRole::Hub).map(|me| &me.org) else { return false };
    let may_write = |sealed: &Sealed, change: &SealedChange| {
        let facts = inspect(&change.bytes, &Limits::default()).ok().filter(|facts| facts.hash == change.hash);
        facts.is_some_and(|facts| judge(change, &sealed.seal, &facts.actor, trust, org).is_ok())
    };
    is_little(batch)
        && !batch.is_empty()
        && !recent.holds_any(batch)
        && ahead.all_hold()
        && batch.iter().all(|sealed| sealed.changes.iter().all(|c| may_write(sealed, c)))
}

/// Whether a batch is one of what people do by hand.
pub(crate) fn is_little(batch: &[Sealed]) -> bool {
    batch.iter().map(Sealed::weight).sum::<usize>() <= LITTLE
}

/// Answers a question without reading, when it is about what was written a moment ago.
pub(crate) fn recall(recent: &Recent, trust: &Trust, peer: &DeviceId, question: &Output) -> Option<Input> {
    let Output::Load { after, echo, bytes } = question else { return None };
    let orgs = (trust.org_of(peer).unwrap_or(trust.city()), trust.city());
    let slice = recent.log_after(peer, orgs, *after, *echo, *bytes)?;
    Some(Input::Loaded { sealed: slice.sealed, mark: slice.mark, more: slice.more })
}

/// Answers a question of the session with `peer`; nothing when it is none.
pub(crate) fn answer(
    reader: &Reader,
    trust: &Trust,
    peer: &DeviceId,
    question: Output,
) -> Result<Option<Input>, Trouble> {
    if trust.device(peer).is_none() {
        return Ok(Some(Input::Stranger));
    }
    if let Some(answer) = recall(reader.recent(), trust, peer, &question) {
        return Ok(Some(answer));
    }
    // A peer that was shut out a moment ago is read nothing for: the session would withhold it.
    let org = trust.org_of(peer).unwrap_or(trust.city());
    Ok(Some(match question {
        Output::LookUpChain { position } => Input::ChainAt(reader.chain_at(position)?),
        Output::Load { after, echo, bytes } => {
            let slice = reader.log_after(peer, org, after, echo, bytes)?;
            Input::Loaded { sealed: slice.sealed, mark: slice.mark, more: slice.more }
        }
        Output::List { after, count } => {
            let page = reader.listing(org, after.as_ref(), count)?;
            Input::Listed { documents: page.documents, mark: page.mark, more: page.more }
        }
        Output::LoadMissing { wanted, until } => {
            let (sealed, documents) = reader.missing(&wanted, org, until, BATCH_BYTES)?;
            Input::Missing { sealed, documents }
        }
        Output::Compare { documents } => Input::Compared { wants: reader.compare(&documents)? },
        Output::ListSeen { since } => Input::SeenListed(reader.seen_since(since, SEEN_MAX)?),
        Output::NextDelivery { after } => {
            let live = trust.org_of(peer).is_some();
            Input::Delivery(if live { reader.parcel_after(peer, after)? } else { None })
        }
        _ => return Ok(None),
    }))
}

/// Does what the session with `peer` wants written; some of it is answered. What is to be committed may have been read
/// `ahead`.
pub(crate) fn attend(
    desk: &mut Desk,
    peer: DeviceId,
    deed: Output,
    ahead: Option<ReadAhead>,
) -> Result<Option<Input>, Trouble> {
    if !desk.knows(&peer) && !may_come_first(&deed) {
        return Ok(Some(Input::Stranger));
    }
    match deed {
        Output::Met { .. } if !desk.knows(&peer) => Ok(None),
        Output::Met { .. } => desk.heard_of(&peer).map(|()| None),
        Output::ExtendTrust(entries) => match desk.extend_trust(entries) {
            Ok(()) => Ok(Some(Input::TrustGrew)),
            Err(Trouble::Store(error)) => Err(error.into()),
            Err(error) => {
                tracing::warn!(%peer, %error, "the peer's trust log was refused");
                Ok(Some(Input::TrustRefused))
            }
        },
        Output::Commit { batch, sealed, cursor } => {
            let reach = cursor.map_or(Reach::Unmarked, Reach::To);
            let received = match ahead {
                Some(ahead) => desk.receive_read(peer, sealed, ahead, reach)?,
                None => desk.receive(peer, sealed, reach)?,
            };
            if received.refused > 0 {
                let (taken, refused) = (received.taken, received.refused);
                tracing::warn!(%peer, taken, refused, "changes went to quarantine");
            }
            // The next connection begins with a comparison.
            Ok(Some(if received.to_compare { Input::Leave } else { Input::Committed { batch } }))
        }
        Output::ForgetCursor { known, named } => {
            desk.contradicted(&peer, known)?;
            Ok((desk.store().epoch() != named).then_some(Input::Leave))
        }
        Output::ForgetPlace => desk.forget_place(&peer).map(|()| None),
        Output::CaughtUp => desk.has_heard_out(&peer).map(|()| None),
        Output::Acked { position } => desk.peer_has(&peer, position).map(|()| None),
        Output::AskSeen => Ok(Some(Input::SeenSince(desk.seen_until()?))),
        Output::Heard { devices } => desk.hub_heard(&devices).map(|()| None),
        Output::NextDeposit => Ok(Some(Input::Deposit(desk.next_deposit(&peer)?))),
        Output::Deposited { ticket } => desk.deposited(&ticket).map(|()| None),
        Output::Keep { parcel } => Ok(Some(Input::Kept(desk.keep_parcel(&peer, &parcel)?))),
        Output::Fetched { number } => desk.fetched(&peer, number).map(|()| None),
        Output::TakeParcel { parcel } => Ok(Some(match desk.take_parcel(&parcel)? {
            Parcel::Done => Input::ParcelTaken,
            Parcel::Newer => Input::ParcelNewer,
            Parcel::Left => Input::ParcelLeft,
        })),
        _ => Ok(None),
    }
}

/// What a peer that the trust log does not name may bring: the entries that do. A hub that was put back from a backup lets it in
/// for them.
fn may_come_first(deed: &Output) -> bool {
    matches!(deed, Output::Met { .. } | Output::ExtendTrust(_))
}
