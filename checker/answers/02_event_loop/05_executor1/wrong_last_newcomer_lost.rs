// refused: wrong-result — what is started in the last round is left for the next run

use std::cell::RefCell;
use std::mem;
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
        let mut round = mem::take(&mut *self.queue.borrow_mut());
        while !round.is_empty() {
            round.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
            if !round.is_empty() {
                round.append(&mut self.queue.borrow_mut());
            }
        }
    }
}

fn main() {}
