//! A call that is held up at each of its steps in turn, while something else happens.

use crate::step::{self, Held, held_at, held_later_at};
use crate::worst_moment::WorstMoment;
use lab::ms;
use std::task::Waker;
use std::time::{Duration, Instant};

/// A call in a world of its own, and what happens in the middle of it.
pub struct Attempt {
    /// On this thread.
    pub call: Box<dyn FnOnce()>,
    /// On another one, at some step of the call. It may wait for what the call holds:
    /// then the call goes on.
    pub meanwhile: Box<dyn FnOnce() + Send>,
    /// What must be so when both are over.
    pub then: Box<dyn FnOnce()>,
}

/// A call has some dozens of steps.
const MOST: usize = 200;

/// On a busy machine fewer are tried.
const LONGEST: Duration = ms(1_000);

/// Make `call` again and again, and hold it before the first operation on what threads
/// share, before the second, and so on, until `meanwhile` has come about. A call that has
/// to be held to come to its end needs somebody else who ends it.
pub fn at_each_step(make: impl Fn() -> Attempt) {
    at_each(make, |step, meanwhile, call| {
        held_at(step, meanwhile, call).1
    });
}

/// As [`at_each_step`], where a long way leads to what the test is about: the call is not
/// held before something in the hands of the test, which it comes by, has called
/// [`held_from_here`]. From there on it is held before and after each operation, and after
/// some ten thousand instructions not any more.
pub fn at_each_step_from_there(make: impl Fn() -> Attempt) {
    at_each(make, |step, meanwhile, call| {
        held_later_at(step, meanwhile, call).1
    });
}

/// A call of [`at_each_step_from_there`] has come to what the test is about, on its own
/// thread. Anywhere else nothing happens.
pub fn held_from_here() {
    step::from_here();
}

type Meanwhile<'a> = &'a (dyn Fn() + Sync);

fn at_each(
    make: impl Fn() -> Attempt,
    held: impl Fn(usize, Meanwhile<'_>, Box<dyn FnOnce()>) -> Held,
) {
    let begun = Instant::now();
    for step in 0..MOST {
        let attempt = make();
        let moment = WorstMoment::of(Waker::noop().clone(), attempt.meanwhile);
        let held = held(step, &|| moment.comes(), attempt.call);
        moment.is_over();
        (attempt.then)();
        if held == Held::Never || begun.elapsed() > LONGEST {
            return;
        }
    }
}

#[cfg(all(test, target_os = "linux", target_arch = "x86_64"))]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::{Arc, Mutex};

    #[test]
    fn something_comes_between_any_two_steps() {
        let (seen, inside) = (
            Arc::new(Mutex::new(Vec::new())),
            Arc::<AtomicU32>::default(),
        );
        at_each_step(|| {
            let steps = Arc::new(AtomicU32::new(0));
            let (own, other) = (steps.clone(), steps.clone());
            let (seen, calls) = (seen.clone(), inside.clone());
            Attempt {
                call: Box::new(move || {
                    own.fetch_add(1, Ordering::SeqCst);
                    own.fetch_add(1, Ordering::SeqCst);
                }),
                meanwhile: Box::new(move || {
                    seen.lock().unwrap().push(other.load(Ordering::SeqCst));
                }),
                then: Box::new(move || {
                    calls.fetch_add(1, Ordering::SeqCst);
                }),
            }
        });
        let seen = seen.lock().unwrap();
        assert!(
            [0, 1, 2].iter().all(|steps| seen.contains(steps)),
            "{seen:?}"
        );
        assert_eq!(inside.load(Ordering::SeqCst) as usize, seen.len());
    }

    #[test]
    fn nothing_comes_before_the_call_says_so() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        at_each_step_from_there(|| {
            let steps = Arc::new(AtomicU32::new(0));
            let (own, other, seen) = (steps.clone(), steps, seen.clone());
            Attempt {
                call: Box::new(move || {
                    own.fetch_add(10, Ordering::SeqCst);
                    held_from_here();
                    own.fetch_add(1, Ordering::SeqCst);
                    own.fetch_add(1, Ordering::SeqCst);
                }),
                meanwhile: Box::new(move || {
                    seen.lock().unwrap().push(other.load(Ordering::SeqCst));
                }),
                then: Box::new(|| {}),
            }
        });
        let seen = seen.lock().unwrap();
        // The last time nobody was held, and it comes afterwards.
        assert!(seen.starts_with(&[10, 11, 11, 12]), "{seen:?}");
        assert!(!seen.contains(&0), "{seen:?}");
        // Nobody waits for it here.
        held_from_here();
    }
}
