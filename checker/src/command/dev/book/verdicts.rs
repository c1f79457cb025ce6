//! Verdicts for the book: judged once, and remembered by the content that they depend on.

use crate::command::dev::trial::Trial;
use crate::command::dev::{Judging, settled::settled};
use crate::course::{Course, Exercise};
use crate::files;
use crate::grade::Recipe;
use crate::verdict::Verdict;
use anyhow::{Context, bail};
use std::path::{Path, PathBuf};

/// Who judges, and where verdicts are remembered.
pub struct Verdicts<'a> {
    /// Who judges what is not remembered.
    pub judging: &'a dyn Judging,
    /// Names everything that a verdict on the exercise depends on beside course and answer.
    pub name: &'a (dyn Fn(&Exercise) -> anyhow::Result<String> + Sync),
    /// The folder of remembered verdicts.
    pub folder: PathBuf,
    /// What deadlines are multiplied by.
    pub scale: f64,
}

/// A verdict, and whether it was remembered.
pub(super) struct Known {
    pub(super) verdict: Verdict,
    pub(super) remembered: bool,
}

impl Verdicts<'_> {
    /// The verdict on an answer. It is as `dev check` wants it: a book that shows a solution as
    /// wrong, or a mistake as right, is no book.
    ///
    /// # Errors
    ///
    /// When it cannot be judged, or is not what must come of it.
    pub(super) fn of(&self, course: &Course, trial: &Trial) -> anyhow::Result<Known> {
        let exercise = &course.exercises[trial.exercise];
        let (file, name) = (&trial.file, &exercise.name);
        let text =
            files::read(file).with_context(|| format!("failed to read `{}`", file.display()))?;
        let named = (self.name)(exercise)?;
        let recipe = Recipe::new(course, exercise, &named, self.scale, 1)?;
        let path = self
            .folder
            .join(format!("{}.json", recipe.key(&text, None)));
        if let Some(verdict) = remembered(&path) {
            let remembered = true;
            return Ok(Known {
                verdict,
                remembered,
            });
        }
        let verdict = settled(self.judging, exercise, trial)
            .with_context(|| format!("failed to judge `{}`", file.display()))?;
        if trial.expect.unexpected(&verdict).is_some() {
            bail!(
                "`{}` is not judged as it has to be: {}; `workbook dev check {name}` says more",
                file.display(),
                verdict.headline().map_or("it passes", |kind| kind.title()),
            );
        }
        // A cache that cannot be written makes the next book slower, and no worse.
        if let Ok(text) = serde_json::to_vec(&verdict) {
            let _ = files::replace(&path, &text);
        }
        let remembered = false;
        Ok(Known {
            verdict,
            remembered,
        })
    }
}

/// What is damaged is judged again.
fn remembered(path: &Path) -> Option<Verdict> {
    serde_json::from_slice(&files::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::trial::Expect;
    use crate::command::dev::{answers, sample};
    use std::fs;
    use std::sync::atomic::{AtomicUsize, Ordering};

    struct Counting(AtomicUsize);

    impl Judging for Counting {
        fn answer(&self, _: &Exercise, file: &Path) -> anyhow::Result<Verdict> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Ok(match file.ends_with("wrong_a.rs") {
                true => sample::refused(report::Kind::NotConcurrent),
                false => sample::passed(),
            })
        }

        fn shipped_tests(&self, _: &Exercise, _: &Path) -> anyhow::Result<Option<Verdict>> {
            Ok(None)
        }
    }

    #[test]
    fn an_answer_is_judged_once_until_it_changes() {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::sound(dir.path());
        let judging = Counting(AtomicUsize::new(0));
        let verdicts = Verdicts {
            judging: &judging,
            name: &|_| Ok("toolchain".to_owned()),
            folder: dir.path().join("cache/book"),
            scale: 1.0,
        };
        let (trials, _) = answers::trials(&course, 0);
        let solution = trials.iter().find(|one| one.expect == Expect::CleanPass);
        let solution = solution.unwrap();
        let ask = || verdicts.of(&course, solution).unwrap().remembered;
        assert_eq!([ask(), ask()], [false, true]);
        fs::write(&solution.file, "// Another.\nfn main() {}\n").unwrap();
        assert_eq!([ask(), ask()], [false, true]);
        for entry in fs::read_dir(&verdicts.folder).unwrap() {
            fs::write(entry.unwrap().path(), "{ damaged").unwrap();
        }
        assert!(!ask());
        assert_eq!(judging.0.load(Ordering::Relaxed), 3);
    }

    #[test]
    fn a_mistake_that_passes_makes_no_book() {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::sound(dir.path());
        let verdicts = Verdicts {
            judging: &Counting(AtomicUsize::new(0)),
            name: &|_| Ok(String::new()),
            folder: dir.path().join("cache/book"),
            scale: 1.0,
        };
        let (trials, _) = answers::trials(&course, 0);
        let of = |name: &str| {
            let trial = trials.iter().find(|one| one.file.ends_with(name)).unwrap();
            verdicts.of(&course, trial)
        };
        assert!(of("wrong_a.rs").is_ok());
        // Equal files have one verdict.
        let other = trials.iter().find(|one| one.file.ends_with("wrong_b.rs"));
        fs::write(&other.unwrap().file, "// refused: hangs\nfn main() {}\n").unwrap();
        let error = of("wrong_b.rs").err().unwrap().to_string();
        assert!(
            error.contains("wrong_b.rs` is not judged as it has to be: it passes"),
            "{error}"
        );
        assert!(error.contains("workbook dev check join"), "{error}");
    }
}
