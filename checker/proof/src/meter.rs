//! Memory in use. Only a test with [`crate::metered_main!`] can use it: the
//! allocator belongs to the whole program.

use crate::refusal::{finding, refuse};
use crate::resident::{Allocated, Before, Unseen, slack};
use report::{Finding, Kind};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, which counts.
#[derive(Debug)]
pub struct Meter;

/// What a metered call returned, and what it used.
#[derive(Debug)]
pub struct Metered<T> {
    /// What it returned.
    pub value: T,
    /// The most bytes in use at once, beyond those in use before.
    pub peak: usize,
    /// Bytes in use after it returned, beyond those in use before.
    pub kept: usize,
    unseen: Unseen,
}

/// Call `work` and count what it allocates, on any thread. The system is asked,
/// too: it counts stacks and statics.
///
/// # Panics
///
/// In a program without the counting allocator.
pub fn metered<T>(work: impl FnOnce() -> T) -> Metered<T> {
    let resident = Before::now();
    let before = start();
    let value = work();
    let (peak, kept) = stop(before);
    let unseen = resident.unseen(Allocated { peak, kept });
    Metered {
        value,
        peak,
        kept,
        unseen,
    }
}

impl<T> Metered<T> {
    /// When it had returned, less than `limit` bytes more were in use than
    /// before. What it returned counts.
    pub fn kept_below(&self, limit: usize) {
        if self.kept >= limit {
            refuse(finding(
                Kind::Leaks,
                format!(
                    "{} of memory were still in use afterwards, expected less than {}",
                    bytes(self.kept),
                    bytes(limit)
                ),
                "what is not needed any more is kept",
                "who still owns it when the function returns?",
            ));
        }
        if self.unseen.kept >= limit + slack() {
            refuse(not_allocated(self.unseen.kept, limit));
        }
    }

    /// It never had more than `limit` bytes in use.
    pub fn peak_below(&self, limit: usize) {
        if self.peak >= limit {
            refuse(finding(
                Kind::Leaks,
                format!(
                    "{} of memory were in use at once, expected less than {}",
                    bytes(self.peak),
                    bytes(limit)
                ),
                "the memory that is used grows with the input",
                "what is kept although it was dealt with already?",
            ));
        }
        if self.unseen.peak >= limit + slack() {
            refuse(not_allocated(self.unseen.peak, limit));
        }
    }
}

/// Memory that only the system counts.
fn not_allocated(unseen: usize, limit: usize) -> Finding {
    finding(
        Kind::Leaks,
        format!(
            "{} of memory were in use that nobody allocated, as the system counts it, expected less than {}",
            bytes(unseen),
            bytes(limit)
        ),
        "a static and the stack of a thread are memory, too",
        "what lies in a static, in a thread's own place or on a stack, and how large is it?",
    )
}

/// The bytes in use.
pub(crate) fn live() -> usize {
    assert!(
        counts(),
        "a test that counts memory needs `proof::metered_main!`"
    );
    LIVE.load(Ordering::SeqCst)
}

/// A peak begins; the bytes in use.
pub(crate) fn start() -> usize {
    let live = live();
    PEAK.store(live, Ordering::SeqCst);
    live
}

/// The most bytes in use since the start, and those in use now, beyond `before`.
pub(crate) fn stop(before: usize) -> (usize, usize) {
    let peak = PEAK.load(Ordering::SeqCst).saturating_sub(before);
    let kept = LIVE.load(Ordering::SeqCst).saturating_sub(before);
    (peak, kept)
}

/// Whether the meter is the allocator of this program: then something is in
/// use by now.
fn counts() -> bool {
    LIVE.load(Ordering::SeqCst) > 0
}

/// `256 KiB`
pub(crate) fn bytes(count: usize) -> String {
    match count {
        0..4_096 => format!("{count} bytes"),
        4_096..4_194_304 => format!("{} KiB", count / 1_024),
        _ => format!("{} MiB", count / 1_048_576),
    }
}

fn add(size: usize) {
    let live = LIVE.fetch_add(size, Ordering::SeqCst) + size;
    PEAK.fetch_max(live, Ordering::SeqCst);
}

