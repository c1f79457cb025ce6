//! The user whose rights a process has: nobody's, where it was root's.

use std::io;

/// So many threads and processes, where the user has no others. The limits on
/// memory come first.
const MOST_THREADS: u64 = 2048;

/// Become the user `uid`, with the group of the same number and without any
/// other right. Only root can.
#[expect(
    unsafe_code,
    reason = "rights belong to the whole process; no library drops them all"
)]
pub(crate) fn become_user(uid: u32) -> io::Result<()> {
    // SAFETY: these calls read nothing but the numbers that they are given.
    unsafe {
        check(libc::setgroups(0, std::ptr::null()))?;
        check(libc::setresgid(uid, uid, uid))?;
        check(libc::setresuid(uid, uid, uid))?;
        if libc::getuid() != uid || libc::geteuid() != uid {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let most = libc::rlimit {
            rlim_cur: MOST_THREADS,
            rlim_max: MOST_THREADS,
        };
        // A lower one that is in force already stays.
        libc::setrlimit(libc::RLIMIT_NPROC, &raw const most);
    }
    Ok(())
}

/// Give up every capability that is left: those of root, or those that came with
/// a namespace.
#[expect(unsafe_code, reason = "no library that we have drops capabilities")]
pub(crate) fn drop_capabilities() {
    #[repr(C)]
    struct Header {
        version: u32,
        pid: i32,
    }
    const VERSION_3: u32 = 0x2008_0522;
    let header = Header {
        version: VERSION_3,
        pid: 0,
    };
    let none = [0_u32; 6];
    // SAFETY: as capset(2) has it: a header, and two times three numbers, which
    // live longer than the call. Dropping never fails for lack of a right.
    unsafe {
        libc::syscall(libc::SYS_capset, &raw const header, &raw const none);
    }
}

/// With which signal this process is to end when its parent does; 0 for none.
/// The system forgets that with every change of rights.
#[expect(unsafe_code, reason = "kept and set again, whatever it is")]
pub(crate) fn death_signal() -> libc::c_int {
    let mut signal = 0;
    // SAFETY: it writes one number, to a place that lives longer than the call.
    unsafe { libc::prctl(libc::PR_GET_PDEATHSIG, &raw mut signal) };
    signal
}

/// Have it so again.
#[expect(unsafe_code, reason = "kept and set again, whatever it is")]
pub(crate) fn end_with_parent(signal: libc::c_int) {
    // SAFETY: numbers only.
    unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, signal) };
}

/// Whether this process is root's.
#[expect(unsafe_code, reason = "one call, without memory")]
pub(crate) fn is_root() -> bool {
    // SAFETY: it takes nothing and returns a number.
    unsafe { libc::geteuid() == 0 }
}

fn check(result: libc::c_int) -> io::Result<()> {
    match result {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
