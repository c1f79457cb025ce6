//! What a class came to, counted up submission by submission.

use super::absent::Absent;
use super::worth::shown;
use crate::course::Course;
use crate::reporter::{
    Count,
    json::{Report, Status},
};
use std::fmt::Write as _;

/// What is remembered of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// Of the submission.
    pub points: f64,
    /// Of what was judged.
    pub max_points: f64,
    /// In the order of the course.
    pub statuses: Vec<Status>,
    /// The first exercise that could not be judged, and why.
    pub trouble: Option<(String, String)>,
    /// How many answers have points that an instructor set.
    pub overridden: usize,
    /// Why nothing was taken for an answer to these exercises, where something
    /// was there.
    pub unclear: Vec<(String, Vec<String>)>,
}

impl Brief {
    /// Of this report, which is complete.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let exercises = report.exercises.iter();
        let statuses = exercises.clone().map(|one| one.status).collect();
        let trouble = exercises.clone().find(|one| one.status == Status::Infra);
        let trouble = trouble.map(|one| (one.id.clone(), one.error.clone().unwrap_or_default()));
        Self {
            points: report.totals.points,
            max_points: report.totals.max_points,
            statuses,
            trouble,
            overridden: exercises.filter(|one| one.overridden.is_some()).count(),
            unclear: unclear(report),
        }
    }

    /// How many have this status.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.statuses.iter().filter(|one| **one == status).count()
    }

    /// The share of points in percent; 100 where there are none to be had.
    #[must_use]
    pub fn percent(&self) -> f64 {
        percent(self.points, self.max_points)
    }
}

/// Whatever concerns several exercises is said once.
fn unclear(report: &Report) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    let exercises = report.exercises.iter();
    for one in exercises.filter(|one| one.status == Status::NotSubmitted) {
        let Some(why) = &one.error else {
            continue;
        };
        match all.iter_mut().find(|(known, _)| known == why) {
            Some((_, names)) => names.push(one.id.clone()),
            None => all.push((why.clone(), vec![one.id.clone()])),
        }
    }
    all
}

/// `points` of `max` in percent; 100 where there are none to be had.
#[must_use]
pub fn percent(points: f64, max: f64) -> f64 {
    if max > 0.0 {
        100.0 * points / max
    } else {
        100.0
    }
}

/// Sums over all submissions; as big for ten as for ten thousand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// How many submissions are done.
    pub submissions: usize,
    /// How many of them have an exercise that could not be judged.
    pub incomplete: usize,
    /// How many answers were judged, and not only looked up.
    pub judged: usize,
    /// How many submissions lie under the line that was drawn.
    pub under: usize,
    /// What the first trouble was, with its submission and exercise.
    pub trouble: Option<String>,
    /// What was found and not taken for an answer: the first of these.
    pub unclear: Vec<String>,
    /// How many more there are.
    pub more_unclear: usize,
    /// How many answers have points that an instructor set.
    pub overridden: usize,
    /// Who handed in nothing and got points all the same.
    pub absent: Vec<Absent>,
    points: f64,
    max_points: f64,
    exercises: Vec<[usize; 3]>,
}

/// So many are remembered; all are in the reports.
const MOST_UNCLEAR: usize = 50;

const PASSED: usize = 0;
const NOT_PASSED: usize = 1;
const NOTHING: usize = 2;

impl Summary {
    /// One more answer; `trouble` says why it could not be judged.
    pub fn judged(&mut self, exercise: &str, trouble: Option<String>) {
        match trouble {
            None => self.judged += 1,
            Some(why) => {
                self.trouble
                    .get_or_insert_with(|| format!("`{exercise}`: {why}"));
            }
        }
    }

    /// One more submission. `line` is the least share of points in percent.
    pub fn add(&mut self, id: &str, brief: &Brief, line: Option<f64>) {
        self.submissions += 1;
        self.points += brief.points;
        self.max_points += brief.max_points;
        self.overridden += brief.overridden;
        self.under += usize::from(line.is_some_and(|line| brief.percent() < line));
        self.exercises.resize(brief.statuses.len(), [0; 3]);
        for (counts, status) in self.exercises.iter_mut().zip(&brief.statuses) {
            match status {
                Status::Pass => counts[PASSED] += 1,
                Status::NotSubmitted => counts[NOTHING] += 1,
                Status::Infra => {}
                Status::Fail
                | Status::Timeout
                | Status::Crash
                | Status::BuildError
                | Status::Flaky
                | Status::Forbidden
                | Status::Missing
                | Status::Skipped => counts[NOT_PASSED] += 1,
            }
        }
        for (why, names) in &brief.unclear {
            match self.unclear.len() < MOST_UNCLEAR {
                true => self
                    .unclear
                    .push(format!("`{id}` has no answer to {}: {why}", some_of(names))),
                false => self.more_unclear += 1,
            }
        }
        if let Some((exercise, why)) = &brief.trouble {
            self.incomplete += 1;
            self.trouble
                .get_or_insert_with(|| format!("`{exercise}` of `{id}`: {why}"));
        }
    }

