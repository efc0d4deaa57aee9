//! What the store costs with ten thousand people: `cargo run --release -p mainforte-store --example ten_thousand`.

use mainforte_api::{PeopleFilter, PeopleSort};
use mainforte_documents::{Document, Record};
use mainforte_domain::{
    Answer, Booking, BookingStatus, CityCalendar, DocumentId, Minute, Person, Priority, RoleNeed, Shift, ShiftStatus,
    Window,
};
use mainforte_store::{Commit, DocumentUpdate, Store, StoreKey};
use mainforte_sync::{DeviceKey, Seal, Sealed, SealedChange};
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

const PEOPLE: usize = 10_000;
const SHIFTS: usize = 600;
const NOW: Minute = Minute(26_418_660);
const GIVEN: [&str; 8] = ["Marie", "Jean", "Zoé", "Paul", "Chloé", "Denis", "Béatrice", "Anne"];

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("costs.db");
    let key = StoreKey::new([7; 32]);
    let mut store = Store::open(&path, &key)?;
    store.set_owner(&"restos".parse()?, &"bordeaux".parse()?)?;
    fill(&mut store)?;
    single_commits(&mut store)?;
    drop(store);
    reopen(&path, &key)
}

fn fill(store: &mut Store) -> Outcome<()> {
    let begin = Instant::now();
    for from in (0..PEOPLE).step_by(200) {
        let people: Vec<_> = (from..from + 200).map(a_person).collect::<Outcome<_>>()?;
        write(store, people)?;
    }
    report("10,000 people in commits of 200", begin.elapsed());
    let shifts = (0..SHIFTS).map(a_shift).collect::<Outcome<Vec<_>>>()?;
    let bookings = (0..SHIFTS * 3).map(a_booking).collect::<Outcome<Vec<_>>>()?;
    let begin = Instant::now();
    write(store, vec![("board/restos/2020-03".parse_id()?, [shifts, bookings].concat())])?;
    report("600 shifts and 1,800 bookings in one commit", begin.elapsed());
    Ok(())
}

fn single_commits(store: &mut Store) -> Outcome<()> {
    let mut times = Vec::new();
    for no in PEOPLE..PEOPLE + 300 {
        let person = a_person(no)?;
        let begin = Instant::now();
        write(store, vec![person])?;
        times.push(begin.elapsed());
    }
    times.sort();
    report("one person to disk, median", times[150]);
    report("one person to disk, p99", times[297]);
    Ok(())
}

fn reopen(path: &Path, key: &StoreKey) -> Outcome<()> {
    let begin = Instant::now();
    let store = Store::open(path, key)?;
    report("open", begin.elapsed());
    let begin = Instant::now();
    store.today(NOW)?;
    report("today, first", begin.elapsed());
    report("today", median(|| Ok(store.today(NOW).map(drop)?))?);
    let reader = store.reader()?;
    for (name, sort) in [
        ("name", PeopleSort::Name),
        ("district", PeopleSort::District),
        ("booked hours", PeopleSort::WeekBooked),
        ("last asked", PeopleSort::LastAsked),
        ("newest", PeopleSort::Newest),
    ] {
        for (search, offset) in [("", 0), ("", 5_000), ("m", 0), ("mar", 0), ("durand9", 0), ("06 12", 0)] {
            let filter = PeopleFilter { search: search.to_owned(), ..PeopleFilter::default() };
            let mut found = 0;
            let page = median(|| {
                let page = reader.volunteers(&filter, sort, offset, 50, NOW)?;
                found = page.total;
                Ok(())
            })?;
            report(&format!("50 by {name}, search {search:?}, from {offset}, of {found}"), page);
        }
    }
    report("week", median(|| Ok(reader.week(None, NOW).map(drop)?))?);
    report("planning input", median(|| Ok(reader.planning_input(&week()?).map(drop)?))?);
    report("unsent", median(|| Ok(reader.unsent().map(drop)?))?);
    Ok(())
}

fn median(mut work: impl FnMut() -> Outcome<()>) -> Outcome<Duration> {
    let mut times = Vec::new();
    for _ in 0..9 {
        let begin = Instant::now();
        work()?;
        times.push(begin.elapsed());
    }
    times.sort();
    Ok(times[4])
}

fn report(what: &str, time: Duration) {
    println!("{:>10.2} ms  {what}", time.as_secs_f64() * 1_000.0);
}

fn week() -> Outcome<Window> {
    let calendar = CityCalendar::new("Europe/Paris")?;
    calendar.week(calendar.monday(NOW)).ok_or_else(|| "no week".into())
}

fn a_person(no: usize) -> Outcome<(DocumentId, Vec<Record>)> {
    let volunteer = format!("v{no}");
    let mut person =
        Person::named(volunteer.parse()?, GIVEN[no % GIVEN.len()], &format!("Durand{}", no * 7_919 % 10_007));
    person.phones.insert(format!("+336{:08}", no * 104_729 % 100_000_000));
    person.emails.insert(format!("{volunteer}@example.org"));
    person.skills.insert(["driver", "first-aid", "cook"][no % 3].to_owned());
    person.note = "disponible le mardi et le jeudi matin".to_owned();
    Ok((format!("person/restos/{volunteer}").parse_id()?, vec![Record::Person(person)]))
}

fn a_shift(no: usize) -> Outcome<Record> {
    let from = week()?.from.plus((no % 160) as i64 * 60);
    Ok(Record::Shift(Shift {
        id: format!("s{no}").parse()?,
        need: "need".parse()?,
        title: "Distribution".to_owned(),
        kind: "food-distribution".parse()?,
        place: format!("p{}", no % 20).parse()?,
        window: Window { from, until: from.plus(180) },
        priority: Priority::USUAL,
        remote: false,
        needs_vetted: false,
        language: None,
        roles: [("Cuisine".to_owned(), RoleNeed { skill: None, min: 3, max: 5 })].into(),
        status: ShiftStatus::Planned,
    }))
}

fn a_booking(no: usize) -> Outcome<Record> {
    Ok(Record::Booking(Booking {
        id: format!("b{no}").parse()?,
        shift: format!("s{}", no % SHIFTS).parse()?,
        role: "Cuisine".to_owned(),
        volunteer: format!("v{}", no * 5).parse()?,
        answer: Answer::NotAsked,
        status: BookingStatus::Active,
        by: DeviceKey::from_secret(&[2; 32]).id(),
        at: NOW,
    }))
}

fn write(store: &mut Store, documents: Vec<(DocumentId, Vec<Record>)>) -> Outcome<()> {
    let key = DeviceKey::from_secret(&[2; 32]);
    let (mut changes, mut updates) = (Vec::new(), Vec::new());
    for (id, records) in documents {
        let mut document = Document::new(&id);
        let change = document.edit(b"an-actor-of-this-run", &records)?.ok_or("nothing new")?;
        let index = u32::try_from(changes.len())?;
        updates.push(DocumentUpdate { id: id.clone(), records, heads: document.heads(), snapshot: None });
        changes.push(SealedChange { index, document: id, hash: change.hash, bytes: change.bytes });
    }
    let entries: Vec<_> = changes.iter().map(|change| (change.document.clone(), change.hash)).collect();
    let seal = Seal::new(&key, store.next_counter()?, 0, &entries)?;
    store.commit(Commit { sealed: vec![Sealed { seal, changes }], documents: updates, ..Commit::at(NOW) })?;
    Ok(())
}

trait ParseId {
    fn parse_id(&self) -> Outcome<DocumentId>;
}

impl ParseId for str {
    fn parse_id(&self) -> Outcome<DocumentId> {
        Ok(DocumentId::parse(self)?)
    }
}
