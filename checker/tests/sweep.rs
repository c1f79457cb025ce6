//! A sweep stops every child of the process that `process` does not know, so
//! it is tried in a process of its own, away from the children of other tests.
#![cfg(target_os = "linux")]

use rustix::process::{Pid, test_kill_process};
use std::process::{Command, Stdio};
use std::time::Duration;
use workbook::process::{Cancel, Limits, adopt_orphans, start, sweep};

#[test]
fn a_daemon_with_a_session_of_its_own_is_swept() {
    adopt_orphans();
    // The substitution ends when the daemon closes its output: then it runs.
    let script = "pid=$(setsid -f sh -c 'echo $$; exec sleep 600 >&2'); echo $pid";
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).stdin(Stdio::null());
    let limits = Limits {
        deadline: Duration::from_secs(10),
        kept: 1024,
        flood: 1 << 20,
    };
    let ended = start(shell, limits, &Cancel::default());
    let ended = ended.unwrap().wait().unwrap();
    sweep();
    let pid = ended.stdout.text().trim().parse().unwrap();
    assert!(test_kill_process(Pid::from_raw(pid).unwrap()).is_err());
}
