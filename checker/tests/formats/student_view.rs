//! What a learner must not learn from a report.

use super::{SAMPLES, options, sample};
use clap::ValueEnum as _;
use workbook::cli::ReportFormat;
use workbook::reporter::formats::{render, student_view};
use workbook::reporter::json::{Place, Report, View};

/// A report in which all that hidden tests saw holds one word.
fn marked() -> Report {
    let mut report = sample("mixed");
    let secret = || "SECRET".to_owned();
    for exercise in &mut report.exercises {
        exercise.error = Some(secret());
        let own = exercise.tests.iter_mut();
        for test in own {
            test.output = secret();
            test.notes = vec![secret()];
            test.seed = Some(4242);
            for finding in &mut test.findings {
                (finding.observed, finding.meaning) = (secret(), secret());
            }
            for span in test
                .timeline
                .iter_mut()
                .flat_map(|timeline| &mut timeline.spans)
            {
                (span.item, span.lane) = (secret(), secret());
            }
        }
        let about_the_text = ["spawn", "timeout"].contains(&exercise.id.as_str());
        for finding in exercise.findings.iter_mut().filter(|_| !about_the_text) {
            (finding.observed, finding.meaning) = (secret(), secret());
        }
        for flag in &mut exercise.flags {
            flag.what = secret();
        }
    }
    report
}

/// It has no room for what was seen.
fn is_table(format: ReportFormat) -> bool {
    use ReportFormat::{Blackboard, Canvas, Csv, Moodle};
    [Csv, Canvas, Moodle, Blackboard].contains(&format)
}

#[test]
fn nothing_that_hidden_tests_saw_is_in_any_format() {
    let (marked, redacted) = (marked(), student_view(&marked()));
    for format in ReportFormat::value_variants() {
        let told = render(*format, &marked, &options()).unwrap();
        if !is_table(*format) {
            assert!(told.contains("SECRET"), "{}", format.name());
        }
        let hidden = render(*format, &redacted, &options()).unwrap();
        assert!(!hidden.contains("SECRET"), "{}: {hidden}", format.name());
        assert!(!hidden.contains("4242"), "{}", format.name());
    }
}

#[test]
fn what_helps_the_learner_stays() {
    let (full, student) = (sample("mixed"), student_view(&sample("mixed")));
    assert_eq!(student.view, View::Student);
    assert_eq!(student.score(), full.score());
    assert_eq!(student.totals, full.totals);
    for (a, b) in full.exercises.iter().zip(&student.exercises) {
        assert_eq!((&a.id, a.status, a.points), (&b.id, b.status, b.points));
        assert_eq!(a.build, b.build);
        for (a, b) in a.findings.iter().zip(&b.findings) {
            assert_eq!((a.kind, &a.look_at), (b.kind, &b.look_at));
        }
        for (a, b) in a.tests.iter().zip(&b.tests) {
            assert_eq!((&a.name, a.status), (&b.name, b.status));
        }
    }
    let spawn = student
        .exercises
        .iter()
        .find(|one| one.id == "spawn")
        .unwrap();
    assert!(spawn.findings[0].observed.contains("use of moved value"));
    let serial = &student.exercises[1].findings[0];
    assert_eq!(
        (serial.observed.as_str(), serial.meaning.as_str()),
        ("", "")
    );
}

#[test]
fn it_may_be_done_twice() {
    for name in SAMPLES {
        let once = student_view(&sample(name));
        assert_eq!(student_view(&once), once);
    }
}

#[test]
fn errors_in_the_hidden_test_do_not_show_it() {
    let mut report = sample("refused");
    let hidden = "checker/hidden/03_async_fundamentals/05_spawn.rs";
    let [first, second] = &mut report.exercises[0].build.diagnostics[..] else {
        panic!("two messages");
    };
    // The answer has another signature than the hidden test calls.
    first.location = Some(Place {
        file: hidden.to_owned(),
        line: 9,
        col: 5,
    });
    first.message = "SECRET takes 2 arguments".to_owned();
    first.rendered = format!("error: SECRET\n --> {hidden}:9:5\n  |\n9 | SECRET\n");
    // An error in the answer that points into the hidden test.
    second.message = "mismatched types".to_owned();
    second.rendered += &format!("note: required by this\n  ::: {hidden}:12:1\n12 | SECRET\n");
    let shown = serde_json::to_string(&student_view(&report)).unwrap();
    assert!(!shown.contains("SECRET"), "{shown}");
    assert!(!shown.contains("checker/hidden"), "{shown}");
    assert!(shown.contains("does not fit this file") && shown.contains("mismatched types"));
}

#[test]
fn tests_that_a_set_brings_itself_are_no_secret() {
    let mut report = marked();
    for exercise in &mut report.exercises {
        exercise.hidden_tests = false;
        exercise.error = None;
        exercise.flags.clear();
    }
    assert_eq!(student_view(&report).exercises, report.exercises);
}
