//! Nobody is connected, and the week is planned.

use super::figures::Figures;
use super::narrator::Narrator;
use super::seats::{book, booked, standing};
use super::stage::Stage;
use crate::city::{Laptop, Seat, board, unexpected_outcome};
use crate::shown;
use anyhow::{Result, bail};
use mainforte_api::{Command, Effort, LoanRow, Outcome, PlanView, ProposalView, Query, ShiftView};
use mainforte_domain::{Answer, BookingId, Minutes, Right};
use std::collections::BTreeSet;

/// Louis books so many people whom Amina has booked meanwhile.
const MEANWHILE: usize = 6;

/// So many lent people are booked inside their loans by each association.
const INSIDE: usize = 5;

/// So many are requested outside of them.
const OUTSIDE: usize = 3;

/// A shift is looked for in so many places at most.
const TRIES: usize = 40;

/// Everybody plans alone. The bookings that were requested.
pub(super) async fn plan_apart(
    stage: &Stage,
    narrator: &Narrator,
    figures: &mut Figures,
) -> Result<BTreeSet<BookingId>> {
    narrator.scene("L’après-midi sans réseau", "The afternoon without a network");
    let (amina, yasmine) = tokio::try_join!(plan(stage, &stage.amina), plan(stage, &stage.yasmine))?;
    amina.tell("Amina", stage, narrator);
    yasmine.tell("Yasmine", stage, narrator);
    let louis = book_meanwhile(stage, narrator).await?;
    let made: BTreeSet<BookingId> = amina.made.into_iter().chain(yasmine.made).chain(louis).collect();
    let mut requested = BTreeSet::new();
    for laptop in [&stage.amina, &stage.yasmine] {
        let waiting = standing(laptop.client()).await?.into_iter();
        requested.extend(waiting.filter(|seat| seat.booking.right == Right::Requested).map(|seat| seat.booking.id));
    }
    (figures.booked_offline, figures.requested) = (made.len(), requested.len());
    narrator.say(
        format!("En tout, {} réservations écrites hors ligne, dont {} demandées.", made.len(), requested.len()),
        format!("In all, {} bookings written offline, {} of them requested.", made.len(), requested.len()),
    );
    Ok(requested)
}

/// What one association did.
struct Planned {
    made: Vec<BookingId>,
    inside: usize,
    outside: usize,
    plan: PlanView,
    accepted: usize,
}

async fn plan(stage: &Stage, laptop: &Laptop) -> Result<Planned> {
    let loans = shown!(laptop.query(Query::Loans).await?, Loans)?.loans;
    let (shifts, _) = board(laptop.client()).await?;
    let inside = book_lent(laptop, &loans, &shifts, true).await?;
    let outside = book_lent(laptop, &loans, &shifts, false).await?;
    let monday = stage.week.monday.to_string();
    let plan = match laptop.execute(Command::PlanWeek { monday, effort: Effort::Quick }).await? {
        Outcome::Planned { plan } => plan,
        other => return Err(unexpected_outcome(other)),
    };
    let proposals = plan.proposals.iter().map(|proposed| proposed.proposal.clone()).collect();
    let accepted = booked(laptop.try_execute(Command::Accept { proposals }).await)?;
    let counts = (inside.len(), outside.len(), accepted.len());
    let made = [inside, outside, accepted].concat();
    Ok(Planned { made, inside: counts.0, outside: counts.1, plan, accepted: counts.2 })
}

/// Books lent people into one shift each, inside of their loans or outside.
async fn book_lent(laptop: &Laptop, loans: &[LoanRow], shifts: &[ShiftView], inside: bool) -> Result<Vec<BookingId>> {
    let wanted = if inside { INSIDE } else { OUTSIDE };
    let mut made = Vec::new();
    for loan in loans {
        // Outside: as far from the loan as the city lends the same person again.
        let apart = |shift: &ShiftView| loan.window.gap(&shift.window) >= Minutes::hours(1);
        let fits = |shift: &&ShiftView| if inside { loan.window.covers(&shift.window) } else { apart(shift) };
        for shift in shifts.iter().filter(fits).take(TRIES) {
            if made.len() >= wanted {
                return Ok(made);
            }
            let bookings = book(laptop, shift, &loan.volunteer, false).await?;
            if !bookings.is_empty() {
                made.extend(bookings);
                break;
            }
        }
    }
    Ok(made)
}

