//! A child that is kept in by a fence.

use seal::Fence;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// Have `command` put up `fence` around itself before it becomes its program.
/// A child that cannot is not started.
pub fn fence_in(command: &mut Command, fence: Fence) {
    #[expect(unsafe_code, reason = "this is the moment that fences are made for")]
    // SAFETY: between fork and exec only async-signal-safe calls are made, and
    // `apply` makes no others.
    unsafe {
        command.pre_exec(move || fence.apply());
    }
}
