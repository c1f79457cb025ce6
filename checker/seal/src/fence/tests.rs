//! Real shells behind real fences. Every denial has its counterpart: the same
//! script without the fence, or with what it needs, goes well.

use super::*;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Command, Output};

/// What a shell and what it starts need to live.
fn shell_plan() -> Plan {
    let system = ["/bin", "/lib", "/lib64", "/usr"];
    Plan {
        execute: system.map(PathBuf::from).to_vec(),
        read: vec!["/etc/ld.so.cache".into()],
        write: vec!["/dev/null".into()],
        may_start_processes: true,
        ..Plan::default()
    }
}

fn run(plan: &Plan, script: &str) -> Output {
    let fence = Fence::new(plan).unwrap();
    let mut command = Command::new("/bin/bash");
    command.args(["-c", script]).env_clear();
    #[expect(unsafe_code, reason = "this is what a fence is for")]
    // SAFETY: `apply` is only system calls.
    unsafe {
        command.pre_exec(move || fence.apply());
    }
    command.output().unwrap()
}

#[track_caller]
fn goes_well(plan: &Plan, script: &str) {
    let output = run(plan, script);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", output.status);
}

#[track_caller]
fn is_denied(plan: &Plan, script: &str, words: &str) {
    let output = run(plan, script);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && said.contains(words),
        "{}: {said}",
        output.status
    );
}

#[track_caller]
fn ends_by(limits: Limits, script: &str, signal: i32) {
    let plan = Plan {
        limits,
        ..shell_plan()
    };
    assert_eq!(run(&plan, script).status.signal(), Some(signal));
}

fn folder_with_file() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, "words\n").unwrap();
    let file = file.display().to_string();
    (folder, file)
}

fn with_write(folder: &Path) -> Plan {
    let mut plan = shell_plan();
    plan.write.push(folder.to_owned());
    plan
}

#[test]
fn this_system_denies_what_it_says_that_it_can() {
    let available = available();
    assert!(available.seccomp, "{available:?}");
    let fence = Fence::new(&Plan::default()).unwrap();
    assert_eq!(fence.in_force(), available);
}

#[test]
fn a_file_outside_is_neither_read_nor_written() {
    let (folder, file) = folder_with_file();
    let denied = "Permission denied";
    is_denied(&shell_plan(), &format!("cat {file}"), denied);
    is_denied(&shell_plan(), &format!("echo > {file}"), denied);
    is_denied(
        &shell_plan(),
        &format!("ls {}", folder.path().display()),
        denied,
    );
    is_denied(&shell_plan(), "cat /proc/self/environ", denied);
    let mut reads = shell_plan();
    reads.read.push(folder.path().to_owned());
    goes_well(&reads, &format!("cat {file}"));
    is_denied(&reads, &format!("echo > {file}"), denied);
    goes_well(
        &with_write(folder.path()),
        &format!("echo > {file}; rm {file}"),
    );
}

#[test]
fn what_was_written_is_not_executed() {
    let (folder, file) = folder_with_file();
    let script = format!("cp /bin/true {file}; chmod 755 {file}; {file}");
    is_denied(&with_write(folder.path()), &script, "Permission denied");
    let mut executes = with_write(folder.path());
    executes.execute.push(folder.path().to_owned());
    goes_well(&executes, &script);
}

#[test]
fn no_process_is_started_and_a_program_may_take_the_place_of_this_one() {
    let alone = Plan {
        may_start_processes: false,
        ..shell_plan()
    };
    is_denied(&alone, "/bin/true & wait", "fork");
    goes_well(&alone, "exec /bin/true");
    goes_well(&shell_plan(), "/bin/true & wait");
}

#[test]
fn no_socket_is_opened_unless_it_is_allowed() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let script = format!("exec 3<>/dev/tcp/127.0.0.1/{port}");
    is_denied(&shell_plan(), &script, "not permitted");
    let open = Plan {
        may_open_sockets: true,
        ..shell_plan()
    };
    goes_well(&open, &script);
}

#[test]
fn nobody_becomes_root_of_a_namespace_of_its_own() {
    is_denied(&shell_plan(), "unshare -U true", "not permitted");
}

#[test]
fn rights_of_files_are_not_changed_where_nothing_is_written() {
    let (_folder, file) = folder_with_file();
    let nothing = Plan {
        write: Vec::new(),
        ..shell_plan()
    };
    is_denied(&nothing, &format!("chmod 600 {file}"), "not permitted");
    goes_well(&shell_plan(), &format!("chmod 600 {file}"));
}

#[test]
fn a_busy_process_ends_by_its_processor_time() {
    let limits = Limits {
        cpu_seconds: Some(1),
        ..Limits::default()
    };
    ends_by(limits, "while :; do :; done", libc::SIGXCPU);
}

#[test]
fn a_file_that_grows_too_large_ends_its_writer() {
    let folder = tempfile::tempdir().unwrap();
    let file_size = Some(4096);
    let plan = Plan {
        limits: Limits {
            file_size,
            ..Limits::default()
        },
        ..with_write(folder.path())
    };
    let script = format!("printf '%8192s' x > {}/large", folder.path().display());
    assert_eq!(run(&plan, &script).status.signal(), Some(libc::SIGXFSZ));
}

#[test]
fn limits_are_what_the_plan_says_and_are_never_raised() {
    let limits = Limits {
        address_space: Some(4 << 30),
        open_files: Some(64),
        ..Limits::default()
    };
    let plan = Plan {
        limits,
        ..shell_plan()
    };
    goes_well(
        &plan,
        "test $(ulimit -v) = 4194304 && test $(ulimit -n) = 64 && test $(ulimit -c) = 0",
    );
    let more = Limits {
        open_files: Some(u64::MAX),
        ..limits
    };
    let hard = run(&shell_plan(), "ulimit -Hn").stdout;
    let plan = Plan {
        limits: more,
        ..shell_plan()
    };
    assert_eq!(run(&plan, "ulimit -Hn").stdout, hard);
}
