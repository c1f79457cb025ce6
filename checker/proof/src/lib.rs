//! What hidden tests are built with.
//!
//! A hidden test is a program of its own. It names its tests once, at the top,
//! and each is a plain function whose name is a sentence:
//!
//! ```ignore
//! //! `profile` asks for the user and the orders at the same time.
//! use lab::{FakeApi, ms};
//! use proof::prelude::*;
//!
//! proof::main!(both_requests_are_in_flight_together);
//!
//! fn both_requests_are_in_flight_together() {
//!     promise("It takes as long as the slower request alone.");
//!     virtual_time(async |clock| {
//!         let api = FakeApi::empty()
//!             .with_user(7, "Ada", ms(50))
//!             .with_orders(7, &["tea"], ms(30));
//!         exercise::profile(&api, 7).await;
//!         api.journal().peak_is(2);
//!         clock.elapsed_is(ms(50), "the slower request alone");
//!     });
//! }
//! ```
//!
//! A test names what it holds the answer to, quoted from the text of the exercise
//! ([`promise`]); whatever is found then breaks that promise, and the verdict says
//! so. An instrument sees more than a test is about: [`promise_against`] names the
//! promise that findings of one kind break.
//!
//! Each instrument refuses an answer by itself, with a [`Finding`]: what was seen,
//! the promise, what it means, where to look. Where the standard words miss the
//! point of an exercise, the test says once, before it calls the exercise, where to
//! look ([`look_at`]) and what a hang means ([`if_it_hangs`]).
//!
//! | to show that | use | which is |
//! | --- | --- | --- |
//! | futures overlap, or end in time | [`virtual_time`], [`VirtualClock`] | a virtual clock, compared for equality |
//! | so many calls are under way at once | [`Claims::peak_is`], [`Claims::peak_at_most`] | an in-flight gauge |
//! | things happen in this order | [`Claims::happened`], [`Claims::calls_are`] | an event ledger |
//! | work was cancelled, and when | [`Claims::cancelled`], [`Claims::dropped_at`], [`Claims::all_ended`] | a drop ledger: cancellation, observed |
//! | a promise holds wherever a future is cancelled | [`sweep`] | a cancellation sweep |
//! | work ran on these tasks and threads | [`Claims::each_on_its_own_task`], [`Claims::threads_are`], [`Claims::all_on_this_thread`] | identities of tasks and threads |
//! | *n* threads are inside at once | [`Rendezvous`] | a rendezvous of threads |
//! | nothing goes wrong in whatever order threads come to locks, condvars and atomics, and no wake-up is lost | [`Interleavings`] | threads that take turns |
//! | each `Ordering` is strong enough for what rests on it, and nothing touches a place without a lock unordered | [`Interleavings`], with a `lab::shim::Slot` or two atomics | views of happens-before |
//! | who waits for another thread sleeps rather than looks again and again, in any order | [`Interleavings::who_waits_sleeps`] | a thread that goes on alone |
//! | so many can be inside at once, or somebody waits by now | [`stand_back`] | a thread that goes on when no other one can |
//! | a call waits for nobody who has stopped half-way, and can lose again and again | [`interrupted`], [`interrupted_with_locks_held`] | others that come between any two steps |
//! | no poll puts its thread to sleep, or computes for long | [`never_blocks`], [`never_blocks_or_computes`] | what the system counts of a thread |
//! | blocking work does not hold up the runtime | [`Liveness`] | a rendezvous with the runtime |
//! | so many threads and runtimes do the work, and end | [`Crew`] | who came by |
//! | no thread was started that nobody counts | [`StartedThreads`] | the numbers that threads get |
//! | work that is slow holds up no other work, and nobody holds what others need | [`Straggler`], [`is_free_during`] | a piece that is done last |
//! | real processes run at once, end, and are waited for | [`Gate`] | a gate of processes |
//! | programs of somebody else are dealt with, whatever they do with their pipes | [`Script`] | a program told step by step |
//! | *n* futures are inside at once | [`AsyncRendezvous`] | a rendezvous of futures |
//! | a future polls and wakes as it must | [`PollScript`] | a poll script |
//! | only the waker of the last poll counts | [`PollScript::moved_to_another_task`] | a script with stale wakers |
//! | nothing is lost between a look and a wait | [`PollScript::notices`] | a thread let loose at each moment of a poll |
//! | the same, where threads of the answer make the news | [`with_news_in_the_first_poll`], [`with_news_at_each_step`] | a thread let loose when the waker is taken, or at any step of the poll |
//! | nothing is lost between any two steps of a call | [`at_each_step`], [`at_each_step_from_there`] | a call that is held at each of its steps |
//! | a waker may poll on the spot | [`EagerTask`] | a re-entrant waker |
//! | what has to be done before a wake is done by then, also on several threads | [`SwiftTask`] | a task that another thread polls at once |
//! | futures are polled when they have to be, and no more | [`Mock`] | a future in the hands of the test, which counts |
//! | tasks take turns | [`Turns`] | a ledger of turns |
//! | no task outlives the call, *n* tasks are alive, or were spawned | [`Tasks`] | runtime metrics, and the numbers that tasks get |
//! | memory stays bounded, or is given back | [`metered`], in a test with [`metered_main!`] | an allocation meter, and what the system counts |
//! | an error of the system is returned | [`without_files`] | a process that can open nothing more |
//! | sockets are used as they must be | [`Peer`], [`Talk`] | a loopback peer |
//! | a stream of any kind is read and written as it must be | [`Remote`], whose other end is a [`Wire`] | a connection in memory |
//! | a program ends when it is asked to | [`Signal`] | signals of the system |
//! | a program that is started again goes on where it was | [`Program`] | a process that is killed |
//! | what the network does not take at once is not lost | [`Talk::says_without_listening`], [`small_packets`] | small packets, and a peer that does not listen |
//! | a call sleeps for as long as nothing comes | [`Background::stays_asleep`] | a long silence |
//! | so many files are open at once, and none of them blocks the runtime | [`SlowFiles`] | named pipes, whose other ends the test has |
//! | what a program writes is there when it counts on it, and a disk that fails is seen | [`SlowDisk`] | a disk that is held, and fails |
//! | something comes about on other threads | [`comes_about`] | a look at times, while others go on |
//! | work of others is done, however often it fails, panics or takes long | [`Chores`] | work whose task says what it does |
//! | minutes are waited for while threads are at work | [`StillClock`] | a clock that the test moves |
//! | connections and files are closed again | [`OpenFiles`] | the numbers that are free |
//! | a thread sleeps rather than spins or looks at times, and nobody does so for it | [`ThreadWatch`] | the processor time of all threads, and how often one wakes up |
//! | a future waits rather than looks at times | [`VirtualClock::moves_at_most`] | how often the clock moves |
//! | an executor misses no wake-up before it sleeps | [`is_woken_whenever`] | a thread let loose at each moment |
//! | a tool was chosen by the facts | [`well_chosen`] | what would happen with another one |
//! | work that is shared is faster, beside a proof that it overlaps | [`speed_up`] | a calibrated speed-up |
//! | a result that comes late stands in its place | [`Trail`] | a ledger of who began what |
//! | it ends at all | `virtual_time` by itself; [`within`], [`background`] | a virtual watchdog; one of the system's threads |
//! | what was handed in is called | [`called`], [`called_with`]; by themselves [`Rendezvous`], [`Straggler`], [`Liveness`] | a promise that has to be kept before the test returns |
//! | the value is right, whatever goes in | [`equal`], [`holds`], with inputs by [`number`], [`articles`] | inputs that the seed chooses |
//! | bytes are right | [`bytes`] | text, escaped where they are none |
//! | a value of the answer's own types is right | [`written`] | the value in the answer's words |
//! | a value that is computed is right, and what was lent is unchanged | [`expected`] | the checker, which is told beforehand |
//!
//! [`Claims`] are made on any `journal()` of `lab`, or on [`Work`] of your own.
//! A claim about calls is refused where there were none; how many there have to be,
//! say with [`Claims::calls_are`] or [`Claims::peak_is`].
//!
//! A panic in any thread or task is a finding by itself, unless it is announced
//! with [`expect_panic`] or [`expect_any_panic`]. Two go unseen in themselves: one that the answer's code
//! swallows while it has put a panic hook of its own in the place of ours (left
//! there, the hook is found at the end of the test; taken back, it is not), and
//! unwinding by `resume_unwind`, which is no panic. What they leave undone is
//! seen: each thread of [`Interleavings`] has to return, and an instrument that
//! stands in the answer's work has to be reached before the test returns.

