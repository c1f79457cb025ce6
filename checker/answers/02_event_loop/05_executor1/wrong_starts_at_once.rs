// refused: wrong-result — `spawn` polls the task for the first time

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
        let mut task: Task = Box::pin(future);
        let mut context = Context::from_waker(Waker::noop());
        if task.as_mut().poll(&mut context).is_pending() {
            self.queue.borrow_mut().push_back(task);
        }
    }

    pub fn run(&self) {
        let mut context = Context::from_waker(Waker::noop());
        loop {
            let next = self.queue.borrow_mut().pop_front();
            let Some(mut task) = next else {
                return;
            };
            if task.as_mut().poll(&mut context).is_pending() {
                self.queue.borrow_mut().push_back(task);
            }
        }
    }
}

fn main() {}
