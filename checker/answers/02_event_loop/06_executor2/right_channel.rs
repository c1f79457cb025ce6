// accepted: the queue is a channel, and the tasks that are not done are counted

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Wake, Waker};

#[derive(Clone)]
pub struct Executor {
    shared: Arc<Shared>,
}

struct Shared {
    entrance: Sender<Arc<Task>>,
    exit: Mutex<Receiver<Arc<Task>>>,
    unfinished: AtomicUsize,
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
        let _ = shared.entrance.send(self);
    }
}

impl Executor {
    pub fn new() -> Self {
        let (entrance, exit) = channel();
        let shared = Arc::new(Shared {
            entrance,
            exit: Mutex::new(exit),
            unfinished: AtomicUsize::new(0),
        });
        Self { shared }
    }

    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        self.shared.unfinished.fetch_add(1, Ordering::AcqRel);
        let task = Arc::new(Task {
            shared: self.shared.clone(),
            future: Mutex::new(Some(Box::pin(future))),
            queued: AtomicBool::new(false),
        });
        task.wake();
    }

    pub fn run(&self) {
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
                self.shared.unfinished.fetch_sub(1, Ordering::AcqRel);
            }
        }
    }

    fn next(&self) -> Option<Arc<Task>> {
        if self.shared.unfinished.load(Ordering::Acquire) == 0 {
            return None;
        }
        self.shared.exit.lock().unwrap().recv().ok()
    }
}

fn main() {}
