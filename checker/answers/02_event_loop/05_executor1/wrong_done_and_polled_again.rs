// refused: wrong-result — a task that is done stays in the list, and is polled again

use std::cell::RefCell;
use std::collections::VecDeque;
use std::mem;
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
        loop {
            let mut round = mem::take(&mut *self.queue.borrow_mut());
            let mut all_done = true;
            for task in &mut round {
                all_done &= task.as_mut().poll(&mut context).is_ready();
            }
            if all_done && self.queue.borrow().is_empty() {
                return;
            }
            round.append(&mut self.queue.borrow_mut());
            *self.queue.borrow_mut() = round;
        }
    }
}

fn main() {}
