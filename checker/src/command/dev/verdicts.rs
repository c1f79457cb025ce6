//! Verdicts on the course's own answers: judged once, and remembered by the content that they
//! depend on.

use super::trial::Trial;
use super::{Judging, settled::settled};
use crate::course::{Course, Exercise};
use crate::files;
use crate::grade::{Key, Recipe};
use crate::verdict::Verdict;
use anyhow::Context;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Who judges, and where verdicts are remembered.
pub struct Verdicts<'a> {
    /// Who judges what is not remembered.
    pub judging: &'a dyn Judging,
    /// Names everything that a verdict on the exercise depends on beside course and answer,
    /// but for the program itself.
    pub name: &'a (dyn Fn(&Exercise) -> anyhow::Result<String> + Sync),
    /// The folder of what this very program has judged.
    pub folder: PathBuf,
    /// What deadlines are multiplied by.
    pub scale: f64,
    /// Whether what is remembered counts.
    pub recall: Recall,
}

/// Whether what is remembered counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recall {
    /// It does.
    Remembered,
    /// Everything is judged, and remembered for others.
    Fresh,
}

/// A verdict, and whether it was remembered.
pub(super) struct Known {
    pub(super) verdict: Verdict,
    pub(super) remembered: bool,
}

impl Verdicts<'_> {
    /// The verdict on an answer. Only one that must come of it is remembered: the others are
    /// for somebody to look into.
    ///
    /// # Errors
    ///
    /// When it cannot be judged.
    pub(super) fn of(&self, course: &Course, trial: &Trial) -> anyhow::Result<Known> {
        let exercise = &course.exercises[trial.exercise];
        let text = read(&trial.file)?;
        let path = self.place(self.recipe(course, exercise)?.key(&text, None));
        if let Some(verdict) = self.remembered(&path) {
            let remembered = true;
            return Ok(Known {
                verdict,
                remembered,
            });
        }
        let verdict = settled(self.judging, exercise, trial)?;
        if trial.expect.unexpected(&verdict).is_none() {
            remember(&path, &verdict);
        }
        let remembered = false;
        Ok(Known {
            verdict,
            remembered,
        })
    }

    /// What the tests that the exercise is shipped with say of an answer that passes;
    /// remembered where they pass.
    ///
    /// # Errors
    ///
    /// When they cannot be asked.
    pub(super) fn shipped_tests(
        &self,
        course: &Course,
        trial: &Trial,
    ) -> anyhow::Result<Option<Verdict>> {
        let exercise = &course.exercises[trial.exercise];
        let shipped = read(&course.exercise_path(exercise))?;
        let both = [read(&trial.file)?, shipped].join(&b"\0"[..]);
        let key = self.recipe(course, exercise)?;
        let path = self.place(key.key(&both, Some("shipped tests")));
        if let Some(verdict) = self.remembered(&path) {
            return Ok(verdict);
        }
        let verdict = self.judging.shipped_tests(exercise, &trial.file)?;
        let fails = |verdict: &Verdict| !verdict.findings.is_empty();
        if !verdict.as_ref().is_some_and(fails) {
            remember(&path, &verdict);
        }
        Ok(verdict)
    }

    fn recipe(&self, course: &Course, exercise: &Exercise) -> anyhow::Result<Recipe> {
        Recipe::new(course, exercise, &(self.name)(exercise)?, self.scale, 1)
    }

    fn place(&self, key: Key) -> PathBuf {
        self.folder.join(format!("{key}.json"))
    }

    /// What is damaged is judged again.
    fn remembered<T: DeserializeOwned>(&self, path: &Path) -> Option<T> {
        match self.recall {
            Recall::Remembered => serde_json::from_slice(&files::read(path).ok()?).ok(),
            Recall::Fresh => None,
        }
    }
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    files::read(file).with_context(|| format!("failed to read `{}`", file.display()))
}

/// What cannot be remembered is judged again the next time, and no worse.
fn remember(path: &Path, verdict: &impl Serialize) {
    if let Ok(text) = serde_json::to_vec(verdict) {
        let _ = files::replace(path, &text);
    }
}

