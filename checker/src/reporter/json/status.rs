//! What statuses and reports say of themselves, for every format.

use super::finding::FindingReport;
use super::types::{ExerciseReport, Report, Status, TestReport};

impl Status {
    /// Every status, in the order in which they are declared.
    pub const ALL: [Status; 11] = [
        Status::Pass,
        Status::Fail,
        Status::Timeout,
        Status::Crash,
        Status::BuildError,
        Status::Flaky,
        Status::Forbidden,
        Status::Missing,
        Status::Skipped,
        Status::NotSubmitted,
        Status::Infra,
    ];

    /// As it is written: `build_error`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Status::Pass => "pass",
            Status::Fail => "fail",
            Status::Timeout => "timeout",
            Status::Crash => "crash",
            Status::BuildError => "build_error",
            Status::Flaky => "flaky",
            Status::Forbidden => "forbidden",
            Status::Missing => "missing",
            Status::Skipped => "skipped",
            Status::NotSubmitted => "not_submitted",
            Status::Infra => "infra",
        }
    }

    /// For people: `does not compile`.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Status::Pass => "passed",
            Status::Fail => "failed",
            Status::Timeout => "timed out",
            Status::Crash => "crashed",
            Status::BuildError => "does not compile",
            Status::Flaky => "flaky",
            Status::Forbidden => "forbidden construct",
            Status::Missing => "tests missing",
            Status::Skipped => "skipped",
            Status::NotSubmitted => "not handed in",
            Status::Infra => "not judged",
        }
    }
}

impl ExerciseReport {
    /// The sort of mistake where one is known, else the status: `not concurrent`.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match (self.status, self.findings.first()) {
            (Status::Pass | Status::Skipped | Status::NotSubmitted | Status::Infra, _)
            | (_, None) => self.status.title(),
            (_, Some(finding)) => finding.kind.title(),
        }
    }

    /// What it is worth. Nothing is worth anything without evidence: only a
    /// pass, what tests earned where they count for themselves, and what an
    /// instructor set.
    #[must_use]
    pub fn earned(&self) -> f64 {
        match self.status == Status::Pass || self.partial_credit || self.overridden.is_some() {
            true => self.points.clamp(0.0, self.max_points.max(0.0)),
            false => 0.0,
        }
    }

    /// What the verdict is worth, whatever became of the points afterwards.
    #[must_use]
    pub fn judged(&self) -> f64 {
        match (&self.overridden, &self.late) {
            (Some(set), _) => set.judged_points,
            (None, Some(late)) => late.points_before,
            (None, None) => self.earned(),
        }
    }

    /// Whether its points are others than those of its verdict.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.overridden.is_some() || self.late.is_some()
    }

    /// Hidden tests, then those in the file.
    pub fn all_tests(&self) -> impl Iterator<Item = &TestReport> {
        self.tests.iter().chain(&self.own_tests)
    }

    /// Whether there is more to say of it than its status.
    #[must_use]
    pub fn speaks(&self) -> bool {
        match self.status {
            Status::Skipped => self.is_changed(),
            Status::NotSubmitted => self.error.is_some() || self.is_changed(),
            Status::Pass
            | Status::Fail
            | Status::Timeout
            | Status::Crash
            | Status::BuildError
            | Status::Flaky
            | Status::Forbidden
            | Status::Missing
            | Status::Infra => true,
        }
    }

    /// The most telling finding with a place.
    #[must_use]
    pub fn located(&self) -> Option<&FindingReport> {
        let own = self.findings.iter();
        let all = own.chain(self.tests.iter().flat_map(|test| &test.findings));
        let mut located = all.filter(|finding| finding.location.is_some());
        located.next()
    }
}

impl Report {
    /// The points and how many there are to get; exercises that were skipped
    /// count for neither.
    #[must_use]
    pub fn score(&self) -> (f64, f64) {
        let counted = || {
            let all = self.exercises.iter();
            all.filter(|exercise| exercise.status != Status::Skipped)
        };
        (
            counted().map(ExerciseReport::earned).sum(),
            counted().map(|exercise| exercise.max_points.max(0.0)).sum(),
        )
    }

    /// Why there must be no score: the checker, and not the answer, is at fault.
    #[must_use]
    pub fn no_score(&self) -> Option<String> {
        let failed: Vec<_> = self
            .exercises
            .iter()
            .filter(|exercise| exercise.status == Status::Infra)
            .map(|exercise| exercise.id.as_str())
            .collect();
        if !failed.is_empty() {
            let names = failed.join(", ");
            return Some(format!(
                "There is no score: {names} could not be judged, through no fault of the answers. \
                 Please grade again."
            ));
        }
        (!self.complete).then(|| {
            "There is no score: grading was stopped before its end. Please grade again.".to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_written_by_its_name() {
        for status in Status::ALL {
            let text = serde_json::to_string(&status).unwrap();
            assert_eq!(text, format!("\"{}\"", status.name()));
        }
    }
}
