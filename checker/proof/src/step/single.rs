//! The trap flag of the processor: after each instruction the system sends a signal,
//! whose handler looks at the next one.

#![expect(
    unsafe_code,
    reason = "a handler of a signal looks at instructions, and the flag is the processor's"
)]

use super::program::Program;
use super::{Held, atomics, masks};
use crate::thread_watch::ThreadWatch;
use crate::trouble::none_left;
use crate::worst_moment::let_loose;
use lab::ms;
use std::arch::asm;
use std::mem::MaybeUninit;
use std::ops::Range;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// The thread that is led, as it names itself; no thread has the name zero.
static LED: AtomicUsize = AtomicUsize::new(0);
/// How many operations come before the one at which it is held.
static LEFT: AtomicUsize = AtomicUsize::new(0);
static STATE: AtomicUsize = AtomicUsize::new(RUNS);
/// The thread that is led as soon as it says so.
static WILL_SAY: AtomicUsize = AtomicUsize::new(0);
/// Whether it is also held after each operation, where it reads what comes of it.
static ALSO_AFTER: AtomicBool = AtomicBool::new(false);
/// Whether the last instruction was such an operation.
static IS_AFTER: AtomicBool = AtomicBool::new(false);
/// So many instructions more, and it is not led any further.
static MOST: AtomicUsize = AtomicUsize::new(usize::MAX);
/// Since the last beginning.
static WAS_HELD: AtomicBool = AtomicBool::new(false);
static PLACES: LazyLock<Places> = LazyLock::new(Places::of_the_program);
/// One thread at a time is led.
static TURN: Mutex<()> = Mutex::new(());

const RUNS: usize = 0;
const IS_HELD: usize = 1;
const GOES_ON: usize = 2;

/// In the register of flags.
const TRAP: i64 = 0x100;

/// How often the thread that is held, and who waits for that, look. It must not use a
/// lock, so nobody can wake it.
const LOOK: Duration = Duration::from_micros(50);

/// Do `work` on this thread, and hold it before the atomic operation of this number,
/// counted from zero, until `meanwhile` has returned on another thread. If it has fewer
/// operations, `meanwhile` is not called.
pub(crate) fn held_at<T>(
    operation: usize,
    meanwhile: impl FnOnce() + Send,
    work: impl FnOnce() -> T,
) -> (T, Held) {
    led(operation, meanwhile, |listens| {
        let _led = Led::begins(listens);
        work()
    })
}

/// The way of a request through a handler is shorter.
const A_LONG_WAY: usize = 40_000;

/// As [`held_at`], and the operations count from where `work` calls [`from_here`] to where
/// that is called again, or something is told the checker. It is held before and after each
/// of them, which are two numbers.
pub(crate) fn held_later_at<T>(
    operation: usize,
    meanwhile: impl FnOnce() + Send,
    work: impl FnOnce() -> T,
) -> (T, Held) {
    led(operation, meanwhile, |listens| {
        let will_say = if listens { this_thread() } else { 0 };
        ALSO_AFTER.store(true, Ordering::SeqCst);
        MOST.store(A_LONG_WAY, Ordering::SeqCst);
        WILL_SAY.store(will_say, Ordering::SeqCst);
        // Dropped at the end, wherever it began.
        let _led = Led;
        let value = work();
        WILL_SAY.store(0, Ordering::SeqCst);
        value
    })
}

/// Lead this thread from here on, if it was to say so, and the next time not any further.
pub(crate) fn from_here() {
    let this = this_thread();
    let was_to = WILL_SAY.compare_exchange(this, 0, Ordering::SeqCst, Ordering::SeqCst);
    if was_to.is_ok() {
        std::mem::forget(Led::begins(true));
    } else if LED.load(Ordering::SeqCst) == this && ALSO_AFTER.load(Ordering::SeqCst) {
        looks_at_each_instruction(false);
    }
}

fn led<T>(
    operation: usize,
    meanwhile: impl FnOnce() + Send,
    work: impl FnOnce(bool) -> T,
) -> (T, Held) {
    let _turn = turn();
    let listens = prepare(operation);
    thread::scope(|scope| {
        let beside = thread::Builder::new().spawn_scoped(scope, || {
            if is_held(|| false) {
                let _goes_on = GoesOn;
                meanwhile();
            }
        });
        if let Err(error) = &beside {
            none_left("thread", error);
        }
        let value = work(listens);
        (value, never_any_more())
    })
}

/// How many operations `work` has, which is done on this thread.
pub(crate) fn operations_of(work: impl FnOnce()) -> usize {
    held_at(usize::MAX, || {}, work);
    usize::MAX - LEFT.load(Ordering::SeqCst)
}

