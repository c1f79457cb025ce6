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
    // TODO: Add the list: who waits, and for which moment? Two may wait for the same.
}

/// Ready when its time is over: see [`Reactor::sleep`].
pub struct Sleep {
    reactor: Reactor,
    deadline: Duration,
    // TODO: Add what it takes to find this one in the list.
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
        Sleep { reactor, deadline }
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
        // TODO: Find the next moment, jump there (`PausedClock::jump_to`), and wake all
        // who wait for it.
        todo!("{:?}", self.timers.as_ptr())
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // TODO: Is it time? If not, have the reactor wake this poll's task.
        todo!("{:?} {:?}", self.deadline, context)
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        // TODO: Nobody waits for this one any more.
        let _ = &self.reactor;
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
