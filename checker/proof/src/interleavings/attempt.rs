//! One order that was tried, and the simplest one in which the same goes wrong.

use super::plans::Plans;
use crate::{channel, observer, refusal};
use instrument::turns::{Fork, Plan, Step};
use report::Finding;
use std::time::{Duration, Instant};

/// So much is spent on looking for a simpler order: the test ends soon, and whoever
/// saved the file waits for it.
const SEARCH: (Duration, usize) = (Duration::from_millis(300), 60);

/// Nobody looks for a simpler order than one with more steps.
const LONG: usize = 200;

/// One order, and what was found.
pub(super) struct Attempt {
    pub(super) steps: Vec<Step>,
    pub(super) forks: Vec<Fork>,
    pub(super) stalled: bool,
    pub(super) findings: Vec<Finding>,
    /// Whether the same was found when the same choices were made once more.
    pub(super) comes_again: bool,
}

impl Attempt {
    pub(super) fn failed(&self) -> bool {
        !self.findings.is_empty()
    }

    /// Whether the same went wrong.
    fn is_like(&self, other: &Self) -> bool {
        let kind = |attempt: &Self| attempt.findings.first().map(|finding| finding.kind);
        self.failed() && kind(self) == kind(other)
    }

    /// How often a thread was interrupted that could go on, or woke up for no reason.
    fn interruptions(&self) -> usize {
        self.forks.iter().filter(|fork| fork.interrupts()).count()
    }

    fn is_simpler(&self, than: &Self) -> bool {
        let cost = |attempt: &Self| (attempt.interruptions(), attempt.steps.len());
        cost(self) < cost(than)
    }

    fn choices(&self) -> Vec<usize> {
        self.forks.iter().map(|fork| fork.chosen).collect()
    }

    /// The order with the fewest interruptions in which the same goes wrong, as far
    /// as a short search finds it; then once more, to see that it does so again.
    pub(super) fn simplest(self, plans: &mut Plans, tries: impl Fn(Plan) -> Self) -> Self {
        // What is decided outside is not decided again, and threads that never get done
        // have taken long enough.
        if self.stalled || self.steps.len() > LONG {
            return self;
        }
        let (begun, mut best, mut left) = (Instant::now(), self, SEARCH.1);
        let mut goes_on = || {
            left = left.saturating_sub(1);
            left > 0 && begun.elapsed() < SEARCH.0
        };
        while goes_on()
            && let Some(plan) = plans.simpler(best.interruptions())
        {
            let attempt = tries(plan);
            plans.learn(&attempt.forks);
            if attempt.is_like(&best) && attempt.is_simpler(&best) {
                best = attempt;
            }
        }
        // What comes after the last interruption that is needed is not.
        for end in best.ends() {
            if !goes_on() {
                break;
            }
            let attempt = tries(plans.again(best.choices()[..end].to_vec()));
            if attempt.is_like(&best) && attempt.is_simpler(&best) {
                best = attempt;
                break;
            }
        }
        let again = tries(plans.again(best.choices()));
        best.comes_again = again.is_like(&best);
        best
    }

    /// Before the first interruption, after it, and so on.
    fn ends(&self) -> Vec<usize> {
        let forks = self.forks.iter().enumerate();
        let after = forks.filter(|(_, fork)| fork.interrupts());
        let after = after.map(|(at, _)| at + 1);
        std::iter::once(0).chain(after).collect()
    }
}

/// One order. What the work itself leaves on the timeline is forgotten: the
/// steps are drawn instead. What is found is kept.
pub(super) struct Round;

impl Round {
    pub(super) fn begin() -> Self {
        observer::hold();
        channel::set_aside();
        Self
    }

    pub(super) fn findings(self) -> Vec<Finding> {
        channel::take_aside()
    }
}

impl Drop for Round {
    fn drop(&mut self) {
        observer::forget();
        refusal::happened_before(None);
    }
}
