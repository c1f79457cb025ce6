// refused: hangs — the news is read and then taken back, so a wake-up in between is forgotten

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
    news: AtomicBool,
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
        shared.news.store(true, Ordering::Release);
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
        while let Some(task) = self.next() {
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
            }
        }
    }

    fn next(&self) -> Option<Arc<Task>> {
        loop {
            let mut queue = self.shared.queue.lock().unwrap();
            if let Some(task) = queue.ready.pop_front() {
                return Some(task);
            }
            if queue.unfinished == 0 {
                return None;
            }
            drop(queue);
            while !self.has_news() {
                thread::park();
            }
        }
    }

    fn has_news(&self) -> bool {
        let news = self.shared.news.load(Ordering::Acquire);
        self.shared.news.store(false, Ordering::Release);
        news
    }
}

fn main() {}
