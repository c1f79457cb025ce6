// accepted: a heap whose entries share a cell with their `Sleep`; who is gone is skipped

use lab::PausedClock;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

#[derive(Clone)]
pub struct Reactor {
    clock: PausedClock,
    timers: Rc<RefCell<BinaryHeap<Reverse<Entry>>>>,
}

struct Entry {
    deadline: Duration,
    waker: Weak<RefCell<Option<Waker>>>,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.deadline == other.deadline
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.deadline.cmp(&other.deadline)
    }
}

pub struct Sleep {
    reactor: Reactor,
    deadline: Duration,
    waker: Option<Rc<RefCell<Option<Waker>>>>,
}

impl Reactor {
    pub fn new(clock: PausedClock) -> Self {
        let timers = Rc::default();
        Self { clock, timers }
    }

    pub fn sleep(&self, time: Duration) -> Sleep {
        let (reactor, deadline) = (self.clone(), self.clock.now() + time);
        Sleep {
            reactor,
            deadline,
            waker: None,
        }
    }

    pub fn turn(&self) -> bool {
        let mut due = Vec::new();
        let mut timers = self.timers.borrow_mut();
        while let Some(Reverse(entry)) = timers.peek() {
            let Some(waker) = entry.waker.upgrade() else {
                timers.pop();
                continue;
            };
            if !due.is_empty() && entry.deadline > self.clock.now() {
                break;
            }
            if due.is_empty() {
                self.clock.jump_to(entry.deadline);
            }
            due.push(waker);
            timers.pop();
        }
        drop(timers);
        for waker in &due {
            let waker = waker.borrow_mut().take();
            waker.into_iter().for_each(Waker::wake);
        }
        !due.is_empty()
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.reactor.clock.now() >= self.deadline {
            self.waker = None;
            return Poll::Ready(());
        }
        let latest = Some(context.waker().clone());
        if let Some(waker) = &self.waker {
            *waker.borrow_mut() = latest;
            return Poll::Pending;
        }
        let waker = Rc::new(RefCell::new(latest));
        let entry = Entry {
            deadline: self.deadline,
            waker: Rc::downgrade(&waker),
        };
        self.reactor.timers.borrow_mut().push(Reverse(entry));
        self.waker = Some(waker);
        Poll::Pending
    }
}

fn main() {}
