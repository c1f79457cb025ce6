//! Every command that a text names is one that works: what can be run is run,
//! as it is written, and of the rest at least the words are understood.
//!
//! A command that is neither run, nor understood, nor listed in `elsewhere.rs`
//! fails these tests.

mod elsewhere;
mod examples;
mod running;
pub(crate) mod texts;
mod understood;
