// refused: too-early — after a second without a wake-up it takes the tasks for dead

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Wake, Waker};
use std::time::Duration;

type Job = Pin<Box<dyn Future<Output = ()> + Send>>;
#[derive(Clone, Default)]
pub struct Executor {
    shared: Arc<Shared>,
}
#[derive(Default)]
struct Shared {
    ready: Mutex<VecDeque<Arc<Task>>>,
    bell: Condvar,
    left: AtomicUsize,
}
struct Task {
    shared: Arc<Shared>,
    future: Mutex<Option<Job>>,
    queued: AtomicBool,
}
impl Wake for Task {
    fn wake(self: Arc<Self>) {
        if !self.queued.swap(true, SeqCst) {
            let s = self.shared.clone();
            s.ready.lock().unwrap().push_back(self);
            s.bell.notify_one();
        }
    }
}

impl Executor {
    pub fn new() -> Self {
        Self::default()
    }
    pub fn spawn(&self, f: impl Future<Output = ()> + Send + 'static) {
        self.shared.left.fetch_add(1, SeqCst);
        Arc::new(Task {
            shared: self.shared.clone(),
            future: Mutex::new(Some(Box::pin(f))),
            queued: AtomicBool::new(false),
        })
        .wake();
    }
    pub fn run(&self) {
        while self.shared.left.load(SeqCst) > 0 {
            let (mut q, _) = self
                .shared
                .bell
                .wait_timeout_while(
                    self.shared.ready.lock().unwrap(),
                    Duration::from_millis(1000),
                    |q| q.is_empty(),
                )
                .unwrap();
            let Some(t) = q.pop_front() else { return };
            drop(q);
            t.queued.store(false, SeqCst);
            let w = Waker::from(t.clone());
            let mut f = t.future.lock().unwrap();
            let Some(g) = f.as_mut() else { continue };
            if g.as_mut().poll(&mut Context::from_waker(&w)).is_ready() {
                *f = None;
                self.shared.left.fetch_sub(1, SeqCst);
            }
        }
    }
}

fn main() {}
