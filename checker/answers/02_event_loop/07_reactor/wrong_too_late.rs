// refused: late — at the deadline itself it is still pending

use lab::PausedClock;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::mem;
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
        let mut timers = self.timers.borrow_mut();
        let Some(&(moment, _)) = timers.waiting.keys().next() else {
            return false;
        };
        let later = timers.waiting.split_off(&(moment, u64::MAX));
        let due = mem::replace(&mut timers.waiting, later);
        self.clock.jump_to(moment);
        drop(timers);
        due.into_values().for_each(Waker::wake);
        true
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.reactor.clock.now() > self.deadline {
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
