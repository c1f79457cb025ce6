//! Looking at the files every now and then, where no events come.

use super::declared::Declared;
use crate::process::thread;
use crate::watch::watch_event::{Place, WatchEvent};
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, SystemTime};

/// How often.
const INTERVAL: Duration = Duration::from_millis(250);

/// Some file systems know the time of a change only to two seconds, so a file
/// that is younger than this may have changed once more without showing it.
const YOUNG: Duration = Duration::from_secs(3);

/// Tells about files until it is dropped.
pub(super) struct Polling {
    _stop: Sender<()>,
}

impl Polling {
    pub(super) fn start(declared: Declared, events: Sender<WatchEvent>) -> Self {
        let (stop, stopped) = channel();
        let mut seen: Vec<_> = declared.paths.iter().map(|path| Mark::of(path)).collect();
        let news = events.clone();
        let started = thread("looks at files", move || {
            // The other end is held by `Polling`; its drop ends this thread.
            while stopped.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
                let places = changed(&declared, &mut seen);
                if !places.is_empty() && events.send(WatchEvent::Maybe(places)).is_err() {
                    break;
                }
            }
        });
        if let Err(error) = started {
            let said = format!("saves go unnoticed: {error:#}; press r after each of them");
            // The loop is gone only when the program ends.
            let _ = news.send(WatchEvent::Notice(said));
        }
        Self { _stop: stop }
    }
}

fn changed(declared: &Declared, seen: &mut [Mark]) -> Vec<Place> {
    let mut places = Vec::new();
    for (place, path) in declared.paths.iter().enumerate() {
        let mark = Mark::of(path);
        if mark != seen[place] || mark.is_young() {
            places.push(place);
        }
        seen[place] = mark;
    }
    places
}

/// What a file looks like from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    modified: Option<SystemTime>,
    length: u64,
}

impl Mark {
    fn of(path: &Path) -> Self {
        let metadata = path.metadata().ok();
        Self {
            modified: metadata.as_ref().and_then(|data| data.modified().ok()),
            length: metadata.map_or(u64::MAX, |data| data.len()),
        }
    }

    fn is_young(&self) -> bool {
        self.modified
            .is_some_and(|time| time.elapsed().is_ok_and(|age| age < YOUNG))
    }
}
