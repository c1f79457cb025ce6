//! One run of the threads, in one order.

use super::{Interleavings, nothing_moves};
use crate::thread_watch::ThreadWatch;
use crate::{channel, harness};
use lab::ms;
use lab::turns::{Fork, Plan, Step, Stuck, Turns};
use report::ThreadTimes;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

/// How long two looks lie apart.
const LOOK: Duration = ms(10);

/// Seen asleep so often, a thread waits for something outside of the run.
const ASLEEP: u32 = 4;

/// A thread that takes so long for a step is not waited for: it may run, or the
/// system does not say what it does.
const BUSY: Duration = ms(500);

/// Nobody is left who could go on.
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
    let mut last = (0, None, Instant::now());
    let (mut stalled, mut still, mut before) = (false, 0, None);
    loop {
        let seen = turns.watch(LOOK);
        if seen.over {
            return stalled;
        }
        if (seen.progress, seen.turn) != (last.0, last.1) {
            last = (seen.progress, seen.turn, Instant::now());
            (still, before) = (0, None);
            continue;
        }
        let quiet = last.2.elapsed();
        if quiet >= NOTHING_MOVES {
            // Nobody unwinds a thread that waits for something else.
            channel::record(nothing_moves());
            harness::give_up();
        }
        let Some(who) = seen.turn else { continue };
        let now = watches[who].get().and_then(ThreadWatch::times);
        still = match sleeps(before, now) {
            true => still + 1,
            false => 0,
        };
        before = now;
        if still >= ASLEEP || quiet >= BUSY {
            stalled = true;
            turns.go_on_without(who);
        }
    }
}

fn sleeps(before: Option<ThreadTimes>, now: Option<ThreadTimes>) -> bool {
    let (Some(before), Some(now)) = (before, now) else {
        return false;
    };
    now.asleep && before.cpu == now.cpu
}
