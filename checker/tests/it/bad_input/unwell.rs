//! A machine that is not well: on it no right answer is refused, nothing that
//! was not found out is kept, and later the same answers get what they are worth.

use super::disk::namespace;
use super::machine::script;
use crate::support::{Bench, PROGRAM, Ran, answer, wait_until};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const NAMES: [&str; 3] = ["add", "double", "shout"];

/// A course with solutions, and a class of two beside it: `alice` is right and
/// `bob` is not.
struct Class {
    bench: Bench,
    /// Who grades it, where we may choose.
    user: Option<u32>,
}

impl Class {
    /// Graded by a user whom nobody else is: what is in use counts for each.
    fn new(number: u32) -> Self {
        let is_root = rustix::process::geteuid().is_root();
        let class = Self {
            bench: with_solutions(),
            user: is_root.then(|| 41_000 + number + std::process::id() % 1_000 * 10),
        };
        for name in NAMES {
            class.hand_in("alice", name, "40 + 2");
            class.hand_in("bob", name, "40 + 3");
        }
        for name in ["tmp", "home", "cache", "toolchain"] {
            fs::create_dir(class.path(name)).unwrap();
        }
        fs::write(class.path("program"), "").unwrap();
        fs::set_permissions(class.bench.folder(), fs::Permissions::from_mode(0o755)).unwrap();
        if let Some(user) = class.user {
            own(class.bench.folder(), user);
        }
        class
    }

    fn path(&self, name: &str) -> PathBuf {
        self.bench.folder().join(name)
    }

    fn hand_in(&self, who: &str, name: &str, body: &str) {
        let folder = self.path("class").join(who);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.rs")), answer(name, body)).unwrap();
    }

