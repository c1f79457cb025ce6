//! What a new exercise consists of.

use super::Options;
use crate::course::{Course, ExerciseName};
use crate::exit::Failure;
use crate::info_file::AFTER;
use anyhow::bail;
use std::path::PathBuf;

/// Where each file goes, `{file}` being `03_async/02_join`, and what it begins as.
const TEMPLATES: [(&str, &str); 6] = [
    ("exercises/{file}.rs", include_str!("templates/exercise.rs")),
    ("solutions/{file}.rs", include_str!("templates/solution.rs")),
    (
        "checker/hidden/{file}.rs",
        include_str!("templates/hidden.rs"),
    ),
    (
        "checker/answers/{file}/right_by_name.rs",
        include_str!("templates/right_by_name.rs"),
    ),
    (
        "checker/answers/{file}/wrong_never.rs",
        include_str!("templates/wrong_never.rs"),
    ),
    (
        "checker/answers/{file}/wrong_twice.rs",
        include_str!("templates/wrong_twice.rs"),
    ),
];

const LESSON: &str = include_str!("templates/lesson.md");

/// What is said after a pass, in a course that says something.
const SAID: &str = include_str!("templates/after.toml");

pub(super) struct Plan {
    pub(super) name: ExerciseName,
    /// The lesson's folder.
    pub(super) dir: String,
    /// `02_join.rs`.
    pub(super) file: String,
    /// The exercise after which it comes in the lists; `None` for the end.
    pub(super) after: Option<ExerciseName>,
    /// The title of the lesson, where the lesson is new.
    pub(super) new_lesson: Option<String>,
    /// The course says something after a pass.
    says_after: bool,
}

impl Plan {
    pub(super) fn new(course: &Course, options: &Options) -> anyhow::Result<Self> {
        let name = ExerciseName::new(&options.name).map_err(Failure::Usage)?;
        if let Some(taken) = course.find(name.as_str()) {
            bail!(Failure::Usage(format!(
                "there is an exercise `{name}` already: `{}`; choose another name",
                course.shown_path(taken).display()
            )));
        }
        let number = options.lesson.parse().ok();
        let lesson = course.lessons.iter().position(|lesson| {
            lesson.dir == options.lesson || (number.is_some() && lesson.number() == number)
        });
        let (dir, new_lesson) = match (lesson, &options.title) {
            (Some(lesson), _) => (course.lessons[lesson].dir.clone(), None),
            (None, Some(title)) => (options.lesson.clone(), Some(title.clone())),
            (None, None) => {
                let known: Vec<_> = course.lessons.iter().map(|l| l.dir.as_str()).collect();
                bail!(Failure::Usage(format!(
                    "there is no lesson `{}`; the lessons are: {}. To begin a new one, \
                     give its folder and its title: --lesson 04_threads --title \"Threads\"",
                    options.lesson,
                    known.join(", ")
                )));
            }
        };
        let mut others = course.exercises.iter().filter(|e| Some(e.lesson) == lesson);
        let number = others.clone().count() + 1;
        Ok(Self {
            file: format!("{number:02}_{name}.rs"),
            after: others.next_back().map(|exercise| exercise.name.clone()),
            name,
            dir,
            new_lesson,
            says_after: course.exercises.iter().any(|one| one.after.is_some()),
        })
    }

    /// The file of what is said after a pass, relative to the course's folder, and what
    /// to add to it.
    pub(super) fn said_after(&self) -> Option<(PathBuf, String)> {
        let path = PathBuf::from(format!("exercises/{}/{AFTER}", self.dir));
        let text = SAID.replace("skeleton", self.name.as_str());
        self.says_after.then_some((path, text))
    }

    /// Every file, relative to the course's folder, with its text.
    pub(super) fn files(&self) -> Vec<(PathBuf, String)> {
        let file = format!("{}/{}", self.dir, self.file.trim_end_matches(".rs"));
        let fill = |text: &str| text.replace("skeleton", self.name.as_str());
        let mut files: Vec<(PathBuf, String)> = TEMPLATES
            .iter()
            .map(|(path, text)| (path.replace("{file}", &file).into(), fill(text)))
            .collect();
        if let Some(title) = &self.new_lesson {
            let readme = format!("exercises/{}/README.md", self.dir);
            files.push((readme.into(), LESSON.replace("TITLE", title)));
        }
        files
    }
}
