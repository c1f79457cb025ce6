//! What a test holds the answer to, quoted from the text of the exercise. What has
//! to come about before a test may return is in `obligation.rs`.

use crate::channel;
use report::{Kind, Message, Promises};
use std::sync::{Mutex, MutexGuard, PoisonError};

static PROMISES: Mutex<Promises> = Mutex::new(Promises::NONE);

/// From now on the test holds the answer to this:
/// `promise("It takes as long as the slower request alone.")`.
///
/// The words stand in a comment of the exercise: a sentence or a part of one,
/// whitespace and line breaks aside. `dev check` looks for them, so they are written
/// down here, and nothing is put together. A test that asks several things names
/// each promise in its turn.
pub fn promise(text: &str) {
    name(text, None);
}

/// Findings of this kind break another promise than the one that the test is
/// about: `promise_against(Kind::BlocksRuntime, "No thread is blocked meanwhile.")`.
pub fn promise_against(kind: Kind, text: &str) {
    name(text, Some(kind));
}

fn name(text: &str, against: Option<Kind>) {
    let text = text.to_owned();
    promises().name(text.clone(), against);
    channel::send(&Message::Promised { text, against });
}

/// The promise that a finding of this kind breaks.
pub(crate) fn broken_by(kind: Kind) -> Option<String> {
    promises().broken_by(kind).map(str::to_owned)
}

/// Whether findings of this kind break another promise than the one that the test is
/// about.
pub(crate) fn is_beside_the_test(kind: Kind) -> bool {
    promises().against(kind).is_some()
}

/// For tests of the instruments: a promise is the process's.
#[cfg(test)]
pub(crate) fn forget() {
    *promises() = Promises::NONE;
}

fn promises() -> MutexGuard<'static, Promises> {
    PROMISES.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::obligation::called;
    use crate::panics::record_payload;
    use crate::refusal::{equal, findings_of, is_in_voice};

    const SUM: &str = "It returns the sum.";
    const REST: &str = "No thread is blocked meanwhile.";

    #[track_caller]
    fn breaks(instrument: impl FnOnce()) -> Option<String> {
        let findings = findings_of(instrument);
        assert_eq!(findings.len(), 1, "{findings:?}");
        is_in_voice(&findings[0]);
        findings[0].promised.clone()
    }

    #[test]
    fn what_is_found_breaks_the_promise_of_its_time() {
        assert_eq!(breaks(|| equal("the sum", 3, 4)), None);
        let broken = breaks(|| {
            promise("It ends.");
            promise(SUM);
            promise_against(Kind::BlocksRuntime, REST);
            equal("the sum", 3, 4);
        });
        assert_eq!(broken.as_deref(), Some(SUM));
    }

    #[test]
    fn a_panic_breaks_the_current_promise_too() {
        let broken = breaks(|| {
            promise(SUM);
            promise_against(Kind::BlocksRuntime, REST);
            record_payload(&"out of tea");
        });
        assert_eq!(broken.as_deref(), Some(SUM));
        let broken = breaks(|| {
            promise(SUM);
            promise_against(Kind::Panicked, REST);
            record_payload(&"out of tea");
        });
        assert_eq!(broken.as_deref(), Some(REST));
    }

    #[test]
    fn what_never_comes_about_breaks_the_promise_that_asked_for_it() {
        let broken = breaks(|| {
            promise(SUM);
            let work = called("`count`", || 7);
            promise("It ends.");
            drop(work);
        });
        assert_eq!(broken.as_deref(), Some(SUM));
    }
}
