//! Points that an instructor changes: a CSV file that is kept by hand, a line for
//! each answer.

use super::id::normal;
use super::worth::{Worth, hundredths, shown};
use crate::course::Course;
use crate::exit::Failure;
use crate::info_file::did_you_mean;
use crate::reporter::json::{ExerciseReport, Override, Submission};
use anyhow::{Context, bail};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// The file as it is written: nothing is known yet about the class.
#[derive(Debug, Clone, PartialEq)]
pub struct OverridesFile {
    shown: String,
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq)]
struct Line {
    number: u64,
    student: String,
    exercise: String,
    points: String,
    reason: String,
}

/// What an instructor set, by the submission and the exercise.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overrides(HashMap<String, BTreeMap<String, Set>>);

/// What one answer gets, and why.
#[derive(Debug, Clone, PartialEq)]
struct Set {
    points: f64,
    reason: String,
    line: u64,
}

/// The columns, and by which names each is known.
const COLUMNS: [&[&str]; 4] = [
    &["student", "submission", "id"],
    &["exercise"],
    &["points"],
    &["reason"],
];
/// So many wrong lines are shown at once.
const MOST_PROBLEMS: usize = 10;

impl OverridesFile {
    /// Read the file at `path`.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or its first line does not name the columns.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display();
        let text = std::fs::read(path)
            .with_context(|| format!("failed to read the overrides `{shown}`; check the path"))?;
        let text = String::from_utf8(text).with_context(|| {
            format!("the overrides `{shown}` are not UTF-8; save them as UTF-8")
        })?;
        Self::parse(&text, &shown.to_string())
    }

    fn parse(text: &str, shown: &str) -> anyhow::Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.trim(csv::Trim::All).from_reader(text.as_bytes());
        let of_file = || format!("the overrides `{shown}`");
        let header = reader.headers().with_context(of_file)?.clone();
        let columns = columns(&header, shown)?;
        let mut lines = Vec::new();
        for record in reader.records() {
            let record = record.with_context(of_file)?;
            if record.iter().all(str::is_empty) {
                continue;
            }
            let [student, exercise, points, reason] =
                columns.map(|at| record.get(at).unwrap_or_default().to_owned());
            lines.push(Line {
                number: record.position().map_or(0, csv::Position::line),
                student,
                exercise,
                points,
                reason,
            });
        }
        let shown = shown.to_owned();
        Ok(Self { shown, lines })
    }

    /// Understand it for this class: `people` are the ids of those who are known,
    /// each with the name of its folder.
    ///
    /// # Errors
    ///
    /// Names every line that is wrong, and what is wrong with it.
    pub fn resolve(
        &self,
        course: &Course,
        worths: &[Worth],
        people: &[(&str, &str)],
    ) -> anyhow::Result<Overrides> {
        let known = Known::new(course, worths, people);
        let mut found = Overrides::default();
        let mut problems = Vec::new();
        for line in &self.lines {
            if let Err(problem) = found.add(line, &known) {
                problems.push(format!("{}:{}: {problem}", self.shown, line.number));
            }
        }
        match problems.len() {
            0 => Ok(found),
            1 => bail!(Failure::Usage(problems.remove(0))),
            count => {
                let mut text = format!("{count} lines of the overrides are wrong");
                for problem in problems.iter().take(MOST_PROBLEMS) {
                    text += &format!("\n  {problem}");
                }
                if let Some(more @ 1..) = count.checked_sub(MOST_PROBLEMS) {
                    text += &format!("\n  and {more} more");
                }
                bail!(Failure::Usage(text))
            }
        }
    }
}

/// Where the columns are.
fn columns(header: &csv::StringRecord, shown: &str) -> anyhow::Result<[usize; 4]> {
    let mut found = [0; 4];
    for (names, place) in COLUMNS.iter().zip(&mut found) {
        let is_it = |name: &str| names.contains(&name.to_lowercase().as_str());
        let mut at = header.iter().enumerate().filter(|(_, name)| is_it(name));
        let Some((first, _)) = at.next() else {
            let there: Vec<_> = header.iter().collect();
            bail!(Failure::Usage(format!(
                "{shown}:1: there is no column `{}`, but: {}; the first line must be \
                 student,exercise,points,reason",
                names[0],
                there.join(", ")
            )));
        };
        if at.next().is_some() {
            bail!(Failure::Usage(format!(
                "{shown}:1: there are two columns for the {}",
                names[0]
            )));
        }
        *place = first;
    }
    Ok(found)
}

