//! The process that is sealed.

use crate::attempts::attempt;
use crate::computing;
use seal::{Needs, Order, leave, seal};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

/// It went as it does for somebody with all rights.
pub(crate) const WENT_WELL: i32 = 0;
/// It was not permitted.
pub(crate) const DENIED: i32 = 13;
/// Anything else.
const ODD: i32 = 1;

/// `inside AS_USER SEAL_OR_NOT UID NEEDS SCRATCH WHAT…`, each `-` where there is
/// none.
pub(crate) fn run(arguments: &[String]) -> ! {
    let [user, sealed, uid, needs, scratch, what, rest @ ..] = arguments else {
        leave(ODD)
    };
    if let Ok(user) = user.parse() {
        become_ordinary(user);
    }
    let mut allowed = Needs::default();
    for word in needs.split('+').filter(|word| *word != "-") {
        assert!(allowed.allow(word));
    }
    let order = Order {
        needs: allowed,
        scratch: PathBuf::from(scratch),
        uid: uid.parse().ok(),
    };
    if sealed == "sealed" {
        let seal = seal(&order);
        say(&format!("{seal:?}"));
    }
    let done = match what.as_str() {
        "computes" => computing::everything(allowed, &order.scratch),
        what => attempt(what, &order.scratch, rest),
    };
    match done {
        Ok(()) => leave(WENT_WELL),
        Err(error) => {
            say(&format!("{what}: {error}"));
            // What was taken out of sight is denied as well.
            let denied = matches!(
                error.kind(),
                ErrorKind::PermissionDenied | ErrorKind::NotFound
            );
            leave(if denied { DENIED } else { ODD })
        }
    }
}

fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Without the rights of root, before anything is sealed.
#[expect(unsafe_code, reason = "users are changed by system calls alone")]
fn become_ordinary(user: u32) {
    // SAFETY: numbers only, in a process with one thread.
    unsafe {
        assert_eq!(libc::setgroups(0, std::ptr::null()), 0);
        assert_eq!(libc::setresgid(user, user, user), 0);
        assert_eq!(libc::setresuid(user, user, user), 0);
        // Otherwise nobody but root reads what `/proc` has of it.
        assert_eq!(libc::prctl(libc::PR_SET_DUMPABLE, 1, 0, 0, 0), 0);
    }
}
