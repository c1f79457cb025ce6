//! A barrier at which every arrival is a step.

use super::id;
use instrument::turns::{self, Bed, Found};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// As `std::sync::Barrier`: threads wait here until so many have come.
///
/// ```
/// use lab::shim::Barrier;
/// use std::thread;
///
/// let all_here = Barrier::new(3);
/// thread::scope(|scope| {
///     let guests = [(); 3].map(|()| scope.spawn(|| all_here.wait().is_leader()));
///     let leaders = guests.map(|guest| guest.join().unwrap()).map(usize::from);
///     assert_eq!(leaders.iter().sum::<usize>(), 1);
/// });
/// ```
#[derive(Debug)]
pub struct Barrier {
    threads: usize,
    come: Mutex<Come>,
    all_here: Condvar,
}

/// Who has come so far.
#[derive(Debug)]
struct Come {
    threads: usize,
    /// How often all have been here.
    rounds: usize,
}

/// As `std::sync::BarrierWaitResult`: whether a thread was chosen to lead.
#[derive(Debug)]
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// Whether this thread leads: one of those that waited does.
    #[must_use]
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl Barrier {
    /// One for so many threads.
    #[must_use]
    pub const fn new(threads: usize) -> Self {
        let come = Come {
            threads: 0,
            rounds: 0,
        };
        Self {
            threads,
            come: Mutex::new(come),
            all_here: Condvar::new(),
        }
    }

    /// Wait until all have come. Then the barrier can be used again.
    pub fn wait(&self) -> BarrierWaitResult {
        let mut arrival = None;
        turns::sleep(self.bed(), None, None, || {
            let (round, last) = *arrival.insert(self.arrive());
            match last {
                true => Found::Reason(format!("is the last at the barrier, in round {round}")),
                false => Found::Nothing,
            }
        });
        // Without a seat nobody has counted this thread yet.
        let (round, last) = arrival.unwrap_or_else(|| self.arrive());
        if last {
            turns::wake_all_as_well(self.bed());
            self.all_here.notify_all();
        }
        while self.come().rounds == round {
            let begin = || match self.come().rounds == round {
                true => Found::Nothing,
                false => Found::Reason("leaves the barrier".to_owned()),
            };
            if turns::sleep(self.bed(), None, None, begin).is_none() {
                let same_round = |come: &mut Come| come.rounds == round;
                drop(self.all_here.wait_while(self.come(), same_round));
            }
        }
        BarrierWaitResult(last)
    }

    /// Which round this thread comes to, and whether it is the last one to come.
    fn arrive(&self) -> (usize, bool) {
        let mut come = self.come();
        let round = come.rounds;
        come.threads += 1;
        let last = come.threads >= self.threads;
        if last {
            come.threads = 0;
            come.rounds += 1;
        }
        (round, last)
    }

    fn come(&self) -> MutexGuard<'_, Come> {
        self.come.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn bed(&self) -> Bed<'_> {
        Bed {
            thing: id(self),
            name: "the barrier",
            restless: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn each_round_has_one_leader() {
        let barrier = Barrier::new(3);
        let leads = || (0..50).filter(|_| barrier.wait().is_leader()).count();
        let rounds: usize = thread::scope(|scope| {
            let guests = [(); 3].map(|()| scope.spawn(leads));
            guests.map(|guest| guest.join().unwrap()).iter().sum()
        });
        assert_eq!(rounds, 50);
    }

    #[test]
    fn who_is_alone_waits_for_nobody() {
        assert!(Barrier::new(1).wait().is_leader());
        assert!(Barrier::new(0).wait().is_leader());
    }
}
