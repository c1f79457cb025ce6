//! Many submissions to grades: in parallel, each distinct answer once, and so
//! that a run that was killed goes on where it was.

mod book;
mod desk;
mod folder;
mod gradebook;
mod graded;
mod id;
mod key;
mod layers;
mod layout;
mod merge;
mod named_tests;
mod output;
mod pool;
mod roster;
mod run_file;
mod search;
mod secret;
mod shard;
mod similarity;
mod store;
mod submission;
mod summary;
mod take;
mod worth;

pub use book::Book;
pub use desk::{Desk, Index, REPORT, folder_of};
pub use folder::Folder;
pub use gradebook::{GRADEBOOK, write as write_gradebook};
pub use graded::{Graded, flaky};
pub use key::{Key, Recipe};
pub use layers::layers;
pub use merge::{Listed, Shards, merge};
pub use named_tests::{NoSuchTest, missing_tests};
pub use output::Outputs;
pub use pool::{Happened, JudgeText, Pool};
pub use roster::{Person, Roster};
pub use run_file::{RUN_FILE, RunFile, name_of_class, name_of_judging, name_of_policy};
pub use secret::{About, Secret};
pub use shard::Shard;
pub use similarity::similarity;
pub use store::Store;
pub use submission::{Entry, Wanted, find};
pub use summary::{Brief, Summary, line, percent};
pub use take::{Handed, Taker};
pub use worth::{Worth, hundredths, shown, worths};
