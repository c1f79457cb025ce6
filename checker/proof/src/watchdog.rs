//! A thread that ends the test when nothing else can: the thread that is watched
//! sleeps for ever, or never stops running.

use crate::refusal::hang;
use crate::thread_watch::ThreadWatch;
use crate::{channel, harness, held, never_blocks, observer};
use lab::ms;
use report::{Finding, Kind, ThreadTimes};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

/// Run `work` on this thread, and refuse the answer if it has not returned after
/// `patience`: `within(ms(2_000), "ask", || exercise::ask(…))`.
///
/// The whole test ends then; it says whether the thread slept or spun.
pub fn within<T>(patience: Duration, what: &str, work: impl FnOnce() -> T) -> T {
    let _watchdog = Watchdog::start(Watched::Call(what.to_owned()), patience);
    work()
}

/// What a watchdog watches.
pub(crate) enum Watched {
    /// A call on this thread.
    Call(String),
    /// A runtime on this thread; the flag says whether it is parked, the number how often
    /// it was.
    Runtime(Arc<AtomicBool>, Arc<AtomicUsize>),
    /// A poll by hand on this thread, and its number.
    Poll(usize),
    /// A waker that was called on this thread, and polls.
    Wake,
    /// The same, where time is real.
    RealTime(Arc<AtomicBool>),
}

impl Watched {
    /// Whether the runtime is parked: no task of its own can go on.
    fn waits_outside(&self) -> bool {
        match self {
            Watched::Call(_) | Watched::Poll(_) | Watched::Wake | Watched::RealTime(_) => false,
            Watched::Runtime(parked, _) => parked.load(Ordering::Acquire),
        }
    }
}

/// Watches the thread that started it, until it is dropped.
pub(crate) struct Watchdog {
    _leash: Sender<()>,
}

impl Watchdog {
    pub(crate) fn start(watched: Watched, patience: Duration) -> Self {
        held::excused(|| Self::beside(watched, patience))
    }

    fn beside(watched: Watched, patience: Duration) -> Self {
        let (leash, pulled) = mpsc::channel::<()>();
        let (settled, is_settled) = mpsc::channel();
        let thread = ThreadWatch::this_thread();
        let watch = move || {
            let begun = Instant::now();
            let _ = pulled.recv_timeout(Duration::ZERO);
            drop(settled);
            // Most calls are over by then, and nothing has to be asked.
            if pulled.recv_timeout(LOOK) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let before = thread.times();
            for round in 0.. {
                let wait = match round {
                    0 => patience.saturating_sub(LOOK),
                    _ => LOOK,
                };
                if pulled.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
                let mut seen = look(thread, before, patience);
                if seen == Seen::Asleep && watched.waits_outside() && begun.elapsed() < OUTSIDE {
                    continue;
                }
                if seen == Seen::Starved {
                    if begun.elapsed() < patience * 4 {
                        continue;
                    }
                    seen = last_look(before, thread.times(), begun.elapsed());
                }
                // It may have returned while we looked.
                if pulled.try_recv() == Err(TryRecvError::Empty) {
                    bark(&watched, seen, begun.elapsed());
                }
            }
        };
        let named = thread::Builder::new().name("watchdog".to_owned());
        // Without a thread to spare, the checker's own deadline has to do.
        drop(named.spawn(watch));
        if never_blocks::is_asked() {
            // A thread that begins may hold up the others for a moment.
            let _: Result<(), _> = is_settled.recv();
        }
        Self { _leash: leash }
    }
}

/// How long a runtime may wait for threads outside of it: other processes may
/// keep those from running, and that is not seen from here.
const OUTSIDE: Duration = Duration::from_secs(3);

/// How long two looks lie apart.
pub(crate) const LOOK: Duration = ms(100);

/// What a look at a thread that should be done has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    Asleep,
    Spinning,
    /// It wants to run, and other processes have the processor.
    Starved,
    /// The system does not say.
    Unknown,
}

/// A thread that had no chance to run must not be refused: on a busy machine
/// patience runs out sooner than work.
pub(crate) fn look(thread: ThreadWatch, before: Option<ThreadTimes>, patience: Duration) -> Seen {
    let first = thread.times();
    thread::sleep(LOOK / 2);
    let (Some(before), Some(first), Some(now)) = (before, first, thread.times()) else {
        return Seen::Unknown;
    };
    if first.asleep && now.asleep && first.cpu == now.cpu {
        Seen::Asleep
    } else if now.cpu.saturating_sub(before.cpu) >= patience / 3 {
        Seen::Spinning
    } else {
        Seen::Starved
    }
}

