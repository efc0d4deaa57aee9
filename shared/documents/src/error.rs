use crate::{ChangeHash, RecordKey};
use std::collections::BTreeSet;

/// A record whose content cannot be read: a broken or hostile writer, or one that is newer than this program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key} has no readable {field:?}")]
pub struct Malformed {
    /// The record.
    pub key: RecordKey,
    /// The field that cannot be read; empty when it is the record itself.
    pub field: String,
}

/// A document cannot be loaded, edited or saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// What is stored is not a whole document.
    #[error("the stored document is damaged: {0}")]
    Damaged(String),
    /// It does not begin with the genesis change of its kind.
    #[error("the stored document does not begin with the genesis of its kind")]
    ForeignGenesis,
    /// It asks for a newer program: read-only here.
    #[error("writing it takes a program of level {needed}, this one is {ours}")]
    NeedsNewerProgram {
        /// What the document asks for.
        needed: u32,
        /// What this program is, [`crate::WRITER`].
        ours: u32,
    },
    /// The record belongs in another document.
    #[error("{0} does not belong in this document")]
    Misplaced(RecordKey),
    /// A set or a list of roles has an entry with an empty name.
    #[error("{key} has an empty entry in {field}")]
    EmptyEntry {
        /// The record.
        key: RecordKey,
        /// The set.
        field: String,
    },
    /// An actor has 1 to 64 bytes.
    #[error("an actor of {0} bytes")]
    BadActor(usize),
    /// So much in one change that others would refuse it; write fewer records at once.
    #[error("too much for one change: {0}")]
    TooMuch(Refused),
    /// Automerge refused to write.
    #[error("automerge: {0}")]
    Engine(String),
}

impl From<automerge::AutomergeError> for DocumentError {
    fn from(error: automerge::AutomergeError) -> Self {
        Self::Engine(error.to_string())
    }
}

/// Why a change from outside is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// More bytes than allowed.
    #[error("{bytes} bytes, at most {max} are taken")]
    TooLong {
        /// What came.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// More operations, predecessors or key text than allowed once expanded.
    #[error("it expands to more than {max} {what}")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        max: u64,
    },
    /// Not one whole change chunk in the one encoding that is taken: uncompressed, known columns, nothing after it.
    #[error("not a change: {0}")]
    NotAChange(&'static str),
    /// The checksum does not fit the content.
    #[error("wrong checksum")]
    WrongChecksum,
    /// It builds on changes that are not here.
    #[error("{} changes that it builds on are missing", .0.len())]
    MissingDependencies(BTreeSet<ChangeHash>),
    /// It builds on nothing, not even on the genesis of its document.
    #[error("it builds on nothing")]
    Rootless,
    /// Another change of the same actor has this number already: a cheat or a copied disk.
    #[error("a second change {seq} of one actor")]
    Equivocation {
        /// The actor.
        actor: Vec<u8>,
        /// The number.
        seq: u64,
    },
    /// Its number is not the next of its actor, or it does not build on that actor's change before it.
    #[error("change {seq} of its actor where {expected} is the next, on top of the one before")]
    WrongSequence {
        /// What it says.
        seq: u64,
        /// What would be right.
        expected: u64,
    },
    /// Its operations are not numbered from the highest of its dependencies + 1.
    #[error("operations numbered from {start_op} where {expected} is the next")]
    WrongStartOp {
        /// What it says.
        start_op: u64,
        /// What would be right.
        expected: u64,
    },
    /// It writes where no program writes: over a table.
    #[error("it writes where no program writes: {0}")]
    ForbiddenPlace(&'static str),
    /// It writes deeper in the document than any program does.
    #[error("it writes too deep in the document")]
    TooDeep,
    /// It cannot be applied.
    #[error("unsound: {0}")]
    Unsound(String),
    /// It can be applied, but the document could not be saved and loaded again.
    #[error("the document with it would not survive being saved")]
    Unloadable,
}
