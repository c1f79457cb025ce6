// refused: late — a sleep of no time waits for a jump

use lab::{PausedClock, ms};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::{Pin, pin};
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
        let mut timers = self.timers.borrow_mut();
        timers.next += 1;
        Sleep {
            reactor: self.clone(),
            deadline: self.clock.now() + time,
            number: timers.next,
        }
    }

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

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.reactor.clock.now() >= self.deadline && self.deadline > ms(0) {
            return Poll::Ready(());
        }
        let key = (self.deadline, self.number);
        self.reactor
            .timers
            .borrow_mut()
            .waiting
            .insert(key, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        let gone = self
            .reactor
            .timers
            .borrow_mut()
            .waiting
            .remove(&(self.deadline, self.number));
        drop(gone);
    }
}

fn main() {
    let clock = PausedClock::new();
    let reactor = Reactor::new(clock.clone());
    let tea = async {
        reactor.sleep(ms(180_000)).await;
        println!("{:?}: the tea is ready", clock.now());
    };
    let eggs = async {
        reactor.sleep(ms(300_000)).await;
        println!("{:?}: the eggs are ready", clock.now());
    };
    let mut breakfast = pin!(futures::future::join(tea, eggs));
    let mut context = Context::from_waker(Waker::noop());
    // An executor for one task: poll, and if that leads nowhere, let time pass.
    while breakfast.as_mut().poll(&mut context).is_pending() {
        assert!(reactor.turn(), "somebody waits, and nobody wakes them");
    }
}

// A hidden proof looks at every jump of the clock, and at who is woken.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_jumps_to_the_end_of_the_sleep() {
        let clock = PausedClock::new();
        let reactor = Reactor::new(clock.clone());
        let mut sleep = pin!(reactor.sleep(ms(30)));
        let mut context = Context::from_waker(Waker::noop());
        assert!(sleep.as_mut().poll(&mut context).is_pending());
        assert!(reactor.turn());
        assert_eq!(clock.now(), ms(30));
        assert!(sleep.as_mut().poll(&mut context).is_ready());
        assert!(!reactor.turn());
    }
}
