//! How long it takes to answer questions about a plan.

use std::time::Instant;

use mainforte_planning::{Change, Plan, Problem, ProblemError, Stability, explain, recommend, replan, why_short};

/// How many questions of each kind.
const ASKED: usize = 50;
/// How many volunteers drop out at once.
const DROPPED: usize = 30;

/// Asks about shifts and people spread over the problem; prints the mean and the longest answer of each kind.
pub(crate) fn ask(problem: &Problem, plan: &Plan) -> Result<(), ProblemError> {
    let shifts: Vec<_> = problem.shifts.iter().step_by((problem.shifts.len() / ASKED).max(1)).collect();
    let people: Vec<_> = problem.volunteers.iter().step_by((problem.volunteers.len() / ASKED).max(1)).collect();
    tell("recommend", shifts.iter().map(|shift| time(|| recommend(problem, plan, &shift.id, &shift.roles[0].role))));
    tell("why short", shifts.iter().map(|shift| time(|| why_short(problem, plan, &shift.id))));
    let pairs = people.iter().zip(&shifts);
    tell("explain", pairs.map(|(person, shift)| time(|| explain(problem, plan, &person.id, &shift.id))));
    let mut booked: Vec<_> = plan.bookings.iter().map(|it| it.volunteer.clone()).collect();
    booked.sort();
    booked.dedup();
    let absent = booked.iter().step_by((booked.len() / DROPPED).max(1)).take(DROPPED).cloned().collect();
    let change = Change { absent, ..Change::default() };
    for stability in [Stability::MoveNobody, Stability::MoveFew, Stability::BestPlan] {
        let started = Instant::now();
        let after = replan(problem, plan, &change, stability)?;
        println!(
            "  replan {stability:?}: {} ms, {} lost, {} added, {} moved, needs {} to {}, score {} to {}",
            started.elapsed().as_millis(),
            after.lost.len(),
            after.added.len(),
            after.moved.len(),
            after.needs_before,
            after.needs_after,
            after.score_before,
            after.plan.score,
        );
    }
    Ok(())
}

fn time<T>(question: impl Fn() -> T) -> f64 {
    let started = Instant::now();
    std::hint::black_box(question());
    started.elapsed().as_secs_f64() * 1000.0
}

fn tell(kind: &str, times: impl Iterator<Item = f64>) {
    let times: Vec<f64> = times.collect();
    let mean = times.iter().sum::<f64>() / times.len().max(1) as f64;
    let longest = times.iter().copied().fold(0.0, f64::max);
    println!("  {kind}: mean {mean:.2} ms, longest {longest:.2} ms");
}
