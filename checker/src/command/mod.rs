//! The subcommands, one file each, and what they share.

mod authoring;
mod check;
mod closed_pipe;
mod completions;
mod context;
pub mod dev;
mod docs;
mod doctor;
mod export;
mod goto;
mod grade;
mod hint;
pub mod init;
mod interrupt;
mod judging;
mod lesson;
mod lines;
mod list;
mod man;
mod notes;
mod open;
mod pictures;
mod report;
mod reset;
mod run;
mod select;
mod solution;
mod standing;
mod start;
mod status;
mod streams;
mod undo;
mod watch;

pub(crate) use closed_pipe::is_closed_pipe;
pub(crate) use start::start;
pub use streams::{Streams, Terminals};
