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
//! Each instrument refuses an answer by itself, with a [`Finding`] in three
//! parts. Where the standard words miss the point of an exercise, the test says
//! once, before it calls the exercise, where to look ([`look_at`]) and what a
//! hang means ([`if_it_hangs`]).
//!
//! | to show that | use |
//! | --- | --- |
//! | futures overlap, or end in time | [`virtual_time`], [`VirtualClock`] |
//! | calls overlap, in which order, which were dropped and when, on which tasks and threads | [`Claims`] on any `journal()` of `lab`, or on [`Work`] of your own |
//! | *n* threads are inside at once | [`Rendezvous`] |
//! | *n* futures are inside at once | [`AsyncRendezvous`] |
//! | a future polls and wakes as it must | [`PollScript`] |
//! | no task outlives the call | [`Tasks`] |
//! | memory stays bounded | [`metered`], in a test with [`metered_main!`] |
//! | sockets are used as they must be | [`Peer`], [`Talk`] |
//! | a thread sleeps rather than spins | [`ThreadWatch`] |
//! | it ends at all | [`within`], [`background`]; `virtual_time` does it by itself |
//! | the value is right | [`equal`], [`holds`] |

mod async_rendezvous;
mod background;
mod channel;
mod claims;
mod clip;
mod harness;
mod meter;
mod observer;
mod panics;
#[cfg(unix)]
mod parent;
mod peer;
mod poll_script;
mod refusal;
mod rendezvous;
mod sweep;
mod talk;
mod tasks;
mod thread_watch;
mod virtual_clock;
mod virtual_time;
mod watchdog;
mod work;

pub use async_rendezvous::AsyncRendezvous;
pub use background::{Background, background};
pub use claims::Claims;
#[doc(hidden)]
pub use harness::run;
pub use harness::seed;
pub use meter::{Meter, Metered, metered};
pub use panics::expect_panic;
pub use peer::Peer;
pub use poll_script::PollScript;
pub use refusal::{equal, found, holds, if_it_hangs, look_at, note, refuse};
pub use rendezvous::Rendezvous;
pub use report::{Finding, Kind};
pub use sweep::{Cut, sweep};
pub use talk::Talk;
pub use tasks::Tasks;
pub use thread_watch::ThreadWatch;
pub use virtual_clock::VirtualClock;
pub use virtual_time::virtual_time;
pub use watchdog::within;
pub use work::Work;

/// What most hidden tests use.
pub mod prelude {
    pub use crate::{
        AsyncRendezvous, Claims, Kind, Peer, PollScript, Rendezvous, Talk, Tasks, ThreadWatch,
        Work, background, equal, expect_panic, holds, if_it_hangs, look_at, metered, sweep,
        virtual_time, within,
    };
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
