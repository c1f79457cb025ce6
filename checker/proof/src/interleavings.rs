//! The same threads in one order after another.

mod attempt;
mod known;
mod order;
mod plans;
mod run;
mod words;

#[cfg(test)]
mod tests;

use crate::channel;
use crate::refusal::{self, found};
use attempt::{Attempt, Round};
use instrument::turns::Plan;
use known::Known;
use order::Order;
use plans::Plans;
use run::run;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

/// Some threads that do the same, and what has to hold in whichever order their
/// steps come:
///
/// ```
/// # use proof::prelude::*;
/// # mod exercise {
/// #     use lab::shim::{AtomicU64, Ordering};
/// #     pub fn next(ids: &AtomicU64) -> u64 {
/// #         ids.fetch_add(1, Ordering::Relaxed)
/// #     }
/// # }
/// Interleavings::of(2).each(
///     || lab::shim::AtomicU64::new(7),
///     |ids, _| exercise::next(ids),
///     |_, mut got| {
///         got.sort();
///         equal("the ids that two threads got", got, [7, 8]);
///     },
/// );
/// ```
///
/// A step is an operation of [`lab::shim`], or [`crate::pause`]. Between
/// two steps another thread may go first. The orders are tried one by one: each
/// thread to its end; all of them in strict turns; some left to chance; each place
/// where one thread is interrupted once, then twice, as long as there are not too
/// many. Of two threads, the first such places come before strict turns. So a
/// mistake that shows once in a million runs shows in every one of these. No
/// time is waited for, and what happens can happen to any program: a right
/// answer is never refused.
///
/// Where the answer waits for something else than a shim (a lock of `std`, a
/// channel), the others go on meanwhile, and after a few such runs no further order
/// is tried. A thread that the answer starts itself takes turns from its first
/// step on.
///
/// Where an `Ordering` is too weak, a load finds an old value in some orders, and two threads
/// that touch a [`lab::shim::Slot`] are refused if nothing orders them. An answer that
/// starts threads, or waits for something else than a shim, is not tried in this.
///
/// Each thread has to return from its call, in each order: one that leaves by
/// unwinding is a finding, also where nobody has seen a panic.
///
/// Who sleeps at a condition variable wakes up for no reason in some orders, and each
/// thread that a `notify_one` could wake is woken in one; in another one, who is woken goes
/// on at once. Where nobody is left to wake a thread, that is found without waiting, unless
/// the answer has threads that take no turns. [`crate::stand_back`] in the work that is
/// handed in waits until no other thread can go on: so it sees who else got in, or knows
/// that the others wait by now.
///
/// A finding tells the order in which it happened, and the picture shows it: of the
/// orders in which the same goes wrong one with few interruptions, which was made once
/// more. The same seed tries the same orders.
#[derive(Debug)]
pub struct Interleavings {
    threads: usize,
    name: String,
    who_waits_sleeps: bool,
}

impl Interleavings {
    /// More orders are not tried.
    const MOST: usize = 160;
    /// After this time, which a busy machine needs, only so many are.
    const ENOUGH: (Duration, usize) = (Duration::from_secs(2), 24);
    /// So many runs in which a thread waited for something else are enough, if
    /// there were as many in all, or after that time.
    const MOST_STALLED: (usize, usize) = (3, 8);

    /// Of so many threads.
    #[must_use]
    pub fn of(threads: usize) -> Self {
        let name = "thread".to_owned();
        Self {
            threads,
            name,
            who_waits_sleeps: false,
        }
    }

    /// Call the threads `seat 0`, `seat 1` rather than `thread 0`, `thread 1`.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// A thread that does the same steps again and again, while nobody else moves, is
    /// refused: it waits for another one, and has to sleep meanwhile. Each call has to
    /// do with fewer than some hundred steps. Who sleeps for a moment between two looks
    /// is seen by [`crate::ThreadWatch`], in a test without orders.
    #[must_use]
    pub fn who_waits_sleeps(mut self) -> Self {
        self.who_waits_sleeps = true;
        self
    }

    /// For each order: make a new `world`, have each thread `call` with its
    /// number, and `check` the world and what the calls returned, in the order
    /// of their numbers. A call that panics is a finding by itself. The picture is
    /// of one order: call this once in a test.
    pub fn each<S, R>(
        self,
        world: impl Fn() -> S,
        call: impl Fn(&S, usize) -> R + Sync,
        check: impl Fn(&S, Vec<R>),
    ) where
        S: Sync,
        R: Send,
    {
        let (begun, mut plans, mut stalled) = (Instant::now(), Plans::new(crate::seed()), 0);
        let (known, mut telling) = (Known::from_here(), Vec::new());
        let tries = |plan| self.tries(plan, &known, &world, &call, &check);
        for runs in 0..Self::MOST {
            let late = begun.elapsed() > Self::ENOUGH.0 && runs >= Self::ENOUGH.1;
            let Some(plan) = plans.next().filter(|_| !late) else {
                break;
            };
            let attempt = tries(plan);
            if attempt.failed() {
                self.refuse(attempt.simplest(&mut plans, tries));
            }
            plans.learn(&attempt.forks);
            if runs == 0 || plans.is_telling() {
                telling = attempt.steps;
            }
            stalled += usize::from(attempt.stalled);
            let enough = runs >= Self::MOST_STALLED.1 || begun.elapsed() > Self::ENOUGH.0;
            if stalled >= Self::MOST_STALLED.0 && enough {
                break;
            }
        }
        Order::of(&self, &telling).draw();
    }

    /// One order. What is found is not said yet.
    fn tries<S, R>(
        &self,
        plan: Plan,
        known: &Known,
        world: &impl Fn() -> S,
        call: &(impl Fn(&S, usize) -> R + Sync),
        check: &impl Fn(&S, Vec<R>),
    ) -> Attempt
    where
        S: Sync,
        R: Send,
    {
        let round = Round::begin();
        let world = world();
        let ran = run(self, plan, known, &|who| call(&world, who));
        refusal::happened_before(Order::of(self, &ran.steps).words());
        let left = ran.results.iter().position(Option::is_none);
        if let Some(stuck) = ran.stuck {
            found(self.stuck(stuck));
        } else if channel::refused() {
            // A panic, or an instrument in the call, has said it.
        } else if let Some(who) = left {
            found(self.left(who));
        } else {
            let results = ran.results.into_iter().flatten().collect();
            let checked = catch_unwind(AssertUnwindSafe(|| check(&world, results)));
            if let Err(payload) = checked
                && !payload.is::<refusal::Refused>()
            {
                resume_unwind(payload);
            }
        }
        Attempt {
            steps: ran.steps,
            forks: ran.forks,
            stalled: ran.stalled,
            findings: round.findings(),
            comes_again: true,
        }
    }

    /// Say what was found, and leave the test.
    fn refuse(&self, attempt: Attempt) -> ! {
        let order = Order::of(self, &attempt.steps);
        for finding in attempt.findings {
            found(order.told(finding, attempt.comes_again));
        }
        channel::forget_attempts();
        order.draw();
        refusal::give_up();
    }

    fn lane(&self, who: usize) -> String {
        match who.checked_sub(self.threads) {
            None => format!("{} {who}", self.name),
            Some(0) => "another thread".to_owned(),
            Some(others) => format!("another thread ({})", others + 1),
        }
    }
}
