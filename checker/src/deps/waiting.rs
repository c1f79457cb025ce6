//! Waiting for another `workbook` that builds: how far it is, is shown here too.

use super::in_the_cache;
use crate::event::Event;
use crate::files::replace;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// How far a build is, for who waits for it. In the folder that is locked.
const PROGRESS: &str = "progress.json";

/// How long two looks lie apart.
const LOOK: Duration = Duration::from_millis(100);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Progress {
    done: usize,
    total: usize,
    current: String,
}

/// A folder in which nobody else builds while this lives.
pub(super) struct Locked {
    folder: PathBuf,
    _file: File,
}

/// Keep others from building in `folder`, which is made where it is missing; while
/// somebody else does, tell how far that is.
pub(super) fn lock(folder: &Path, on_event: &mut dyn FnMut(Event)) -> anyhow::Result<Locked> {
    let path = folder.join("lock");
    let failed = |error| in_the_cache("lock", &path, &error);
    let file = fs::create_dir_all(folder)
        .and_then(|()| File::create(&path))
        .map_err(failed)?;
    let mut told = None;
    loop {
        match file.try_lock() {
            Ok(()) => {
                let (folder, _file) = (folder.to_owned(), file);
                return Ok(Locked { folder, _file });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
            Err(TryLockError::WouldBlock) => {}
        }
        let now = read(folder);
        if now != told
            && let Some(progress) = &now
        {
            on_event(progress.event());
        }
        told = now;
        thread::sleep(LOOK);
    }
}

impl Locked {
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Tell those who wait.
    pub(super) fn tell(&self, event: &Event) {
        if let Event::BuildingDependencies {
            done,
            total,
            current,
        } = event
        {
            let progress = Progress {
                done: *done,
                total: *total,
                current: current.clone(),
            };
            // Who waits can do without.
            if let Ok(text) = serde_json::to_vec(&progress) {
                let _ = replace(&self.folder.join(PROGRESS), &text);
            }
        }
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.folder.join(PROGRESS));
    }
}

fn read(folder: &Path) -> Option<Progress> {
    let text = fs::read(folder.join(PROGRESS)).ok()?;
    serde_json::from_slice(&text).ok()
}

impl Progress {
    fn event(&self) -> Event {
        Event::BuildingDependencies {
            done: self.done,
            total: self.total,
            current: self.current.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn who_waits_hears_how_far_the_other_one_is() {
        let folder = tempfile::tempdir().unwrap();
        let first = lock(folder.path(), &mut |_| panic!("nobody else builds")).unwrap();
        let event = Event::BuildingDependencies {
            done: 3,
            total: 9,
            current: "tokio".to_owned(),
        };
        first.tell(&event);
        let (heard, hears) = channel();
        thread::scope(|scope| {
            let waits = || lock(folder.path(), &mut |event| heard.send(event).unwrap());
            let second = scope.spawn(waits);
            assert_eq!(hears.recv().unwrap(), event);
            drop(first);
            second.join().unwrap().unwrap();
        });
    }
}
