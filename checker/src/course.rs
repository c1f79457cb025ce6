//! A course: its lessons, its exercises, and every path derived from them.
//!
//! Built by `info_file`, which has checked it; nothing here reads a file.

mod grading;
mod late;

use seal::Needs;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use grading::{ExerciseGrading, Grading};
pub use late::{GRACE, LatePolicy, grace_of, seconds_of, time_of};

/// The name of each lesson's demonstration, in the folder of the lesson.
const DEMONSTRATION: &str = "demo.rs";
/// No demonstration is longer; a learner may change it, and then it may hang.
const DEMONSTRATION_TAKES: Duration = Duration::from_secs(20);

/// Whether this file, by its path under `exercises`, is the demonstration of a lesson, and
/// so nobody's answer.
#[must_use]
pub fn is_demonstration(file: &Path) -> bool {
    let mut names = file.iter();
    let in_a_lesson = names.next().is_some_and(|folder| folder != DEMONSTRATION);
    in_a_lesson && names.as_path() == Path::new(DEMONSTRATION)
}

/// A folder with an `info.toml`, read and checked.
#[derive(Debug, Clone)]
pub struct Course {
    /// The folder, absolute.
    pub root: PathBuf,
    /// Tells courses apart; the name of the folder where the file has none.
    pub id: String,
    /// For people.
    pub title: String,
    /// Shown before the first exercise.
    pub welcome: Option<String>,
    /// Shown after the last one.
    pub farewell: Option<String>,
    /// Whether answers may use `unsafe`.
    pub unsafe_code: UnsafeCode,
    /// In order; a community set has one for each folder.
    pub lessons: Vec<Lesson>,
    /// In order.
    pub exercises: Vec<Exercise>,
    /// Where hidden tests are: `checker/hidden` of this folder or of the copy
    /// inside the binary.
    pub hidden: PathBuf,
    /// Where solutions are.
    pub solutions: PathBuf,
    /// Where the crates `report`, `lab` and `proof` are.
    pub crates: PathBuf,
    /// Ways through the course that leave exercises out.
    pub paths: Vec<LearningPath>,
    /// How verdicts become points, as the info file has it.
    pub grading: Grading,
    /// What is odd in the info file without being wrong, such as unknown keys.
    pub warnings: Vec<String>,
    /// Where the learner writes instead of `exercises`, absolute; for reviews.
    pub scratch: Option<PathBuf>,
}

/// Whether answers may use `unsafe`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsafeCode {
    /// Compiled with `-F unsafe_code`.
    Forbidden,
    /// A community set that teaches it.
    Allowed,
}

/// A group of exercises.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lesson {
    /// The folder under `exercises`: `03_async_fundamentals`; empty where the
    /// exercises lie in `exercises` itself.
    pub dir: String,
    /// For people: `Async fundamentals`.
    pub title: String,
    /// `beginner`, `intermediate` or `advanced`; empty where not said.
    pub track: String,
    /// Dependencies of `exercises/Cargo.toml` that are for this lesson, and for no
    /// other one that does not name them too.
    pub crates: Vec<String>,
    /// Crates beside `proof` that the hidden tests of this lesson use.
    pub proofs: Vec<String>,
}

impl Lesson {
    /// The number at the start of the folder's name.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        let digits = self.dir.split('_').next().unwrap_or("");
        digits.parse().ok()
    }
}

/// A way through the course that leaves exercises out: `core`, for one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearningPath {
    /// What it is asked for by.
    pub name: String,
    /// For people.
    pub title: String,
    /// In any order; they are done in the order of the course.
    pub exercises: Vec<ExerciseName>,
}

impl LearningPath {
    /// Whether this exercise is on it.
    #[must_use]
    pub fn has(&self, exercise: &Exercise) -> bool {
        self.exercises.contains(&exercise.name)
    }
}

/// What an exercise is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JudgedBy {
    /// The hidden test in `checker/hidden`.
    HiddenTest,
    /// The `#[test]`s in the exercise's own file.
    OwnTests,
    /// `main`, which must return.
    Main,
}

/// Whether lints are shown or count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lints {
    /// Shown after the pass.
    Shown,
    /// A warning refuses the answer.
    Denied,
}

/// One exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// The stable id.
    pub name: ExerciseName,
    /// Names that it had before.
    pub aliases: Vec<ExerciseName>,
    /// Its place in [`Course::lessons`].
    pub lesson: usize,
    /// The file's path under `exercises`, also under `solutions` and `hidden`:
    /// `03_async_fundamentals/02_join.rs`.
    pub file: PathBuf,
    /// What it is judged by.
    pub judged_by: JudgedBy,
    /// In layers, the first one first.
    pub hints: Vec<String>,
    /// For grades.
    pub points: u32,
    /// How hard it is, 1 to 3; 0 where not said.
    pub stars: u8,
    /// The time each of its tests has.
    pub deadline: Duration,
    /// Whether lints count.
    pub lints: Lints,
    /// Whether `dev check` skips the proof that it fails as shipped.
    pub skip_check_unsolved: bool,
    /// What its answers may touch of the machine.
    pub needs: Needs,
    /// What is said after a pass, where somebody wrote it.
    pub after: Option<After>,
}

/// What is said after a pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    /// Why the exercise matters, in a sentence.
    pub why: String,
    /// A question to think about.
    pub question: String,
}

