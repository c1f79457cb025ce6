//! What a hidden test does to the services that it hands to an answer.
//!
//! These are traits so that only those can call them who can name them: on what
//! an answer is handed, each of them would change what the test sees.

use crate::Recorder;
use std::io;
use std::net::SocketAddr;

/// A service that can write to a journal which several share.
pub trait Recorded {
    /// Write to the journal of `recorder` from now on.
    #[must_use]
    fn recorded_by(self, recorder: &Recorder) -> Self;
}

/// An image: how it is shrunk.
pub trait Shrinks {
    /// Shrinking it is this work from now on.
    #[must_use]
    fn with_work(self, work: impl Fn() + Send + Sync + 'static) -> Self;
}

/// A pad of tallies: what belongs to counting a word.
pub trait Counts {
    /// This work belongs to counting a word from now on.
    #[must_use]
    fn with_work(self, work: impl Fn(&str) + Send + Sync + 'static) -> Self;
}

/// A shop whose requests bring a config along.
pub trait Configured {
    /// Where in memory it was, for each request in turn: who shares one brings the
    /// same each time, a copy is elsewhere.
    fn configs(&self) -> Vec<usize>;
}

/// A file that outlives the program: what belongs to its calls, and what came of them.
pub trait Stores: Sized {
    /// This work belongs to each `read`, `append`, `sync` and `cut` from now on, and is told
    /// which of them it is. Where it fails, so does the call, which has done nothing then.
    #[must_use]
    fn with_work(self, work: impl Fn(&str) -> io::Result<()> + Send + Sync + 'static) -> Self;

    /// What would be there after a power cut.
    ///
    /// # Errors
    ///
    /// The system's.
    fn durable(&self) -> io::Result<Vec<u8>>;
}

/// A process that waits at a gate.
pub trait Gated {
    /// It says at this gate who it is, and waits until it may go on.
    #[must_use]
    fn at_gate(self, gate: SocketAddr) -> Self;

    /// It takes these steps, one after another: see `script` in its program.
    #[must_use]
    fn that_takes(steps: &str) -> Self;

    /// What it does, and with what.
    fn task(&self) -> &[String; 2];
}
