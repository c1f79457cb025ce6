//! From verdicts to points.

use crate::course::{Course, Grading, JudgedBy};
use crate::reporter::json::{ExerciseReport, Status, TestReport};
use std::collections::BTreeMap;

/// What an exercise is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Worth {
    /// Of a pass; rounded to hundredths.
    pub points: f64,
    /// Whether tests that passed count where others did not.
    pub partial: bool,
    /// What tests weigh that are not named.
    unnamed: f64,
    weights: BTreeMap<String, f64>,
}

/// What each exercise of the course is worth, in order.
#[must_use]
pub fn worths(course: &Course, grading: &Grading) -> Vec<Worth> {
    let of_one = |exercise: &crate::course::Exercise| {
        let own = grading.exercises.get(exercise.name.as_str());
        let lesson = &course.lessons[exercise.lesson].dir;
        let weight = grading.lessons.get(lesson).copied().unwrap_or(1.0);
        let points = own.and_then(|own| own.points).unwrap_or(exercise.points);
        let partial = own.and_then(|own| own.partial).or(grading.partial);
        let weights = own.map(|own| own.tests.clone()).unwrap_or_default();
        // Tests that were handed in together with the answer must not add up to
        // points: only those that the course names do.
        let hidden = exercise.judged_by == JudgedBy::HiddenTest;
        Worth {
            points: hundredths(f64::from(points) * weight),
            partial: partial.unwrap_or(false) && (hidden || !weights.is_empty()),
            unnamed: if hidden { 1.0 } else { 0.0 },
            weights,
        }
    };
    course.exercises.iter().map(of_one).collect()
}

impl Worth {
    /// Fill in the points of a report. `unsteady` are tests that passed only in
    /// some runs, which is never a pass.
    pub fn weigh(&self, report: &mut ExerciseReport, unsteady: &[String]) {
        report.max_points = self.points;
        report.partial_credit = self.partial;
        let passed = report.status == Status::Pass;
        report.points = if passed { self.points } else { 0.0 };
        if !self.partial {
            return;
        }
        let weight = |test: &TestReport| {
            let named = self.weights.get(&test.name);
            named.copied().unwrap_or(self.unnamed)
        };
        let all: f64 = report.tests.iter().map(weight).sum();
        if all <= 0.0 {
            return;
        }
        let steady =
            |test: &TestReport| test.status == Status::Pass && !unsteady.contains(&test.name);
        // Where every test passed and the answer did not, what is wrong
        // concerns all of it.
        let some_failed = !report.tests.iter().all(steady);
        let counts = passed || (some_failed && is_about_single_tests(report.status));
        let mut earned = 0.0;
        for test in &mut report.tests {
            let share = weight(test) / all;
            test.max_points = self.points * share;
            if passed || (counts && steady(test)) {
                test.points = test.max_points;
                earned += share;
            }
        }
        if !passed {
            report.points = hundredths(self.points * earned);
        }
    }
}

/// An answer that does not compile or uses what is forbidden gets nothing.
fn is_about_single_tests(status: Status) -> bool {
    match status {
        Status::Fail | Status::Timeout | Status::Crash | Status::Flaky | Status::Missing => true,
        Status::Pass
        | Status::BuildError
        | Status::Forbidden
        | Status::Skipped
        | Status::NotSubmitted
        | Status::Infra => false,
    }
}

/// Points as they are added up and shown.
#[must_use]
pub fn hundredths(points: f64) -> f64 {
    (points * 100.0).round() / 100.0
}

