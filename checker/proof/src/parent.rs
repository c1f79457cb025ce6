//! The checker that started this process: a test must not outlive it, in
//! whatever way it ends. And we are the parent of what our processes leave.

use std::os::fd::AsFd;

/// End this process with the checker, from now on; `line` is the socket to it.
/// `false` if the checker is gone already.
///
/// The system looks at the *thread* that started this process: the checker has
/// to start a test on the thread that waits for it.
///
/// Only Linux can be asked for that. Elsewhere a test that hangs stays behind
/// when its checker is killed in a way that it cannot answer.
pub(crate) fn stay_with_it(line: impl AsFd) -> bool {
    ask_to_be_killed();
    // Asked too late, the system says nothing. But a process closes its files
    // before it counts as dead: who is still there to signal is seen here.
    !hung_up(line)
}

fn ask_to_be_killed() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Signal, set_parent_process_death_signal};
        // A kernel that refuses leaves it to the checker's own care.
        let _ = set_parent_process_death_signal(Some(Signal::KILL));
    }
}

/// Become the parent of what our processes leave behind, as long as we live. The
/// checker would be it otherwise, and ends such processes whenever some test has
/// ended: a test beside that one could not see any more what was left.
///
/// Only Linux has this; elsewhere the checker cannot be the parent either.
pub(crate) fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{getpid, set_child_subreaper};
        // A kernel that refuses leaves them to the checker.
        let _ = set_child_subreaper(Some(getpid()));
    }
}

/// Whether nobody holds the other end. Whether the checker has more to say does
/// not matter: it listens.
pub(crate) fn hung_up(line: impl AsFd) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let mut line = [PollFd::new(&line, PollFlags::empty())];
    let at_once = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    poll(&mut line, Some(&at_once)).is_ok() && line[0].revents().contains(PollFlags::HUP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::net::Shutdown;
    use std::os::unix::net::UnixStream;

    #[test]
    #[cfg(target_os = "linux")]
    fn what_a_process_leaves_behind_is_ours() {
        use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
        use std::process::Command;

        adopt_orphans();
        let mut leaves = Command::new("sh");
        leaves.args(["-c", "sleep 3600 >/dev/null 2>&1 & echo $!"]);
        let said = leaves.output().expect("it starts").stdout;
        let said = String::from_utf8(said).expect("it is text");
        let pid = said.trim().parse().ok().and_then(Pid::from_raw);
        let orphan = pid.expect("it is a number");
        kill_process(orphan, Signal::KILL).expect("it runs");
        let ended = waitpid(Some(orphan), WaitOptions::empty()).expect("it is our child");
        assert_eq!(
            ended.and_then(|(_, status)| status.terminating_signal()),
            Some(9)
        );
    }

    #[test]
    fn who_has_something_to_say_or_only_listens_is_still_there() -> std::io::Result<()> {
        let (ours, mut theirs) = UnixStream::pair()?;
        assert!(!hung_up(&ours));
        theirs.write_all(b"key")?;
        assert!(!hung_up(&ours));
        theirs.shutdown(Shutdown::Write)?;
        assert!(!hung_up(&ours));
        drop(theirs);
        assert!(hung_up(&ours));
        Ok(())
    }
}
