use super::file::NewFile;
use crate::core::Core;
use crate::desk::BundlePlan;
use crate::trouble::Trouble;
use mainforte_api::{BundleFor, BundleProblem, BundleWritten, Notice, Outcome, Refusal};
use mainforte_domain::DeviceId;
use mainforte_store::{LogSlice, Reader};
use mainforte_sync::bundle::{Addressee, BUNDLE_BYTES_MAX, BundleWriter, Part};
use mainforte_sync::session::BATCH_BYTES;
use mainforte_sync::trust::{TrustEntry, pieces};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Writes what the readers lack into a file.
pub(crate) async fn export(
    core: &Arc<Core>,
    to: BundleFor,
    everything: bool,
    file: PathBuf,
) -> Result<Outcome, Trouble> {
    let plan = core.at_desk(false, move |desk| desk.plan_bundle(&to, everything)).await?;
    let core = Arc::clone(core);
    let written = tokio::task::spawn_blocking(move || {
        let tell = |done, total| core.tell(Notice::Bundle { done, total });
        core.read_now(|reader| write(reader, &plan, &file, &tell))
    });
    let written = written.await.map_err(|error| Trouble::fault(format!("the export stopped: {error}")))??;
    Ok(Outcome::BundleExported { written })
}

pub(crate) fn write(
    reader: &Reader,
    plan: &BundlePlan,
    file: &Path,
    tell: &impl Fn(u64, u64),
) -> Result<BundleWritten, Trouble> {
    let (after, end) = (plan.contents.after, reader.position()?);
    let mut slice = next(reader, plan, after)?;
    let mut written = BundleWritten { name: plan.name.clone(), changes: 0, bytes: 0 };
    if slice.sealed.is_empty() && !slice.more {
        return Ok(written);
    }
    let (mut bundle, opening) =
        BundleWriter::begin(&plan.key, &plan.trust, plan.to.clone(), &plan.readers, &plan.secrets)?;
    let mut out = NewFile::begin(file)?;
    out.write(&opening)?;
    out.write(&bundle.part(&Part::Contents(plan.contents.clone()))?)?;
    for part in trust_parts(&plan.entries) {
        out.write(&bundle.part(&part)?)?;
    }
    loop {
        written.changes = written.changes.saturating_add(count(&slice));
        let (mark, more) = (slice.mark, slice.more);
        out.write(&bundle.part(&Part::Changes(slice.sealed))?)?;
        if out.bytes() > BUNDLE_BYTES_MAX - BATCH_BYTES as u64 {
            return Err(Refusal::Bundle { problem: BundleProblem::TooLarge }.into());
        }
        tell(mark.position.saturating_sub(after), end.saturating_sub(after));
        if !more {
            out.write(&bundle.part(&Part::Reached(mark))?)?;
            break;
        }
        slice = next(reader, plan, mark.position)?;
    }
    out.write(&bundle.finish(&plan.key))?;
    written.bytes = out.finish()?;
    Ok(written)
}

/// By bytes, for an entry may be long: an erasure names everybody who had been shown a card.
fn trust_parts(entries: &[TrustEntry]) -> impl Iterator<Item = Part> {
    pieces(entries, BATCH_BYTES).into_iter().map(|entries| Part::Trust(entries.to_vec()))
}

/// What one device brought goes back to it only when it is not known to have anything: it may have lost it.
fn next(reader: &Reader, plan: &BundlePlan, after: u64) -> Result<LogSlice, Trouble> {
    let (peer, echo) = match plan.to {
        Addressee::Device(device) => (device, plan.contents.after == 0),
        Addressee::Organisation(_) => (DeviceId([0; 32]), true),
    };
    Ok(reader.log_after(&peer, &plan.org, after, echo, BATCH_BYTES)?)
}

fn count(slice: &LogSlice) -> u32 {
    let changes: usize = slice.sealed.iter().map(|sealed| sealed.changes.len()).sum();
    u32::try_from(changes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mainforte_domain::{EraseReason, OrgId};
    use mainforte_sync::bundle::BundleSecrets;
    use mainforte_sync::{DeviceKey, Trust, TrustBody};
    use zeroize::Zeroizing;

    /// A thousand of them were put in one part, which no reader takes.
    #[test]
    fn a_trust_log_with_many_long_entries_is_carried() {
        let root = DeviceKey::from_secret(&[9; 32]);
        let city = OrgId::parse("bordeaux").unwrap();
        let mut trust = Trust::found(&root, city.clone(), "Bordeaux").unwrap();
        let shown_to: Vec<OrgId> = (100..700).map(|n| OrgId::parse(&format!("association-{n}")).unwrap()).collect();
        for number in 0..1_000_u32 {
            let subject = *blake3::hash(&number.to_le_bytes()).as_bytes();
            let (owner, shown_to, reason) = (city.clone(), shown_to.clone(), EraseReason::PersonAsks);
            trust.append(&root, TrustBody::Erase { owner, subject, shown_to, reason }).unwrap();
        }
        let secrets = BundleSecrets { content: Zeroizing::new([1; 32]), ephemeral: Zeroizing::new([2; 32]) };
        let to = Addressee::Device(root.id());
        let (mut bundle, _) = BundleWriter::begin(&root, &trust, to, &[root.id()], &secrets).unwrap();
        for part in trust_parts(trust.entries_from(0)) {
            bundle.part(&part).unwrap();
        }
    }
}
