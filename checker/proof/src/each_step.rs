//! A call that is held up at each of its steps in turn, while something else happens.

use crate::pace::Pace;
use crate::step::{self, held_at, held_later_at, operations_from_there, operations_of};
use crate::worst_moment::WorstMoment;
use std::task::Waker;

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

/// A call has some dozens of steps, or some hundreds.
const MOST: usize = 200;

/// Make `call` again and again, and hold it each time before another one of the operations
/// on what threads share, until `meanwhile` has come about: the last one, the first one, the
/// last but one, and so on. At first it is held nowhere, and `meanwhile` comes after it. A
/// call that has to be held to come to its end needs somebody else who ends it.
pub fn at_each_step(make: impl Fn() -> Attempt) {
    let held = |step, moment: &WorstMoment, call: Box<dyn FnOnce()>| {
        held_at(step, || moment.comes(), call);
    };
    each_step(make, held, operations_of, |steps| {
        Box::new(from_both_ends(steps))
    });
}

/// A call of [`Attempt`] in which a long way leads to what the test is about: it is not held
/// before something in the hands of the test, which it comes by, has called
/// [`held_from_here`]. From there on it is held before and after each operation, until it has
/// come to something that is told the checker, as a call of `lab` or of [`crate::Work`], or
/// calls that again.
pub fn at_each_step_from_there(make: impl Fn() -> Attempt) {
    let held = |step, moment: &WorstMoment, call: Box<dyn FnOnce()>| {
        held_later_at(step, || moment.comes(), call);
    };
    each_step(make, held, operations_from_there, |steps| {
        Box::new(every_second_first(steps))
    });
}

/// A call of [`at_each_step_from_there`] has come to what the test is about, on its own
/// thread. Anywhere else nothing happens.
pub fn held_from_here() {
    step::from_here();
}

/// `held_at` and `operations_of`, or those that count from there, and in which order.
fn each_step(
    make: impl Fn() -> Attempt,
    held: impl Fn(usize, &WorstMoment, Box<dyn FnOnce()>),
    operations: impl Fn(Box<dyn FnOnce()>) -> usize,
    order: impl Fn(usize) -> Box<dyn Iterator<Item = usize>>,
) {
    let attempt = make();
    let steps = operations(attempt.call);
    let moment = WorstMoment::of(Waker::noop().clone(), attempt.meanwhile);
    moment.is_over();
    (attempt.then)();
    // Whoever is led first in a process may have had to prepare it.
    let pace = Pace::begins();
    for step in order(steps).take(MOST) {
        if pace.is_over() {
            return;
        }
        let attempt = make();
        let moment = WorstMoment::of(Waker::noop().clone(), attempt.meanwhile);
        held(step, &moment, attempt.call);
        moment.is_over();
        (attempt.then)();
    }
}

/// A time that is too short for all leaves out those in the middle.
fn from_both_ends(steps: usize) -> impl Iterator<Item = usize> {
    (0..steps).map(move |turn| match turn % 2 {
        0 => steps - 1 - turn / 2,
        _ => turn / 2,
    })
}

/// Before each operation, and then after each. Whatever another thread may spoil ends with an
/// operation, and on a busy machine there is time for half of them.
fn every_second_first(steps: usize) -> impl Iterator<Item = usize> {
    let before = from_both_ends(steps.div_ceil(2)).map(|step| 2 * step);
    before.chain(from_both_ends(steps / 2).map(|step| 2 * step + 1))
}

#[cfg(all(test, target_os = "linux", target_arch = "x86_64"))]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::{Arc, Mutex};

    #[test]
    fn each_step_has_its_turn_once() {
        assert_eq!(from_both_ends(0).next(), None);
        assert_eq!(from_both_ends(4).collect::<Vec<_>>(), [3, 0, 2, 1]);
        assert_eq!(from_both_ends(5).collect::<Vec<_>>(), [4, 0, 3, 1, 2]);
        assert_eq!(every_second_first(0).next(), None);
        assert_eq!(every_second_first(1).collect::<Vec<_>>(), [0]);
        assert_eq!(every_second_first(4).collect::<Vec<_>>(), [2, 0, 3, 1]);
        assert_eq!(every_second_first(5).collect::<Vec<_>>(), [4, 0, 2, 3, 1]);
    }

    #[test]
    fn a_call_may_start_a_thread() {
        let ended = Arc::<AtomicU32>::default();
        at_each_step(|| {
            let inside = ended.clone();
            Attempt {
                call: Box::new(move || {
                    let thread = std::thread::spawn(move || inside.fetch_add(1, Ordering::SeqCst));
                    assert!(thread.join().is_ok());
                }),
                meanwhile: Box::new(|| {}),
                then: Box::new(|| {}),
            }
        });
        assert!(ended.load(Ordering::SeqCst) > 2);
    }

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

    /// Nothing but a plain load and a plain store: the processor has no sign for them.
    #[test]
    fn something_comes_before_an_operation_of_a_library() {
        #![expect(
            unsafe_code,
            reason = "a function of a library stands for an atomic one"
        )]
        let lost = Arc::new(AtomicU32::new(0));
        let seen = lost.clone();
        at_each_step(move || {
            let (flag, lost) = (Arc::new(AtomicU32::new(0)), lost.clone());
            let (own, other) = (flag.clone(), flag.clone());
            Attempt {
                call: Box::new(move || {
                    let before = own.load(Ordering::Acquire);
                    // SAFETY: it only asks.
                    let _ = unsafe { libc::getppid() };
                    own.store(before, Ordering::Release);
                }),
                meanwhile: Box::new(move || other.store(1, Ordering::Release)),
                then: Box::new(move || {
                    lost.fetch_add(1 - flag.load(Ordering::Acquire), Ordering::SeqCst);
                }),
            }
        });
        assert_eq!(seen.load(Ordering::SeqCst), 1);
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
        assert!(
            [10, 11, 12].iter().all(|steps| seen.contains(steps)),
            "{seen:?}"
        );
        assert!(!seen.contains(&0), "{seen:?}");
        // Nobody waits for it here.
        held_from_here();
    }
}
