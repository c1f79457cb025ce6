//! From the start of a hidden test's process to its end.

use crate::{ask, channel, held, obligation, observer, panics, refusal, resident, rest, step};
use report::{Control, Message};
use seal::leave;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

static SEED: OnceLock<u64> = OnceLock::new();

/// The `main` of a hidden test: do what the checker asks for.
pub fn run(tests: &[(&str, fn())]) {
    let Some(control) = channel::open() else {
        let words = "This is a hidden test. The workbook runs it: `workbook run NAME`.\n";
        let _ = io::stderr().write_all(words.as_bytes());
        leave(2);
    };
    let Some(wanted) = &control.test else {
        let names = tests.iter().map(|(name, _)| (*name).to_owned()).collect();
        channel::send(&Message::Tests { names });
        leave(0);
    };
    // A test that is not here never starts, and the checker misses it.
    let Some((_, test)) = tests.iter().find(|(name, _)| name == wanted) else {
        leave(0);
    };
    let _ = SEED.set(control.seed);
    #[cfg(unix)]
    crate::parent::adopt_orphans();
    resident::prepare();
    held::prepare();
    step::before_the_seal();
    seal(&control);
    panics::install_hook();
    observer::install();
    channel::send(&Message::Started);
    run_one(*test);
}

/// Nothing of the answer has run yet, and there is one thread: from here on this
/// process has only what the exercise needs.
fn seal(control: &Control) {
    let Some(order) = &control.seal else { return };
    let seal = seal::seal(order);
    ask::sealed();
    channel::send(&Message::Sealed(seal));
    // To become another user is to be forgotten by the death of the checker, for
    // a moment.
    #[cfg(unix)]
    if !channel::is_open() {
        leave(2);
    }
}

/// What this run draws its inputs from. The checker says it; the same seed gives
/// the same run.
#[must_use]
pub fn seed() -> u64 {
    SEED.get().copied().unwrap_or(1)
}

/// Report that the test ended without returning, and end the process. A thread
/// that watches a test which hangs calls this.
pub(crate) fn give_up() -> ! {
    end(false)
}

fn run_one(test: fn()) -> ! {
    match catch_unwind(AssertUnwindSafe(test)) {
        Ok(()) => {
            rest::of_all_others();
            obligation::find_an_open_one();
            panics::find_a_replaced_hook();
            end(true)
        }
        Err(payload) => {
            if !payload.is::<refusal::Refused>() && !channel::refused() {
                // The hook should have said it. Code under test may have
                // replaced the hook.
                panics::record_payload(&*payload);
            }
            end(false)
        }
    }
}

/// The end of a copy of this process, for which nobody waits but its parent.
#[cfg(unix)]
pub(crate) fn leave_as_a_copy(returned: bool) -> ! {
    let _ = io::stdout().flush();
    leave(if returned { 0 } else { 101 })
}

/// The process ends here and now: threads of the answer may still run, and have
/// nothing more to say. Nothing of the answer's is called either, such as the
/// destructors of what belongs to a thread.
fn end(returned: bool) -> ! {
    let _ = io::stdout().flush();
    ask::say_the_last_words(returned);
    leave(0)
}
