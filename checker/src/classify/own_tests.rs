//! What the tests in the learner's own file add to a verdict. The hidden test comes
//! first: it says more about what is wrong.

use super::{test_report, words};
use crate::harness::TestRun;
use crate::verdict::{Diagnostic, TestEnd, TestReport, Verdict};
use report::{Finding, Kind, Outcome};
use std::time::Duration;

/// What came of the tests in the learner's own file.
#[derive(Debug, Default)]
pub enum OwnTests {
    /// There are none, or they are not asked.
    #[default]
    None,
    /// They do not compile: what is found, and what the compiler said.
    Refused(Finding, Vec<Diagnostic>),
    /// They were run.
    Ran {
        /// Their names.
        expected: Vec<String>,
        /// What each left behind; `None` where it was not run to its end.
        tests: Vec<Option<TestRun>>,
    },
}

/// `verdict` with what `own` adds to it. Each test had `deadline`.
#[must_use]
pub fn with_own_tests(mut verdict: Verdict, own: OwnTests, deadline: Duration) -> Verdict {
    match own {
        OwnTests::None => {}
        OwnTests::Refused(finding, diagnostics) => {
            verdict.findings.push(finding);
            verdict.diagnostics.extend(diagnostics);
        }
        OwnTests::Ran { expected, tests } => {
            let tests = expected.iter().zip(tests);
            verdict.own_tests = tests
                .map(|(name, test)| match test {
                    Some(test) => own_test(name, test, deadline),
                    None => super::not_run(name),
                })
                .collect();
            let found = verdict.own_tests.iter().flat_map(|test| &test.findings);
            verdict.findings.extend(found.cloned());
            if verdict.findings.is_empty() && !verdict.own_tests.iter().all(is_fine) {
                let missing = verdict.own_tests.iter().filter(|test| !is_fine(test));
                let names: Vec<_> = missing.map(|test| test.name.as_str()).collect();
                verdict.findings.push(words::tests_missing(&names));
            }
        }
    }
    verdict
}

fn own_test(name: &str, test: TestRun, deadline: Duration) -> TestReport {
    let mut report = test_report(name, test, deadline);
    // One says it; what a panic entailed says nothing more.
    report.findings.truncate(1);
    let ran_to_its_end = report.end == TestEnd::Reported(Outcome::Failed);
    for finding in &mut report.findings {
        if ran_to_its_end {
            let meaning = "the answer does not do what this test asks, or the test is mistaken";
            finding.meaning = meaning.to_owned();
        }
        finding.kind = Kind::OwnTestFails;
        finding.observed = format!("the test `{name}` fails: {}", finding.observed);
    }
    report
}

/// Whether it passed, or is one that its author passes over.
pub(super) fn is_fine(test: &TestReport) -> bool {
    test.findings.is_empty()
        && matches!(
            test.end,
            TestEnd::Reported(Outcome::Passed | Outcome::Ignored)
        )
}

#[cfg(test)]
mod tests {
    use super::super::tests::{DEADLINE, FINE, passed, run, said};
    use super::*;
    use crate::classify::classify;
    use crate::process::How;
    use report::Message;

    /// What a test that ended like this makes of a verdict on a hidden test that
    /// passed, or did not.
    fn judged(hidden_passes: bool, own: Option<TestRun>) -> Verdict {
        let hidden = match hidden_passes {
            true => said(&passed(), FINE),
            false => said(&failed("wrong", Kind::WrongResult), FINE),
        };
        let own = OwnTests::Ran {
            expected: vec!["own".to_owned()],
            tests: vec![own],
        };
        with_own_tests(classify(run(vec![hidden])), own, DEADLINE)
    }

    fn failed(observed: &str, kind: Kind) -> [Message; 3] {
        let finding = Finding {
            kind,
            observed: observed.to_owned(),
            promised: None,
            meaning: "a meaning".to_owned(),
            look_at: "a place".to_owned(),
            location: None,
        };
        let outcome = Outcome::Failed;
        [
            Message::Started,
            Message::Finding(finding),
            Message::Finished { outcome },
        ]
    }

    #[track_caller]
    fn check(own: Option<TestRun>, want: Option<Kind>) -> Verdict {
        let verdict = judged(true, own);
        assert_eq!(verdict.headline(), want, "{verdict:#?}");
        assert_eq!(verdict.passed(), want.is_none());
        verdict
    }

    #[test]
    fn a_pass_needs_the_tests_in_the_file_too() {
        let fails = Some(Kind::OwnTestFails);
        check(said(&passed(), FINE), None);
        let outcome = Outcome::Ignored;
        check(
            said(&[Message::Started, Message::Finished { outcome }], FINE),
            None,
        );
        let verdict = check(said(&failed("1 is not 2", Kind::WrongResult), FINE), fails);
        let observed = &verdict.findings[0].observed;
        assert_eq!(observed, "the test `own` fails: 1 is not 2");
        check(said(&[Message::Started], How::Deadline(None)), fails);
        check(said(&[Message::Started], FINE), fails);
        check(None, Some(Kind::TestsMissing));
    }

    #[test]
    fn what_the_hidden_test_found_comes_first() {
        let verdict = judged(false, said(&failed("1", Kind::WrongResult), FINE));
        let kinds: Vec<_> = verdict.findings.iter().map(|found| found.kind).collect();
        assert_eq!(kinds, [Kind::WrongResult, Kind::OwnTestFails]);
        // Nobody waited for it.
        assert_eq!(judged(false, None).findings.len(), 1);
    }

    #[test]
    fn tests_that_do_not_compile_are_a_refusal_of_their_own() {
        let finding = words::own_tests_do_not_compile(&[]);
        let own = OwnTests::Refused(finding, Vec::new());
        let verdict = classify(run(vec![said(&passed(), FINE)]));
        let verdict = with_own_tests(verdict, own, DEADLINE);
        assert_eq!(verdict.headline(), Some(Kind::OwnTestFails));
        assert!(!verdict.passed());
    }
}
