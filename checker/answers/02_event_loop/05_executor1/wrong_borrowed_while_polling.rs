// refused: panicked — the queue is borrowed while a task is polled that wants to spawn

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Waker};

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
        while !self.queue.borrow().is_empty() {
            let mut queue = self.queue.borrow_mut();
            queue.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
        }
    }
}

fn main() {}
