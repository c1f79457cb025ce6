// refused: panicked — those who are due are looked up one by one, and one is gone by then

use lab::PausedClock;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

#[derive(Clone)]
pub struct Reactor {
    clock: PausedClock,
    timers: Rc<RefCell<Timers>>,
}

#[derive(Default)]
struct Timers {
    waiting: BTreeMap<(Duration, u64), Waker>,
    next: u64,
}

pub struct Sleep {
    reactor: Reactor,
    deadline: Duration,
    number: u64,
}

impl Reactor {
    pub fn new(clock: PausedClock) -> Self {
        let timers = Rc::default();
        Self { clock, timers }
    }

    pub fn sleep(&self, time: Duration) -> Sleep {
        let (reactor, deadline) = (self.clone(), self.clock.now() + time);
        let mut timers = self.timers.borrow_mut();
        timers.next += 1;
        let number = timers.next;
        Sleep {
            reactor,
            deadline,
            number,
        }
    }

    pub fn turn(&self) -> bool {
        let Some(moment) = self.next() else {
            return false;
        };
        self.clock.jump_to(moment);
        let due = |key: &&(Duration, u64)| key.0 == moment;
        let due: Vec<_> = self
            .timers
            .borrow()
            .waiting
            .keys()
            .filter(due)
            .copied()
            .collect();
        for key in due {
            let waker = self.timers.borrow_mut().waiting.remove(&key);
            waker.expect("it was in the list").wake();
        }
        true
    }

    fn next(&self) -> Option<Duration> {
        let timers = self.timers.borrow();
        timers.waiting.first_key_value().map(|(key, _)| key.0)
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.reactor.clock.now() >= self.deadline {
            return Poll::Ready(());
        }
        let key = (self.deadline, self.number);
        let mut timers = self.reactor.timers.borrow_mut();
        timers.waiting.insert(key, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        let key = (self.deadline, self.number);
        self.reactor.timers.borrow_mut().waiting.remove(&key);
    }
}

fn main() {}
