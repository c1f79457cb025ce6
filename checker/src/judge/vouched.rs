//! From what a run came to, to a verdict that somebody vouches for: a refusal
//! that the machine could have brought about counts only after a known right
//! answer has passed.

use super::Judge;
use super::admission::Admission;
use super::canary::Health;
use super::doubt::{Doubt, speaks_of_others, was_ended_by_others};
use super::made::{Made, Product};
use super::own_tests::{Beside, Own};
use super::unjudged::Unjudged;
use crate::classify::{with_its_gap, with_own_tests};
use crate::compile::{Cause, Job};
use crate::event::Event;
use crate::files;
use crate::process::Cancel;
use crate::verdict::Verdict;
use anyhow::bail;
use report::Location;
use std::path::Path;
use std::time::Instant;

/// After so many attempts on a machine that is not itself there is no verdict.
const MOST: usize = 3;

/// One time that an answer was judged.
pub(super) struct Attempt {
    pub(super) made: Made,
    pub(super) verdict: Verdict,
    /// When it was over: who vouches for it has to begin later.
    ended: Instant,
}

impl Judge {
    /// Judge once. `None` when cancelled.
    pub(super) fn attempt(
        &self,
        job: &Job<'_>,
        admission: &Admission,
        beside: Beside,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Attempt>> {
        let started = Instant::now();
        std::thread::scope(|scope| {
            let under_way = self.begin_own_tests(scope, job, admission, beside, cancel)?;
            let Some(made) = self.make(job, admission, cancel)? else {
                return Ok(None);
            };
            let verdict = self.run(job.exercise, &made, self.conditions(), cancel, on_event)?;
            let Some(verdict) = verdict else {
                return Ok(None);
            };
            let own = match &made.product {
                // They cannot be better, and nothing more is to be said of a gap.
                Product::Refused(..) => Own::default(),
                Product::Binaries(_) if verdict.is_unwritten() => Own::default(),
                Product::Binaries(_) if verdict.passed() => under_way.all()?,
                Product::Binaries(_) => under_way.so_far()?,
            };
            if cancel.is_cancelled() {
                return Ok(None);
            }
            let deadline = self.deadline(job.exercise);
            let verdict = with_own_tests(verdict, own.tests, deadline);
            let mut verdict = self.in_the_answers_places(job, verdict);
            verdict.took = started.elapsed();
            Ok(Some(Attempt {
                made: made.beside(own.cause, own.signal),
                verdict,
                ended: Instant::now(),
            }))
        })
    }

    /// With places of the answer alone: others are no place to look at, and may be
    /// those of another machine.
    fn in_the_answers_places(&self, job: &Job<'_>, mut verdict: Verdict) -> Verdict {
        let shown = job.answer.strip_prefix(job.root).unwrap_or(job.answer);
        // As who looked at its words calls it.
        let named = self.course.shown_path(job.exercise);
        let is_elsewhere = |place: &mut Location| {
            let file = Path::new(&place.file);
            file != shown && file != named
        };
        for finding in &mut verdict.findings {
            finding.location.take_if(is_elsewhere);
        }
        match files::read_text(job.answer) {
            Ok(source) => with_its_gap(verdict, &source, &shown.display().to_string()),
            // Nobody could read it, so nothing of it ran.
            Err(_) => verdict,
        }
    }

    /// The verdict that comes of `attempt`, or of another one where the machine
    /// was in doubt. `None` when cancelled.
    ///
    /// # Errors
    ///
    /// Where the machine or the course is at fault.
    pub(super) fn vouched(
        &self,
        job: &Job<'_>,
        admission: &Admission,
        beside: Beside,
        mut attempt: Attempt,
        cancel: &Cancel,
    ) -> anyhow::Result<Option<Verdict>> {
        let exercise = job.exercise;
        for attempts in 1.. {
            let Attempt { made, verdict, .. } = &attempt;
            let Some(doubt) = Doubt::about(verdict, made, exercise, self.settings.mode) else {
                return Ok(Some(attempt.verdict));
            };
            let Some(health) = self.canary(exercise, doubt, attempt.ended, cancel)? else {
                return Ok(None);
            };
            let is_unsteady = match health {
                Health::Unknown => return as_it_is(attempt).map(Some),
                Health::Failing(why) => bail!(why),
                Health::Wavering => true,
                Health::Fine => was_ended_by_others(verdict, made) || self.is_the_solution(job),
            };
            if is_unsteady && attempts == MOST {
                bail!(Unjudged::Unsteady {
                    exercise: exercise.name.to_string(),
                    evidence: attempt.evidence(),
                    advice: self.advice(),
                });
            }
            if !is_unsteady && (attempts > 1 || !attempt.may_pass_later()) {
                return Ok(Some(attempt.verdict));
            }
            let Some(next) = self.attempt(job, admission, beside, cancel, &mut |_| {})? else {
                return Ok(None);
            };
            attempt = next;
        }
        Ok(None)
    }

    /// A known right answer that is refused says nothing of the answer.
    fn is_the_solution(&self, job: &Job<'_>) -> bool {
        let solution = self.solution(job.exercise);
        solution.is_some_and(|text| std::fs::read(job.answer).is_ok_and(|answer| answer == text))
    }
}

/// Where nobody vouches, what says nothing about the answer is no verdict.
pub(super) fn as_it_is(attempt: Attempt) -> anyhow::Result<Verdict> {
    match (attempt.made.product, attempt.made.own_cause) {
        (Product::Refused(_, Cause::NoSource(said)), _)
        | (Product::Binaries(_), Some(Cause::NoSource(said))) => bail!(Unjudged::Compiler { said }),
        (Product::Refused(..) | Product::Binaries(_), _) => Ok(attempt.verdict),
    }
}

impl Attempt {
    /// Whether others may have brought it about, who are done by now.
    fn may_pass_later(&self) -> bool {
        let no_source = matches!(&self.made.product, Product::Refused(_, Cause::NoSource(_)))
            || matches!(&self.made.own_cause, Some(Cause::NoSource(_)));
        no_source || speaks_of_others(&self.verdict, &self.made.last_words)
    }

    /// What it failed with, in a sentence.
    pub(super) fn evidence(&self) -> String {
        if let Product::Refused(_, Cause::NoSource(said)) = &self.made.product {
            return said.clone();
        }
        let first = self.verdict.findings.first();
        let mut said = first.map_or_else(String::new, |finding| {
            format!("{}: {}", finding.kind.title(), finding.observed)
        });
        if let Some(line) = self.last_words()
            && !said.contains(line)
        {
            said = format!("{said} (`{line}`)");
        }
        said
    }

    /// What the compiler said, or the last line that a failing test wrote.
    fn last_words(&self) -> Option<&str> {
        if !self.made.last_words.is_empty() {
            return Some(&self.made.last_words);
        }
        let tests = self.verdict.tests.iter().chain(&self.verdict.own_tests);
        let mut failed = tests.filter(|test| !test.passed());
        let output = &failed.find(|test| !test.output.trim().is_empty())?.output;
        let lines = output.lines().map(str::trim);
        let mut lines = lines.filter(|line| !line.is_empty() && !line.starts_with("note: "));
        lines.next_back()
    }
}
