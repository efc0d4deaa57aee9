use super::{News, preferences::Preferences};
use crate::words::{Dates, Words};
use mainforte_api::{CatalogueView, Choice, MeView, Notice, SyncView, Topic};
use mainforte_domain::{DeviceRole, KindId};
use std::rc::Rc;
use yew::prelude::*;

/// A short message at the corner. What it offers to undo stays in the history after it has left.
#[derive(Clone, PartialEq)]
pub struct Toast {
    pub number: u32,
    pub sentence: AttrValue,
    /// The history entry that can be taken back.
    pub undo: Option<i64>,
}

#[derive(Clone, PartialEq)]
pub struct DeskState {
    pub preferences: Preferences,
    pub words: Words,
    pub dates: Dates,
    pub me: Option<Rc<MeView>>,
    pub catalogue: Rc<CatalogueView>,
    pub sync: Option<Rc<SyncView>>,
    pub news: News,
    /// Changes that came from other devices only.
    pub arrivals: News,
    pub toasts: Vec<Toast>,
    /// How far the plan that is being made has come: done and total work.
    pub planning: Option<(u64, u64)>,
    /// How far the bundle file has come that is being made or taken in: done and total work.
    pub bundle: Option<(u64, u64)>,
    /// The window about the exchange with others is open.
    pub sync_open: bool,
}

pub enum DeskAction {
    Prefer(Preferences),
    Me(MeView),
    Catalogue(CatalogueView),
    Sync(SyncView),
    /// Opens the window about the exchange with others, or closes it.
    ShowSync(bool),
    Heard(Notice),
    /// Something was done here; what shows these topics asks again.
    Changed,
    Say(Toast),
    /// A message has stood long enough, or somebody closed it.
    Leave(u32),
    /// Somebody has gone to another page: what was said about the last one leaves.
    LeaveAll,
    PlanEnded,
    BundleEnded,
}

/// At most so many messages stand at the corner; older ones leave.
const TOASTS_MAX: usize = 3;

impl DeskState {
    pub fn new() -> Self {
        let preferences = Preferences::load();
        let words = Words::new(preferences.lang);
        Self {
            dates: Dates::new(words.clone(), "UTC"),
            preferences,
            words,
            me: None,
            catalogue: Rc::new(no_catalogue()),
            sync: None,
            news: News::default(),
            arrivals: News::default(),
            toasts: Vec::new(),
            planning: None,
            bundle: None,
            sync_open: false,
        }
    }

    pub fn role(&self) -> DeviceRole {
        self.me.as_ref().and_then(|me| me.role).unwrap_or(DeviceRole::Coordinator)
    }

    pub fn is_city(&self) -> bool {
        self.me.as_ref().is_some_and(|me| me.is_city)
    }

    /// A kind of help's name in the person's language.
    pub fn kind(&self, id: &KindId) -> String {
        self.catalogue
            .kinds
            .iter()
            .find(|kind| kind.id == *id)
            .map_or_else(|| id.to_string(), |kind| self.name_of(kind))
    }

    /// The name of a choice in the person's language.
    pub fn name_of<Id>(&self, choice: &Choice<Id>) -> String {
        match self.words.lang() {
            crate::words::Lang::En if !choice.en.is_empty() => choice.en.clone(),
            _ => choice.fr.clone(),
        }
    }

    fn hear(&mut self, notice: Notice) {
        match notice {
            Notice::Changed { topics, from_elsewhere } => {
                self.news = self.news.with(&topics);
                if from_elsewhere {
                    self.arrivals = self.arrivals.with(&topics);
                }
            }
            Notice::Planning { done, total } => self.planning = Some((done, total)),
            Notice::Bundle { done, total } => self.bundle = Some((done, total)),
            Notice::Sync { sync } => self.sync = Some(Rc::new(sync)),
        }
    }

    fn say(&mut self, toast: Toast) {
        self.toasts.push(toast);
        let extra = self.toasts.len().saturating_sub(TOASTS_MAX);
        self.toasts.drain(..extra);
    }
}

impl Reducible for DeskState {
    type Action = DeskAction;

    fn reduce(self: Rc<Self>, action: DeskAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            DeskAction::Prefer(preferences) => {
                next.preferences = preferences;
                next.words = Words::new(preferences.lang);
                next.dates = Dates::new(next.words.clone(), next.dates.zone());
            }
            DeskAction::Me(me) => {
                next.dates = Dates::new(next.words.clone(), &me.time_zone);
                next.me = Some(Rc::new(me));
            }
            DeskAction::Catalogue(catalogue) => next.catalogue = Rc::new(catalogue),
            DeskAction::Sync(sync) => next.sync = Some(Rc::new(sync)),
            DeskAction::ShowSync(open) => next.sync_open = open,
            DeskAction::Heard(notice) => next.hear(notice),
            DeskAction::Changed => {
                next.news = next.news.with(&Topic::WORK);
            }
            DeskAction::Say(toast) => next.say(toast),
            DeskAction::Leave(number) => next.toasts.retain(|toast| toast.number != number),
            DeskAction::LeaveAll => next.toasts.clear(),
            DeskAction::PlanEnded => next.planning = None,
            DeskAction::BundleEnded => next.bundle = None,
        }
        next.into()
    }
}

fn no_catalogue() -> CatalogueView {
    CatalogueView {
        districts: vec![],
        kinds: vec![],
        places: vec![],
        organisations: vec![],
        skills: vec![],
        roles: vec![],
    }
}