    /// Grade the class as an ordinary user, after `first` in the same shell.
    fn grade(&self, first: &str, more: &str) -> Ran<'_> {
        let call = format!(
            "{first}; exec \"$PROGRAM\" --course {:?} grade --each {:?} --out {:?} {more}",
            self.bench.root(),
            self.path("class"),
            self.path("grades")
        );
        let (mut command, toolchain, program) = match self.user {
            Some(user) => self.as_user(user, &call),
            None => {
                let command = self.bench.in_environment("bash", &["-c", &call]);
                (command, sysroot(), PROGRAM.into())
            }
        };
        command
            .env("PROGRAM", program)
            .env("HOME", self.path("home"))
            .env("XDG_STATE_HOME", self.path("home"))
            .env("TMPDIR", self.path("tmp"))
            .env("WORKBOOK_CACHE_DIR", self.path("cache"))
            .env("RUSTC", toolchain.join("bin/rustc"));
        self.bench.call(command)
    }

    /// What is root's alone is put where everybody may go, for this call.
    fn as_user(&self, user: u32, call: &str) -> (Command, PathBuf, PathBuf) {
        let [toolchain, program] = ["toolchain", "program"].map(|name| self.path(name));
        let script = format!(
            "mount --bind {:?} {toolchain:?}; mount --bind {PROGRAM:?} {program:?}; \
             exec setpriv --reuid {user} --regid {user} --clear-groups bash -c \"$CALL\"",
            sysroot()
        );
        let words = ["--mount", "sh", "-euc", &script];
        let mut command = self.bench.in_environment("unshare", &words);
        command.env("CALL", call);
        (command, toolchain, program)
    }

    /// The statuses of the exercises that somebody handed in.
    fn statuses(&self, who: &str) -> Vec<String> {
        let path = self
            .path("grades/submissions")
            .join(who)
            .join("report.json");
        let Ok(text) = fs::read_to_string(&path) else {
            return Vec::new();
        };
        let report: Value = serde_json::from_str(&text).unwrap();
        let all = report["exercises"].as_array().unwrap().iter();
        all.map(|one| one["status"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// The small course, with its own solutions.
fn with_solutions() -> Bench {
    let bench = Bench::new();
    for name in NAMES {
        let solution = bench.exercise(name).replace("exercises", "solutions");
        bench.save(&solution, &answer(name, "42"));
    }
    bench
}

fn own(path: &Path, user: u32) {
    chown(path, Some(user), Some(user)).unwrap();
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            own(&entry.unwrap().path(), user);
        }
    }
}

fn sysroot() -> PathBuf {
    let said = Command::new("rustc").args(["--print", "sysroot"]).output();
    let said = String::from_utf8(said.unwrap().stdout).unwrap();
    PathBuf::from(said.trim())
}

/// Grade under each of these limits, and again without: nobody is refused who is
/// right, whatever happens, and with some of them something happens.
#[track_caller]
fn check(number: u32, limits: &[&str]) {
    if rustix::process::geteuid().is_root() && namespace().is_none() {
        return;
    }
    let class = Class::new(number);
    let mut unwell = 0;
    for limit in limits {
        let _ = fs::remove_dir_all(class.path("grades"));
        let ran = class.grade(&format!("ulimit {limit}"), "");
        let code = ran.code();
        assert!([Some(0), Some(3)].contains(&code), "{limit}{ran}");
        unwell += usize::from(code == Some(3));
        let alice = class.statuses("alice");
        let fine = |status: &String| status == "pass" || status == "infra";
        assert!(alice.iter().all(fine), "{limit}: {alice:?}{ran}");
        let again = class.grade("true", "--resume").exits(0);
        assert_eq!(class.statuses("alice"), ["pass"; 3], "{limit}{again}");
        assert_eq!(class.statuses("bob"), ["fail"; 3], "{limit}{again}");
    }
    assert!(unwell > 0, "none of {limits:?} was felt");
}

#[test]
fn few_processes_are_no_fault_of_an_answer() {
    check(1, &["-u 4", "-u 14", "-u 18", "-u 26"]);
}

#[test]
fn neither_is_little_memory() {
    check(2, &["-v 200000", "-v 450000", "-v 600000"]);
}

#[test]
fn nor_are_small_files_and_few_of_them() {
    check(3, &["-f 200", "-f 1500", "-n 20", "-n 28"]);
}

#[test]
fn nor_are_a_small_stack_and_little_time() {
    check(4, &["-s 100", "-s 180", "-t 1"]);
}

#[test]
fn a_linker_without_memory_is_shown_with_its_words() {
    let bench = with_solutions();
    bench.answer("add", "40 + 2");
    let programs = bench.folder().join("bin");
    fs::create_dir(&programs).unwrap();
    script(&programs.join("cc"), "echo 'ld: out of memory' >&2; exit 1");
    let path = std::env::var("PATH").unwrap_or_default();
    let bench = bench.env("PATH", format!("{}:{path}", programs.display()));
    bench
        .workbook(&["run", "add"])
        .exits(3)
        .complains_once()
        .stderr_has("the answer is not at fault")
        .stderr_has("the course's own solution fails here, too")
        .stderr_has("linking with `cc` failed");
    let ran = bench.workbook(&["run", "add", "--format", "json"]).exits(3);
    let exercise = &ran.json()["exercises"][0];
    assert_eq!(exercise["status"], "infra", "{ran}");
    let error = exercise["error"].as_str().unwrap();
    assert!(error.contains("the answer is not at fault"), "{ran}");
    // A mistake that the compiler points to needs nobody to vouch for it.
    bench.answer("add", "\"forty-two\"");
    bench
        .workbook(&["run", "add"])
        .exits(1)
        .stdout_has("FAIL  add: does not compile");
}

#[test]
fn without_a_linker_nor_a_solution_nothing_is_said_of_the_answer() {
    let bench = Bench::new();
    let programs = bench.folder().join("bin");
    fs::create_dir(&programs).unwrap();
    script(&programs.join("cc"), "echo 'ld: I am not well' >&2; exit 1");
    let path = std::env::var("PATH").unwrap_or_default();
    let bench = bench.env("PATH", format!("{}:{path}", programs.display()));
    bench
        .workbook(&["run", "add"])
        .exits(3)
        .stderr_has("the compiler could not do its work")
        .stderr_has("workbook doctor");
}

#[test]
fn a_solution_that_does_not_compile_is_the_courses_fault() {
    let bench = with_solutions();
    bench.answer("add", "loop { std::thread::park() }");
    let solution = bench.exercise("add").replace("exercises", "solutions");
    bench.save(&solution, &answer("add", "no_such_thing()"));
    bench
        .workbook(&["run", "add"])
        .exits(3)
        .stderr_has("the course's own solution is refused")
        .stderr_has("no_such_thing");
}

/// The processes of the answer's tests, not of the solution's.
fn tests_of_the_answer(bench: &Bench) -> Vec<i32> {
    let is_one = |pid: &u32| {
        let exe = fs::read_link(format!("/proc/{pid}/exe"));
        exe.is_ok_and(|path| path.ends_with("answer/answer/tests"))
    };
    let all = bench.answers_that_run().into_iter().filter(is_one);
    all.filter_map(|pid| i32::try_from(pid).ok()).collect()
}

fn kill(pid: i32) {
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    // One that has ended by itself is as good.
    let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
}

#[test]
fn a_test_that_somebody_else_ends_is_run_again() {
    let bench = with_solutions();
    let sign = bench.folder().join("sign");
    let waits = format!(
        "while !std::path::Path::new({sign:?}).exists() {{ std::thread::yield_now(); }} 42"
    );
    bench.answer("add", &waits);
    let mut command = bench.command(&["run", "add"]);
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let mut killed = Vec::new();
    wait_until("the first run", || {
        killed = tests_of_the_answer(&bench);
        !killed.is_empty()
    });
    killed.iter().copied().for_each(kill);
    fs::write(sign, "").unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn of_one_that_is_ended_each_time_nothing_is_known() {
    let bench = with_solutions();
    bench.answer("add", "loop { std::thread::park() }");
    let mut command = bench.command(&["run", "add"]);
    command.stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    wait_until("the end", || {
        tests_of_the_answer(&bench).into_iter().for_each(kill);
        child.try_wait().unwrap().is_some()
    });
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(3), "{said}");
    // It may have been ended before it could say which tests there are.
    let known = ["comes from outside", "could say which tests"];
    assert!(known.iter().any(|words| said.contains(words)), "{said}");
}

#[test]
fn programs_that_may_not_be_started_are_no_fault_of_an_answer() {
    let Some(namespace) = namespace() else { return };
    let bench = Bench::empty("workbook");
    bench.workbook(&["init", "."]).exits(0);
    let file = "exercises/05_multiprocessing/06_process1.rs";
    let solutions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../solutions");
    let solution = solutions.join("05_multiprocessing/06_process1.rs");
    let right = fs::read_to_string(solution).unwrap() + "\n// The same.\n";
    bench.save(file, &right);
    let place = bench.folder().join("no-programs");
    fs::create_dir(&place).unwrap();
    let script = format!(
        "mount -t tmpfs -o noexec,mode=1777 tmpfs {place:?}; \
         TMPDIR={place:?} exec {PROGRAM:?} run process1"
    );
    let words = [&namespace[1..], &[&script]].concat();
    let command = bench.in_environment(namespace[0], &words);
    bench
        .call(command)
        .exits(3)
        .stderr_has("the answer is not at fault")
        .stderr_has("set TMPDIR");
    bench.workbook(&["run", "process1"]).exits(0);
}

#[test]
fn the_doctor_tries_the_linker_and_judges_a_solution() {
    let bench = with_solutions();
    bench
        .workbook(&["doctor"])
        .exits(0)
        .stdout_has("ok       linker")
        .stdout_has("ok       judging    the solution of `add` passes");
    let programs = bench.folder().join("bin");
    fs::create_dir(&programs).unwrap();
    script(&programs.join("cc"), "echo 'ld: out of memory' >&2; exit 1");
    let path = std::env::var("PATH").unwrap_or_default();
    let bench = bench.env("PATH", format!("{}:{path}", programs.display()));
    bench
        .workbook(&["doctor"])
        .exits(3)
        .stdout_has("missing  linker")
        .stdout_has("missing  judging");
}
