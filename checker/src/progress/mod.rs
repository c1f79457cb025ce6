//! What the learner has done, on disk in `.workbook`, so that nothing is lost:
//! not by a crash, not by a full disk, not by an older or a newer program.

mod backup;
mod record;
mod review;
#[cfg(test)]
mod sample;
mod state;
mod store;
mod watch_lock;

pub use backup::{keep, latest, newest_other};
pub use record::{History, Progress, Status};
pub use watch_lock::WatchLock;
