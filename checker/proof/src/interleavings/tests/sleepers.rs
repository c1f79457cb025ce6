//! Threads that sleep at a condition variable.

use crate::refusal::{accepts, findings_of, refuses};
use crate::{Interleavings, equal, stand_back};
use lab::ms;
use lab::shim::thread::{self as shim_thread, Thread};
use lab::shim::{AtomicBool, Barrier, Condvar, Mutex, MutexGuard, Ordering::SeqCst};
use report::Kind;
use std::sync::PoisonError;
use std::sync::atomic::AtomicUsize;
use std::thread;

/// A place for letters.
#[derive(Default)]
struct Letters {
    letters: Mutex<Vec<u32>>,
    arrived: Condvar,
}

impl Letters {
    fn lock(&self) -> MutexGuard<'_, Vec<u32>> {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, letter: u32) {
        self.lock().push(letter);
        self.arrived.notify_one();
    }

    fn take(&self) -> u32 {
        let mut letters = self.lock();
        loop {
            if let Some(letter) = letters.pop() {
                return letter;
            }
            letters = self.arrived.wait(letters).expect("nobody panics");
        }
    }
}

/// So many threads take what as many put there.
fn post(takers: usize, take: impl Fn(&Letters) -> u32 + Sync, put: impl Fn(&Letters, u32) + Sync) {
    Interleavings::of(2 * takers).each(
        Letters::default,
        |letters, who| match who < takers {
            true => take(letters),
            false => {
                put(letters, 7);
                7
            }
        },
        |_, got| equal("the letters", got, vec![7; 2 * takers]),
    );
}

#[test]
fn who_looks_again_after_each_wait_is_accepted() {
    accepts(|| post(1, Letters::take, Letters::put));
    accepts(|| post(2, Letters::take, Letters::put));
    accepts(|| {
        let take = |letters: &Letters| {
            let empty = |letters: &mut Vec<u32>| letters.is_empty();
            let waits = letters.arrived.wait_while(letters.lock(), empty);
            waits.expect("nobody panics").pop().unwrap_or(0)
        };
        post(1, take, Letters::put);
    });
}

#[test]
fn who_does_not_look_again_wakes_up_for_no_reason() {
    refuses(Kind::WrongResult, "thread 0 wakes up for no reason", || {
        let take = |letters: &Letters| {
            let mut waiting = letters.lock();
            if waiting.is_empty() {
                waiting = letters.arrived.wait(waiting).expect("nobody panics");
            }
            waiting.pop().unwrap_or(0)
        };
        post(1, take, Letters::put);
    });
}

#[test]
fn what_is_told_before_somebody_waits_is_lost() {
    let words = "thread 0 waits for a wake-up at the condvar, and nobody is left to wake it";
    let take = |letters: &Letters| {
        let nothing = letters.lock().is_empty();
        if nothing {
            drop(letters.arrived.wait(letters.lock()));
        }
        letters.lock().pop().unwrap_or(7)
    };
    let findings = findings_of(|| post(1, take, Letters::put));
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].observed.contains(words), "{findings:?}");
    assert!(findings[0].observed.contains("wakes nobody at the condvar"));
}

#[test]
fn a_change_that_nobody_is_told_is_refused() {
    refuses(Kind::Hangs, "nobody is left to wake", || {
        post(1, Letters::take, |letters, letter| {
            letters.lock().push(letter)
        });
    });
}

/// One place for a letter: who puts and who takes wait at the same condvar.
#[test]
fn one_that_is_woken_may_be_of_the_wrong_kind() {
    fn swap(letters: &Letters, who: usize, wake: fn(&Condvar)) {
        let puts = who >= 2;
        let mut place = letters.lock();
        while place.is_empty() != puts {
            place = letters.arrived.wait(place).expect("nobody panics");
        }
        match puts {
            true => place.push(7),
            false => place.clear(),
        }
        wake(&letters.arrived);
    }
    let swaps = |wake| {
        Interleavings::of(4).each(
            Letters::default,
            |letters, who| swap(letters, who, wake),
            |_, _| {},
        );
    };
    accepts(|| swaps(Condvar::notify_all));
    refuses(Kind::Hangs, "nobody is left to wake", || {
        swaps(Condvar::notify_one);
    });
}

#[test]
fn who_wakes_up_finds_the_lock_poisoned() {
    let findings = findings_of(|| {
        crate::expect_any_panic();
        Interleavings::of(2).each(
            Letters::default,
            |letters, who| {
                if who == 0 {
                    let waits = letters.arrived.wait_while(letters.lock(), |l| l.is_empty());
                    return waits.is_err();
                }
                thread::scope(|scope| {
                    let panics = scope.spawn(|| {
                        let mut held = letters.lock();
                        held.push(7);
                        letters.arrived.notify_one();
                        panic!("out of tea");
                    });
                    panics.join().is_err()
                })
            },
            |letters, got| {
                let poisoned = letters.letters.is_poisoned();
                equal("poisoned, seen by both", (poisoned, got[1]), (true, true));
            },
        );
    });
    assert_eq!(findings, []);
}

#[test]
fn a_time_is_over_when_nobody_can_go_on_and_takes_none() {
    accepts(|| {
        Interleavings::of(1).each(
            Letters::default,
            |letters, _| {
                let waits =
                    letters
                        .arrived
                        .wait_timeout_while(letters.lock(), ms(3_600_000), |letters| {
                            letters.is_empty()
                        });
                waits.is_ok_and(|(_, over)| over.timed_out())
            },
            |_, got| equal("whether the time was over", got, [true]),
        );
    });
}

