use super::Simulation;
use super::law::Law;
use super::listening::Listener;
use super::machine::{Machine, Place};
use anyhow::{Context, Result, bail};
use mainforte_api::Refusal;
use mainforte_node::BareNode;
use mainforte_sync::session::WhyWithheld;
use mainforte_sync::{Bye, CloseReason, Input, Output, Sealed, Session};
use std::collections::VecDeque;

/// A connection: two sessions, and the bytes under way between them.
pub(super) struct Link {
    pub(super) ends: [End; 2],
    /// The next frame is sent twice.
    stutters: bool,
    /// One was: then either side may take the other for broken.
    is_odd: bool,
}

pub(super) struct End {
    pub(super) machine: usize,
    session: Session,
    /// What the session wants done, in order.
    pub(super) work: VecDeque<Output>,
    /// What came of the first of it, when it was written together with what others brought.
    pub(super) written: Option<Result<Option<Input>, Refusal>>,
    inbox: Vec<u8>,
    /// What others have brought to this machine and may go on at once; told when nothing else is to be done.
    early: VecDeque<Vec<Sealed>>,
    /// How long log and trust log were when the session was last told.
    growth: [u64; 3],
    /// Reads along what arrives.
    listener: Listener,
    /// The session is over on this side; the other one still hears what was said last.
    pub(super) is_closed: bool,
}

/// What an end does next.
enum Next {
    Output(Output),
    Answer(Result<Option<Input>, Refusal>),
}

/// What became of a move.
enum Moved {
    Nothing,
    Something,
    Ended,
}

impl Link {
    pub(super) fn touches(&self, machine: usize) -> bool {
        self.ends.iter().any(|end| end.machine == machine)
    }

    fn joins(&self, a: usize, b: usize) -> bool {
        self.touches(a) && self.touches(b)
    }
}

impl Simulation {
    /// Connects a pair that can reach each other and would.
    pub(super) fn meet(&mut self) -> Result<()> {
        let (a, b) = (self.random_machine(), self.random_machine());
        // Most connections are to the hub.
        let b = if self.chance.percent(60) { 0 } else { b };
        self.connect(a, b)
    }

    pub(super) fn connect(&mut self, a: usize, b: usize) -> Result<()> {
        // Of two that dial each other at once there are two connections for a while.
        let again = self.chance.percent(10);
        if !self.would_meet(a, b) || !again && self.links.iter().any(|link| link.joins(a, b)) {
            return Ok(());
        }
        self.trace.note(format!("{} connects to {}", self.machines[a].name, self.machines[b].name));
        self.connect_quietly(a, b)
    }

    pub(super) fn connect_quietly(&mut self, a: usize, b: usize) -> Result<()> {
        if self.would_meet(a, b) {
            let ends = [self.end(a, b)?, self.end(b, a)?];
            self.links.push(Link { ends, stutters: false, is_odd: false });
        }
        Ok(())
    }

    /// Laptops dial the hub; those of one association dial each other. Whoever is dialled looks in its trust log first.
    fn would_meet(&self, a: usize, b: usize) -> bool {
        let (here, there) = (&self.machines[a], &self.machines[b]);
        let trusts = |m: &Machine, other: &Machine| {
            let trust = m.node.as_ref().and_then(|node| node.trust());
            trust.is_some_and(|trust| trust.org_of(&other.device) == Some(&other.org))
        };
        // One that was shut out comes in to be told so.
        let knows = |m: &Machine, other: &Machine| {
            let trust = m.node.as_ref().and_then(|node| node.trust());
            trust.is_some_and(|trust| trust.device(&other.device).is_some())
        };
        let to_the_hub = (here.place == Place::Hub) != (there.place == Place::Hub);
        let colleagues = here.org == there.org && here.place == Place::Association;
        let both_on = here.node.is_some() && there.node.is_some();
        let reach = both_on && !self.apart.contains(&(a.min(b), a.max(b)));
        let hub_may_be_new = there.place == Place::Hub || trusts(here, there);
        // A hub that waits lets in whom it does not know: it may have forgotten whom it signed in.
        let lets_in =
            |m: &Machine, other: &Machine| knows(m, other) || m.node.as_ref().is_some_and(|node| node.is_waiting());
        let guest_is_known = if here.place == Place::Hub { lets_in(here, there) } else { lets_in(there, here) };
        let out = self.is_out(&here.device) || self.is_out(&there.device);
        let locked = self.is_locked(a) || self.is_locked(b);
        a != b
            && (!out || self.out_may_meet && !locked)
            && here.device != there.device
            && reach
            && (to_the_hub || colleagues)
            && hub_may_be_new
            && guest_is_known
    }

