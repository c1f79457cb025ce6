//! A test that has found a reason to refuse the answer soon comes to its end.

use crate::{harness, observer};
use lab::ms;
use std::thread;
use std::time::Duration;

/// Enough for what belongs to the picture. What takes longer hangs, or waits for
/// what will not come any more, and whoever saved the file waits for it.
const GRACE: Duration = ms(1_000);

/// End the test in a moment, if it does not end before.
pub(crate) fn soon() {
    let end = || {
        thread::sleep(GRACE);
        observer::freeze();
        harness::give_up();
    };
    let named = thread::Builder::new().name("closing".to_owned());
    // Without a thread to spare, the checker's own deadline has to do.
    drop(named.spawn(end));
}
