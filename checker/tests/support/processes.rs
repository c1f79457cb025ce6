//! Which processes there are, from `/proc`.

use std::collections::BTreeMap;
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

/// The children of `pid`, their children, and so on.
pub(crate) fn below(pid: u32) -> Vec<u32> {
    let parents: BTreeMap<u32, u32> = all()
        .into_iter()
        .filter_map(|pid| Some((pid, parent(pid)?)))
        .collect();
    let mut found = vec![pid];
    let mut next = 0;
    while let Some(pid) = found.get(next).copied() {
        let children = parents.iter().filter(|(_, parent)| **parent == pid);
        found.extend(children.map(|(child, _)| *child));
        next += 1;
    }
    found.split_off(1)
}

fn all() -> Vec<u32> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| *pid != std::process::id()).collect()
}

/// The second field after the name, which ends at the last `)`.
fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields = stat.rsplit_once(')')?.1;
    fields.split_whitespace().nth(1)?.parse().ok()
}
