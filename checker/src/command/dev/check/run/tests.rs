//! The whole command, with a judge that decides by the name of the file.

use super::*;
use crate::command::dev::verdicts::Recall;
use crate::command::dev::{Judging, sample};
use crate::verdict::Verdict;
use report::Kind;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use tempfile::TempDir;

/// Passes solutions and `right_*`, refuses the rest as not concurrent, except
/// for files that it was told something else about.
#[derive(Default)]
struct Fake {
    accepts: Option<&'static str>,
    breaks_on: Option<&'static str>,
    /// Refused as hanging so often, before it is refused as it should be.
    hangs: Option<(&'static str, usize)>,
    seen: Mutex<Vec<String>>,
}

impl Judging for Fake {
    fn answer(&self, exercise: &Exercise, file: &Path) -> anyhow::Result<Verdict> {
        self.seen.lock().unwrap().push(exercise.name.to_string());
        let path = file.to_string_lossy();
        if let Some((part, times)) = self.hangs
            && path.contains(part)
        {
            let judged = |seen: &Vec<String>| seen.iter().filter(|name| *name == part).count();
            let mut seen = self.seen.lock().unwrap();
            seen.push(part.to_owned());
            if judged(&seen) <= times {
                return Ok(sample::refused(Kind::Hangs));
            }
        }
        if self.breaks_on.is_some_and(|part| path.contains(part)) {
            bail!("no rustc");
        }
        let right = path.contains("solutions") || path.contains("right_");
        let accepted = self.accepts.is_some_and(|part| path.contains(part));
        Ok(if right || accepted {
            sample::passed()
        } else {
            sample::refused(Kind::NotConcurrent)
        })
    }

    fn shipped_tests(&self, _: &Exercise, _: &Path) -> anyhow::Result<Option<Verdict>> {
        Ok(None)
    }
}

fn run(fake: &Fake, dir: &TempDir, options: &Options) -> (anyhow::Result<u8>, String) {
    run_with(fake, dir, options, Recall::Fresh)
}

fn run_with(
    fake: &Fake,
    dir: &TempDir,
    options: &Options,
    recall: Recall,
) -> (anyhow::Result<u8>, String) {
    let course = crate::info_file::load(dir.path(), None).unwrap();
    let mut out = Vec::new();
    let verdicts = Verdicts {
        judging: fake,
        name: &|_| Ok("toolchain".to_owned()),
        folder: dir.path().join("cache/verdicts"),
        scale: 1.0,
        recall,
    };
    let outcome = execute(&course, &verdicts, options, &mut out);
    (outcome, String::from_utf8(out).unwrap())
}

fn sound() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    sample::sound(dir.path());
    dir
}

fn options() -> Options {
    Options {
        jobs: 3,
        ..Options::default()
    }
}

#[test]
fn a_sound_course_is_told_so_in_order() {
    let (code, out) = run(&Fake::default(), &sound(), &options());
    assert_eq!(code.unwrap(), exit::OK);
    let want = "\
ok    03_async/01_join  (2 right, 3 wrong)
ok    03_async/02_spawn  (2 right, 3 wrong)

2 exercises, 10 answers: everything is as it should be.
";
    assert_eq!(out, want);
}

#[test]
fn a_wrong_answer_that_is_accepted_fails_its_exercise_alone() {
    let fake = Fake {
        accepts: Some("01_join/wrong_b"),
        ..Fake::default()
    };
    let (code, out) = run(&fake, &sound(), &options());
    assert_eq!(code.unwrap(), exit::NOT_PASSED);
    let want = "\
FAIL  03_async/01_join  (2 right, 3 wrong)
  checker/answers/03_async/01_join/wrong_b.rs: a wrong answer is accepted
      Sharpen the hidden test: it must refuse this with `not-concurrent`.
ok    03_async/02_spawn  (2 right, 3 wrong)

2 exercises, 10 answers: 1 problem to put right.
";
    assert_eq!(out, want);
}

#[test]
fn another_reason_counts_if_it_comes_again() {
    let hangs = |times| Fake {
        hangs: Some(("01_join/wrong_b", times)),
        ..Fake::default()
    };
    let (code, out) = run(&hangs(2), &sound(), &options());
    assert_eq!(code.unwrap(), exit::OK, "{out}");
    let (code, out) = run(&hangs(3), &sound(), &options());
    assert_eq!(code.unwrap(), exit::NOT_PASSED, "{out}");
    assert!(out.contains("it is refused with `hangs`"), "{out}");
}

#[test]
fn a_filter_tries_only_what_it_names() {
    let by_name = Options {
        exercise: Some("spawn".into()),
        ..options()
    };
    let fake = Fake::default();
    let (code, out) = run(&fake, &sound(), &by_name);
    assert_eq!(code.unwrap(), exit::OK);
    assert!(out.contains("1 exercise, 5 answers"), "{out}");
    let seen = fake.seen.into_inner().unwrap();
    assert!(seen.iter().all(|name| name == "spawn"), "{seen:?}");

    let by_lesson = Options {
        lesson: Some(3),
        ..options()
    };
    let (_, out) = run(&Fake::default(), &sound(), &by_lesson);
    assert!(out.contains("2 exercises, 10 answers"), "{out}");
}

#[test]
fn a_filter_that_names_nothing_has_its_own_exit_code() {
    let unknown = Options {
        exercise: Some("jion".into()),
        ..options()
    };
    let (outcome, _) = run(&Fake::default(), &sound(), &unknown);
    assert_eq!(exit::code(&outcome), exit::USAGE);
    let nothing = Options {
        lesson: Some(9),
        ..options()
    };
    let (outcome, _) = run(&Fake::default(), &sound(), &nothing);
    assert_eq!(exit::code(&outcome), exit::NOTHING_SELECTED);
}

#[test]
fn what_cannot_be_judged_ends_the_check_and_is_nobodys_mistake() {
    let fake = Fake {
        breaks_on: Some("solutions"),
        ..Fake::default()
    };
    let (outcome, _) = run(&fake, &sound(), &options());
    let error = format!("{:#}", outcome.as_ref().unwrap_err());
    assert!(
        error.contains("failed to judge") && error.contains("no rustc"),
        "{error}"
    );
    assert_eq!(exit::code(&outcome), exit::ENVIRONMENT);
}

#[test]
fn problems_of_the_course_come_first() {
    let dir = sound();
    sample::write(dir.path(), "exercises/03_async/copy.rs", "");
    sample::write(dir.path(), "solutions/03_async/01_join.rs", "fn  main() {}");
    let info = fs::read_to_string(dir.path().join("info.toml")).unwrap();
    sample::write(dir.path(), "info.toml", &format!("titel = \"x\"\n{info}"));
    let (code, out) = run(&Fake::default(), &dir, &options());
    assert_eq!(code.unwrap(), exit::NOT_PASSED);
    let mut lines = out.lines().filter(|line| !line.starts_with(' '));
    for want in [
        "info.toml: 1: the course: the unknown key `titel`",
        "exercises/03_async/copy.rs: no exercise",
        "solutions/03_async/01_join.rs: it is not formatted",
        "ok    03_async/01_join",
    ] {
        let line = lines.next().unwrap_or_default();
        assert!(line.starts_with(want), "wanted `{want}` in:\n{out}");
    }
    assert!(out.ends_with("3 problems to put right.\n"), "{out}");
}
