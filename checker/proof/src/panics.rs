//! Panics in any thread or task become findings, also where the answer's code
//! swallows them.

use crate::channel;
use instrument::observe;
use instrument::turns::is_abandoned;
use report::{Finding, Kind, Location};
use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, PanicHookInfo, catch_unwind, panic_any};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

static EXPECTED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Panics with this message are part of the exercise, from now on: they are not
/// findings, unless one of them ends the test. A panic that only quotes the
/// message, as `unwrap` does, is another panic.
pub fn expect_panic(message: &str) {
    let mut expected = EXPECTED.lock().unwrap_or_else(PoisonError::into_inner);
    expected.push(message.to_owned());
}

static ANY_EXPECTED: AtomicBool = AtomicBool::new(false);

/// Whatever panics is part of the exercise, from now on: for a test of what becomes of
/// a panic, which may come out with another message than it went in with. Only one
/// that ends the test is a finding.
pub fn expect_any_panic() {
    ANY_EXPECTED.store(true, Ordering::SeqCst);
}

/// What only our own hook knows, and takes as a sign that it is still there.
struct Probe;

thread_local! {
    static LANE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Call this thread so where a finding speaks of it: a name that the system knows
/// would tell the answer which test is run.
pub(crate) fn call_this_thread(lane: String) {
    LANE.set(Some(lane));
}

static PROBED: AtomicBool = AtomicBool::new(false);

/// Report panics rather than print them.
///
/// What cannot be seen: a panic in a thread or a task that the answer's code
/// swallows, while it has a hook of its own that it takes back afterwards; and
/// what unwinds without a panic, by `resume_unwind`.
pub(crate) fn install_hook() {
    panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        if info.payload().is::<Probe>() {
            PROBED.store(true, Ordering::SeqCst);
            return;
        }
        // Who only unwinds out of a run that is stuck has nothing to say.
        if is_abandoned() {
            return;
        }
        observe::panics_here();
        let location = info.location().map(|place| Location {
            file: place.file().to_owned(),
            line: place.line(),
            column: place.column(),
        });
        record(&message_of(info.payload()), location);
    }));
}

/// Refuse an answer that replaced the hook and left it so: nobody knows what
/// panicked since. A hook that calls the one before it is welcome.
pub(crate) fn find_a_replaced_hook() {
    PROBED.store(false, Ordering::SeqCst);
    let _ = catch_unwind(|| panic_any(Probe));
    if !PROBED.load(Ordering::SeqCst) {
        channel::record(Finding {
            kind: Kind::Forbidden,
            observed: "the code replaced the panic hook of the whole program".to_owned(),
            promised: None,
            meaning: "a panic in a thread or a task would not be seen by anybody".to_owned(),
            look_at: "`set_hook` or `take_hook`: what is it for here?".to_owned(),
            location: None,
        });
    }
}

/// Report a panic that ended the test, of which only the payload is known. Here
/// no panic is expected: the answer passed it on.
pub(crate) fn record_payload(payload: &(dyn Any + Send)) {
    channel::record(explain(&message_of(payload), &place(), None));
}

fn record(message: &str, location: Option<Location>) {
    let expected = EXPECTED.lock().unwrap_or_else(PoisonError::into_inner);
    let announced = expected.iter().any(|known| known == message);
    drop(expected);
    if !announced && !ANY_EXPECTED.load(Ordering::SeqCst) {
        channel::record(explain(message, &place(), location));
    }
}

fn explain(message: &str, place: &str, location: Option<Location>) -> Finding {
    let (_, meaning, look_at) = KNOWN
        .iter()
        .find(|(part, _, _)| message.contains(part))
        .unwrap_or(&ANY);
    Finding {
        kind: Kind::Panicked,
        observed: format!("a panic in {place}: {message}"),
        promised: None,
        meaning: (*meaning).to_owned(),
        look_at: (*look_at).to_owned(),
        location,
    }
}

fn place() -> String {
    if tokio::task::try_id().is_some() {
        return "a spawned task".to_owned();
    }
    if let Some(lane) = LANE.with_borrow(Clone::clone) {
        return format!("`{lane}`");
    }
    match thread::current().name() {
        Some("main") => "the main thread".to_owned(),
        Some(name) => format!("thread `{name}`"),
        None => "a spawned thread".to_owned(),
    }
}

