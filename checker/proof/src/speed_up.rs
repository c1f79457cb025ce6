//! How much faster work is that is shared: an answer beside this machine.

use crate::processor::{crunch, thread_time};
use crate::refusal::{equal, finding, found, note};
use crate::trouble::none_left;
use crate::{channel, clip};
use lab::ms;
use report::{Kind, SpeedUp};
use std::hint::black_box;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// What there is to share out: pieces of work that only need a processor, about
/// a millisecond each. Clones count together.
#[derive(Debug, Clone)]
pub struct Load(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    units: u32,
    done: AtomicUsize,
    under_way: AtomicUsize,
    overlapped: AtomicBool,
}

impl Load {
    /// So many pieces have to be done.
    pub const PIECES: usize = 16;

    fn of(units: u32) -> Self {
        Self(Arc::new(Shared {
            units,
            ..Shared::default()
        }))
    }

    /// Do one of them.
    pub fn piece(&self) {
        let Shared {
            under_way, done, ..
        } = &*self.0;
        if under_way.fetch_add(1, Ordering::SeqCst) > 0 {
            self.0.overlapped.store(true, Ordering::SeqCst);
        }
        black_box(crunch(self.0.units));
        done.fetch_add(1, Ordering::SeqCst);
        under_way.fetch_sub(1, Ordering::SeqCst);
    }

    fn done(&self) -> usize {
        self.0.done.load(Ordering::SeqCst)
    }

    /// Whether two pieces were ever under way at once.
    fn overlapped(&self) -> bool {
        self.0.overlapped.load(Ordering::SeqCst)
    }
}

/// `answer` does the [`Load::PIECES`] pieces of a load, on `threads` threads,
/// faster than one after another. How much faster is shown with the verdict:
///
/// ```
/// # use proof::*;
/// # mod exercise {
/// #     pub fn all(pieces: usize, work: impl Fn() + Sync) {
/// #         std::thread::scope(|scope| {
/// #             let work = &work;
/// #             (0..pieces).for_each(|_| drop(scope.spawn(move || work())));
/// #         });
/// #     }
/// # }
/// speed_up("all", 4, |load| exercise::all(Load::PIECES, || load.piece()));
/// ```
///
/// It is judged by what this machine can do at this moment: the same pieces are
/// done one after another and by threads of our own, before and after the
/// answer. An answer is refused only where, in each of five rounds, nobody took
/// this thread's processor, the machine was much faster with threads and the
/// answer was not; and where in all of them no two of its pieces were ever under
/// way at once. So an answer that shares its work is accepted, whatever else the
/// machine has to do, and a machine with one processor, or one that is busy,
/// refuses nobody: a [`crate::Rendezvous`] decides there, so have one in another
/// test. Where there is hardly any processor to be had, nothing is measured.
pub fn speed_up(what: &str, threads: usize, answer: impl Fn(&Load)) {
    // Once for nothing: pools start their threads, and memory is there.
    let nothing = Load::of(0);
    answer(&nothing);
    let pieces = format!("the number of pieces that `{what}` did");
    equal(&pieces, nothing.done(), Load::PIECES);

    let (load, own) = (Load::of(units_of_a_piece()), Load::of(units_of_a_piece()));
    let (mut rounds, limit) = (Vec::new(), Instant::now() + LIMIT);
    while rounds.len() < ROUNDS {
        let Some(round) = Round::measure(threads, &own, || answer(&load), limit) else {
            break;
        };
        let (machine, answer) = (round.machine_is_fast(), round.answer_is_fast());
        rounds.push(round);
        if (machine && answer) || (!machine && rounds.len() >= TRIES) || processors() < 2 {
            break;
        }
    }
    let Some(last) = rounds.last() else {
        note(&format!(
            "the speed-up of `{what}` was not measured: this machine is too busy"
        ));
        return;
    };
    let shown = last.shown(what, threads);
    let slow = |round: &Round| round.machine_is_fast() && !round.answer_is_fast();
    if rounds.len() == ROUNDS && rounds.iter().all(slow) && !load.overlapped() {
        found(finding(
            Kind::NotConcurrent,
            format!(
                "`{what}` was {:.1} times as fast as one piece after another, and no two pieces were ever under way at once; {threads} threads on this machine were {:.1} times as fast just before and after",
                shown.of_answer(),
                shown.of_machine()
            ),
            "there are processors that had nothing to do",
            "which pieces of work wait for other pieces?",
        ));
    }
    channel::speed_up(shown);
}

/// So often in a row a slow answer is seen to be slow.
const ROUNDS: usize = 5;
/// So often a machine that is slow is asked: something may have started just now.
const TRIES: usize = 2;
/// After that, nothing more is begun: five rounds need less on a machine that counts.
const LIMIT: Duration = ms(400);

/// How long the same work took.
#[derive(Debug, Clone, Copy)]
struct Round {
    /// One piece after another: before and after.
    serial: [Duration; 2],
    /// By threads of our own: before and after.
    machine: [Duration; 2],
    answer: Duration,
    /// Whether this thread had its processor for itself.
    alone: bool,
}

impl Round {
    /// `None` if it was not over by `limit`.
    fn measure(threads: usize, own: &Load, answer: impl FnOnce(), limit: Instant) -> Option<Self> {
        let in_time = |measured| (Instant::now() < limit).then_some(measured);
        let serial = || in_time(time(|| (0..Load::PIECES).for_each(|_| own.piece())));
        let machine = || in_time(time(|| share(threads, own)));
        let ((before, alone_before), (machine_before, _)) = (serial()?, machine()?);
        let (answer, _) = in_time(time(answer))?;
        let ((machine_after, _), (after, alone_after)) = (machine()?, serial()?);
        Some(Self {
            serial: [before, after],
            machine: [machine_before, machine_after],
            answer,
            alone: alone_before && alone_after,
        })
    }

