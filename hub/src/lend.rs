use crate::cli::Lend;
use crate::door::{Door, unexpected};
use anyhow::{Context, Result, bail};
use mainforte_api::{AssociationRow, Command, Outcome, Query, View};
use mainforte_domain::{CityCalendar, Minute, Minutes, OrgId, VolunteerId, Window, fold};
use std::io::Write;

/// Lends a volunteer of the pool.
pub(crate) async fn lend(options: &Lend) -> Result<()> {
    let door = Door::open(&options.folder).await?;
    let said = grant(&door, options).await;
    door.close().await;
    writeln!(std::io::stdout().lock(), "{}", said?)?;
    Ok(())
}

async fn grant(door: &Door, options: &Lend) -> Result<String> {
    let volunteer =
        VolunteerId::parse(&options.volunteer).context("--volunteer takes an id, look it up with `export`")?;
    let window = window(&options.from, &options.until, &door.me().time_zone)?;
    let View::Associations(associations) = door.query(Query::Associations).await? else { return Err(unexpected()) };
    let (to, association) = find(&associations.rows, &options.to)?;
    let View::Volunteer(sheet) = door.query(Query::Volunteer { id: volunteer.clone() }).await? else {
        return Err(unexpected());
    };
    let quota = options.hours.map(|hours| Minutes::hours(i64::from(hours)));
    let outcome = door.execute(Command::Lend { volunteer, to, window, quota }).await?;
    let Outcome::Lent { id, .. } = outcome else { return Err(unexpected()) };
    let (name, from, until) = (sheet.person.name(), &options.from, &options.until);
    Ok(format!("{id}: {name} is lent to {association} from {from} until {until}"))
}

/// The association of that id, or else of that name: accents and case do not matter.
pub(crate) fn find(rows: &[AssociationRow], wanted: &str) -> Result<(OrgId, String)> {
    let by_id: Vec<&AssociationRow> = rows.iter().filter(|row| row.org.as_str() == wanted).collect();
    let by_name = || rows.iter().filter(|row| fold(&row.name) == fold(wanted)).collect();
    let found: Vec<&AssociationRow> = if by_id.is_empty() { by_name() } else { by_id };
    match found.as_slice() {
        [row] => Ok((row.org.clone(), row.name.clone())),
        [] => bail!("the city knows no association {wanted:?}, see `status` for those that it knows"),
        _ => bail!("several associations are called {wanted:?}, give the id of one: `status --json` has them"),
    }
}

fn window(from: &str, until: &str, time_zone: &str) -> Result<Window> {
    let calendar = CityCalendar::new(time_zone)?;
    let read = |text: &str| {
        instant(text, &calendar).with_context(|| format!("{text:?} is not a time, write it like 2020-03-24T09:00"))
    };
    Window::new(read(from)?, read(until)?).context("--until is not after --from, correct one of them")
}

/// With an offset: that instant; without: the city's clock.
fn instant(text: &str, calendar: &CityCalendar) -> Option<Minute> {
    let exact = |text: &str| Some(Minute(text.parse::<jiff::Timestamp>().ok()?.as_second().div_euclid(60)));
    exact(text.trim()).or_else(|| calendar.parse(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_the_citys_unless_they_say_otherwise() {
        let local = window("2020-03-24T09:00", "2020-03-24T12:00", "Europe/Paris").unwrap();
        let offset = window("2020-03-24T09:00+01:00", "2020-03-24T11:00Z", "Europe/Paris").unwrap();
        assert_eq!(local, offset);
        assert!(window("2020-03-24T12:00", "2020-03-24T12:00", "Europe/Paris").is_err());
        assert!(window("noon", "2020-03-24T12:00", "Europe/Paris").is_err());
    }

    #[test]
    fn an_association_is_found_by_its_name_or_its_id() {
        let row = |id: &str, name: &str| AssociationRow {
            org: OrgId::parse(id).unwrap(),
            name: name.to_owned(),
            devices: Vec::new(),
            invitations: Vec::new(),
        };
        let rows = [row("restos-1", "Restos du cœur"), row("secours-1", "Secours"), row("secours-2", "Secours")];
        let found = |wanted: &str| find(&rows, wanted).map(|(id, _)| id.to_string()).ok();
        assert_eq!(found("restos du coeur").as_deref(), Some("restos-1"));
        assert_eq!(found("secours-2").as_deref(), Some("secours-2"));
        assert_eq!(found("Secours"), None);
        assert_eq!(found("Croix-Rouge"), None);
    }
}
