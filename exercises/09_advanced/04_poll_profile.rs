// The dashboard of the shop says that a task took 4 s. Did it compute all that time, and
// hold up everybody else on its thread? Or did it wait, and cost nobody anything? Seen from
// outside, a future is a row of polls, and whoever wraps it sees each of them begin and
// end. The time in a poll is work on the thread. The time between two polls is waiting: for
// what the future awaits, or for its turn. Monitors for tokio's tasks measure just that.
//
// https://docs.rs/tokio-metrics/latest/tokio_metrics/struct.TaskMonitor.html

use std::cell::Cell;
use std::time::{Duration, Instant};

/// Where the time of futures went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Profile {
    /// How often they were polled.
    pub polls: u32,
    /// The time in all their polls.
    pub busy: Duration,
    /// The time between polls: from the end of each one to the begin of the next one of
    /// the same future.
    pub idle: Duration,
    /// The time in the longest poll of all.
    pub longest_poll: Duration,
}

/// Does what `future` does, and adds to `profile` where its time goes. `now` is the clock.
///
/// The profile is up to date after each poll: after the last one too, and if the future is
/// dropped before its end. A poll that panics counts like any other, and the panic goes on.
/// Futures may share a profile, at the same time and also one inside of the other. Nothing
/// that one of them has added gets lost.
///
/// The clock is read when a poll begins and when it ends, and at no other time. `future` is
/// polled when the caller polls, once and with the caller's own waker.
pub async fn profiled<F: Future>(
    profile: &Cell<Profile>,
    now: impl Fn() -> Duration,
    future: F,
) -> F::Output {
    // TODO: `future.await` polls it somewhere inside. Where could you stand to see each poll?
    // TODO: What is different in a poll that ends with a panic?
    let _ = (profile, &now);
    let _ = future;
    todo!("do it, and measure it")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (profile, start) = (Cell::default(), Instant::now());
    let order = async {
        for _ in 0..3 {
            let tea: u64 = (0..2_000_000).map(|leaf: u64| leaf ^ 7).sum();
            tokio::time::sleep(Duration::from_millis(tea % 2 + 20)).await;
        }
    };
    profiled(&profile, || start.elapsed(), order).await;
    println!("{:#?}", profile.get());
}

// A hidden test has a clock of its own, and looks at each poll.
#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;
    use tokio::time::sleep;

    #[tokio::test(start_paused = true)]
    async fn what_waits_is_not_busy() {
        let (profile, start) = (Cell::default(), tokio::time::Instant::now());
        profiled(&profile, || start.elapsed(), sleep(ms(50))).await;
        let want = Profile {
            polls: 2,
            idle: ms(50),
            ..Profile::default()
        };
        assert_eq!(profile.get(), want);
    }

    #[tokio::test]
    async fn a_future_that_never_waits_is_polled_once() {
        let profile = Cell::default();
        assert_eq!(profiled(&profile, Duration::default, async { 7 }).await, 7);
        assert_eq!(profile.get().polls, 1);
    }
}
