// refused: wrong-result — the list is in the order of asking, not of the moments

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
    waiting: BTreeMap<u64, (Duration, Waker)>,
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
        let mut timers = self.timers.borrow_mut();
        let Some((_, (moment, waker))) = timers.waiting.pop_first() else {
            return false;
        };
        self.clock.jump_to(moment.max(self.clock.now()));
        drop(timers);
        waker.wake();
        true
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.reactor.clock.now() >= self.deadline {
            return Poll::Ready(());
        }
        let entry = (self.deadline, context.waker().clone());
        let mut timers = self.reactor.timers.borrow_mut();
        timers.waiting.insert(self.number, entry);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.reactor
            .timers
            .borrow_mut()
            .waiting
            .remove(&self.number);
    }
}

fn main() {}