mod ask;
mod async_rendezvous;
mod background;
mod bytes;
mod channel;
mod choice;
mod chores;
mod claims;
mod clip;
mod closing;
mod crew;
mod draw;
mod each_step;
mod eager_task;
mod expected;
#[cfg(unix)]
mod gate;
mod harness;
mod held;
mod interleavings;
mod interrupted;
mod lines;
mod liveness;
mod memory;
mod meter;
mod mock;
mod never_blocks;
mod news;
#[cfg(unix)]
mod no_files;
mod obligation;
mod observer;
mod open_files;
mod own_executor;
mod pace;
mod packets;
mod panics;
#[cfg(unix)]
mod parent;
mod peer;
mod poll_script;
mod processor;
#[cfg(unix)]
mod program;
mod promise;
mod real_time;
mod refusal;
mod remote;
mod rendezvous;
mod resident;
mod rest;
#[cfg(unix)]
mod signals;
mod slow_disk;
#[cfg(unix)]
mod slow_files;
mod soon;
mod speed_up;
mod started_threads;
mod stays_asleep;
mod step;
mod still_clock;
mod sweep;
mod swift_task;
mod talk;
mod tasks;
mod thread_watch;
mod trouble;
mod turns;
mod virtual_clock;
mod virtual_time;
mod waits;
mod watchdog;
mod work;
mod worst_moment;
mod written;

