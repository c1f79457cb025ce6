// An executor for many tasks on one thread. It cannot interrupt a task: a poll runs
// until the task returns. So tasks share the thread only if each does a little and
// then steps aside with `Pending`, and if the executor is fair and lets everybody
// else have a turn first. That is *cooperative* scheduling.
//
// This executor polls whatever is not done, again and again. Nobody has to wake
// it, so `Waker::noop()` will do.
//
// https://doc.rust-lang.org/std/collections/struct.VecDeque.html (offline:
// `rustup doc std::collections::VecDeque`)

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Tasks that take turns. Clones are the same executor: a task that owns one can
/// start other tasks.
#[derive(Clone, Default)]
pub struct Executor {
    queue: Rc<RefCell<VecDeque<Task>>>,
}

impl Executor {
    /// No task yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Add a task, which has its first turn in [`Executor::run`], not here. Tasks
    /// may call this while they run.
    pub fn spawn(&self, future: impl Future<Output = ()> + 'static) {
        // TODO: Put the task into the queue.
        todo!()
    }

    /// Run until every task is done, also those that were started meanwhile.
    ///
    /// The tasks take turns, in the order in which they were started: each one that
    /// is not done is polled once, whether or not somebody called its waker, then comes
    /// the next round. A task that is started during a round takes part in the next one
    /// at the latest, in any place, and keeps that place. A task that is done is not
    /// polled again.
    ///
    /// This is written with the standard library alone; it does not hand the work to
    /// another executor.
    pub fn run(&self) {
        // TODO: Poll the tasks in turn. Where does a task go that is not done, and
        // what if it starts another one while it is polled?
        todo!("{} tasks", self.queue.borrow().len())
    }
}

fn main() {
    let executor = Executor::new();
    for clerk in ["Ada", "Grace"] {
        executor.spawn(async move {
            for parcel in 1..=3 {
                println!("{clerk} packs parcel {parcel}");
                tokio::task::yield_now().await;
            }
        });
    }
    executor.run();
}

// A hidden test looks at whose turn it is.
#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn every_task_comes_to_its_end() {
        let (executor, packed) = (Executor::new(), Rc::new(Cell::new(0)));
        for _ in 0..3 {
            let packed = packed.clone();
            executor.spawn(async move {
                tokio::task::yield_now().await;
                packed.set(packed.get() + 1);
            });
        }
        executor.run();
        assert_eq!(packed.get(), 3);
    }
}
