//! The command itself: chooses, judges, writes, and says what to do with it.

use super::exercise::{self, Found};
use super::gallery::{self, Mistake};
use super::{folder, pages};
use crate::command::dev::trial::{Expect, Trial};
use crate::command::dev::verdicts::{Known, Verdicts};
use crate::command::dev::{Outputs, answers, queue};
use crate::command::select;
use crate::course::Course;
use crate::exit::{self, Failure};
use crate::verdict::Verdict;
use anyhow::{Context, bail};
use indicatif::ProgressStyle;
use std::path::PathBuf;

/// Where the book is written, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// A new folder, or that of an earlier book.
    pub dir: PathBuf,
    /// How many answers are judged at the same time.
    pub jobs: usize,
}

/// The exercises of a book, by their places in the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part(pub Vec<usize>);

impl Part {
    /// The exercises with these names, those of a lesson, or all.
    ///
    /// # Errors
    ///
    /// When a name is unknown or nothing is meant.
    pub fn of(course: &Course, names: &[String], lesson: Option<u32>) -> anyhow::Result<Self> {
        let lesson = lesson.map(|number| select::lesson(course, number));
        let lesson = lesson.transpose()?.map(|(place, _)| place);
        let named = names.iter().map(|name| select::exercise(course, name));
        let named: Vec<_> = named.collect::<anyhow::Result<_>>()?;
        let wanted = |at: &usize| {
            let exercise = &course.exercises[*at];
            lesson.is_none_or(|place| exercise.lesson == place)
                && (named.is_empty() || named.iter().any(|one| one.name == exercise.name))
        };
        let part: Vec<_> = (0..course.exercises.len()).filter(wanted).collect();
        if part.is_empty() {
            let text = "no exercise is selected; `workbook list` shows lessons and exercises";
            bail!(Failure::NothingSelected(text.to_owned()));
        }
        Ok(Self(part))
    }
}

/// Write the book of `part`; without `verdicts` nothing is judged.
///
/// # Errors
///
/// When something cannot be read, judged or written, or was interrupted.
pub fn execute(
    course: &Course,
    part: &Part,
    verdicts: Option<&Verdicts<'_>>,
    options: &Options,
    outputs: Outputs<'_>,
) -> anyhow::Result<u8> {
    // Before the work, which may take a while.
    folder::ensure_ours(&options.dir)?;
    let mut found = Vec::new();
    for at in &part.0 {
        let (mistakes, wrong) = gallery::mistakes(course, *at)?;
        found.push(Found {
            course,
            exercise: &course.exercises[*at],
            solution: None,
            mistakes: mistakes.into_iter().map(|one| (one, None)).collect(),
            wrong,
        });
    }
    let Outputs { out, bar, .. } = outputs;
    let counts = match verdicts {
        Some(verdicts) => judge(&mut found, part, verdicts, options.jobs, &bar)?,
        None => Counts::default(),
    };
    bar.finish_and_clear();
    let chapters = pages::chapters(course, &part.0);
    let mut all = vec![
        pages::summary(course, &chapters)?,
        pages::index(course, &chapters, verdicts.is_some()),
        pages::mistakes(course, &found),
    ];
    all.extend(pages::texts(course, &chapters)?);
    for one in &found {
        all.push((pages::place(course, one.exercise), exercise::page(one)?));
    }
    folder::write(&options.dir, course, &all)?;
    let mistakes = found.iter().map(|one| one.mistakes.len()).sum();
    let shown = options.dir.display();
    let counted = pages::counted(found.len(), mistakes);
    writeln!(out, "Wrote a book with {counted} into `{shown}`.")?;
    if verdicts.is_some() {
        let Counts { judged, remembered } = counts;
        writeln!(
            out,
            "{judged} answers were judged, {remembered} verdicts were known."
        )?;
    }
    writeln!(out, "To read it: mdbook serve --open {shown}")?;
    Ok(exit::OK)
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    judged: usize,
    remembered: usize,
}

/// A solution or a mistake, by the place of its exercise among those found.
struct Asked {
    exercise: usize,
    /// Among the mistakes; `None` for the solution.
    mistake: Option<usize>,
    trial: Trial,
}

fn judge(
    found: &mut [Found<'_>],
    part: &Part,
    verdicts: &Verdicts<'_>,
    jobs: usize,
    bar: &indicatif::ProgressBar,
) -> anyhow::Result<Counts> {
    let course = found[0].course;
    let asked: Vec<Asked> = (0..found.len())
        .flat_map(|exercise| asked(&found[exercise], exercise, part.0[exercise]))
        .collect();
    bar.set_length(asked.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("Judging {bar:30} {pos}/{len}") {
        bar.set_style(style);
    }
    let mut counts = Counts::default();
    let ask = |_: usize, at: usize| as_it_has_to_be(verdicts, course, &asked[at].trial);
    queue::run(asked.len(), jobs, &ask, |at, known: Known| {
        bar.inc(1);
        match known.remembered {
            true => counts.remembered += 1,
            false => counts.judged += 1,
        }
        note(
            &mut found[asked[at].exercise],
            asked[at].mistake,
            known.verdict,
        );
        Ok(())
    })?;
    Ok(counts)
}

/// The verdict on an answer, as `dev check` wants it: a book that shows a solution as wrong, or
/// a mistake as right, is no book.
fn as_it_has_to_be(
    verdicts: &Verdicts<'_>,
    course: &Course,
    trial: &Trial,
) -> anyhow::Result<Known> {
    let file = trial.file.display();
    let known = verdicts
        .of(course, trial)
        .with_context(|| format!("failed to judge `{file}`"))?;
    if trial.expect.unexpected(&known.verdict).is_some() {
        bail!(
            "`{file}` is not judged as it has to be: {}; `workbook dev check {}` says more",
            known
                .verdict
                .headline()
                .map_or("it passes", |kind| kind.title()),
            course.exercises[trial.exercise].name,
        );
    }
    Ok(known)
}

fn asked(found: &Found<'_>, exercise: usize, place: usize) -> Vec<Asked> {
    let (trials, _) = answers::trials(found.course, place);
    let solution = trials
        .into_iter()
        .find(|one| one.expect == Expect::CleanPass);
    let mistakes = found.mistakes.iter().enumerate();
    let mistakes = mistakes.map(
        |(at, (one, _)): (usize, &(Mistake, Option<Verdict>))| Asked {
            exercise,
            mistake: Some(at),
            trial: one.trial.clone(),
        },
    );
    let solution = solution.map(|trial| Asked {
        exercise,
        mistake: None,
        trial,
    });
    solution.into_iter().chain(mistakes).collect()
}

fn note(found: &mut Found<'_>, mistake: Option<usize>, verdict: Verdict) {
    match mistake {
        Some(at) => found.mistakes[at].1 = Some(verdict),
        None => found.solution = Some(verdict),
    }
}
