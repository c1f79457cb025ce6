// accepted: tasks stay in their places, and leave them only while they are polled

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Waker};

type Task = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Clone, Default)]
pub struct Executor {
    queue: Rc<RefCell<Vec<Option<Task>>>>,
}

impl Executor {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn spawn(&self, future: impl Future<Output = ()> + 'static) {
        self.queue.borrow_mut().push(Some(Box::pin(future)));
    }

    pub fn run(&self) {
        let mut context = Context::from_waker(Waker::noop());
        let mut turn = 0;
        loop {
            let slots = self.queue.borrow().len();
            if turn >= slots {
                let mut queue = self.queue.borrow_mut();
                queue.retain(Option::is_some);
                if queue.is_empty() {
                    return;
                }
                turn = 0;
            }
            let task = self.queue.borrow_mut()[turn].take();
            if let Some(mut task) = task
                && task.as_mut().poll(&mut context).is_pending()
            {
                self.queue.borrow_mut()[turn] = Some(task);
            }
            turn += 1;
        }
    }
}

fn main() {}