/// What a line may name.
struct Known<'a> {
    ids: HashMap<String, &'a str>,
    names: Vec<&'a str>,
    course: &'a Course,
    worths: &'a [Worth],
}

impl<'a> Known<'a> {
    fn new(course: &'a Course, worths: &'a [Worth], people: &[(&'a str, &'a str)]) -> Self {
        let folders = people.iter().map(|(id, folder)| (normal(folder), *id));
        let mut ids: HashMap<String, &str> = folders.collect();
        // An id counts before the name of somebody's folder.
        ids.extend(people.iter().map(|(id, _)| (normal(id), *id)));
        let names = people.iter().map(|(id, _)| *id).collect();
        Self {
            ids,
            names,
            course,
            worths,
        }
    }

    fn student(&self, name: &str) -> Result<&'a str, String> {
        if name.is_empty() {
            return Err("there is no student".to_owned());
        }
        self.ids.get(&normal(name)).copied().ok_or_else(|| {
            let hint = did_you_mean(name, &self.names);
            format!(
                "nobody is called `{name}`{hint}: neither a submission nor a line of the roster \
                 has this id"
            )
        })
    }

    fn exercise(&self, name: &str) -> Result<(&'a str, &'a Worth), String> {
        if name.is_empty() {
            return Err("there is no exercise".to_owned());
        }
        let exercises = || self.course.exercises.iter();
        let found = exercises().zip(self.worths);
        let mut found = found.filter(|(one, _)| one.name.as_str() == name);
        let found = found.next().map(|(one, worth)| (one.name.as_str(), worth));
        found.ok_or_else(|| {
            let names: Vec<_> = exercises().map(|one| one.name.as_str()).collect();
            let hint = did_you_mean(name, &names);
            format!("the course has no exercise `{name}`{hint}")
        })
    }
}

impl Overrides {
    fn add(&mut self, line: &Line, known: &Known<'_>) -> Result<(), String> {
        let student = known.student(&line.student)?;
        let (exercise, worth) = known.exercise(&line.exercise)?;
        let most = worth.points;
        let points = line.points.parse::<f64>().ok();
        let points = points.filter(|points| (0.0..=most).contains(points));
        let points = points.ok_or_else(|| {
            format!(
                "`{}` cannot be the points of `{exercise}`: they go from 0 to {}",
                line.points,
                shown(most)
            )
        })?;
        if line.reason.is_empty() {
            return Err(format!(
                "there is no reason why `{student}` gets other points for `{exercise}`; it is \
                 shown in every report"
            ));
        }
        let of_student = self.0.entry(student.to_owned()).or_default();
        if let Some(first) = of_student.get(exercise) {
            return Err(format!(
                "the points of `{student}` for `{exercise}` are set already on line {}; keep one \
                 of the two",
                first.line
            ));
        }
        let set = Set {
            points: hundredths(points),
            reason: line.reason.clone(),
            line: line.number,
        };
        of_student.insert(exercise.to_owned(), set);
        Ok(())
    }

    /// How many answers have points that were set.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.values().map(BTreeMap::len).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one is about this submission.
    #[must_use]
    pub fn concern(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// Set the points of what `submission` has. What the checker could not judge
    /// counts for nobody, and so it does here.
    pub(super) fn apply(&self, submission: &Submission, exercises: &mut [ExerciseReport]) {
        let Some(of_student) = self.0.get(&submission.id) else {
            return;
        };
        for exercise in exercises {
            if let Some(set) = of_student.get(&exercise.id) {
                exercise.overridden = Some(Override {
                    points: set.points,
                    judged_points: exercise.points,
                    reason: set.reason.clone(),
                });
                exercise.points = set.points;
            }
        }
    }
}

#[cfg(test)]
mod tests;
