//! The system's file events.

use super::declared::Declared;
use crate::watch::watch_event::WatchEvent;
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::path::Path;
use std::sync::mpsc::Sender;

/// Tells about files until it is dropped.
pub(super) struct Events {
    _watcher: RecommendedWatcher,
}

impl Events {
    pub(super) fn watch(declared: Declared, events: Sender<WatchEvent>) -> notify::Result<Self> {
        let (root, folder) = (declared.root.clone(), declared.folder.clone());
        let elsewhere = declared.folders();
        let shared: Vec<_> = declared.ends().filter(|end| has_more_names(end)).collect();
        let shared: Vec<_> = shared.into_iter().map(Path::to_owned).collect();
        let mut watcher = notify::recommended_watcher(move |result| {
            if let Some(event) = translate(&declared, result) {
                // The loop is gone only when the program ends.
                let _ = events.send(event);
            }
        })?;
        // First, since the names under which folders are watched last are told.
        for folder in elsewhere {
            watcher.watch(&folder, RecursiveMode::NonRecursive)?;
        }
        watcher.watch(&folder, RecursiveMode::Recursive)?;
        // Tells when the folder itself is replaced, as by a checkout.
        watcher.watch(&root, RecursiveMode::NonRecursive)?;
        for file in shared {
            // One that has gone meanwhile is missed by its folder.
            let _ = watcher.watch(&file, RecursiveMode::NonRecursive);
        }
        Ok(Self { _watcher: watcher })
    }
}

fn translate(declared: &Declared, result: notify::Result<notify::Event>) -> Option<WatchEvent> {
    let Ok(event) = result else {
        // Something was lost on the way: look at everything.
        return Some(WatchEvent::Maybe((0..declared.paths.len()).collect()));
    };
    if is_reading(event.kind) {
        return None;
    }
    if event.need_rescan() {
        return Some(WatchEvent::Maybe((0..declared.paths.len()).collect()));
    }
    if event.paths.contains(&declared.folder) && is_arrival(event.kind) {
        return Some(WatchEvent::FolderReplaced);
    }
    let inside = event
        .paths
        .iter()
        .any(|path| path.starts_with(&declared.folder));
    let concerned: Vec<_> = event
        .paths
        .iter()
        .flat_map(|path| declared.concerned(path))
        .collect();
    if declared.lead_elsewhere(&concerned) {
        return Some(WatchEvent::FolderReplaced);
    }
    // Events elsewhere in the course's folder are nobody's save.
    (inside || !concerned.is_empty()).then_some(WatchEvent::Maybe(concerned))
}

/// A file that can be written to under another name, in a folder that nobody
/// knows.
#[cfg(unix)]
fn has_more_names(file: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.metadata().is_ok_and(|file| file.nlink() > 1)
}

#[cfg(not(unix))]
fn has_more_names(_file: &Path) -> bool {
    false
}

/// Looking at a file is an event too: answering it with a look would never end.
fn is_reading(kind: EventKind) -> bool {
    let EventKind::Access(access) = kind else {
        return false;
    };
    access != AccessKind::Close(AccessMode::Write)
}

fn is_arrival(kind: EventKind) -> bool {
    kind.is_create() || matches!(kind, EventKind::Modify(notify::event::ModifyKind::Name(_)))
}
