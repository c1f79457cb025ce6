//! What `/proc` says of a process, where it speaks of the same processes as the
//! system does when we call it.
//!
//! In a container, `/proc` can be the one of the world outside: the same numbers
//! are other processes there.

use rustix::process::Pid;
use std::fs;
use std::sync::OnceLock;

/// Whether a number in `/proc` means the process that it means to us.
#[must_use]
pub fn proc_is_ours() -> bool {
    static SEEN: OnceLock<bool> = OnceLock::new();
    *SEEN.get_or_init(|| {
        let us = std::process::id().to_string();
        let link = fs::read_link("/proc/self");
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        link.is_ok_and(|link| link.as_os_str() == us.as_str()) && is_named(&status, &us)
    })
}

/// What it means that `/proc` is not about us; `None` where all is well, or where
/// there is nothing to be had anyway.
#[must_use]
pub fn trouble_with_proc() -> Option<&'static str> {
    let expected = cfg!(target_os = "linux") && !proc_is_ours();
    expected.then_some(
        "`/proc` does not show the processes of this container; what an answer leaves running \
         may go on, and less is known of what hangs. Start the container with a `/proc` of its \
         own",
    )
}

/// A process has one number in each namespace from the one that is asked down to
/// its own. A kernel that does not list them is believed.
fn is_named(status: &str, us: &str) -> bool {
    let mut lines = status.lines();
    let numbers = lines.find_map(|line| line.strip_prefix("NSpid:"));
    numbers.is_none_or(|numbers| numbers.split_whitespace().eq([us]))
}

/// What tells a process from all others, and whose child it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) parent: i32,
    /// When it started, in ticks since the system did.
    started: u64,
}

impl Known {
    pub(super) fn of(pid: Pid) -> Option<Self> {
        let path = format!("/proc/{}/stat", pid.as_raw_nonzero());
        Self::parse(&fs::read_to_string(path).ok()?)
    }

    /// proc(5): the name stands in parentheses and may hold any character, so
    /// fields are counted from the last `)`.
    fn parse(stat: &str) -> Option<Self> {
        let fields = stat.get(stat.rfind(')')? + 1..)?;
        let mut fields = fields.split_whitespace();
        Some(Self {
            parent: fields.nth(1)?.parse().ok()?,
            started: fields.nth(17)?.parse().ok()?,
        })
    }
}

/// The processes that are children of ours; none where `/proc` is not about us.
/// `/proc/self/task/*/children` would be shorter, but misses some while others
/// exit.
pub(super) fn children_of_ours() -> Vec<(Pid, Known)> {
    if !proc_is_ours() {
        return Vec::new();
    }
    let us = i32::try_from(std::process::id()).unwrap_or_default();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| Pid::from_raw(entry.file_name().to_str()?.parse().ok()?));
    pids.filter_map(|pid| Some((pid, Known::of(pid)?)))
        .filter(|(_, known)| known.parent == us)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_with_numbers_in_several_namespaces_is_not_ours_to_number() {
        let check = |status: &str, want| assert_eq!(is_named(status, "7"), want, "{status}");
        check("Name:\ta\nNSpid:\t7\n", true);
        check("Name:\ta\nNSpid:\t907\t7\n", false);
        check("Name:\ta\nNSpid:\t7\t1\n", false);
        check("Name:\ta\n", true);
    }

    #[test]
    fn a_name_with_a_parenthesis_does_not_confuse_the_fields() {
        let stat = "7 (a) R (x) S 42 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 900 20";
        let known = Known::parse(stat).unwrap();
        assert_eq!((known.parent, known.started), (42, 900));
    }
}
