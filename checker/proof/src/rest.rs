//! The end of a test that found nothing: threads that are on their way to a panic
//! get there first. A test that sees its result goes on at once, and the thread
//! that made it may have another line to run.

use crate::{ThreadWatch, channel};
use lab::ms;
use std::thread;
use std::time::{Duration, Instant};

/// Who works for this long, while nothing is left to be done, works on for ever.
const BUSY: Duration = ms(20);
/// On a machine that has no processor for them, threads get this long.
const PATIENCE: Duration = ms(1_000);

/// Wait until all other threads sleep, or something is found, or one of them
/// works on and on: what becomes of that is not for this test to see.
pub(crate) fn of_all_others() {
    wait_for(ThreadWatch::everybody_else(), &channel::refused);
}

fn wait_for(others: ThreadWatch, over: &dyn Fn() -> bool) {
    let Some(first) = others.times() else { return };
    let begun = Instant::now();
    let mut last = first;
    // A thread that never ran was not even started.
    if first.asleep && first.cpu == Duration::ZERO {
        return;
    }
    while !over() && begun.elapsed() < PATIENCE {
        thread::sleep(ms(1));
        let Some(now) = others.times() else { return };
        // One that waits for a page of memory looks asleep, too, and then runs.
        let rests = now.asleep && last.asleep && now.cpu == last.cpu && now.naps == last.naps;
        if rests || now.cpu.saturating_sub(first.cpu) >= BUSY {
            return;
        }
        last = now;
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::channel;

    /// A thread that does `work`, watched from its beginning on, and then sleeps.
    fn watched(work: impl FnOnce() + Send + 'static) -> (ThreadWatch, impl Sized) {
        let (tell, told) = channel();
        let (keep, kept) = channel::<()>();
        thread::spawn(move || {
            tell.send(ThreadWatch::this_thread()).unwrap();
            work();
            let _ = kept.recv();
        });
        (told.recv().unwrap(), keep)
    }

    fn burn(time: Duration) {
        let me = ThreadWatch::this_thread();
        let spent = || me.cpu().unwrap_or(time);
        let until = spent() + time;
        while spent() < until {}
    }

    #[test]
    fn a_thread_comes_to_the_end_of_what_it_does() {
        static DONE: AtomicBool = AtomicBool::new(false);
        let (watch, _keep) = watched(|| {
            burn(ms(5));
            DONE.store(true, Ordering::SeqCst);
        });
        wait_for(watch, &|| false);
        assert!(DONE.load(Ordering::SeqCst));
    }

    #[test]
    fn nobody_waits_for_a_thread_that_never_rests_or_for_a_verdict_that_is_there() {
        static OVER: AtomicBool = AtomicBool::new(false);
        let (watch, _keep) = watched(|| {
            while !OVER.load(Ordering::SeqCst) {
                std::hint::spin_loop()
            }
        });
        wait_for(watch, &|| true);
        wait_for(watch, &|| false);
        OVER.store(true, Ordering::SeqCst);
    }
}
