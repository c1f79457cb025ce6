//! Takes from a process what it does not need: files, programs, sockets, rights.
//!
//! A test's process seals *itself* before it calls the answer; a compiler's is
//! fenced between fork and exec. What comes of it is told, never assumed.

mod fence;

pub use fence::{Available, Fence, FenceError, InForce, Limits, Plan, available};
