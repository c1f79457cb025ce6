//! `workbook grade` from outside: the small course, and what others handed in.

mod folders;
mod forged;
mod killed;
mod late;
mod many;
mod overrides;
mod refusals;
mod regrade;
mod results;
mod sharing;
mod similarity;

use crate::support::{Bench, Ran, answer};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A class beside the course that it is graded with.
struct Class {
    bench: Bench,
}

impl Class {
    fn new() -> Self {
        let bench = Bench::new();
        fs::create_dir(bench.folder().join("class")).unwrap();
        Self { bench }
    }

    /// Everybody's answers to the three exercises, beside each other; nothing is
    /// handed in for an empty one.
    fn of(answers: &[(&str, [&str; 3])]) -> Self {
        let class = Self::new();
        for (id, bodies) in answers {
            for (name, body) in ["add", "double", "shout"].iter().zip(bodies) {
                if !body.is_empty() {
                    class.hand_in(&format!("{id}/{name}.rs"), &answer(name, body));
                }
            }
        }
        class
    }

    fn hand_in(&self, file: &str, text: &str) {
        let path = self.path("class").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A file or folder beside the course.
    fn path(&self, name: &str) -> PathBuf {
        self.bench.folder().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let course = ["--course", self.bench.root().to_str().unwrap()];
        let all = [&["grade"], arguments, &course].concat();
        let mut command = self.bench.command(&all);
        command.current_dir(self.bench.folder());
        command
    }

    /// Another command, in the folder beside the course.
    fn bench_command(&self, arguments: &[&str]) -> Command {
        let mut command = self.bench.command(arguments);
        command.current_dir(self.bench.folder());
        command
    }

    fn grade(&self, arguments: &[&str]) -> Ran<'_> {
        self.bench.call(self.command(arguments))
    }

    #[track_caller]
    fn read(&self, name: &str) -> String {
        let text = fs::read_to_string(self.path(name));
        text.unwrap_or_else(|error| panic!("`{name}`: {error}"))
    }

    #[track_caller]
    fn report(&self, id: &str) -> serde_json::Value {
        let text = self.read(&format!("grades/submissions/{id}/report.json"));
        serde_json::from_str(&text).unwrap()
    }
}

/// The block of this language in the guide for instructors that has `word` in it.
#[track_caller]
fn example(language: &str, word: &str) -> String {
    let guide = include_str!("../../../docs/grading.md");
    let blocks = guide.split("```").skip(1).step_by(2);
    let mut blocks = blocks.filter_map(|block| block.strip_prefix(language));
    let found = blocks.find(|block| block.contains(word));
    found.expect("the guide has it").trim_start().to_owned()
}

/// The files of the verdicts in a folder of results.
fn verdicts(out: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(out.join("verdicts")).into_iter().flatten();
    let folders = folders.flatten().map(|entry| entry.path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).into_iter().flatten());
    let mut files: Vec<_> = files.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    files
}
