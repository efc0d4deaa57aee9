use crate::search::question;
use crate::value::{first, json, number, rows, small, word};
use crate::{Reader, StoreError, reader::calendar};
use mainforte_api::{Page, PeopleFilter, PeopleSort, VolunteerRow};
use mainforte_domain::{Minute, Minutes, Person, PersonStatus, display_phone};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeMap;

impl Reader {
    /// People, one page of them.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn volunteers(
        &self,
        filter: &PeopleFilter,
        sort: PeopleSort,
        offset: u32,
        limit: u32,
        now: Minute,
    ) -> Result<Page<VolunteerRow>, StoreError> {
        let reading = self.at_once()?;
        let monday = calendar(&reading)?.monday(now).to_string();
        let (total, nums) = page(&reading, filter, Order::of(sort, &monday), offset, limit)?;
        let listing = Listing::begin(&reading, monday)?;
        let rows = nums.into_iter().filter_map(|num| listing.row(num).transpose()).collect::<Result<_, _>>()?;
        Ok(Page { total: small(total), offset, rows })
    }
}

/// How many people there are in all, and the rows of one page of them.
fn page(
    connection: &Connection,
    filter: &PeopleFilter,
    order: Order,
    offset: u32,
    limit: u32,
) -> Result<(i64, Vec<i64>), StoreError> {
    let doing = "listing people";
    let Condition { sql, values } = Condition::of(filter)?;
    let Order { join, by, first } = order;
    let mut all: Vec<Value> = first.into_iter().chain(values.iter().cloned()).collect();
    let sorted = format!("SELECT p.num FROM people p {join} WHERE {sql} ORDER BY {by}");
    if question(&filter.search).is_some() {
        // Full text is asked once: counting and paging apart would ask it twice, and it is what takes time.
        let found: Vec<i64> = rows(connection, doing, &sorted, params_from_iter(all), |row| row.get(0))?;
        let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
        return Ok((total, found.into_iter().skip(offset as usize).take(limit as usize).collect()));
    }
    let count = format!("SELECT count(*) FROM people p WHERE {sql}");
    let total = number(connection, doing, &count, params_from_iter(values))?;
    all.extend([Value::from(limit), Value::from(offset)]);
    let sorted = format!("{sorted} LIMIT ? OFFSET ?");
    Ok((total, rows(connection, doing, &sorted, params_from_iter(all), |row| row.get(0))?))
}

/// What a filter says, as SQL over `people p`.
struct Condition {
    sql: String,
    values: Vec<Value>,
}

impl Condition {
    fn of(filter: &PeopleFilter) -> Result<Self, StoreError> {
        let mut all = Self { sql: "p.shown = 1".to_owned(), values: Vec::new() };
        let tagged = |tag| format!("p.num IN (SELECT person FROM people_tags WHERE tag = '{tag}' AND value = ?)");
        if let Some(question) = question(&filter.search) {
            all.and("p.num IN (SELECT rowid FROM people_text WHERE people_text MATCH ?)", question);
        }
        if let Some(kind) = &filter.offer {
            all.and(&tagged("offer"), kind.to_string());
        }
        if let Some(skill) = &filter.skill {
            all.and(&tagged("skill"), skill.clone());
        }
        if let Some(district) = &filter.district {
            all.and("p.district = ?", district.to_string());
        }
        match &filter.status {
            Some(status) => all.and("p.status = ?", word("asking for a status", status)?),
            // Who has left, or was imported by mistake, is shown to those who ask for them.
            None => all.and("p.status <> ?", word("asking for a status", &PersonStatus::Withdrawn)?),
        }
        if let Some(lent) = filter.lent {
            all.and("p.lent = ?", i64::from(lent));
        }
        Ok(all)
    }

    fn and(&mut self, sql: &str, value: impl Into<Value>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
        self.values.push(value.into());
    }
}

/// How a list is sorted. Ids decide last, so that pages never overlap.
struct Order {
    join: &'static str,
    by: &'static str,
    /// The parameter of the join, which stands before those of the condition.
    first: Option<Value>,
}

impl Order {
    fn of(sort: PeopleSort, monday: &str) -> Self {
        let first = (sort == PeopleSort::WeekBooked).then(|| Value::from(monday.to_owned()));
        let (join, by) = match sort {
            PeopleSort::Name => ("", "p.sort_name, p.id"),
            PeopleSort::District => {
                ("LEFT JOIN districts d ON d.id = p.district", "d.folded IS NULL, d.folded, p.sort_name, p.id")
            }
            PeopleSort::WeekBooked => (
                "LEFT JOIN booked_weeks w ON w.monday = ? AND w.volunteer = p.id",
                "coalesce(w.minutes, 0), p.sort_name, p.id",
            ),
            PeopleSort::LastAsked => ("", "p.last_asked, p.sort_name, p.id"),
            PeopleSort::Newest => ("", "p.added DESC"),
        };
        Self { join, by, first }
    }
}

/// Reads rows of the list.
pub(super) struct Listing<'a> {
    connection: &'a Connection,
    monday: String,
    districts: BTreeMap<String, String>,
}

impl<'a> Listing<'a> {
    /// `monday`: that of the current week, whose booked hours are shown.
    pub(super) fn begin(connection: &'a Connection, monday: String) -> Result<Self, StoreError> {
        let sql = "SELECT id, name FROM districts";
        let districts = rows(connection, "reading the districts", sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Self { connection, monday, districts: districts.into_iter().collect() })
    }

    /// The row of `people`; none when it is gone.
    pub(super) fn row(&self, num: i64) -> Result<Option<VolunteerRow>, StoreError> {
        let sql = "SELECT r.record, p.lent, p.last_asked, coalesce(w.minutes, 0)
            FROM people p JOIN people_records r ON r.num = p.num
            LEFT JOIN booked_weeks w ON w.monday = ?2 AND w.volunteer = p.id WHERE p.num = ?1";
        first(self.connection, "reading a person's row", sql, (num, &self.monday), |row| {
            let person: Person = json(row, 0)?;
            let last_asked: Option<i64> = row.get(2)?;
            Ok(VolunteerRow {
                phone: person.phones.first().map(|phone| display_phone(phone)),
                email: person.emails.first().cloned(),
                district: person.district.and_then(|district| self.districts.get(district.as_str()).cloned()),
                skills: person.skills.into_iter().collect(),
                offers: person.offers.into_iter().collect(),
                week_booked: Minutes(row.get(3)?),
                last_asked: last_asked.map(Minute),
                status: person.status,
                lent: row.get(1)?,
                id: person.id,
                given: person.given,
                family: person.family,
            })
        })
    }
}
