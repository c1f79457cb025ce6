//! What a thread does, or all of them, seen from another one: does it sleep, or
//! does it burn the processor? Linux answers, a sealed process through the checker; elsewhere
//! nothing is known, and nothing is refused for it.

#[cfg(all(test, target_os = "linux"))]
mod tests;

#[cfg(target_os = "linux")]
use crate::ask;
use crate::refusal::{finding, found};
use lab::ms;
#[cfg(target_os = "linux")]
use report::Threads;
use report::{Kind, ThreadTimes};
#[cfg(target_os = "linux")]
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// A thread that is watched, or all threads but the one that watches.
#[derive(Debug, Clone, Copy)]
pub struct ThreadWatch(Watched);

impl ThreadWatch {
    /// Watch the thread that calls this.
    #[must_use]
    pub fn this_thread() -> Self {
        Self(Watched::this_thread())
    }

    /// Watch all threads of the process but the one that looks, whoever started
    /// them. They are asleep when each of them is. Not during
    /// [`within`](crate::within): its watchdog wakes up to look.
    #[must_use]
    pub fn everybody_else() -> Self {
        Self(Watched::EverybodyElse)
    }

    /// The processor time that it has used; `None` where the system does not
    /// say.
    #[must_use]
    pub fn cpu(&self) -> Option<Duration> {
        self.times().map(|times| times.cpu)
    }

    /// Wait until the thread sleeps, which `waiter` (`fetch_sync`) must do, and all
    /// others sleep too: nothing is to be done, so nobody looks in its place.
    /// Call it from another thread. A waiter that burns the processor instead
    /// is refused, and so is one that wakes up all the time to look; one that
    /// sleeps costs a good part of a tenth of a second.
    pub fn falls_asleep(&self, waiter: &str) {
        let settled = self.watch_it_settle(ms(1_000));
        match settled {
            Settled::Spinning(burnt) => found(spins(&format!("`{waiter}`"), burnt)),
            Settled::Restless(wakes) => found(restless(&format!("`{waiter}`"), wakes)),
            Settled::Unknown => {}
            Settled::Asleep => match the_others() {
                Settled::Asleep | Settled::Unknown => {}
                Settled::Spinning(burnt) => found(spins(&another_than(waiter), burnt)),
                Settled::Restless(wakes) => found(restless(&another_than(waiter), wakes)),
            },
        }
    }

    /// Whether it sleeps, and goes on doing so: who looks only now and then is seen by
    /// how often it woke up, and who works in between by its processor time. Neither
    /// counts the time in which others had the processor.
    fn stays_asleep(&self) -> Settled {
        const WINDOW: Duration = ms(60);
        const SPINS: Duration = ms(20);
        /// A thread that is late may still have something to do, but not again and
        /// again.
        const WINDOWS: usize = 4;
        const WAKES: u64 = 2;
        let settled = self.watch_it_settle(ms(1_000));
        if !matches!(settled, Settled::Asleep) {
            return settled;
        }
        let (mut wakes, mut burnt) = (0, Duration::ZERO);
        for _ in 0..WINDOWS {
            let Some(before) = self.times() else {
                return Settled::Unknown;
            };
            thread::sleep(WINDOW);
            let Some(now) = self.times() else {
                return Settled::Unknown;
            };
            let woke = now.naps.saturating_sub(before.naps);
            let worked = now.cpu.saturating_sub(before.cpu);
            wakes += u32::try_from(woke).unwrap_or(u32::MAX);
            burnt += worked;
            if now.asleep && woke < WAKES && worked < SPINS / 4 {
                return Settled::Asleep;
            }
            if burnt >= SPINS * 2 {
                return Settled::Spinning(burnt);
            }
        }
        match wakes {
            0..8 => Settled::Unknown,
            wakes => Settled::Restless(wakes),
        }
    }

    /// Wait until the thread sleeps, or for a moment if it does not: whatever it
    /// does is right here. A test calls it to be sure that the thread has dealt
    /// with what it was sent.
    pub fn settles(&self) {
        self.watch_it_settle(ms(200));
    }

    fn watch_it_settle(&self, patience: Duration) -> Settled {
        const SPINS: Duration = ms(50);
        const STILL: u32 = 5;
        /// A thread on its way to sleep was seen at work a few times at most,
        /// however busy the machine is.
        const RESTLESS: u32 = 20;
        let Some(first) = self.times() else {
            thread::sleep(SPINS);
            return Settled::Unknown;
        };
        let begun = Instant::now();
        let (mut last, mut still, mut at_work) = (first, 0, 0);
        let in_time = |last| {
            let elapsed = begun.elapsed();
            // One that had no chance to show what it does gets more time.
            elapsed < patience || (elapsed < patience * 3 && wants_to_run(first, last))
        };
        while still < STILL && in_time(last) {
            thread::sleep(ms(2));
            let Some(now) = self.times() else {
                return Settled::Unknown;
            };
            let worked = now.cpu != last.cpu;
            at_work += u32::from(worked);
            still = if now.asleep && !worked { still + 1 } else { 0 };
            last = now;
            let burnt = now.cpu.saturating_sub(first.cpu);
            if burnt >= SPINS {
                return Settled::Spinning(burnt);
            }
        }
        match still {
            STILL => Settled::Asleep,
            _ if at_work >= RESTLESS => Settled::Restless(at_work),
            _ if never_slept(first, last) => Settled::Spinning(last.cpu.saturating_sub(first.cpu)),
            _ => Settled::Unknown,
        }
    }

