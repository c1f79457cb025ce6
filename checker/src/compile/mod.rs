//! From an answer to a binary: `rustc` called directly, on two crates at once.
//!
//! The compiler needs as long to start as to compile a small file. So the one
//! for the hidden test is started together with the one for the answer, and
//! waits for its source on standard input until the answer's library is there.
//! The answer is compiled by `clippy-driver`, a `rustc` with more lints, so
//! that one pass compiles and lints.
//!
//! Each of them is kept behind a fence: the answer is somebody's text, and a
//! compiler reads, remembers and computes whatever a text tells it to.

mod calls;
mod diagnostics;
mod fences;
mod outcome;
mod own_program;
mod rustc;
mod trouble;

use crate::course::{Course, Exercise, JudgedBy};
use crate::deps::{Dependencies, Manifest};
use crate::process::{Cancel, Ended};
use crate::remove::remove_now;
use crate::toolchain::Toolchain;
use crate::verdict::Diagnostic;
use anyhow::Context;
use outcome::Read;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use fences::Fences;
pub use own_program::own_program;

/// What compiling is done with; the same for all exercises of a course.
pub struct Compiler {
    /// The compiler.
    pub toolchain: Toolchain,
    /// What the crates may use.
    pub dependencies: Dependencies,
    /// The edition and the lints.
    pub manifest: Manifest,
    /// Our stand-in for the crate `test`, for sets with tests of their own.
    pub test_crate: Option<PathBuf>,
    /// How long one call of the compiler may take.
    pub deadline: Duration,
    /// What keeps the calls in; `None` only in tests that show what it is worth.
    pub fences: Option<Fences>,
}

/// One answer, and where to build it.
pub struct Job<'a> {
    /// The course that it belongs to.
    pub course: &'a Course,
    /// The exercise that it answers.
    pub exercise: &'a Exercise,
    /// Its file, beneath `root`.
    pub answer: &'a Path,
    /// The folder that the compiler runs in, and that it names files from.
    pub root: &'a Path,
    /// A folder of its own to build in.
    pub folder: &'a Path,
    /// Whether `folder` is kept, and the compiler builds on what it did before.
    pub incremental: bool,
}

impl Job<'_> {
    /// Where what is made of the answer goes: its compiler sees nothing else of
    /// `folder`, least of all what is left of the hidden test.
    fn answer_folder(&self) -> PathBuf {
        self.folder.join("answer")
    }

    /// Where what is made of the hidden test goes.
    fn test_folder(&self) -> PathBuf {
        self.folder.join("test")
    }

    /// Where what is made of the tests in the answer's file goes.
    fn own_tests_folder(&self) -> PathBuf {
        self.folder.join("own")
    }
}

/// What compiling came to.
#[derive(Debug)]
pub enum Compiled {
    /// The binaries are there.
    Built {
        /// Speaks the report protocol: a hidden test or the file's own tests.
        tests: Option<PathBuf>,
        /// The answer's own `main`, where it counts.
        main: Option<PathBuf>,
        /// Warnings.
        diagnostics: Vec<Diagnostic>,
    },
    /// The answer does not compile.
    Refused(Vec<Diagnostic>, Cause),
    /// The answer compiles, but not together with the hidden test.
    Mismatch(Vec<Diagnostic>, Cause),
    /// The answer was too much for the compiler, alone or together with the
    /// hidden test: it was stopped at a limit, or died.
    GaveUp {
        /// How it ended.
        ended: Ended,
        /// Its last words, or its linker's; empty where it had none.
        said: String,
    },
    /// Nobody needs it any more.
    Cancelled,
}

/// What a compiler's errors come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The answer: they point to places of it, and are not about our crates.
    Answer,
    /// The answer or the machine: the errors do not tell.
    Unclear,
    /// None of them is about a source; what was said instead.
    NoSource(String),
}

/// Compile an answer with what judges it.
///
/// # Errors
///
/// Where the compiler cannot be started or a file of the course cannot be read.
pub fn compile(compiler: &Compiler, job: &Job<'_>, cancel: &Cancel) -> anyhow::Result<Compiled> {
    within(&[job.answer_folder(), job.test_folder()], || {
        match job.exercise.judged_by {
            JudgedBy::HiddenTest => with_hidden_test(compiler, job, cancel),
            JudgedBy::OwnTests => with_own_tests(compiler, job, cancel),
            JudgedBy::Main => main_alone(compiler, job, cancel),
        }
    })
}

