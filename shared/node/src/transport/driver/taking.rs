//! What a peer brings: looked at, told to the other connections, and written.

use super::super::gathered::Batch;
use super::{Driver, trust};
use crate::core::{Early, in_place};
use crate::desk::{Desk, ReadAhead};
use crate::errands;
use crate::trouble::Trouble;
use mainforte_sync::{Cursor, Input, Output, Sealed};
use tokio::time::Instant;

impl Driver {
    /// Takes a batch. Unless it may wait for those that follow it, it is on disk when this answers.
    pub(super) async fn commit(
        &mut self,
        number: u64,
        sealed: Vec<Sealed>,
        cursor: Option<Cursor>,
    ) -> Result<Option<Input>, Trouble> {
        let is_known = trust(&self.core)?.device(&self.peer).is_some();
        let (ahead, went_early) =
            if is_known { self.look_ahead(&sealed).await? } else { (ReadAhead::unread(&sealed), false) };
        let batch = Batch { number, sealed, cursor, ahead };
        match self.gathered.add(batch, went_early && cursor.is_some(), Instant::now()) {
            Some(batch) => self.write(batch).await,
            None => Ok(None),
        }
    }

    /// Looks at a batch while others may be at the desk, and tells the other connections of it at once when it may go on before
    /// it is on this side's disk. Answers whether it went.
    async fn look_ahead(&self, batch: &[Sealed]) -> Result<(ReadAhead, bool), Trouble> {
        let trust = trust(&self.core)?;
        let look = || ReadAhead::of(&trust, batch);
        let ahead = if errands::is_little(batch) { look() } else { in_place(look) };
        let has_others = self.core.early.receiver_count() > 1;
        let goes = has_others && errands::goes_early(&trust, &self.core.device, &self.core.recent, batch, &ahead);
        if goes {
            // That nobody listens any more is no error.
            let _ = self.core.early.send(Early { from: self.peer, sealed: batch.into() });
            // Those connections are next on this thread: were it to go on to the desk, another would have to wake up for them.
            tokio::task::yield_now().await;
        }
        Ok((ahead, goes))
    }

    /// Writes what was gathered; the session is to hear the answer.
    pub(super) async fn write_gathered(&mut self) -> Result<Option<Input>, Trouble> {
        match self.gathered.take(Instant::now()) {
            Some(batch) => self.write(batch).await,
            None => Ok(None),
        }
    }

    async fn write(&mut self, batch: Batch) -> Result<Option<Input>, Trouble> {
        let Batch { number, sealed, cursor, ahead } = batch;
        let (core, peer) = (self.core.clone(), self.peer);
        let weight = sealed.iter().map(Sealed::weight).sum();
        let changes = sealed.iter().map(|one| one.changes.len()).sum();
        let deed = Output::Commit { batch: number, sealed, cursor };
        let compares = self.arrival.compares();
        let work = move |desk: &mut Desk| {
            let before = if compares { Some(desk.store().position()?) } else { None };
            let answer = errands::attend(desk, peer, deed, Some(ahead))?;
            let grown = match before {
                Some(before) => desk.store().position()?.saturating_sub(before),
                None => 0,
            };
            Ok((answer, grown))
        };
        let (answer, grown) = core.at_desk_together(weight, work).await?;
        self.arrives(|arrival, _| {
            arrival.took(changes, cursor);
            arrival.brought(grown);
        });
        Ok(answer)
    }

    /// Notes how far the peer has this device's log.
    pub(super) async fn note_acked(&mut self) -> Result<(), Trouble> {
        let Some(position) = self.acked.take(Instant::now()) else { return Ok(()) };
        self.note(Output::Acked { position }).await?;
        self.core.tell_sync();
        Ok(())
    }

    /// Has a little noted at the desk, with what else is to be written there.
    pub(super) async fn note(&self, deed: Output) -> Result<Option<Input>, Trouble> {
        let peer = self.peer;
        let note = move |desk: &mut Desk| Ok((errands::attend(desk, peer, deed, None)?, 0));
        self.core.at_desk_together(0, note).await.map(|(answer, _)| answer)
    }

    /// When the conversation is over: what was put off.
    pub(super) async fn write_what_waits(&mut self) -> Result<(), Trouble> {
        self.note_acked().await?;
        self.write_gathered().await.map(drop)
    }
}
