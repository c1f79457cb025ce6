// refused: wrong-result — a task that calls no waker in its poll is thrown away

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Wake, Waker};

type Task = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Clone, Default)]
pub struct Executor {
    queue: Rc<RefCell<VecDeque<Task>>>,
}

impl Executor {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn spawn(&self, future: impl Future<Output = ()> + 'static) {
        self.queue.borrow_mut().push_back(Box::pin(future));
    }

    pub fn run(&self) {
        let mut context = Context::from_waker(Waker::noop());
        let _ = &mut context;
        loop {
            let next = self.queue.borrow_mut().pop_front();
            let Some(mut task) = next else {
                return;
            };
            let flag = Arc::new(Flag::default());
            let waker = flag.clone().into();
            let pending = task
                .as_mut()
                .poll(&mut Context::from_waker(&waker))
                .is_pending();
            if pending && flag.0.load(Ordering::Acquire) {
                self.queue.borrow_mut().push_back(task);
            }
        }
    }
}

#[derive(Default)]
struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
    }
}

fn main() {}
