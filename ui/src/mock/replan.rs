use super::id;
use super::plan::{NAMES, reasons, seat};
use mainforte_api::*;

/// Karim has withdrawn; whoever drives could come from elsewhere.
pub fn replan(monday: &str, stability: Stability, declined: &[Proposal]) -> ReplanView {
    let lost = |index, name: &str| LostSeat { seat: seat(index), volunteer: id("v3"), name: name.to_owned() };
    let free = Rearrangement { steps: vec![step(0, &[], 8)], gains: 1 };
    let chain = Rearrangement { steps: vec![step(1, &[6], 2), step(3, &[], 6)], gains: 1 };
    let mut rearrangements = vec![free];
    if stability != Stability::MoveNobody {
        rearrangements.push(chain);
    }
    rearrangements.retain(|it| !it.steps.iter().flat_map(|step| &step.step.takes).any(|take| declined.contains(take)));
    let moved = u32::from(stability != Stability::MoveNobody) + 3 * u32::from(stability == Stability::BestPlan);
    ReplanView {
        monday: monday.to_owned(),
        stability,
        lost: vec![lost(2, "Inès Duprat"), lost(8, "Karim Benali")],
        doubtful: vec![Doubtful {
            volunteer: id("v3"),
            name: "Karim Benali".to_owned(),
            bookings: vec![id("b31"), id("b32")],
        }],
        missing_before: 6,
        missing_after: 6 - u32::try_from(rearrangements.len()).unwrap_or(0),
        moved,
        rearrangements,
        short: Vec::new(),
        gap_millipercent: (stability == Stability::BestPlan).then_some(240),
    }
}

fn step(person: usize, leaves: &[usize], takes: usize) -> StepView {
    let taken = seat(takes);
    let volunteer: mainforte_domain::VolunteerId = id(&format!("v{person}"));
    let proposal = Proposal { shift: taken.shift.clone(), role: taken.role.clone(), volunteer: volunteer.clone() };
    StepView {
        step: Step { leaves: leaves.iter().map(|index| id(&format!("b4{index}"))).collect(), takes: vec![proposal] },
        volunteer,
        name: NAMES.get(person).copied().unwrap_or_default().to_owned(),
        phone: Some("06 12 34 56 78".to_owned()),
        leaves: leaves.iter().map(|index| seat(*index)).collect(),
        takes: vec![taken],
        reasons: reasons(person),
    }
}