    fn end(&self, machine: usize, other: usize) -> Result<End> {
        let Some(node) = &self.machines[machine].node else { bail!("{} is off", self.machines[machine].name) };
        let (session, first) =
            node.meet(self.machines[other].device).map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
        let growth = growth(node)?;
        Ok(End {
            machine,
            session,
            work: first.into(),
            written: None,
            inbox: Vec::new(),
            early: VecDeque::new(),
            growth,
            listener: Listener::default(),
            is_closed: false,
        })
    }

    /// Lets so many things happen on the connections, in any order.
    pub(super) fn traffic(&mut self, moves: usize) -> Result<()> {
        for _ in 0..moves {
            if self.links.is_empty() {
                return Ok(());
            }
            let link = self.chance.below(self.links.len());
            let side = self.chance.below(2);
            self.links[link].stutters |= self.chance.below(1_000) < 4;
            let bytes = if self.chance.percent(30) { 1 + self.chance.below(200) } else { usize::MAX };
            if let Moved::Ended = self.advance(link, side, bytes)? {
                self.links.swap_remove(link);
            }
        }
        Ok(())
    }

    /// Lets everything happen that can, until nothing more does.
    pub(super) fn rest(&mut self) -> Result<()> {
        let mut moves = 0;
        let mut at = 0;
        let mut idle = 0;
        while at < self.links.len() && idle < 2 * self.links.len() {
            let side = moves % 2;
            match self.advance(at, side, usize::MAX)? {
                Moved::Nothing => idle += 1,
                Moved::Something => idle = 0,
                Moved::Ended => {
                    self.links.swap_remove(at);
                    (idle, at) = (0, 0);
                    moves += 1;
                    continue;
                }
            }
            moves += 1;
            if side == 1 {
                at = (at + 1) % self.links.len();
            }
            if moves > 30_000 {
                return Err(anyhow::anyhow!("the devices never come to rest").context(Law::ComesToRest));
            }
        }
        Ok(())
    }

    /// When the next thing that an end does is to commit what came, its device's other connections may send that on.
    fn pass_on(&mut self, link: usize, side: usize) {
        let [a, b] = &self.links[link].ends;
        let (end, other) = if side == 0 { (a, b) } else { (b, a) };
        let (at, from) = (end.machine, other.machine);
        let Some(node) = &self.machines[at].node else { return };
        let Some(Output::Commit { sealed, .. }) = end.work.front() else { return };
        if !node.goes_early(sealed) {
            return;
        }
        let sealed = sealed.clone();
        for [a, b] in self.links.iter_mut().map(|link| &mut link.ends) {
            let machines = [a.machine, b.machine];
            for (end, other) in [a, b].into_iter().zip(machines.into_iter().rev()) {
                if end.machine == at && other != from {
                    end.early.push_back(sealed.clone());
                }
            }
        }
    }

