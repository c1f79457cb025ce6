//! What a thread does between two of its waits: how long it sleeps there, and how long
//! it computes.
//!
//! Asleep is what is left of the time on the wall without the time on a processor and
//! the time in which it waited for one. The machine below us, and interrupts, take time
//! that nobody counts: so a stretch in which the thread did not go to sleep of itself
//! counts for nothing, whatever is left.

use crate::never_blocks;
use std::cell::Cell;
use std::time::Duration;

/// What a thread did from one of its waits to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) asleep: Duration,
    /// On a processor.
    pub(crate) awake: Duration,
    /// On a processor, and not in the system.
    pub(crate) computed: Duration,
    /// Asleep where it should be, between stretches.
    pub(crate) waited: Duration,
}

impl Stretch {
    const NOTHING: Self = Self {
        asleep: Duration::ZERO,
        awake: Duration::ZERO,
        computed: Duration::ZERO,
        waited: Duration::ZERO,
    };

    fn and(self, other: Self) -> Self {
        Self {
            asleep: self.asleep + other.asleep,
            awake: self.awake + other.awake,
            computed: self.computed + other.computed,
            waited: self.waited + other.waited,
        }
    }
}

thread_local! {
    /// How many guards this thread holds.
    static WATCHED: Cell<usize> = const { Cell::new(0) };
    /// The beginning of the stretch that this thread is in.
    static OPEN: Cell<Option<Marks>> = const { Cell::new(None) };
    /// The end of the stretch before, while it waits.
    static WAITS: Cell<Option<Marks>> = const { Cell::new(None) };
    /// What it did in its stretches, in all.
    static ALL: Cell<Stretch> = const { Cell::new(Stretch::NOTHING) };
    /// How long it had slept before it was asked to.
    static BEFORE: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// This thread polls until the guard is dropped, apart from the waits in between.
#[must_use]
pub(crate) struct Polling(());

impl Polling {
    pub(crate) fn thread() -> Self {
        if WATCHED.replace(WATCHED.get() + 1) == 0 {
            goes_on();
        }
        Self(())
    }
}

impl Drop for Polling {
    fn drop(&mut self) {
        if WATCHED.get() == 1 {
            waits();
            WAITS.set(None);
        }
        WATCHED.set(WATCHED.get() - 1);
    }
}

/// Count from here, on this thread.
pub(crate) fn from_here() {
    BEFORE.set(so_far().map(|all| all.asleep).unwrap_or_default());
}

/// What this thread has done in all its stretches up to now, also in the one that it is
/// in; `None` where the system does not say.
pub(crate) fn so_far() -> Option<Stretch> {
    let now = Marks::at_the_end()?;
    let open = OPEN.get();
    Some(open.map_or(ALL.get(), |begun| ALL.get().and(now.since(begun))))
}

/// A stretch begins.
pub(crate) fn goes_on() {
    let now = Marks::at_the_beginning();
    if let Some((now, since)) = now.zip(WAITS.take()) {
        let waited = now.since(since).asleep;
        let all = ALL.get();
        let waited = all.waited + waited;
        ALL.set(Stretch { waited, ..all });
    }
    OPEN.set(now);
}

/// It ends: the thread waits for what is to come, as it should.
pub(crate) fn waits() {
    let now = Marks::at_the_end();
    let Some((begun, end)) = OPEN.take().zip(now) else {
        return;
    };
    WAITS.set(now);
    let stretch = end.since(begun);
    ALL.set(ALL.get().and(stretch));
    let asleep = ALL.get().asleep.saturating_sub(BEFORE.get());
    never_blocks::judge(stretch, asleep);
}

/// What the kit itself does in a stretch is not the answer's.
pub(crate) fn excused<T>(service: impl FnOnce() -> T) -> T {
    let Some(open) = OPEN.take() else {
        return service();
    };
    let before = Marks::at_the_end();
    let value = service();
    if let Some((before, after)) = before.zip(Marks::at_the_beginning()) {
        OPEN.set(Some(open.later_by(before, after)));
    }
    value
}

/// What the system has counted of a thread.
#[derive(Debug, Clone, Copy)]
struct Marks {
    wall: Duration,
    processor: Duration,
    starved: Duration,
    counts: Counts,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    user: Duration,
    /// How often it went to sleep, and was not only interrupted.
    naps: u64,
    /// How often it had to wait for the disk, or was stopped with the whole process.
    others: u64,
}

impl Marks {
    /// The wall comes last: what is not seen in between was not slept.
    fn at_the_beginning() -> Option<Self> {
        let (counts, starved, processor) = (system::counts()?, system::starved()?, processor()?);
        Some(Self {
            wall: system::now(),
            processor,
            starved,
            counts,
        })
    }

    /// The wall comes first.
    fn at_the_end() -> Option<Self> {
        let wall = system::now();
        Some(Self {
            wall,
            processor: processor()?,
            starved: system::starved()?,
            counts: system::counts()?,
        })
    }

    fn since(self, begun: Self) -> Stretch {
        let wall = self.wall.saturating_sub(begun.wall);
        let busy = (self.processor + self.starved).saturating_sub(begun.processor + begun.starved);
        let slept = self.counts.naps > begun.counts.naps;
        let by_others = self.counts.others > begun.counts.others;
        Stretch {
            asleep: match slept && !by_others {
                true => wall.saturating_sub(busy),
                false => Duration::ZERO,
            },
            awake: self.processor.saturating_sub(begun.processor),
            computed: self.counts.user.saturating_sub(begun.counts.user),
            waited: Duration::ZERO,
        }
    }

    /// As if nothing had happened from `before` to `after`.
    fn later_by(self, before: Self, after: Self) -> Self {
        let later = |of: fn(&Self) -> Duration| of(&self) + of(&after).saturating_sub(of(&before));
        let more = |of: fn(&Self) -> u64| of(&self) + of(&after).saturating_sub(of(&before));
        Self {
            wall: later(|marks| marks.wall),
            processor: later(|marks| marks.processor),
            starved: later(|marks| marks.starved),
            counts: Counts {
                user: later(|marks| marks.counts.user),
                naps: more(|marks| marks.counts.naps),
                others: more(|marks| marks.counts.others),
            },
        }
    }
}

fn processor() -> Option<Duration> {
    crate::processor::thread_time()
}

pub(crate) use system::prepare;

#[cfg(target_os = "linux")]
mod system {
    use super::Counts;
    use crate::ask;
    use rustix::thread::gettid;
    use std::fs::File;
    use std::mem::MaybeUninit;
    use std::os::unix::fs::FileExt;
    use std::ptr;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
    use std::time::Duration;

    /// What tells how long the thread of the test waits for a processor. Opened before
    /// the process seals itself: then nobody looks into such files any more.
    static OF_THE_TEST: OnceLock<(i32, File)> = OnceLock::new();

    const SCHEDULING: &str = "/proc/thread-self/schedstat";

    /// To be done on the thread of the test, before this process seals itself.
    pub(crate) fn prepare() {
        count_continuations();
        if let Ok(file) = File::open(SCHEDULING) {
            let _ = OF_THE_TEST.set((this_thread(), file));
        }
    }

    /// How often the process went on after it had been stopped.
    static CONTINUED: AtomicU64 = AtomicU64::new(0);

    extern "C" fn on_continuation(_: i32) {
        CONTINUED.fetch_add(1, Relaxed);
    }

    fn count_continuations() {
        #[expect(unsafe_code, reason = "a stop is heard of by a signal alone")]
        // SAFETY: all zeros is an action, and the handler only counts.
        unsafe {
            let mut action = MaybeUninit::<libc::sigaction>::zeroed().assume_init();
            action.sa_sigaction = on_continuation as extern "C" fn(_) as usize;
            action.sa_flags = libc::SA_RESTART | libc::SA_ONSTACK;
            libc::sigaction(libc::SIGCONT, &raw const action, ptr::null_mut());
        }
    }

    pub(super) fn now() -> Duration {
        crate::thread_watch::now()
    }

    /// How long this thread has waited for a processor; `None` where nobody says.
    pub(super) fn starved() -> Option<Duration> {
        let mut text = [0; 80];
        let length = match OF_THE_TEST.get() {
            Some((thread, file)) if *thread == this_thread() => file.read_at(&mut text, 0).ok()?,
            Some(_) | None if ask::is_sealed() => return None,
            Some(_) | None => File::open(SCHEDULING).ok()?.read_at(&mut text, 0).ok()?,
        };
        let text = str::from_utf8(&text[..length]).ok()?;
        let starved = text.split_ascii_whitespace().nth(1)?;
        Some(Duration::from_nanos(starved.parse().ok()?))
    }

    pub(super) fn counts() -> Option<Counts> {
        let mut usage = MaybeUninit::<libc::rusage>::uninit();
        #[expect(unsafe_code, reason = "no library that is here asks this")]
        // SAFETY: the call writes the whole of what it is lent, or says that it did not.
        let usage = unsafe {
            if libc::getrusage(libc::RUSAGE_THREAD, usage.as_mut_ptr()) != 0 {
                return None;
            }
            usage.assume_init()
        };
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        let user = Duration::from_secs(count(usage.ru_utime.tv_sec));
        Some(Counts {
            user: user + Duration::from_micros(count(usage.ru_utime.tv_usec)),
            naps: count(usage.ru_nvcsw),
            others: count(usage.ru_majflt) + count(usage.ru_inblock) + CONTINUED.load(Relaxed),
        })
    }

    fn this_thread() -> i32 {
        gettid().as_raw_nonzero().get()
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::Counts;
    use std::time::Duration;

    pub(crate) fn prepare() {}

    pub(super) fn now() -> Duration {
        Duration::ZERO
    }

    /// Nobody says.
    pub(super) fn starved() -> Option<Duration> {
        None
    }

    pub(super) fn counts() -> Option<Counts> {
        None
    }
}
