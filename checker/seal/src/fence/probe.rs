//! What this system can put in force, seen and not promised.

use super::{Available, Fence, Plan, files};
use std::io;
use std::sync::OnceLock;

/// Readable for everybody, and no device or pipe.
const WITNESS: &str = "/";

/// Fences hold for one thread, so a thread is enough to try one on. A child
/// would do as well, but whoever sweeps up orphans meanwhile could end it.
pub(super) fn available() -> Available {
    static SEEN: OnceLock<Available> = OnceLock::new();
    *SEEN.get_or_init(|| Available {
        landlock: files::promised().filter(|version| {
            let landlock = Some(*version);
            let only = Available {
                landlock,
                ..Available::default()
            };
            // Nothing may be read: the root folder neither.
            denies(only, || std::fs::read_dir(WITNESS).map(drop), libc::EACCES)
        }),
        seccomp: {
            let seccomp = true;
            let only = Available {
                seccomp,
                ..Available::default()
            };
            denies(
                only,
                || std::net::UdpSocket::bind(("127.0.0.1", 0)).map(drop),
                libc::EPERM,
            )
        },
    })
}

/// Whether a fence that has only this in force denies what went well before.
fn denies(only: Available, act: fn() -> io::Result<()>, error: i32) -> bool {
    let trial = move || {
        let fence = Fence::with(&Plan::default(), only).ok()?;
        fence.restrict().ok()?;
        act().err()?.raw_os_error()
    };
    std::thread::Builder::new()
        .spawn(trial)
        .is_ok_and(|thread| thread.join().is_ok_and(|seen| seen == Some(error)))
}
