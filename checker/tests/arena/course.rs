//! The small course whose exercises are attacked.

use super::attack::Layer;
use super::field::permit;
use super::{cache, checker};
use report::Needs;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use workbook::course::{
    Course, Exercise, ExerciseName, Grading, JudgedBy, Lesson, Lints, UnsafeCode,
};
use workbook::info_file;
use workbook::judge::{Judge, LayersOn, Mode, Settings};
use workbook::process::Cancel;
use workbook::verdict::Verdict;

/// Only answers that hang take this long.
const DEADLINE: Duration = Duration::from_secs(2);

/// One exercise: its name, what it needs, and its hidden test. Without one, the
/// answer's own `main` is run.
const EXERCISES: [(&str, &[&str], &str); 12] = [
    ("answer", &[], include_str!("exercises/answer.rs")),
    ("sum", &[], include_str!("exercises/sum.rs")),
    ("both", &[], include_str!("exercises/both.rs")),
    ("program", &[], ""),
    ("quick", &[], include_str!("exercises/quick.rs")),
    ("loose", &[], include_str!("exercises/loose.rs")),
    ("patient", &[], include_str!("exercises/patient.rs")),
    ("workers", &[], include_str!("exercises/workers.rs")),
    ("tidy", &[], include_str!("exercises/tidy.rs")),
    ("apply", &[], include_str!("exercises/apply.rs")),
    ("files", &["files"], include_str!("exercises/answer.rs")),
    (
        "processes",
        &["processes"],
        include_str!("exercises/answer.rs"),
    ),
];

/// The course, and a judge for each set of layers.
pub(crate) struct Arena {
    folder: tempfile::TempDir,
    course: Arc<Course>,
    judges: Mutex<BTreeMap<Vec<Layer>, Arc<Judge>>>,
    /// Stands wherever an answer must not look.
    pub(crate) secret: String,
}

impl Arena {
    /// In a folder of its own, which is gone with it.
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("redteam-arena-")
            .tempdir()
            .unwrap();
        // What keeps answers out must not be the permissions of this folder.
        permit(folder.path(), 0o755);
        let root = folder.path().canonicalize().unwrap();
        let secret = format!(
            "{:016x}{:016x}",
            getrandom::u64().unwrap(),
            getrandom::u64().unwrap()
        );
        let hidden = root.join("hidden");
        fs::create_dir_all(&hidden).unwrap();
        fs::create_dir_all(root.join("exercises")).unwrap();
        let manifest = checker().join("../exercises/Cargo.toml");
        fs::copy(manifest, root.join("exercises/Cargo.toml")).unwrap();
        for (name, _, test) in EXERCISES {
            let test = format!("{test}\n// {secret}\n");
            fs::write(hidden.join(name).with_extension("rs"), test).unwrap();
        }
        let real = real_course();
        for exercise in &real.exercises {
            let test = real.hidden_path(exercise);
            let copy = hidden.join(real_file(exercise));
            fs::copy(&test, copy).unwrap_or_else(|error| panic!("{test:?}: {error}"));
        }
        Self {
            course: Arc::new(course(&root, hidden, real)),
            judges: Mutex::default(),
            folder,
            secret,
        }
    }

    /// Where the ground for the attacks is.
    pub(crate) fn fields(&self) -> PathBuf {
        self.folder.path().join("fields")
    }

    /// The hidden test of an exercise.
    pub(crate) fn hidden(&self, exercise: &str) -> PathBuf {
        self.course.hidden_path(self.exercise(exercise))
    }

    /// Judge an answer as one that was handed in, with these layers off.
    pub(crate) fn judge(
        &self,
        exercise: &str,
        text: &str,
        off: &[Layer],
    ) -> anyhow::Result<Verdict> {
        let judge = self.judge_without(off)?;
        let (cancel, exercise) = (Cancel::default(), self.exercise(exercise));
        let verdict = judge.submitted(exercise, text.as_bytes(), &cancel, &mut |_| {})?;
        Ok(verdict.expect("nobody cancelled it"))
    }

    fn exercise(&self, name: &str) -> &Exercise {
        let found = self.course.find(name);
        found.unwrap_or_else(|| panic!("the arena has no exercise `{name}`"))
    }

    fn judge_without(&self, off: &[Layer]) -> anyhow::Result<Arc<Judge>> {
        let mut judges = self.judges.lock().unwrap();
        if let Some(judge) = judges.get(off) {
            return Ok(Arc::clone(judge));
        }
        let layers = LayersOn {
            screen: !off.contains(&Layer::Screen),
            compile_fence: !off.contains(&Layer::CompileFence),
            seal: !off.contains(&Layer::Seal),
        };
        let settings = Settings {
            cache_dir: cache(),
            mode: Mode::Grading,
            layers,
            ..Settings::default()
        };
        let judge = Arc::new(Judge::new(Arc::clone(&self.course), settings, &mut |_| {})?);
        judges.insert(off.to_vec(), Arc::clone(&judge));
        Ok(judge)
    }
}

impl Drop for Arena {
    /// The cache is for all tests, but what was built of these answers is not.
    fn drop(&mut self) {
        let place = blake3::hash(self.course.root.as_os_str().as_encoded_bytes()).to_hex();
        let _ = fs::remove_dir_all(cache().join("builds").join(&place[..16]));
    }
}

/// The course that is shipped, for attacks that need one of its exercises.
fn real_course() -> Course {
    let root = checker().join("..");
    info_file::load(&root, None).unwrap_or_else(|error| panic!("{root:?}: {error:#}"))
}

/// Where it is here.
fn real_file(exercise: &Exercise) -> PathBuf {
    let name = format!("course_{}", exercise.name.as_str());
    PathBuf::from(name).with_extension("rs")
}

/// Ours, and those of the course that is shipped: `course_atomic` is its `atomic`.
fn course(root: &Path, hidden: PathBuf, real: Course) -> Course {
    let real = real.exercises.into_iter().map(|exercise| Exercise {
        name: ExerciseName::new(format!("course_{}", exercise.name.as_str())).unwrap(),
        file: real_file(&exercise),
        aliases: Vec::new(),
        lesson: 0,
        hints: Vec::new(),
        ..exercise
    });
    let exercise = |(name, needs, test): (&str, &[&str], &str)| Exercise {
        name: ExerciseName::new(name).unwrap(),
        aliases: Vec::new(),
        lesson: 0,
        file: PathBuf::from(name).with_extension("rs"),
        judged_by: match test {
            "" => JudgedBy::Main,
            _ => JudgedBy::HiddenTest,
        },
        hints: Vec::new(),
        points: 10,
        stars: 1,
        deadline: DEADLINE,
        lints: Lints::Shown,
        skip_check_unsolved: false,
        after: None,
        needs: Needs {
            files: needs.contains(&"files"),
            sockets: needs.contains(&"sockets"),
            processes: needs.contains(&"processes"),
        },
    };
    Course {
        root: root.to_owned(),
        id: "arena".into(),
        title: "The arena".into(),
        welcome: None,
        farewell: None,
        unsafe_code: UnsafeCode::Forbidden,
        lessons: vec![Lesson::default()],
        exercises: EXERCISES.into_iter().map(exercise).chain(real).collect(),
        hidden,
        solutions: root.join("solutions"),
        crates: checker(),
        grading: Grading::default(),
        paths: Vec::new(),
        warnings: Vec::new(),
        scratch: None,
    }
}
