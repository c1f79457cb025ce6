//! The small world that the exercises work in: a web shop and the services
//! around it. Nothing here is real, and everything is well behaved: a service
//! takes exactly as long as it says, and fails exactly when it says.
//!
//! | you meet | it is |
//! | --- | --- |
//! | [`BlockingApi`] | the shop's pages, one blocking call at a time |
//! | [`CallbackApi`] | the same shop, answering through a callback on another thread |
//! | [`RemoteFile`] | a file that is read in chunks |
//! | [`FakeApi`] | the shop as an async service: users, orders, pages, prices, checks |
//! | [`Mirror`] | one of several places that hold the same file |
//! | [`Job`] | a nightly job, which may panic |
//! | [`Till`] | a till that reports its sales, one after another |
//! | [`Wire`] | a connection on which text arrives in pieces |
//!
//! Each of them has a constructor with something in it for your own `main`, and
//! `with_…` methods to build another world. Each keeps a [`Journal`] of the
//! calls that it got, which you can read and nobody can rewrite.

mod blocking_api;
mod callback_api;
mod fake_api;
mod job;
mod journal;
mod mirror;
#[doc(hidden)]
pub mod observe;
mod remote_file;
mod till;
mod wire;

pub use blocking_api::{ApiError, BlockingApi};
pub use callback_api::{CallbackApi, Line};
pub use fake_api::{Check, CheckFailed, Config, FakeApi, Order, User};
pub use job::Job;
pub use journal::{Call, CallRecord, Journal, Recorder};
pub use mirror::{Mirror, MirrorDown};
pub use remote_file::RemoteFile;
pub use till::Till;
pub use wire::Wire;

use std::time::Duration;

/// So many milliseconds.
#[must_use]
pub const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}
