// accepted: a plain list, searched from end to end

use lab::PausedClock;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

#[derive(Clone)]
pub struct Reactor {
    clock: PausedClock,
    list: Rc<RefCell<Vec<(u64, Duration, Waker)>>>,
    count: Rc<Cell<u64>>,
}

pub struct Sleep {
    reactor: Reactor,
    deadline: Duration,
    id: u64,
}

impl Reactor {
    pub fn new(clock: PausedClock) -> Self {
        Self {
            clock,
            list: Rc::default(),
            count: Rc::default(),
        }
    }

    pub fn sleep(&self, time: Duration) -> Sleep {
        self.count.set(self.count.get() + 1);
        Sleep {
            reactor: self.clone(),
            deadline: self.clock.now() + time,
            id: self.count.get(),
        }
    }

    pub fn turn(&self) -> bool {
        let next = self.list.borrow().iter().map(|entry| entry.1).min();
        let Some(next) = next else { return false };
        self.clock.jump_to(next);
        let due: Vec<_> = self
            .list
            .borrow_mut()
            .extract_if(.., |entry| entry.1 <= next)
            .collect();
        for (_, _, waker) in due {
            waker.wake();
        }
        true
    }

    fn forget(&self, id: u64) {
        self.list.borrow_mut().retain(|entry| entry.0 != id);
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.reactor.forget(self.id);
        if self.deadline <= self.reactor.clock.now() {
            return Poll::Ready(());
        }
        let entry = (self.id, self.deadline, context.waker().clone());
        self.reactor.list.borrow_mut().push(entry);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.reactor.forget(self.id);
    }
}

fn main() {}
