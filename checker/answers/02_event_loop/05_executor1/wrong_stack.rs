// refused: not-concurrent — the last one in is the first one out

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Waker};

type Task = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Clone, Default)]
pub struct Executor {
    queue: Rc<RefCell<Vec<Task>>>,
}

impl Executor {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn spawn(&self, future: impl Future<Output = ()> + 'static) {
        self.queue.borrow_mut().push(Box::pin(future));
    }

    pub fn run(&self) {
        let mut context = Context::from_waker(Waker::noop());
        loop {
            let next = self.queue.borrow_mut().pop();
            let Some(mut task) = next else {
                return;
            };
            if task.as_mut().poll(&mut context).is_pending() {
                self.queue.borrow_mut().push(task);
            }
        }
    }
}

fn main() {}