/// Lead this thread from here to [`ends`], and hold it as [`held_at`] does. If it falls
/// asleep before that, `meanwhile` is called then. Whoever calls this has the [`turn`].
pub(crate) fn begins(operation: usize, meanwhile: impl FnOnce() + Send + 'static) {
    let listens = prepare(operation);
    let led = ThreadWatch::this_thread();
    let beside = thread::Builder::new().spawn(move || {
        is_held(|| is_asleep(led));
        let _goes_on = GoesOn;
        let_loose(meanwhile);
    });
    if let Err(error) = &beside {
        none_left("thread", error);
    }
    // Until the thread has come to `ends`.
    std::mem::forget(Led::begins(listens));
}

/// Whether this thread was held since [`begins`].
pub(crate) fn ends() -> Held {
    drop(Led);
    match WAS_HELD.load(Ordering::SeqCst) {
        true => Held::Once,
        false => Held::Never,
    }
}

/// Do `work`, which is ours and not the answer's, without a look at each instruction. A
/// message to the checker would be most of what a step costs.
pub(crate) fn unseen<T>(work: impl FnOnce() -> T) -> T {
    let looked = looks_away();
    let value = work();
    if looked {
        looks_again();
    }
    value
}

/// No look at each instruction of this thread from here on; whether there was one.
pub(crate) fn looks_away() -> bool {
    let flags: i64;
    // SAFETY: it reads the flags, on the stack and below what the compiler uses of it.
    unsafe { asm!("pushfq", "pop {}", out(reg) flags) };
    let looked = flags & TRAP != 0;
    if looked {
        looks_at_each_instruction(false);
    }
    looked
}

/// A look at each instruction again, after [`looks_away`].
pub(crate) fn looks_again() {
    // A way from there ends where it has come to something of ours that is told.
    looks_at_each_instruction(!ALSO_AFTER.load(Ordering::SeqCst));
}

/// For as long as this lives, nobody else leads a thread.
pub(crate) fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `false` where nobody can be held.
fn prepare(operation: usize) -> bool {
    LazyLock::force(&PLACES);
    LEFT.store(operation, Ordering::SeqCst);
    ALSO_AFTER.store(false, Ordering::SeqCst);
    IS_AFTER.store(false, Ordering::SeqCst);
    MOST.store(usize::MAX, Ordering::SeqCst);
    WAS_HELD.store(false, Ordering::SeqCst);
    STATE.store(RUNS, Ordering::SeqCst);
    listen()
}

/// Wait until the thread that is led is held, or until it will not be: it has come to the
/// end, or something is `over`.
fn is_held(over: impl Fn() -> bool) -> bool {
    while STATE.load(Ordering::SeqCst) == RUNS {
        thread::sleep(LOOK);
        if over() {
            never_any_more();
        }
    }
    STATE.load(Ordering::SeqCst) == IS_HELD
}

/// It is not held from now on.
fn never_any_more() -> Held {
    match STATE.compare_exchange(RUNS, GOES_ON, Ordering::SeqCst, Ordering::SeqCst) {
        Ok(_) => Held::Never,
        Err(_) => Held::Once,
    }
}

/// Whether a thread sleeps and goes on doing so.
fn is_asleep(thread: ThreadWatch) -> bool {
    let Some(first) = thread.times() else {
        thread::sleep(ms(50));
        return true;
    };
    thread::sleep(ms(3));
    let now = thread.times();
    now.is_some_and(|now| first.asleep && now.asleep && now.cpu == first.cpu)
}

/// Also after a panic, which is a finding.
struct GoesOn;

impl Drop for GoesOn {
    fn drop(&mut self) {
        STATE.store(GOES_ON, Ordering::SeqCst);
    }
}

/// This thread is led until it is dropped.
struct Led;

impl Led {
    fn begins(listens: bool) -> Self {
        LED.store(this_thread(), Ordering::SeqCst);
        if listens {
            looks_at_each_instruction(true);
        }
        Self
    }
}

impl Drop for Led {
    fn drop(&mut self) {
        LED.store(0, Ordering::SeqCst);
        looks_at_each_instruction(false);
    }
}

/// As [`operations_of`], for [`held_later_at`].
pub(crate) fn operations_from_there(work: impl FnOnce()) -> usize {
    held_later_at(usize::MAX, || {}, work);
    usize::MAX - LEFT.load(Ordering::SeqCst)
}

/// From here on, whether a signal comes before each instruction of this thread.
fn looks_at_each_instruction(looks: bool) {
    // SAFETY: it changes one flag, on the stack and below what the compiler uses of it;
    // whose signal is handled.
    unsafe {
        match looks {
            true => asm!("pushfq", "or qword ptr [rsp], 0x100", "popfq"),
            false => asm!("pushfq", "and qword ptr [rsp], -0x101", "popfq"),
        }
    }
}

