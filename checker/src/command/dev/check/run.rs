//! The command itself: checks what can be read, tries what can be run, and
//! prints one line for each exercise, in the order of the course.

use super::problem::Problem;
use super::{files, filing, folders, format, manifest};
use crate::command::dev::trial::{Expect, Trial};
use crate::command::dev::verdicts::{Known, Verdicts};
use crate::command::dev::{answers, queue};
use crate::course::{Course, Exercise, JudgedBy};
use crate::exit::{self, Failure};
use crate::grade::missing_tests;
use crate::verdict::Verdict;
use anyhow::{Context, bail};
use std::io::Write;
use std::path::PathBuf;

/// What to check, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only this exercise.
    pub exercise: Option<String>,
    /// Only the lesson with this number.
    pub lesson: Option<u32>,
    /// How many answers are judged at the same time.
    pub jobs: usize,
}

impl Options {
    /// Whether the tests that the exercise is shipped with are asked about an answer:
    /// each right one of an exercise that was named, else solutions and a sample.
    fn asks_shipped_tests(&self, trial: &Trial, index: usize) -> bool {
        const EACH: usize = 5;
        match trial.expect {
            Expect::CleanPass => true,
            Expect::Pass => self.exercise.is_some() || index.is_multiple_of(EACH),
            Expect::AnyRefusal | Expect::Refusal(_) => false,
        }
    }
}

