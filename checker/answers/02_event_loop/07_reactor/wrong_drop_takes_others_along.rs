// refused: wrong-result — who is dropped takes all along that wait for the same moment

use lab::{PausedClock, ms};
use std::cell::{Cell, RefCell};
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
        let _ = (ms(1), Cell::new(1));
        Self {
            clock,
            timers: Rc::default(),
        }
    }
    pub fn sleep(&self, time: Duration) -> Sleep {
        let mut t = self.timers.borrow_mut();
        t.next += 1;
        Sleep {
            reactor: self.clone(),
            deadline: self.clock.now() + time,
            number: t.next,
        }
    }
}

impl Reactor {
    pub fn turn(&self) -> bool {
        let mut timers = self.timers.borrow_mut();
        let Some(&(moment, _)) = timers.waiting.keys().next() else {
            return false;
        };
        let later = timers.waiting.split_off(&(moment, u64::MAX));
        let due = std::mem::replace(&mut timers.waiting, later);
        drop(timers);
        self.clock.jump_to(moment);
        due.into_values().for_each(Waker::wake);
        true
    }
}
impl Future for Sleep {
    type Output = ();
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.reactor.clock.now() >= self.deadline {
            return Poll::Ready(());
        }
        let key = (self.deadline, self.number);
        self.reactor
            .timers
            .borrow_mut()
            .waiting
            .insert(key, cx.waker().clone());
        Poll::Pending
    }
}
impl Drop for Sleep {
    fn drop(&mut self) {
        if self.reactor.clock.now() < self.deadline {
            let d = self.deadline;
            self.reactor
                .timers
                .borrow_mut()
                .waiting
                .retain(|k, _| k.0 != d);
        }
    }
}

fn main() {}
