//! One answer judged: as often as wished, and once more, alone, where a
//! deadline passed.

use crate::verdict::Verdict;
use report::{Finding, Kind};
use serde::{Deserialize, Serialize};
use std::sync::{PoisonError, RwLock};

/// What came of an answer; stored, and shared by all who handed it in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Graded {
    /// The verdict on all runs together.
    pub verdict: Verdict,
    /// How often it was judged.
    pub runs: usize,
    /// How often it passed.
    pub passed_runs: usize,
    /// How often it was tried before a verdict counted: 2 where a deadline had
    /// to be confirmed.
    pub attempts: u32,
    /// Tests that passed in the verdict's run and not in another one.
    pub unsteady: Vec<String>,
}

/// Judges once; `None` when cancelled.
pub(super) type Judging<'a> = &'a dyn Fn() -> anyhow::Result<Option<Verdict>>;

/// Who judges together with others, and who alone.
#[derive(Debug, Default)]
pub(super) struct Gate(RwLock<()>);

impl Gate {
    /// Judge `repeat` times. `None` when cancelled.
    pub(super) fn grade(
        &self,
        repeat: usize,
        judging: Judging<'_>,
    ) -> anyhow::Result<Option<Graded>> {
        let mut verdicts = Vec::new();
        let mut most_attempts = 1;
        for _ in 0..repeat.max(1) {
            let Some((verdict, attempts)) = self.confirmed(judging)? else {
                return Ok(None);
            };
            most_attempts = most_attempts.max(attempts);
            verdicts.push(verdict);
        }
        Ok(Some(together(verdicts, most_attempts)))
    }

    /// A busy machine can make a right answer late. So a deadline counts only
    /// after a second time on which nothing else was judged.
    fn confirmed(&self, judging: Judging<'_>) -> anyhow::Result<Option<(Verdict, u32)>> {
        let first = {
            let _together = self.0.read().unwrap_or_else(PoisonError::into_inner);
            judging()?
        };
        match first {
            Some(verdict) if hangs(&verdict) => {
                let _alone = self.0.write().unwrap_or_else(PoisonError::into_inner);
                Ok(judging()?.map(|second| (second, 2)))
            }
            Some(verdict) => Ok(Some((verdict, 1))),
            None => Ok(None),
        }
    }
}

fn hangs(verdict: &Verdict) -> bool {
    let in_tests = verdict.tests.iter().flat_map(|test| &test.findings);
    let mut findings = verdict.findings.iter().chain(in_tests);
    findings.any(|finding| finding.kind == Kind::Hangs)
}

/// A failure that passes now and then is headed by that, and the first run
/// that failed is the one to look at.
fn together(verdicts: Vec<Verdict>, attempts: u32) -> Graded {
    let runs = verdicts.len();
    let passed_runs = verdicts.iter().filter(|verdict| verdict.passed()).count();
    let telling = verdicts.iter().position(|verdict| !verdict.passed());
    let telling = telling.unwrap_or(0);
    let passed_everywhere = |name: &str| {
        let here = |verdict: &Verdict| {
            let mut tests = verdict.tests.iter();
            tests.any(|test| test.name == name && test.passed())
        };
        verdicts.iter().all(here)
    };
    let passed = verdicts[telling].tests.iter().filter(|test| test.passed());
    let names = passed.map(|test| test.name.clone());
    let unsteady = names.filter(|name| !passed_everywhere(name)).collect();
    let mut verdicts = verdicts;
    let mut verdict = verdicts.swap_remove(telling);
    if 0 < passed_runs && passed_runs < runs {
        verdict.findings.insert(0, flaky(passed_runs, runs));
    }
    Graded {
        verdict,
        runs,
        passed_runs,
        attempts,
        unsteady,
    }
}

/// What is said of an answer that passes now and then.
#[must_use]
pub fn flaky(passed_runs: usize, runs: usize) -> Finding {
    Finding {
        kind: Kind::Flaky,
        observed: format!("it passed in {passed_runs} of {runs} runs"),
        promised: None,
        meaning: "the result depends on which thread or task happens to be first".to_owned(),
        look_at: "what is shared, and what makes sure of the order? Below is the first run that \
                  did not pass"
            .to_owned(),
        location: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::sample;
    use std::cell::RefCell;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Barrier};

    fn late() -> Verdict {
        let mut verdict = sample::serial();
        verdict.findings[0].kind = Kind::Hangs;
        verdict
    }

    /// `P` passes, `f` fails, `h` hangs, `c` is cancelled; the headline, and
    /// how often it passed, ran and was tried.
    #[track_caller]
    fn check(repeat: usize, story: &str, want: Option<(Option<Kind>, usize, usize, u32)>) {
        let story = RefCell::new(story.chars());
        let graded = Gate::default().grade(repeat, &|| {
            Ok(match story.borrow_mut().next() {
                Some('P') => Some(sample::pass()),
                Some('f') => Some(sample::serial()),
                Some('h') => Some(late()),
                _ => None,
            })
        });
        let got = graded.unwrap();
        let got = got.map(|g| (g.verdict.headline(), g.passed_runs, g.runs, g.attempts));
        assert_eq!(got, want);
        assert_eq!(story.borrow().as_str(), "", "not all of it was needed");
    }

    #[test]
    fn one_run_is_as_it_is() {
        check(1, "P", Some((None, 1, 1, 1)));
        check(1, "f", Some((Some(Kind::NotConcurrent), 0, 1, 1)));
    }

    #[test]
    fn a_deadline_counts_only_the_second_time() {
        check(1, "hP", Some((None, 1, 1, 2)));
        check(1, "hf", Some((Some(Kind::NotConcurrent), 0, 1, 2)));
        check(1, "hh", Some((Some(Kind::Hangs), 0, 1, 2)));
        check(3, "PhPP", Some((None, 3, 3, 2)));
    }

    #[test]
    fn passing_now_and_then_is_flaky_and_never_a_pass() {
        check(3, "PfP", Some((Some(Kind::Flaky), 2, 3, 1)));
        check(2, "fP", Some((Some(Kind::Flaky), 1, 2, 1)));
        check(2, "ff", Some((Some(Kind::NotConcurrent), 0, 2, 1)));
    }

    #[test]
    fn a_cancelled_run_is_no_verdict() {
        check(2, "Pc", None);
        check(1, "hc", None);
    }

    #[test]
    fn a_test_that_failed_in_another_run_is_named() {
        let mut first = sample::serial();
        first.tests = vec![sample::test("a"), sample::test("b")];
        let mut second = sample::pass();
        second.tests = vec![sample::test("a")];
        assert_eq!(together(vec![first, second], 1).unsteady, ["b"]);
    }

    #[test]
    fn nothing_else_is_judged_while_a_deadline_is_confirmed() {
        let gate = Arc::new(Gate::default());
        let (judging, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let begun = Barrier::new(2);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let calls = AtomicUsize::new(0);
                gate.grade(1, &|| {
                    match calls.fetch_add(1, Ordering::SeqCst) {
                        0 => {
                            begun.wait();
                        }
                        _ => {
                            most.fetch_max(judging.load(Ordering::SeqCst), Ordering::SeqCst);
                        }
                    }
                    Ok(Some(late()))
                })
                .unwrap();
            });
            scope.spawn(|| {
                begun.wait();
                gate.grade(500, &|| {
                    judging.fetch_add(1, Ordering::SeqCst);
                    std::thread::yield_now();
                    judging.fetch_sub(1, Ordering::SeqCst);
                    Ok(Some(sample::pass()))
                })
                .unwrap();
            });
        });
        assert_eq!(most.into_inner(), 0);
    }
}
