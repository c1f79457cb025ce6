//! Right and wrong answers to exercises of the course.

use crate::draw::Draw;
use std::fs;
use std::path::{Path, PathBuf};

/// An exercise, with an answer that is right and one that is not.
pub(crate) struct Answers {
    pub(crate) exercise: String,
    /// Its file in a workbook.
    pub(crate) file: String,
    pub(crate) right: Answer,
    pub(crate) wrong: Answer,
}

pub(crate) struct Answer {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Answers {
    /// Draw so many exercises, each of another lesson.
    pub(crate) fn draw(number: usize, draw: &mut Draw) -> Vec<Self> {
        let mut lessons = entries(&of_the_checker("answers"));
        let mut drawn = Vec::new();
        while drawn.len() < number {
            let lesson = draw.pick(&lessons).clone();
            lessons.retain(|other| *other != lesson);
            let exercises = entries(&lesson);
            drawn.push(Self::of(draw.pick::<PathBuf>(&exercises), draw));
        }
        drawn
    }

    fn of(folder: &Path, draw: &mut Draw) -> Self {
        let checker = of_the_checker("answers");
        let place = folder.strip_prefix(checker).unwrap().with_extension("rs");
        let place = place.display().to_string();
        let file = place.rsplit('/').next().unwrap();
        let exercise = file[3..].trim_end_matches(".rs").to_owned();
        let answers: Vec<PathBuf> = entries(folder);
        let [mut right, wrong] = ["right_", "wrong_"].map(|start| {
            let is_one = |path: &&PathBuf| {
                path.file_name()
                    .unwrap()
                    .to_string_lossy()
                    .starts_with(start)
            };
            answers.iter().filter(is_one).cloned().collect::<Vec<_>>()
        });
        right.push(of_the_checker("../solutions").join(&place));
        Self {
            exercise,
            file: format!("exercises/{place}"),
            right: Answer::read(draw.pick::<PathBuf>(&right)),
            wrong: Answer::read(draw.pick::<PathBuf>(&wrong)),
        }
    }
}

impl Answer {
    fn read(path: &Path) -> Self {
        Self {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            text: fs::read_to_string(path).unwrap(),
        }
    }
}

fn of_the_checker(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}
