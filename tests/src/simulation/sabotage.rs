//! Breaking a machine on purpose, between the session and the desk: what the verdict does not see then, it would not see in
//! a defect either.

use super::Simulation;
use mainforte_sync::{Input, Output};

/// What is broken, on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// A machine that starts draws the same again: put back from a copy, it writes on under the actor that it had.
    ActorReused,
    /// A batch's last seal is lost, and the cursor moved past it all the same.
    CursorBeforeChanges,
    /// The peer is told that a batch is on disk, and it never is.
    AckBeforeDisk,
    /// What was committed is not acknowledged.
    AckDropped,
    /// What the peer holds is taken for equal without a look.
    ComparisonSkipped,
}

impl Sabotage {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::ActorReused, Self::CursorBeforeChanges, Self::AckBeforeDisk, Self::AckDropped, Self::ComparisonSkipped];
}

/// What a broken machine does with what the session wants.
pub(super) enum Bent {
    /// This, at the desk.
    Act(Output),
    /// Nothing, but it says that it did.
    Pretend(Input),
    /// Nothing at all, after having done it.
    Swallow(Output),
}

impl Simulation {
    pub(super) fn bend(sabotage: Option<Sabotage>, output: Output) -> Bent {
        match (sabotage, output) {
            (Some(Sabotage::CursorBeforeChanges), Output::Commit { batch, mut sealed, cursor }) => {
                sealed.truncate(sealed.len().saturating_sub(1));
                Bent::Act(Output::Commit { batch, sealed, cursor })
            }
            (Some(Sabotage::AckBeforeDisk), Output::Commit { batch, .. }) => Bent::Pretend(Input::Committed { batch }),
            (Some(Sabotage::AckDropped), commit @ Output::Commit { .. }) => Bent::Swallow(commit),
            (Some(Sabotage::ComparisonSkipped), Output::Compare { .. }) => {
                Bent::Pretend(Input::Compared { wants: Vec::new() })
            }
            (_, output) => Bent::Act(output),
        }
    }
}
