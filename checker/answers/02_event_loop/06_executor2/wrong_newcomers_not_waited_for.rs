// refused: too-early — only those are waited for who were there when `run` began

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Wake, Waker};
use std::thread::{self, Thread};

#[derive(Clone, Default)]
pub struct Executor {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    runner: Mutex<Option<Thread>>,
}

#[derive(Default)]
struct Queue {
    ready: VecDeque<Arc<Task>>,
    unfinished: usize,
}

struct Task {
    shared: Arc<Shared>,
    future: Mutex<Option<Pin<Box<dyn Future<Output = ()> + Send>>>>,
    queued: AtomicBool,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        if self.queued.swap(true, Ordering::AcqRel) {
            return;
        }
        let shared = self.shared.clone();
        shared.queue.lock().unwrap().ready.push_back(self);
        if let Some(thread) = &*shared.runner.lock().unwrap() {
            thread.unpark();
        }
    }
}

impl Executor {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        self.shared.queue.lock().unwrap().unfinished += 1;
        let task = Arc::new(Task {
            shared: self.shared.clone(),
            future: Mutex::new(Some(Box::pin(future))),
            queued: AtomicBool::new(false),
        });
        task.wake();
    }

    pub fn run(&self) {
        *self.shared.runner.lock().unwrap() = Some(thread::current());
        let mut unfinished = self.shared.queue.lock().unwrap().unfinished;
        while let Some(task) = self.next(unfinished) {
            task.queued.store(false, Ordering::Release);
            let waker = Waker::from(task.clone());
            let mut future = task.future.lock().unwrap();
            let Some(polled) = future.as_mut() else {
                continue;
            };
            let mut context = Context::from_waker(&waker);
            if polled.as_mut().poll(&mut context).is_ready() {
                *future = None;
                self.shared.queue.lock().unwrap().unfinished -= 1;
                unfinished = unfinished.saturating_sub(1);
            }
        }
    }

    fn next(&self, unfinished: usize) -> Option<Arc<Task>> {
        loop {
            let mut queue = self.shared.queue.lock().unwrap();
            if let Some(task) = queue.ready.pop_front() {
                return Some(task);
            }
            if unfinished == 0 {
                return None;
            }
            drop(queue);
            thread::park();
        }
    }
}

fn main() {}
