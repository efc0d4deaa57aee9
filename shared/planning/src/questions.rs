//! The questions that people ask about one plan, one after the other.

use crate::change::Change;
use crate::explain::{Explanation, explanation};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::recommend::{Recommendation, recommendations};
use crate::replan::{Replan, Stability, replanned};
use crate::shortage::{Shortage, shortage};
use crate::situation::Situation;
use crate::validate::{ProblemError, checked};
use crate::{Role, ShiftId, VolunteerId};

/// A problem and a plan, checked and looked up once: the rest of a question is its answer.
///
/// [`crate::recommend`], [`crate::explain`], [`crate::why_short`] and [`crate::replan`] make one for a single question.
pub struct Questions<'a> {
    plan: &'a Plan,
    situation: Situation<'a>,
}

impl<'a> Questions<'a> {
    /// Gets ready for questions about `plan`. What it names that the problem does not have is left out.
    ///
    /// # Errors
    ///
    /// The problem's first fault, when it is not well formed.
    pub fn about(problem: &'a Problem, plan: &'a Plan) -> Result<Self, ProblemError> {
        Ok(Self { plan, situation: Situation::of(checked(problem)?, &plan.bookings) })
    }

    /// See [`crate::recommend`].
    #[must_use]
    pub fn recommend(&self, shift: &ShiftId, role: &Role) -> Vec<Recommendation> {
        recommendations(&self.situation, shift, role)
    }

    /// See [`crate::explain`].
    #[must_use]
    pub fn explain(&self, volunteer: &VolunteerId, shift: &ShiftId) -> Explanation {
        explanation(&self.situation, volunteer, shift)
    }

    /// See [`crate::why_short`].
    #[must_use]
    pub fn why_short(&self, shift: &ShiftId) -> Shortage {
        shortage(&self.situation, shift)
    }

    /// See [`crate::replan`].
    #[must_use]
    pub fn replan(&self, change: &Change, stability: Stability) -> Replan {
        replanned(&self.situation, self.plan, change, stability)
    }
}
