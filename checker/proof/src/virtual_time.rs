//! Time that only sleeping moves, and exactly by what was slept.
//!
//! The clock stands still while code runs and jumps when every task waits. So a
//! right answer takes no time at all, and its times can be compared for
//! equality. Sockets, processes and real threads do not belong here: the clock
//! does not wait for them.

use crate::observer;
use crate::refusal::{finding, hang, refuse};
use crate::thread_watch::{ThreadWatch, Times};
use crate::watchdog::{Watchdog, Watched};
use report::{Finding, Kind};
use std::cell::Cell;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::time::{Instant, timeout};

/// Virtual time after which a test hangs. It costs no real time.
const HOUR: Duration = Duration::from_secs(3_600);

/// Real time after which a test hangs: code that blocks the thread stops the
/// virtual clock, too.
const PATIENCE: Duration = Duration::from_secs(3);

/// Run `test` on one thread, in virtual time:
/// `virtual_time(async |clock| { …; clock.elapsed_is(ms(50), "…") })`.
///
/// Tasks that wait for each other are found at once, a blocked thread after a
/// few seconds.
pub fn virtual_time<F>(test: F)
where
    F: AsyncFnOnce(&VirtualClock),
{
    let world = World::new();
    // Boxed here, so that each test compiles to a few lines and no more.
    world.run(Box::pin(test(&world.clock)));
}

/// The clock of a test in virtual time.
#[derive(Debug)]
pub struct VirtualClock {
    since: Cell<Instant>,
    thread: ThreadWatch,
    real: std::time::Instant,
    before: Option<Times>,
}

impl VirtualClock {
    /// The virtual time since the test began, or since [`VirtualClock::restart`].
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.since.get().elapsed()
    }

    /// Count from here.
    pub fn restart(&self) {
        self.since.set(Instant::now());
    }

    /// The work overlapped so well that it took `want`, to the millisecond.
    /// `because` says where the number comes from: `the slower request alone`.
    ///
    /// Less means that something blocked the thread or was not waited for; more
    /// means that work which could overlap did not.
    pub fn elapsed_is(&self, want: Duration, because: &str) {
        self.compare(want, |got| {
            finding(
                Kind::NotConcurrent,
                took(got, want, because),
                "work that could run at the same time waited for other work to end first",
                "what is started only after something else was awaited?",
            )
        });
    }

    /// It ended after `want`, to the millisecond, and did not wait for work that
    /// nobody needs any more. `because` says where the number comes from: `the
    /// first check that fails`.
    pub fn ends_at(&self, want: Duration, because: &str) {
        self.compare(want, |got| {
            finding(
                Kind::WrongResult,
                took(got, want, because),
                "it went on waiting after everything was decided",
                "what is awaited although its result can change nothing any more?",
            )
        });
    }

    fn compare(&self, want: Duration, too_long: impl FnOnce(Duration) -> Finding) {
        let got = self.elapsed();
        if got < want {
            refuse(self.too_short(got, want));
        }
        if got > want {
            refuse(too_long(got));
        }
    }

    /// A thread that is blocked does not move the virtual clock, but it is held:
    /// real time passes that it did not spend waiting for a processor.
    fn too_short(&self, got: Duration, want: Duration) -> Finding {
        let starved = match (self.before, self.thread.times()) {
            (Some(before), Some(now)) => now.starved.saturating_sub(before.starved),
            _ => Duration::ZERO,
        };
        let held = self.real.elapsed().saturating_sub(starved);
        let missing = want - got;
        if held >= missing * 4 / 5 {
            finding(
                Kind::BlocksRuntime,
                format!(
                    "the runtime's clock moved by {} instead of {}, while the thread was held for {}",
                    shown(got),
                    shown(want),
                    shown(held)
                ),
                "the waiting blocked the thread, so nothing else could run meanwhile",
                "which call waits without `.await`?",
            )
        } else {
            finding(
                Kind::WrongResult,
                format!("it took {} instead of {}", shown(got), shown(want)),
                "something that takes time was left out, or was not waited for",
                "is everything that is started also awaited?",
            )
        }
    }
}

