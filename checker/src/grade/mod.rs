//! Many submissions to grades: in parallel, each distinct answer once, and so
//! that a run that was killed goes on where it was.

mod absent;
mod basis;
mod book;
mod desk;
mod folder;
mod gradebook;
mod graded;
mod id;
mod key;
mod late;
mod layers;
mod layout;
mod merge;
mod named_tests;
mod output;
mod overrides;
mod pool;
mod regrade;
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
mod workers;
mod worth;

pub use absent::{Absent, write_absent};
pub use basis::Basis;
pub use book::Book;
pub use desk::{Desk, Index, REPORT, folder_of};
pub use folder::Folder;
pub use gradebook::{Columns, GRADEBOOK, write as write_gradebook};
pub use graded::{Graded, flaky};
pub use key::{Key, Recipe};
pub use late::ensure_times;
pub use layers::layers;
pub use merge::{Listed, Shards, merge};
pub use named_tests::{NoSuchTest, missing_tests};
pub use output::Outputs;
pub use overrides::{Overrides, OverridesFile};
pub use pool::{Happened, JudgeText, Pool};
pub use regrade::{
    Earlier, MOVEMENT, Moved, MovedExercise, Plan, Regrade, Touched, place_of_earlier, plan,
    replace, staged, text as regrade_text,
};
pub use roster::{Person, Roster};
pub use run_file::{RUN_FILE, RunFile, name_of_class, name_of_judging, name_of_policy};
pub use secret::{About, Secret};
pub use shard::Shard;
pub use similarity::similarity;
pub use store::Store;
pub use submission::{Entry, Wanted, find};
pub use summary::{Brief, Summary, line, percent};
pub use take::{Handed, Taker};
pub use workers::{Reply, Task, Workers, hear, say};
pub use worth::{Worth, hundredths, shown, worths};
