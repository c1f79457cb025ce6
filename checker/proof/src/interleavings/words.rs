//! What is said of a run that went wrong.

use super::Interleavings;
use crate::refusal::{finding, hang};
use instrument::turns::{Link, Race, Stuck, Touch};
use report::{Finding, Kind};
use std::sync::atomic::Ordering;

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
            Stuck::Race(race) => self.race(&race),
            Stuck::Endless => hang(
                Kind::Hangs,
                "the threads took thousands of steps in turns, and were not done".to_owned(),
                "each tries again and again, and gets in the way of the others",
                "what does a thread keep while it tries again?",
            ),
        }
    }

    fn race(&self, race: &Race) -> Finding {
        let (place, (first, did), (second, does)) = (&race.place, race.first, race.second);
        let (first, second) = (self.lane(first), self.lane(second));
        if race.at_once {
            let (did, does) = (present(did), present(does));
            return finding(
                Kind::DataRace,
                format!("{second} {does} {place} while {first} still {did} it"),
                "what is read or taken there may be half of the old value and half of the new one",
                "which one operation decides that a thread may touch it, and can two threads pass it?",
            );
        }
        let (did, does) = (past(did), present(does));
        let seen =
            format!("{first} {did} {place}, then {second} {does} it, and nothing orders the two");
        let meaning = match &race.link {
            Some(link) => format!(
                "{second} has read what {first} wrote{} afterwards, but {}: so it may find {place} as it was before",
                link.name
                    .as_ref()
                    .map(|name| format!(" to `{name}`"))
                    .unwrap_or_default(),
                weak(link),
            ),
            None => format!("what {first} did there need not have reached {second} yet"),
        };
        finding(
            Kind::DataRace,
            seen,
            &meaning,
            "which write says that the place may be touched, which read learns of it, and which `Ordering` does each of the two need?",
        )
    }
}

/// Which side of a write and a read orders nothing.
fn weak(link: &Link) -> String {
    let ((_, read), (_, wrote)) = (link.reader, link.writer);
    let releases = !matches!(wrote, Ordering::Relaxed | Ordering::Acquire);
    let acquires = !matches!(read, Ordering::Relaxed | Ordering::Release);
    match (releases, acquires) {
        (true, _) => format!("the read is `{read:?}`, which acquires nothing"),
        (false, true) => format!("the write is `{wrote:?}`, which releases nothing"),
        (false, false) => format!(
            "the write is `{wrote:?}`, which releases nothing, and the read `{read:?}`, which acquires nothing"
        ),
    }
}

fn past(touch: Touch) -> &'static str {
    match touch {
        Touch::Reads => "read",
        Touch::Writes => "wrote to",
        Touch::Takes => "emptied",
    }
}

fn present(touch: Touch) -> &'static str {
    match touch {
        Touch::Reads => "reads",
        Touch::Writes => "writes to",
        Touch::Takes => "empties",
    }
}

/// `thread 0 waits for the lock, thread 1 for the lock`
fn waits(waiting: &[String]) -> String {
    waiting.join(", ").replacen(" for ", " waits for ", 1)
}
