use super::*;
use crate::refusal::{accepts, refuses};
use std::cell::Cell;
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

#[test]
fn a_thread_that_sleeps_until_it_is_told_is_accepted() {
    accepts(|| {
        let watch = ThreadWatch::this_thread();
        let (tell, told) = mpsc::channel();
        let teller = thread::spawn(move || {
            watch.falls_asleep("wait");
            tell.send(())
        });
        assert!(told.recv().is_ok());
        assert!(teller.join().is_ok());
    });
}

thread_local! {
    pub(super) static OTHER: Cell<Option<ThreadWatch>> = const { Cell::new(None) };
}

/// `work` goes on in another thread than the one that waits, and sleeps.
fn beside_a_sleeper(work: impl Fn() + Send) {
    let (over, begin) = (AtomicBool::new(false), mpsc::channel());
    let (show, shown) = mpsc::channel();
    let (tell, told) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let over = &over;
        let work = move || {
            let _ = show.send(ThreadWatch::this_thread());
            while !over.load(Ordering::Acquire) {
                work();
            }
        };
        scope.spawn(work);
        scope.spawn(move || {
            let _ = begin.0.send(ThreadWatch::this_thread());
            let _ = told.recv();
        });
        OTHER.set(shown.recv().ok());
        if let Ok(sleeper) = begin.1.recv() {
            sleeper.falls_asleep("wait");
        }
        over.store(true, Ordering::Release);
        drop(tell);
    });
}

#[test]
fn who_spins_in_place_of_the_one_that_waits_is_refused() {
    refuses(
        Kind::BusyWaits,
        "another thread than that of `wait`",
        || {
            beside_a_sleeper(hint::spin_loop);
        },
    );
}

#[test]
fn who_looks_now_and_then_in_place_of_the_one_that_waits_is_refused() {
    refuses(
        Kind::BusyWaits,
        "another thread than that of `wait`",
        || {
            beside_a_sleeper(|| thread::park_timeout(ms(14)));
        },
    );
}

/// A thread that wakes up a thousand times a second to look.
fn look_again_and_again(watcher: impl FnOnce(ThreadWatch) + Send) {
    let watch = ThreadWatch::this_thread();
    let ready = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            watcher(watch);
            ready.store(true, Ordering::Release);
        });
        while !ready.load(Ordering::Acquire) {
            thread::sleep(ms(1));
        }
    });
}

#[test]
fn who_wants_to_run_all_the_time_spins_however_little_it_gets() {
    let times = |cpu: u64, starved: u64, at: u64| ThreadTimes {
        cpu: ms(cpu),
        starved: ms(starved),
        naps: 0,
        asleep: false,
        at: ms(at),
    };
    let check =
        |cpu: u64, starved: u64| never_slept(times(5, 90, 70), times(5 + cpu, 90 + starved, 1_070));
    assert!(check(20, 900));
    // It was on its way to sleep, and had no chance to get there.
    assert!(!check(2, 950));
    // It slept for a while.
    assert!(!check(20, 500));
}

#[test]
fn a_thread_that_sleeps_a_little_and_looks_is_refused() {
    refuses(Kind::BusyWaits, "woke up again and again", || {
        look_again_and_again(|watch| watch.falls_asleep("wait"));
    });
}

#[test]
fn a_thread_that_only_has_to_settle_may_do_as_it_likes() {
    accepts(|| look_again_and_again(|watch| watch.settles()));
}

#[test]
fn a_thread_that_spins_is_refused() {
    refuses(Kind::BusyWaits, "nothing to do, `wait` used", || {
        let watch = ThreadWatch::this_thread();
        let ready = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                watch.falls_asleep("wait");
                ready.store(true, Ordering::Release);
            });
            while !ready.load(Ordering::Acquire) {
                hint::spin_loop();
            }
        });
    });
}
