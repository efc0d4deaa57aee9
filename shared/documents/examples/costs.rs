//! What documents cost in time and bytes: `cargo run --release -p mainforte-documents --example costs`.

use mainforte_documents::{Document, Record};
use mainforte_domain::*;
use std::collections::BTreeMap;
use std::error::Error;
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    person()?;
    board()
}

fn person() -> Result<()> {
    let id = DocumentId::parse("person/restos/marie")?;
    let mut marie = Person::named(VolunteerId::parse("marie")?, "Marie", "Lacaze");
    let mut doc = Document::new(&id);
    doc.edit(b"amina amina amin", &[Record::Person(marie.clone())])?;
    let mut far = doc.clone();
    let (mut edits, mut absorbs) = (Duration::ZERO, Duration::ZERO);
    const ROUNDS: u32 = 200;
    for round in 0..ROUNDS {
        marie.radius = Metres(round.into());
        let start = Instant::now();
        let change = doc.edit(b"amina amina amin", &[Record::Person(marie.clone())])?.ok_or("no change")?;
        edits += start.elapsed();
        let start = Instant::now();
        far.absorb(&[&change.bytes])?;
        absorbs += start.elapsed();
    }
    println!("person: edit {:?}, absorb {:?}", edits / ROUNDS, absorbs / ROUNDS);
    let saved = doc.save();
    let (_, time) = timed(|| Document::load(&id, Some(&saved), []))?;
    println!("person after {ROUNDS} edits: {} bytes, load {time:?}", saved.len());
    Ok(())
}

fn board() -> Result<()> {
    let id = DocumentId::parse("board/restos/2020-03")?;
    let records = month()?;
    let mut doc = Document::new(&id);
    let (change, time) = timed(|| doc.edit(b"amina amina amin", &records))?;
    let bytes = change.ok_or("no change")?.bytes;
    println!("board of {} records: written in {time:?}, change of {} bytes", records.len(), bytes.len());
    let mut far = Document::new(&id);
    let (_, time) = timed(|| far.absorb(&[&bytes]))?;
    println!("  absorbed in {time:?}");
    let (saved, time) = timed(|| doc.checked_save())?;
    println!("  saved and loaded again in {time:?}, {} bytes", saved.len());
    let (_, time) = timed(|| Document::load(&id, Some(&saved), []))?;
    println!("  loaded in {time:?}");
    let start = Instant::now();
    let count = doc.records().len();
    println!("  {count} records read in {:?}", start.elapsed());
    let booking = records.last().cloned().ok_or("no record")?;
    let Record::Booking(booking) = booking else { return Err("no booking".into()) };
    let yes = Record::Booking(Booking { answer: Answer::Yes, ..booking });
    let (change, time) = timed(|| doc.edit(b"amina amina amin", std::slice::from_ref(&yes)))?;
    println!("  one booking edited in {time:?}");
    let change = change.ok_or("no change")?;
    let (_, time) = timed(|| far.absorb(&[&change.bytes]))?;
    println!("  and absorbed in {time:?}");
    let (_, time) = timed(|| doc.record(&yes.key()))?;
    println!("  and read in {time:?}");
    Ok(())
}

/// 300 shifts with 10 bookings each.
fn month() -> Result<Vec<Record>> {
    let mut records = Vec::new();
    for shift in 0..300 {
        let id = ShiftId::parse(&format!("shift-9f3ac1-{shift}"))?;
        let from = Minute(26_414_400 + shift * 90);
        records.push(Record::Shift(Shift {
            id: id.clone(),
            need: NeedId::parse("need-1")?,
            title: "Distribution, Bacalan".to_owned(),
            kind: KindId::parse("food-distribution")?,
            place: PlaceId::parse("bacalan")?,
            window: Window::new(from, from.plus(180)).ok_or("an empty window")?,
            priority: Priority::USUAL,
            remote: false,
            needs_vetted: false,
            language: None,
            roles: BTreeMap::from([("Cuisine".to_owned(), RoleNeed { skill: None, min: 1, max: 10 })]),
            status: ShiftStatus::Planned,
        }));
        for place in 0..10 {
            records.push(Record::Booking(Booking {
                id: BookingId::parse(&format!("booking-9f3ac1-{shift}-{place}"))?,
                shift: id.clone(),
                role: "Cuisine".to_owned(),
                volunteer: VolunteerId::parse(&format!("volunteer-77be-{}", (shift * 7 + place) % 400))?,
                answer: Answer::NotAsked,
                status: BookingStatus::Active,
                by: DeviceId([1; 32]),
                at: Minute(26_412_000),
            }));
        }
    }
    Ok(records)
}

fn timed<T, E: Error + 'static>(work: impl FnOnce() -> std::result::Result<T, E>) -> Result<(T, Duration)> {
    let start = Instant::now();
    let done = work()?;
    Ok((done, start.elapsed()))
}
