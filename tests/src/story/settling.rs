//! Two laptops booked one person meanwhile: both show it, people settle it, once.

use super::figures::Figures;
use super::narrator::Narrator;
use super::stage::Stage;
use crate::city::Laptop;
use crate::shown;
use anyhow::{Context, Result, bail};
use mainforte_api::{Command, ContestCause, ContestView, Query, SettleView, SuggestionReason};
use mainforte_domain::{BookingId, SettlementId};
use std::collections::BTreeSet;

/// Settling one pair can free or uncover another: looked at again so many times at most.
const ROUNDS: usize = 8;

/// Finds what is contested and settles it, the first pair on both laptops at once and the other way round.
pub(super) async fn settle(stage: &Stage, narrator: &Narrator, figures: &mut Figures) -> Result<()> {
    narrator.scene("À régler", "To settle");
    let open = open_on(&stage.amina).await?;
    if open != open_on(&stage.louis).await? {
        bail!("Amina and Louis do not see the same things to settle");
    }
    let mut found: BTreeSet<SettlementId> = open.iter().map(|contest| contest.id.clone()).collect();
    narrator.say(
        format!("Les deux portables montrent les mêmes {} paires, avec la même suggestion :", open.len()),
        format!("Both laptops show the same {} pairs, with the same suggestion:", open.len()),
    );
    for contest in &open {
        let ((what, because), (what_english, because_english)) = words(contest);
        let name = &contest.name;
        narrator.detail(format!("{name}, {what} : {because}"), format!("{name}, {what_english}: {because_english}"));
    }
    let first = open.first().context("nothing is contested")?;
    apart(stage, first, &open, narrator).await?;
    for laptop in [&stage.amina, &stage.yasmine] {
        let rest = settle_the_rest(stage, laptop).await?;
        tell_rest(laptop, rest.len(), narrator);
        found.extend(rest);
    }
    let settled = settled_alike(stage, &found).await?;
    (figures.conflicts_found, figures.conflicts_settled) = (found.len(), settled);
    narrator.say(
        format!("{} conflits trouvés, {settled} réglés, de la même façon partout.", found.len()),
        format!("{} conflicts found, {settled} settled, in the same way everywhere.", found.len()),
    );
    Ok(())
}

/// Both settle while apart: the first pair in opposite ways, of the others each a half.
async fn apart(stage: &Stage, first: &ContestView, open: &[ContestView], narrator: &Narrator) -> Result<()> {
    let [amina, louis] = [&stage.amina, &stage.louis];
    tokio::try_join!(amina.set_online(false), louis.set_online(false))?;
    let [one, other] = &first.sides;
    decide(amina, &first.id, &one.booking).await?;
    decide(louis, &first.id, &other.booking).await?;
    for (number, contest) in open.iter().enumerate().skip(1) {
        let laptop = if number % 3 == 0 { louis } else { amina };
        decide(laptop, &contest.id, &contest.suggested).await?;
    }
    tokio::try_join!(amina.set_online(true), louis.set_online(true))?;
    stage.agree().await?;
    let kept = kept_on(amina, first).await?;
    if kept_on(louis, first).await? != kept {
        bail!("Amina and Louis do not agree on {}", first.name);
    }
    narrator.say(
        format!("Hors ligne de nouveau, Amina et Louis tranchent tous deux pour {}, à l’opposé ;", first.name),
        format!("Offline once more, Amina and Louis both decide about {}, the opposite ways;", first.name),
    );
    narrator.detail(
        format!("au retour, une seule décision, la même sur les deux écrans : {kept}."),
        format!("back online there is one decision, the same on both screens: {kept}."),
    );
    Ok(())
}

/// What is left, as suggested. The pairs that it found.
async fn settle_the_rest(stage: &Stage, laptop: &Laptop) -> Result<BTreeSet<SettlementId>> {
    let mut found = BTreeSet::new();
    for _ in 0..ROUNDS {
        let open = open_on(laptop).await?;
        found.extend(open.iter().map(|contest| contest.id.clone()));
        let Some(contest) = open.first() else { break };
        decide(laptop, &contest.id, &contest.suggested).await?;
    }
    stage.agree().await?;
    Ok(found)
}

fn tell_rest(laptop: &Laptop, rest: usize, narrator: &Narrator) {
    if rest > 0 {
        let name = laptop.name();
        narrator.say(format!("{name} en règle encore {rest}."), format!("{name} settles {rest} more."));
    }
}

async fn decide(laptop: &Laptop, id: &SettlementId, keep: &BookingId) -> Result<()> {
    laptop.execute(Command::Settle { id: id.clone(), keep: keep.clone() }).await?;
    Ok(())
}

/// How many of the pairs are open nowhere any more.
async fn settled_alike(stage: &Stage, found: &BTreeSet<SettlementId>) -> Result<usize> {
    let mut open = BTreeSet::new();
    for laptop in [&stage.amina, &stage.louis, &stage.yasmine] {
        open.extend(open_on(laptop).await?.into_iter().map(|contest| contest.id));
    }
    Ok(found.difference(&open).count())
}

async fn open_on(laptop: &Laptop) -> Result<Vec<ContestView>> {
    Ok(to_settle(laptop).await?.open)
}

async fn kept_on(laptop: &Laptop, contest: &ContestView) -> Result<String> {
    let view = to_settle(laptop).await?;
    let decision = view.settled.into_iter().find(|settled| settled.id == contest.id);
    let kept = decision.with_context(|| format!("{} is not settled on {}", contest.name, laptop.name()))?.kept;
    let parts = [kept.title, kept.place];
    Ok(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "))
}

async fn to_settle(laptop: &Laptop) -> Result<SettleView> {
    shown!(laptop.query(Query::ToSettle).await?, Settle)
}

/// Why two bookings cannot both stand and why one is suggested, in French and in English.
fn words(contest: &ContestView) -> ((&'static str, &'static str), (&'static str, &'static str)) {
    let (french, english) = match contest.cause {
        ContestCause::Overlap => ("deux places à la même heure", "two places at the same hour"),
        ContestCause::Quota => ("au-delà des heures prêtées", "beyond the hours lent"),
    };
    let (because, because_english) = match contest.reason {
        SuggestionReason::SaidYes => ("a déjà dit oui à l’une", "has said yes to one already"),
        SuggestionReason::MoreUrgent => ("l’une est plus urgente", "one is more urgent"),
        SuggestionReason::Held => ("l’une est tenue, l’autre demandée", "one is held, the other requested"),
        SuggestionReason::Continuity => ("connaît l’un des lieux", "knows one of the places"),
        SuggestionReason::Arbitrary => ("rien ne les départage", "nothing tells them apart"),
    };
    ((french, because), (english, because_english))
}
