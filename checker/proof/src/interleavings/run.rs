//! One run of the threads, in one order.

use super::Interleavings;
use super::known::Known;
use crate::thread_watch::ThreadWatch;
use crate::trouble::none_left;
use crate::{channel, harness, panics};
use instrument::turns::{Fork, Outside, Plan, Seen, Step, Stuck, Turns};
use lab::ms;
use report::ThreadTimes;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long two looks lie apart.
const LOOK: Duration = ms(2);

/// Seen asleep so often, a thread waits for something outside of the run.
const ASLEEP: u32 = 4;

/// One that waited before and is seen asleep so often was not woken meanwhile.
const ASLEEP_STILL: u32 = 2;

/// Seen asleep so often, and awake in between, it asks again and again whether
/// something has happened outside.
const NAPS: u32 = 10;

/// A thread that uses so much of the processor for a step does not make one.
const SPINS: Duration = ms(20);

/// A thread that takes so long for a step is not waited for, whatever it does.
const BUSY: Duration = ms(500);

/// Nobody is left who could go on, if all have been asleep for so long.
const ALL_ASLEEP: Duration = ms(2_000);

/// The same, whatever they seem to do.
const NOTHING_MOVES: Duration = ms(4_000);

/// What a run left behind.
pub(super) struct Ran<R> {
    /// What each thread's call returned, if it did.
    pub(super) results: Vec<Option<R>>,
    pub(super) steps: Vec<Step>,
    pub(super) forks: Vec<Fork>,
    pub(super) stuck: Option<Stuck>,
    /// A thread waited for something that is not a shim, and for no thread that
    /// takes turns as well.
    pub(super) stalled: bool,
}

/// What is known of the threads of a run: first those that it was made for.
struct Watches {
    seats: Vec<OnceLock<ThreadWatch>>,
    joined: Arc<Mutex<HashMap<usize, ThreadWatch>>>,
}

impl Watches {
    fn of(threads: usize) -> Self {
        let seats = (0..threads).map(|_| OnceLock::new()).collect();
        let joined = Arc::default();
        Self { seats, joined }
    }

    /// What each thread does that joins later.
    fn welcome(&self, known: &Known) -> Arc<dyn Fn(usize) + Send + Sync> {
        let (joined, known) = (Arc::clone(&self.joined), known.clone());
        Arc::new(move |who| {
            known.this_is_a_guest();
            let mut joined = joined.lock().unwrap_or_else(PoisonError::into_inner);
            joined.insert(who, ThreadWatch::this_thread());
        })
    }

    fn times(&self, who: usize) -> Option<ThreadTimes> {
        match self.seats.get(who) {
            Some(watch) => watch.get()?.times(),
            None => {
                let joined = self.joined();
                let watch = joined.get(&who).copied();
                drop(joined);
                watch?.times()
            }
        }
    }

    fn somebody_joined(&self) -> bool {
        !self.joined().is_empty()
    }

    fn joined(&self) -> MutexGuard<'_, HashMap<usize, ThreadWatch>> {
        self.joined.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) fn run<R: Send>(
    of: &Interleavings,
    plan: Plan,
    known: &Known,
    call: &(dyn Fn(usize) -> R + Sync),
) -> Ran<R> {
    known.begin_a_run();
    let turns = Turns::new(of.threads, plan);
    if of.who_waits_sleeps {
        turns.who_waits_sleeps();
    }
    let watches = Watches::of(of.threads);
    let open = turns.open_to_all(watches.welcome(known));
    let (results, stalled) = thread::scope(|scope| {
        let start = |who: usize| {
            let (turns, watch) = (&turns, &watches.seats[who]);
            let body = move || {
                // Nobody else sets it.
                let _ = watch.set(ThreadWatch::this_thread());
                known.this_is_ours();
                panics::call_this_thread(of.lane(who));
                let work = || {
                    let _seat = turns.sit(who);
                    call(who)
                };
                catch_unwind(AssertUnwindSafe(work)).ok()
            };
            // Without a name, as most threads are: an answer learns nothing from it.
            match thread::Builder::new().spawn_scoped(scope, body) {
                Ok(thread) => thread,
                Err(error) => none_left("thread", &error),
            }
        };
        let threads: Vec<_> = (0..of.threads).map(start).collect();
        let stalled = guide(of, &turns, &watches, known);
        let results = threads.into_iter().map(|thread| thread.join().ok()?);
        (results.collect(), stalled)
    });
    drop(open);
    let (steps, forks, stuck) = turns.story();
    Ran {
        results,
        steps,
        forks,
        stuck,
        stalled: stalled && !watches.somebody_joined(),
    }
}

