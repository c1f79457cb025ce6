// Who wakes a task that sleeps? The other half of a runtime: the *reactor* keeps a
// list of what tasks wait for, and when it happens, it calls their wakers. Here they
// wait for times, and the clock is one that only the reactor moves. When no task can
// go on, it jumps to the next moment that somebody waits for, so hours pass in no
// time: this is how the virtual time of this course's hidden tests works.
//
// https://doc.rust-lang.org/std/collections/struct.BTreeMap.html (offline: `rustup
// doc std::collections::BTreeMap`)

use lab::{PausedClock, ms};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::mem;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// Knows who sleeps until when. Clones are the same reactor.
#[derive(Clone)]
pub struct Reactor {
    clock: PausedClock,
    timers: Rc<RefCell<Timers>>,
}

#[derive(Default)]
struct Timers {
    // Sorted by the moment, so the earliest is first. The number keeps two apart
    // that wait for the same moment.
    waiting: BTreeMap<(Duration, u64), Waker>,
    next: u64,
}

/// Ready when its time is over: see [`Reactor::sleep`].
pub struct Sleep {
    reactor: Reactor,
    deadline: Duration,
    number: u64,
}

impl Reactor {
    /// Nobody sleeps.
    pub fn new(clock: PausedClock) -> Self {
        let timers = Rc::default();
        Self { clock, timers }
    }

    /// A future that is ready when `time` has passed on the clock since this call.
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

    /// Nothing can go on: move the clock to the next moment that somebody waits for,
    /// in one jump, and wake all those who wait for it. The task of a `Sleep` is the
    /// one that polled it last.
    ///
    /// Whoever has not polled yet, is ready or was dropped does not wait. `false`, and
    /// the clock stays where it is, if nobody waits. A waker may poll on the spot, and
    /// that poll may make, poll and drop other `Sleep`s: whoever waited for the same
    /// moment, and is ready or dropped by then, may be woken or not.
    pub fn turn(&self) -> bool {
        let mut timers = self.timers.borrow_mut();
        let Some(&(moment, _)) = timers.waiting.keys().next() else {
            return false;
        };
        // Everybody who waits for this moment leaves the list before the first of
        // them is woken.
        let later = timers.waiting.split_off(&(moment, u64::MAX));
        let due = mem::replace(&mut timers.waiting, later);
        self.clock.jump_to(moment);
        // A waker may poll on the spot, and that needs the list.
        drop(timers);
        due.into_values().for_each(Waker::wake);
        true
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.reactor.clock.now() >= self.deadline {
            return Poll::Ready(());
        }
        // Under the same key in each poll: what the last poll left is replaced.
        let key = (self.deadline, self.number);
        let mut timers = self.reactor.timers.borrow_mut();
        timers.waiting.insert(key, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        // Or the clock would stop at a moment that nobody waits for.
        let key = (self.deadline, self.number);
        self.reactor.timers.borrow_mut().waiting.remove(&key);
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

// A hidden test looks at every jump of the clock, and at who is woken.
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
