//! Each way in which a run can end, and the verdict that it must get.

use super::*;
use crate::process::{Captured, Snapshot, Thread, ThreadState};

pub(super) const DEADLINE: Duration = Duration::from_secs(2);
pub(super) const FINE: How = How::Exited {
    code: Some(0),
    signal: None,
};

fn ended(how: How, stderr: &str) -> Ended {
    let stderr = Captured {
        bytes: stderr.as_bytes().to_vec(),
        cut: false,
    };
    Ended {
        how,
        stdout: Captured::default(),
        stderr,
        took: Duration::ZERO,
        interrupted: false,
    }
}

pub(super) fn said(messages: &[Message], how: How) -> Option<TestRun> {
    Some(TestRun {
        test: "t".into(),
        messages: messages.to_vec(),
        sealed: None,
        confirmed: true,
        seed: 7,
        ended: ended(how, ""),
    })
}

pub(super) fn passed() -> [Message; 2] {
    [
        Message::Started,
        Message::Finished {
            outcome: Outcome::Passed,
        },
    ]
}

pub(super) fn run(tests: Vec<Option<TestRun>>) -> Run {
    let expected = (0..tests.len()).map(|n| format!("test_{n}")).collect();
    Run {
        exercise: "join".into(),
        expected,
        tests,
        main: None,
        diagnostics: Vec::new(),
        lints_count: false,
        may_write: false,
        deadline: DEADLINE,
        took: Duration::ZERO,
    }
}

#[track_caller]
fn check(tests: Vec<Option<TestRun>>, want: Option<Kind>) -> Verdict {
    let verdict = classify(run(tests));
    assert_eq!(verdict.headline(), want, "{verdict:#?}");
    assert_eq!(verdict.passed(), want.is_none());
    verdict
}

fn snapshot(cpu: u64, state: ThreadState) -> How {
    let thread = Thread {
        name: "main".into(),
        state,
        cpu: Duration::from_millis(cpu),
    };
    How::Deadline(Some(Snapshot {
        starved: Duration::ZERO,
        cpu: Duration::from_millis(cpu),
        threads: vec![thread],
    }))
}

#[test]
fn every_expected_test_reported_as_passed_is_a_pass() {
    check(vec![said(&passed(), FINE), said(&passed(), FINE)], None);
}

#[test]
fn no_expected_tests_is_no_pass() {
    check(vec![], Some(Kind::TestsMissing));
}

#[test]
fn a_test_that_was_not_run_is_no_pass() {
    check(vec![said(&passed(), FINE), None], Some(Kind::TestsMissing));
}

#[test]
fn an_exit_with_code_0_before_the_report_is_an_early_exit() {
    check(
        vec![said(&[Message::Started], FINE)],
        Some(Kind::ExitedEarly),
    );
    check(vec![said(&[], FINE)], Some(Kind::ExitedEarly));
}

#[test]
fn a_report_without_its_start_counts_for_nothing() {
    check(
        vec![said(
            &[Message::Finished {
                outcome: Outcome::Passed,
            }],
            FINE,
        )],
        Some(Kind::ExitedEarly),
    );
}

#[test]
fn a_pass_that_was_not_confirmed_is_an_early_exit() {
    let run = said(&passed(), FINE).map(|run| TestRun {
        confirmed: false,
        ..run
    });
    check(vec![run], Some(Kind::ExitedEarly));
}

#[test]
fn a_pass_that_is_followed_by_a_crash_is_no_pass() {
    check(
        vec![said(
            &passed(),
            How::Exited {
                code: None,
                signal: Some(6),
            },
        )],
        Some(Kind::Crashed),
    );
}

#[test]
fn a_finding_refuses_even_where_the_test_is_reported_as_passed() {
    let finding = words::failed();
    let messages = [
        Message::Started,
        Message::Finding(finding),
        Message::Finished {
            outcome: Outcome::Passed,
        },
    ];
    check(vec![said(&messages, FINE)], Some(Kind::WrongResult));
}

#[test]
fn a_failure_without_a_finding_is_still_a_failure() {
    let messages = [
        Message::Started,
        Message::Finished {
            outcome: Outcome::Failed,
        },
    ];
    check(vec![said(&messages, FINE)], Some(Kind::WrongResult));
}

#[test]
fn a_stack_overflow_is_told_from_another_abort() {
    let overflow = TestRun {
        test: "t".into(),
        messages: vec![Message::Started],
        sealed: None,
        confirmed: false,
        seed: 7,
        ended: ended(
            How::Exited {
                code: None,
                signal: Some(6),
            },
            "thread 'main' has overflowed its stack",
        ),
    };
    let verdict = check(vec![Some(overflow)], Some(Kind::Crashed));
    assert!(verdict.findings[0].meaning.contains("stack"));
}

#[test]
fn a_sleeping_hang_is_told_from_a_spinning_one() {
    let asleep = check(
        vec![said(&[Message::Started], snapshot(3, ThreadState::Asleep))],
        Some(Kind::Hangs),
    );
    assert!(
        asleep.findings[0].observed.contains("0 % of a processor")
            && asleep.findings[0].observed.contains("main")
    );
    let spins = check(
        vec![said(&[Message::Started], snapshot(1990, ThreadState::Busy))],
        Some(Kind::Hangs),
    );
    assert!(
        spins.findings[0].meaning.contains("spins"),
        "{:?}",
        spins.findings
    );
}

