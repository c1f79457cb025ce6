//! What is seen of the threads of a real process, which is this one. It is the
//! only test of its binary, so that nobody else works here.

#![cfg(target_os = "linux")]

use report::{ThreadTimes, Threads};
use std::hint;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn everybody_else_sleeps_when_each_of_them_does() {
    let (wake, woken) = mpsc::channel::<()>();
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(move || woken.recv());
        comes_true("the others sleep", || others().asleep);
        let everybody = look(Threads::AllBut(0));
        assert!(everybody.is_some_and(|all| !all.asleep), "this one looks");

        let before = others();
        let works = || {
            while !over.load(Ordering::Relaxed) {
                hint::spin_loop();
            }
        };
        let named = thread::Builder::new().name("feeder".to_owned());
        assert!(named.spawn_scoped(scope, works).is_ok());
        comes_true("one of them works", || {
            let now = others();
            !now.asleep && now.cpu > before.cpu
        });
        comes_true("it is the one that has worked most", || {
            let name = ThreadTimes::busiest(Path::new("/proc/self"), this_thread());
            name.as_deref() == Some("feeder")
        });

        over.store(true, Ordering::Relaxed);
        comes_true("the others sleep again", || others().asleep);
        drop(wake);
    });
    let naps = || look(Threads::One(this_thread())).map(|times| times.naps);
    let before = naps();
    comes_true("it slept", || {
        // Once it may be woken at once: whoever ended the scope wakes this thread.
        thread::park_timeout(Duration::from_millis(1));
        naps() > before
    });
    assert_eq!(look(Threads::One(-1)), None);
}

/// All threads but this one.
fn others() -> ThreadTimes {
    look(Threads::AllBut(this_thread())).expect("this system tells of threads")
}

fn this_thread() -> i32 {
    rustix::thread::gettid().as_raw_nonzero().get()
}

fn look(threads: Threads) -> Option<ThreadTimes> {
    ThreadTimes::look(Path::new("/proc/self"), threads, Duration::ZERO)
}

fn comes_true(what: &str, condition: impl Fn() -> bool) {
    let begun = Instant::now();
    while !condition() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what}");
        thread::yield_now();
    }
}
