//! No poll holds its thread: what the clock of virtual time does not see is a thread
//! that sleeps in addition to what it waits for.

#[cfg(all(test, target_os = "linux"))]
mod tests;

use crate::held::{self, Stretch};
use crate::refusal::{finding, found};
use crate::thread_watch::ThreadWatch;
use report::{Finding, Kind};
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::time::Duration;

/// Sleeping for so long in all is no accident: a lock that another thread holds for a
/// moment, memory that the system has to find.
const ASLEEP: Duration = Duration::from_millis(20);

/// A poll takes some microseconds. On the slowest machine it computes for less.
const COMPUTES: Duration = Duration::from_millis(50);

static ASKED: AtomicU8 = AtomicU8::new(NOTHING);
const NOTHING: u8 = 0;
const SLEEP: u8 = 1;
const SLEEP_AND_WORK: u8 = 2;

/// Whether it was found; once is enough.
static FOUND: AtomicBool = AtomicBool::new(false);

/// How long other threads had waited for a processor when it began, in nanoseconds.
static STARVED_BEFORE: AtomicU64 = AtomicU64::new(0);

/// From now on, a poll that puts its thread to sleep for more than a moment is refused,
/// and this promise is what it breaks:
/// `never_blocks("No thread is blocked meanwhile.")`.
///
/// It holds in [`virtual_time`](crate::virtual_time) and in
/// [`real_time`](crate::real_time) for all that the runtime's thread does between two
/// of its own waits, so for spawned tasks and destructors too; and for each poll of
/// [`PollScript`](crate::PollScript) and [`EagerTask`](crate::EagerTask). Call it before
/// them, or inside. The test itself must not sleep there either.
///
/// Time in which the thread had no processor, waited for the disk or was stopped with its
/// process is not counted, so a busy machine refuses nobody. Linux tells; elsewhere nothing is refused for it.
pub fn never_blocks(promise: &str) {
    begin(promise, SLEEP);
}

/// As [`never_blocks`], and a thread that computes for more than 50 ms without
/// waiting for anything is refused too.
pub fn never_blocks_or_computes(promise: &str) {
    begin(promise, SLEEP_AND_WORK);
}

fn begin(promise: &str, asked: u8) {
    crate::promise_against(Kind::BlocksRuntime, promise);
    STARVED_BEFORE.store(nanoseconds(others_starved()), Ordering::Relaxed);
    ASKED.store(asked, Ordering::Release);
    held::from_here();
}

/// Whether a test has asked for it.
pub(crate) fn is_asked() -> bool {
    ASKED.load(Ordering::Acquire) != NOTHING
}

/// What a thread has done without a pause, and how long it has slept in all such
/// stretches.
pub(crate) fn judge(stretch: Stretch, asleep: Duration) {
    let asked = ASKED.load(Ordering::Acquire);
    if asked == NOTHING {
        return;
    }
    if asked == SLEEP_AND_WORK && stretch.computed >= COMPUTES {
        find(computing(stretch.computed));
    } else if asleep >= ASLEEP && asleep.saturating_sub(starved_meanwhile()) >= ASLEEP {
        find(sleeping(asleep));
    }
}

fn find(what: Finding) {
    if !FOUND.swap(true, Ordering::Relaxed) {
        found(what);
    }
}

/// It may have slept because another thread, which had no processor, held a lock.
fn starved_meanwhile() -> Duration {
    let before = Duration::from_nanos(STARVED_BEFORE.load(Ordering::Relaxed));
    others_starved().saturating_sub(before)
}

/// Our own tests share a process, and are not each other's concern.
fn others_starved() -> Duration {
    if cfg!(test) {
        return Duration::ZERO;
    }
    let others = ThreadWatch::everybody_else().times();
    others.map(|times| times.starved).unwrap_or_default()
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

fn sleeping(asleep: Duration) -> Finding {
    finding(
        Kind::BlocksRuntime,
        format!(
            "the thread that polls slept inside of polls, for {} ms in all",
            asleep.as_millis()
        ),
        "a call that blocks holds the thread, and no other future of this thread goes on meanwhile",
        "which call waits without `.await`?",
    )
}

fn computing(time: Duration) -> Finding {
    finding(
        Kind::BlocksRuntime,
        format!(
            "the thread that polls computed for {} ms without a pause",
            time.as_millis()
        ),
        "work that takes long holds the thread as blocking does: no other future of this thread goes on meanwhile",
        "which work, or which loop that asks again and again, lies between two `.await`s?",
    )
}

/// For tests of the instruments: what was asked is the process's.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn forget() {
    ASKED.store(NOTHING, Ordering::Release);
    FOUND.store(false, Ordering::Relaxed);
}
