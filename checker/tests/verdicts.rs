//! Every way in which an answer can go wrong gets its own verdict, in time,
//! and leaves no process behind. The answers are real files, compiled and run.

use report::Kind;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use workbook::course::{
    Course, Exercise, ExerciseName, Grading, JudgedBy, Lesson, Lints, UnsafeCode,
};
use workbook::judge::{Judge, Settings};
use workbook::process::Cancel;
use workbook::verdict::Verdict;

const DEADLINE: Duration = Duration::from_secs(1);

/// Judge one answer whose `work` is `body`, with a test that calls it.
fn judge(body: &str) -> Verdict {
    judge_by(JudgedBy::OwnTests, body)
}

fn judge_by(judged_by: JudgedBy, body: &str) -> Verdict {
    let source = format!(
        "pub fn work() -> u32 {{\n{body}\n}}\nfn main() {{ if false {{ work(); }} }}\n\
         #[cfg(test)]\nmod tests {{\n    #[test]\n    fn it_works() {{\n        assert_eq!(super::work(), 42);\n    }}\n}}\n"
    );
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    std::fs::create_dir_all(root.join("exercises")).unwrap();
    std::fs::write(root.join("exercises/work.rs"), source).unwrap();
    let course = Arc::new(course(&root, judged_by));
    let settings = Settings {
        cache_dir: root.join("cache"),
        ..Settings::default()
    };
    let judge = Judge::new(Arc::clone(&course), settings, &mut |_| {}).unwrap();
    judge
        .exercise(&course.exercises[0], &Cancel::default(), &mut |_| {})
        .unwrap()
        .expect("not cancelled")
}

fn course(root: &Path, judged_by: JudgedBy) -> Course {
    let exercise = Exercise {
        name: ExerciseName::new("work").unwrap(),
        aliases: Vec::new(),
        lesson: 0,
        file: "work.rs".into(),
        judged_by,
        hints: Vec::new(),
        points: 10,
        stars: 1,
        deadline: DEADLINE,
        lints: Lints::Shown,
        skip_check_unsolved: false,
        needs: seal::Needs::default(),
        after: None,
    };
    Course {
        root: root.to_owned(),
        id: "test".into(),
        title: "Test".into(),
        welcome: None,
        farewell: None,
        unsafe_code: UnsafeCode::Allowed,
        lessons: vec![Lesson::default()],
        exercises: vec![exercise],
        hidden: root.join("checker/hidden"),
        solutions: root.join("solutions"),
        crates: root.join("checker"),
        grading: Grading::default(),
        paths: Vec::new(),
        warnings: Vec::new(),
        scratch: None,
    }
}

#[track_caller]
fn check(body: &str, want: Kind) -> Verdict {
    let verdict = judge(body);
    assert_eq!(verdict.headline(), Some(want), "{verdict:#?}");
    assert!(!verdict.passed());
    // The compiler's time does not belong to the answer; one second does.
    let longest = verdict
        .tests
        .iter()
        .map(|test| test.took)
        .max()
        .unwrap_or_default();
    assert!(longest <= DEADLINE + Duration::from_secs(1), "{longest:?}");
    verdict
}

#[test]
fn a_right_answer_passes() {
    let verdict = judge("42");
    assert!(verdict.passed(), "{verdict:#?}");
    assert_eq!(verdict.tests[0].name, "tests::it_works");
}

#[test]
fn a_wrong_value_is_a_wrong_result_with_its_place() {
    let verdict = check("41", Kind::WrongResult);
    assert!(
        verdict.findings[0].observed.contains("left: 41"),
        "{verdict:#?}"
    );
    assert_eq!(verdict.findings[0].location.as_ref().unwrap().line, 9);
}

#[test]
fn a_type_error_is_shown_with_its_place_and_nothing_runs() {
    let verdict = check("\"42\"", Kind::DoesNotCompile);
    assert_eq!(
        verdict.findings[0].location.as_ref().unwrap().file,
        "exercises/work.rs"
    );
    assert!(verdict.tests.is_empty() && verdict.diagnostics[0].code.as_deref() == Some("E0308"));
}

