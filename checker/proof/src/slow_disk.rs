//! A disk that takes as long as a test wants, and fails when the test says so.

use crate::trouble::none_left;
use instrument::world::Stores;
use lab::Disk;
use std::fs;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// A [`lab::Disk`] in the hands of a test, with a file of its own. Clones are the same one.
///
/// ```
/// # use proof::SlowDisk;
/// let slow = SlowDisk::with("accepted 1 tea\n");
/// let disk = slow.disk();
/// slow.fails_to(&["sync"]);
/// assert!(disk.append("accepted 2 cups\n").is_ok());
/// assert!(disk.sync().is_err());
/// assert_eq!(slow.durable(), "accepted 1 tea\n");
/// ```
#[derive(Debug, Clone)]
pub struct SlowDisk {
    /// The file, without what the test does to calls.
    file: Disk,
    disk: Disk,
    calls: Arc<Calls>,
}

#[derive(Debug, Default)]
struct Calls {
    now: Mutex<Manner>,
    changed: Condvar,
}

/// What calls are like now.
#[derive(Debug, Default)]
struct Manner {
    held: bool,
    /// Syncs that were begun since they are held.
    begun: usize,
    takes: Duration,
    fail: Vec<String>,
    /// Calls that have failed since then.
    failed: usize,
}

impl SlowDisk {
    /// A disk with `text` on it, in the folder of this run.
    #[must_use]
    pub fn with(text: impl AsRef<[u8]>) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("disk-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let file = fs::write(&path, text).and_then(|()| Disk::open(&path));
        let file = file.unwrap_or_else(|error| none_left("file", &error));
        let calls = Arc::new(Calls::default());
        let work = calls.clone();
        let disk = file.clone().with_work(move |call| work.come_to(call));
        Self { file, disk, calls }
    }

    /// The one that is handed to the exercise.
    #[must_use]
    pub fn disk(&self) -> Disk {
        self.disk.clone()
    }

    /// From now on, each `sync` waits until [`SlowDisk::let_go`].
    pub fn hold(&self) {
        let mut now = self.calls.now();
        (now.held, now.begun) = (true, 0);
    }

    /// No `sync` waits any more.
    pub fn let_go(&self) {
        self.calls.now().held = false;
        self.calls.changed.notify_all();
    }

    /// Whether a `sync` was begun since [`SlowDisk::hold`].
    #[must_use]
    pub fn is_waited_for(&self) -> bool {
        self.calls.now().begun > 0
    }

    /// From now on, each call takes so long, whichever it is.
    pub fn takes(&self, time: Duration) {
        self.calls.now().takes = time;
    }

    /// From now on these calls fail, and no others: `read`, `append`, `sync`, `cut`.
    pub fn fails_to(&self, calls: &[&str]) {
        let mut now = self.calls.now();
        now.fail = calls.iter().map(|&call| call.to_owned()).collect();
        now.failed = 0;
    }

    /// Whether a call has failed since [`SlowDisk::fails_to`].
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.calls.now().failed > 0
    }

    /// What is on it.
    #[must_use]
    pub fn text(&self) -> String {
        text(self.file.read())
    }

    /// What would be on it after a power cut.
    #[must_use]
    pub fn durable(&self) -> String {
        text(self.file.durable())
    }

    /// How many lines are on it, with their ends.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.text().matches('\n').count()
    }
}

fn text(bytes: io::Result<Vec<u8>>) -> String {
    let bytes = bytes.unwrap_or_else(|error| none_left("file", &error));
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Calls {
    fn come_to(&self, call: &str) -> io::Result<()> {
        let mut now = self.now();
        let (takes, waits) = (now.takes, call == "sync");
        now.begun += usize::from(waits);
        drop(now);
        if !takes.is_zero() {
            thread::sleep(takes);
        }
        let mut now = self.now();
        if waits {
            let held = self.changed.wait_while(now, |now| now.held);
            now = held.unwrap_or_else(PoisonError::into_inner);
        }
        if now.fail.iter().any(|other| other == call) {
            now.failed += 1;
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }

    fn now(&self) -> MutexGuard<'_, Manner> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comes_true;
    use lab::ms;
    use std::time::Instant;

    #[test]
    fn a_sync_waits_until_it_is_let_go() {
        let slow = SlowDisk::with("");
        slow.hold();
        let disk = slow.disk();
        let writes = thread::spawn(move || disk.append("tea\n").and_then(|()| disk.sync()));
        assert!(comes_true(ms(2_000), || slow.is_waited_for()));
        assert_eq!(
            (slow.text().as_str(), slow.durable().as_str()),
            ("tea\n", "")
        );
        assert!(!writes.is_finished());
        slow.let_go();
        assert!(writes.join().is_ok_and(|written| written.is_ok()));
        assert_eq!((slow.durable().as_str(), slow.lines()), ("tea\n", 1));
        slow.hold();
        assert!(!slow.is_waited_for());
    }

    #[test]
    fn only_what_is_named_fails() {
        let slow = SlowDisk::with("tea\n");
        let disk = slow.disk();
        for (fails, works) in [(["append"], ["sync", "cut"]), (["cut"], ["append", "sync"])] {
            slow.fails_to(&fails);
            let call = |call: &str| match call {
                "append" => disk.append("cups\n"),
                "sync" => disk.sync(),
                _ => disk.cut(4),
            };
            assert!(!slow.has_failed());
            assert!(call(fails[0]).is_err());
            assert!(slow.has_failed());
            assert!(works.iter().all(|works| call(works).is_ok()));
        }
        slow.fails_to(&["read"]);
        assert!(disk.read().is_err());
        slow.fails_to(&[]);
        assert!(disk.cut(0).is_ok());
        assert_eq!(slow.text(), "");
    }

    #[test]
    fn every_call_takes_its_time() {
        let slow = SlowDisk::with("");
        slow.takes(ms(3));
        let begun = Instant::now();
        assert!(slow.disk().append("tea\n").is_ok());
        assert!(slow.disk().sync().is_ok());
        assert!(begun.elapsed() >= ms(6));
    }
}
