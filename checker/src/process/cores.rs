//! Which cores a process runs on. Linux only; elsewhere nothing is known and
//! nothing is pinned.

use std::process::Command;

/// The cores that we may run on; empty where the system does not tell.
#[cfg(target_os = "linux")]
#[must_use]
pub fn cores() -> Vec<usize> {
    use rustix::thread::{CpuSet, sched_getaffinity};
    let set = sched_getaffinity(None).unwrap_or_default();
    let all = 0..CpuSet::MAX_CPU;
    all.filter(|core| set.is_set(*core)).collect()
}

#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn cores() -> Vec<usize> {
    Vec::new()
}

/// Have `command`, and all that it starts, run on `core` alone. A child for
/// which that cannot be had is not started.
#[cfg(target_os = "linux")]
pub fn pin(command: &mut Command, core: usize) {
    use rustix::thread::{CpuSet, sched_setaffinity};
    use std::os::unix::process::CommandExt;

    let mut only = CpuSet::new();
    only.set(core);
    let pin = move || Ok(sched_setaffinity(None, &only)?);
    #[expect(
        unsafe_code,
        reason = "one system call, without memory or locks of ours"
    )]
    // SAFETY: between fork and exec only async-signal-safe calls are made.
    unsafe {
        command.pre_exec(pin);
    }
}

#[cfg(not(target_os = "linux"))]
pub fn pin(_command: &mut Command, _core: usize) {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    /// What the kernel says of a child that looks at itself.
    fn allowed(pinned: Option<usize>) -> String {
        let mut child = Command::new("grep");
        child.args(["Cpus_allowed_list", "/proc/self/status"]);
        if let Some(core) = pinned {
            pin(&mut child, core);
        }
        let said = String::from_utf8(child.output().unwrap().stdout).unwrap();
        said.split_whitespace().last().unwrap().to_owned()
    }

    #[test]
    fn a_child_runs_on_the_core_that_it_is_pinned_to_and_the_next_one_on_all() {
        let before = allowed(None);
        for core in cores() {
            assert_eq!(allowed(Some(core)), core.to_string());
        }
        assert_eq!(allowed(None), before);
        assert!(!cores().is_empty());
    }
}
