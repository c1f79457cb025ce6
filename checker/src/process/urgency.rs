//! Work that others do not have to wait for.

use std::os::unix::process::CommandExt;
use std::process::Command;

/// A third of what others get where a processor is short, and all of one that is
/// free.
const NICENESS: i32 = 5;

/// Have `command`, and all that it starts, stand back where others need the
/// processor.
pub fn stand_back(command: &mut Command) {
    let stand_back = || {
        // It is a matter of speed alone.
        let _ = rustix::process::setpriority_process(None, NICENESS);
        Ok(())
    };
    #[expect(
        unsafe_code,
        reason = "one system call, without memory or locks of ours"
    )]
    // SAFETY: between fork and exec only async-signal-safe calls are made.
    unsafe {
        command.pre_exec(stand_back);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_that_stands_back_is_less_urgent_than_we_are() {
        let niceness = |back: bool| {
            let mut child = Command::new("nice");
            if back {
                stand_back(&mut child);
            }
            let said = String::from_utf8(child.output().unwrap().stdout).unwrap();
            said.trim().parse::<i32>().unwrap()
        };
        assert_eq!(niceness(true), NICENESS.max(niceness(false)));
    }
}
