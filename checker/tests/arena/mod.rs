//! Where answers are tried that cheat or do harm: a small course of our own, the
//! attacks, and what is looked at after each.

mod attack;
mod course;
mod field;
mod submissions;
mod trial;
mod user;

pub(crate) use attack::{Attack, attacks};
pub(crate) use course::Arena;
pub(crate) use submissions::submissions;
pub(crate) use trial::{Trial, run_all};
pub(crate) use user::{as_an_ordinary_user, is_root};

use std::path::PathBuf;

/// Where the sources of the checker are; elsewhere for an ordinary user, who may
/// not be able to look into the clone.
pub(crate) fn checker() -> PathBuf {
    std::env::var_os(user::CHECKER).map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from)
}

/// The cache, in which the crates that the answers use are built once.
pub(crate) fn cache() -> PathBuf {
    std::env::var_os(user::CACHE).map_or_else(
        || PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cache"),
        PathBuf::from,
    )
}

/// Tell whoever runs the tests.
#[expect(clippy::print_stderr, reason = "whoever runs the tests has to know")]
pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}
