//! The city takes lent time back while the laptop that counts on it is off the network: what an operator is warned of, and
//! what both sides have to settle afterwards.

use anyhow::{Context, Result, ensure};
use mainforte_api::{Command, Outcome, Query, Slot};
use mainforte_domain::{Answer, CityCalendar, OrgId, ShiftId, VolunteerId, Window};
use mainforte_e2e::{Desk, Key, Screen, Stage, play};
use mainforte_tests::city::{Laptop, unexpected_outcome, until};
use mainforte_tests::sample::{need, person};
use mainforte_tests::shown;

const RESTOS: &str = "Restos du cœur";
const SECOURS: &str = "Secours populaire";
const MARIE: &str = "Marie Durand";
/// The hours of a loan, and of the shifts inside it.
const DAY: [&str; 2] = ["08:00", "20:00"];
const MORNING: [&str; 2] = ["09:00", "12:00"];
const AFTERNOON: [&str; 2] = ["14:00", "17:00"];

#[tokio::test]
async fn an_operator_takes_lent_time_back_and_both_sides_settle_what_stood_on_it() -> Result<()> {
    play("reclaimed", "claire", async |stage, desk| tell(stage, desk).await).await
}

async fn tell(stage: &Stage, claire: &Desk) -> Result<()> {
    claire.join(&stage.hub.invite_operator().await?, "Ville de Bordeaux", "Poste de Claire").await?;
    let amina = stage.laptop("Amina", RESTOS).await?;
    let louis = stage.laptop("Louis", SECOURS).await?;
    let marie = pool(stage).await?;
    book_and_leave(stage, amina, &marie).await?;
    take_back(stage, claire).await?;
    lend_on(stage, &louis, &marie).await?;

    // Amina opens her laptop again, in its window, and hears of it.
    let (screen, amina) = stage.another_window("amina").await?;
    let told = settle(stage, claire, &screen, &amina).await;
    if told.is_err() {
        screen.picture("reclaimed-amina-failed")?;
    }
    told?;
    amina.close().await?;
    louis.close().await
}

/// Marie, whom the city may lend.
async fn pool(stage: &Stage) -> Result<VolunteerId> {
    let person = person("Marie", "Durand", "06 39 98 00 07");
    match stage.hub.execute(Command::AddPerson { person }).await? {
        Outcome::PersonSaved { id, .. } => Ok(id),
        other => Err(unexpected_outcome(other)),
    }
}

/// Amina is lent Marie for a day: the city hears of what she books in the morning, and not of the afternoon.
async fn book_and_leave(stage: &Stage, amina: Laptop, marie: &VolunteerId) -> Result<()> {
    let morning = publish(&amina, "Bacalan", MORNING).await?;
    let afternoon = publish(&amina, "Bacalan", AFTERNOON).await?;
    lend(stage, &amina, marie).await?;
    book(&amina, morning, marie).await?;
    amina.catch_up().await?;
    amina.set_online(false).await?;
    book(&amina, afternoon, marie).await?;
    amina.close().await
}

/// Claire reads the warning and leaves the loan; then she takes it back after all. She has no mouse.
async fn take_back(stage: &Stage, claire: &Desk) -> Result<()> {
    claire.click("nav-lend").await?;
    claire.read("lent", "3\u{202f}h affectées").await?;
    claire.looks(&stage.screen, "90-lent").await?;
    claire.tab_to("reclaim").await?;
    claire.press(Key::Enter).await?;
    claire.read("reclaim-known", "Bacalan").await?;
    claire.looks(&stage.screen, "91-reclaim").await?;
    claire.press(Key::Escape).await?;
    claire.gone("reclaim-dialog").await?;
    ensure!(claire.focused().await?.as_deref() == Some("reclaim"), "the keyboard has lost its place");
    in_english(stage, claire).await?;
    claire.tab_to("reclaim").await?;
    claire.press(Key::Enter).await?;
    claire.find("reclaim-known").await?;
    ensure!(claire.focused().await?.as_deref() == Some("reclaim-leave"), "what changes nothing has the focus");
    claire.tab_to("reclaim-confirm").await?;
    claire.picture(&stage.screen, "91-reclaim-focus").await?;
    claire.press(Key::Enter).await?;
    claire.gone("reclaim-dialog").await?;
    claire.read("lent", "prêt repris par la Ville").await?;
    ensure!(claire.count("reclaim").await? == 0, "it can be taken back twice");
    ensure!(claire.focused().await?.as_deref() == Some("lent-title"), "the keyboard has lost its place");
    claire.looks(&stage.screen, "92-taken-back").await
}

async fn in_english(stage: &Stage, claire: &Desk) -> Result<()> {
    claire.speak("en").await?;
    claire.read("lent", "booked").await?;
    claire.click("reclaim").await?;
    claire.read("reclaim-known", "Bacalan").await?;
    claire.looks(&stage.screen, "91-reclaim-en").await?;
    claire.speak("fr").await?;
    claire.find("lent").await.map(drop)
}

