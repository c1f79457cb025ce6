//! Masks of signals: who starts a thread blocks all signals for a moment, and the signal
//! that comes before each instruction would then end the process.

#![expect(
    unsafe_code,
    reason = "it looks at an instruction and at what it is given"
)]

use libc::greg_t;
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering};

/// What the next system call is given instead, as the kernel reads it: one bit for each
/// signal. One thread at a time is led.
static OPEN: AtomicU64 = AtomicU64::new(0);

const SYSCALL: [u8; 2] = [0x0f, 0x05];
/// In a mask, signals count from one.
const TRAP: u64 = 1 << (libc::SIGTRAP - 1);

/// If the instruction at `next` is a system call that blocks the signal of the trap, have it
/// block all the others that it names.
pub(super) fn leave_traps_open(registers: &mut [greg_t], next: usize) {
    // SAFETY: the processor is about to run what is there.
    let code = unsafe { *ptr::with_exposed_provenance::<[u8; 2]>(next) };
    if code != SYSCALL || registers[libc::REG_RAX as usize] != libc::SYS_rt_sigprocmask {
        return;
    }
    let unblocks = registers[libc::REG_RDI as usize] == i64::from(libc::SIG_UNBLOCK);
    let Ok(mask) = usize::try_from(registers[libc::REG_RSI as usize]) else {
        return;
    };
    if unblocks || mask == 0 {
        return;
    }
    // SAFETY: the kernel is about to read eight bytes there. They need not be aligned.
    let blocked = unsafe { ptr::with_exposed_provenance::<u64>(mask).read_unaligned() };
    if blocked & TRAP == 0 {
        return;
    }
    OPEN.store(blocked & !TRAP, Ordering::SeqCst);
    if let Ok(open) = greg_t::try_from(OPEN.as_ptr().expose_provenance()) {
        registers[libc::REG_RSI as usize] = open;
    }
}
