//! The processor time of the whole process: how much it works, and how much
//! faster work is that is shared.

use crate::refusal::{finding, found, note};
use report::Kind;
use std::hint::black_box;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The processor time that all threads of this process have used. `None` where
/// the system does not say.
#[must_use]
pub fn processor_time() -> Option<Duration> {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        let seconds = u64::try_from(time.tv_sec).ok()?;
        let nanos = u32::try_from(time.tv_nsec).ok()?;
        Some(Duration::new(seconds, nanos))
    }
    #[cfg(not(unix))]
    None
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

/// `answer` does `pieces` pieces of work that only need a processor, such as
/// [`crunch`], faster than one after another. How much faster is shown with the
/// verdict:
///
/// ```
/// # use proof::*;
/// # mod exercise {
/// #     pub fn all(work: impl Fn(usize) + Sync) {
/// #         std::thread::scope(|scope| {
/// #             let work = &work;
/// #             (0..4).for_each(|i| drop(scope.spawn(move || work(i))));
/// #         });
/// #     }
/// # }
/// let piece = |_| drop(std::hint::black_box(crunch(100)));
/// speed_up("thumbnails", 4, piece, || exercise::all(piece));
/// ```
///
/// It is judged by what this machine can do at this moment: the same pieces are
/// done one after another and by threads of our own, before and after the
/// answer. An answer is refused only where the machine was much faster with
/// threads in every round, and the answer in none. A machine with one processor,
/// or one that is busy, refuses nobody, and the note says so: a [`crate::Rendezvous`]
/// decides there, so have one in another test.
pub fn speed_up(what: &str, pieces: usize, piece: impl Fn(usize) + Sync, answer: impl Fn()) {
    let mut shown = Vec::new();
    for _ in 0..ROUNDS {
        let round = Round::measure(pieces, &piece, &answer);
        let decided = !round.machine_is_fast() || round.answer_is_fast();
        shown.push(round);
        if decided {
            break;
        }
    }
    let Some(last) = shown.last() else { return };
    note(&last.words(what));
    if shown
        .iter()
        .all(|round| round.machine_is_fast() && !round.answer_is_fast())
    {
        found(finding(
            Kind::NotConcurrent,
            format!(
                "`{what}` was {:.1} times as fast as one piece after another, in each of {} rounds; threads on this machine were {:.1} times as fast just before and after",
                last.answer,
                shown.len(),
                last.machine
            ),
            "there are processors that had nothing to do",
            "which pieces of work wait for other pieces?",
        ));
    }
}

/// So often a slow answer gets another chance.
const ROUNDS: usize = 5;

/// How many times as fast as one piece after another.
#[derive(Debug, Clone, Copy)]
struct Round {
    /// Threads of our own, the slower time of two.
    machine: f64,
    /// The answer, compared with the slower time of two.
    answer: f64,
}

impl Round {
    fn measure(pieces: usize, piece: &(dyn Fn(usize) + Sync), answer: &dyn Fn()) -> Self {
        let serial = || time(|| (0..pieces).for_each(piece));
        let parallel = || time(|| share(pieces, piece));
        let (serial_before, parallel_before) = (serial(), parallel());
        let answered = time(answer);
        let (parallel_after, serial_after) = (parallel(), serial());
        let slowest = parallel_before.max(parallel_after);
        Self {
            machine: ratio(serial_before.min(serial_after), slowest),
            answer: ratio(serial_before.max(serial_after), answered),
        }
    }

    fn machine_is_fast(self) -> bool {
        self.machine >= 1.6
    }

    fn answer_is_fast(self) -> bool {
        self.answer > 1.15
    }

    fn words(self, what: &str) -> String {
        let Self { machine, answer } = self;
        let so_fast = format!("`{what}` is {answer:.1} times as fast as one piece after another");
        match self.machine_is_fast() {
            true => format!("{so_fast}; this machine can do {machine:.1} now"),
            false => format!(
                "{so_fast}; that is not judged, as this machine can only do {machine:.1} now"
            ),
        }
    }
}

/// The pieces, by as many threads as there are processors.
fn share(pieces: usize, piece: &(dyn Fn(usize) + Sync)) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..threads.min(pieces) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= pieces {
                        break;
                    }
                    piece(index);
                }
            });
        }
    });
}

fn time(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn ratio(slow: Duration, fast: Duration) -> f64 {
    slow.as_secs_f64() / fast.as_secs_f64().max(1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, findings_of, is_in_voice, refuses};
    use std::sync::mpsc;

    const PIECES: usize = 8;

    fn piece(_: usize) {
        black_box(crunch(100));
    }

    #[test]
    fn work_that_is_shared_is_accepted_however_busy_the_machine_is() {
        accepts(|| speed_up("share", PIECES, piece, || share(PIECES, &piece)));
        let busy = |stop: &AtomicUsize| while stop.load(Ordering::Relaxed) == 0 {};
        let stop = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| busy(&stop));
            }
            for _ in 0..3 {
                accepts(|| speed_up("share", PIECES, piece, || share(PIECES, &piece)));
            }
            stop.store(1, Ordering::Relaxed);
        });
    }

    #[test]
    fn work_in_a_row_is_refused_where_the_machine_could_do_better() {
        let findings = findings_of(|| {
            speed_up("serial", PIECES, piece, || (0..PIECES).for_each(piece));
        });
        // A machine that is busy now refuses nobody.
        for finding in findings {
            assert_eq!(finding.kind, Kind::NotConcurrent);
            assert!(
                finding.observed.contains("in each of 5 rounds"),
                "{finding:?}"
            );
            is_in_voice(&finding);
        }
    }

    #[test]
    fn only_a_clear_difference_counts() {
        let round = |machine, answer| Round { machine, answer };
        assert!(round(1.6, 1.0).machine_is_fast() && !round(1.59, 1.0).machine_is_fast());
        assert!(round(1.9, 1.16).answer_is_fast() && !round(1.9, 1.15).answer_is_fast());
        assert!(round(1.9, 1.8).words("sum").ends_with("can do 1.9 now"));
        assert!(round(1.0, 1.0).words("sum").contains("is not judged"));
    }

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
                let before = processor_time();
                // By what it used, so that a busy machine shows it too.
                while processor_time() < before.map(|time| time + RESTS * 4) {}
            });
        });
    }
}
