//! News of files: from the system's events, or by looking every now and then.
//!
//! Folders are watched, and not single files: an editor that renames a new file
//! over the old one would take the watched file away. Where an exercise is a
//! link, the folders of all that it leads through are watched as well. News only
//! say "maybe"; the content decides.

mod declared;
mod events;
mod file_system;
mod links;
mod polling;

pub use file_system::without_events;

use crate::course::Course;
use crate::watch::FileNews;
use crate::watch::watch_event::WatchEvent;
use declared::Declared;
use events::Events;
use polling::Polling;
use std::sync::mpsc::Sender;

/// Tells about files for as long as it lives.
pub(super) struct Files {
    source: Source,
    declared: Declared,
    events: Sender<WatchEvent>,
}

/// Kept alive: dropping it ends the news.
enum Source {
    Events { _watching: Events },
    Polling { _polling: Polling },
}

impl Files {
    /// Begin to tell `events` about the exercises of `course`.
    pub(super) fn watch(course: &Course, news: FileNews, events: Sender<WatchEvent>) -> Self {
        let declared = Declared::new(course);
        let source = match news {
            FileNews::Polling => poll(&declared, &events),
            FileNews::Events => by_events(&declared, &events),
        };
        Self {
            source,
            declared,
            events,
        }
    }

    /// The folder of exercises was replaced, or a link leads to another one:
    /// watch that one.
    pub(super) fn watch_again(&mut self) {
        if matches!(self.source, Source::Events { .. }) {
            self.declared = self.declared.again();
            self.source = by_events(&self.declared, &self.events);
        }
    }
}

fn by_events(declared: &Declared, events: &Sender<WatchEvent>) -> Source {
    let mut folders = declared.folders();
    folders.insert(declared.folder.clone());
    if let Some(name) = folders.iter().find_map(|folder| without_events(folder)) {
        return fall_back(declared, events, &format!("{name} has no file events"));
    }
    match Events::watch(declared.clone(), events.clone()) {
        Ok(watching) => Source::Events {
            _watching: watching,
        },
        Err(error) => fall_back(declared, events, &format!("no file events here ({error})")),
    }
}

fn fall_back(declared: &Declared, events: &Sender<WatchEvent>, reason: &str) -> Source {
    // The loop is gone only when the program ends.
    let _ = events.send(WatchEvent::Polling(reason.to_owned()));
    poll(declared, events)
}

fn poll(declared: &Declared, events: &Sender<WatchEvent>) -> Source {
    Source::Polling {
        _polling: Polling::start(declared.clone(), events.clone()),
    }
}

#[cfg(test)]
mod tests;
