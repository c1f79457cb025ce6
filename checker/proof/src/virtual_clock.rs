//! The clock of virtual time: what a right answer takes is known to the
//! millisecond.

use crate::observer;
use crate::refusal::{finding, refuse};
use crate::thread_watch::{ThreadWatch, now};
use report::{Finding, Kind, ThreadTimes};
use std::cell::Cell;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::Instant;

/// The clock of a test in virtual time.
#[derive(Debug)]
pub struct VirtualClock {
    home: Handle,
    since: Cell<Instant>,
    thread: ThreadWatch,
    real: Cell<std::time::Instant>,
    before: Cell<Option<ThreadTimes>>,
}

impl VirtualClock {
    /// Its time is zero at `start`; the thread that calls this is that of the
    /// runtime `home`.
    pub(crate) fn started_at(home: Handle, start: Instant) -> Self {
        let thread = ThreadWatch::this_thread();
        // To be told of the thread takes real time, which does not count.
        let before = at_rest(thread);
        Self {
            home,
            since: Cell::new(start),
            thread,
            real: Cell::new(std::time::Instant::now()),
            before: Cell::new(before),
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
        observer::begin_anew();
        self.before.set(at_rest(self.thread));
        self.real.set(std::time::Instant::now());
    }

    /// The work overlapped so well that it took `want`, to the millisecond.
    /// `because` says where the number comes from: `the slower request alone`.
    ///
    /// Less means that something blocked the thread or was not waited for; more
    /// means that work which could overlap did not, or, where nothing was seen to
    /// begin after something else had ended, that the end comes late.
    pub fn elapsed_is(&self, want: Duration, because: &str) {
        self.compare(want, |got| match observer::was_one_after_another() {
            false => finding(
                Kind::Late,
                took(got, want, because),
                "all that was seen began in time, and yet the end came later",
                "what is awaited after the last result is there?",
            ),
            true => finding(
                Kind::NotConcurrent,
                took(got, want, because),
                "work that could run at the same time waited for other work to end first",
                "what is started only after something else was awaited?",
            ),
        });
    }

    /// It ended after `want`, to the millisecond, and did not wait for work that
    /// nobody needs any more. `because` says where the number comes from: `the
    /// first check that fails`.
    pub fn ends_at(&self, want: Duration, because: &str) {
        self.compare(want, |got| {
            finding(
                Kind::Late,
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

    /// A thread that is blocked does not move the virtual clock, but it is held:
    /// real time passes that it did not spend waiting for a processor.
    fn too_short(&self, got: Duration, want: Duration) -> Finding {
        let (real, end) = (self.real.get().elapsed(), now());
        let held = match (self.before.get(), self.thread.times()) {
            (Some(before), Some(after)) => held(real, end, before, after),
            _ => real,
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
        } else {
            finding(
                Kind::TooEarly,
                format!("it took {} instead of {}", shown(got), shown(want)),
                "something that takes time was left out, or was not waited for",
                "is everything that is started also awaited?",
            )
        }
    }
}

/// What this thread, which is `thread`, has done so far. It sleeps until the answer
/// comes; if it was still on its way to that, or had no processor for it, it asks
/// again: the system adds the time that a thread waits for a processor only when
/// it gets one, so that what is seen of a waiting thread belongs to later.
fn at_rest(thread: ThreadWatch) -> Option<ThreadTimes> {
    const TRIES: usize = 5;
    let mut times = thread.times()?;
    for _ in 1..TRIES {
        if times.asleep {
            break;
        }
        times = thread.times()?;
    }
    Some(times)
}

/// How long a thread was asleep that ran for `real`, up to `end`. It may have
/// waited for a processor between the first question and the beginning of `real`
/// too: so what it waited is taken from the time since that question was answered.
///
/// It may also have waited after `end`, before it asked again. Nobody knows how
/// long, so that is counted only for a thread that was asleep in between.
fn held(real: Duration, end: Duration, before: ThreadTimes, after: ThreadTimes) -> Duration {
    let mut starved = after.starved.saturating_sub(before.starved);
    if slept(before, after) {
        starved = starved.saturating_sub(after.at.saturating_sub(end));
    }
    let since = end.saturating_sub(before.at);
    since.saturating_sub(starved).min(real)
}

/// Whether a thread was asleep between two questions, apart from those: it sleeps
/// until each is answered, or comes to that only when the answer is on its way.
fn slept(before: ThreadTimes, after: ThreadTimes) -> bool {
    let asking = u64::from(!before.asleep) + u64::from(after.asleep);
    after.naps > before.naps + asking
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

#[cfg(test)]
mod tests {
    use super::*;
    use lab::ms;

    fn times(starved: u64, naps: u64, at: u64) -> ThreadTimes {
        ThreadTimes {
            cpu: Duration::ZERO,
            starved: ms(starved),
            naps,
            asleep: true,
            at: ms(at),
        }
    }

    /// Asked at 100 ms, begun at `begun`, ended at `end`; between the questions
    /// the thread waited `starved` for a processor, and had some naps, the last of
    /// which is that of the question.
    #[track_caller]
    fn check_with(naps: u64, (begun, end): (u64, u64), starved: u64, want: u64) {
        let before = times(1_000, 5, 100);
        let after = times(1_000 + starved, 5 + naps, end + 70);
        let got = held(ms(end - begun), ms(end), before, after);
        assert_eq!(got, ms(want));
    }

    #[track_caller]
    fn check(begun: u64, end: u64, starved: u64, want: u64) {
        check_with(1, (begun, end), starved, want);
    }

    #[test]
    fn what_a_thread_waited_for_a_processor_is_not_counted() {
        check(100, 150, 0, 50);
        check(100, 350, 200, 50);
        check(100, 350, 250, 0);
    }

    #[test]
    fn what_it_waited_before_the_beginning_is_not_taken_from_the_time_after_it() {
        // After the first answer it got no processor for 80 ms, and slept for 50 then.
        check(180, 230, 80, 50);
        check(180, 260, 110, 50);
        check(180, 260, 160, 0);
    }

    #[test]
    fn what_it_waited_after_the_end_is_not_taken_from_its_sleep() {
        // It slept for 50 ms, and got no processor for the question after that.
        check_with(2, (100, 150), 60, 50);
        check_with(2, (100, 150), 90, 30);
        // It was not asleep: nothing was awaited, and nothing was held.
        check_with(1, (100, 150), 60, 0);
    }

    #[test]
    fn a_question_is_no_sleep() {
        let (asleep, awake) = (times(0, 5, 0), |naps| ThreadTimes {
            asleep: false,
            ..times(0, naps, 0)
        });
        assert!(!slept(asleep, times(0, 6, 0)));
        assert!(slept(asleep, times(0, 7, 0)));
        assert!(!slept(asleep, awake(5)));
        assert!(slept(asleep, awake(6)));
        // The first question itself may be the nap.
        assert!(!slept(awake(4), awake(5)));
        assert!(!slept(awake(4), times(0, 6, 0)));
        assert!(slept(awake(4), times(0, 7, 0)));
    }
}