    /// Lets one end do one thing, as the driver of a real connection does.
    fn advance(&mut self, link: usize, side: usize, bytes: usize) -> Result<Moved> {
        self.pass_on(link, side);
        self.write_together(link, side);
        let Link { ends: [a, b], stutters, is_odd } = &mut self.links[link];
        let (end, other) = if side == 0 { (a, b) } else { (b, a) };
        let peer = self.machines[other.machine].device;
        let reader = self.machines[other.machine].org.clone();
        let machine = &mut self.machines[end.machine];
        let Some(node) = machine.node.as_ref().filter(|_| !machine.is_dead()) else { return Ok(Moved::Ended) };
        if end.is_closed {
            let has_heard_all = other.work.is_empty() && other.inbox.is_empty();
            return Ok(if has_heard_all { Moved::Ended } else { Moved::Nothing });
        }
        let mut is_answer = false;
        let next = match end.written.take() {
            Some(answer) => Some(Next::Answer(answer)),
            None => end.work.pop_front().map(Next::Output),
        };
        let input = match next {
            Some(Next::Output(Output::Send(sent))) => {
                other.listener.hear(&sent, &reader, &mut self.overheard, node).context(Law::NothingLeaks)?;
                self.sent = (self.sent.0 + 1, self.sent.1 + sent.len());
                other.inbox.extend_from_slice(&sent);
                if std::mem::take(stutters) {
                    other.inbox.extend_from_slice(&sent);
                    *is_odd = true;
                    self.trace.note(format!("{} sends a frame twice", machine.name));
                }
                return Ok(Moved::Something);
            }
            Some(Next::Output(Output::Close { reason })) => {
                if !*is_odd {
                    was_civil(&machine.name, &reason)?;
                }
                end.is_closed = true;
                return Ok(if other.is_closed { Moved::Ended } else { Moved::Something });
            }
            Some(Next::Output(Output::Withheld { document, why, .. })) => {
                let held_back = anyhow::anyhow!("{} held {document} back: {why:?}", machine.name);
                let law = if why == WhyWithheld::Erased { Law::ErasedStaysErased } else { Law::NothingLeaks };
                return Err(held_back.context(law));
            }
            Some(next) => match answer_to(next, |output| self.saboteur.act(machine, peer, output)) {
                // Whatever it answers, nobody hears it any more.
                _ if machine.is_dead() => return Ok(Moved::Ended),
                Ok(Some(input)) => {
                    is_answer = true;
                    input
                }
                Ok(None) => return Ok(Moved::Something),
                Err(refusal) => {
                    self.trace.note(format!("{}: a connection ends: {refusal:?}", machine.name));
                    return if is_defect(&refusal) { bail!("{}: {refusal:?}", machine.name) } else { Ok(Moved::Ended) };
                }
            },
            None if !end.early.is_empty() => Input::Early(end.early.pop_front().unwrap_or_default()),
            None if growth(node)? != end.growth => {
                let known = std::mem::replace(&mut end.growth, growth(node)?);
                if known[2] == end.growth[2] {
                    Input::LogGrew
                } else {
                    // What else grew is told after it.
                    end.growth = [known[0], known[1], end.growth[2]];
                    Input::MailGrew
                }
            }
            None if !end.inbox.is_empty() => {
                let bytes = bytes.min(end.inbox.len());
                Input::Bytes(end.inbox.drain(..bytes).collect())
            }
            None if other.is_closed => return Ok(Moved::Ended),
            None => return Ok(Moved::Nothing),
        };
        let Some(trust) = machine.node.as_ref().and_then(|node| node.trust()) else { return Ok(Moved::Ended) };
        let wanted = end.session.step(&trust, input);
        if is_answer {
            wanted.into_iter().rev().for_each(|output| end.work.push_front(output));
        } else {
            end.work.extend(wanted);
        }
        Ok(Moved::Something)
    }
}

fn answer_to(next: Next, act: impl FnOnce(Output) -> Result<Option<Input>, Refusal>) -> Result<Option<Input>, Refusal> {
    match next {
        Next::Output(output) => act(output),
        Next::Answer(answer) => answer,
    }
}

/// A refusal that no honest peer and no full disk brings about.
pub(super) fn is_defect(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Fault { .. } | Refusal::StoreDamaged { .. } | Refusal::StoreLocked | Refusal::WrongKey)
}

/// Honest peers end a session for no fault of theirs.
fn was_civil(name: &str, reason: &CloseReason) -> Result<()> {
    match reason {
        CloseReason::BadFrame(error) => bail!("{name} got a bad frame from an honest peer: {error}"),
        CloseReason::ByUs(Bye::Protocol) | CloseReason::ByPeer(Bye::Protocol) => {
            bail!("{name}: honest peers break the protocol: {reason}")
        }
        CloseReason::ByUs(Bye::TrustFork) => bail!("{name}: the trust logs of honest peers contradict each other"),
        _ => Ok(()),
    }
}

fn growth(node: &BareNode) -> Result<[u64; 3]> {
    node.growth().map_err(|refusal| anyhow::anyhow!("{refusal:?}"))
}