    /// The table for people.
    #[must_use]
    pub fn table(&self, course: &Course) -> String {
        let names = course.exercises.iter().map(|one| one.name.as_str());
        let width = names.clone().map(str::len).max().unwrap_or(0).max(8);
        let mut text = format!(
            "{:width$}  {:>8}  {:>10}  {:>13}\n",
            "exercise", "passed", "not passed", "not handed in"
        );
        for (name, [passed, not_passed, nothing]) in names.zip(&self.exercises) {
            // Writing to a `String` cannot fail.
            let _ = writeln!(
                text,
                "{name:width$}  {passed:>8}  {not_passed:>10}  {nothing:>13}"
            );
        }
        format!("{text}\n{}", self.sums())
    }

    /// What stands below the table.
    #[must_use]
    pub fn sums(&self) -> String {
        let (points, max) = (shown(self.points), shown(self.max_points));
        let percent = shown(percent(self.points, self.max_points));
        let submissions = Count(self.submissions, "submission");
        let answers = Count(self.judged, "answer");
        let mut text =
            format!("{submissions}: {points} of {max} points ({percent} %); {answers} judged\n");
        if self.overridden > 0 {
            let answers = Count(self.overridden, "answer");
            let _ = writeln!(text, "{answers} with points that you set");
        }
        for Absent { id, points } in &self.absent {
            let points = shown(*points);
            let _ = writeln!(
                text,
                "{id} handed in nothing and has {points} points that you set"
            );
        }
        text
    }
}

/// `join`, `select` and 36 more
fn some_of(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let first = names.iter().take(SHOWN).map(|name| format!("`{name}`"));
    let first = first.collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{first} and {more} more"),
        Some(0) | None => first,
    }
}

/// The line for people when a submission is done.
#[must_use]
pub fn line(id: &str, brief: &Brief) -> String {
    let (points, max) = (shown(brief.points), shown(brief.max_points));
    let mut line = format!("{id}: {points} of {max} points");
    let passed = brief.count(Status::Pass);
    let all = brief.statuses.len();
    let _ = write!(line, ", {passed} of {} passed", Count(all, "exercise"));
    match brief.count(Status::NotSubmitted) {
        0 => {}
        count => {
            let _ = write!(line, ", {count} not handed in");
        }
    }
    match brief.count(Status::Infra) {
        0 => {}
        count => {
            let _ = write!(line, ", {count} could not be judged");
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::sample;

    fn brief(points: f64, statuses: [Status; 2]) -> Brief {
        Brief {
            points,
            max_points: 10.0,
            statuses: statuses.to_vec(),
            trouble: statuses
                .contains(&Status::Infra)
                .then(|| ("select".to_owned(), "no disk".to_owned())),
            overridden: 0,
            unclear: Vec::new(),
        }
    }

    #[test]
    fn a_class_is_counted_up() {
        use Status::{Fail, Infra, NotSubmitted, Pass};
        let mut summary = Summary::default();
        summary.add("ada", &brief(10.0, [Pass, Pass]), Some(50.0));
        summary.add("bob", &brief(5.0, [Pass, Fail]), Some(50.0));
        summary.add("eve", &brief(0.0, [NotSubmitted, Infra]), Some(50.0));
        assert_eq!(
            (summary.submissions, summary.incomplete, summary.under),
            (3, 1, 1)
        );
        assert_eq!(
            summary.trouble.as_deref(),
            Some("`select` of `eve`: no disk")
        );
        let table = summary.table(&sample::course());
        let words: Vec<Vec<&str>> = table
            .lines()
            .map(|l| l.split_whitespace().collect())
            .collect();
        assert_eq!(words[1], ["join", "2", "0", "1"]);
        assert_eq!(words[2], ["select", "1", "1", "0"]);
        assert!(
            table.contains("3 submissions: 15 of 30 points (50 %)"),
            "{table}"
        );
    }

    #[test]
    fn what_is_not_taken_for_an_answer_is_said_once_and_within_a_bound() {
        use Status::NotSubmitted;
        let mut one = brief(0.0, [NotSubmitted, NotSubmitted]);
        let names = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        one.unclear = vec![("it is empty".to_owned(), names)];
        let mut summary = Summary::default();
        for _ in 0..60 {
            summary.add("ada", &one, None);
        }
        let want = "`ada` has no answer to `a`, `b`, `c` and 1 more: it is empty";
        assert_eq!(summary.unclear[0], want);
        assert_eq!((summary.unclear.len(), summary.more_unclear), (50, 10));
        assert!(line("ada", &one).ends_with(", 2 not handed in"));
    }

    #[test]
    fn a_line_says_what_could_not_be_judged() {
        use Status::{Infra, Pass};
        let want = "ada: 5 of 10 points, 1 of 2 exercises passed";
        assert_eq!(line("ada", &brief(5.0, [Pass, Status::Fail])), want);
        let said = line("ada", &brief(5.0, [Pass, Infra]));
        assert_eq!(said, format!("{want}, 1 could not be judged"));
    }
}
