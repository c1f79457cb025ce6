//! Time that only sleeping moves, and exactly by what was slept.
//!
//! The clock stands still while code runs and jumps when every task waits. So a
//! right answer takes no time at all, and its times can be compared for
//! equality. Sockets, processes and real threads do not belong here: the clock
//! does not wait for them.

#[cfg(test)]
mod tests;

use crate::held::{self, Polling};
use crate::observer;
use crate::refusal::{hang, refuse};
use crate::trouble::none_left;
use crate::virtual_clock::VirtualClock;
use crate::watchdog::{AGAIN_AND_AGAIN, Watchdog, Watched, another_clock};
use report::{Finding, Kind};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::task::spawn_blocking;
use tokio::time::{Instant, timeout};

/// Virtual time after which a test hangs. It costs no real time.
const HOUR: Duration = Duration::from_secs(3_600);

/// Real time after which a test hangs: code that blocks the thread stops the
/// virtual clock, too.
const PATIENCE: Duration = Duration::from_secs(1);

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

struct World {
    runtime: Option<Runtime>,
    parked: Arc<AtomicBool>,
    /// How often it had nothing to do.
    waits: Arc<AtomicUsize>,
    clock: VirtualClock,
}

impl World {
    fn new() -> Self {
        let parked = Arc::new(AtomicBool::new(false));
        let waits = Arc::new(AtomicUsize::new(0));
        let waited = waits.clone();
        let (park, unpark) = (parked.clone(), parked.clone());
        let runtime = Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .on_thread_park(move || {
                held::waits();
                waited.fetch_add(1, Ordering::Relaxed);
                park.store(true, Ordering::Release);
            })
            .on_thread_unpark(move || {
                unpark.store(false, Ordering::Release);
                held::goes_on();
            })
            .build();
        let runtime = match runtime {
            Ok(runtime) => runtime,
            Err(error) => none_left("runtime", &error),
        };
        // Only inside of the runtime does `Instant` read its clock.
        let start = {
            let _inside = runtime.enter();
            Instant::now()
        };
        observer::use_virtual_clock(runtime.handle(), start);
        Self {
            clock: VirtualClock::started_at(runtime.handle().clone(), start, waits.clone()),
            runtime: Some(runtime),
            parked,
            waits,
        }
    }

    fn run(&self, mut test: Pin<Box<dyn Future<Output = ()> + '_>>) {
        let Some(runtime) = &self.runtime else { return };
        let _watchdog = Watchdog::start(
            Watched::Runtime(self.parked.clone(), self.waits.clone()),
            PATIENCE,
        );
        let _polling = Polling::thread();
        let ended = runtime.block_on(async { timeout(HOUR, test.as_mut()).await });
        if ended.is_err() {
            // Before the futures are dropped: they did not end, they hung.
            observer::freeze();
            let waits = self.waits.load(Ordering::Relaxed);
            refuse(match runtime.block_on(is_woken_from_outside()) {
                true => another_thread(),
                false => waits_for_ever(waits),
            });
        }
    }
}

/// Whether a thread of its own wakes the test: the clock does not wait for such a thread,
/// and is an hour ahead of it. Here it does, for a moment. The test is not polled, as it
/// would take that hour for the answer's.
async fn is_woken_from_outside() -> bool {
    const MOMENT: Duration = Duration::from_millis(500);
    let mut polls = 0;
    let woken = poll_fn(|_| {
        polls += 1;
        Poll::<()>::Pending
    });
    // The clock stands still while there is one.
    let moment = spawn_blocking(|| std::thread::sleep(MOMENT));
    tokio::select! {
        biased;
        () = woken => true,
        // Once at the beginning, and once at the end.
        _ = moment => polls > 2,
    }
}

fn another_thread() -> Finding {
    hang(
        Kind::Hangs,
        "the runtime has nothing to do, and no timer is left; it waits for another thread"
            .to_owned(),
        "a thread that waits or sleeps by itself takes no time on the clock of the runtime, which does not wait for it",
        "which thread besides that of the runtime is there, and what of the runtime could wait in its place?",
    )
}

/// After an hour, in which the runtime has waited so often.
fn waits_for_ever(waits: usize) -> Finding {
    if waits >= AGAIN_AND_AGAIN {
        return another_clock(waits);
    }
    hang(
        Kind::Hangs,
        "every task waits, and no timer is left that would wake one".to_owned(),
        "tasks wait for each other, or for something that nobody sends",
        "the work that is still open in the picture: what does it wait for?",
    )
}

impl Drop for World {
    fn drop(&mut self) {
        // Dropping a runtime waits for its blocking threads, which may never end.
        if let Some(runtime) = self.runtime.take() {
            // Tasks that are left are dropped here.
            let _polling = Polling::thread();
            runtime.shutdown_background();
        }
    }
}
