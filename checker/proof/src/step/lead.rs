//! A thread that is led: it stops at each of its operations, and is held at one of them.

use super::Held;
use super::places::Role;
use super::program::Program;
use super::stops::{Found, Stop, Stops};
use super::trap::this_thread;
use super::word::Word;
use super::{atomics, trap};
use crate::ask;
use crate::thread_watch::ThreadWatch;
use crate::trouble::none_left;
use crate::worst_moment::let_loose;
use lab::ms;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

/// The thread that is led, as it names itself; no thread has the name zero.
static LED: Word = Word::of(0);
/// How many operations come before the one at which it is held.
static LEFT: Word = Word::of(0);
static STATE: Word = Word::of(RUNS);
/// The thread that is led as soon as it says so.
static WILL_SAY: Word = Word::of(0);
/// Whether it is also held after each operation, where it reads what comes of it.
static ALSO_AFTER: Word = Word::of(NO);
/// Whether it is in the middle of one.
static IS_INSIDE: Word = Word::of(NO);
/// Whether what it does is ours.
static LOOKS_AWAY: Word = Word::of(NO);
/// Since the last beginning.
static WAS_HELD: Word = Word::of(NO);
/// `None` where nobody can be held.
static STOPS: OnceLock<Option<Stops>> = OnceLock::new();
/// One thread at a time is led.
static TURN: Mutex<()> = Mutex::new(());

const NO: usize = 0;
const YES: usize = 1;

const RUNS: usize = 0;
const IS_HELD: usize = 1;
const GOES_ON: usize = 2;

/// How often the thread that is held, and who waits for that, look. It must not use a
/// lock, so nobody can wake it.
const LOOK: Duration = Duration::from_micros(50);

/// The code of this program will be written to, if it is a hidden test that leads threads:
/// once sealed, no process gets memory for code. All others keep theirs as it is.
pub(crate) fn before_the_seal() {
    let program = Program::this();
    let they = [prepare as *const () as usize, turn as *const () as usize];
    let calls_one = |program| atomics::is_any_called_by(program, &they);
    if program.as_ref().is_some_and(calls_one) {
        stops();
    }
}

/// `None` where nobody can be held.
pub(super) fn stops() -> Option<&'static Stops> {
    let stops = STOPS.get_or_init(|| {
        assert!(
            !ask::is_sealed(),
            "this process had to prepare for this before the seal"
        );
        Program::this().as_ref().and_then(Stops::of)
    });
    stops.as_ref()
}

/// Do `work` on this thread, and hold it before the atomic operation of this number,
/// counted from zero, until `meanwhile` has returned on another thread. If it has fewer
/// operations, `meanwhile` is not called.
pub(crate) fn held_at<T>(
    operation: usize,
    meanwhile: impl FnOnce() + Send,
    work: impl FnOnce() -> T,
) -> (T, Held) {
    let (value, held, _) = led(operation, meanwhile, from_the_beginning(work));
    (value, held)
}

/// How many operations `work` has, which is done on this thread.
pub(crate) fn operations_of(work: impl FnOnce()) -> usize {
    let ((), _, operations) = led(usize::MAX, || {}, from_the_beginning(work));
    operations
}

/// As [`held_at`], and the operations count from where `work` calls [`from_here`] to where
/// that is called again, or something is told the checker. It is held before and after each
/// of them, which are two numbers.
pub(crate) fn held_later_at<T>(
    operation: usize,
    meanwhile: impl FnOnce() + Send,
    work: impl FnOnce() -> T,
) -> (T, Held) {
    let (value, held, _) = led(operation, meanwhile, from_there(work));
    (value, held)
}

/// As [`operations_of`], for [`held_later_at`].
pub(crate) fn operations_from_there(work: impl FnOnce()) -> usize {
    let ((), _, operations) = led(usize::MAX, || {}, from_there(work));
    operations
}

fn from_the_beginning<T>(work: impl FnOnce() -> T) -> impl FnOnce(bool) -> T {
    |listens| {
        let _led = Led::begins(listens);
        work()
    }
}

fn from_there<T>(work: impl FnOnce() -> T) -> impl FnOnce(bool) -> T {
    |listens| {
        let will_say = if listens { this_thread() } else { 0 };
        ALSO_AFTER.set(YES);
        WILL_SAY.set(will_say);
        // Dropped at the end, wherever it began.
        let _led = Led;
        let value = work();
        WILL_SAY.set(0);
        value
    }
}

/// Lead this thread from here on, if it was to say so, and the next time not any further.
pub(crate) fn from_here() {
    let this = this_thread();
    if WILL_SAY.get() == this {
        WILL_SAY.set(0);
        std::mem::forget(Led::begins(true));
    } else if LED.get() == this && ALSO_AFTER.get() == YES {
        drop(Led);
    }
}

