//! `workbook watch`: one loop over one enum of events.
//!
//! `state` decides and does no I/O; everything else turns the world into a
//! `WatchEvent` or an `Effect` into the world.

mod content;
mod effect;
mod engine;
mod files;
mod input;
mod keys;
mod repository;
mod screen;
mod session;
mod signals;
mod start;
mod state;
mod surface;
mod terminal;
mod watch_event;
mod worker;

#[cfg(test)]
mod fixture;

pub use crate::process::Cancel;
pub use files::without_events;
pub use keys::Key;
pub use session::{
    Actions, Advance, FileNews, History, Judging, KeepsProgress, Look, Options, Session,
};
pub use start::watch;
pub use surface::{Input, Surface};
