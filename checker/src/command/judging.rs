//! One exercise judged once or many times, and what that comes to.

use crate::course::{Course, Exercise};
use crate::files;
use crate::grade::flaky;
use crate::restore;
use crate::verdict::Verdict;
use anyhow::Context as _;

/// What came of judging an exercise.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Judgement {
    pub(super) verdict: Verdict,
    pub(super) runs: usize,
    pub(super) passed_runs: usize,
    /// Of the content that was judged.
    pub(super) hash: String,
}

/// How often to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// So many times, whatever comes.
    Times(usize),
    /// At most so many times, and no more after the first that does not pass.
    UntilFail(usize),
}

impl Repeat {
    pub(super) fn most(self) -> usize {
        match self {
            Repeat::Times(times) | Repeat::UntilFail(times) => times,
        }
    }
}

/// The hash by which progress tells answers apart.
///
/// # Errors
///
/// When the file is missing or cannot be read; says how to get it back.
pub(super) fn content_hash(course: &Course, exercise: &Exercise) -> anyhow::Result<String> {
    restore::ensure_readable(course, exercise)?;
    let path = course.exercise_path(exercise);
    let content =
        files::read(&path).with_context(|| format!("failed to read `{}`", path.display()))?;
    Ok(blake3::hash(&content).to_hex().to_string())
}

/// Judge again and again; `None` when cancelled.
pub(super) fn repeat(
    how: Repeat,
    hash: String,
    judge: &mut dyn FnMut(usize) -> anyhow::Result<Option<Verdict>>,
) -> anyhow::Result<Option<Judgement>> {
    let (mut pass, mut fail) = (None, None);
    let (mut runs, mut passed_runs) = (0, 0);
    while runs < how.most() {
        let Some(verdict) = judge(runs)? else {
            return Ok(None);
        };
        runs += 1;
        if verdict.passed() {
            passed_runs += 1;
            pass = Some(verdict);
            continue;
        }
        // The first one that failed is the one to look at.
        fail.get_or_insert(verdict);
        if matches!(how, Repeat::UntilFail(_)) {
            break;
        }
    }
    let verdict = match (pass, fail) {
        (Some(_), Some(mut fail)) => {
            fail.findings.insert(0, flaky(passed_runs, runs));
            fail
        }
        (None, Some(verdict)) | (Some(verdict), None) => verdict,
        (None, None) => return Ok(None),
    };
    Ok(Some(Judgement {
        verdict,
        runs,
        passed_runs,
        hash,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::sample;
    use report::Kind;

    /// `P` passes, `f` does not, `c` is cancelled; how it ended and after how
    /// many runs.
    #[track_caller]
    fn check(how: Repeat, story: &str, want: Option<(Option<Kind>, usize, usize)>) {
        let mut story = story.chars();
        let judgement = repeat(how, "hash".to_owned(), &mut |_| {
            Ok(match story.next() {
                Some('P') => Some(sample::pass()),
                Some('f') => Some(sample::serial()),
                _ => None,
            })
        });
        let got = judgement
            .unwrap()
            .map(|j| (j.verdict.headline(), j.passed_runs, j.runs));
        assert_eq!(got, want);
    }

    #[test]
    fn always_passing_is_a_pass_and_never_passing_is_what_it_was() {
        check(Repeat::Times(3), "PPP", Some((None, 3, 3)));
        let serial = Some(Kind::NotConcurrent);
        check(Repeat::Times(2), "ff", Some((serial, 0, 2)));
    }

    #[test]
    fn passing_now_and_then_is_flaky_and_never_a_pass() {
        let flaky = Some(Kind::Flaky);
        check(Repeat::Times(4), "PPfP", Some((flaky, 3, 4)));
        check(Repeat::Times(2), "fP", Some((flaky, 1, 2)));
    }

    #[test]
    fn the_first_failure_can_be_the_end() {
        check(
            Repeat::UntilFail(9),
            "PPfP",
            Some((Some(Kind::Flaky), 2, 3)),
        );
        check(Repeat::UntilFail(2), "PPf", Some((None, 2, 2)));
    }

    #[test]
    fn a_cancelled_run_is_no_verdict() {
        check(Repeat::Times(3), "Pc", None);
    }
}
