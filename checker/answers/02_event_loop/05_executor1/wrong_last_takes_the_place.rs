// refused: wrong-result — the last task takes the place of one that is done

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
        while !tasks.is_empty() {
            let mut i = 0;
            while i < tasks.len() {
                if tasks[i].as_mut().poll(&mut cx).is_ready() {
                    drop(tasks.swap_remove(i));
                } else {
                    i += 1;
                }
            }
            tasks.extend(self.queue.take());
        }
    }
}

fn main() {}
