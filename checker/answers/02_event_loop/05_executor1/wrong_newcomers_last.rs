// refused: not-concurrent — those who come meanwhile have to wait until all others are done

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
            let mut tasks = mem::take(&mut *self.queue.borrow_mut());
            if tasks.is_empty() {
                return;
            }
            while !tasks.is_empty() {
                tasks.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
            }
        }
    }
}

fn main() {}