fn message_of(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "a panic without a message".to_owned()
    }
}

type Known = (&'static str, &'static str, &'static str);

const ANY: Known = (
    "",
    "the code stopped where it must go on",
    "the line that panicked: which case does it not expect?",
);

/// Messages of std and tokio that a lesson explains.
const KNOWN: [Known; 14] = [
    (
        "not yet implemented",
        "a `todo!()` is still in its place",
        "the `TODO` in the exercise",
    ),
    (
        "Cannot start a runtime from within a runtime",
        "`block_on` was called inside of async code, where it would block the thread that runs the futures",
        "how does an async function wait for a future?",
    ),
    (
        "Cannot drop a runtime in a context where blocking is not allowed",
        "a runtime was dropped inside of async code, and dropping one waits for its threads",
        "who owns the runtime, and on which thread does its owner end?",
    ),
    (
        "there is no reactor running",
        "something of tokio was used where no runtime runs",
        "which thread runs this code, and who polls it?",
    ),
    (
        "can call blocking only when running on the multi-threaded runtime",
        "`block_in_place` needs other worker threads, and this runtime has only one",
        "which call moves blocking work to a thread of its own?",
    ),
    (
        "Cannot block the current thread from within a runtime",
        "a blocking call of tokio was made inside of async code",
        "what is the async form of this call?",
    ),
    (
        "resumed after completion",
        "a future was polled again after it was ready",
        "where is it remembered that the future is done?",
    ),
    (
        "resumed after panicking",
        "a future was polled again after it panicked",
        "the first panic",
    ),
    (
        "JoinError::Panic",
        "the panic of one task was passed on and stopped the others",
        "what does awaiting a `JoinHandle` return?",
    ),
    (
        "`Result::unwrap()` on an `Err` value: Any { .. }",
        "the panic of another thread was passed on to the one that joined it",
        "what does the `join` of a `JoinHandle` return?",
    ),
    (
        "a scoped thread panicked",
        "a scope passes on the panic of a thread that nobody has joined",
        "what does the `join` of a scoped thread return?",
    ),
    (
        "RefCell already borrowed",
        "a `RefCell` was to be changed while it was still borrowed: further up, a borrow is not over",
        "the borrow that is still open, perhaps in the head of a loop: when does it end?",
    ),
    (
        "RefCell already mutably borrowed",
        "a `RefCell` was to be used while it was still borrowed to be changed",
        "the borrow that is still open, perhaps in the head of a loop: when does it end?",
    ),
    (
        "PoisonError",
        "a thread panicked while it held this lock",
        "the first panic",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::AssertUnwindSafe;

    #[test]
    fn a_nested_runtime_is_explained() {
        let message = "Cannot start a runtime from within a runtime. This happens because …";
        let finding = explain(message, "a spawned task", None);
        assert!(finding.meaning.contains("`block_on`"), "{finding:?}");
        assert!(finding.observed.contains("a spawned task"), "{finding:?}");
    }

    #[test]
    fn a_panic_that_was_joined_and_unwrapped_is_explained() {
        let joined = || -> std::thread::Result<()> { Err(Box::new("out of tea")) };
        let unwrapped = catch_unwind(AssertUnwindSafe(|| joined().unwrap()));
        let message = unwrapped.map_err(|panic| message_of(&*panic)).err();
        let finding = explain(&message.unwrap_or_default(), "the main thread", None);
        assert!(finding.meaning.contains("another thread"), "{finding:?}");
    }

    #[test]
    fn each_known_panic_is_a_phrase_that_explains() {
        for (message, meaning, look_at) in KNOWN {
            let finding = explain(message, "the main thread", None);
            assert_eq!((&*finding.meaning, &*finding.look_at), (meaning, look_at));
            crate::refusal::is_in_voice(&finding);
        }
        crate::refusal::is_in_voice(&explain("out of tea", "the main thread", None));
    }

    #[test]
    fn a_payload_without_words_is_a_panic_too() {
        assert_eq!(message_of(&"tea"), "tea");
        assert_eq!(message_of(&"tea".to_owned()), "tea");
        assert_eq!(message_of(&7), "a panic without a message");
    }
}