/// Compile the tests in the answer's own file, beside [`compile`] and not instead
/// of it.
///
/// # Errors
///
/// Where the compiler cannot be started.
pub fn compile_own_tests(
    compiler: &Compiler,
    job: &Job<'_>,
    cancel: &Cancel,
) -> anyhow::Result<Compiled> {
    let folder = job.own_tests_folder();
    let binary = folder.join("tests");
    within(&[folder], || {
        let rustc = compiler.tests_beside(job, &binary);
        let running = compiler.start_tests_beside(&rustc, job, cancel)?;
        Ok(match compiler.read(running.wait()?, job)? {
            Read::Fine(diagnostics) => Compiled::Built {
                tests: Some(binary.clone()),
                main: None,
                diagnostics,
            },
            Read::Errors(diagnostics, cause) => Compiled::Refused(diagnostics, cause),
            Read::Over(end) => end,
        })
    })
}

/// Have a compiler work in `folders`.
fn within(
    folders: &[PathBuf],
    work: impl FnOnce() -> anyhow::Result<Compiled>,
) -> anyhow::Result<Compiled> {
    for folder in folders {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("failed to create the folder `{}`", folder.display()))?;
    }
    let compiled = work()?;
    if matches!(compiled, Compiled::GaveUp { .. }) {
        // It had no time to clear up, and what it left can be large.
        for folder in folders {
            remove_now(folder)
                .with_context(|| format!("failed to remove the folder `{}`", folder.display()))?;
        }
    }
    Ok(compiled)
}

fn with_hidden_test(
    compiler: &Compiler,
    job: &Job<'_>,
    cancel: &Cancel,
) -> anyhow::Result<Compiled> {
    let hidden = job.course.hidden_path(job.exercise);
    let source = std::fs::read_to_string(&hidden)
        .with_context(|| format!("failed to read the hidden test `{}`", hidden.display()))?;
    let library = job.answer_folder().join("libexercise.rlib");
    let binary = job.test_folder().join("hidden");
    let answer = compiler.start_library(&compiler.library(job), job, cancel)?;
    let hidden_test = compiler.hidden_test(job, &library, &binary);
    let mut waiting = compiler.start_hidden_test(&hidden_test, job, cancel)?;
    let diagnostics = match compiler.read(answer.wait()?, job)? {
        Read::Fine(diagnostics) => diagnostics,
        Read::Errors(diagnostics, cause) => return Ok(Compiled::Refused(diagnostics, cause)),
        Read::Over(end) => return Ok(end),
    };
    // A compiler that died says why when it is waited for.
    let _ = waiting
        .take_stdin()
        .context("the compiler has no standard input")?
        .write_all(source.as_bytes());
    match compiler.read(waiting.wait()?, job)? {
        Read::Fine(_) => Ok(Compiled::Built {
            tests: Some(binary),
            main: None,
            diagnostics,
        }),
        Read::Errors(diagnostics, cause) => Ok(Compiled::Mismatch(diagnostics, cause)),
        Read::Over(end) => Ok(end),
    }
}

fn with_own_tests(compiler: &Compiler, job: &Job<'_>, cancel: &Cancel) -> anyhow::Result<Compiled> {
    let folder = job.answer_folder();
    let (tests, main) = (folder.join("tests"), folder.join("main"));
    let testing = compiler.start_program(&compiler.own_tests(job, &tests), job, cancel)?;
    let plain = compiler.start_program(&compiler.program(job, &main), job, cancel)?;
    let diagnostics = match compiler.read(testing.wait()?, job)? {
        Read::Fine(diagnostics) => diagnostics,
        Read::Errors(diagnostics, cause) => return Ok(Compiled::Refused(diagnostics, cause)),
        Read::Over(end) => return Ok(end),
    };
    match compiler.read(plain.wait()?, job)? {
        Read::Fine(_) => Ok(Compiled::Built {
            tests: Some(tests),
            main: Some(main),
            diagnostics,
        }),
        Read::Errors(diagnostics, cause) => Ok(Compiled::Refused(diagnostics, cause)),
        Read::Over(end) => Ok(end),
    }
}

fn main_alone(compiler: &Compiler, job: &Job<'_>, cancel: &Cancel) -> anyhow::Result<Compiled> {
    let main = job.answer_folder().join("main");
    let plain = compiler.start_program(&compiler.program(job, &main), job, cancel)?;
    match compiler.read(plain.wait()?, job)? {
        Read::Fine(diagnostics) => Ok(Compiled::Built {
            tests: None,
            main: Some(main),
            diagnostics,
        }),
        Read::Errors(diagnostics, cause) => Ok(Compiled::Refused(diagnostics, cause)),
        Read::Over(end) => Ok(end),
    }
}

#[cfg(test)]
mod tests;