/// The folder below `cache` for the verdicts of `program`, a name of this very build. What
/// other builds have judged goes when nobody has used it for a week.
pub fn folder(cache: &Path, program: &str) -> PathBuf {
    const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);
    let all = cache.join("verdicts");
    let own = all.join(program);
    let _ = fs::create_dir_all(&own);
    // In use.
    let _ = fs::File::open(&own).and_then(|folder| folder.set_modified(SystemTime::now()));
    for entry in fs::read_dir(&all).into_iter().flatten().flatten() {
        let modified = entry.metadata().and_then(|data| data.modified());
        let age = modified.ok().and_then(|time| time.elapsed().ok());
        if age.is_some_and(|age| age > KEPT) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::trial::Expect;
    use crate::command::dev::{answers, sample};
    use std::fs;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tempfile::TempDir;

    /// Counts what it is asked, and refuses one answer.
    #[derive(Default)]
    struct Counting {
        answers: AtomicUsize,
        shipped: AtomicUsize,
    }

    impl Judging for Counting {
        fn answer(&self, _: &Exercise, file: &Path) -> anyhow::Result<Verdict> {
            self.answers.fetch_add(1, Ordering::Relaxed);
            Ok(match file.ends_with("wrong_a.rs") {
                true => sample::refused(report::Kind::NotConcurrent),
                false => sample::passed(),
            })
        }

        fn shipped_tests(&self, _: &Exercise, file: &Path) -> anyhow::Result<Option<Verdict>> {
            self.shipped.fetch_add(1, Ordering::Relaxed);
            Ok(Some(match file.ends_with("right_a.rs") {
                true => sample::refused(report::Kind::WrongResult),
                false => sample::passed(),
            }))
        }
    }

    struct Bench {
        dir: TempDir,
        course: Course,
        judging: Counting,
    }

    impl Bench {
        fn new() -> Self {
            let dir = tempfile::tempdir().unwrap();
            let course = sample::sound(dir.path());
            let judging = Counting::default();
            Self {
                dir,
                course,
                judging,
            }
        }

        fn verdicts(&self, recall: Recall) -> Verdicts<'_> {
            Verdicts {
                judging: &self.judging,
                name: &|_| Ok("toolchain".to_owned()),
                folder: self.dir.path().join("cache/verdicts"),
                scale: 1.0,
                recall,
            }
        }

        fn trial(&self, name: &str) -> Trial {
            let (trials, _) = answers::trials(&self.course, 0);
            let mut wanted = trials.into_iter().filter(|one| match name {
                "solution" => one.expect == Expect::CleanPass,
                name => one.file.ends_with(name),
            });
            wanted.next().unwrap()
        }

        fn remembers(&self, name: &str) -> bool {
            let verdicts = self.verdicts(Recall::Remembered);
            let known = verdicts.of(&self.course, &self.trial(name));
            known.unwrap().remembered
        }
    }

    #[test]
    fn an_answer_is_judged_once_until_it_changes() {
        let bench = Bench::new();
        let ask = || bench.remembers("solution");
        assert_eq!([ask(), ask()], [false, true]);
        fs::write(&bench.trial("solution").file, "// Another.\nfn main() {}\n").unwrap();
        assert_eq!([ask(), ask()], [false, true]);
        let folder = bench.verdicts(Recall::Remembered).folder;
        for entry in fs::read_dir(folder).unwrap() {
            fs::write(entry.unwrap().path(), "{ damaged").unwrap();
        }
        assert!(!ask());
        assert_eq!(bench.judging.answers.load(Ordering::Relaxed), 3);
    }

    #[test]
    fn a_change_of_the_hidden_test_judges_all_its_answers_again() {
        let bench = Bench::new();
        let ask = || ["solution", "wrong_a.rs"].map(|name| bench.remembers(name));
        assert_eq!([ask(), ask()], [[false; 2], [true; 2]]);
        let hidden = bench.course.hidden_path(&bench.course.exercises[0]);
        fs::write(hidden, "// Asks for more.\n").unwrap();
        assert_eq!(ask(), [false; 2]);
    }

    #[test]
    fn who_wants_everything_judged_gets_that_and_others_know_it() {
        let bench = Bench::new();
        let solution = bench.trial("solution");
        for _ in 0..2 {
            let fresh = bench
                .verdicts(Recall::Fresh)
                .of(&bench.course, &solution)
                .unwrap();
            assert!(!fresh.remembered);
        }
        assert!(bench.remembers("solution"));
    }

    #[test]
    fn what_must_not_come_of_an_answer_is_not_remembered() {
        let bench = Bench::new();
        // It passes, and is filed as a mistake.
        let ask = || bench.remembers("wrong_b.rs");
        assert_eq!([ask(), ask()], [false, false]);
    }

    #[test]
    fn shipped_tests_that_pass_are_asked_once() {
        let bench = Bench::new();
        let other = "// Another.\nfn main() {}\n";
        fs::write(bench.trial("right_a.rs").file, other).unwrap();
        let ask = |name: &str| {
            let verdicts = bench.verdicts(Recall::Remembered);
            let said = verdicts.shipped_tests(&bench.course, &bench.trial(name));
            let passed = said.unwrap().unwrap().passed();
            (passed, bench.judging.shipped.load(Ordering::Relaxed))
        };
        assert_eq!([ask("solution"), ask("solution")], [(true, 1), (true, 1)]);
        assert_eq!(
            [ask("right_a.rs"), ask("right_a.rs")],
            [(false, 2), (false, 3)]
        );
    }

    #[test]
    fn what_no_program_has_used_for_a_week_goes() {
        let cache = tempfile::tempdir().unwrap();
        let now = SystemTime::now();
        for (name, days) in [("old", 8), ("recent", 6)] {
            let folder = folder(cache.path(), name);
            let then = now - Duration::from_secs(days * 24 * 60 * 60);
            fs::File::open(folder).unwrap().set_modified(then).unwrap();
        }
        let own = folder(cache.path(), "own");
        let mut left: Vec<_> = fs::read_dir(own.parent().unwrap()).unwrap().collect();
        left.sort_by_key(|entry| entry.as_ref().unwrap().file_name());
        let left: Vec<_> = left
            .into_iter()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["own", "recent"]);
    }
}
