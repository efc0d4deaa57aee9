use super::Simulation;
use anyhow::{Context, Result};
use std::fmt;

/// What must hold of the city whatever happens to it. A finding names the one that was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Law {
    /// Whoever may read a document holds the same of it.
    DocumentsAreEqual,
    /// Machines of one organisation show the same.
    ScreensAreEqual,
    /// Nobody is told or holds anything of what it may not read.
    NothingLeaks,
    /// Of who is erased nobody holds anything.
    ErasedStaysErased,
    /// What was acknowledged at a desk reaches all who may read it.
    NothingIsLost,
    /// Whoever wrote something knows that it arrived.
    NothingWaits,
    /// Everybody's later work gets through.
    LaterWorkArrives,
    /// Nobody holds what a hostile device may not write.
    NothingForgedIsHeld,
    /// No person is promised to two at a time.
    NobodyIsBookedTwice,
    /// Lent hours are not overspent.
    QuotasAreKept,
    /// Only what is hostile is refused.
    HonestWorkIsTaken,
    /// Whoever asked the hub for something is answered.
    NoRequestIsOpen,
    /// A laptop that was shut out hears of it when it returns, and locks.
    TheShutOutAreTold,
    /// What it writes after all others know gets in nowhere.
    NothingComesTooLate,
    /// The screens, made again from the log, show the same.
    ARebuildChangesNothing,
    /// All hold one trust log.
    TrustIsOne,
    /// One laptop does not erase an association in a day.
    NobodyIsEmptied,
    /// All exchange comes to its end.
    ComesToRest,
}

type Holds = fn(&Simulation) -> Result<()>;

/// What the verdict looks at.
const VERDICT: &[(Law, Holds)] = &[
    (Law::NothingForgedIsHeld, Simulation::nothing_forged_is_held),
    (Law::NothingLeaks, Simulation::nothing_leaked),
    (Law::ErasedStaysErased, Simulation::erased_stays_erased),
    (Law::NobodyIsEmptied, Simulation::nobody_is_emptied),
    (Law::NothingComesTooLate, Simulation::nothing_comes_too_late),
    (Law::TrustIsOne, Simulation::trust_is_one),
    (Law::HonestWorkIsTaken, Simulation::honest_work_is_not_refused),
    (Law::DocumentsAreEqual, Simulation::documents_are_equal),
    (Law::NothingIsLost, Simulation::nothing_is_lost),
    (Law::ScreensAreEqual, Simulation::screens_are_equal),
    (Law::NothingWaits, Simulation::nothing_waits),
    (Law::LaterWorkArrives, Simulation::everybodys_last_word_arrived),
    (Law::NoRequestIsOpen, Simulation::no_request_is_open),
    (Law::NobodyIsBookedTwice, Simulation::nothing_stays_confirmed_twice),
    (Law::QuotasAreKept, Simulation::quotas_are_kept),
];

impl Simulation {
    pub(super) fn judge(&self) -> Result<()> {
        VERDICT.iter().try_for_each(|(law, holds)| holds(self).context(*law))
    }
}

impl fmt::Display for Law {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DocumentsAreEqual => "documents are equal",
            Self::ScreensAreEqual => "screens are equal",
            Self::NothingLeaks => "nothing leaks",
            Self::ErasedStaysErased => "erased stays erased",
            Self::NothingIsLost => "nothing acknowledged is lost",
            Self::NothingWaits => "nothing waits",
            Self::LaterWorkArrives => "later work arrives",
            Self::NothingForgedIsHeld => "nothing forged is held",
            Self::NobodyIsBookedTwice => "nobody is booked twice",
            Self::QuotasAreKept => "quotas are kept",
            Self::HonestWorkIsTaken => "honest work is taken",
            Self::NoRequestIsOpen => "no request is open",
            Self::TheShutOutAreTold => "the shut out are told",
            Self::NothingComesTooLate => "nothing comes too late",
            Self::ARebuildChangesNothing => "a rebuild changes nothing",
            Self::TrustIsOne => "the trust log is one",
            Self::NobodyIsEmptied => "nobody is emptied",
            Self::ComesToRest => "all comes to rest",
        })
    }
}
