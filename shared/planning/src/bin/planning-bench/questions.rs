//! How long it takes to answer questions about a plan.

use std::time::Instant;

use mainforte_planning::{
    Change, Plan, Problem, ProblemError, Questions, Stability, explain, recommend, replan, why_short,
};
use serde::Serialize;

/// How many questions of each kind.
const ASKED: usize = 50;
/// How many volunteers drop out at once.
const DROPPED: usize = 30;

/// The time that the answers to one kind of question took.
#[derive(Serialize)]
struct Answers {
    instance: String,
    question: String,
    mean_ms: f64,
    longest_ms: f64,
}

/// Asks about shifts and people spread over the problem; prints the mean and the longest answer of each kind. Each question
/// is asked cold, as if it were the first.
pub(crate) fn ask(problem: &Problem, plan: &Plan, json: bool) -> Result<(), ProblemError> {
    let shifts: Vec<_> = problem.shifts.iter().step_by((problem.shifts.len() / ASKED).max(1)).collect();
    let people: Vec<_> = problem.volunteers.iter().step_by((problem.volunteers.len() / ASKED).max(1)).collect();
    let tell = |question: &str, times: Vec<f64>| {
        let mean_ms = times.iter().sum::<f64>() / times.len().max(1) as f64;
        let longest_ms = times.iter().copied().fold(0.0, f64::max);
        let answers = Answers { instance: problem.name.clone(), question: question.to_owned(), mean_ms, longest_ms };
        match serde_json::to_string(&answers) {
            Ok(text) if json => println!("{text}"),
            _ => println!("  {question}: mean {mean_ms:.2} ms, longest {longest_ms:.2} ms"),
        }
    };
    let pairs = || people.iter().zip(&shifts);
    let role = |at: usize| &shifts[at].roles[0].role;
    tell("getting ready", shifts.iter().map(|_| time(|| Questions::about(problem, plan).is_ok())).collect());
    tell(
        "recommend",
        (0..shifts.len()).map(|at| time(|| recommend(problem, plan, &shifts[at].id, role(at)))).collect(),
    );
    tell("why short", shifts.iter().map(|shift| time(|| why_short(problem, plan, &shift.id))).collect());
    tell("explain", pairs().map(|(person, shift)| time(|| explain(problem, plan, &person.id, &shift.id))).collect());
    let change = Change { absent: absent(plan), ..Change::default() };
    for stability in [Stability::MoveNobody, Stability::MoveFew, Stability::BestPlan] {
        let after = replan(problem, plan, &change, stability)?;
        let times = (0..ASKED / 5).map(|_| time(|| replan(problem, plan, &change, stability))).collect();
        tell(&format!("replan {stability:?}"), times);
        if !json {
            println!(
                "    {} lost, {} added, {} moved, needs {} to {}, score {} to {}",
                after.lost.len(),
                after.added.len(),
                after.moved.len(),
                after.needs_before,
                after.needs_after,
                after.score_before,
                after.plan.score,
            );
        }
    }
    Ok(())
}

/// Some of those who have a booking.
fn absent(plan: &Plan) -> Vec<mainforte_planning::VolunteerId> {
    let mut booked: Vec<_> = plan.bookings.iter().map(|it| it.volunteer.clone()).collect();
    booked.sort();
    booked.dedup();
    booked.iter().step_by((booked.len() / DROPPED).max(1)).take(DROPPED).cloned().collect()
}

fn time<T>(question: impl Fn() -> T) -> f64 {
    let started = Instant::now();
    std::hint::black_box(question());
    started.elapsed().as_secs_f64() * 1000.0
}
