// refused: wrong-result — after a thousand rounds it takes the tasks for dead

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
        let mut cx = Context::from_waker(Waker::noop());
        let mut tasks: Vec<Task> = self.queue.take().into();
        for _ in 0..1000 {
            tasks.retain_mut(|t| t.as_mut().poll(&mut cx).is_pending());
            tasks.extend(self.queue.take());
        }
    }
}

fn main() {}
