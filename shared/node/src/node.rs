use crate::bundles;
use crate::config::{self, Config};
use crate::core::{Core, in_place};
use crate::corner;
use crate::desk::Desk;
use crate::planner;
use crate::queries;
use crate::surroundings::RealWorld;
use crate::traffic::Traffic;
use crate::transport::Transport;
use crate::trouble::Trouble;
use crate::watching::Watching;
use mainforte_api::{Command, Notice, Outcome, Query, Refusal, SyncView, View};
use mainforte_domain::{DeviceId, DeviceRole};
use mainforte_store::{Reader, Store};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::broadcast;

/// How often cards that have ended are looked for, and what could not be done is tried again.
const HOUSEKEEPING: std::time::Duration = std::time::Duration::from_secs(10 * 60);

/// People who are marked at once without anybody noticing that it takes time.
const HANDFUL: usize = 4;

/// A running node: a laptop's or the hub's. Cheap to clone; all clones are the same node.
#[derive(Clone)]
pub struct Node {
    inner: Arc<Inner>,
}

struct Inner {
    core: Arc<Core>,
    transport: Transport,
}

impl Node {
    /// Opens a node on its folder: a laptop, joined or not yet, or a hub that was founded before.
    ///
    /// # Errors
    /// When the key does not open the store, another program has it open, or it is damaged.
    pub async fn open(config: Config) -> Result<Self, Refusal> {
        let store = open_store(&config)?;
        Self::start(config, store).await.map_err(Refusal::from)
    }

    /// Founds a city on this device, which becomes its hub. Writes the city's root key to `city-root.key` in the data folder, for
    /// the operator to move to a safe place: nothing but founding and naming another hub needs it.
    ///
    /// # Errors
    /// [`Refusal::AlreadyJoined`] when the folder holds a node already.
    pub async fn found(config: Config, city: &str) -> Result<Self, Refusal> {
        let mut desk =
            Desk::open(open_store(&config)?, Box::new(RealWorld::new(&config.data))).map_err(Refusal::from)?;
        let file = config.data.join(config::ROOT_KEY_FILE);
        desk.found_with(city, |root| Ok(write_root_key(&file, root)?)).map_err(Refusal::from)?;
        drop(desk);
        let online = config.online;
        let node = Self::open(config).await?;
        // So that an invitation written before the hub first serves says already where it will.
        node.set_online(true).await?;
        node.set_online(online).await?;
        Ok(node)
    }

    /// Does what was asked. When it answers, it is on disk.
    ///
    /// # Errors
    /// A refusal with its values; nothing was written then. What others wait for may follow later: that fails without a word
    /// here, and is tried again.
    pub async fn execute(&self, command: Command) -> Result<Outcome, Refusal> {
        if self.inner.core.is_shut_out() {
            return Err(Refusal::Revoked);
        }
        let outcome = match command {
            Command::Join { invitation, device_name } => self.join(&invitation, device_name).await,
            Command::PlanWeek { monday, effort } => self.plan(monday, effort).await,
            Command::CancelPlan => {
                self.inner.core.stops.stop();
                Ok(Outcome::Done { entry: None })
            }
            // What changes the ways to others is followed by connecting anew.
            again @ (Command::Repair | Command::SetLocalNetwork { .. } | Command::SetRelay { .. }) => {
                self.do_and_connect_anew(again).await
            }
            Command::ExportBundle { to, everything, file } => {
                bundles::export(&self.inner.core, to, everything, file.into()).await
            }
            Command::ImportBundle { file } => bundles::import(&self.inner.core, file.into()).await,
            brief if is_brief(&brief) => self.inner.core.at_desk_briefly(|desk| desk.execute(brief)).await,
            other => self.inner.core.at_desk(false, move |desk| desk.execute(other)).await,
        };
        outcome.map_err(Refusal::from)
    }

    /// Answers from this device alone; changes nothing.
    ///
    /// # Errors
    /// A refusal with its values.
    pub async fn query(&self, query: Query) -> Result<View, Refusal> {
        queries::answer(&self.inner.core, query).await.map_err(Refusal::from)
    }

    /// News of what changed. A watcher that lags misses some and should ask again.
    pub fn watch(&self) -> broadcast::Receiver<Notice> {
        self.inner.core.watch()
    }

    /// Switches all connections on or off.
    ///
    /// # Errors
    /// When the address to listen on is taken.
    pub async fn set_online(&self, online: bool) -> Result<(), Refusal> {
        if online {
            return self.inner.transport.start().await.map_err(Refusal::from);
        }
        self.inner.transport.stop().await;
        Ok(())
    }

