//! `skeleton` returns what the work returned, and does it once.

use exercise::skeleton;
use std::sync::atomic::{AtomicU32, Ordering};

#[test]
fn the_work_is_done_once() {
    let calls = AtomicU32::new(0);
    let result = skeleton(|number| {
        calls.fetch_add(1, Ordering::Relaxed);
        number + 1
    });
    assert_eq!((result, calls.into_inner()), (2, 1));
}
