//! `skeleton` does the work once, and returns what it returned.

use proof::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

proof::main!(the_work_is_done_once);

fn the_work_is_done_once() {
    promise("Return what `work` returns for 1.");
    let calls = AtomicU32::new(0);
    let result = exercise::skeleton(|number| {
        calls.fetch_add(1, Ordering::Relaxed);
        number + 1
    });
    equal("the result", result, 2);
    promise("Call it once.");
    equal("the number of calls", calls.into_inner(), 1);
}
