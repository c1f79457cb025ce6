//! Tasks that outlive the call which started them, from the metrics of the
//! runtime.

use crate::refusal::{finding, refuse};
use report::Kind;
use tokio::runtime::{Handle, RuntimeMetrics};
use tokio::task::yield_now;

/// Counts the tasks of a runtime.
#[derive(Debug)]
pub struct Tasks {
    metrics: RuntimeMetrics,
    before: usize,
    /// The number of a task of ours.
    first: u64,
}

impl Tasks {
    /// A task that was aborted is gone only when the runtime comes by.
    const YIELDS: u32 = 64;

    /// Remember how many tasks there are now.
    #[must_use]
    pub fn baseline() -> Self {
        let metrics = Handle::current().metrics();
        let before = metrics.num_alive_tasks();
        let first = number_of_a_new_one();
        Self {
            metrics,
            before,
            first,
        }
    }

    /// No task is left of those that were started since. The runtime is given
    /// its turn first; virtual time does not move.
    pub async fn back_to_baseline(&self) {
        for _ in 0..Self::YIELDS {
            if self.left() == 0 {
                return;
            }
            yield_now().await;
        }
        refuse(finding(
            Kind::Leaks,
            format!("{} tasks that were started are still alive", self.left()),
            "they go on working although nobody waits for them any more",
            "what happens to a task when its handle is dropped?",
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
            format!("{left} tasks are alive, expected {n}"),
            "the work is not divided as the exercise asks for",
            "what is a task of its own here, and until when?",
        ));
    }

    /// `n` tasks were spawned in all, also those that have ended, and those of
    /// `spawn_blocking`. Ask once.
    pub fn spawned_are(&self, n: u64) {
        let spawned = number_of_a_new_one().saturating_sub(self.first + 1);
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
        self.metrics.num_alive_tasks().saturating_sub(self.before)
    }
}

/// A runtime numbers all tasks of the program in the order in which they are spawned.
fn number_of_a_new_one() -> u64 {
    let task = tokio::spawn(async {});
    task.abort();
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
        refuses(Kind::Leaks, "1 tasks that were started", || {
            virtual_time(async |_| {
                let tasks = Tasks::baseline();
                drop(tokio::spawn(sleep(ms(100))));
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
