// refused: hangs — the lock is given back between the look into the queue and the sleep, so a wake-up fits in between

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Wake, Waker};

#[derive(Clone, Default)]
pub struct Executor {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    news: Condvar,
}

#[derive(Default)]
struct Queue {
    ready: VecDeque<Arc<Task>>,
    unfinished: usize,
}

struct Task {
    shared: Arc<Shared>,
    future: Mutex<Option<Pin<Box<dyn Future<Output = ()> + Send>>>>,
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let shared = self.shared.clone();
        let mut queue = shared.queue.lock().unwrap();
        if !queue.ready.iter().any(|task| Arc::ptr_eq(task, &self)) {
            queue.ready.push_back(self);
            shared.news.notify_one();
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
        });
        task.wake();
    }

    pub fn run(&self) {
        while let Some(task) = self.next() {
            let waker = Waker::from(task.clone());
            let mut future = task.future.lock().unwrap();
            let Some(polled) = future.as_mut() else {
                continue;
            };
            let mut context = Context::from_waker(&waker);
            if polled.as_mut().poll(&mut context).is_ready() {
                *future = None;
                self.shared.queue.lock().unwrap().unfinished -= 1;
            }
        }
    }

    fn next(&self) -> Option<Arc<Task>> {
        let mut queue = self.shared.queue.lock().unwrap();
        loop {
            if let Some(task) = queue.ready.pop_front() {
                return Some(task);
            }
            if queue.unfinished == 0 {
                return None;
            }
            drop(queue);
            queue = self.shared.queue.lock().unwrap();
            queue = self.shared.news.wait(queue).unwrap();
        }
    }
}

fn main() {}
