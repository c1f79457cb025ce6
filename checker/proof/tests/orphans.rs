//! A test whose checker is gone must go too, however the checker ended.

#![cfg(target_os = "linux")]

use report::Control;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};
use std::io::{BufRead, BufReader, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

const HIDDEN: &str = env!("CARGO_BIN_EXE_hidden");
const CHECKER: &str = env!("CARGO_BIN_EXE_checker");

/// A process that must end, and does not stay behind if it does not.
struct Doomed(OwnedFd);

impl Doomed {
    fn of(pid: i32) -> Self {
        let pid = Pid::from_raw(pid).unwrap();
        Self(pidfd_open(pid, PidfdFlags::empty()).unwrap())
    }

    #[track_caller]
    fn ends(&self) {
        // Much longer than it takes, since only a wrong answer waits.
        let patience = Timespec {
            tv_sec: 20,
            tv_nsec: 0,
        };
        let mut ended = [PollFd::new(&self.0, PollFlags::IN)];
        assert_eq!(
            poll(&mut ended, Some(&patience)),
            Ok(1),
            "it is still there"
        );
    }
}

impl Drop for Doomed {
    fn drop(&mut self) {
        let _ = pidfd_send_signal(&self.0, Signal::KILL);
    }
}

/// A process that is just being started holds every socket of its parent for a
/// moment, and so keeps those open that another test has closed.
fn one_at_a_time() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn a_test_that_hangs_dies_with_a_checker_that_is_killed() {
    let _turn = one_at_a_time();
    let mut checker = Command::new(CHECKER)
        .args([HIDDEN, "never_ends"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(checker.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    // Its parent has not reaped it, so the number is still its own.
    let test = Doomed::of(line.trim().parse().unwrap());
    checker.kill().unwrap();
    checker.wait().unwrap();
    test.ends();
}

#[test]
fn a_test_does_not_begin_when_its_checker_is_gone() {
    let _turn = one_at_a_time();
    let (mut ours, theirs) = UnixStream::pair().unwrap();
    let control = Control {
        token: "t0ken".into(),
        seed: 7,
        seal: None,
        test: Some("never_ends".into()),
    };
    writeln!(ours, "{}", control.to_line()).unwrap();
    drop(ours);
    let mut test = Command::new(HIDDEN)
        .stdin(Stdio::from(OwnedFd::from(theirs)))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let doomed = Doomed::of(i32::try_from(test.id()).unwrap());
    doomed.ends();
    assert_eq!(test.wait().unwrap().code(), Some(2));
}
