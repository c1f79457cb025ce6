//! A signal to many processes at once.

use std::io;

/// Kill every process of the group that the process with the number `leader`
/// leads: that one, and what it started, unless it went its own way. They get
/// `SIGKILL`, which no process can ignore.
///
/// A process leads a group if it was started with `process_group(0)`, which the
/// commands of the standard library and of `tokio` have. The rest is missing
/// there; outside of this course, `killpg` of the crate `nix` does it.
///
/// Call it before the leader is waited for. After that its number is free, and
/// may be given to somebody else.
///
/// # Errors
///
/// Where there is no such group any more, or never was; and where groups cannot
/// be killed, which only Unix can.
pub fn kill_group(leader: u32) -> io::Result<()> {
    // 0 is our own group, and 1 would be read as everybody.
    if leader <= 1 {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    system::kill_group(leader)
}

#[cfg(unix)]
mod system {
    use rustix::io::Errno;
    use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
    use std::io;

    pub(super) fn kill_group(leader: u32) -> io::Result<()> {
        let number = i32::try_from(leader).ok().and_then(Pid::from_raw);
        let group = number.ok_or(io::ErrorKind::InvalidInput)?;
        instrument::group::is_killed(leader, is_waited_for(group));
        Ok(kill_process_group(group, Signal::KILL)?)
    }

    /// Or never was a child of ours.
    fn is_waited_for(child: Pid) -> bool {
        let look = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        waitid(WaitId::Pid(child), look).is_err_and(|error| error == Errno::CHILD)
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;

    pub(super) fn kill_group(_leader: u32) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::Worker;
    use std::io::Read;
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    use std::process::Stdio;

    #[test]
    fn a_whole_group_is_killed() {
        // Both hold the pipe, which ends when the last one has.
        let mut command = std::process::Command::new("sh");
        command.args(["-c", "sleep 3600 & echo go; sleep 3600"]);
        command.process_group(0).stdout(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let mut stdout = child.stdout.take().expect("it is piped");
        stdout.read_exact(&mut [0; 3]).expect("it says `go`");
        kill_group(child.id()).expect("it is ours");
        assert_eq!(stdout.read_to_end(&mut Vec::new()).expect("it ends"), 0);
        let status = child.wait().expect("it is ours");
        assert_eq!(status.signal(), Some(9));
    }

    #[test]
    fn a_process_that_leads_no_group_is_left_alone() {
        let mut command = Worker::echoes().command();
        command.stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        assert!(kill_group(child.id()).is_err());
        // At the end of its input, it ends by itself.
        assert!(child.wait().expect("it is ours").success());
    }

    #[test]
    fn it_is_seen_that_the_leader_was_gone_already() {
        let mut command = Worker::says("tea").command();
        let mut child = command
            .process_group(0)
            .stdout(Stdio::null())
            .spawn()
            .expect("it starts");
        child.wait().expect("it is ours");
        assert!(kill_group(child.id()).is_err());
        assert!(instrument::group::was_killed_too_late());
    }

    #[test]
    fn nobody_kills_everybody() {
        for leader in [0, 1, u32::MAX] {
            let error = kill_group(leader).expect_err("there is no such leader");
            assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
        }
    }
}
