//! Processor time: how much a process works, and work that needs nothing else.

use crate::refusal::{finding, found};
use report::Kind;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The processor time that all threads of this process have used. `None` where
/// the system does not say.
#[must_use]
pub fn processor_time() -> Option<Duration> {
    #[cfg(unix)]
    return clock(rustix::time::ClockId::ProcessCPUTime);
    #[cfg(not(unix))]
    None
}

/// The processor time that this thread has used.
pub(crate) fn thread_time() -> Option<Duration> {
    #[cfg(unix)]
    return clock(rustix::time::ClockId::ThreadCPUTime);
    #[cfg(not(unix))]
    None
}

#[cfg(unix)]
fn clock(id: rustix::time::ClockId) -> Option<Duration> {
    let time = rustix::time::clock_gettime(id);
    let seconds = u64::try_from(time.tv_sec).ok()?;
    let nanos = u32::try_from(time.tv_nsec).ok()?;
    Some(Duration::new(seconds, nanos))
}

/// While `item` waits in `wait`, no thread of the process works: nothing spins,
/// wherever that is. Let it wait for a good part of a second; for one thread
/// [`crate::ThreadWatch`] is quicker and sharper.
pub fn rests_during<T>(item: &str, wait: impl FnOnce() -> T) -> T {
    let (before, begun) = (processor_time(), Instant::now());
    let value = wait();
    let (now, wall) = (processor_time(), begun.elapsed());
    let used = now
        .zip(before)
        .map(|(now, before)| now.saturating_sub(before));
    if let Some(used) = used.filter(|used| *used > RESTS + wall / 20) {
        found(finding(
            Kind::BusyWaits,
            format!(
                "while `{item}` had nothing to do for {} ms, the program used {} ms of processor time",
                wall.as_millis(),
                used.as_millis()
            ),
            "something asks again and again instead of sleeping until there is something",
            "what can it wait on that wakes it?",
        ));
    }
    value
}

/// What waiting costs at most.
const RESTS: Duration = Duration::from_millis(20);

/// Work that only needs a processor: a unit takes some microseconds.
pub fn crunch(units: u32) -> u64 {
    let mut number = 7_u64;
    for round in 0..units * 1_000 {
        number = black_box(number.wrapping_mul(31).wrapping_add(u64::from(round)));
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use std::sync::mpsc;

    #[test]
    fn who_sleeps_until_there_is_something_rests() {
        let (tell, told) = mpsc::channel::<()>();
        let patience = Duration::from_millis(200);
        accepts(|| assert!(rests_during("wait", || told.recv_timeout(patience)).is_err()));
        drop(tell);
    }

    #[test]
    #[cfg(unix)]
    fn who_spins_does_not_rest() {
        refuses(Kind::BusyWaits, "while `wait` had nothing to do", || {
            rests_during("wait", || {
                let (before, begun) = (processor_time(), Instant::now());
                // By what it used, so that a busy machine shows it too.
                let enough = || before.map(|time| time + RESTS * 2 + begun.elapsed() / 10);
                while processor_time() < enough() {}
            });
        });
    }
}