#[expect(
    unsafe_code,
    reason = "an allocator is an unsafe trait; this one hands everything to the system's"
)]
// SAFETY: each call is passed on to `System` with the arguments it came with,
// so the contract of the caller is the one that `System` asks for.
unsafe impl GlobalAlloc for Meter {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::SeqCst);
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Both at once: a block that moves exists twice for a moment.
        add(size);
        let moved = unsafe { System.realloc(block, layout, size) };
        LIVE.fetch_sub(layout.size(), Ordering::SeqCst);
        moved
    }
}

/// The meter is the program's: tests that count memory, or have much of it, take
/// turns from beginning to end.
#[cfg(test)]
pub(crate) fn turn() -> std::sync::MutexGuard<'static, ()> {
    static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());
    TURN.lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::{accepts, refuses};
    use std::thread;

    #[global_allocator]
    static METER: Meter = Meter;

    /// Far beyond what other tests use meanwhile; those make the numbers inexact.
    const LARGE: usize = 256 << 20;
    const LIMIT: usize = 64 << 20;

    /// Memory that is never touched costs nothing.
    fn large() -> Vec<u8> {
        Vec::with_capacity(LARGE)
    }

    #[test]
    fn memory_that_was_given_back_counts_for_the_peak_alone() {
        let _turn = turn();
        let given_back = metered(|| drop(large()));
        refuses(Kind::Leaks, "of memory were in use at once", || {
            given_back.peak_below(LIMIT);
        });
        accepts(|| {
            given_back.peak_below(2 * LARGE);
            given_back.kept_below(LIMIT);
        });
    }

    #[test]
    fn memory_that_is_kept_is_refused() {
        let _turn = turn();
        let kept = metered(large);
        refuses(Kind::Leaks, "of memory were still in use", || {
            kept.kept_below(LIMIT);
        });
        accepts(|| metered(|| 7).kept_below(LIMIT));
    }

    #[test]
    fn memory_of_other_threads_counts() {
        let _turn = turn();
        let other = metered(|| thread::spawn(large).join().is_ok());
        refuses(Kind::Leaks, "in use at once", || other.peak_below(LIMIT));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn memory_that_nobody_allocated_counts() {
        use std::hint::black_box;
        use std::sync::Mutex;

        static PLACE: Mutex<[u8; LARGE]> = Mutex::new([0; LARGE]);

        fn on_the_stack() -> u8 {
            let place = black_box([1_u8; LARGE]);
            place[black_box(LARGE / 2)]
        }

        let _turn = turn();
        let kept = metered(|| PLACE.lock().map(|mut place| place.fill(1)).is_ok());
        let nobody = "of memory were in use that nobody allocated";
        refuses(Kind::Leaks, nobody, || kept.peak_below(LIMIT));
        refuses(Kind::Leaks, nobody, || kept.kept_below(LIMIT));
        let stack = thread::Builder::new().stack_size(3 * LARGE);
        let gone = metered(|| {
            stack
                .spawn(on_the_stack)
                .map(|thread| thread.join().is_ok())
        });
        refuses(Kind::Leaks, nobody, || gone.peak_below(LIMIT));
        accepts(|| gone.kept_below(LIMIT));
        // What was there before is not what it used.
        let again = metered(|| PLACE.lock().map(|mut place| place.fill(2)).is_ok());
        accepts(|| again.peak_below(LIMIT));
    }

    #[test]
    fn growing_needs_the_old_and_the_new_place() {
        let _turn = turn();
        let grown = metered(|| {
            let mut grows = large();
            grows.reserve_exact(LARGE + 1);
            drop(grows);
        });
        accepts(|| grown.peak_below(3 * LARGE));
        refuses(Kind::Leaks, "in use at once", || {
            grown.peak_below(LARGE + LIMIT)
        });
        accepts(|| grown.kept_below(LIMIT));
    }

    #[test]
    fn memory_is_said_in_the_largest_unit_that_tells_something() {
        assert_eq!(bytes(4_095), "4095 bytes");
        assert_eq!(bytes(4_096), "4 KiB");
        assert_eq!(bytes(256 << 10), "256 KiB");
        assert_eq!(bytes(4 << 20), "4 MiB");
    }
}
