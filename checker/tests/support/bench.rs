//! A folder with a course in it, and the program to try on it.

use super::course::{EXERCISES, INFO, answer};
use super::processes::{busy, inside, programs};
use super::ran::Ran;
use super::terminal::Terminal;
use super::wait_until;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_workbook");

/// What the environment of whoever runs the tests must not change.
const CLEARED: [&str; 12] = [
    "CI",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "EDITOR",
    "LANG",
    "LC_CTYPE",
    "NO_COLOR",
    "RUSTC",
    "TERM_PROGRAM",
    "VISUAL",
    "XDG_CACHE_HOME",
    "ZED_TERM",
];

/// A workbook in a folder of its own, which is gone with the bench.
pub(crate) struct Bench {
    folder: tempfile::TempDir,
    root: PathBuf,
    environment: BTreeMap<String, Option<OsString>>,
}

impl Bench {
    /// The small course, with nothing solved.
    pub(crate) fn new() -> Self {
        Self::named("workbook")
    }

    /// The same in a folder with this name.
    pub(crate) fn named(name: &str) -> Self {
        let mut bench = Self::empty(name).file("info.toml", INFO);
        for (name, file) in EXERCISES {
            bench = bench.file(&format!("exercises/{file}"), &answer(name, "41"));
        }
        bench
    }

    /// A folder without a course.
    pub(crate) fn empty(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join(name);
        fs::create_dir(&root).unwrap();
        let cleared = CLEARED.map(|name| (name.to_owned(), None));
        let bench = Self {
            folder,
            root,
            environment: BTreeMap::from(cleared),
        };
        bench
            .env("WORKBOOK_CACHE_DIR", cache())
            .env("XDG_STATE_HOME", cache().join("state"))
            .env("LC_ALL", "C.UTF-8")
    }

    /// Write a file of the workbook.
    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        self.save(name, text);
        self
    }

    /// The same later, when the bench is shared.
    pub(crate) fn save(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Answer an exercise of the small course.
    pub(crate) fn answer(&self, name: &str, body: &str) -> &Self {
        self.save(self.exercise(name), &answer(name, body));
        self
    }

    /// The file of an exercise of the small course, in the workbook.
    pub(crate) fn exercise(&self, name: &str) -> &'static str {
        match name {
            "add" => "exercises/01_numbers/01_add.rs",
            "double" => "exercises/01_numbers/02_double.rs",
            "shout" => "exercises/02_words/01_shout.rs",
            other => panic!("the small course has no exercise `{other}`"),
        }
    }

    /// Set a variable for the program.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        let value = Some(value.as_ref().to_owned());
        self.environment.insert(name.to_owned(), value);
        self
    }

    /// Take a variable from the program.
    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.environment.insert(name.to_owned(), None);
        self
    }

    /// The workbook's folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Around the workbook's folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where the answers are built, as long as the cache is the one for all.
    fn builds(&self) -> PathBuf {
        let place = blake3::hash(self.root.as_os_str().as_encoded_bytes());
        cache().join("builds").join(&place.to_hex()[..16])
    }

    /// The processes of answers that run.
    pub(crate) fn answers_that_run(&self) -> Vec<u32> {
        inside(&self.builds())
    }

    /// Wait until an answer runs.
    #[track_caller]
    pub(crate) fn wait_until_an_answer_runs(&self) {
        wait_until("an answer to run", || !inside(&self.builds()).is_empty());
    }

    /// The answers that run, without those that are being compiled.
    pub(crate) fn running(&self) -> Vec<u32> {
        programs(&self.builds())
    }

    /// Wait until a program that is in this folder of the workbook runs.
    #[track_caller]
    pub(crate) fn wait_until_runs_in(&self, folder: &str) {
        let folder = self.path(folder);
        wait_until("a program to run", || !inside(&folder).is_empty());
    }

    /// Make sure that nothing is left of what was started: compilers, tests and
    /// what these started themselves.
    #[track_caller]
    pub(crate) fn is_quiet(&self) {
        let left = [inside(&self.builds()), inside(&self.root)].concat();
        assert!(left.is_empty(), "left behind: {left:?}");
    }

    /// The same where what was killed may take a moment to be gone.
    #[track_caller]
    pub(crate) fn gets_quiet(&self) {
        wait_until("the end of all that was started", || {
            inside(&self.builds()).is_empty() && inside(&self.root).is_empty()
        });
    }

    /// The processes that do nothing but keep cores busy.
    pub(crate) fn busy(&self) -> Vec<u32> {
        busy(&self.root)
    }

    /// A file of the workbook.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// What a file of the workbook says.
    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        let text = fs::read_to_string(self.path(name));
        text.unwrap_or_else(|error| panic!("`{name}`: {error}"))
    }

    /// A call of the program that is not made yet.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.in_environment(PROGRAM, arguments)
    }

    /// A call of another program, in the same folder and environment.
    pub(crate) fn in_environment(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.root);
        command.stdin(Stdio::null());
        for (name, value) in &self.environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    /// Call the program and wait for its end.
    pub(crate) fn workbook(&self, arguments: &[&str]) -> Ran<'_> {
        self.call(self.command(arguments))
    }

    /// Make a call and wait for its end.
    pub(crate) fn call(&self, mut command: Command) -> Ran<'_> {
        let output = command.output().expect("the program starts");
        Ran::new(self, &command, output)
    }

    /// `workbook watch` in a terminal of 100 times 40.
    pub(crate) fn watch(&self, arguments: &[&str]) -> Terminal {
        self.watch_in((100, 40), arguments)
    }

    /// The same in a terminal of this many columns and rows.
    pub(crate) fn watch_in(&self, size: (u16, u16), arguments: &[&str]) -> Terminal {
        self.terminal_of(size, &[&["watch"], arguments].concat())
    }

    /// Any call in a terminal of 100 times 40.
    pub(crate) fn terminal(&self, arguments: &[&str]) -> Terminal {
        self.terminal_of((100, 40), arguments)
    }

    /// A shell with job control in such a terminal; it knows the program as
    /// `$WORKBOOK`.
    pub(crate) fn shell(&self) -> Terminal {
        let words = ["--norc", "--noprofile", "-i"];
        let program = OsString::from(PROGRAM);
        let workbook = ("WORKBOOK", Some(program.as_os_str()));
        let mut environment = self.environment();
        environment.push(workbook);
        Terminal::start(
            Path::new("/bin/bash"),
            &words,
            &self.root,
            (100, 40),
            &environment,
        )
    }

    fn terminal_of(&self, size: (u16, u16), arguments: &[&str]) -> Terminal {
        Terminal::start(
            Path::new(PROGRAM),
            arguments,
            &self.root,
            size,
            &self.environment(),
        )
    }

    /// The variables that are set or taken away for the program.
    pub(crate) fn environment(&self) -> Vec<(&str, Option<&OsStr>)> {
        let environment = self.environment.iter();
        environment
            .map(|(name, value)| (name.as_str(), value.as_deref()))
            .collect()
    }

    /// Every file of the workbook but the checker's own notes, byte for byte.
    pub(crate) fn learners_files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.ends_with(".workbook") {
                    continue;
                } else if path.is_dir() {
                    folders.push(path);
                } else if path.symlink_metadata().is_ok_and(|known| known.is_file())
                    && let Ok(content) = fs::read(&path)
                {
                    files.insert(path, content);
                }
            }
        }
        files
    }
}

impl Drop for Bench {
    /// The cache is for all tests, but what was built of these answers is not.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.builds());
    }
}

/// One for all tests, so that what the exercises use is built once.
fn cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache")
}