#[test]
fn an_exit_with_code_0_is_no_pass() {
    check("std::process::exit(0)", Kind::ExitedEarly);
}

#[test]
fn a_forged_test_result_is_no_pass() {
    check(
        "println!(\"running 1 test\\ntest tests::it_works ... ok\\n\\ntest result: ok. 1 passed; 0 failed\");\n\
         println!(\"{{\\\"say\\\":\\\"finished\\\",\\\"outcome\\\":\\\"passed\\\"}}\");\nstd::process::exit(0)",
        Kind::ExitedEarly,
    );
}

#[test]
fn an_endless_loop_is_seen_to_spin() {
    let verdict = check(
        "let mut n = 0u32; loop { n = std::hint::black_box(n + 1) % 7; }",
        Kind::Hangs,
    );
    assert!(
        verdict.findings[0].meaning.contains("spins"),
        "{verdict:#?}"
    );
}

#[test]
fn a_deadlock_is_seen_to_sleep() {
    let verdict = check(
        "let lock = std::sync::Mutex::new(42); let first = lock.lock().unwrap(); let second = lock.lock().unwrap(); *first + *second",
        Kind::Hangs,
    );
    assert!(
        verdict.findings[0].observed.contains("asleep"),
        "{verdict:#?}"
    );
}

#[test]
fn an_endless_print_is_stopped() {
    let verdict = check(
        "loop { println!(\"again and again\"); }",
        Kind::FloodsOutput,
    );
    assert!(verdict.tests[0].output.len() < 200 * 1024);
}

#[test]
fn a_stack_overflow_is_a_crash_that_is_explained() {
    let verdict = check(
        "fn deeper(n: u32) -> u32 { let page = std::hint::black_box([n; 1024]); deeper(n + 1) + page[7] } deeper(0)",
        Kind::Crashed,
    );
    assert!(
        verdict.findings[0].meaning.contains("stack"),
        "{verdict:#?}"
    );
}

#[test]
fn an_abort_is_a_crash() {
    check("std::process::abort()", Kind::Crashed);
}

#[test]
fn a_daemon_does_not_outlive_the_verdict() {
    let verdict = judge(
        "let out = std::process::Command::new(\"setsid\").args([\"-f\", \"sh\", \"-c\", \"echo $$; exec sleep 600 >/dev/null 2>&1\"])\
         .output().unwrap(); print!(\"daemon {}\", String::from_utf8(out.stdout).unwrap()); 42",
    );
    assert!(verdict.passed(), "{verdict:#?}");
    let pid = verdict.tests[0]
        .output
        .trim()
        .strip_prefix("daemon ")
        .expect("a pid")
        .to_owned();
    // It is killed by then, and needs a processor to be gone.
    let (there, begun) = (Path::new("/proc").join(pid), Instant::now());
    while there.exists() && begun.elapsed() < Duration::from_secs(20) {
        std::thread::yield_now();
    }
    assert!(!there.exists());
}

#[test]
fn a_main_that_returns_passes_and_one_that_panics_does_not() {
    assert!(judge_by(JudgedBy::Main, "42").passed());
    let verdict = judge_by(
        JudgedBy::Main,
        "42 }\n#[allow(unused)] fn late() { panic!(\"not yet\")",
    );
    assert!(verdict.passed());
}

#[test]
fn a_cancelled_judgement_gives_no_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    std::fs::create_dir_all(root.join("exercises")).unwrap();
    std::fs::write(
        root.join("exercises/work.rs"),
        "fn main() { loop { std::thread::park(); } }",
    )
    .unwrap();
    let course = Arc::new(course(&root, JudgedBy::Main));
    let settings = Settings {
        cache_dir: root.join("cache"),
        ..Settings::default()
    };
    let judge = Judge::new(Arc::clone(&course), settings, &mut |_| {}).unwrap();
    let cancel = Cancel::default();
    // Cancelled from within the story, when the program is about to run.
    let verdict = judge.exercise(&course.exercises[0], &cancel, &mut |event| {
        if matches!(event, workbook::event::Event::Testing { .. }) {
            cancel.cancel();
        }
    });
    assert!(verdict.unwrap().is_none());
}
