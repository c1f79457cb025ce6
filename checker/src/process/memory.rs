//! Who ends when there is no memory left.

use std::process::Command;

/// Have the system end `command` before anything of ours when memory runs out.
/// Linux only; elsewhere nobody can be asked for that.
#[cfg(target_os = "linux")]
pub fn die_first(command: &mut Command) {
    use rustix::fs::{Mode, OFlags, open};
    use rustix::io::write;
    use std::os::unix::process::CommandExt;

    let volunteer = || {
        // A system that does not want to know decides for itself.
        let flags = OFlags::WRONLY | OFlags::CLOEXEC;
        if let Ok(score) = open(c"/proc/self/oom_score_adj", flags, Mode::empty()) {
            let _ = write(&score, b"1000");
        }
        Ok(())
    };
    #[expect(
        unsafe_code,
        reason = "three system calls, without memory or locks of ours"
    )]
    // SAFETY: between fork and exec only async-signal-safe calls are made.
    unsafe {
        command.pre_exec(volunteer);
    }
}

#[cfg(not(target_os = "linux"))]
pub fn die_first(_command: &mut Command) {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_ended_before_its_checker() {
        let mut child = Command::new("cat");
        child.arg("/proc/self/oom_score_adj");
        die_first(&mut child);
        let said = child.output().unwrap().stdout;
        assert_eq!(String::from_utf8_lossy(&said), "1000\n");
    }
}
