//! Which processes there are, from `/proc`.

use std::fs;
use std::path::Path;

/// Processes that run a program of `folder`, or run in it.
pub(crate) fn inside(folder: &Path) -> Vec<u32> {
    let folder = folder.canonicalize().unwrap();
    let is_inside = |pid: &u32| {
        ["exe", "cwd"].iter().any(|link| {
            let link = fs::read_link(format!("/proc/{pid}/{link}"));
            link.is_ok_and(|path| path.starts_with(&folder))
        })
    };
    all().into_iter().filter(is_inside).collect()
}

/// Make sure that nothing that was started for `folder` is left. What was
/// killed needs a moment to be gone.
#[track_caller]
pub(crate) fn none_inside(folder: &Path) {
    super::wait_until("the end of all that was started", || {
        inside(folder).is_empty()
    });
}

fn all() -> Vec<u32> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| *pid != std::process::id()).collect()
}
