//! What a test has to come to before it may return. An instrument that stands
//! inside of the answer's work sees nothing where the answer never gets there:
//! that is a finding, too. What the exercise's text promises is in `promise.rs`.

use crate::channel;
use crate::refusal::finding;
use report::{Finding, Kind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

static OPEN: Mutex<Vec<Open>> = Mutex::new(Vec::new());

static NEXT: AtomicU64 = AtomicU64::new(0);

/// Something that has not come about yet.
#[derive(Debug)]
struct Open {
    number: u64,
    by: ThreadId,
    otherwise: Finding,
}

/// Something that has to come about before the test returns. Whoever drops it
/// has not kept it.
#[derive(Debug)]
pub(crate) struct Obligation(u64);

impl Obligation {
    /// Otherwise this is found.
    pub(crate) fn or_else(otherwise: Finding) -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        open().push(Open {
            number,
            by: thread::current().id(),
            otherwise,
        });
        Self(number)
    }

    /// `what` is called, with whatever the test has to see in it.
    pub(crate) fn to_call(what: &str) -> Self {
        Self::or_else(finding(
            Kind::WrongResult,
            format!("the test has ended, and {what} was never called to its end"),
            "what comes out is made up, or belongs to something else: the work itself was not done",
            "on which way through the code is the work left out?",
        ))
    }

    /// It has come about.
    pub(crate) fn keep(&self) {
        open().retain(|open| open.number != self.0);
    }
}

/// The test is over: refuse the answer where something has not come about.
pub(crate) fn find_an_open_one() {
    let this_thread = thread::current().id();
    // Our own tests share a process, and each has a thread.
    let is_ours = |open: &Open| !cfg!(test) || open.by == this_thread;
    let left: Vec<Open> = open().extract_if(.., |open| is_ours(open)).collect();
    if let Some(first) = left.into_iter().next().filter(|_| !channel::refused()) {
        channel::record(first.otherwise);
    }
}

fn open() -> MutexGuard<'static, Vec<Open>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `work`, which the answer has to call, and which has to come to its end, before
/// the test returns. It has the same type whatever is handed in: who is given it
/// learns nothing of the test.
pub fn called<'a, T: 'a>(
    what: &str,
    work: impl FnOnce() -> T + Send + 'a,
) -> Box<dyn FnOnce() -> T + Send + 'a> {
    let obligation = Obligation::to_call(what);
    Box::new(move || {
        let value = work();
        obligation.keep();
        value
    })
}

/// As [`called`], for work that is given something.
pub fn called_with<'a, A: ?Sized + 'a, T: 'a>(
    what: &str,
    work: impl FnOnce(&A) -> T + Send + 'a,
) -> Box<dyn FnOnce(&A) -> T + Send + 'a> {
    let obligation = Obligation::to_call(what);
    Box::new(move |argument| {
        let value = work(argument);
        obligation.keep();
        value
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

    #[test]
    fn work_that_is_called_is_accepted() {
        accepts(|| assert_eq!(called("`count`", || 7)(), 7));
        accepts(|| assert_eq!(called_with("`sum`", |list: &[u64]| list.len())(&[1, 2]), 2));
    }

    #[test]
    fn work_that_is_never_called_is_a_finding() {
        let words = "`count` was never called to its end";
        refuses(Kind::WrongResult, words, || drop(called("`count`", || 7)));
        refuses(Kind::WrongResult, "`sum` was never", || {
            drop(called_with("`sum`", |list: &[u64]| list.len()));
        });
    }

    #[test]
    fn work_that_is_left_by_unwinding_was_not_done() {
        refuses(Kind::WrongResult, "`count` was never", || {
            let work = called("`count`", || resume_unwind(Box::new("tea")));
            assert!(catch_unwind(AssertUnwindSafe(work)).is_err());
        });
    }
}