/// The same day goes to Louis, who books the afternoon.
async fn lend_on(stage: &Stage, louis: &Laptop, marie: &VolunteerId) -> Result<()> {
    let afternoon = publish(louis, "Cenon", AFTERNOON).await?;
    lend(stage, louis, marie).await?;
    book(louis, afternoon, marie).await?;
    louis.catch_up().await
}

/// Both sides see what stands on time that was taken back, until Amina removes it.
async fn settle(stage: &Stage, claire: &Desk, screen: &Screen, amina: &Desk) -> Result<()> {
    amina.click("nav-settle").await?;
    amina.read("reclaimed", &format!("La Ville a repris {MARIE}")).await?;
    ensure!(amina.count("reclaimed-booking").await? == 2, "both of her bookings stand on it");
    ensure!(!amina.text().await?.contains(SECOURS), "whom else the city serves is not for her to read");
    amina.looks(screen, "93-reclaimed").await?;
    amina.speak("en").await?;
    amina.read("reclaimed", &format!("The city has taken {MARIE} back")).await?;
    amina.looks(screen, "93-reclaimed-en").await?;
    amina.speak("fr").await?;
    doubly(stage, claire).await?;

    amina.find("reclaimed-cancel").await?;
    for left in [1, 0] {
        amina.tab_to("reclaimed-cancel").await?;
        amina.press(Key::Enter).await?;
        until("the booking is removed", 30, async || Ok(amina.count("reclaimed-booking").await? == left)).await?;
        let place = if left > 0 { "reclaimed-title" } else { "content" };
        ensure!(amina.focused().await?.as_deref() == Some(place), "the keyboard has lost its place");
        amina.picture(screen, &format!("95-{left}-left")).await?;
    }
    claire.gone("reclaimed").await
}

/// The city, which reads both boards, sees that Marie is expected twice.
async fn doubly(stage: &Stage, claire: &Desk) -> Result<()> {
    claire.click("nav-settle").await?;
    claire.read("promised-twice", SECOURS).await?;
    ensure!(claire.count("reclaimed-booking").await? == 2, "both bookings of the association stand on it");
    claire.looks(&stage.screen, "94-reclaimed-city").await?;
    claire.speak("en").await?;
    claire.read("reclaimed", &format!("“{RESTOS}” still counts on {MARIE}")).await?;
    claire.looks(&stage.screen, "94-reclaimed-city-en").await?;
    claire.speak("fr").await
}

/// The hub lends the whole of tomorrow, and the laptop hears of it.
async fn lend(stage: &Stage, laptop: &Laptop, volunteer: &VolunteerId) -> Result<()> {
    let (calendar, day) = tomorrow(laptop, DAY).await?;
    let (from, until_day) = (calendar.parse(&day.start), calendar.parse(&day.end));
    let window = from.zip(until_day).and_then(|(from, until)| Window::new(from, until)).context("no such day")?;
    let (volunteer, to) = (volunteer.clone(), own(laptop).await?);
    stage.hub.execute(Command::Lend { volunteer, to, window, quota: None }).await?;
    until("the loan has arrived", 30, async || Ok(!shown!(laptop.query(Query::Loans).await?, Loans)?.loans.is_empty()))
        .await
}

async fn publish(laptop: &Laptop, place: &str, hours: [&str; 2]) -> Result<ShiftId> {
    let (_, slot) = tomorrow(laptop, hours).await?;
    let need = need(&format!("Distribution, {place}"), place, slot)?;
    match laptop.execute(Command::PublishNeed { need }).await? {
        Outcome::NeedPublished { shifts, .. } => shifts.into_iter().next().context("no shift was published"),
        other => Err(unexpected_outcome(other)),
    }
}

/// Books somebody, who says yes.
async fn book(laptop: &Laptop, shift: ShiftId, volunteer: &VolunteerId) -> Result<()> {
    let role = "Accueil".to_owned();
    let book = Command::Book { shift, role, volunteer: volunteer.clone(), deliberately: true };
    let Outcome::Booked { bookings, .. } = laptop.execute(book).await? else { anyhow::bail!("nobody is booked") };
    let id = bookings.into_iter().next().context("no booking")?;
    laptop.execute(Command::SetAnswer { id, answer: Answer::Yes }).await.map(drop)
}

/// Hours of tomorrow by the city's clock.
async fn tomorrow(laptop: &Laptop, [from, until]: [&str; 2]) -> Result<(CityCalendar, Slot)> {
    let me = shown!(laptop.query(Query::Me).await?, Me)?;
    let calendar = CityCalendar::new(&me.time_zone)?;
    let day = calendar.wall(me.now.plus(1440)).date();
    Ok((calendar, Slot { start: format!("{day}T{from}"), end: format!("{day}T{until}") }))
}

async fn own(laptop: &Laptop) -> Result<OrgId> {
    shown!(laptop.query(Query::Me).await?, Me)?.org.context("the laptop belongs to nobody")
}
