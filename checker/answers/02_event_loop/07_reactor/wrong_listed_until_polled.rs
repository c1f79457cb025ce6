// refused: wrong-result — who was woken stays in the list until the next poll

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
        let timers = self.timers.borrow();
        let Some(&(moment, _)) = timers.waiting.keys().next() else {
            return false;
        };
        let due: Vec<Waker> = timers
            .waiting
            .iter()
            .filter(|(k, _)| k.0 == moment)
            .map(|(_, w)| w.clone())
            .collect();
        drop(timers);
        self.clock.jump_to(moment);
        due.into_iter().for_each(Waker::wake);
        true
    }
}
impl Future for Sleep {
    type Output = ();
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let key = (self.deadline, self.number);
        if self.reactor.clock.now() >= self.deadline {
            self.reactor.timers.borrow_mut().waiting.remove(&key);
            return Poll::Ready(());
        }
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
        let w = self
            .reactor
            .timers
            .borrow_mut()
            .waiting
            .remove(&(self.deadline, self.number));
        drop(w);
    }
}

fn main() {}