/// See the run to its end. `true` if a thread waited for something else.
fn guide(of: &Interleavings, turns: &Turns, watches: &Watches, known: &Known) -> bool {
    let (mut looks, mut stalled) = (Looks::none(), false);
    loop {
        let seen = turns.watch(LOOK);
        if seen.over {
            return stalled;
        }
        if looks.moved_on(&seen) {
            if seen.all_asleep && known.are_all() {
                turns.nobody_wakes();
            }
            continue;
        }
        let quiet = looks.since.elapsed();
        if let Some(who) = seen.turn {
            if let Some(why) = looks.at(watches, who).outside(ASLEEP, quiet) {
                stalled = true;
                turns.go_on_without(who, why);
            }
        } else if !seen.awaited.is_empty() {
            let mut awake = false;
            for who in seen.awaited {
                match looks.at(watches, who).outside(ASLEEP_STILL, quiet) {
                    Some(Outside::Asleep) => {}
                    Some(Outside::Busy) => turns.go_on_without(who, Outside::Busy),
                    None => awake = true,
                }
            }
            match awake {
                true => thread::sleep(LOOK / 4),
                false => turns.go_on(),
            }
        } else if seen.somebody_would {
            let back = |who: &usize| looks.at(watches, *who).outside(ASLEEP, quiet).is_some();
            if seen.outside.iter().all(back) {
                turns.nobody_comes_back();
            }
        } else if seen.all_asleep {
            // Some thread may come by that nobody knows.
            match quiet >= ALL_ASLEEP {
                true => turns.nobody_wakes(),
                false => thread::sleep(LOOK),
            }
        } else {
            let asleep = |who: &usize| looks.at(watches, *who).still >= ASLEEP * 16;
            let all_asleep = !seen.outside.is_empty() && seen.outside.iter().all(asleep);
            if quiet >= NOTHING_MOVES || all_asleep && quiet >= ALL_ASLEEP {
                // Nobody unwinds a thread that waits for something else.
                channel::record(of.nothing_moves(seen.waiting));
                harness::give_up();
            }
        }
    }
}

/// What was seen of the threads since the last step.
struct Looks {
    last: (usize, Option<usize>),
    since: Instant,
    at: HashMap<usize, Look>,
}

impl Looks {
    fn none() -> Self {
        Self {
            last: (0, None),
            since: Instant::now(),
            at: HashMap::new(),
        }
    }

    /// Whether there was a step: then all begins anew.
    fn moved_on(&mut self, seen: &Seen) -> bool {
        let last = (seen.progress, seen.turn);
        let moved = last != self.last;
        if moved {
            *self = Self::none();
            self.last = last;
        }
        moved
    }

    /// What `who` has done since, now that somebody looks again.
    fn at(&mut self, watches: &Watches, who: usize) -> Look {
        let look = self.at.entry(who).or_default();
        if let Some(now) = watches.times(who) {
            look.again(now);
        }
        *look
    }
}

/// What was seen of a thread.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    first: Option<ThreadTimes>,
    last: Option<ThreadTimes>,
    /// How often it was asleep, in a row, and did nothing in between.
    still: u32,
    /// How often it was asleep.
    naps: u32,
}

impl Look {
    fn again(&mut self, now: ThreadTimes) {
        let first = *self.first.get_or_insert(now);
        let before = self.last.replace(now).unwrap_or(first);
        self.naps += u32::from(now.asleep);
        self.still = match now.asleep && now.cpu == before.cpu {
            true => self.still + 1,
            false => 0,
        };
    }

    /// Whether it makes no step by itself, and why: it was asleep so often in a
    /// row, or did something else for too long.
    fn outside(&self, asleep: u32, quiet: Duration) -> Option<Outside> {
        let used = self.last.zip(self.first);
        let used = used.map(|(last, first)| last.cpu.saturating_sub(first.cpu));
        if self.still >= asleep {
            return Some(Outside::Asleep);
        }
        let spins = used.is_some_and(|used| used >= SPINS);
        (spins || self.naps >= NAPS || quiet >= BUSY).then_some(Outside::Busy)
    }
}
