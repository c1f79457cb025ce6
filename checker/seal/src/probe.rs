//! What this system offers. Asked of the kernel itself: files that list its
//! features are missing in some of them.

use report::{Needs, Seal};

/// The version of Landlock; `None` where there is none.
#[must_use]
pub fn landlock_abi() -> Option<u32> {
    system::landlock_abi()
}

/// Whether system calls can be filtered.
#[must_use]
pub fn seccomp() -> bool {
    system::seccomp()
}

/// What a process that seals itself here has to tell at least. `None` where
/// this system cannot keep such a process from anything.
///
/// Who is allowed files or programs is held by Landlock alone.
#[must_use]
pub fn promised(needs: Needs) -> Option<Seal> {
    let (landlock, seccomp) = (landlock_abi(), seccomp());
    let by_landlock_alone = needs.files || needs.processes;
    let witnessed = landlock.is_some() || (seccomp && !by_landlock_alone);
    witnessed.then(|| Seal {
        landlock,
        seccomp,
        witnessed,
        ..Seal::default()
    })
}

#[cfg(target_os = "linux")]
mod system {
    #[expect(unsafe_code, reason = "no library asks without changing anything")]
    pub(super) fn landlock_abi() -> Option<u32> {
        const VERSION: u32 = 1;
        let nothing = std::ptr::null::<u8>();
        // SAFETY: with this flag the call reads no memory; it returns a number.
        let abi =
            unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, nothing, 0_usize, VERSION) };
        u32::try_from(abi).ok().filter(|abi| *abi > 0)
    }

    #[expect(unsafe_code, reason = "no library asks without changing anything")]
    pub(super) fn seccomp() -> bool {
        let action: u32 = libc::SECCOMP_RET_ERRNO;
        // SAFETY: it reads one number, which lives longer than the call.
        let known = unsafe {
            libc::syscall(
                libc::SYS_seccomp,
                libc::SECCOMP_GET_ACTION_AVAIL,
                0,
                &raw const action,
            )
        };
        // Our list of calls is for these.
        known == 0 && cfg!(any(target_arch = "x86_64", target_arch = "aarch64"))
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    pub(super) fn landlock_abi() -> Option<u32> {
        None
    }

    pub(super) fn seccomp() -> bool {
        false
    }
}