#[test]
fn who_stands_back_goes_on_when_nobody_else_can() {
    accepts(|| {
        Interleavings::of(3).each(
            || Mutex::new(0),
            |inside, who| {
                if who == 0 {
                    stand_back("looks");
                    return *inside.lock().expect("nobody panics");
                }
                *inside.lock().expect("nobody panics") += 1;
                0
            },
            |_, got| equal("what was seen at last", got[0], 2),
        );
    });
}

#[test]
fn threads_meet_at_a_barrier_in_every_order() {
    accepts(|| {
        Interleavings::of(3).each(
            || (Barrier::new(3), Mutex::new(0)),
            |(barrier, come), _| {
                let mut leads = 0;
                for round in 1..=2 {
                    *come.lock().expect("nobody panics") += 1;
                    leads += usize::from(barrier.wait().is_leader());
                    let come = *come.lock().expect("nobody panics");
                    equal("whether all had come", come >= 3 * round, true);
                }
                leads
            },
            |_, got| equal("the leaders of two rounds", got.iter().sum::<usize>(), 2),
        );
    });
}

#[test]
fn a_barrier_that_somebody_does_not_come_to_is_refused() {
    let words = "thread 0 waits for a wake-up at the barrier, and nobody is left to wake it";
    refuses(Kind::Hangs, words, || {
        Interleavings::of(2).each(
            || Barrier::new(2),
            |barrier, who| who == 1 || barrier.wait().is_leader(),
            |_, _| {},
        );
    });
}

/// A thread parks until a letter is there.
fn parks(wait: fn(&AtomicBool)) {
    Interleavings::of(2).each(
        || (AtomicBool::new(false), Mutex::new(None)),
        |(there, reader), who| {
            if who == 0 {
                *reader.lock().expect("nobody panics") = Some(shim_thread::current());
                wait(there);
                return there.load(SeqCst);
            }
            there.store(true, SeqCst);
            let reader = reader.lock().expect("nobody panics").clone();
            reader.inspect(Thread::unpark);
            true
        },
        |_, got| equal("whether the letter is there", got, [true, true]),
    );
}

#[test]
fn who_parks_looks_before_and_again() {
    accepts(|| {
        parks(|there| {
            while !there.load(SeqCst) {
                shim_thread::park();
            }
        });
    });
    refuses(Kind::WrongResult, "thread 0 wakes up for no reason", || {
        parks(|there| {
            if !there.load(SeqCst) {
                shim_thread::park();
            }
        });
    });
    refuses(Kind::Hangs, "nobody is left to wake it", || {
        parks(|_| shim_thread::park());
    });
}

#[test]
fn who_looks_again_and_again_has_to_sleep() {
    let waits = |wait: fn(&Letters) -> u32| {
        Interleavings::of(2).who_waits_sleeps().each(
            Letters::default,
            |letters, who| match who {
                0 => wait(letters),
                _ => {
                    letters.put(7);
                    0
                }
            },
            |_, got| equal("the letters", got, [7, 0]),
        );
    };
    accepts(|| waits(Letters::take));
    refuses(
        Kind::BusyWaits,
        "thread 0 did the same hundreds of times",
        || {
            waits(|letters| {
                loop {
                    if let Some(letter) = letters.lock().pop() {
                        return letter;
                    }
                }
            });
        },
    );
    refuses(
        Kind::BusyWaits,
        "thread 0 did the same hundreds of times",
        || {
            waits(|letters| {
                loop {
                    thread::yield_now();
                    let Ok(mut letters) = letters.letters.try_lock() else {
                        continue;
                    };
                    if let Some(letter) = letters.pop() {
                        return letter;
                    }
                }
            });
        },
    );
    // Many steps are no loop without an end.
    accepts(|| {
        waits(|letters| {
            for _ in 0..90 {
                drop(letters.lock());
            }
            letters.take()
        });
    });
}

/// Two who need different things are inside at once, in every order: or nobody is.
#[test]
fn who_stands_back_inside_sees_who_else_gets_in() {
    let both_inside = |enter: &(dyn Fn(usize, &dyn Fn()) + Sync)| {
        Interleavings::of(2).each(
            || (AtomicUsize::new(0), AtomicUsize::new(0)),
            |(inside, most), who| {
                enter(who, &|| {
                    most.fetch_max(1 + inside.fetch_add(1, SeqCst), SeqCst);
                    stand_back("is inside");
                    inside.fetch_sub(1, SeqCst);
                });
            },
            |(_, most), _| equal("the most who were inside", most.load(SeqCst), 2),
        );
    };
    let accounts = [Mutex::new(()), Mutex::new(())];
    accepts(|| {
        both_inside(&|who, inside| {
            let _account = accounts[who].lock();
            inside();
        });
    });
    let bank = Mutex::new(());
    refuses(Kind::WrongResult, "inside is 1, expected 2", || {
        both_inside(&|_, inside| {
            let _bank = bank.lock();
            inside();
        });
    });
    // A lock that is no shim is waited for outside.
    let bank = std::sync::Mutex::new(());
    refuses(Kind::WrongResult, "inside is 1, expected 2", || {
        both_inside(&|_, inside| {
            let _bank = bank.lock();
            inside();
        });
    });
}
