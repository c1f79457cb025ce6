//! `after.toml` beside a lesson's exercises: what is shown after a pass.
//!
//! A file of its own for each lesson: authors write it when the exercise is done,
//! and the info file stays short. Nothing in it stands in the way of learning, so
//! what is wrong is a warning.

use super::error::did_you_mean;
use crate::course::{After, Course, Lesson};
use crate::files::read_text;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file's name, in the lesson's folder.
pub const AFTER: &str = "after.toml";

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Raw {
    why: String,
    question: String,
}

/// Give the exercises of `course` what is said after them; what is wrong is added to
/// its warnings. `copy` has the files where the course's own folder has none.
pub(super) fn add(course: &mut Course, copy: Option<&Path>) {
    for index in 0..course.lessons.len() {
        let Some((path, text)) = find(course, &course.lessons[index], copy) else {
            continue;
        };
        let shown = path.strip_prefix(&course.root).unwrap_or(&path).display();
        let texts = text.and_then(|text| {
            toml::from_str(&text).map_err(|error: toml::de::Error| error.to_string())
        });
        match texts {
            Ok(texts) => {
                let unknown = give(course, index, texts);
                // A part of a course may have the whole lesson's file.
                let own = path.starts_with(&course.root);
                let unknown = unknown.into_iter().filter(|_| own);
                let unknown: Vec<_> = unknown.map(|what| format!("`{shown}`: {what}")).collect();
                course.warnings.extend(unknown);
            }
            Err(error) => {
                let error = error.trim_end();
                let warning = format!("`{shown}` cannot be used: {error}");
                course.warnings.push(warning);
            }
        }
    }
}

/// The file's text, or why it cannot be read.
fn find(
    course: &Course,
    lesson: &Lesson,
    copy: Option<&Path>,
) -> Option<(PathBuf, Result<String, String>)> {
    let roots = [Some(course.root.as_path()), copy];
    let paths = roots
        .into_iter()
        .flatten()
        .map(|root| root.join("exercises").join(&lesson.dir).join(AFTER));
    for path in paths {
        match read_text(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            read => return Some((path, read.map_err(|error| error.to_string()))),
        }
    }
    None
}

/// What is said of names that are no exercise of this lesson.
fn give(course: &mut Course, lesson: usize, texts: BTreeMap<String, Raw>) -> Vec<String> {
    let mut unknown = Vec::new();
    for (name, Raw { why, question }) in texts {
        let of_lesson = |e: &&mut crate::course::Exercise| e.lesson == lesson;
        let mut exercises = course.exercises.iter_mut().filter(of_lesson);
        match exercises.find(|exercise| exercise.name.as_str() == name) {
            Some(exercise) => exercise.after = Some(After { why, question }),
            None => unknown.push(name),
        }
    }
    let known = course.exercises.iter().filter(|e| e.lesson == lesson);
    let known: Vec<&str> = known.map(|exercise| exercise.name.as_str()).collect();
    let say = |name: String| {
        let hint = did_you_mean(&name, &known);
        format!("this lesson has no exercise `{name}`{hint}")
    };
    unknown.into_iter().map(say).collect()
}

#[cfg(test)]
mod tests {
    use crate::info_file::load;
    use std::fs;

    const INFO: &str = "format_version = 1\n[[exercises]]\nname = \"join\"\ndir = \"01_a\"\n\
                        hint = \"x\"\n[[exercises]]\nname = \"spawn\"\ndir = \"01_a\"\nhint = \"x\"\n";

    /// The first exercise's reason and the warnings, with this `after.toml`.
    fn loaded(after: &str) -> (Option<String>, String) {
        let dir = tempfile::tempdir().unwrap();
        let lesson = dir.path().join("exercises/01_a");
        fs::create_dir_all(&lesson).unwrap();
        for name in ["join.rs", "spawn.rs"] {
            fs::write(lesson.join(name), "").unwrap();
        }
        fs::write(dir.path().join("info.toml"), INFO).unwrap();
        fs::write(lesson.join("after.toml"), after).unwrap();
        let course = load(dir.path(), None).unwrap();
        let after = course.exercises[0].after.clone();
        (after.map(|after| after.why), course.warnings.join("\n"))
    }

    #[test]
    fn an_exercise_gets_its_own_texts() {
        let (why, warnings) = loaded("[join]\nwhy = \"Because.\"\nquestion = \"Why?\"\n");
        assert_eq!(why.as_deref(), Some("Because."));
        assert_eq!(warnings, "");
    }

    #[test]
    fn a_name_that_is_no_exercise_is_told_and_the_others_count() {
        let text = "[joim]\nwhy = \"B.\"\nquestion = \"W?\"\n\
                    [join]\nwhy = \"Because.\"\nquestion = \"Why?\"\n";
        let (why, warnings) = loaded(text);
        assert_eq!(why.as_deref(), Some("Because."));
        let want = "`exercises/01_a/after.toml`: this lesson has no exercise `joim` (did you mean `join`?)";
        assert_eq!(warnings, want);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_stops_nobody() {
        for (text, want) in [
            ("[join]\nwhy = 7\n", "line 2"),
            ("[join]\nwhy = \"B.\"\n", "question"),
            ("[join]\nbecause = \"B.\"\n", "because"),
            ("[join\n", "line 1"),
        ] {
            let (why, warnings) = loaded(text);
            assert_eq!(why, None, "{text}");
            assert!(
                warnings.contains("after.toml` cannot be used") && warnings.contains(want),
                "{warnings}"
            );
        }
    }
}
