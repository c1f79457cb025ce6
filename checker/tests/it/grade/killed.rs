//! Runs that end in the middle.

use super::{Class, verdicts};
use crate::support::{calling, wait_until};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::SystemTime;

/// Six people, eighteen answers, of which some are the same.
fn class() -> Class {
    let bodies = ["42", "40 + 2", "41", "6 * 7", "\"42\"", "42"];
    let ids = ["a", "b", "c", "d", "e", "f"];
    let at = |n: usize| bodies[n % bodies.len()];
    let answers: Vec<_> = (0..)
        .zip(ids)
        .map(|(n, id)| (id, [at(n), at(n + 1), at(n + 2)]))
        .collect();
    Class::of(&answers)
}

/// Distinct ones: `42` stands there twice for each exercise.
const DISTINCT: usize = 15;

/// Start it, and send it a signal as soon as so many verdicts are stored.
fn interrupted(class: &Class, arguments: &[&str], stored: usize, signal: &str) -> Option<i32> {
    let mut command = class.command(arguments);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let out = class.path("grades");
    wait_until("verdicts", || stored <= verdicts(&out).len());
    let pid = child.id().to_string();
    let sent = Command::new("kill").args([signal, &pid]).status().unwrap();
    assert!(sent.success());
    child.wait().unwrap().code()
}

/// When each verdict was written.
fn written(class: &Class) -> BTreeMap<PathBuf, SystemTime> {
    let files = verdicts(&class.path("grades")).into_iter();
    let time = |path: &PathBuf| fs::metadata(path).unwrap().modified().unwrap();
    files.map(|path| (path.clone(), time(&path))).collect()
}

#[test]
fn a_run_that_is_killed_again_and_again_loses_nothing_and_judges_nothing_twice() {
    let class = class();
    let each = ["--each", "class", "-j", "2"];
    class
        .grade(&[&each[..], &["--out", "undisturbed"]].concat())
        .exits(0)
        .stdout_has(&format!("{DISTINCT} answers judged"));
    let resume = [&each[..], &["--resume"]].concat();
    let mut before = BTreeMap::new();
    for stored in [1, 4, 9] {
        assert_eq!(interrupted(&class, &resume, stored, "-KILL"), None);
        assert!(!class.path("grades/gradebook.csv").exists());
        let after = written(&class);
        for (path, time) in &before {
            assert_eq!(after.get(path), Some(time), "judged twice: {path:?}");
        }
        before = after;
    }
    let left = DISTINCT - before.len();
    class
        .grade(&resume)
        .exits(0)
        .stdout_has(&format!("{left} answer"))
        .stdout_has("6 submissions:");
    let after = written(&class);
    assert_eq!(after.len(), DISTINCT);
    assert!(before.iter().all(|(path, time)| after[path] == *time));
    let book = class.read("grades/gradebook.csv");
    assert_eq!(book, class.read("undisturbed/gradebook.csv"));
    class.bench.gets_quiet();
}

#[test]
fn ctrl_c_ends_a_run_that_can_go_on() {
    let class = class();
    let each = ["--each", "class", "-j", "1"];
    assert_eq!(interrupted(&class, &each, 3, "-INT"), Some(130));
    let stored = verdicts(&class.path("grades")).len();
    assert!(!class.path("grades/gradebook.csv").exists());
    class.bench.gets_quiet();
    let left = DISTINCT - stored;
    class
        .grade(&[&each[..], &["--resume"]].concat())
        .exits(0)
        .stdout_has(&format!("{left} answer"));
    assert!(class.path("grades/gradebook.csv").exists());
}

#[test]
fn a_verdict_that_was_damaged_is_judged_again() {
    let class = Class::of(&[("ada", ["42", "41", "42"])]);
    class.grade(&["class/ada"]).exits(0);
    let book = class.read("grades/gradebook.csv");
    let files = verdicts(&class.path("grades"));
    let text = fs::read_to_string(&files[0]).unwrap();
    fs::write(&files[0], text.replace("42", "43")).unwrap();
    fs::write(&files[1], "").unwrap();
    class
        .grade(&["class/ada", "--resume"])
        .exits(0)
        .stdout_has("2 answers judged");
    assert_eq!(class.read("grades/gradebook.csv"), book);
}

/// The processes that judge for a run of the class.
fn judges(class: &Class) -> Vec<u32> {
    calling("judge-answers", class.bench.folder())
}

fn kill(pids: &[u32]) {
    let pids = pids.iter().map(ToString::to_string);
    // One that has just ended itself is as good.
    let _ = Command::new("kill").arg("-KILL").args(pids).status();
}

#[test]
fn a_judge_that_is_killed_is_replaced_and_no_grade_changes() {
    let class = class();
    let each = ["--each", "class", "-j", "2"];
    class
        .grade(&[&each[..], &["--out", "undisturbed"]].concat())
        .exits(0);
    let mut command = class.command(&each);
    let mut run = command.stdout(Stdio::null()).spawn().unwrap();
    let out = class.path("grades");
    for stored in [0, 3, 7] {
        wait_until("verdicts", || stored <= verdicts(&out).len());
        wait_until("a judge", || !judges(&class).is_empty());
        kill(&judges(&class)[..1]);
    }
    // Who is killed may have been judging an answer for the second time.
    let code = run.wait().unwrap().code();
    assert!(matches!(code, Some(0 | 3)), "{code:?}");
    if code == Some(3) {
        class.grade(&[&each[..], &["--resume"]].concat()).exits(0);
    }
    let book = class.read("grades/gradebook.csv");
    assert_eq!(book, class.read("undisturbed/gradebook.csv"));
    assert_eq!(judges(&class), [0; 0]);
    class.bench.gets_quiet();
}

#[test]
fn an_answer_whose_judges_die_is_no_grade_and_the_others_have_theirs() {
    // Only who judges these takes so long that somebody can see it.
    let slow = "std::thread::sleep(std::time::Duration::from_secs(600)); 42";
    let class = Class::of(&[("ada", ["42", "", ""]), ("bob", [slow, "42", ""])]);
    let each = ["--each", "class", "-j", "1"];
    let mut command = class.command(&[&each[..], &["--timeout-scale", "100"]].concat());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut run = command.spawn().unwrap();
    // Answers are judged in the order in which they are found.
    let out = class.path("grades");
    wait_until("the quick answer", || !verdicts(&out).is_empty());
    for _ in 0..2 {
        let mut seen = Vec::new();
        wait_until("a judge", || {
            seen = judges(&class);
            !seen.is_empty()
        });
        kill(&seen);
        wait_until("another judge", || judges(&class) != seen);
    }
    assert_eq!(run.wait().unwrap().code(), Some(3));
    let (ada, bob) = (class.report("ada"), class.report("bob"));
    assert_eq!(ada["exercises"][0]["status"], "pass");
    assert_eq!(bob["exercises"][0]["status"], "infra");
    let error = bob["exercises"][0]["error"].as_str().unwrap();
    assert!(error.contains("signal 9, twice"), "{error}");
    assert_eq!(bob["exercises"][1]["status"], "pass");
    assert_eq!(verdicts(&class.path("grades")).len(), 2);
    class.bench.gets_quiet();
}
