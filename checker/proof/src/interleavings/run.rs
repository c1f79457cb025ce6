//! One run of the threads, in one order.

use super::{Interleavings, nothing_moves};
use crate::thread_watch::ThreadWatch;
use crate::{channel, harness};
use lab::ms;
use lab::turns::{Fork, Outside, Plan, Seen, Step, Stuck, Turns};
use report::ThreadTimes;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

/// How long two looks lie apart.
const LOOK: Duration = ms(2);

/// Seen asleep so often, a thread waits for something outside of the run.
const ASLEEP: u32 = 4;

/// One that waited before and is seen asleep so often was not woken meanwhile.
const ASLEEP_STILL: u32 = 2;

/// A thread that takes so long for a step is not waited for: it may run, or the
/// system does not say what it does.
const BUSY: Duration = ms(500);

/// Nobody is left who could go on, if all have been asleep for so long.
const ALL_ASLEEP: Duration = ms(2_000);

/// The same, whatever they seem to do.
const NOTHING_MOVES: Duration = ms(4_000);

/// What a run left behind.
pub(super) struct Ran<R> {
    /// Of each thread that did not panic.
    pub(super) results: Vec<R>,
    pub(super) steps: Vec<Step>,
    pub(super) forks: Vec<Fork>,
    pub(super) stuck: Option<Stuck>,
    /// A thread waited for something that is not a shim.
    pub(super) stalled: bool,
}

pub(super) fn run<R: Send>(
    of: &Interleavings,
    plan: Plan,
    call: &(dyn Fn(usize) -> R + Sync),
) -> Ran<R> {
    let turns = Turns::new(of.threads, plan);
    let watches: Vec<OnceLock<ThreadWatch>> = (0..of.threads).map(|_| OnceLock::new()).collect();
    let (results, stalled) = thread::scope(|scope| {
        let start = |who: usize| {
            let (turns, watch) = (&turns, &watches[who]);
            let body = move || {
                // Nobody else sets it.
                let _ = watch.set(ThreadWatch::this_thread());
                let work = || {
                    let _seat = turns.sit(who);
                    call(who)
                };
                catch_unwind(AssertUnwindSafe(work)).ok()
            };
            let named = thread::Builder::new().name(of.lane(who));
            match named.spawn_scoped(scope, body) {
                Ok(thread) => thread,
                Err(error) => panic!("the system gives us no thread: {error}"),
            }
        };
        let threads: Vec<_> = (0..of.threads).map(start).collect();
        let stalled = guide(&turns, &watches);
        let results = threads.into_iter().filter_map(|thread| thread.join().ok()?);
        (results.collect(), stalled)
    });
    let (steps, forks, stuck) = turns.story();
    Ran {
        results,
        steps,
        forks,
        stuck,
        stalled,
    }
}

/// See the run to its end. `true` if a thread waited for something else.
fn guide(turns: &Turns, watches: &[OnceLock<ThreadWatch>]) -> bool {
    let (mut looks, mut stalled) = (Looks::none(), false);
    loop {
        let seen = turns.watch(LOOK);
        if seen.over {
            return stalled;
        }
        if looks.moved_on(&seen) {
            continue;
        }
        let quiet = looks.since.elapsed();
        if let Some(who) = seen.turn {
            if looks.at(watches, who) >= ASLEEP {
                stalled = true;
                turns.go_on_without(who, Outside::Asleep);
            } else if quiet >= BUSY {
                stalled = true;
                turns.go_on_without(who, Outside::Busy);
            }
        } else if !seen.awaited.is_empty() {
            let mut asleep = |who: &usize| looks.at(watches, *who) >= ASLEEP_STILL;
            let awake = seen.awaited.into_iter().filter(|who| !asleep(who));
            let awake: Vec<_> = awake.collect();
            if quiet >= BUSY {
                let busy = |who| turns.go_on_without(who, Outside::Busy);
                awake.into_iter().for_each(busy);
                turns.go_on();
            } else if awake.is_empty() {
                turns.go_on();
            } else {
                thread::sleep(LOOK / 4);
            }
        } else {
            let asleep = |who: &usize| looks.at(watches, *who) >= ASLEEP * 16;
            let all_asleep = !seen.outside.is_empty() && seen.outside.iter().all(asleep);
            if quiet >= NOTHING_MOVES || all_asleep && quiet >= ALL_ASLEEP {
                // Nobody unwinds a thread that waits for something else.
                channel::record(nothing_moves());
                harness::give_up();
            }
        }
    }
}

/// What was seen of the threads since the last step.
struct Looks {
    last: (usize, Option<usize>),
    since: Instant,
    /// Of each thread: what it had used, and how often it was asleep in a row.
    at: HashMap<usize, (Option<ThreadTimes>, u32)>,
}

impl Looks {
    fn none() -> Self {
        let at = HashMap::new();
        Self {
            last: (0, None),
            since: Instant::now(),
            at,
        }
    }

    /// Whether there was a step: then all begins anew.
    fn moved_on(&mut self, seen: &Seen) -> bool {
        let moved = (seen.progress, seen.turn) != self.last;
        if moved {
            *self = Self {
                last: (seen.progress, seen.turn),
                ..Self::none()
            };
        }
        moved
    }

    /// How often `who` was asleep in a row, and did nothing in between.
    fn at(&mut self, watches: &[OnceLock<ThreadWatch>], who: usize) -> u32 {
        let now = watches[who].get().and_then(ThreadWatch::times);
        let (before, still) = self.at.entry(who).or_default();
        *still = match sleeps(*before, now) {
            true => *still + 1,
            false => 0,
        };
        *before = now;
        *still
    }
}

fn sleeps(before: Option<ThreadTimes>, now: Option<ThreadTimes>) -> bool {
    let (Some(before), Some(now)) = (before, now) else {
        return false;
    };
    now.asleep && before.cpu == now.cpu
}
