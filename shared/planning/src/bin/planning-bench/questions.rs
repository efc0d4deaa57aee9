//! How long it takes to answer questions about a plan.

use std::hint::black_box;
use std::time::Instant;

use mainforte_planning::{
    Change, Plan, Problem, ProblemError, Questions, Stability, explain, recommend, replan, why_short,
};
use serde::Serialize;

use crate::machine;

/// How many questions of each kind.
const ASKED: usize = 50;
/// How many times the same replan.
const REPLANNED: u32 = 10;
/// How many volunteers drop out at once.
const DROPPED: usize = 30;

/// The time that the answers to one kind of question took.
#[derive(Serialize)]
struct Answers {
    instance: String,
    question: String,
    mean_ms: f64,
    longest_ms: f64,
    /// Processor time, for when others share the machine.
    mean_cpu_ms: f64,
}

/// Asks about shifts and people spread over the problem; prints the mean and the longest answer of each kind. Each question
/// is asked cold, as if it were the first.
pub(crate) fn ask(problem: &Problem, plan: &Plan, json: bool) -> Result<(), ProblemError> {
    let shifts: Vec<_> = problem.shifts.iter().step_by((problem.shifts.len() / ASKED).max(1)).take(ASKED).collect();
    let people: Vec<_> = problem.volunteers.iter().step_by((problem.volunteers.len() / ASKED).max(1)).collect();
    let tell = |question: &str, times: u32, ask: &dyn Fn(usize)| {
        let answers = measure(&problem.name, question, times, ask);
        match serde_json::to_string(&answers) {
            Ok(text) if json => println!("{text}"),
            _ => println!(
                "  {question}: mean {:.2} ms, longest {:.2} ms, cpu {:.2} ms",
                answers.mean_ms, answers.longest_ms, answers.mean_cpu_ms
            ),
        }
    };
    let many = shifts.len().min(people.len()) as u32;
    tell("getting ready", many, &|_| drop(black_box(Questions::about(problem, plan))));
    tell("recommend", many, &|at| drop(black_box(recommend(problem, plan, &shifts[at].id, &shifts[at].roles[0].role))));
    tell("why short", many, &|at| drop(black_box(why_short(problem, plan, &shifts[at].id))));
    tell("explain", many, &|at| drop(black_box(explain(problem, plan, &people[at].id, &shifts[at].id))));
    let change = Change { absent: absent(plan), ..Change::default() };
    for stability in [Stability::MoveNobody, Stability::MoveFew, Stability::BestPlan] {
        tell(&format!("replan {stability:?}"), REPLANNED, &|_| {
            drop(black_box(replan(problem, plan, &change, stability)))
        });
        let after = replan(problem, plan, &change, stability)?;
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

/// Asks `times` times.
fn measure(instance: &str, question: &str, times: u32, ask: &dyn Fn(usize)) -> Answers {
    let busy = machine::cpu_ms();
    let mut taken: Vec<f64> = Vec::new();
    for at in 0..times as usize {
        let started = Instant::now();
        ask(at);
        taken.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    let count = f64::from(times.max(1));
    Answers {
        instance: instance.to_owned(),
        question: question.to_owned(),
        mean_ms: taken.iter().sum::<f64>() / count,
        longest_ms: taken.iter().copied().fold(0.0, f64::max),
        mean_cpu_ms: (machine::cpu_ms() - busy) as f64 / count,
    }
}

/// Some of those who have a booking.
fn absent(plan: &Plan) -> Vec<mainforte_planning::VolunteerId> {
    let mut booked: Vec<_> = plan.bookings.iter().map(|it| it.volunteer.clone()).collect();
    booked.sort();
    booked.dedup();
    booked.iter().step_by((booked.len() / DROPPED).max(1)).take(DROPPED).cloned().collect()
}
