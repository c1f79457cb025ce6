//! A call that has nothing to do sleeps for as long as that lasts: it neither gives up
//! nor looks at times.

use crate::Background;
use crate::refusal::{finding, found};
use lab::ms;
use report::{Finding, Kind};
use std::thread;
use std::time::{Duration, Instant};

/// Longer than the second after which people give up or look again.
const LONG: Duration = ms(1_100);

impl<T> Background<T> {
    /// For longer than a second it neither ends, and `why` says why it must not, nor
    /// wakes up. Call it when the thread is asleep. Right answers wait, too: once in an
    /// exercise is enough.
    pub fn stays_asleep(&self, why: &str) {
        // Nobody wakes up twice on the way to sleep: who did once is watched again.
        for _ in 0..2 {
            let before = self.watch().times();
            let begun = Instant::now();
            while begun.elapsed() < LONG {
                self.is_under_way(why);
                thread::sleep(ms(20));
            }
            let now = self.watch().times();
            let (Some(before), Some(now)) = (before, now) else {
                return;
            };
            if now.naps == before.naps {
                return;
            }
        }
        found(looks_at_times());
    }
}

fn looks_at_times() -> Finding {
    finding(
        Kind::BusyWaits,
        "while there was nothing to do, the thread woke up at least once a second".to_owned(),
        "it looks at times, although nobody has woken it",
        "which call lets the thread sleep, and for how long?",
    )
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::background;
    use crate::refusal::{accepts, refuses};
    use std::sync::mpsc::{self, RecvTimeoutError};

    #[test]
    fn who_sleeps_until_it_is_woken_is_accepted() {
        accepts(|| {
            let (tell, told) = mpsc::channel::<()>();
            let call = background("work", move || told.recv().is_ok());
            call.watch().settles();
            call.stays_asleep("nothing came");
            assert!(tell.send(()).is_ok() && call.result());
        });
    }

    #[test]
    fn who_gives_up_is_refused() {
        let (_tell, told) = mpsc::channel::<()>();
        let words = "`work` has ended already; nothing came";
        refuses(Kind::TooEarly, words, || {
            let call = background("work", move || told.recv_timeout(ms(300)).is_ok());
            call.stays_asleep("nothing came");
        });
    }

    #[test]
    fn who_looks_at_times_is_refused() {
        let (tell, told) = mpsc::channel::<()>();
        refuses(Kind::BusyWaits, "woke up at least once a second", || {
            let looks =
                move || while told.recv_timeout(ms(500)) == Err(RecvTimeoutError::Timeout) {};
            let call = background("work", looks);
            call.watch().settles();
            call.stays_asleep("nothing came");
        });
        drop(tell);
    }
}
