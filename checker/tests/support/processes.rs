//! Which processes there are, from `/proc`.

use std::fs;
use std::path::Path;

/// Processes that run a program of `folder`, or run in it. But not we ourselves,
/// wherever we are.
pub(super) fn inside(folder: &Path) -> Vec<u32> {
    let is_inside = |pid: &u32| {
        ["exe", "cwd"].iter().any(|link| {
            let link = fs::read_link(format!("/proc/{pid}/{link}"));
            link.is_ok_and(|path| path.starts_with(folder))
        })
    };
    all().filter(is_inside).collect()
}

/// Those of `folder` that do nothing but keep a core busy.
pub(super) fn busy(folder: &Path) -> Vec<u32> {
    let mut inside = inside(folder);
    inside.retain(|pid| {
        let line = fs::read(format!("/proc/{pid}/cmdline"));
        line.is_ok_and(|line| line.ends_with(b"\0busy\0"))
    });
    inside
}

fn all() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| *pid != std::process::id())
}
