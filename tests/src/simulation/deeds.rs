use super::Simulation;
use super::forms;
use super::link::is_defect;
use super::machine::Place;
use anyhow::{Result, bail};
use mainforte_api::{Command, Outcome, PlaceDraft, Query, Refusal, ShiftEdit, View};
use mainforte_domain::{
    Answer, AskId, BookingId, DeviceId, EraseReason, KindId, LoanId, Minutes, OrgId, PersonStatus, Priority, ShiftId,
    VolunteerId,
};
use std::collections::{BTreeMap, BTreeSet};

/// What was made so far, by id; whether a machine knows of it is for it to say.
#[derive(Debug, Clone, Default)]
pub(super) struct Things {
    pub(super) people: Vec<(OrgId, VolunteerId)>,
    pub(super) pool: Vec<VolunteerId>,
    pub(super) shifts: Vec<(OrgId, ShiftId)>,
    pub(super) bookings: Vec<BookingId>,
    pub(super) loans: Vec<LoanId>,
    /// Loans that the city took back, or was asked to.
    pub(super) reclaimed: BTreeSet<LoanId>,
    /// By person, the names under which they were kept at some time.
    pub(super) names: BTreeMap<VolunteerId, BTreeSet<String>>,
    asks: Vec<AskId>,
}

impl Simulation {
    /// Somebody does something at some desk.
    pub(super) fn deed(&mut self) -> Result<()> {
        let machine = self.random_machine();
        self.deed_of(machine)
    }

    /// Somebody does something at this desk.
    pub(super) fn deed_of(&mut self, machine: usize) -> Result<()> {
        let command = match self.machines[machine].place {
            Place::Association => self.associations_deed(machine),
            Place::Hub | Place::Operator => self.citys_deed(machine),
        };
        if let Some(command) = command {
            self.execute(machine, command)?;
        }
        Ok(())
    }

    fn associations_deed(&mut self, machine: usize) -> Option<Command> {
        let kind = KindId::parse("groceries").ok()?;
        Some(match self.chance.below(100) {
            0..10 => Command::AddPerson { person: forms::person(&mut self.chance) },
            10..18 => Command::EditPerson { id: self.own_person(machine)?, person: forms::person(&mut self.chance) },
            18..22 => Command::SetPersonStatus { ids: vec![self.own_person(machine)?], status: PersonStatus::Paused },
            22..36 => Command::PublishNeed { need: forms::need(&mut self.chance, kind) },
            36..40 => {
                let edit = ShiftEdit {
                    priority: Some(Priority::USUAL),
                    title: Some("Relais".to_owned()),
                    ..Default::default()
                };
                Command::EditShift { id: self.own_shift(machine)?, edit }
            }
            40..42 => Command::CancelShift { id: self.own_shift(machine)? },
            42..68 => self.booking(machine)?,
            68..72 => Command::CancelBooking { id: self.some(|t| &t.bookings)? },
            72..78 => Command::SetAnswer { id: self.some(|t| &t.bookings)?, answer: self.answer() },
            78..86 => self.settlement(machine)?,
            86..89 => Command::AskForHands { ask: forms::ask(&mut self.chance, kind) },
            89..91 => Command::CloseAsk { id: self.some(|t| &t.asks)? },
            91..95 => Command::GiveBack { loan: self.some(|t| &t.loans)? },
            95..96 => self.place(),
            96..98 => Command::Erase { volunteer: self.own_person(machine)?, reason: EraseReason::PersonAsks },
            _ => self.undo(machine)?,
        })
    }

    fn citys_deed(&mut self, machine: usize) -> Option<Command> {
        Some(match self.chance.below(100) {
            0..15 => Command::AddPerson { person: forms::person(&mut self.chance) },
            15..25 => Command::EditPerson { id: self.some(|t| &t.pool)?, person: forms::person(&mut self.chance) },
            25..80 => self.lending()?,
            80..85 => Command::Reclaim { loan: self.some(|t| &t.loans)? },
            85..93 => self.place(),
            93..96 => Command::Revoke { device: self.somebody_to_shut_out()? },
            _ => self.undo(machine)?,
        })
    }

    /// What the hub has to do something for.
    pub(super) fn request(&mut self, machine: usize) -> Option<Command> {
        let reason = EraseReason::PersonAsks;
        Some(match (self.machines[machine].place, self.chance.below(3)) {
            (Place::Association, 0) => Command::GiveBack { loan: self.some(|t| &t.loans)? },
            (Place::Association, _) => Command::Erase { volunteer: self.own_person(machine)?, reason },
            (_, 0) => Command::Revoke { device: self.somebody_to_shut_out()? },
            (_, 1) => Command::Erase { volunteer: self.some(|t| &t.pool)?, reason },
            (_, 2) if self.chance.percent(30) => Command::Reclaim { loan: self.some(|t| &t.loans)? },
            _ => self.lending()?,
        })
    }

    fn lending(&mut self) -> Option<Command> {
        let quota = self.chance.percent(40).then(|| Minutes::hours(2));
        let to = self.some_association()?;
        Some(Command::Lend { volunteer: self.some(|t| &t.pool)?, to, window: forms::window(&mut self.chance), quota })
    }

    /// Mallory, or a laptop that has a colleague; not too many in one run.
    fn somebody_to_shut_out(&mut self) -> Option<DeviceId> {
        if self.leaving.len() > 1 || self.chance.percent(60) {
            return Some(self.mallory.device());
        }
        let one = self.random_machine();
        let (org, device) = (self.machines[one].org.clone(), self.machines[one].device);
        let staying = self.machines.iter().filter(|m| m.org == org && !self.leaving.contains(&m.device));
        let staying: BTreeSet<DeviceId> = staying.map(|machine| machine.device).collect();
        // A copied laptop and its original never meet: a colleague has to be left to carry between them.
        let copied = self.machines.iter().any(|m| m.org == org && m.name.ends_with("copy"));
        if self.machines[one].place != Place::Association || staying.len() < 2 + usize::from(copied) {
            return None;
        }
        self.leaving.insert(device);
        Some(device)
    }

