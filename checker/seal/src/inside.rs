//! A process that seals itself: before it starts a thread, and before it calls
//! what it does not trust.

use report::{Order, Seal};

/// Take from this process all that `order` does not leave to it. It must not
/// have started a thread. What could not be put in force is missing in what is
/// told; it is for the checker to decide what that means.
#[must_use]
pub fn seal(order: &Order) -> Seal {
    system::seal(order)
}

/// End this process here and now. Nothing that was set up for the end of it
/// runs: no destructor of a thread, no handler of a library.
pub fn leave(code: i32) -> ! {
    system::leave(code)
}

#[cfg(target_os = "linux")]
mod system {
    use crate::{calls, canary, fence, filter, folder, network, ruleset, user};
    use landlock::RulesetError;
    use report::{Needs, Network, Order, Seal};
    use std::path::Path;

    pub(super) fn seal(order: &Order) -> Seal {
        let needs = order.needs;
        // Once sealed, nobody answers this.
        let abi = fence::landlock_version();
        let parent = user::death_signal();
        // First what needs rights, or files, that are given up below.
        if needs.writes() {
            // Where it cannot be had, the checker looks after the folder.
            folder::of_our_own(needs, &order.scratch, order.uid);
        }
        let network = match needs.sockets {
            true => network::of_our_own(),
            false => Network::None,
        };
        let programs = calls::of_a_test(needs).and_then(filter::Allowed::compile);
        no_new_privileges();
        let landlock = files(needs, &order.scratch).unwrap_or(false);
        let uid = order.uid.filter(|uid| user::become_user(*uid).is_ok());
        user::drop_capabilities();
        user::end_with_parent(parent);
        nobody_looks_inside();
        let seccomp = programs.is_ok_and(|programs| filter::enforce(&programs).is_ok());
        // Landlock knows of TCP, and of nothing else.
        let network = match (needs.sockets, seccomp) {
            (false, false) => Network::Any,
            (false, true) | (true, _) => network,
        };
        Seal {
            landlock: abi.filter(|_| landlock),
            seccomp,
            uid,
            network,
            witnessed: canary::is_denied(needs, seccomp),
        }
    }

    /// Landlock: nothing, and what the needs name.
    fn files(needs: Needs, scratch: &Path) -> Result<bool, RulesetError> {
        let mut rules = ruleset::nothing_allowed(needs.sockets)?;
        if needs.writes() {
            rules = ruleset::allow(rules, scratch, ruleset::write())?;
        }
        if needs.processes {
            rules = ruleset::allow(rules, scratch, ruleset::run())?;
            for place in ["/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache"] {
                rules = ruleset::allow(rules, Path::new(place), ruleset::run())?;
            }
            let null = ruleset::read() | ruleset::write();
            rules = ruleset::allow(rules, Path::new("/dev/null"), null)?;
        }
        ruleset::enforce(rules)
    }

    #[expect(unsafe_code, reason = "one call, without memory")]
    fn no_new_privileges() {
        // SAFETY: numbers only.
        unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) };
    }

    /// No other process of the same user reads or writes our memory.
    #[expect(unsafe_code, reason = "one call, without memory")]
    fn nobody_looks_inside() {
        // SAFETY: numbers only.
        unsafe { libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0) };
    }

    #[expect(unsafe_code, reason = "the library's own `exit` calls handlers")]
    pub(super) fn leave(code: i32) -> ! {
        // SAFETY: it does not return, and touches no memory of ours.
        unsafe { libc::_exit(code) }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use report::{Network, Order, Seal};

    /// There is no seal on this system yet.
    pub(super) fn seal(_order: &Order) -> Seal {
        Seal {
            network: Network::Any,
            ..Seal::default()
        }
    }

    #[expect(clippy::exit, reason = "this is what the function is for")]
    pub(super) fn leave(code: i32) -> ! {
        std::process::exit(code)
    }
}
