// refused: wrong-result — the time counts from the first poll, not from the call

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
    time: Duration,
    deadline: Option<Duration>,
    number: u64,
}

impl Reactor {
    pub fn new(clock: PausedClock) -> Self {
        let timers = Rc::default();
        Self { clock, timers }
    }

    pub fn sleep(&self, time: Duration) -> Sleep {
        let (reactor, deadline) = (self.clone(), None);
        let mut timers = self.timers.borrow_mut();
        timers.next += 1;
        let number = timers.next;
        Sleep {
            reactor,
            time,
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

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let now = self.reactor.clock.now();
        let time = self.time;
        let deadline = *self.deadline.get_or_insert(now + time);
        if now >= deadline {
            return Poll::Ready(());
        }
        let key = (deadline, self.number);
        let mut timers = self.reactor.timers.borrow_mut();
        timers.waiting.insert(key, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(deadline) = self.deadline {
            let key = (deadline, self.number);
            self.reactor.timers.borrow_mut().waiting.remove(&key);
        }
    }
}

fn main() {}