    fn booking(&mut self, machine: usize) -> Option<Command> {
        let shift = self.own_shift(machine)?;
        let volunteer = if self.chance.percent(50) { self.own_person(machine)? } else { self.some(|t| &t.pool)? };
        Some(Command::Book { shift, role: forms::ROLE.to_owned(), volunteer, deliberately: self.chance.percent(60) })
    }

    fn settlement(&mut self, machine: usize) -> Option<Command> {
        let node = self.machines[machine].node.as_ref()?;
        let Ok(View::Settle(view)) = node.query(Query::ToSettle) else { return None };
        let open = view.open.into_iter().next()?;
        let keep = if self.chance.percent(50) { open.id.first.clone() } else { open.id.second.clone() };
        Some(Command::Settle { id: open.id, keep })
    }

    fn place(&mut self) -> Command {
        let name = self.chance.word(&["Gare", "Quai", "Mairie"]).to_owned();
        Command::PutPlace { place: PlaceDraft { id: None, name, district: None } }
    }

    fn undo(&mut self, machine: usize) -> Option<Command> {
        let entry = self.machines[machine].entries.pop()?;
        Some(Command::Undo { entry })
    }

    fn answer(&mut self) -> Answer {
        [Answer::Yes, Answer::Yes, Answer::No, Answer::Withdrew]
            .get(self.chance.below(4))
            .copied()
            .unwrap_or(Answer::Yes)
    }

    fn some<T: Clone>(&mut self, of: impl Fn(&Things) -> &Vec<T>) -> Option<T> {
        let count = of(&self.things).len();
        let at = self.chance.below(count);
        of(&self.things).get(at).cloned()
    }

    fn own_person(&mut self, machine: usize) -> Option<VolunteerId> {
        let org = &self.machines[machine].org;
        let own: Vec<&VolunteerId> = self.things.people.iter().filter(|(of, _)| of == org).map(|(_, id)| id).collect();
        self.chance.one_of(&own).cloned()
    }

    fn own_shift(&mut self, machine: usize) -> Option<ShiftId> {
        let org = &self.machines[machine].org;
        let own: Vec<&ShiftId> = self.things.shifts.iter().filter(|(of, _)| of == org).map(|(_, id)| id).collect();
        self.chance.one_of(&own).cloned()
    }

    fn some_association(&mut self) -> Option<OrgId> {
        let orgs: Vec<&OrgId> =
            self.machines.iter().filter(|m| m.place == Place::Association).map(|m| &m.org).collect();
        self.chance.one_of(&orgs).cloned()
    }

    /// Runs a command and keeps what it promised; nothing when the machine is off.
    pub(super) fn execute(&mut self, machine: usize, command: Command) -> Result<Option<Result<Outcome, Refusal>>> {
        let at = &mut self.machines[machine];
        let Some(node) = &mut at.node else { return Ok(None) };
        let before = node.store().position()?;
        let told = format!("{} {command:?}", at.name);
        let named = match &command {
            Command::AddPerson { person } | Command::EditPerson { person, .. } => Some(person.family.clone()),
            _ => None,
        };
        let reclaims = if let Command::Reclaim { loan } = &command { Some(loan.clone()) } else { None };
        let answer = node.execute(command);
        // When the power fails nobody knows whether it was done.
        if at.is_dead() || answer.is_ok() {
            self.things.reclaimed.extend(reclaims);
        }
        if at.is_dead() {
            self.trace.note(format!("{told}: the power fails"));
            return Ok(None);
        }
        self.trace.note(match &answer {
            Ok(_) => told,
            Err(refusal) => format!("{told}: {refusal:?}"),
        });
        match &answer {
            Ok(outcome) => {
                self.commands += 1;
                self.remember(machine, outcome);
                if let (Outcome::PersonSaved { id, .. }, Some(name)) = (outcome, named) {
                    self.things.names.entry(id.clone()).or_default().insert(name);
                }
                self.acknowledge(machine, before)?;
            }
            Err(refusal) if is_defect(refusal) => bail!("{}: {refusal:?}", self.machines[machine].name),
            Err(_) => {}
        }
        Ok(Some(answer))
    }

    fn remember(&mut self, machine: usize, outcome: &Outcome) {
        let at = &mut self.machines[machine];
        let entry = match outcome {
            Outcome::PersonSaved { id, entry } => {
                if at.place == Place::Association {
                    self.things.people.push((at.org.clone(), id.clone()));
                } else {
                    self.things.pool.push(id.clone());
                }
                entry
            }
            Outcome::NeedPublished { shifts, entry, .. } => {
                self.things.shifts.extend(shifts.iter().map(|id| (at.org.clone(), id.clone())));
                entry
            }
            Outcome::Booked { bookings, entry, .. } => {
                self.things.bookings.extend(bookings.iter().cloned());
                entry
            }
            Outcome::Asked { id, entry } => {
                self.things.asks.push(id.clone());
                entry
            }
            Outcome::Lent { id, .. } => {
                self.things.loans.push(id.clone());
                &None
            }
            Outcome::Done { entry } | Outcome::PlaceSaved { entry, .. } => entry,
            _ => &None,
        };
        at.entries.extend(*entry);
    }
}