/// Check the course; the exit code says whether something is wrong.
///
/// # Errors
///
/// When something cannot be judged, or nothing is selected.
pub fn execute(
    course: &Course,
    verdicts: &Verdicts<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> anyhow::Result<u8> {
    let mut rows = selected(course, options)?;
    let mut problems = Vec::new();
    if options.exercise.is_none() && options.lesson.is_none() {
        problems.extend(whole_course(course));
    }
    problems.extend(format::problems(course, &examples(course, &rows))?);
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    let trials: Vec<_> = rows
        .iter_mut()
        .flat_map(|row| std::mem::take(&mut row.trials))
        .collect();
    let mut next = 0;
    print_complete(course, &rows, &mut next, out)?;
    let judge = |_: usize, index: usize| {
        let trial: &Trial = &trials[index];
        let judged = verdicts.of(course, trial).and_then(|known| {
            let asked = options.asks_shipped_tests(trial, index) && known.verdict.passed();
            let shipped = asked.then(|| verdicts.shipped_tests(course, trial));
            let shipped = shipped.transpose()?.flatten();
            // Answers beside the solution may leave out what tests alone need.
            let counts = |shipped: &Verdict| {
                trial.expect == Expect::CleanPass || !shipped.own_tests.is_empty()
            };
            Ok((known, shipped.filter(counts)))
        });
        judged.with_context(|| format!("failed to judge `{}`", trial.file.display()))
    };
    let mut remembered = 0;
    queue::run(
        trials.len(),
        options.jobs,
        &judge,
        |index, (known, shipped): (Known, Option<Verdict>)| {
            let trial = &trials[index];
            remembered += usize::from(known.remembered);
            let row = rows.iter_mut().find(|row| row.exercise == trial.exercise);
            if let Some(row) = row {
                row.note(
                    trial,
                    trial.problems(course, &known.verdict, shipped.as_ref()),
                );
            }
            print_complete(course, &rows, &mut next, out)
        },
    )?;
    let count = problems.len() + rows.iter().map(|row| row.problems.len()).sum::<usize>();
    let answers = (trials.len(), remembered);
    summary(&rows, answers, count, out)
}

/// One exercise: what is still to be tried, and what is known already.
struct Row {
    exercise: usize,
    trials: Vec<Trial>,
    pending: usize,
    right: usize,
    wrong: usize,
    problems: Vec<Problem>,
}

impl Row {
    fn new(course: &Course, exercise: usize) -> Self {
        let (trials, misfiled) = answers::trials(course, exercise);
        let mut problems = filing::problems(course, exercise, &trials, &misfiled);
        problems.extend(files::problems(course, exercise));
        let right = trials.iter().filter(|trial| trial.expect.pass()).count();
        Self {
            exercise,
            pending: trials.len(),
            right,
            wrong: trials.len() - right,
            trials,
            problems,
        }
    }

    fn note(&mut self, trial: &Trial, problems: Vec<Problem>) {
        debug_assert_eq!(trial.exercise, self.exercise);
        self.pending -= 1;
        self.problems.extend(problems);
    }
}

fn selected(course: &Course, options: &Options) -> anyhow::Result<Vec<Row>> {
    let only = match &options.exercise {
        Some(name) => match course.find(name) {
            Some(exercise) => Some(&exercise.name),
            None => bail!(Failure::Usage(format!(
                "there is no exercise `{name}`; `workbook list` shows them all"
            ))),
        },
        None => None,
    };
    let wanted = |exercise: &Exercise| {
        let number = course.lessons[exercise.lesson].number();
        only.is_none_or(|name| exercise.name == *name)
            && options.lesson.is_none_or(|lesson| number == Some(lesson))
    };
    let indices = (0..course.exercises.len()).filter(|at| wanted(&course.exercises[*at]));
    let rows: Vec<_> = indices.map(|index| Row::new(course, index)).collect();
    if rows.is_empty() {
        let text = "no exercise is selected; `workbook list` shows lessons and exercises";
        bail!(Failure::NothingSelected(text.to_owned()));
    }
    Ok(rows)
}

fn whole_course(course: &Course) -> Vec<Problem> {
    let mut problems: Vec<_> = course
        .warnings
        .iter()
        .map(|warning| {
            let what = warning.strip_prefix("info.toml:").unwrap_or(warning);
            let file = course.root.join("info.toml");
            Problem::new(
                course,
                &file,
                what,
                "Correct the info file, or the files it names.",
            )
        })
        .collect();
    problems.extend(named_tests(course));
    problems.extend(folders::problems(course));
    problems.extend(manifest::problems(course));
    problems
}

/// Tests that `[grading]` names and that are not there.
fn named_tests(course: &Course) -> Vec<Problem> {
    let file = course.root.join("info.toml");
    let advice = "Correct the name in the table [grading], or its weight counts for nothing.";
    let problem = |what: String| Problem::new(course, &file, what, advice);
    match missing_tests(course, &course.grading) {
        Ok(missing) => missing.iter().map(|one| problem(one.to_string())).collect(),
        Err(error) => vec![problem(format!("{error:#}"))],
    }
}

/// What people read, apart from the exercises: those need not even compile.
fn examples(course: &Course, rows: &[Row]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for row in rows {
        let exercise = &course.exercises[row.exercise];
        files.push(course.solution_path(exercise));
        if exercise.judged_by == JudgedBy::HiddenTest {
            files.push(course.hidden_path(exercise));
        }
        files.extend(answers::answers(course, exercise));
    }
    files.retain(|file| file.is_file());
    files
}

/// Print the rows from `next` on that wait for nothing any more.
fn print_complete(
    course: &Course,
    rows: &[Row],
    next: &mut usize,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    while let Some(row) = rows.get(*next).filter(|row| row.pending == 0) {
        let exercise = &course.exercises[row.exercise];
        let file = exercise.file.with_extension("");
        let (right, wrong) = (row.right, row.wrong);
        let word = if row.problems.is_empty() {
            "ok  "
        } else {
            "FAIL"
        };
        writeln!(
            out,
            "{word}  {}  ({right} right, {wrong} wrong)",
            file.display()
        )?;
        for problem in &row.problems {
            writeln!(out, "  {}", problem.to_string().replace('\n', "\n  "))?;
        }
        out.flush()?;
        *next += 1;
    }
    Ok(())
}

fn summary(
    rows: &[Row],
    (answers, remembered): (usize, usize),
    problems: usize,
    out: &mut dyn Write,
) -> anyhow::Result<u8> {
    let (exercises, counts) = (counted(rows.len(), "exercise"), counted(answers, "answer"));
    let (came_of_it, code) = match problems {
        0 => ("everything is as it should be".to_owned(), exit::OK),
        _ => {
            let problems = counted(problems, "problem");
            (format!("{problems} to put right"), exit::NOT_PASSED)
        }
    };
    writeln!(out, "\n{exercises}, {counts}: {came_of_it}.")?;
    if remembered > 0 {
        let all = match remembered == answers {
            true => "All".to_owned(),
            false => remembered.to_string(),
        };
        writeln!(
            out,
            "{all} of them had been judged before, and nothing has changed that a verdict depends on; \
             `--fresh` judges them again."
        )?;
    }
    Ok(code)
}

fn counted(count: usize, thing: &str) -> String {
    match count {
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    }
}

#[cfg(test)]
mod tests;
