use super::Table;
use jiff::ToSpan;
use jiff::civil::Date;

/// A place with the same shifts every day.
#[derive(Debug, Clone)]
pub struct Venue {
    /// Its name.
    pub place: &'static str,
    /// Its district's id.
    pub district: &'static str,
    /// What is done there, as people write the kind of help.
    pub kind: &'static str,
    /// When.
    pub slots: Slots,
    /// Roles: name, least, most, skill.
    pub roles: &'static [(&'static str, u32, u32, &'static str)],
}

/// Beginning and end by the clock, day after day.
pub type Slots = &'static [(&'static str, &'static str)];

/// A week of shifts from its Monday, as a French spreadsheet: one line for each role.
pub fn week_of_shifts(name: &str, monday: Date, venues: &[Venue]) -> Table {
    let header = ["Intitulé", "Type d’aide", "Lieu", "Date", "Début", "Fin", "Rôle", "Min", "Max", "Compétence"];
    let mut rows = vec![header.iter().map(|header| (*header).to_owned()).collect()];
    for day in 0..7 {
        let Ok(date) = monday.checked_add(day.days()) else { continue };
        for venue in venues {
            for (start, end) in venue.slots {
                rows.extend(venue.roles.iter().map(|role| line(venue, date, (start, end), role)));
            }
        }
    }
    Table::new(name, ';', &rows)
}

/// The Monday of next week, in Bordeaux.
///
/// # Errors
/// When the time zone is not known here.
pub fn next_monday() -> anyhow::Result<Date> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::get("Europe/Paris")?).date();
    Ok(today.checked_add((7 - i64::from(today.weekday().to_monday_zero_offset())).days())?)
}

fn line(venue: &Venue, date: Date, (start, end): (&str, &str), role: &(&str, u32, u32, &str)) -> Vec<String> {
    let (role, min, max, skill) = *role;
    vec![
        format!("{}, {}", venue.kind, venue.place),
        venue.kind.to_owned(),
        venue.place.to_owned(),
        date.strftime("%d/%m/%Y").to_string(),
        start.to_owned(),
        end.to_owned(),
        role.to_owned(),
        min.to_string(),
        max.to_string(),
        skill.to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_role_is_a_line() {
        let venue = Venue {
            place: "Bacalan",
            district: "bordeaux-maritime",
            kind: "Distribution alimentaire",
            slots: &[("9h", "12h"), ("14h", "17h")],
            roles: &[("Accueil", 1, 2, ""), ("Livraison", 1, 1, "permis B")],
        };
        let table = week_of_shifts("creneaux.csv", date(2020, 3, 23), &[venue]);
        let text = String::from_utf8(table.bytes).unwrap();
        assert_eq!(text.lines().count(), 1 + 7 * 2 * 2);
        let last = text.lines().last().unwrap();
        assert!(last.ends_with(";29/03/2020;14h;17h;Livraison;1;1;permis B"), "{last}");
    }
}