/// Handle the signal; `false` where that is not possible.
fn listen() -> bool {
    // SAFETY: all zeros is an action, and the handler does nothing that a handler must
    // not do.
    unsafe {
        let mut action = MaybeUninit::<libc::sigaction>::zeroed().assume_init();
        action.sa_sigaction = on_trap as extern "C" fn(_, _, _) as usize;
        action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        libc::sigaction(libc::SIGTRAP, &raw const action, ptr::null_mut()) == 0
    }
}

/// Before each instruction of the thread that is led. It neither allocates nor takes a
/// lock.
extern "C" fn on_trap(_: i32, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    // SAFETY: the system hands a handler both, and nobody else has them.
    let (info, context) = unsafe { (&*info, &mut *context.cast::<libc::ucontext_t>()) };
    if info.si_code != libc::TRAP_TRACE {
        // Not ours: let it end the process, as it does where nobody handles it.
        // SAFETY: both may be called by a handler.
        unsafe {
            libc::signal(libc::SIGTRAP, libc::SIG_DFL);
            libc::raise(libc::SIGTRAP);
        }
        return;
    }
    let registers = &mut context.uc_mcontext.gregs;
    let (next, flags) = (registers[libc::REG_RIP as usize], libc::REG_EFL as usize);
    // A thread that it has started begins with the flag.
    if LED.load(Ordering::SeqCst) != this_thread() {
        registers[flags] &= !TRAP;
        return;
    }
    let stack = registers[libc::REG_RSP as usize];
    let (Ok(next), Ok(stack)) = (usize::try_from(next), usize::try_from(stack)) else {
        return;
    };
    masks::leave_traps_open(registers, next);
    match MOST.load(Ordering::Relaxed) {
        0 => registers[flags] &= !TRAP,
        more => MOST.store(more - 1, Ordering::Relaxed),
    }
    let is_before = PLACES.hold_before(next, stack);
    let is_after = IS_AFTER.load(Ordering::Relaxed) && ALSO_AFTER.load(Ordering::Relaxed);
    IS_AFTER.store(is_before, Ordering::Relaxed);
    if !is_before && !is_after {
        return;
    }
    match LEFT.load(Ordering::Relaxed) {
        0 => {
            registers[flags] &= !TRAP;
            wait_here();
        }
        left => LEFT.store(left - 1, Ordering::Relaxed),
    }
}

fn wait_here() {
    let held = STATE.compare_exchange(RUNS, IS_HELD, Ordering::SeqCst, Ordering::SeqCst);
    if held.is_err() {
        return;
    }
    WAS_HELD.store(true, Ordering::SeqCst);
    let look = libc::timespec {
        tv_sec: 0,
        tv_nsec: LOOK.subsec_nanos().into(),
    };
    while STATE.load(Ordering::SeqCst) == IS_HELD {
        // SAFETY: it reads the time that it is lent.
        unsafe { libc::nanosleep(&raw const look, ptr::null_mut()) };
    }
}

/// Where a thread may be held.
struct Places {
    /// Of the program.
    code: Range<usize>,
    /// The beginnings of those that are an atomic operation.
    functions: Vec<usize>,
}

impl Places {
    fn of_the_program() -> Self {
        let program = Program::this();
        Self {
            code: program.as_ref().map_or(0..0, Program::code),
            functions: program.as_ref().map_or_else(Vec::new, atomics::called_by),
        }
    }

    /// Whether the next instruction is an atomic operation of the program, or the first one
    /// of a function for that which the program has called.
    fn hold_before(&self, next: usize, stack: usize) -> bool {
        if self.code.contains(&next) && is_atomic(next) {
            return true;
        }
        // SAFETY: where a function begins, the address to which it returns is on top.
        let caller = || unsafe { *ptr::with_exposed_provenance::<usize>(stack) };
        self.functions.binary_search(&next).is_ok() && self.code.contains(&caller())
    }
}

/// Whether the instruction at this place of the code changes memory that threads share:
/// it has the prefix `lock`, or exchanges a register with memory.
fn is_atomic(place: usize) -> bool {
    const LONGEST: usize = 15;
    let byte = |at: usize| {
        // SAFETY: an instruction lies there, and none is longer than what is read.
        unsafe { *ptr::with_exposed_provenance::<u8>(place + at) }
    };
    for at in 0..LONGEST {
        match byte(at) {
            0xf0 => return true,
            0x26 | 0x2e | 0x36 | 0x3e | 0x64..=0x67 | 0xf2 | 0xf3 | 0x40..=0x4f => {}
            0x86 | 0x87 => return byte(at + 1) < 0xc0,
            _ => return false,
        }
    }
    false
}

/// Where the thread keeps what is its own: known without asking the system, which would
/// cost as much as the signal.
fn this_thread() -> usize {
    let own: usize;
    // SAFETY: by convention its address is the first thing there.
    unsafe { asm!("mov {}, fs:0", out(reg) own, options(nostack, preserves_flags, readonly)) };
    own
}
