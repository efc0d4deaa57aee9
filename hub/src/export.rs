//! Everything that the hub holds, as one JSON object. It is written piece by piece: a city is larger than a memory.

use crate::cli::{Export, ExportFormat};
use crate::door::{Door, unexpected};
use anyhow::Result;
use mainforte_api::{NeedRow, PeopleFilter, PeopleSort, Query, View};
use mainforte_domain::{Minute, ShiftId, VolunteerId, Window};
use serde::Serialize;
use std::io::{BufWriter, Write};

/// People are asked for in pages of so many.
const PAGE: u32 = 500;

/// From 1970 to the year 9999: every shift that can be written.
const EVER: Window = Window { from: Minute(0), until: Minute(4_223_371_680) };

/// Writes the export to standard output.
pub(crate) async fn export(options: &Export) -> Result<()> {
    let door = Door::open(&options.folder).await?;
    let mut output = BufWriter::new(std::io::stdout());
    let written = match options.format {
        ExportFormat::Json => write(&door, &mut output).await,
    };
    door.close().await;
    written?;
    output.flush()?;
    Ok(())
}

async fn write(door: &Door, output: &mut impl Write) -> Result<()> {
    write!(output, r#"{{"format":"mainforte-export","version":1,"me":"#)?;
    serde_json::to_writer(&mut *output, door.me())?;
    for (name, query) in [
        ("catalogue", Query::Catalogue),
        ("associations", Query::Associations),
        ("loans", Query::Loans),
        ("documents", Query::Digests),
    ] {
        write!(output, ",\"{name}\":")?;
        serde_json::to_writer(&mut *output, &data(door.query(query).await?)?)?;
    }
    write!(output, r#","people":"#)?;
    write_people(door, output).await?;
    write_needs(door, output).await?;
    writeln!(output, "}}")?;
    Ok(())
}

/// A view without its tag.
fn data(view: View) -> Result<serde_json::Value> {
    match serde_json::to_value(view)? {
        serde_json::Value::Object(mut fields) => fields.remove("data").ok_or_else(unexpected),
        _ => Err(unexpected()),
    }
}

async fn write_people(door: &Door, output: &mut impl Write) -> Result<()> {
    let mut list = List::begin(output)?;
    let mut offset = 0;
    loop {
        let page = Query::Volunteers { filter: PeopleFilter::default(), sort: PeopleSort::Name, offset, limit: PAGE };
        let View::Volunteers(page) = door.query(page).await? else { return Err(unexpected()) };
        for row in &page.rows {
            list.add(&person(door, row.id.clone()).await?)?;
        }
        offset += u32::try_from(page.rows.len())?;
        if page.rows.is_empty() || offset >= page.total {
            return list.end();
        }
    }
}

async fn person(door: &Door, id: VolunteerId) -> Result<serde_json::Value> {
    data(door.query(Query::Volunteer { id }).await?)
}

async fn write_needs(door: &Door, output: &mut impl Write) -> Result<()> {
    let View::Needs(needs) = door.query(Query::Needs { window: EVER }).await? else { return Err(unexpected()) };
    write!(output, r#","needs":"#)?;
    let mut list = List::begin(output)?;
    for need in &needs {
        list.add(&NeedLine::of(need))?;
    }
    list.end()?;
    write!(output, r#","shifts":"#)?;
    let mut list = List::begin(output)?;
    for shift in needs.iter().flat_map(|need| &need.shifts) {
        list.add(&data(door.query(Query::Shift { id: shift.id.clone() }).await?)?)?;
    }
    list.end()
}

/// A need, with its shifts by id: they stand in their own list, with their bookings.
#[derive(Serialize)]
struct NeedLine<'a> {
    id: &'a mainforte_domain::NeedId,
    org: &'a mainforte_domain::OrgId,
    title: &'a str,
    kind: &'a mainforte_domain::KindId,
    note: &'a str,
    shifts: Vec<&'a ShiftId>,
}

impl<'a> NeedLine<'a> {
    fn of(need: &'a NeedRow) -> Self {
        let shifts = need.shifts.iter().map(|shift| &shift.id).collect();
        Self { id: &need.id, org: &need.org, title: &need.title, kind: &need.kind, note: &need.note, shifts }
    }
}

/// A JSON list that is written item by item.
struct List<'a, W: Write> {
    output: &'a mut W,
    empty: bool,
}

impl<'a, W: Write> List<'a, W> {
    fn begin(output: &'a mut W) -> Result<Self> {
        write!(output, "[")?;
        Ok(Self { output, empty: true })
    }

    fn add<T: Serialize>(&mut self, item: &T) -> Result<()> {
        if !std::mem::replace(&mut self.empty, false) {
            write!(self.output, ",")?;
        }
        Ok(serde_json::to_writer(&mut *self.output, item)?)
    }

    fn end(self) -> Result<()> {
        Ok(write!(self.output, "]")?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_json_however_long_it_is() {
        for length in 0..3 {
            let mut text = Vec::new();
            let mut list = List::begin(&mut text).unwrap();
            (0..length).for_each(|item| list.add(&item).unwrap());
            list.end().unwrap();
            assert_eq!(serde_json::from_slice::<Vec<i32>>(&text).unwrap(), (0..length).collect::<Vec<_>>());
        }
    }
}