/// Nobody waits any longer. Who has hardly slept since `before` has run all the
/// time, or wanted to: on a very busy machine that is what spinning looks like.
fn last_look(before: Option<ThreadTimes>, now: Option<ThreadTimes>, elapsed: Duration) -> Seen {
    let awake = |times: ThreadTimes| times.cpu + times.starved;
    match (before, now) {
        (Some(before), Some(now)) if awake(now) >= awake(before) + elapsed * 4 / 5 => {
            Seen::Spinning
        }
        (Some(_), Some(_)) => Seen::Starved,
        _ => Seen::Unknown,
    }
}

fn bark(watched: &Watched, seen: Seen, waited: Duration) -> ! {
    observer::freeze();
    channel::record(explain(watched, seen, waited));
    harness::give_up()
}

/// Nothing that a test waits for needs as many timers in one run.
pub(crate) const AGAIN_AND_AGAIN: usize = 1_000;

/// A runtime that has waited so often waits for what does not come.
pub(crate) fn another_clock(waits: usize) -> Finding {
    hang(
        Kind::Hangs,
        format!(
            "the clock of the runtime has moved on {waits} times and more, and something still waits"
        ),
        "what it asks for again and again never comes; on `std::time::Instant` hardly any time passes here, as it knows nothing of the clock of the runtime",
        "which condition ends the waiting, and which clock does it read?",
    )
}

