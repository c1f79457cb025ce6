//! A small course in a temporary folder, and fakes for what `watch` is given.

use crate::course::{Course, Exercise, ExerciseName, Grading, JudgedBy, Lesson, Lints, UnsafeCode};
use crate::event::Event;
use crate::verdict::{TestEnd, TestReport, Verdict};
use crate::watch::{Actions, Cancel, Judging, KeepsProgress, Look};
use report::{Finding, Kind, Location, Outcome, Spans};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The names of the fixture's exercises, in order.
pub(super) const NAMES: [&str; 4] = ["spawn", "join", "select", "timeout"];

/// A course whose files hold `wrong`.
pub(super) fn course_at(root: &Path) -> Arc<Course> {
    let course = course(root);
    for exercise in &course.exercises {
        let path = course.exercise_path(exercise);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "wrong").unwrap();
    }
    course
}

/// The same without files.
pub(super) fn course(root: &Path) -> Arc<Course> {
    let lesson = Lesson {
        dir: "03_async".into(),
        title: "Async fundamentals".into(),
        ..Lesson::default()
    };
    Arc::new(Course {
        root: root.to_owned(),
        id: "small".into(),
        title: "Small".into(),
        welcome: None,
        farewell: Some("Well done.".into()),
        unsafe_code: UnsafeCode::Forbidden,
        lessons: vec![lesson],
        exercises: NAMES.iter().enumerate().map(exercise).collect(),
        hidden: PathBuf::new(),
        solutions: PathBuf::new(),
        crates: PathBuf::new(),
        grading: Grading::default(),
        paths: Vec::new(),
        warnings: Vec::new(),
        scratch: None,
    })
}

fn exercise((index, name): (usize, &&str)) -> Exercise {
    Exercise {
        name: ExerciseName::new(*name).unwrap(),
        aliases: Vec::new(),
        lesson: 0,
        file: format!("03_async/{:02}_{name}.rs", index + 1).into(),
        judged_by: JudgedBy::HiddenTest,
        hints: vec![
            "Where does it wait?".into(),
            "Look at `tokio::join`.".into(),
            "A future does nothing until somebody polls it.".into(),
        ],
        points: 1,
        stars: 1,
        deadline: Duration::from_secs(5),
        lints: Lints::Shown,
        skip_check_unsolved: false,
        after: None,
        needs: Default::default(),
    }
}

pub(super) fn pass(name: &str) -> Verdict {
    verdict(name, Vec::new())
}

pub(super) fn refusal(name: &str, kind: Kind) -> Verdict {
    let finding = Finding {
        kind,
        observed: "the second request started when the first had ended".into(),
        promised: Some("It takes as long as the slower request alone.".to_owned()),
        meaning: "the requests waited for each other".into(),
        look_at: "what starts a future that is not awaited yet?".into(),
        location: None,
    };
    verdict(name, vec![finding])
}

fn verdict(name: &str, findings: Vec<Finding>) -> Verdict {
    let outcome = if findings.is_empty() {
        Outcome::Passed
    } else {
        Outcome::Failed
    };
    Verdict {
        exercise: name.into(),
        own_tests: Vec::new(),
        tests: vec![TestReport {
            name: "both_at_once".into(),
            end: TestEnd::Reported(outcome),
            findings: findings.clone(),
            spans: Spans::default(),
            speed_up: None,
            notes: Vec::new(),
            output: String::new(),
            output_cut: false,
            took: Duration::from_millis(3),
            seed: 7,
            attempts: 1,
            seal: None,
        }],
        findings,
        diagnostics: Vec::new(),
        took: Duration::from_millis(200),
        flags: Vec::new(),
        fence: None,
    }
}

/// Judges by what the file says: `right` passes, `hang` runs until it is
/// cancelled, `bug` panics, anything else is refused.
pub(super) struct FakeJudge {
    pub(super) course: Arc<Course>,
}

impl Judging for FakeJudge {
    fn exercise(
        &self,
        exercise: &Exercise,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Verdict>> {
        let name = exercise.name.to_string();
        on_event(Event::Compiling {
            exercise: name.clone(),
        });
        let text = fs::read_to_string(self.course.exercise_path(exercise))?;
        match text.as_str() {
            "right" => Ok(Some(pass(&name))),
            "bug" => panic!("the judge fell over"),
            "hang" => {
                while !cancel.is_cancelled() {
                    thread::yield_now();
                }
                Ok(None)
            }
            _ => Ok(Some(refusal(&name, Kind::NotConcurrent))),
        }
    }

    fn build_ahead(&self, _: &mut dyn FnMut(Event)) -> anyhow::Result<()> {
        Ok(())
    }
}

/// What was written down, for a test to look at.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) current: String,
    pub(super) done: BTreeSet<String>,
    pub(super) full_disk: bool,
    pub(super) saves: usize,
}

#[derive(Debug, Clone, Default)]
pub(super) struct FakeProgress(pub(super) Arc<Mutex<Book>>);

impl KeepsProgress for FakeProgress {
    fn current(&self) -> String {
        self.0.lock().unwrap().current.clone()
    }

    fn set_current(&mut self, name: &str) {
        name.clone_into(&mut self.0.lock().unwrap().current);
    }

    fn is_done(&self, name: &str) -> bool {
        self.0.lock().unwrap().done.contains(name)
    }

    fn record(&mut self, name: &str, passed: bool, _content_hash: &str) {
        if passed {
            self.0.lock().unwrap().done.insert(name.to_owned());
        }
    }

    fn forget(&mut self, name: &str) {
        self.0.lock().unwrap().done.remove(name);
    }

    fn hints_seen(&mut self, _name: &str, _layers: usize) {}

    fn save(&mut self) -> anyhow::Result<()> {
        let mut book = self.0.lock().unwrap();
        book.saves += 1;
        anyhow::ensure!(!book.full_disk, "no space left on device");
        Ok(())
    }
}

pub(super) struct FakeActions {
    pub(super) course: Arc<Course>,
}

impl Actions for FakeActions {
    fn verdict(&self, verdict: &Verdict, exercise: &Exercise, _look: &Look) -> String {
        match verdict.findings.first() {
            None => format!("passed `{}`", exercise.name),
            Some(finding) => format!(
                "{} `{}`\n  {}\n  {}",
                finding.kind.title(),
                exercise.name,
                finding.observed,
                finding.look_at
            ),
        }
    }

    fn lesson(&self, lesson: &Lesson, _look: &Look) -> anyhow::Result<String> {
        Ok(format!("About {}", lesson.title))
    }

    fn solution_diff(&self, _exercise: &Exercise, _look: &Look) -> anyhow::Result<String> {
        Ok("-wrong\n+right".into())
    }

    fn open(&self, _exercise: &Exercise, _at: Option<&Location>) -> anyhow::Result<String> {
        anyhow::bail!("no editor was found; set $EDITOR")
    }

    fn way_back(&self, exercise: &Exercise) -> String {
        format!("`workbook reset {}` restores it as shipped", exercise.name)
    }

    fn reset(&self, exercise: &Exercise) -> anyhow::Result<String> {
        fs::write(self.course.exercise_path(exercise), "shipped")?;
        Ok(format!("`{}` is as it was shipped", exercise.name))
    }
}

/// A terminal that is only drawn on.
pub(super) fn terminal(rows: u16, columns: u16) -> vt100::Parser {
    let size = |cells| std::num::NonZero::new(cells).unwrap();
    vt100::Parser::new(size(rows), size(columns), 0)
}
