//! The report as it is written.

use super::*;
use crate::reporter::sample;
use std::time::{Duration, UNIX_EPOCH};

fn a_report() -> Report {
    let course = sample::course();
    let run = Run {
        started: UNIX_EPOCH,
        took: Duration::from_millis(1500),
        complete: true,
        rustc: Some("1.95.0".to_owned()),
        timeout_scale: 1.0,
    };
    let judged = |index: usize, verdict: crate::verdict::Verdict| Judged {
        exercise: &course.exercises[index],
        runs: 1,
        passed_runs: usize::from(verdict.passed()),
        verdict,
        blake3: None,
    };
    let judged = [judged(0, sample::serial()), judged(1, sample::pass())];
    report(&course, &run, &judged)
}

#[test]
fn a_report_is_read_as_it_was_written() {
    let text = serde_json::to_string(&a_report()).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), a_report());
}

#[test]
fn fields_come_in_their_order_and_points_are_added_up() {
    let text = serde_json::to_string(&a_report()).unwrap();
    assert!(
        text.starts_with(r#"{"schema":"workbook/report/v1","tool":{"name":"workbook","version":"#),
        "{text}"
    );
    let totals = r#""totals":{"exercises":2,"passed":1,"points":5.0,"max_points":10.0}"#;
    assert!(text.contains(totals), "{text}");
}

#[test]
fn a_wrong_answer_carries_its_finding_its_place_and_its_picture() {
    let report = a_report();
    let exercise = &report.exercises[0];
    assert_eq!(exercise.status, Status::Fail);
    assert_eq!(exercise.findings[0].kind, report::Kind::NotConcurrent);
    let place = exercise.findings[0].location.as_ref().unwrap();
    assert_eq!(place.file, "exercises/03_async_fundamentals/02_join.rs");
    assert_eq!(exercise.tests[0].status, Status::Pass);
    let timeline = exercise.tests[1].timeline.as_ref().unwrap();
    assert_eq!((timeline.peak, timeline.elapsed_us), (1, 80_000));
}

#[test]
fn a_speed_up_is_read_as_it_was_measured() {
    let measured = sample::speed_up();
    let written = SpeedUp::of(&measured);
    assert_eq!((written.answer, written.machine), (1.8, 1.9));
    assert_eq!(written.to_measured(), measured);
}

#[test]
fn a_test_says_what_its_inputs_were_drawn_from() {
    let (course, mut verdict) = (sample::course(), sample::pass());
    verdict.tests[0].seed = 42;
    verdict.tests[0].attempts = 2;
    verdict.tests[1].attempts = 0;
    let run = Run {
        started: UNIX_EPOCH,
        took: Duration::ZERO,
        complete: true,
        rustc: None,
        timeout_scale: 1.0,
    };
    let judged = Judged {
        exercise: &course.exercises[0],
        runs: 1,
        passed_runs: 1,
        verdict,
        blake3: None,
    };
    let report = report(&course, &run, &[judged]);
    let tests = &report.exercises[0].tests;
    assert_eq!((tests[0].seed, tests[0].attempts), (Some(42), 2));
    assert_eq!((tests[1].seed, tests[1].attempts), (None, 0));
}
