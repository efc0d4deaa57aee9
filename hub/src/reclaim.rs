use crate::cli::Reclaim;
use crate::door::{Door, unexpected};
use anyhow::{Context, Result, bail};
use mainforte_api::{Command, LentBooking, LoanRow, Query, View};
use mainforte_domain::{CityCalendar, LoanId, Minute};
use std::io::Write;

/// Takes lent time back, once somebody has read what may come of it.
pub(crate) async fn reclaim(options: &Reclaim) -> Result<()> {
    let door = Door::open(&options.folder).await?;
    let said = take_back(&door, options).await;
    door.close().await;
    writeln!(std::io::stdout().lock(), "{}", said?)?;
    Ok(())
}

async fn take_back(door: &Door, options: &Reclaim) -> Result<String> {
    let id = LoanId::parse(&options.loan).context("--loan takes an id, look it up with `export`")?;
    let View::Loans(loans) = door.query(Query::Loans).await? else { return Err(unexpected()) };
    let found = loans.loans.into_iter().find(|row| row.id == id);
    let row = found.with_context(|| format!("there is no loan {id}, look it up with `export`"))?;
    if !options.yes && !row.returned {
        let View::LoanUse(uses) = door.query(Query::LoanUse { loan: id.clone() }).await? else {
            return Err(unexpected());
        };
        bail!("{}", warning(&row, &uses, &CityCalendar::new(&door.me().time_zone)?));
    }
    door.execute(Command::Reclaim { loan: id.clone() }).await?;
    let LoanRow { name, org_name, .. } = row;
    Ok(format!("{id}: {name} is no longer lent to {org_name}; tell them, who may not know yet"))
}

/// What the hub knows to stand on a loan, and what it cannot know.
fn warning(row: &LoanRow, uses: &[LentBooking], calendar: &CityCalendar) -> String {
    let LoanRow { name, org_name, .. } = row;
    let day = |at: Minute| calendar.wall(at).strftime("%Y-%m-%dT%H:%M").to_string();
    let times: Vec<String> = uses.iter().map(|one| day(one.seat.window.from)).collect();
    let known = match times.as_slice() {
        [] => format!("{org_name} has booked {name} for nothing that is known here"),
        times => format!("{org_name} counts on {name} on {}", times.join(", ")),
    };
    format!(
        "{known}; a laptop of theirs that is not connected learns of this later, and may promise {name} until then: call them \
         first, or say --yes"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use mainforte_api::Seat;
    use mainforte_domain::{Answer, BookingId, Minutes, OrgId, ShiftId, VolunteerId, Window};

    #[test]
    fn the_warning_names_what_is_known_to_stand_and_what_cannot_be_known() {
        let calendar = CityCalendar::new("Europe/Paris").unwrap();
        let from = calendar.parse("2020-03-24T09:00").unwrap();
        let window = Window::new(from, from.plus(180)).unwrap();
        let row = LoanRow {
            id: LoanId::parse("l1").unwrap(),
            volunteer: VolunteerId::parse("marie").unwrap(),
            name: "Marie".to_owned(),
            org: OrgId::parse("restos").unwrap(),
            org_name: "Restos".to_owned(),
            window,
            quota: None,
            booked: Minutes(180),
            given_back: None,
            returned: false,
            reclaimed: None,
            reclaiming: false,
        };
        let shift = ShiftId::parse("s1").unwrap();
        let seat = Seat { window, shift, role: String::new(), title: String::new(), place: String::new() };
        let one = LentBooking { booking: BookingId::parse("b1").unwrap(), seat, answer: Answer::Yes, elsewhere: None };
        let said = warning(&row, &[one], &calendar);
        assert!(said.starts_with("Restos counts on Marie on 2020-03-24T09:00; a laptop"), "{said}");
        assert!(warning(&row, &[], &calendar).contains("nothing that is known here"));
    }
}
