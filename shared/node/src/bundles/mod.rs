//! Bundle files: from the store into one, and from one into the store, part by part.

mod export;
mod file;
mod import;

pub(crate) use export::{export, write};
pub(crate) use import::{import, take_in};

use crate::trouble::Trouble;
use mainforte_api::{BundleProblem, Refusal};
use mainforte_sync::bundle::BundleError;

impl From<BundleError> for Trouble {
    fn from(error: BundleError) -> Self {
        let problem = match error {
            BundleError::NotABundle => BundleProblem::NotABundle,
            BundleError::NewerVersion { .. } => BundleProblem::NewerVersion,
            BundleError::TooLarge => BundleProblem::TooLarge,
            BundleError::NotForThisDevice => BundleProblem::NotForThisDevice,
            BundleError::Readers(_) => BundleProblem::NoReaders,
            BundleError::Damaged | BundleError::Part(_) => BundleProblem::Damaged,
        };
        tracing::info!(%error, "a bundle is refused");
        Refusal::Bundle { problem }.into()
    }
}