#[test]
fn a_finding_of_the_checker_breaks_the_promise_of_its_time() {
    let promised = |text: &str, against| Message::Promised {
        text: text.into(),
        against,
    };
    let messages = [
        Message::Started,
        promised("It starts.", None),
        promised("It ends.", None),
        promised("No thread waits for ever.", Some(Kind::Hangs)),
    ];
    let broken = |messages: &[Message], how, kind| {
        let verdict = check(vec![said(messages, how)], Some(kind));
        verdict.findings[0].promised.clone()
    };
    let ended = |code, signal| How::Exited { code, signal };
    let early = broken(&messages, ended(Some(3), None), Kind::ExitedEarly);
    assert_eq!(early.as_deref(), Some("It ends."));
    let crash = broken(&messages, ended(None, Some(6)), Kind::Crashed);
    assert_eq!(crash.as_deref(), Some("It ends."));
    let hang = broken(&messages, How::Deadline(None), Kind::Hangs);
    assert_eq!(hang.as_deref(), Some("No thread waits for ever."));
    let unnamed = broken(&messages[..1], How::Deadline(None), Kind::Hangs);
    assert_eq!(unnamed, None);
}

#[test]
fn a_hang_names_the_span_that_is_still_open() {
    let open = Message::SpanStarted {
        id: 1,
        item: "orders 7".into(),
        lane: "main".into(),
        waits: false,
        activity: None,
        at_us: 0,
    };
    let verdict = check(
        vec![said(&[Message::Started, open], How::Deadline(None))],
        Some(Kind::Hangs),
    );
    assert!(verdict.findings[0].observed.contains("`orders 7`"));
}

#[test]
fn a_flood_has_its_own_verdict() {
    check(
        vec![said(&[Message::Started], How::Flood)],
        Some(Kind::FloodsOutput),
    );
}

#[test]
fn the_same_finding_of_two_tests_is_said_once() {
    let messages = [
        Message::Started,
        Message::Finished {
            outcome: Outcome::Failed,
        },
    ];
    let verdict = check(
        vec![said(&messages, FINE), said(&messages, FINE)],
        Some(Kind::WrongResult),
    );
    assert_eq!(verdict.findings.len(), 1);
}

#[test]
fn lints_refuse_only_where_they_count_and_only_after_a_pass() {
    let warning = Diagnostic {
        level: Level::Warning,
        code: None,
        message: "needless return".into(),
        location: None,
        rendered: String::new(),
    };
    for (lints_count, want) in [(false, None), (true, Some(Kind::Forbidden))] {
        let mut run = run(vec![said(&passed(), FINE)]);
        run.diagnostics = vec![warning.clone()];
        run.lints_count = lints_count;
        assert_eq!(classify(run).headline(), want);
    }
}

#[test]
fn a_main_that_ends_with_another_code_is_refused() {
    for (code, want) in [(0, None), (101, Some(Kind::Panicked))] {
        let mut run = run(vec![]);
        run.main = Some(ended(
            How::Exited {
                code: Some(code),
                signal: None,
            },
            "thread 'main' panicked",
        ));
        assert_eq!(classify(run).headline(), want);
    }
}

#[test]
fn a_starved_loop_still_spins() {
    let How::Deadline(Some(mut seen)) = snapshot(300, ThreadState::Asleep) else {
        unreachable!()
    };
    seen.starved = Duration::from_millis(1500);
    let starved = How::Deadline(Some(seen));
    let verdict = check(vec![said(&[Message::Started], starved)], Some(Kind::Hangs));
    assert!(
        verdict.findings[0].meaning.contains("spins"),
        "{:?}",
        verdict.findings
    );
}

#[test]
fn a_flood_that_the_deadline_stopped_is_a_flood() {
    let mut ended = ended(How::Deadline(None), "");
    ended.stdout.cut = true;
    let run = TestRun {
        test: "t".into(),
        messages: vec![Message::Started],
        sealed: None,
        confirmed: false,
        seed: 7,
        ended,
    };
    check(vec![Some(run)], Some(Kind::FloodsOutput));
}

#[test]
fn a_flood_that_was_found_to_hang_is_a_flood() {
    let hang = Finding {
        kind: Kind::Hangs,
        ..words::failed()
    };
    let messages = vec![
        Message::Started,
        Message::Finding(hang),
        Message::Finished {
            outcome: Outcome::Failed,
        },
    ];
    let mut ended = ended(FINE, "");
    ended.stdout.cut = true;
    let run = TestRun {
        test: "t".into(),
        messages,
        sealed: None,
        confirmed: true,
        seed: 7,
        ended,
    };
    check(vec![Some(run)], Some(Kind::FloodsOutput));
}

#[test]
fn ignoring_every_test_is_no_pass() {
    let ignored = [
        Message::Started,
        Message::Finished {
            outcome: Outcome::Ignored,
        },
    ];
    check(vec![said(&ignored, FINE), said(&passed(), FINE)], None);
    check(vec![said(&ignored, FINE)], Some(Kind::TestsMissing));
    let mut run = run(vec![said(&ignored, FINE)]);
    run.main = Some(ended(FINE, ""));
    assert_eq!(classify(run).headline(), Some(Kind::TestsMissing));
}

#[test]
fn a_file_that_was_refused_is_spoken_of_where_the_exercise_has_none() {
    let notes = |may_write: bool, said: &str| {
        let mut test = said_with(&[Message::Started], FINE, said);
        test.as_mut().unwrap().confirmed = false;
        let run = Run {
            may_write,
            ..run(vec![test])
        };
        classify(run).tests[0].notes.len()
    };
    let refused = "Error: Permission denied (os error 13)";
    assert_eq!(notes(false, refused), 1);
    assert_eq!(notes(true, refused), 0);
    assert_eq!(notes(false, "Error: out of tea"), 0);
}

fn said_with(messages: &[Message], how: How, stderr: &str) -> Option<TestRun> {
    said(messages, how.clone()).map(|run| TestRun {
        ended: ended(how, stderr),
        ..run
    })
}
