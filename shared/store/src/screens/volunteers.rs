use crate::search::question;
use crate::value::{first, json, number, rows, word};
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
        let (total, nums) = page(&reading, filter, Order::of(sort, &monday), offset as usize, limit as usize)?;
        let listing = Listing::begin(&reading, monday)?;
        let rows = nums.into_iter().filter_map(|num| listing.row(num).transpose()).collect::<Result<_, _>>()?;
        Ok(Page { total: u32::try_from(total).unwrap_or(u32::MAX), offset, rows })
    }
}

/// How many people there are in all, and the rows of one page of them.
fn page(
    connection: &Connection,
    filter: &PeopleFilter,
    order: Order<'_>,
    offset: usize,
    limit: usize,
) -> Result<(usize, Vec<i64>), StoreError> {
    let doing = "listing people";
    let Condition { sql, mut values } = Condition::of(filter)?;
    let searched = question(&filter.search).is_some();
    let by = match order {
        Order::Index(by) if searched => by,
        Order::Index(by) => {
            let count = format!("SELECT count(*) FROM people p WHERE {sql}");
            let total = number(connection, doing, &count, params_from_iter(&values))?;
            let page = format!("SELECT p.num FROM people p WHERE {sql} ORDER BY {by} LIMIT ? OFFSET ?");
            values.extend([limit, offset].map(|number| Value::from(i64::try_from(number).unwrap_or(i64::MAX))));
            let nums = rows(connection, doing, &page, params_from_iter(values), |row| row.get(0))?;
            return Ok((usize::try_from(total).unwrap_or(0), nums));
        }
        Order::Rank(_) => BY_NAME,
    };
    // Full text is asked once, for counting and paging apart would ask it twice; and what is ranked by something that no
    // index has is ranked here, which takes less than joining and sorting it in the database.
    let sql = format!("SELECT p.num, p.district FROM people p WHERE {sql} ORDER BY {by}");
    let mut found: Vec<(i64, Option<String>)> =
        rows(connection, doing, &sql, params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
    if let Order::Rank(rank) = order {
        rank.sort(connection, &mut found)?;
    }
    Ok((found.len(), found.into_iter().skip(offset).take(limit).map(|(num, _)| num).collect()))
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
enum Order<'a> {
    /// As an index has it.
    Index(&'static str),
    /// By name first, then by something else.
    Rank(Rank<'a>),
}

const BY_NAME: &str = "p.sort_name, p.id";

enum Rank<'a> {
    District,
    /// The booked time of the week that begins on this Monday.
    Booked(&'a str),
}

impl<'a> Order<'a> {
    fn of(sort: PeopleSort, monday: &'a str) -> Self {
        match sort {
            PeopleSort::Name => Self::Index(BY_NAME),
            PeopleSort::LastAsked => Self::Index("p.last_asked, p.sort_name, p.id"),
            PeopleSort::Newest => Self::Index("p.added DESC"),
            PeopleSort::District => Self::Rank(Rank::District),
            PeopleSort::WeekBooked => Self::Rank(Rank::Booked(monday)),
        }
    }
}

impl Rank<'_> {
    /// Sorts rows of people with their districts; those that rank alike stay in the order in which they came.
    fn sort(&self, connection: &Connection, found: &mut [(i64, Option<String>)]) -> Result<(), StoreError> {
        match self {
            Self::District => {
                let sql = "SELECT id FROM districts ORDER BY folded, id";
                let ids = rows(connection, "ranking districts", sql, [], |row| row.get::<_, String>(0))?;
                let ranks: BTreeMap<String, usize> = ids.into_iter().zip(0..).collect();
                let rank = |district: &Option<String>| district.as_ref().and_then(|id| ranks.get(id)).copied();
                found.sort_by_cached_key(|(_, district)| rank(district).unwrap_or(usize::MAX));
            }
            Self::Booked(monday) => {
                let sql =
                    "SELECT p.num, w.minutes FROM booked_weeks w CROSS JOIN people p ON p.id = w.volunteer AND p.shown = 1
                    WHERE w.monday = ?1";
                let booked =
                    rows(connection, "ranking booked hours", sql, [monday], |row| Ok((row.get(0)?, row.get(1)?)))?;
                let minutes: BTreeMap<i64, i64> = booked.into_iter().collect();
                found.sort_by_cached_key(|(num, _)| minutes.get(num).copied().unwrap_or(0));
            }
        }
        Ok(())
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