fn took(got: Duration, want: Duration, because: &str) -> String {
    format!(
        "it took {}, expected {}: {because}",
        shown(got),
        shown(want)
    )
}

/// `50 ms`, and `1.5 ms` where it is not whole.
fn shown(time: Duration) -> String {
    let micros = time.as_micros();
    match micros % 1_000 {
        0 => format!("{} ms", micros / 1_000),
        _ => format!("{:.1} ms", time.as_secs_f64() * 1_000.0),
    }
}

struct World {
    runtime: Option<Runtime>,
    parked: Arc<AtomicBool>,
    clock: VirtualClock,
}

impl World {
    fn new() -> Self {
        let parked = Arc::new(AtomicBool::new(false));
        let (park, unpark) = (parked.clone(), parked.clone());
        let runtime = Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .on_thread_park(move || park.store(true, Ordering::Release))
            .on_thread_unpark(move || unpark.store(false, Ordering::Release))
            .build();
        let runtime = match runtime {
            Ok(runtime) => runtime,
            Err(error) => panic!("the system gives us no runtime: {error}"),
        };
        // Only inside of the runtime does `Instant` read its clock.
        let start = {
            let _inside = runtime.enter();
            Instant::now()
        };
        observer::use_virtual_clock(start);
        let thread = ThreadWatch::this_thread();
        let clock = VirtualClock {
            since: Cell::new(start),
            thread,
            real: std::time::Instant::now(),
            before: thread.times(),
        };
        Self {
            runtime: Some(runtime),
            parked,
            clock,
        }
    }

    fn run(&self, mut test: Pin<Box<dyn Future<Output = ()> + '_>>) {
        let Some(runtime) = &self.runtime else { return };
        let _watchdog = Watchdog::start(Watched::Runtime(self.parked.clone()), PATIENCE);
        let ended = runtime.block_on(async { timeout(HOUR, test.as_mut()).await });
        if ended.is_err() {
            // Before the futures are dropped: they did not end, they hung.
            observer::freeze();
            refuse(hang(
                Kind::Hangs,
                "every task waits, and no timer is left that would wake one".to_owned(),
                "tasks wait for each other, or for something that nobody sends",
                "the work that is still open in the picture: what does it wait for?",
            ));
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // Dropping a runtime waits for its blocking threads, which may never end.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use lab::ms;
    use std::thread;
    use tokio::time::sleep;

    async fn together(_: &VirtualClock) {
        tokio::join!(sleep(ms(50)), sleep(ms(30)));
    }

    #[test]
    fn overlapping_sleeps_take_as_long_as_the_longest() {
        accepts(|| {
            virtual_time(async |clock| {
                together(clock).await;
                clock.elapsed_is(ms(50), "the longer one");
            });
        });
    }

    #[test]
    fn one_after_another_is_refused() {
        refuses(Kind::NotConcurrent, "it took 80 ms, expected 50 ms", || {
            virtual_time(async |clock| {
                sleep(ms(50)).await;
                sleep(ms(30)).await;
                clock.elapsed_is(ms(50), "the longer one");
            });
        });
    }

    #[test]
    fn a_thread_that_sleeps_moves_no_virtual_time() {
        refuses(
            Kind::BlocksRuntime,
            "moved by 0 ms instead of 50 ms",
            || {
                virtual_time(async |clock| {
                    thread::sleep(ms(50));
                    clock.elapsed_is(ms(50), "the longer one");
                });
            },
        );
    }

    #[test]
    fn work_that_is_not_awaited_is_refused() {
        refuses(Kind::WrongResult, "it took 0 ms instead of 500 ms", || {
            virtual_time(async |clock| {
                drop(sleep(ms(500)));
                clock.elapsed_is(ms(500), "the sleep");
            });
        });
    }

    #[test]
    fn waiting_for_what_nobody_sends_hangs() {
        refuses(Kind::Hangs, "every task waits", || {
            virtual_time(async |_| std::future::pending().await);
        });
    }
}