impl Planned {
    fn tell(&self, name: &str, stage: &Stage, narrator: &Narrator) {
        let PlanView { places_needed, filled_before, filled_after, short, .. } = &self.plan;
        let (inside, outside, accepted) = (self.inside, self.outside, self.accepted);
        narrator.say(
            format!("{name} place {inside} bénévoles prêtés, en demande {outside} hors de leur prêt : « ne promettez rien ».",),
            format!("{name} books {inside} lent people, and requests {outside} outside of their loan: “do not promise”.",),
        );
        narrator.detail(
            format!(
                "Elle planifie la semaine : {filled_before} places pourvues sur {places_needed}, puis {filled_after} ;"
            ),
            format!("She plans the week: {filled_before} places filled of {places_needed}, then {filled_after};"),
        );
        narrator.detail(
            format!("elle accepte {accepted} propositions, {} créneaux restent courts.", short.len()),
            format!("she accepts {accepted} proposals, {} shifts stay short.", short.len()),
        );
        if let Some(ProposalView { name, title, window, .. }) = self.plan.proposals.first() {
            let at = stage.week.clock(window.from);
            narrator
                .detail(format!("La première : {name}, {title}, {at}."), format!("The first: {name}, {title}, {at}."));
        }
    }
}

/// Louis, who cannot know what Amina does, calls some of the same people for the same hours. The first says yes at once.
async fn book_meanwhile(stage: &Stage, narrator: &Narrator) -> Result<Vec<BookingId>> {
    narrator.say(
        "Louis, au sous-sol du Grand Parc, prend son téléphone et place les mêmes gens aux mêmes heures :",
        "Louis, in the basement of Grand Parc, takes his phone and books the same people at the same hours:",
    );
    let taken = standing(stage.amina.client()).await?;
    let (shifts, _) = board(stage.louis.client()).await?;
    let mut made = Vec::new();
    let mut asked = BTreeSet::new();
    for seat in taken.iter().filter(|seat| seat.booking.right == Right::Held) {
        if made.len() == MEANWHILE {
            break;
        }
        let Some(elsewhere) = shifts.iter().find(|shift| is_rival(seat, shift, made.len())) else { continue };
        if !asked.insert(seat.booking.volunteer.clone()) {
            continue;
        }
        let bookings = book(&stage.louis, elsewhere, &seat.booking.volunteer, true).await?;
        if let (true, Some(id)) = (made.is_empty(), bookings.first()) {
            stage.louis.execute(Command::SetAnswer { id: id.clone(), answer: Answer::Yes }).await?;
        }
        tell_meanwhile(seat, elsewhere, narrator);
        made.extend(bookings);
    }
    if made.len() < MEANWHILE {
        bail!("Louis could book only {} people whom Amina had booked", made.len());
    }
    Ok(made)
}

/// The same hours at another place; for the last one, the very same shift.
fn is_rival(seat: &Seat, shift: &ShiftView, made: usize) -> bool {
    let same = shift.id == seat.booking.shift;
    let very_same_wanted = made + 1 == MEANWHILE;
    if very_same_wanted { same } else { !same && shift.window.overlaps(&seat.window) }
}

fn tell_meanwhile(seat: &Seat, elsewhere: &ShiftView, narrator: &Narrator) {
    let (name, there, here) = (&seat.booking.name, &seat.title, &elsewhere.title);
    if elsewhere.id == seat.booking.shift {
        let both = (format!("{name} : « {here} », les deux fois."), format!("{name}: “{here}”, both times."));
        return narrator.detail(both.0, both.1);
    }
    narrator.detail(
        format!("{name} : « {there} » chez Amina, « {here} » chez Louis."),
        format!("{name}: “{there}” with Amina, “{here}” with Louis."),
    );
}
