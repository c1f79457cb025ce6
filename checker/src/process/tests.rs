//! Real children: shells that sleep, flood, fork and flee.

use super::*;

const LIMITS: Limits = Limits {
    deadline: Duration::from_secs(20),
    kept: 1024,
    flood: 64 * 1024,
};

fn shell(script: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", script]).stdin(Stdio::null());
    command
}

fn run(script: &str, limits: Limits) -> Ended {
    start(shell(script), limits, &Cancel::default())
        .unwrap()
        .wait()
        .unwrap()
}

/// Whether it lives on. A zombie is dead: when it goes is up to its new parent.
fn is_alive(pid: &str) -> bool {
    let Some(pid) = pid.trim().parse().ok().and_then(Pid::from_raw) else {
        panic!("no pid in `{pid}`")
    };
    let lives = || {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero()));
        let is_zombie = stat.is_ok_and(|stat| stat.contains(") Z "));
        rustix::process::test_kill_process(pid).is_ok() && !is_zombie
    };
    // It was killed already, and takes a moment to die.
    let deadline = Instant::now() + Duration::from_secs(2);
    while lives() && Instant::now() < deadline {
        std::thread::yield_now();
    }
    lives()
}

#[test]
fn an_exit_code_and_both_streams_come_back() {
    let ended = run("echo out; echo err >&2; exit 3", LIMITS);
    assert_eq!(
        ended.how,
        How::Exited {
            code: Some(3),
            signal: None
        }
    );
    assert_eq!(
        (ended.stdout.text().as_str(), ended.stderr.text().as_str()),
        ("out\n", "err\n")
    );
}

#[test]
fn a_signal_is_told_apart_from_a_code() {
    let ended = run("kill -ABRT $$", LIMITS);
    assert_eq!(
        ended.how,
        How::Exited {
            code: None,
            signal: Some(6)
        }
    );
}

#[test]
fn a_sleeper_is_stopped_at_its_deadline_and_described() {
    let ended = run(
        "sleep 600",
        Limits {
            deadline: Duration::from_millis(200),
            ..LIMITS
        },
    );
    let How::Deadline(snapshot) = ended.how else {
        panic!("{:?}", ended.how)
    };
    if cfg!(target_os = "linux") {
        assert!(
            snapshot
                .unwrap()
                .threads
                .iter()
                .all(|thread| thread.state == ThreadState::Asleep)
        );
    }
    assert!(ended.took < Duration::from_secs(5));
}

#[test]
fn a_flood_is_stopped_and_cut() {
    let ended = run("while :; do echo flood; done", LIMITS);
    assert_eq!(ended.how, How::Flood);
    assert!(ended.stdout.cut && ended.stdout.bytes.len() < 2048);
}

#[test]
fn a_grandchild_that_holds_the_pipe_goes_with_the_group() {
    let ended = run("sleep 600 & echo $!", LIMITS);
    assert_eq!(
        ended.how,
        How::Exited {
            code: Some(0),
            signal: None
        }
    );
    assert!(!is_alive(&ended.stdout.text()));
}

#[test]
fn a_cancelled_child_is_gone_at_once() {
    let cancel = Cancel::default();
    let running = start(shell("sleep 600"), LIMITS, &cancel).unwrap();
    let canceller = std::thread::spawn(move || cancel.cancel());
    assert_eq!(running.wait().unwrap().how, How::Cancelled);
    canceller.join().unwrap();
}

#[test]
fn a_child_that_is_dropped_is_not_left_behind() {
    let running = start(shell("sleep 600"), LIMITS, &Cancel::default()).unwrap();
    let pid = running.pid.as_raw_nonzero().to_string();
    drop(running);
    assert!(!is_alive(&pid));
}

#[test]
fn a_program_that_does_not_exist_is_named() {
    let error = start(Command::new("/no/such/program"), LIMITS, &Cancel::default())
        .err()
        .unwrap();
    assert!(format!("{error:#}").contains("/no/such/program"));
}
