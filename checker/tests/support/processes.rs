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

/// Those that run a program of `folder`; a compiler that works in it is none.
pub(super) fn programs(folder: &Path) -> Vec<u32> {
    let is_of = |pid: &u32| {
        let program = fs::read_link(format!("/proc/{pid}/exe"));
        program.is_ok_and(|path| path.starts_with(folder))
    };
    all().filter(is_of).collect()
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

/// Those that were called with this word, in this folder.
pub(crate) fn calling(word: &str, folder: &Path) -> Vec<u32> {
    let word = format!("\0{word}\0");
    let was = |pid: &u32| {
        let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let here = fs::read_link(format!("/proc/{pid}/cwd"));
        here.is_ok_and(|here| here.starts_with(folder))
            && String::from_utf8_lossy(&line).contains(&word)
    };
    all().filter(was).collect()
}

/// The processor time that it has used by itself, in ticks.
pub(crate) fn ticks(pid: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let fields = stat.rsplit(") ").next().unwrap_or_default();
    let used = fields.split_whitespace().nth(11);
    used.and_then(|used| used.parse().ok()).unwrap_or(0)
}

/// The letter for what a process does, as proc(5) has it.
pub(crate) fn state(pid: u32) -> Option<char> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit(") ").next()?.chars().next()
}

fn all() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| *pid != std::process::id())
}