fn explain(watched: &Watched, seen: Seen, waited: Duration) -> Finding {
    let seconds = format!("{:.1} s", waited.as_secs_f64());
    match (watched, seen) {
        (Watched::Runtime(_, waits), Seen::Spinning | Seen::Starved)
            if waits.load(Ordering::Relaxed) >= AGAIN_AND_AGAIN =>
        {
            another_clock(waits.load(Ordering::Relaxed))
        }
        (Watched::Runtime(parked, _) | Watched::RealTime(parked), Seen::Asleep)
            if !parked.load(Ordering::Acquire) =>
        {
            hang(
                Kind::BlocksRuntime,
                format!(
                    "the only thread of the runtime has been asleep for {seconds} inside of a call"
                ),
                "a blocking call holds the thread that everything else would have to run on",
                "which call waits without `.await`?",
            )
        }
        (Watched::Runtime(..), Seen::Asleep) => hang(
            Kind::Hangs,
            format!("nothing has happened in the runtime for {seconds}, and no timer is set"),
            "it waits for a thread outside of the runtime that does not answer",
            "what does the last piece of work in the picture wait for?",
        ),
        (Watched::RealTime(_), Seen::Asleep) => hang(
            Kind::Hangs,
            format!("the test has not ended after {seconds}, and nothing runs"),
            "a task waits for something that never comes",
            "what does the last piece of work in the picture wait for?",
        ),
        (Watched::Runtime(..) | Watched::RealTime(_), Seen::Spinning) => hang(
            Kind::Hangs,
            format!("one piece of code has run for {seconds} without a pause"),
            "a loop never gives the thread back, so what it looks for cannot happen",
            "a loop that asks again and again: what could it await instead?",
        ),
        (Watched::Runtime(..) | Watched::RealTime(_), Seen::Starved | Seen::Unknown) => hang(
            Kind::Hangs,
            format!("the test has run for {seconds} and more"),
            "something does not end",
            "what does the last piece of work in the picture wait for?",
        ),
        (Watched::Poll(number), Seen::Spinning) => hang(
            Kind::Hangs,
            format!("poll {number} has not returned after {seconds}; its thread runs all the time"),
            "a loop inside of the poll waits for what comes only after it",
            "a poll has to return, whether or not there is something to give: which loop does not?",
        ),
        (Watched::Poll(number), Seen::Asleep | Seen::Starved | Seen::Unknown) => hang(
            Kind::Hangs,
            format!("poll {number} has not returned after {seconds}; its thread waits"),
            "a poll that blocks holds up its whole thread, and what it waits for may never come",
            "a poll has to return, whether or not there is something to give: which call does not?",
        ),
        (Watched::Wake, _) => hang(
            Kind::Hangs,
            format!(
                "a task was woken and polled on the spot; that has not returned after {seconds}"
            ),
            "the waker is called while something is held that the poll needs, such as a lock",
            "what does the code hold at the moment when it calls the waker?",
        ),
        (Watched::Call(what), Seen::Asleep) => hang(
            Kind::Hangs,
            format!("`{what}` has not returned after {seconds}; its thread is asleep"),
            "it waits for something that never comes",
            "what does it wait for, and who would have to do that?",
        ),
        (Watched::Call(what), Seen::Spinning) => hang(
            Kind::Hangs,
            format!("`{what}` has not returned after {seconds}; its thread runs all the time"),
            "a loop goes round and round",
            "which condition ends the loop, and can it come true?",
        ),
        (Watched::Call(what), Seen::Starved | Seen::Unknown) => hang(
            Kind::Hangs,
            format!("`{what}` has not returned after {seconds}"),
            "it waits for something that never comes",
            "what does it wait for, and who would have to do that?",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, is_in_voice};

    #[track_caller]
    fn check(watched: &Watched, seen: Seen, kind: Kind, words: &str) {
        let finding = explain(watched, seen, ms(1_500));
        assert_eq!(finding.kind, kind, "{finding:?}");
        assert!(finding.observed.contains(words), "{finding:?}");
        assert!(finding.observed.contains("1.5 s"), "{finding:?}");
        is_in_voice(&finding);
    }

    #[test]
    fn each_way_to_hang_is_told_apart() {
        let runtime = |parked| Watched::Runtime(Arc::new(AtomicBool::new(parked)), Arc::default());
        let real = |parked| Watched::RealTime(Arc::new(AtomicBool::new(parked)));
        let call = Watched::Call("ask".to_owned());
        let blocked = "asleep for 1.5 s inside of a call";
        check(&runtime(false), Seen::Asleep, Kind::BlocksRuntime, blocked);
        check(&runtime(true), Seen::Asleep, Kind::Hangs, "no timer is set");
        check(
            &runtime(false),
            Seen::Spinning,
            Kind::Hangs,
            "without a pause",
        );
        check(&runtime(false), Seen::Starved, Kind::Hangs, "has run for");
        let poll = Watched::Poll(2);
        check(&poll, Seen::Asleep, Kind::Hangs, "its thread waits");
        check(
            &poll,
            Seen::Spinning,
            Kind::Hangs,
            "poll 2 has not returned",
        );
        let woken = "was woken and polled on the spot";
        check(&Watched::Wake, Seen::Asleep, Kind::Hangs, woken);
        check(&real(false), Seen::Asleep, Kind::BlocksRuntime, blocked);
        check(&real(true), Seen::Asleep, Kind::Hangs, "nothing runs");
        check(&call, Seen::Asleep, Kind::Hangs, "its thread is asleep");
        check(
            &call,
            Seen::Spinning,
            Kind::Hangs,
            "its thread runs all the time",
        );
        check(&call, Seen::Unknown, Kind::Hangs, "`ask` has not returned");
    }

    #[test]
    fn a_runtime_that_waits_again_and_again_may_read_another_clock() {
        let times = Arc::new(AtomicUsize::new(7_200));
        let watched = Watched::Runtime(Arc::default(), times);
        let finding = explain(&watched, Seen::Spinning, ms(1_500));
        assert!(
            finding.observed.contains("moved on 7200 times"),
            "{finding:?}"
        );
        assert!(
            finding.meaning.contains("std::time::Instant"),
            "{finding:?}"
        );
        is_in_voice(&finding);
    }

    #[test]
    fn who_never_slept_was_spinning_however_little_it_ran() {
        let times = |cpu, starved| {
            Some(ThreadTimes {
                cpu: ms(cpu),
                starved: ms(starved),
                naps: 0,
                asleep: false,
                at: Duration::ZERO,
            })
        };
        let look = |now| last_look(times(10, 90), now, ms(1_000));
        assert_eq!(look(times(20, 950)), Seen::Spinning);
        assert_eq!(look(times(20, 600)), Seen::Starved);
        assert_eq!(look(None), Seen::Unknown);
    }

    #[test]
    fn a_call_that_returns_in_time_is_left_alone() {
        accepts(|| assert_eq!(within(ms(5_000), "ask", || 7), 7));
    }
}
