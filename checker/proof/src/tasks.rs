//! Tasks that outlive the call which started them, from the metrics of the
//! runtime.

use crate::refusal::{finding, refuse};
use report::{Count, Kind};
use tokio::runtime::{Handle, RuntimeMetrics};
use tokio::task::{AbortHandle, yield_now};

/// Counts the tasks of a runtime.
#[derive(Debug)]
pub struct Tasks {
    metrics: RuntimeMetrics,
    before: usize,
    /// A task of ours, which was not among them. Its number comes before those of
    /// all that are started later.
    probe: AbortHandle,
}

impl Tasks {
    /// As often as it takes until whatever can go on has done so.
    const YIELDS: u32 = 64;

    /// Remember how many tasks there are now.
    #[must_use]
    pub fn baseline() -> Self {
        let metrics = Handle::current().metrics();
        let before = metrics.num_alive_tasks();
        let probe = probe();
        Self {
            metrics,
            before,
            probe,
        }
    }

    /// No task is left of those that were started since, apart from those that were
    /// aborted: they are gone once the runtime has come by. So it comes by once, in
    /// which time it polls up to sixty tasks, and each of them once. Virtual time
    /// does not move.
    pub async fn back_to_baseline(&self) {
        if self.left() > 0 {
            yield_now().await;
        }
        self.none_left();
    }

    /// No task is left of those that were started since, at this very moment: for
    /// code that waits for all of its tasks, and aborts none.
    pub fn none_left(&self) {
        let observed = match self.left() {
            0 => return,
            1 => "a task that was started is still alive".to_owned(),
            left => format!("{left} tasks that were started are still alive"),
        };
        refuse(finding(
            Kind::Leaks,
            observed,
            "they go on although nobody waits for them any more",
            "who waits for each task that is started, or stops it?",
        ));
    }

    /// `n` tasks are alive of those that were started since, not fewer and not
    /// more. The runtime is given its turn first; virtual time does not move.
    pub async fn alive_are(&self, n: usize) {
        for _ in 0..Self::YIELDS {
            yield_now().await;
        }
        let left = self.left();
        if left == n {
            return;
        }
        refuse(finding(
            if left < n {
                Kind::NotConcurrent
            } else {
                Kind::TooConcurrent
            },
            format!("{} alive, expected {n}", tasks(left)),
            "the work is not divided as the exercise asks for",
            "what is a task of its own here, and until when?",
        ));
    }

    /// `n` tasks were spawned in all, also those that have ended, and those of
    /// `spawn_blocking`. Ask once.
    pub fn spawned_are(&self, n: u64) {
        let spawned = number(&probe()).saturating_sub(number(&self.probe) + 1);
        if spawned == n {
            return;
        }
        refuse(finding(
            match spawned < n {
                true => Kind::NotConcurrent,
                false => Kind::TooConcurrent,
            },
            format!("tasks that were spawned, also those that have ended: {spawned}, expected {n}"),
            "the work is not divided as the exercise asks for",
            "what is a task of its own here?",
        ));
    }

    fn left(&self) -> usize {
        // Until the runtime has come by, an aborted task is alive.
        let ours = usize::from(!self.probe.is_finished());
        let alive = self.metrics.num_alive_tasks();
        alive.saturating_sub(self.before + ours)
    }
}

/// `1 task is`, `3 tasks are`
fn tasks(count: usize) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("{} {verb}", Count(count, "task"))
}

/// A task that does nothing.
fn probe() -> AbortHandle {
    let task = tokio::spawn(async {});
    task.abort();
    task.abort_handle()
}

/// A runtime numbers all tasks of the program in the order in which they are spawned.
fn number(task: &AbortHandle) -> u64 {
    task.id().to_string().parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use crate::virtual_time;
    use lab::ms;
    use tokio::task::JoinSet;
    use tokio::time::sleep;

    #[test]
    fn tasks_of_a_dropped_set_are_gone() {
        accepts(|| {
            virtual_time(async |_| {
                let tasks = Tasks::baseline();
                let mut set = JoinSet::new();
                set.spawn(sleep(ms(100)));
                drop(set);
                tasks.back_to_baseline().await;
            });
        });
    }

    #[test]
    fn a_task_whose_handle_was_dropped_is_refused() {
        refuses(
            Kind::Leaks,
            "a task that was started is still alive",
            || {
                virtual_time(async |_| {
                    let tasks = Tasks::baseline();
                    drop(tokio::spawn(sleep(ms(100))));
                    tasks.back_to_baseline().await;
                });
            },
        );
    }

    #[test]
    fn a_task_that_lives_for_a_moment_longer_is_refused() {
        let leaves = |turns: usize, strict: bool| {
            virtual_time(async move |_| {
                let tasks = Tasks::baseline();
                drop(tokio::spawn(async move {
                    for _ in 0..turns {
                        yield_now().await;
                    }
                }));
                if strict {
                    tasks.none_left();
                }
                tasks.back_to_baseline().await;
            });
        };
        accepts(|| leaves(0, false));
        for turns in 1..4 {
            refuses(Kind::Leaks, "is still alive", || leaves(turns, false));
        }
        refuses(Kind::Leaks, "is still alive", || leaves(0, true));
    }

    #[test]
    fn as_many_as_a_test_has_are_dropped_at_once() {
        accepts(|| {
            virtual_time(async |_| {
                let tasks = Tasks::baseline();
                let mut set = JoinSet::new();
                for _ in 0..60 {
                    set.spawn(sleep(ms(100)));
                }
                yield_now().await;
                drop(set);
                tasks.back_to_baseline().await;
            });
        });
    }

    #[test]
    fn tasks_from_before_are_not_counted() {
        accepts(|| {
            virtual_time(async |_| {
                let before = tokio::spawn(sleep(ms(100)));
                let tasks = Tasks::baseline();
                tasks.back_to_baseline().await;
                before.abort();
            });
        });
    }

    #[test]
    fn the_tasks_that_are_alive_are_counted() {
        let counts = |n| {
            virtual_time(async move |_| {
                let tasks = Tasks::baseline();
                drop(tokio::spawn(async {}));
                let _two = [0, 1].map(|_| tokio::spawn(sleep(ms(100))));
                tasks.alive_are(n).await;
            });
        };
        accepts(|| counts(2));
        refuses(Kind::NotConcurrent, "2 tasks are alive, expected 3", || {
            counts(3)
        });
        refuses(Kind::TooConcurrent, "2 tasks are alive, expected 1", || {
            counts(1)
        });
    }

    #[test]
    fn asking_moves_no_virtual_time() {
        accepts(|| {
            virtual_time(async |clock| {
                let tasks = Tasks::baseline();
                let task = tokio::spawn(sleep(ms(100)));
                tasks.alive_are(1).await;
                task.abort();
                tasks.back_to_baseline().await;
                clock.elapsed_is(ms(0), "nobody sleeps");
            });
        });
    }
}
