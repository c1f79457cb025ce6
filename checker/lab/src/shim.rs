//! Atomics, locks and condition variables as in `std::sync`, for exercises about the
//! order in which threads get to them.
//!
//! In a program of yours they do what those of `std` do. When an answer is
//! judged, threads take turns at them, one step after another, in one order
//! after another: also in the order that would come up once in a million runs.
//! Nothing happens there that cannot happen with `std`. A load whose `Ordering` is too
//! weak finds an old value at times, and a [`Slot`] tells two threads that nothing orders.
//!
//! ```
//! use lab::shim::{AtomicU64, Mutex, Ordering};
//!
//! let tickets = AtomicU64::new(7);
//! assert_eq!(tickets.fetch_add(1, Ordering::SeqCst), 7);
//!
//! let guests = Mutex::new(vec!["Ada"]);
//! guests.lock().unwrap().push("Grace");
//! assert_eq!(*guests.lock().unwrap(), ["Ada", "Grace"]);
//! ```

mod atomic;
mod barrier;
mod condvar;
mod lock;
mod rw_lock;
mod slot;
pub mod thread;

pub use atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, fence};
pub use barrier::{Barrier, BarrierWaitResult};
pub use condvar::{Condvar, WaitTimeoutResult};
pub use lock::{Mutex, MutexGuard};
pub use rw_lock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use slot::Slot;
pub use std::sync::atomic::Ordering;

/// What tells a thing from others: where it is. It does not move while somebody
/// holds it or waits for it.
fn id<T: ?Sized>(thing: &T) -> usize {
    std::ptr::from_ref(thing).cast::<()>().addr()
}
