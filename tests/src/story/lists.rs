//! Lists of volunteers and weeks of shifts come in, by file and by form.

use super::figures::Figures;
use super::narrator::Narrator;
use super::sample_city::{RESTOS, RESTOS_VENUES, SECOURS, SECOURS_VENUES, SEED};
use super::stage::{Stage, Week};
use crate::city::{Laptop, board, unexpected_outcome};
use crate::sample::{PeopleList, Venue, week_of_shifts};
use crate::shown;
use anyhow::{Context, Result, bail};
use jiff::ToSpan;
use mainforte_api::{Command, ImportCounts, NeedDraft, Outcome, PeopleFilter, PeopleSort, PlaceDraft, Query, Slot};
use mainforte_domain::{DistrictId, KindId, Priority, RoleNeed};
use mainforte_node::lines::Client;
use std::collections::BTreeMap;

/// A need that recurs every day of the week, typed into the form.
struct Daily {
    title: &'static str,
    kind: &'static str,
    place: &'static str,
    role: &'static str,
    remote: bool,
    from: &'static str,
    until: &'static str,
}

const OUTREACH: Daily = Daily {
    title: "Maraude du soir",
    kind: "outreach",
    place: "Gare Saint-Jean",
    role: "Équipage",
    remote: false,
    from: "20:00",
    until: "22:00",
};

const CALLS: Daily = Daily {
    title: "Appels aux personnes isolées",
    kind: "phone-company",
    place: "À domicile",
    role: "Écoute",
    remote: true,
    from: "14:00",
    until: "16:00",
};

/// Brings them in, and waits until everybody has what is theirs.
pub(super) async fn bring(stage: &Stage, narrator: &Narrator, figures: &mut Figures) -> Result<()> {
    narrator.scene("Les vieux fichiers Excel", "The old spreadsheets");
    let Stage { amina, yasmine, week, .. } = stage;
    let restos = bring_one(amina, &RESTOS, RESTOS_VENUES, week, &[OUTREACH, CALLS]);
    let secours = bring_one(yasmine, &SECOURS, SECOURS_VENUES, week, &[CALLS]);
    let (restos, secours) = tokio::try_join!(restos, secours)?;
    restos.tell("Amina", "Windows-1252", narrator);
    secours.tell("Yasmine", "UTF-8", narrator);
    stage.agree().await?;
    figures.volunteers = count_people(stage).await?;
    let (shifts, _) = board(stage.hub.client()?).await?;
    figures.shifts = shifts.iter().filter(|shift| stage.week.window.covers(&shift.window)).count();
    narrator.say(
        format!("En tout : {} bénévoles, {} créneaux pour la semaine.", figures.volunteers, figures.shifts),
        format!("In all: {} volunteers, {} shifts for the week.", figures.volunteers, figures.shifts),
    );
    narrator.say(
        "Chacun tient les siens : la ville ne lit aucun bénévole d’une association, ni l’inverse.",
        "Each keeps its own: the city reads no association's volunteer, nor the other way round.",
    );
    Ok(())
}

struct Brought {
    people: ImportCounts,
    shifts: ImportCounts,
    by_form: usize,
}

impl Brought {
    fn tell(&self, name: &str, encoding: &str, narrator: &Narrator) {
        narrator.say(format!("{name} ({encoding}) :"), format!("{name} ({encoding}):"));
        tell_counts(self.people, narrator);
        let (lines, by_form) = (self.shifts.taken, self.by_form);
        narrator.detail(
            format!("{lines} créneaux par fichier, {by_form} par formulaire"),
            format!("{lines} shifts by file, {by_form} by form"),
        );
    }
}

/// What became of a list's lines.
pub(super) fn tell_counts(counts: ImportCounts, narrator: &Narrator) {
    let ImportCounts { taken, merged, proposed, refused } = counts;
    narrator.detail(
        format!(
            "bénévoles repris : {taken}, doublons réunis : {merged}, à vérifier : {proposed}, illisibles : {refused}"
        ),
        format!("volunteers taken: {taken}, duplicates merged: {merged}, to look at: {proposed}, of no use: {refused}"),
    );
}

async fn bring_one(
    laptop: &Laptop,
    list: &PeopleList,
    venues: &[Venue],
    week: &Week,
    needs: &[Daily],
) -> Result<Brought> {
    let file = list.draw(SEED).to_import();
    let people = match laptop.execute(Command::ImportPeople { file, merge_lines: Vec::new() }).await? {
        Outcome::PeopleImported { report, .. } => report.counts,
        other => return Err(unexpected_outcome(other)),
    };
    for venue in venues {
        let district = Some(DistrictId::parse(venue.district)?);
        let place = PlaceDraft { id: None, name: venue.place.to_owned(), district };
        laptop.execute(Command::PutPlace { place }).await?;
    }
    let file = week_of_shifts("creneaux.csv", week.monday, venues).to_import();
    let shifts = match laptop.execute(Command::ImportShifts { file }).await? {
        Outcome::ShiftsImported { report, .. } if report.counts.refused == 0 => report.counts,
        Outcome::ShiftsImported { report, .. } => bail!("shifts were refused: {:?}", report.lines.first()),
        other => return Err(unexpected_outcome(other)),
    };
    let mut by_form = 0;
    for need in needs {
        match laptop.execute(Command::PublishNeed { need: need.draft(week)? }).await? {
            Outcome::NeedPublished { shifts, .. } => by_form += shifts.len(),
            other => return Err(unexpected_outcome(other)),
        }
    }
    Ok(Brought { people, shifts, by_form })
}

impl Daily {
    fn draft(&self, week: &Week) -> Result<NeedDraft> {
        let mut slots = Vec::new();
        for day in 0..7 {
            let date = week.monday.checked_add(day.days())?;
            slots.push(Slot { start: format!("{date}T{}", self.from), end: format!("{date}T{}", self.until) });
        }
        Ok(NeedDraft {
            title: self.title.to_owned(),
            kind: KindId::parse(self.kind)?,
            place: self.place.to_owned(),
            district: None,
            priority: Priority::new(1).context("no such priority")?,
            remote: self.remote,
            needs_vetted: false,
            language: None,
            roles: BTreeMap::from([(self.role.to_owned(), RoleNeed { skill: None, min: 2, max: 3 })]),
            slots,
            note: String::new(),
        })
    }
}

async fn count_people(stage: &Stage) -> Result<usize> {
    let own = PeopleFilter { lent: Some(false), ..PeopleFilter::default() };
    let mut people = 0;
    for client in [stage.hub.client()?, stage.amina.client(), stage.yasmine.client()] {
        people += count(client, own.clone()).await?;
    }
    Ok(people)
}

async fn count(client: &Client, filter: PeopleFilter) -> Result<usize> {
    let query = Query::Volunteers { filter, sort: PeopleSort::Name, offset: 0, limit: 1 };
    let page = shown!(client.query(query).await.map_err(crate::city::refused("people"))?, Volunteers)?;
    Ok(usize::try_from(page.total)?)
}
