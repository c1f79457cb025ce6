//! A small course and its verdicts, for tests.

use crate::course::{
    Course, Exercise, ExerciseName, Grading, JudgedBy, LearningPath, Lesson, Lints, UnsafeCode,
};
use crate::verdict::{TestEnd, TestReport, Verdict};
use report::{Clock, End, Finding, Kind, Location, Outcome, Span, Spans, SpeedUp};
use std::path::PathBuf;
use std::time::Duration;

pub(crate) fn course() -> Course {
    Course {
        root: PathBuf::from("/course"),
        id: "concurrency".to_owned(),
        title: "Concurrency".to_owned(),
        welcome: None,
        farewell: None,
        unsafe_code: UnsafeCode::Forbidden,
        lessons: vec![lesson("03_async_fundamentals", "Async fundamentals")],
        exercises: vec![exercise("join", 2), exercise("select", 3)],
        hidden: PathBuf::from("/course/checker/hidden"),
        solutions: PathBuf::from("/course/solutions"),
        crates: PathBuf::from("/course/checker"),
        grading: Grading::default(),
        paths: vec![LearningPath {
            name: "short".to_owned(),
            title: "The short way".to_owned(),
            exercises: vec![ExerciseName::new("select").unwrap()],
        }],
        warnings: Vec::new(),
        scratch: None,
    }
}

fn lesson(dir: &str, title: &str) -> Lesson {
    Lesson {
        dir: dir.to_owned(),
        title: title.to_owned(),
        track: "beginner".to_owned(),
        ..Lesson::default()
    }
}

pub(crate) fn exercise(name: &str, number: u32) -> Exercise {
    Exercise {
        name: ExerciseName::new(name).unwrap(),
        aliases: Vec::new(),
        lesson: 0,
        file: PathBuf::from(format!("03_async_fundamentals/{number:02}_{name}.rs")),
        judged_by: JudgedBy::HiddenTest,
        hints: vec!["Where?".to_owned(), "What?".to_owned()],
        points: 5,
        stars: 1,
        deadline: Duration::from_secs(5),
        lints: Lints::Shown,
        skip_check_unsolved: false,
        after: None,
        needs: Default::default(),
    }
}

pub(crate) fn test(name: &str) -> TestReport {
    TestReport {
        name: name.to_owned(),
        end: TestEnd::Reported(Outcome::Passed),
        findings: Vec::new(),
        spans: Spans::default(),
        speed_up: None,
        notes: Vec::new(),
        output: String::new(),
        output_cut: false,
        took: Duration::from_millis(4),
        seed: 7,
        attempts: 1,
        seal: None,
    }
}

pub(crate) fn pass() -> Verdict {
    let mut at_once = test("both_requests_are_under_way_at_once");
    at_once.spans = Spans {
        clock: Clock::Virtual,
        spans: vec![span("user 1", 0, 50), span("user 2", 0, 30)],
    };
    Verdict {
        exercise: "join".to_owned(),
        findings: Vec::new(),
        tests: vec![test("both_users_are_returned"), at_once],
        own_tests: Vec::new(),
        diagnostics: Vec::new(),
        took: Duration::from_millis(210),
        flags: Vec::new(),
        fence: None,
    }
}

pub(crate) fn serial() -> Verdict {
    let mut verdict = pass();
    let finding = Finding {
        kind: Kind::NotConcurrent,
        observed: "the second request started when the first had ended, at 50 ms".to_owned(),
        promised: Some("It takes as long as the slower request alone.".to_owned()),
        meaning: "the requests waited for each other".to_owned(),
        look_at: "what starts a future that is not awaited yet?".to_owned(),
        location: Some(Location {
            file: "/course/exercises/03_async_fundamentals/02_join.rs".to_owned(),
            line: 12,
            column: 5,
        }),
    };
    verdict.findings = vec![finding.clone()];
    verdict.tests[1].end = TestEnd::Reported(Outcome::Failed);
    verdict.tests[1].findings = vec![finding];
    verdict.tests[1].spans.spans = vec![span("user 1", 0, 50), span("user 2", 50, 80)];
    verdict
}

pub(crate) fn speed_up() -> SpeedUp {
    SpeedUp {
        what: "join".to_owned(),
        threads: 2,
        one_after_another: Duration::from_micros(16_000),
        answer: Duration::from_micros(8_900),
        machine: Duration::from_micros(8_400),
        judged: true,
    }
}

fn span(item: &str, start_ms: u64, end_ms: u64) -> Span {
    Span {
        item: item.to_owned(),
        lane: "main".to_owned(),
        waits: false,
        activity: None,
        start: Duration::from_millis(start_ms),
        end: Duration::from_millis(end_ms),
        how: End::Finished,
    }
}