impl Course {
    /// The exercise with this name or alias.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Exercise> {
        let by_name = self.exercises.iter().find(|e| e.name.as_str() == name);
        by_name.or_else(|| {
            self.exercises
                .iter()
                .find(|e| e.aliases.iter().any(|a| a.as_str() == name))
        })
    }

    /// The tracks that have exercises, in the order of the lessons.
    #[must_use]
    pub fn tracks(&self) -> Vec<&str> {
        let lessons = self.exercises.iter().map(|one| &self.lessons[one.lesson]);
        let mut tracks: Vec<&str> = Vec::new();
        for track in lessons.map(|lesson| lesson.track.as_str()) {
            if !track.is_empty() && !tracks.contains(&track) {
                tracks.push(track);
            }
        }
        tracks
    }

    /// The same course with no other exercises than these. Its lessons stay, also
    /// those that are empty now.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&Exercise) -> bool) -> Self {
        let mut part = self.clone();
        part.exercises.retain(wanted);
        part
    }

    /// Where the learner writes: `exercises/03_async_fundamentals/02_join.rs`, absolute.
    #[must_use]
    pub fn exercise_path(&self, exercise: &Exercise) -> PathBuf {
        self.exercises_dir().join(&exercise.file)
    }

    /// The folder of all these files, absolute.
    #[must_use]
    pub fn exercises_dir(&self) -> PathBuf {
        let scratch = self.scratch.clone();
        scratch.unwrap_or_else(|| self.root.join("exercises"))
    }

    /// The same, as it is shown: relative to the course's folder.
    #[must_use]
    pub fn shown_path(&self, exercise: &Exercise) -> PathBuf {
        let folder = self.exercises_dir();
        let folder = folder.strip_prefix(&self.root).unwrap_or(&folder);
        folder.join(&exercise.file)
    }

    /// The solution's file, absolute.
    #[must_use]
    pub fn solution_path(&self, exercise: &Exercise) -> PathBuf {
        self.solutions.join(&exercise.file)
    }

    /// The hidden test's file, absolute. One runs the demonstrations of all lessons.
    #[must_use]
    pub fn hidden_path(&self, exercise: &Exercise) -> PathBuf {
        match is_demonstration(&exercise.file) {
            true => self.crates.join("demos/lesson.rs"),
            false => self.hidden.join(&exercise.file),
        }
    }

    /// The demonstration of the lesson at this place in [`Course::lessons`], as if it were
    /// an exercise: it is compiled and run as one, and is nobody's answer.
    #[must_use]
    pub fn demonstration(&self, lesson: usize) -> Exercise {
        let number = self.lessons[lesson].number().unwrap_or_default();
        Exercise {
            name: ExerciseName(format!("demo{number}")),
            aliases: Vec::new(),
            lesson,
            file: Path::new(&self.lessons[lesson].dir).join(DEMONSTRATION),
            judged_by: JudgedBy::HiddenTest,
            hints: Vec::new(),
            points: 0,
            stars: 0,
            deadline: DEMONSTRATION_TAKES,
            lints: Lints::Shown,
            skip_check_unsolved: true,
            needs: Needs::default(),
            after: None,
        }
    }

    /// The folder of other right answers and of wrong ones, absolute.
    #[must_use]
    pub fn answers_dir(&self, exercise: &Exercise) -> PathBuf {
        self.root
            .join("checker/answers")
            .join(exercise.file.with_extension(""))
    }

    /// The lesson's text, absolute.
    #[must_use]
    pub fn lesson_readme(&self, lesson: &Lesson) -> PathBuf {
        self.root
            .join("exercises")
            .join(&lesson.dir)
            .join("README.md")
    }

    /// The same course with copies of its exercises to try again, in a folder of their
    /// own: nothing that is written there changes an answer.
    #[must_use]
    pub fn for_reviews(&self) -> Self {
        Self {
            scratch: Some(self.state_dir().join("review")),
            ..self.clone()
        }
    }

    /// The folder of what a reset replaced.
    #[must_use]
    pub fn backups_dir(&self) -> PathBuf {
        let folder = self.scratch.clone();
        folder.unwrap_or_else(|| self.state_dir()).join("backups")
    }

    /// The file that says that somebody watches these exercises.
    #[must_use]
    pub fn watch_lock(&self) -> PathBuf {
        let folder = self.scratch.clone();
        folder
            .unwrap_or_else(|| self.state_dir())
            .join("watch.lock")
    }

    /// The folder of the learner's state.
    #[must_use]
    pub fn state_dir(&self) -> PathBuf {
        self.root.join(".workbook")
    }
}

/// The name of an exercise, such as `join`.
///
/// Invariant: 1 to 32 bytes of `a-z`, `A-Z`, `0-9` and `_`, so it is safe in a
/// path, in a crate name and in a shell.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExerciseName(String);

impl ExerciseName {
    /// Check `name` and wrap it.
    ///
    /// # Errors
    ///
    /// Says which rule it breaks.
    pub fn new(name: impl Into<String>) -> Result<Self, String> {
        let name = name.into();
        if name.is_empty() || name.len() > 32 {
            return Err(format!(
                "exercise name `{name}` must have 1 to 32 characters"
            ));
        }
        if !name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            return Err(format!(
                "exercise name `{name}` may hold only letters, digits and _"
            ));
        }
        Ok(Self(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ExerciseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demonstration_lies_in_the_folder_of_its_lesson() {
        let is_one = |file| is_demonstration(Path::new(file));
        assert!(is_one("03_async_fundamentals/demo.rs"));
        assert!(!is_one("demo.rs"));
        assert!(!is_one("03_async_fundamentals/01_demo.rs"));
        assert!(!is_one("09_advanced/notes/demo.rs"));
    }

    #[test]
    fn a_name_that_would_leave_its_folder_is_refused() {
        assert!(
            ExerciseName::new("../join")
                .unwrap_err()
                .contains("`../join`")
        );
        assert!(ExerciseName::new("").is_err());
        assert_eq!(ExerciseName::new("join").unwrap().as_str(), "join");
    }
}
