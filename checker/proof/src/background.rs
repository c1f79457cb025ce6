//! A call of the exercise on a thread of its own, while the test goes on.

use crate::channel;
use crate::refusal::{Refused, finding, hang, refuse};
use crate::thread_watch::ThreadWatch;
use crate::trouble::none_left;
use crate::watchdog::{self, LOOK, Seen};
use lab::ms;
use report::Kind;
use std::panic::resume_unwind;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, TryRecvError};
use std::thread;
use std::time::Duration;

/// A call that is under way on a thread of its own.
#[derive(Debug)]
pub struct Background<T> {
    what: String,
    result: Receiver<T>,
    watch: ThreadWatch,
}

/// Run `work` on a thread named `what`, and go on.
///
/// # Panics
///
/// If the system has no thread to spare.
pub fn background<T, W>(what: &str, work: W) -> Background<T>
where
    T: Send + 'static,
    W: FnOnce() -> T + Send + 'static,
{
    let (done, result) = mpsc::channel();
    let work = Box::new(move || {
        // Nobody waits for it any more: the test is over.
        let _ = done.send(work());
    });
    Background {
        what: what.to_owned(),
        result,
        watch: start(what, work),
    }
}

impl<T> Background<T> {
    /// What it returned. If it does not return within two seconds, the answer is
    /// refused.
    pub fn result(self) -> T {
        self.result_within(ms(2_000))
    }

    /// What it returned, if it does so within `patience`.
    pub fn result_within(self, patience: Duration) -> T {
        match self.wait(patience) {
            Ok(value) => value,
            Err(RecvTimeoutError::Timeout) => refuse(hang(
                Kind::Hangs,
                format!(
                    "`{}` has not returned after {} ms",
                    self.what,
                    patience.as_millis()
                ),
                "it waits for something that never comes, or its loop does not end",
                "what does it wait for, and who would have to do that?",
            )),
            // An instrument on that thread has said what is wrong.
            Err(RecvTimeoutError::Disconnected) if channel::refused() => {
                resume_unwind(Box::new(Refused))
            }
            Err(RecvTimeoutError::Disconnected) => refuse(finding(
                Kind::Panicked,
                format!("`{}` panicked and returned nothing", self.what),
                "it stopped where it has to go on",
                "the first panic",
            )),
        }
    }

    fn wait(&self, patience: Duration) -> Result<T, RecvTimeoutError> {
        let late = |wait| match self.result.recv_timeout(wait) {
            Err(RecvTimeoutError::Timeout) => None,
            outcome => Some(outcome),
        };
        if let Some(outcome) = late(LOOK.min(patience)) {
            return outcome;
        }
        let before = self.watch.times();
        let mut wait = patience.saturating_sub(LOOK);
        for _ in 0..4 {
            if let Some(outcome) = late(wait) {
                return outcome;
            }
            // A thread that had no chance to run must not be refused.
            if watchdog::look(self.watch, before, patience) != Seen::Starved {
                break;
            }
            wait = patience;
        }
        // It may have returned while we looked.
        self.result.recv_timeout(Duration::ZERO)
    }

    /// It has not returned, and `why` says why it must not.
    pub fn is_under_way(&self, why: &str) {
        if !matches!(self.result.try_recv(), Err(TryRecvError::Empty)) && !channel::refused() {
            refuse(finding(
                Kind::TooEarly,
                format!("`{}` has ended already; {why}", self.what),
                "it takes something for the end that is not",
                "which condition ends it?",
            ));
        }
    }

    /// The thread that it runs on.
    #[must_use]
    pub fn watch(&self) -> ThreadWatch {
        self.watch
    }
}

fn start(what: &str, work: Box<dyn FnOnce() + Send>) -> ThreadWatch {
    let (watch, watched) = mpsc::channel();
    let body = move || {
        let _ = watch.send(ThreadWatch::this_thread());
        work();
    };
    let named = thread::Builder::new().name(what.to_owned());
    let started = named.spawn(body).map_err(|error| error.to_string());
    match started.and_then(|_| watched.recv().map_err(|error| error.to_string())) {
        Ok(watch) => watch,
        Err(error) => none_left("thread", &error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};

    #[test]
    fn a_result_is_handed_over() {
        accepts(|| assert_eq!(background("work", || 7).result(), 7));
    }

    #[test]
    fn a_call_that_never_returns_is_refused() {
        refuses(Kind::Hangs, "`work` has not returned after 30 ms", || {
            background("work", || {
                loop {
                    thread::park();
                }
            })
            .result_within(ms(30))
        });
    }

    #[test]
    fn a_call_that_ends_too_soon_is_refused() {
        let (done, result) = mpsc::channel();
        let call = Background {
            what: "work".to_owned(),
            result,
            watch: ThreadWatch::this_thread(),
        };
        accepts(|| call.is_under_way("somebody waits"));
        assert_eq!(done.send(7), Ok(()));
        refuses(
            Kind::TooEarly,
            "`work` has ended already; somebody waits",
            || call.is_under_way("somebody waits"),
        );
    }

    #[test]
    fn a_call_that_panics_returns_nothing() {
        refuses(
            Kind::Panicked,
            "`work` panicked and returned nothing",
            || {
                let panics = || std::panic::resume_unwind(Box::new("out of tea"));
                background::<(), _>("work", panics).result();
            },
        );
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_thread_of_a_call_can_be_watched() {
        accepts(|| {
            let (tell, told) = mpsc::channel::<()>();
            let call = background("work", move || told.recv().is_ok());
            call.watch().falls_asleep("work");
            assert!(call.watch().cpu().is_some());
            assert!(tell.send(()).is_ok());
            assert!(call.result());
        });
    }
}
