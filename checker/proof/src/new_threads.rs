//! Threads that were started, however short they lived.

use crate::refusal::{finding, refuse};
use report::Kind;
use std::thread;

/// Counts the threads that are started from here on, by the answer or by a runtime
/// for it.
#[derive(Debug)]
pub struct NewThreads {
    first: Option<u64>,
}

impl NewThreads {
    /// Count from here.
    #[must_use]
    pub fn from_now() -> Self {
        Self {
            first: next_number(),
        }
    }

    /// None was started since.
    pub fn are_none(&self) {
        let count = match (self.first, next_number()) {
            (Some(first), Some(last)) => (last - first).saturating_sub(1),
            _ => 0,
        };
        if count > 0 {
            refuse(finding(
                Kind::TooConcurrent,
                match count {
                    1 => "a thread was started".to_owned(),
                    count => format!("{count} threads were started"),
                },
                "all of this has to be done by the thread that was there",
                "which call starts a thread, or hands work to one?",
            ));
        }
    }
}

/// The standard library numbers its threads, so one more of them tells how many
/// there were before it: also those that have ended.
fn next_number() -> Option<u64> {
    let probe = thread::Builder::new().spawn(|| ()).ok()?;
    let id = format!("{:?}", probe.thread().id());
    let _ = probe.join();
    id.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, findings_of};

    // Other tests of this program start threads too, so there is no exact count here.
    #[test]
    fn threads_are_numbered() {
        let (first, second) = (next_number(), next_number());
        assert!(first.is_some() && first < second, "{first:?} {second:?}");
    }

    #[test]
    fn a_thread_that_has_ended_is_counted_too() {
        let findings = findings_of(|| {
            let threads = NewThreads::from_now();
            let _ = thread::spawn(|| ()).join();
            threads.are_none();
        });
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].kind, Kind::TooConcurrent);
    }

    #[test]
    fn where_no_thread_can_be_started_nothing_is_known() {
        accepts(|| NewThreads { first: None }.are_none());
    }
}