    /// The sync corner's state.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn sync_state(&self) -> Result<SyncView, Refusal> {
        in_place(|| self.inner.core.sync_view()).map_err(Refusal::from)
    }

    /// Where other devices can reach this one; empty while it is switched off.
    pub async fn addresses(&self) -> Vec<SocketAddr> {
        self.inner.transport.addresses().await
    }

    /// What the connections have carried since the program started.
    pub fn traffic(&self) -> Traffic {
        self.inner.core.meter.traffic()
    }

    /// This device.
    ///
    /// # Errors
    /// None as yet: it is known from the opening on.
    pub fn device(&self) -> Result<DeviceId, Refusal> {
        Ok(self.inner.core.device)
    }

    /// Ends the connections. What was acknowledged is on disk already.
    pub async fn close(&self) {
        self.inner.core.stops.stop();
        self.inner.transport.stop().await;
    }

    async fn start(config: Config, store: Store) -> Result<Self, Trouble> {
        let core = Core::new(store, RealWorld::new(&config.data))?;
        let (port, is_hub) = core
            .at_desk(false, |desk| Ok((desk.port()?, desk.member().is_ok_and(|me| me.role == DeviceRole::Hub))))
            .await?;
        let usual = SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), port.unwrap_or(0));
        // Laptops find a hub where it was last; a laptop that moves is announced anew.
        let or_any_port = config.bind.is_none() && !is_hub;
        let transport = Transport::new(Arc::clone(&core), config.bind.unwrap_or(usual), or_any_port);
        keep_house(&core);
        corner::keep_telling(&core);
        let node = Self { inner: Arc::new(Inner { core, transport }) };
        if config.online {
            node.inner.transport.start().await?;
        }
        Ok(node)
    }

    async fn join(&self, text: &str, device_name: String) -> Result<Outcome, Trouble> {
        let invitation = queries::parse_invitation(text)?;
        let joined = self.inner.core.at_desk(false, |desk| Ok(desk.member().is_ok())).await?;
        if joined {
            return Err(Refusal::AlreadyJoined.into());
        }
        self.inner.transport.join(invitation, device_name).await
    }

    async fn do_and_connect_anew(&self, command: Command) -> Result<Outcome, Trouble> {
        let is_repair = command == Command::Repair;
        let outcome = self.inner.core.at_desk(false, move |desk| desk.execute(command)).await?;
        if is_repair {
            self.inner.core.links.compare_again();
        }
        self.inner.transport.again().await?;
        Ok(outcome)
    }

    async fn plan(&self, monday: String, effort: mainforte_api::Effort) -> Result<Outcome, Trouble> {
        let core = Arc::clone(&self.inner.core);
        let plan = move |reader: &Reader| {
            let mut watch = Watching::begin(&core);
            planner::plan_week(reader, &monday, effort, crate::clock::now(), &mut watch)
        };
        Ok(Outcome::Planned { plan: self.inner.core.read(plan).await? })
    }
}

/// Whether a command is what people do one by one: a record or two. The connections that pass it on are then next on the thread
/// on which it was written.
fn is_brief(command: &Command) -> bool {
    use Command::{
        AddPerson, Book, CancelBooking, CancelShift, EditPerson, EditShift, SetAnswer, SetPersonStatus, Settle,
    };
    match command {
        SetPersonStatus { ids, .. } => ids.len() <= HANDFUL,
        AddPerson { .. } | EditPerson { .. } | EditShift { .. } | CancelShift { .. } => true,
        Book { .. } | CancelBooking { .. } | SetAnswer { .. } | Settle { .. } => true,
        _ => false,
    }
}

/// Lets go by itself of what has had its time, for as long as somebody uses the node.
fn keep_house(core: &Arc<Core>) {
    let core = Arc::downgrade(core);
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(HOUSEKEEPING).await;
            let Some(core) = core.upgrade() else { return };
            let kept = core.at_desk(false, |desk| {
                desk.keep_house();
                Ok(())
            });
            if let Err(error) = kept.await {
                tracing::warn!(%error, "the house could not be kept");
            }
        }
    });
}

fn open_store(config: &Config) -> Result<Store, Refusal> {
    if !config.data.is_dir() {
        return Err(Refusal::NotFound { what: "folder".to_owned(), id: config.data.display().to_string() });
    }
    Store::open(&config.data.join("mainforte.db"), &config.key.load()?).map_err(Refusal::from)
}

fn write_root_key(path: &Path, root: &[u8; 32]) -> Result<(), Refusal> {
    crate::config::write_secret(path, root).map_err(|error| Refusal::Fault {
        detail: format!("the root key cannot be written to {}: {error}", path.display()),
    })
}
