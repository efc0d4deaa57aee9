use crate::city::{Gathering, Hub, Laptop, Onlooker};
use crate::shown;
use anyhow::{Context, Result};
use jiff::ToSpan;
use jiff::civil::Date;
use mainforte_api::{MeView, Query};
use mainforte_domain::{CityCalendar, Minute, OrgId, Window};
use tempfile::TempDir;

/// How long the nodes may take to agree, in seconds.
const AGREE_WITHIN: u64 = 30;

/// The processes of the story and where they live.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) hub: Hub,
    pub(super) amina: Laptop,
    pub(super) louis: Laptop,
    pub(super) yasmine: Laptop,
    pub(super) city: OrgId,
    pub(super) restos: OrgId,
    pub(super) secours: OrgId,
    pub(super) week: Week,
    /// Last, so that the processes end before their folders go.
    pub(super) folder: TempDir,
}

/// The coming week by the city's clock.
#[derive(Debug, Clone)]
pub(super) struct Week {
    pub(super) monday: Date,
    pub(super) calendar: CityCalendar,
    pub(super) window: Window,
}

impl Week {
    /// The week after the one in which `now` falls.
    pub(super) fn coming(me: &MeView) -> Result<Self> {
        let calendar = CityCalendar::new(&me.time_zone)?;
        let monday = calendar.monday(me.now).checked_add(7.days())?;
        let window = calendar.week(monday).context("the coming week is beyond the calendar")?;
        Ok(Self { monday, calendar, window })
    }

    /// A stretch of hours on a day, 0 for Monday.
    pub(super) fn hours(&self, day: i32, from: i8, until: i8) -> Result<Window> {
        let date = self.monday.checked_add(day.days())?;
        let at = |hour: i8| self.calendar.minute(date.at(hour, 0, 0, 0));
        let window = at(from).zip(at(until)).and_then(|(from, until)| Window::new(from, until));
        window.context("no such hours in the coming week")
    }

    /// `24/03 09:00`, as the city's clock shows it.
    pub(super) fn clock(&self, at: Minute) -> String {
        self.calendar.wall(at).strftime("%d/%m %H:%M").to_string()
    }
}

impl Stage {
    /// The nodes, the hub first.
    pub(super) fn everybody(&self) -> Result<[Onlooker<'_>; 4]> {
        let hub = Onlooker { name: "hub", org: &self.city, client: self.hub.client()? };
        let [amina, louis, yasmine] = self.laptops();
        Ok([hub, amina, louis, yasmine])
    }

    /// The laptops.
    pub(super) fn laptops(&self) -> [Onlooker<'_>; 3] {
        [
            Onlooker { name: "amina", org: &self.restos, client: self.amina.client() },
            Onlooker { name: "louis", org: &self.restos, client: self.louis.client() },
            Onlooker { name: "yasmine", org: &self.secours, client: self.yasmine.client() },
        ]
    }

    /// Waits until every node has each of its documents like the others.
    pub(super) async fn agree(&self) -> Result<Gathering> {
        Gathering::agreed(&self.everybody()?, &self.city, AGREE_WITHIN).await
    }

    /// Plugs the network of all laptops in, or pulls it out.
    pub(super) async fn set_online(&self, online: bool) -> Result<()> {
        let [amina, louis, yasmine] = [&self.amina, &self.louis, &self.yasmine].map(|laptop| laptop.set_online(online));
        tokio::try_join!(amina, louis, yasmine)?;
        Ok(())
    }

    /// Ends every process.
    pub(super) async fn leave(self) -> Result<()> {
        let Self { mut hub, amina, louis, yasmine, folder, .. } = self;
        tokio::try_join!(amina.close(), louis.close(), yasmine.close())?;
        hub.stop().await?;
        folder.close().context("the story's folder cannot be removed")
    }
}

/// Who a node is.
pub(super) async fn me(laptop: &Laptop) -> Result<MeView> {
    shown!(laptop.query(Query::Me).await?, Me)
}
