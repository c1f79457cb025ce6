//! The clock of virtual time: what a right answer takes is known to the
//! millisecond.

use crate::held::{self, Stretch};
use crate::observer;
use crate::refusal::{finding, refuse};
use report::{Finding, Kind};
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::Instant;

/// The clock of a test in virtual time.
#[derive(Debug)]
pub struct VirtualClock {
    home: Handle,
    since: Cell<Instant>,
    /// When that was in the world, and what the thread had done by then.
    real: Cell<std::time::Instant>,
    before: Cell<Option<Stretch>>,
    /// How often the runtime has waited, and how often by then.
    waits: Arc<AtomicUsize>,
    waited: Cell<usize>,
}

impl VirtualClock {
    /// Its time is zero at `start`; the thread that calls this is that of the
    /// runtime `home`.
    pub(crate) fn started_at(home: Handle, start: Instant, waits: Arc<AtomicUsize>) -> Self {
        Self {
            home,
            since: Cell::new(start),
            real: Cell::new(std::time::Instant::now()),
            before: Cell::new(held::so_far()),
            waits,
            waited: Cell::new(0),
        }
    }

    /// The virtual time since the test began, or since [`VirtualClock::restart`].
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.now().saturating_duration_since(self.since.get())
    }

    /// Count from here.
    pub fn restart(&self) {
        self.since.set(self.now());
        self.before.set(held::so_far());
        self.waited.set(self.waits.load(Ordering::Relaxed));
        self.real.set(std::time::Instant::now());
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

    /// It took `want` or more. A claim about what overlapped means nothing where
    /// the waiting blocked the thread; so this one comes before it.
    pub fn takes_at_least(&self, want: Duration) {
        let got = self.elapsed();
        if got < want {
            refuse(self.too_short(got, want));
        }
    }

    /// The clock has moved `n` times at most: a future that waits for something is woken when
    /// it happens, and sets no timer to look for it. `because` says what there is to wait
    /// for: `the two requests`.
    ///
    /// On the way to a single timer the clock may stop a few times. Allow five for each,
    /// and let what is waited for take long.
    pub fn moves_at_most(&self, n: usize, because: &str) {
        let moves = self.waits.load(Ordering::Relaxed) - self.waited.get();
        if moves > n {
            refuse(finding(
                Kind::BusyWaits,
                format!(
                    "the clock of the runtime moved {moves} times, expected {n} at most: {because}"
                ),
                "something looks at times whether there is something, instead of being woken when there is",
                "what can be awaited instead of a time?",
            ));
        }
    }

    /// In whatever runtime the answer has left us: it is the time of our own.
    fn now(&self) -> Instant {
        let _inside = self.home.enter();
        Instant::now()
    }

    fn compare(&self, want: Duration, too_long: impl FnOnce(Duration) -> Finding) {
        let got = self.elapsed();
        if got < want {
            refuse(self.too_short(got, want));
        }
        if got > want {
            refuse(too_long(got));
        }
        if observer::was_elsewhere() {
            refuse(elsewhere());
        }
    }

    /// A thread that is blocked does not move the virtual clock, but it is held: asleep
    /// or at work. And no clock of a runtime is moved by what other threads do.
    fn too_short(&self, got: Duration, want: Duration) -> Finding {
        let real = self.real.get().elapsed();
        let (held, outside) = match (self.before.get(), held::so_far()) {
            (Some(before), Some(now)) => {
                let held = (now.asleep + now.awake).saturating_sub(before.asleep + before.awake);
                (held, now.waited.saturating_sub(before.waited))
            }
            _ => (real, Duration::ZERO),
        };
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
        } else if outside >= missing * 4 / 5 {
            finding(
                Kind::WrongResult,
                format!(
                    "the runtime's clock moved by {} instead of {}, while the runtime waited for another thread for {}",
                    shown(got),
                    shown(want),
                    shown(outside)
                ),
                "that thread waits by another clock: what it does takes no time here",
                "which thread besides that of the runtime waits, and what could be awaited instead?",
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

fn elsewhere() -> Finding {
    finding(
        Kind::Forbidden,
        "requests were made in another runtime than the one that the test runs".to_owned(),
        "each runtime has a clock of its own, so nobody can say how long they took",
        "which runtime polls the futures: the one in which the function was called?",
    )
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
