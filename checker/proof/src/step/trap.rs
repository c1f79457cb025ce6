//! The signal that a thread gets at a stop.

#![expect(
    unsafe_code,
    reason = "a handler of a signal changes the registers of a thread"
)]

use super::lead::stopped;
use super::program::read;
use super::stops::{Found, Stops};
use super::word::Word;
use std::arch::asm;
use std::mem::MaybeUninit;
use std::ptr;
use std::time::Duration;

/// Where the stops are; the handler must not look into a lock for that.
static STOPS: Word = Word::of(0);

/// Handle the signal; `false` where that is not possible.
pub(super) fn listen(stops: &'static Stops) -> bool {
    STOPS.set(ptr::from_ref(stops).expose_provenance());
    // SAFETY: all zeros is an action, and the handler does nothing that a handler must
    // not do.
    unsafe {
        let mut action = MaybeUninit::<libc::sigaction>::zeroed().assume_init();
        action.sa_sigaction = on_trap as extern "C" fn(_, _, _) as usize;
        action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        libc::sigaction(libc::SIGTRAP, &raw const action, ptr::null_mut()) == 0
    }
}

/// At a stop, of whichever thread. It neither allocates nor takes a lock, and comes to no
/// stop itself.
extern "C" fn on_trap(_: i32, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    // SAFETY: the system hands a handler both, and nobody else has them.
    let (info, context) = unsafe { (&*info, &mut *context.cast::<libc::ucontext_t>()) };
    // SAFETY: who has this number has it of `listen`, for ever.
    let stops = unsafe { ptr::with_exposed_provenance::<Stops>(STOPS.get()).as_ref() };
    let registers = &mut context.uc_mcontext.gregs;
    let is_stop = matches!(info.si_code, libc::SI_KERNEL | libc::TRAP_BRKPT);
    let stops = stops.filter(|_| is_stop);
    let behind = registers[libc::REG_RIP as usize] as usize;
    let found = stops.and_then(|stops| Some((stops, stops.find(behind.wrapping_sub(1))?)));
    let Some((stops, found)) = found else {
        // Not ours: let it end the process, as it does where nobody handles it.
        // SAFETY: both may be called by a handler.
        unsafe {
            libc::signal(libc::SIGTRAP, libc::SIG_DFL);
            libc::raise(libc::SIGTRAP);
        }
        return;
    };
    let stack = registers[libc::REG_RSP as usize] as usize;
    // SAFETY: asked where a function begins, when the way back is on top.
    let also_after = stopped(stops, &found, || unsafe { read(stack) });
    let (next, stack) = match found {
        // SAFETY: the thread has come there.
        Found::At(stop) => unsafe { stop.way(stack, also_after) },
        Found::Behind(stop) => (stop.place.next, stack),
    };
    registers[libc::REG_RIP as usize] = next as libc::greg_t;
    registers[libc::REG_RSP as usize] = stack as libc::greg_t;
}

/// In the handler.
pub(super) fn sleep(time: Duration) {
    let time = libc::timespec {
        tv_sec: 0,
        tv_nsec: time.subsec_nanos().into(),
    };
    // SAFETY: it reads the time that it is lent.
    unsafe { libc::nanosleep(&raw const time, ptr::null_mut()) };
}

/// Where the thread keeps what is its own: known without asking the system, which would
/// cost as much as the signal.
pub(super) fn this_thread() -> usize {
    let own: usize;
    // SAFETY: by convention its address is the first thing there.
    unsafe { asm!("mov {}, fs:0", out(reg) own, options(nostack, preserves_flags, readonly)) };
    own
}
