// A thousand tasks wait for customers and one has work to do. An executor that polls
// them all in turn asks a thousand times for nothing, and it can never sleep. So it
// keeps a queue of those tasks alone that were woken: a waker puts its task into the
// queue, and the executor polls what comes out at the other end.
//
// https://doc.rust-lang.org/std/task/trait.Wake.html (offline: `rustup doc
// std::task::Wake`)

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::Wake;

/// Tasks that are polled when they were woken. Clones are the same executor: a task
/// that owns one can start other tasks.
#[derive(Clone, Default)]
pub struct Executor {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    ready: Mutex<VecDeque<Arc<Task>>>,
    // TODO: Add what `run` needs to sleep while nothing is ready, and to know when
    // everything is done.
}

struct Task {
    shared: Arc<Shared>,
    /// `None` once it was ready.
    future: Mutex<Option<Pin<Box<dyn Future<Output = ()> + Send>>>>,
    // TODO: Add what a waker has to know, so that a task is in the queue only once.
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        // TODO: Put the task into the queue, unless it is there already.
        let _ = (&self.shared, &self.future);
        todo!()
    }
}

impl Executor {
    /// No task yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Add a task. It has its first turn in [`Executor::run`], without being woken.
    /// Tasks may call this while they run.
    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        // TODO: Make a task, and put it into the queue.
        todo!("{}", self.shared.ready.lock().unwrap().len())
    }

    /// Run on this thread until every task is done.
    ///
    /// A task is polled once at first, and after that only when it was woken: once,
    /// however many wake-ups came since its last poll began. One that was woken while
    /// it was polled is polled again. The tasks have their turns in the order in which
    /// they were started or woken. While none is ready, the thread sleeps, and no other
    /// one looks in its place. Others may unpark this thread, too.
    ///
    /// Wakers may be called on any thread, at any time, and kept for ever. Those of a
    /// task that is done do nothing. All of this is written with the standard library
    /// alone; it does not hand the work to another executor.
    pub fn run(&self) {
        // TODO: Poll what is ready, sleep while nothing is, and end when all is done.
        todo!()
    }
}

fn main() {
    let (bring, brought) = futures::channel::oneshot::channel();
    let executor = Executor::new();
    executor.spawn(async move { println!("{:?}", brought.await) });
    executor.spawn(async move { assert!(bring.send("tea is ready").is_ok()) });
    executor.run();
}

// A hidden test counts the polls.
#[cfg(test)]
mod tests {
    use super::*;
    use futures::channel::oneshot;

    #[test]
    fn a_task_can_wait_for_another() {
        let (executor, (bring, brought)) = (Executor::new(), oneshot::channel());
        executor.spawn(async move { assert_eq!(brought.await, Ok("tea")) });
        executor.spawn(async move { assert!(bring.send("tea").is_ok()) });
        executor.run();
    }
}
