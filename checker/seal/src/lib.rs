//! Takes from a process what it does not need: files, programs, sockets, rights.
//!
//! A test's process seals *itself* before it calls the answer; a compiler's is
//! fenced between fork and exec. What comes of it is told, never assumed.

#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod canary;
mod fence;
#[cfg(target_os = "linux")]
mod filter;
#[cfg(target_os = "linux")]
mod folder;
mod inside;
mod limits;
#[cfg(target_os = "linux")]
mod network;
mod probe;
#[cfg(target_os = "linux")]
mod ruleset;
#[cfg(target_os = "linux")]
mod user;

pub use fence::{Available, Fence, FenceError, InForce, Limits, Plan, available};
pub use inside::{leave, seal};
pub use limits::{MOST_BYTES, MOST_ENTRIES};
pub use probe::promised;
pub use report::{Needs, Network, Order, Seal};