    /// It was, in the worst case of those that were seen.
    fn machine_is_fast(&self) -> bool {
        let [one, other] = self.serial;
        let [before, after] = self.machine;
        self.alone && ratio(one.min(other), before.max(after)) >= 1.6
    }

    /// It was, in the best case.
    fn answer_is_fast(&self) -> bool {
        let [one, other] = self.serial;
        ratio(one.max(other), self.answer) > 1.15
    }

    fn shown(&self, what: &str, threads: usize) -> SpeedUp {
        let [one, other] = self.serial;
        let [before, after] = self.machine;
        SpeedUp {
            what: clip::clip(format_args!("{what}"), 80),
            threads,
            one_after_another: one.min(other),
            answer: self.answer,
            machine: before.max(after),
            judged: self.machine_is_fast(),
        }
    }
}

/// As many units as take about a millisecond here.
fn units_of_a_piece() -> u32 {
    const SAMPLE: u32 = 20;
    let samples = (0..5).map(|_| time(|| _ = black_box(crunch(SAMPLE))).0);
    // Whoever was interrupted is not the fastest.
    let fastest = samples.min().unwrap_or_default().as_secs_f64();
    let units = f64::from(SAMPLE) * ms(1).as_secs_f64() / fastest.max(1e-9);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is clamped"
    )]
    let units = units.clamp(20.0, 5_000.0) as u32;
    units
}

/// The pieces, by threads of our own.
fn share(threads: usize, load: &Load) {
    let next = AtomicUsize::new(0);
    let work = || {
        while next.fetch_add(1, Ordering::Relaxed) < Load::PIECES {
            load.piece();
        }
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            if let Err(error) = thread::Builder::new().spawn_scoped(scope, work) {
                none_left("thread", &error);
            }
        }
    });
}

/// How long `work` took, and whether this thread had a processor all the time.
fn time(work: impl FnOnce()) -> (Duration, bool) {
    let (begun, before) = (Instant::now(), thread_time());
    work();
    let (wall, after) = (begun.elapsed(), thread_time());
    let used = after
        .zip(before)
        .map(|(after, before)| after.saturating_sub(before));
    (wall, used.is_none_or(|used| used >= wall.mul_f64(0.9)))
}

fn ratio(slow: Duration, fast: Duration) -> f64 {
    slow.as_secs_f64() / fast.as_secs_f64().max(1e-9)
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, findings_of, is_in_voice, refuses};
    use std::sync::Mutex;

    fn one_after_another(load: &Load) {
        (0..Load::PIECES).for_each(|_| load.piece());
    }

    #[test]
    fn work_that_is_shared_is_accepted_however_busy_the_machine_is() {
        accepts(|| speed_up("share", 2, |load| share(2, load)));
        let stop = AtomicBool::new(false);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    while !stop.load(Ordering::Relaxed) {
                        std::hint::spin_loop();
                    }
                });
            }
            for _ in 0..3 {
                accepts(|| speed_up("share", 2, |load| share(2, load)));
            }
            stop.store(true, Ordering::Relaxed);
        });
    }

    #[test]
    fn work_in_a_row_is_refused_where_the_machine_could_do_better() {
        let lock = Mutex::new(());
        let in_turn = |load: &Load| {
            let piece = || drop((lock.lock(), load.piece()));
            thread::scope(|scope| {
                for _ in 0..Load::PIECES {
                    scope.spawn(piece);
                }
            });
        };
        let answers: [&dyn Fn(&Load); 2] = [&one_after_another, &in_turn];
        for answer in answers {
            // A machine that is busy now refuses nobody.
            for finding in findings_of(|| speed_up("serial", 2, answer)) {
                assert_eq!(finding.kind, Kind::NotConcurrent);
                assert!(finding.observed.contains("no two pieces"), "{finding:?}");
                is_in_voice(&finding);
            }
        }
    }

    #[test]
    fn work_that_is_left_out_is_refused() {
        let observed = "the number of pieces that `lazy` did is 1, expected 16";
        refuses(Kind::WrongResult, observed, || {
            speed_up("lazy", 2, Load::piece);
        });
    }

    #[test]
    fn only_a_clear_difference_counts() {
        let round = |serial: [u64; 2], machine: [u64; 2], answer| Round {
            serial: serial.map(ms),
            machine: machine.map(ms),
            answer: ms(answer),
            alone: true,
        };
        let quiet = round([16, 16], [8, 10], 9);
        assert!(quiet.machine_is_fast() && quiet.answer_is_fast());
        // The worst of the machine and the best of the answer.
        assert!(!round([15, 30], [8, 10], 9).machine_is_fast());
        assert!(!round([16, 16], [8, 11], 9).machine_is_fast());
        assert!(round([16, 19], [8, 8], 16).answer_is_fast());
        assert!(!round([16, 18], [8, 8], 16).answer_is_fast());
        // A processor that others have, too, says nothing.
        let alone = false;
        assert!(!Round { alone, ..quiet }.machine_is_fast());
        assert!(!Round { alone, ..quiet }.shown("share", 2).judged);
    }

    #[test]
    fn who_has_no_time_does_not_measure() {
        let (load, limit) = (Load::of(0), Instant::now());
        let round = Round::measure(2, &load, || unreachable!("it is too late"), limit);
        assert!(round.is_none());
        assert_eq!(load.done(), Load::PIECES, "not even the machine");
    }

    #[test]
    fn pieces_that_overlap_are_seen() {
        let load = Load::of(0);
        one_after_another(&load);
        assert!(!load.overlapped() && load.done() == Load::PIECES);
        load.0.under_way.store(1, Ordering::SeqCst);
        load.piece();
        assert!(load.overlapped());
    }
}