/// Points for people and tables: `7`, `7.5`, `3.33`.
#[must_use]
pub fn shown(points: f64) -> String {
    let text = format!("{points:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::ExerciseGrading;
    use crate::reporter::json::{self, Judged};
    use crate::reporter::sample;
    use crate::verdict::{TestReport as Test, Verdict};

    fn verdict(tests: &[(&str, bool)]) -> Verdict {
        let mut verdict = sample::serial();
        let failed = verdict
            .tests
            .iter()
            .find(|test| !test.passed())
            .unwrap()
            .clone();
        let one = |(name, passed): &(&str, bool)| match passed {
            true => sample::test(name),
            false => Test {
                name: (*name).to_owned(),
                ..failed.clone()
            },
        };
        verdict.tests = tests.iter().map(one).collect();
        if tests.iter().all(|(_, passed)| *passed) {
            verdict.findings.clear();
        }
        verdict
    }

    fn weighed(grading: &Grading, verdict: Verdict, unsteady: &[&str]) -> ExerciseReport {
        let course = sample::course();
        let judged = Judged {
            exercise: &course.exercises[0],
            verdict,
            runs: 1,
            passed_runs: 0,
            blake3: None,
        };
        let mut report = json::exercise_report(&judged, &course);
        let unsteady: Vec<_> = unsteady.iter().map(|name| (*name).to_owned()).collect();
        worths(&course, grading)[0].weigh(&mut report, &unsteady);
        report
    }

    fn partial(weights: &[(&str, f64)]) -> Grading {
        let weights = weights.iter();
        let one = ExerciseGrading {
            points: Some(10),
            partial: Some(true),
            tests: weights
                .map(|(name, by)| ((*name).to_owned(), *by))
                .collect(),
        };
        Grading {
            exercises: BTreeMap::from([("join".to_owned(), one)]),
            ..Grading::default()
        }
    }

    #[track_caller]
    fn check(grading: &Grading, tests: &[(&str, bool)], want: f64) {
        assert_eq!(weighed(grading, verdict(tests), &[]).points, want);
    }

    #[test]
    fn without_partial_credit_it_is_all_or_nothing() {
        check(&Grading::default(), &[("a", true), ("b", false)], 0.0);
        check(&Grading::default(), &[("a", true), ("b", true)], 5.0);
    }

    #[test]
    fn with_it_each_test_counts_as_much_as_it_weighs() {
        let three = [("a", true), ("b", false), ("c", false)];
        check(&partial(&[]), &three, 3.33);
        check(&partial(&[("a", 8.0)]), &three, 8.0);
        check(&partial(&[("a", 0.0)]), &three, 0.0);
        let all = [("a", true), ("b", true), ("c", true)];
        check(&partial(&[("a", 8.0)]), &all, 10.0);
        check(&partial(&[]), &[("a", false)], 0.0);
    }

    #[test]
    fn the_tests_add_up_to_the_exercise() {
        let tests = [("a", true), ("b", false), ("c", true)];
        let report = weighed(&partial(&[("b", 2.0)]), verdict(&tests), &[]);
        let sum = |points: fn(&TestReport) -> f64| report.tests.iter().map(points).sum::<f64>();
        assert_eq!(hundredths(sum(|test| test.max_points)), report.max_points);
        assert_eq!(hundredths(sum(|test| test.points)), report.points);
        assert!(report.partial_credit);
    }

    #[test]
    fn what_concerns_the_whole_answer_leaves_no_credit() {
        let mut whole = verdict(&[("a", true), ("b", true)]);
        whole.findings = sample::serial().findings;
        assert_eq!(weighed(&partial(&[]), whole, &[]).points, 0.0);
        let mut forbidden = verdict(&[("a", true), ("b", false)]);
        forbidden.findings[0].kind = report::Kind::Forbidden;
        assert_eq!(weighed(&partial(&[]), forbidden, &[]).points, 0.0);
    }

    #[test]
    fn a_test_that_passes_now_and_then_did_not_pass() {
        let tests = [("a", true), ("b", true), ("c", false)];
        let report = weighed(&partial(&[]), verdict(&tests), &["b"]);
        assert_eq!(report.points, 3.33);
    }

    #[test]
    fn lessons_weigh_and_tests_of_the_learner_do_not() {
        let mut course = sample::course();
        let mut grading = partial(&[]);
        grading.lessons = BTreeMap::from([("03_async_fundamentals".to_owned(), 1.5)]);
        let worth = &worths(&course, &grading)[0];
        assert_eq!((worth.points, worth.partial), (15.0, true));
        course.exercises[0].judged_by = JudgedBy::OwnTests;
        assert!(!worths(&course, &grading)[0].partial);
        let named = partial(&[("a", 1.0)]);
        assert!(worths(&course, &named)[0].partial);
    }

    #[test]
    fn points_are_shown_without_needless_zeros() {
        for (points, want) in [
            (7.0, "7"),
            (7.5, "7.5"),
            (10.0 / 3.0, "3.33"),
            (0.0, "0"),
            (100.0, "100"),
        ] {
            assert_eq!(shown(points), want);
        }
    }
}
