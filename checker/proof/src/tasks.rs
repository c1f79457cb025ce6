//! Tasks that outlive the call which started them.

use crate::refusal::{finding, refuse};
use report::Kind;
use tokio::runtime::{Handle, RuntimeMetrics};
use tokio::task::yield_now;

/// Counts the tasks of a runtime.
#[derive(Debug)]
pub struct Tasks {
    metrics: RuntimeMetrics,
    before: usize,
}

impl Tasks {
    /// A task that was aborted is gone only when the runtime comes by.
    const YIELDS: u32 = 64;

    /// Remember how many tasks there are now.
    #[must_use]
    pub fn baseline() -> Self {
        let metrics = Handle::current().metrics();
        let before = metrics.num_alive_tasks();
        Self { metrics, before }
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

    fn left(&self) -> usize {
        self.metrics.num_alive_tasks().saturating_sub(self.before)
    }
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
}
