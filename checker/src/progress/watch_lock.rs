//! One watcher for each folder. The operating system holds the lock, so a
//! watcher that was killed does not keep the next one out.

use super::Progress;
use crate::course::Course;
use crate::files::{explain, open_lock};
use anyhow::bail;
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};

/// Held as long as the watcher lives.
#[derive(Debug)]
pub struct WatchLock {
    /// The lock goes with the file. The file itself stays: removing it would let
    /// two watchers hold two files of the same name.
    _file: File,
}

impl Progress {
    /// Become the watcher of this course.
    ///
    /// # Errors
    ///
    /// When there is one already; names it.
    pub fn lock_watch(course: &Course) -> anyhow::Result<WatchLock> {
        let path = course.watch_lock();
        let mut file = open_lock(&path).map_err(|error| explain("open", &path, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!(
                    "{} is already watching `{}`; use that one, or end it first",
                    holder(&mut file),
                    course.root.display()
                );
            }
            // Some network file systems have no locks; watching without one is
            // better than not at all.
            Err(TryLockError::Error(_)) => {}
        }
        // Only for the message above.
        let _ = file.set_len(0);
        let _ = write!(file, "{}", std::process::id());
        let _ = file.flush();
        Ok(WatchLock { _file: file })
    }
}

/// `another workbook (process 4711)`; on some systems a locked file cannot be
/// read, and then without the number.
fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let _ = file.rewind();
    let _ = file.take(32).read_to_string(&mut text);
    match text.trim().parse::<u32>() {
        Ok(pid) => format!("another workbook (process {pid})"),
        Err(_) => "another workbook".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use std::fs;

    #[test]
    fn a_second_watcher_is_told_who_the_first_is_and_where() {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::course(dir.path(), &[]);
        let first = Progress::lock_watch(&course).unwrap();
        let error = Progress::lock_watch(&course).unwrap_err().to_string();
        let folder = dir.path().display().to_string();
        assert!(error.contains(&folder), "{error}");
        if cfg!(unix) {
            let pid = format!("process {}", std::process::id());
            assert!(error.contains(&pid), "{error}");
        }
        drop(first);
        Progress::lock_watch(&course).unwrap();
    }

    #[test]
    fn what_a_dead_watcher_left_behind_is_taken_over() {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::course(dir.path(), &[]);
        fs::create_dir(course.state_dir()).unwrap();
        fs::write(course.state_dir().join("watch.lock"), "999999999").unwrap();
        Progress::lock_watch(&course).unwrap();
        let pid = fs::read_to_string(course.state_dir().join("watch.lock")).unwrap();
        assert_eq!(pid, std::process::id().to_string());
    }
}