    pub(crate) fn times(&self) -> Option<ThreadTimes> {
        self.0.times()
    }
}

/// On the clock that the checker has too; zero where there is none.
pub(crate) fn now() -> Duration {
    #[cfg(target_os = "linux")]
    {
        use rustix::time::{ClockId, clock_gettime};
        Duration::try_from(clock_gettime(ClockId::Monotonic)).unwrap_or_default()
    }
    #[cfg(not(target_os = "linux"))]
    Duration::ZERO
}

/// What became of a thread that has nothing to do.
enum Settled {
    Asleep,
    /// It used so much of the processor.
    Spinning(Duration),
    /// It was at work so many times that somebody looked.
    Restless(u32),
    /// It ended, had no chance to run, or the system does not say.
    Unknown,
}

/// Whether a thread ran, or waited for a processor, nearly all the time.
fn wants_to_run(first: ThreadTimes, last: ThreadTimes) -> bool {
    let awake = |times: ThreadTimes| times.cpu + times.starved;
    let elapsed = last.at.saturating_sub(first.at);
    awake(last) >= awake(first) + elapsed * 4 / 5
}

/// The same of one that ran for longer than it takes to go to sleep: on a very
/// busy machine that is all that is seen of one that spins.
fn never_slept(first: ThreadTimes, last: ThreadTimes) -> bool {
    const ON_ITS_WAY: Duration = ms(10);
    last.cpu.saturating_sub(first.cpu) >= ON_ITS_WAY && wants_to_run(first, last)
}

/// What all threads do but this one.
#[cfg(not(all(test, target_os = "linux")))]
fn the_others() -> Settled {
    ThreadWatch::everybody_else().stays_asleep()
}

/// Our own tests share a process, so each says which thread it means.
#[cfg(all(test, target_os = "linux"))]
fn the_others() -> Settled {
    match tests::OTHER.get() {
        Some(other) => other.stays_asleep(),
        None => Settled::Asleep,
    }
}

/// Whose times were added up: the one that has worked most is named, if it has a name.
fn another_than(waiter: &str) -> String {
    let another = format!("another thread than that of `{waiter}`");
    match busiest_other() {
        Some(name) => format!("{another}, `{name}`,"),
        None => another,
    }
}

#[cfg(target_os = "linux")]
fn busiest_other() -> Option<String> {
    match ask::is_sealed() {
        true => ask::busiest(this_thread()),
        false => ThreadTimes::busiest(Path::new("/proc/self"), this_thread()),
    }
}

#[cfg(not(target_os = "linux"))]
fn busiest_other() -> Option<String> {
    None
}

fn restless(waiter: &str, wakes: u32) -> report::Finding {
    finding(
        Kind::BusyWaits,
        format!(
            "while there was nothing to do, {waiter} woke up again and again, {wakes} times and more"
        ),
        "it asks whether there is something instead of sleeping until there is",
        "what can a thread wait on that wakes it?",
    )
}

fn spins(waiter: &str, burnt: Duration) -> report::Finding {
    finding(
        Kind::BusyWaits,
        format!(
            "while there was nothing to do, {waiter} used {} ms of processor time",
            burnt.as_millis()
        ),
        "it asks again and again instead of sleeping until there is something",
        "what can a thread wait on that wakes it?",
    )
}

#[derive(Debug, Clone, Copy)]
enum Watched {
    One(ThreadNumber),
    EverybodyElse,
}

#[cfg(target_os = "linux")]
type ThreadNumber = i32;

#[cfg(target_os = "linux")]
impl Watched {
    fn this_thread() -> Self {
        Self::One(this_thread())
    }

    fn times(self) -> Option<ThreadTimes> {
        let threads = match self {
            Self::One(number) => Threads::One(number),
            Self::EverybodyElse => Threads::AllBut(this_thread()),
        };
        if ask::is_sealed() {
            return ask::about(threads);
        }
        ThreadTimes::look(Path::new("/proc/self"), threads, now())
    }
}

#[cfg(target_os = "linux")]
fn this_thread() -> ThreadNumber {
    rustix::thread::gettid().as_raw_nonzero().get()
}

#[cfg(not(target_os = "linux"))]
type ThreadNumber = ();

#[cfg(not(target_os = "linux"))]
impl Watched {
    fn this_thread() -> Self {
        Self::One(())
    }

    fn times(self) -> Option<ThreadTimes> {
        None
    }
}
