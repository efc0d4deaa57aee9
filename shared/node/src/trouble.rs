//! What can go wrong inside, and what a person is told of it.

use mainforte_api::Refusal;
use mainforte_documents::DocumentError;
use mainforte_domain::InvalidId;
use mainforte_store::StoreError;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why something inside the node stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// The user gets this answer.
    #[error("refused: {0:?}")]
    Refused(Box<Refusal>),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A document.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// What should not happen.
    #[error("{0}")]
    Fault(String),
}

impl Trouble {
    pub(crate) fn fault(detail: impl std::fmt::Display) -> Self {
        Self::Fault(detail.to_string())
    }

    /// Something fell over at the desk.
    pub(crate) fn stopped() -> Self {
        Self::fault("the desk stopped in the middle of something")
    }

    /// Whether it lies in what was to be done: other things may well succeed. What is wrong with the disk is wrong for all.
    pub(crate) fn is_of_the_item(&self) -> bool {
        match self {
            Self::Store(error) => matches!(error, StoreError::Unwritable { .. } | StoreError::NotAMonday(_)),
            Self::Refused(_) | Self::Document(_) | Self::Fault(_) => true,
        }
    }

    pub(crate) fn not_found(what: &str, id: impl std::fmt::Display) -> Self {
        Refusal::NotFound { what: what.to_owned(), id: id.to_string() }.into()
    }

    pub(crate) fn invalid(field: &str, problem: &str, value: impl std::fmt::Display) -> Self {
        Refusal::Invalid { field: field.to_owned(), problem: problem.to_owned(), value: value.to_string() }.into()
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<InvalidId> for Trouble {
    fn from(id: InvalidId) -> Self {
        Self::invalid("id", "not_an_id", id.0)
    }
}

impl From<Trouble> for Refusal {
    fn from(trouble: Trouble) -> Refusal {
        match trouble {
            Trouble::Refused(refusal) => *refusal,
            Trouble::Store(error) => error.into(),
            Trouble::Document(DocumentError::NeedsNewerProgram { .. }) => Refusal::NewerVersion,
            other => {
                tracing::error!(%other, "fault");
                Refusal::Fault { detail: other.to_string() }
            }
        }
    }
}

/// Runs something of which a panic ends nothing else. What it leaves half done is the desk's, which begins again from the disk.
pub(crate) fn contained<T>(work: impl FnOnce() -> T) -> Result<T, Trouble> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Trouble::stopped())
}
