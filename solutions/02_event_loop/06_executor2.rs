// A thousand tasks wait for customers and one has work to do. An executor that polls
// them all in turn asks a thousand times for nothing, and it can never sleep. So it
// keeps a queue of those tasks alone that were woken: a waker puts its task into the
// queue, and the executor polls what comes out at the other end.
//
// https://doc.rust-lang.org/std/task/trait.Wake.html (offline: `rustup doc
// std::task::Wake`)

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Wake, Waker};

/// Tasks that are polled when they were woken. Clones are the same executor: a task
/// that owns one can start other tasks.
#[derive(Clone, Default)]
pub struct Executor {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    // Says that there is something in the queue, to a `run` that sleeps.
    news: Condvar,
}

#[derive(Default)]
struct Queue {
    ready: VecDeque<Arc<Task>>,
    // An empty queue is not the end: tasks that wait are in no queue at all.
    unfinished: usize,
}

struct Task {
    shared: Arc<Shared>,
    /// `None` once it was ready.
    future: Mutex<Option<Pin<Box<dyn Future<Output = ()> + Send>>>>,
    // It is in the queue, or on its way there.
    queued: AtomicBool,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        // Only the first wake-up before a poll has something to do.
        if self.queued.swap(true, Ordering::AcqRel) {
            return;
        }
        let shared = self.shared.clone();
        shared.queue.lock().unwrap().ready.push_back(self);
        shared.news.notify_one();
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
        self.shared.queue.lock().unwrap().unfinished += 1;
        let task = Arc::new(Task {
            shared: self.shared.clone(),
            future: Mutex::new(Some(Box::pin(future))),
            queued: AtomicBool::new(false),
        });
        // The first turn is like any other.
        task.wake();
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
        while let Some(task) = self.next() {
            // Before the poll: a wake-up during the poll has to count. Cleared
            // afterwards, the flag would swallow it.
            task.queued.store(false, Ordering::Release);
            let waker = Waker::from(task.clone());
            let mut future = task.future.lock().unwrap();
            let Some(polled) = future.as_mut() else {
                // It was woken once more after it was done.
                continue;
            };
            let mut context = Context::from_waker(&waker);
            if polled.as_mut().poll(&mut context).is_ready() {
                *future = None;
                self.shared.queue.lock().unwrap().unfinished -= 1;
            }
        }
    }

    /// The next task that is ready, if there will ever be one again.
    fn next(&self) -> Option<Arc<Task>> {
        let mut queue = self.shared.queue.lock().unwrap();
        loop {
            if let Some(task) = queue.ready.pop_front() {
                return Some(task);
            }
            if queue.unfinished == 0 {
                return None;
            }
            // It gives the lock back while it sleeps. Between the look into the
            // queue and the sleep nobody can put anything in.
            queue = self.shared.news.wait(queue).unwrap();
        }
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