pub use async_rendezvous::AsyncRendezvous;
pub use background::{Background, background};
pub use bytes::{Bytes, bytes};
pub use choice::well_chosen;
pub use chores::Chores;
pub use claims::Claims;
pub use crew::Crew;
pub use draw::{articles, number};
pub use each_step::{Attempt, at_each_step, at_each_step_from_there, held_from_here};
pub use eager_task::EagerTask;
pub use expected::{Expected, expected};
#[cfg(unix)]
pub use gate::{Fate, Gate, Script};
#[doc(hidden)]
pub use harness::run;
pub use harness::seed;
pub use instrument::turns::{pause, stand_back};
pub use instrument::world::{Configured, Counts, Recorded, Shrinks, Stores};
pub use interleavings::Interleavings;
pub use interrupted::{interrupted, interrupted_with_locks_held};
pub use liveness::Liveness;
pub use memory::{Memory, future_below};
pub use meter::{Meter, Metered, metered};
pub use mock::{Mock, MockFuture};
pub use never_blocks::{never_blocks, never_blocks_or_computes};
pub use news::{NewsAt, with_news_at_each_step, with_news_in_the_first_poll};
#[cfg(unix)]
pub use no_files::without_files;
pub use obligation::{called, called_with};
pub use open_files::OpenFiles;
pub use own_executor::{is_woken_whenever, polls_by_itself};
pub use packets::small_packets;
pub use panics::{expect_any_panic, expect_panic};
pub use peer::Peer;
pub use poll_script::PollScript;
pub use processor::{crunch, processor_time, rests_during};
#[cfg(unix)]
pub use program::Program;
pub use promise::{promise, promise_against};
pub use real_time::{on_workers, real_time};
pub use refusal::{equal, found, holds, if_it_hangs, look_at, note, refuse};
pub use remote::{Remote, Wire};
pub use rendezvous::Rendezvous;
pub use report::{Finding, Kind};
#[cfg(unix)]
pub use signals::Signal;
pub use slow_disk::SlowDisk;
#[cfg(unix)]
pub use slow_files::SlowFiles;
pub use soon::{a_moment, comes_about, is_soon};
pub use speed_up::{Load, speed_up};
pub use started_threads::StartedThreads;
pub use still_clock::StillClock;
pub use sweep::{Cut, sweep};
pub use swift_task::SwiftTask;
pub use talk::Talk;
pub use tasks::Tasks;
pub use thread_watch::ThreadWatch;
pub use turns::{TurnTask, Turns};
pub use virtual_clock::VirtualClock;
pub use virtual_time::virtual_time;
pub use waits::{Straggler, Trail, comes_true, is_free_during};
pub use watchdog::within;
pub use work::Work;
pub use written::{Written, written};

/// For the tests of instruments, also of those in other crates.
#[cfg(any(test, feature = "testing"))]
pub mod testing {
    pub use crate::refusal::{accepts, findings_of, is_in_voice, refuses};
}

/// What most hidden tests use.
pub mod prelude {
    pub use crate::{
        AsyncRendezvous, Claims, Configured, Counts, Crew, EagerTask, Interleavings, Kind,
        Liveness, Mock, OpenFiles, Peer, PollScript, Recorded, Rendezvous, Shrinks, StartedThreads,
        Stores, Straggler, Talk, Tasks, ThreadWatch, Turns, Work, Written, articles, background,
        bytes, called, called_with, equal, expect_any_panic, expect_panic, expected, holds,
        if_it_hangs, interrupted, is_woken_whenever, look_at, metered, never_blocks,
        never_blocks_or_computes, number, on_workers, polls_by_itself, promise, promise_against,
        real_time, sweep, virtual_time, within, written,
    };
    #[cfg(unix)]
    pub use crate::{Fate, Gate, Script, SlowFiles, without_files};
}

/// The tests of this file, in order. The checker reads this list from the
/// source, and starts a process for each.
#[macro_export]
macro_rules! main {
    ($($test:ident),+ $(,)?) => {
        // One shared library with everything prebuilt: links in no time.
        extern crate kit as _;

        fn main() {
            $crate::run(&[$((stringify!($test), $test as fn())),+]);
        }
    };
}

/// Like [`main!`], in a program of its own that counts every allocation, so
/// that [`metered`] works. It takes longer to link.
#[macro_export]
macro_rules! metered_main {
    ($($test:ident),+ $(,)?) => {
        #[global_allocator]
        static METER: $crate::Meter = $crate::Meter;

        fn main() {
            $crate::run(&[$((stringify!($test), $test as fn())),+]);
        }
    };
}
