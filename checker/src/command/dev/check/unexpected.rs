//! What is wrong with the verdict on a trial.

use super::problem::Problem;
use crate::command::dev::trial::{Expect, Trial, Unexpected};
use crate::course::Course;
use crate::verdict::{Level, Verdict};

impl Trial {
    /// What is wrong with this verdict on it, and with what the tests that the
    /// exercise is `shipped` with say of it.
    pub(super) fn problems(
        &self,
        course: &Course,
        verdict: &Verdict,
        shipped: Option<&Verdict>,
    ) -> Vec<Problem> {
        let problem =
            |what: String, advice: &str| vec![Problem::new(course, &self.file, what, advice)];
        let failed = shipped.filter(|shipped| !shipped.findings.is_empty());
        match self.expect.unexpected(verdict) {
            None if failed.is_some() => problem(
                format!(
                    "the exercise's own tests refuse it: {}",
                    failed.map(reason).unwrap_or_default()
                ),
                "Correct the answer, or the tests in the exercise if they ask for more than it promises.",
            ),
            None if self.expect == Expect::AnyRefusal && verdict.is_misfit() => problem(
                format!("its hidden test does not fit it: {}", reason(verdict)),
                "Give the exercise as shipped the names and signatures of its solution.",
            ),
            None if self.expect == Expect::CleanPass => self.warnings(course, verdict),
            None => Vec::new(),
            Some(Unexpected::PassesAsShipped) => problem(
                "it passes as shipped".into(),
                "Leave something to do, or set `skip_check_unsolved = true` in info.toml.",
            ),
            Some(Unexpected::RightRefused) => problem(
                format!("a right answer is refused: {}", reason(verdict)),
                "Correct the answer, or the hidden test if it asks for more than the exercise promises.",
            ),
            Some(Unexpected::WrongPassed(kind)) => problem(
                "a wrong answer is accepted".into(),
                &format!("Sharpen the hidden test: it must refuse this with `{kind}`."),
            ),
            Some(Unexpected::OtherReason(kind)) => problem(
                format!(
                    "its first line says `{kind}`, but it is refused with {}",
                    reason(verdict)
                ),
                "Correct the first line, or let the hidden test find what the line says first.",
            ),
        }
    }

    fn warnings(&self, course: &Course, verdict: &Verdict) -> Vec<Problem> {
        let warnings = verdict
            .diagnostics
            .iter()
            .filter(|d| d.level == Level::Warning);
        warnings
            .map(|warning| {
                let line = warning.location.as_ref().map(|place| place.line);
                let line = line
                    .map(|line| format!(" on line {line}"))
                    .unwrap_or_default();
                let code = warning.code.as_deref().unwrap_or("warning");
                let what = format!("`{code}`{line}: {}", warning.message);
                let advice = "A solution is read as an example; write it without warnings.";
                Problem::new(course, &self.file, what, advice)
            })
            .collect()
    }
}

fn reason(verdict: &Verdict) -> String {
    match verdict.findings.first() {
        Some(finding) => format!("`{}` ({})", finding.kind, finding.observed),
        None => "no finding; not every test was reported as passed".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::sample;
    use crate::verdict::MISFIT;
    use report::{Kind, Location};
    use std::path::Path;

    #[track_caller]
    fn check(expect: Expect, verdict: &Verdict, want: &[&str]) {
        let course = sample::course(Path::new("/course"));
        let trial = Trial {
            exercise: 0,
            file: "/course/checker/answers/a.rs".into(),
            expect,
        };
        let problems = trial.problems(&course, verdict, None);
        let text: Vec<_> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(text.len(), want.len(), "{text:?}");
        for (text, want) in text.iter().zip(want) {
            assert!(text.starts_with("checker/answers/a.rs: "), "{text}");
            assert!(text.contains(want), "no `{want}` in: {text}");
        }
    }

    #[test]
    fn an_exercise_must_not_pass_as_shipped() {
        check(
            Expect::AnyRefusal,
            &sample::passed(),
            &["passes as shipped"],
        );
        check(Expect::AnyRefusal, &sample::refused(Kind::Panicked), &[]);
        check(
            Expect::AnyRefusal,
            &sample::refused(Kind::DoesNotCompile),
            &[],
        );
    }

    #[test]
    fn an_exercise_as_shipped_must_fit_its_hidden_test() {
        let mut verdict = sample::refused(Kind::DoesNotCompile);
        verdict.findings[0].observed = format!("{MISFIT}: no `draw` in the root");
        check(
            Expect::AnyRefusal,
            &verdict,
            &["its hidden test does not fit it: `does-not-compile`"],
        );
        check(Expect::Refusal(Kind::DoesNotCompile), &verdict, &[]);
    }

    #[test]
    fn a_right_answer_must_pass() {
        check(Expect::Pass, &sample::passed(), &[]);
        let refused = sample::refused(Kind::NotConcurrent);
        check(
            Expect::Pass,
            &refused,
            &["refused: `not-concurrent` (seen)"],
        );
        check(
            Expect::CleanPass,
            &refused,
            &["refused: `not-concurrent` (seen)"],
        );
    }

    #[test]
    fn a_solution_must_pass_without_a_warning() {
        let mut verdict = sample::passed();
        check(Expect::CleanPass, &verdict, &[]);
        verdict.diagnostics.push(crate::verdict::Diagnostic {
            level: Level::Warning,
            code: Some("clippy::needless_return".into()),
            message: "unneeded `return`".into(),
            location: Some(Location {
                file: "a.rs".into(),
                line: 7,
                column: 1,
            }),
            rendered: String::new(),
        });
        check(
            Expect::CleanPass,
            &verdict,
            &["`clippy::needless_return` on line 7: unneeded"],
        );
        check(Expect::Pass, &verdict, &[]);
    }

    #[test]
    fn a_wrong_answer_must_be_refused_for_the_reason_that_it_is_filed_with() {
        let expect = Expect::Refusal(Kind::NotConcurrent);
        check(expect, &sample::refused(Kind::NotConcurrent), &[]);
        check(expect, &sample::passed(), &["a wrong answer is accepted"]);
        let other = sample::refused(Kind::WrongResult);
        check(
            expect,
            &other,
            &["says `not-concurrent`, but it is refused with `wrong-result`"],
        );
    }

    #[test]
    fn a_missing_report_is_no_pass_and_no_finding() {
        let mut verdict = sample::passed();
        verdict.tests.clear();
        check(Expect::Pass, &verdict, &["no finding; not every test"]);
    }

    #[test]
    fn a_right_answer_passes_the_tests_that_the_exercise_is_shipped_with() {
        let course = sample::course(Path::new("/course"));
        let trial = Trial {
            exercise: 0,
            file: "/course/solutions/a.rs".into(),
            expect: Expect::CleanPass,
        };
        let (fine, fails) = (sample::passed(), sample::refused(Kind::OwnTestFails));
        let problems = |shipped| trial.problems(&course, &fine, shipped);
        assert_eq!(problems(None), []);
        assert_eq!(problems(Some(&fine)), []);
        let [problem] = &problems(Some(&fails))[..] else {
            panic!("not one problem");
        };
        let text = problem.to_string();
        assert!(
            text.contains("own tests refuse it: `own-test-fails`"),
            "{text}"
        );
    }
}
