//! What is said of a run that went wrong.

use super::Interleavings;
use crate::refusal::{finding, hang};
use instrument::turns::Stuck;
use report::{Finding, Kind};

impl Interleavings {
    pub(super) fn left(&self, who: usize) -> Finding {
        finding(
            Kind::Panicked,
            format!(
                "`{}` left its call by unwinding, and returned nothing",
                self.lane(who)
            ),
            "a call that does not return has not done what was asked for, even where no panic was seen",
            "what stops the call half-way, such as `resume_unwind`?",
        )
    }

    /// Nobody has moved for a long time, and these wait for what others hold. The
    /// others wait for something that is not a shim.
    pub(super) fn nothing_moves(&self, waiting: Vec<(usize, String)>) -> Finding {
        if !waiting.is_empty() {
            return self.stuck(Stuck::Deadlock(waiting));
        }
        finding(
            Kind::Hangs,
            "nothing has moved for seconds, and nobody is done".to_owned(),
            "a thread waits for something that never comes",
            "what does each thread wait for besides the locks and atomics of the exercise?",
        )
    }

    pub(super) fn stuck(&self, stuck: Stuck) -> Finding {
        match stuck {
            Stuck::Deadlock(waiting) => {
                let waiting: Vec<_> = waiting
                    .into_iter()
                    .map(|(who, what)| format!("{} for {what}", self.lane(who)))
                    .collect();
                hang(
                    Kind::Hangs,
                    format!("nobody can go on: {}", waits(&waiting)),
                    "each waits for something that is only given back when the waiting is over",
                    "what does a thread hold while it waits, and in which order does each take what it needs?",
                )
            }
            Stuck::NobodyWakes(waiting) => {
                let whom = if waiting.len() == 1 { "it" } else { "them" };
                let waiting: Vec<_> = waiting
                    .into_iter()
                    .map(|(who, what)| format!("{} for {what}", self.lane(who)))
                    .collect();
                hang(
                    Kind::Hangs,
                    format!("{}, and nobody is left to wake {whom}", waits(&waiting)),
                    "who sleeps is woken by another thread alone, and one that was told too early, or not at all, sleeps for ever",
                    "what does a thread look at under the lock before it sleeps, and which threads are woken after each change?",
                )
            }
            Stuck::Spins(who) => finding(
                Kind::BusyWaits,
                format!(
                    "{} did the same hundreds of times while nobody else moved",
                    self.lane(who)
                ),
                "who looks again and again takes the processor from the thread that it waits for",
                "what does a thread do until the thing that it waits for is there: where does it sleep, and who wakes it?",
            ),
            Stuck::Endless => hang(
                Kind::Hangs,
                "the threads took thousands of steps in turns, and were not done".to_owned(),
                "each tries again and again, and gets in the way of the others",
                "what does a thread keep while it tries again?",
            ),
        }
    }
}

/// `thread 0 waits for the lock, thread 1 for the lock`
fn waits(waiting: &[String]) -> String {
    waiting.join(", ").replacen(" for ", " waits for ", 1)
}