/// What comes of `work`, which is told whether anybody can be held, whether it was held, and
/// how many operations it had until then.
fn led<T>(
    operation: usize,
    meanwhile: impl FnOnce() + Send,
    work: impl FnOnce(bool) -> T,
) -> (T, Held, usize) {
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
        let _after_a_panic = NeverAnyMore;
        let value = work(listens);
        (value, never_any_more(), operation - LEFT.get())
    })
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
    match WAS_HELD.get() {
        NO => Held::Never,
        _ => Held::Once,
    }
}

/// Do `work`, which is ours and not the answer's: its operations do not count.
pub(crate) fn unseen<T>(work: impl FnOnce() -> T) -> T {
    let looked = looks_away();
    let value = work();
    if looked {
        looks_again();
    }
    value
}

/// No operation of this thread counts from here on; whether they did.
pub(crate) fn looks_away() -> bool {
    let looked = is_led();
    if looked {
        LOOKS_AWAY.set(YES);
    }
    looked
}

/// Each operation counts again, after [`looks_away`].
pub(crate) fn looks_again() {
    // A way from there ends where it has come to something of ours that is told.
    if ALSO_AFTER.get() == YES {
        drop(Led);
    }
    LOOKS_AWAY.set(NO);
}

/// For as long as this lives, nobody else leads a thread. Whoever leads one calls this or
/// [`prepare`]: by these [`before_the_seal`] knows the programs that do.
#[inline(never)]
pub(crate) fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `false` where nobody can be held.
#[inline(never)]
fn prepare(operation: usize) -> bool {
    LEFT.set(operation);
    for flag in [&ALSO_AFTER, &IS_INSIDE, &LOOKS_AWAY, &WAS_HELD] {
        flag.set(NO);
    }
    STATE.set(RUNS);
    stops().is_some_and(trap::listen)
}

/// Wait until the thread that is led is held, or until it will not be: it has come to the
/// end, or something is `over`.
fn is_held(over: impl Fn() -> bool) -> bool {
    while STATE.get() == RUNS {
        thread::sleep(LOOK);
        if over() {
            never_any_more();
        }
    }
    STATE.get() == IS_HELD
}

/// It is not held from now on.
fn never_any_more() -> Held {
    match STATE.replace(RUNS, GOES_ON) {
        true => Held::Never,
        false => Held::Once,
    }
}

/// Nobody waits for it.
struct NeverAnyMore;

impl Drop for NeverAnyMore {
    fn drop(&mut self) {
        never_any_more();
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
        STATE.set(GOES_ON);
    }
}

/// This thread is led until it is dropped.
struct Led;

impl Led {
    fn begins(listens: bool) -> Self {
        if let Some(stops) = stops().filter(|_| listens) {
            stops.put_up(ALSO_AFTER.get() == YES);
            LED.set(this_thread());
        }
        Self
    }
}

impl Drop for Led {
    fn drop(&mut self) {
        LED.set(0);
        if let Some(stops) = stops() {
            stops.take_away();
        }
    }
}

/// Whether an operation of this thread counts.
fn is_led() -> bool {
    LED.get() == this_thread() && LOOKS_AWAY.get() == NO
}

/// The thread that calls this has come to a stop, and its stack is there: it may be held.
/// Whether it is to stop after the operation as well. This runs in the handler: it neither
/// allocates nor takes a lock.
pub(super) fn stopped(stops: &Stops, found: &Found<'_>, caller: impl FnOnce() -> usize) -> bool {
    if !is_led() {
        return false;
    }
    let also_after = ALSO_AFTER.get() == YES;
    match found {
        Found::Behind(_) => counts(stops, 1),
        Found::At(stop) if stop.place.role == Role::After => {
            if IS_INSIDE.get() == YES {
                IS_INSIDE.set(NO);
                counts(stops, 1);
            }
        }
        Found::At(stop) if stop.place.role == Role::Begins && !stops.is_own(caller()) => {}
        Found::At(stop) => {
            let is_call = stop.place.role != Role::Operation;
            IS_INSIDE.set((also_after && is_call && stop.has_after).into());
            counts(stops, numbers(stop, also_after));
        }
    }
    also_after && is_led()
}

/// Before and after an operation are two numbers, also where there is no stop after it.
fn numbers(stop: &Stop, also_after: bool) -> usize {
    if also_after && !stop.has_after { 2 } else { 1 }
}

fn counts(stops: &Stops, numbers: usize) {
    match LEFT.get().checked_sub(numbers) {
        Some(left) => LEFT.set(left),
        None => {
            // Nobody stops any more.
            LED.set(0);
            stops.take_away();
            wait_here();
        }
    }
}

fn wait_here() {
    if !STATE.replace(RUNS, IS_HELD) {
        return;
    }
    WAS_HELD.set(YES);
    while STATE.get() == IS_HELD {
        trap::sleep(LOOK);
    }
}
