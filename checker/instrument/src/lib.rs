//! What an answer is measured with. The services of `lab` are made of it, and
//! hidden tests read it through `proof`.
//!
//! An exercise cannot name this crate, and must not get at it in another way:
//! whoever can write a journal, take a seat among the threads that take turns or
//! listen in the place of the harness decides what a hidden test sees. So `lab`
//! keeps all of it private, but for [`Journal`] and [`CallRecord`], which can
//! only be read. What hidden tests do to a service is a method of a trait in
//! [`world`]: without the trait's name nobody can call it.

pub mod group;
mod journal;
pub mod observe;
pub mod turns;
pub mod worker;
pub mod world;

pub use journal::{Call, CallRecord, Journal, LogicalClock, Recorder};
pub use report::Activity;
