use crate::{AskDraft, BundleFor, Effort, ImportFile, NeedDraft, PersonDraft, PlaceDraft, ShiftEdit, Step};
use mainforte_domain::{
    Answer, AskId, BookingId, EraseReason, LoanId, Minutes, OrgId, PersonStatus, SettlementId, ShiftId, VolunteerId,
    Window,
};
use serde::{Deserialize, Serialize};

/// Something to do. A command is on disk when its answer arrives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Command {
    /// Join a city with an invitation's text.
    Join {
        /// The one-line text.
        invitation: String,
        /// What people call this laptop.
        device_name: String,
    },
    /// Write a new person.
    AddPerson {
        /// The form.
        person: PersonDraft,
    },
    /// Change a person of one's own.
    EditPerson {
        /// Who.
        id: VolunteerId,
        /// The whole form as it should be.
        person: PersonDraft,
    },
    /// Change where several people stand.
    SetPersonStatus {
        /// Who.
        ids: Vec<VolunteerId>,
        /// Their new status.
        status: PersonStatus,
    },
    /// Say that two people never come together, only come together, or neither any more.
    SetPair {
        /// One.
        one: VolunteerId,
        /// The other.
        other: VolunteerId,
        /// What holds between them; none: nothing.
        rule: Option<PairRule>,
    },
    /// Import people from a table; preview it first with [`Query::PreviewPeople`](crate::Query::PreviewPeople).
    ImportPeople {
        /// The file as it was previewed.
        file: ImportFile,
        /// Lines with a proposed merge that the user accepted; the other proposals become people of their own.
        merge_lines: Vec<u32>,
    },
    /// Add or change a place.
    PutPlace {
        /// The form.
        place: PlaceDraft,
    },
    /// Publish a need as shifts.
    PublishNeed {
        /// The form.
        need: NeedDraft,
    },
    /// Import shifts from a table.
    ImportShifts {
        /// The file as it was previewed.
        file: ImportFile,
    },
    /// Change a shift.
    EditShift {
        /// Which.
        id: ShiftId,
        /// What changes.
        edit: ShiftEdit,
    },
    /// A shift does not take place any more.
    CancelShift {
        /// Which.
        id: ShiftId,
    },
    /// Book one volunteer.
    Book {
        /// Into which shift.
        shift: ShiftId,
        /// As what.
        role: String,
        /// Who.
        volunteer: VolunteerId,
        /// Book although a rule speaks against it (hours, distance, availability): a deliberate override.
        #[serde(default)]
        deliberately: bool,
    },
    /// Book several at once: the proposals of a plan that were accepted.
    Accept {
        /// The accepted proposals.
        proposals: Vec<Proposal>,
    },
    /// Move people: what they leave ends and what they take begins, all or nothing.
    Rearrange {
        /// One for each person.
        steps: Vec<Step>,
    },
    /// Somebody cannot come to any of these.
    Withdraw {
        /// Their bookings.
        bookings: Vec<BookingId>,
    },
    /// Take a booking back.
    CancelBooking {
        /// Which.
        id: BookingId,
    },
    /// Write down what the person said.
    SetAnswer {
        /// Which booking.
        id: BookingId,
        /// Their answer.
        answer: Answer,
    },
    /// Decide between two bookings that cannot both stand.
    Settle {
        /// The pair.
        id: SettlementId,
        /// The booking that stands.
        keep: BookingId,
    },
    /// Plan a week; answers [`Outcome::Planned`](crate::Outcome::Planned), nothing is written.
    PlanWeek {
        /// A Monday, `2020-03-23`.
        monday: String,
        /// How hard to try.
        effort: Effort,
    },
    /// Stop a plan that is being made, or made again.
    CancelPlan,
    /// Ask the city for hands.
    AskForHands {
        /// The form.
        ask: AskDraft,
    },
    /// An ask is no longer open.
    CloseAsk {
        /// Which.
        id: AskId,
    },
    /// Give lent time back to the city.
    GiveBack {
        /// Which loan.
        loan: LoanId,
    },
    /// What was refused was seen: it leaves *À régler*, and stays where it is kept.
    SetAside {
        /// Which.
        group: crate::RefusedId,
        /// To show it among what is to settle again.
        back: bool,
    },
    /// City: lend a volunteer of the pool.
    Lend {
        /// Who.
        volunteer: VolunteerId,
        /// To which association.
        to: OrgId,
        /// Inside this time.
        window: Window,
        /// At most so long in all.
        quota: Option<Minutes>,
    },
    /// City: take a loan back that was not given back by every device of the association. The one way to a double booking: whoever
    /// has yet to hear of it may book the person on.
    Reclaim {
        /// Which loan.
        loan: LoanId,
    },
    /// City: invite a device. An association that the city does not know yet is registered.
    Invite {
        /// The association's name; none for a laptop of the city.
        association: Option<String>,
    },
    /// City: shut a device out for good.
    Revoke {
        /// Which.
        device: mainforte_domain::DeviceId,
    },
    /// Have a person of one's own erased, everywhere and for good: the hub does it, at once or when it hears of it.
    Erase {
        /// Who.
        volunteer: VolunteerId,
        /// Why.
        reason: EraseReason,
    },
    /// City: decide about an erasure that the hub holds back, since so many were asked for in a day.
    AnswerErasure {
        /// Whose person.
        owner: OrgId,
        /// Who.
        volunteer: VolunteerId,
        /// Let it through.
        allow: bool,
    },
    /// Take back a step of the history, when nobody has built on it.
    Undo {
        /// The history entry.
        entry: i64,
    },
    /// Make the read models again from the documents, and compare everything with the hub at the next contact. Loses nothing.
    Repair,
    /// Look for one's association's other laptops on the local network, or no longer.
    SetLocalNetwork {
        /// Whether to.
        on: bool,
    },
    /// Hub: name the city's own relay, through which devices meet that cannot reach each other directly; none: no relay.
    SetRelay {
        /// `https://relay.example`.
        url: Option<String>,
    },
    /// Hub: say that it was put back from a backup, so that it waits until the associations have reported; or that it need not
    /// wait any longer, which an operator's laptop asks of it as well.
    Restored {
        /// To lend again, whoever has not reported.
        go_on: bool,
    },
    /// Write what somebody lacks into an encrypted file that they import.
    ExportBundle {
        /// For whom.
        to: BundleFor,
        /// Everything they may read, not only what they have not confirmed: for somebody who lost some.
        #[serde(default)]
        everything: bool,
        /// The file, on this computer. One that is there is replaced once the new one is whole.
        file: String,
    },
    /// Take what is in such a file. Twice or in another order does no harm.
    ImportBundle {
        /// The file, on this computer.
        file: String,
    },
}

/// One place for one person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Proposal {
    /// Into which shift.
    pub shift: ShiftId,
    /// As what.
    pub role: String,
    /// Who.
    pub volunteer: VolunteerId,
}

/// What holds between two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairRule {
    /// Never in one shift.
    Apart,
    /// Only in one shift.
    Together,
}
