//! What a seal must deny is tried, once it is in force. Only what was denied is
//! told as denied.

use report::Needs;
use std::fs::File;
use std::io::ErrorKind;

/// Whether the forbidden is denied. That a process starts others is denied by
/// `seccomp` alone.
pub(crate) fn is_denied(needs: Needs, seccomp: bool) -> bool {
    let opens = |path| File::open(path).is_ok();
    // Everybody may list it, and it is always there: who may not is kept from it.
    let root = File::open("/").map(drop).map_err(|error| error.kind());
    root == Err(ErrorKind::PermissionDenied)
        && !opens("/proc/self/mem")
        // Programs are started with it.
        && (needs.processes || !opens("/dev/null"))
        && (needs.processes || !seccomp || !in_a_copy(|| true))
}

/// Call `work` in a copy of this process, and nowhere if there cannot be one.
/// Only a process with one thread may do this.
#[expect(
    unsafe_code,
    reason = "a copy that ends at once is the only way to try"
)]
pub(crate) fn in_a_copy(work: impl FnOnce() -> bool) -> bool {
    // SAFETY: there is no other thread which could hold a lock, and the copy
    // ends without running anything that was set up for the end of a process.
    unsafe {
        match libc::fork() {
            -1 => false,
            0 => libc::_exit(if work() { 7 } else { 1 }),
            copy => {
                let mut status = 0;
                while libc::waitpid(copy, &raw mut status, 0) < 0
                    && std::io::Error::last_os_error().kind() == ErrorKind::Interrupted
                {
                }
                libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 7
            }
        }
    }
}
