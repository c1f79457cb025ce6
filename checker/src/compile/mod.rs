//! From an answer to a binary: `rustc` called directly, on two crates at once.
//!
//! The compiler needs as long to start as to compile a small file. So the one
//! for the hidden test is started together with the one for the answer, and
//! waits for its source on standard input until the answer's library is there.
//! The answer is compiled by `clippy-driver`, a `rustc` with more lints, so
//! that one pass compiles and lints.

mod diagnostics;
mod rustc;
mod trouble;

use crate::course::{Course, Exercise, JudgedBy, UnsafeCode};
use crate::deps::{Dependencies, Manifest};
use crate::process::{Cancel, Ended, How, Limits, Running, start};
use crate::toolchain::Toolchain;
use crate::verdict::{Diagnostic, Level};
use anyhow::Context;
use rustc::{Rustc, Source};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

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
}

/// One answer, and where to build it.
pub struct Job<'a> {
    /// The course that it belongs to.
    pub course: &'a Course,
    /// The exercise that it answers.
    pub exercise: &'a Exercise,
    /// Its file.
    pub answer: &'a Path,
    /// A folder of its own, kept between runs.
    pub folder: &'a Path,
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
    Refused(Vec<Diagnostic>),
    /// The answer compiles, but not together with the hidden test.
    Mismatch(Vec<Diagnostic>),
    /// The compiler was stopped at its deadline or died.
    GaveUp(String),
    /// Nobody needs it any more.
    Cancelled,
}

/// Compile an answer with what judges it.
///
/// # Errors
///
/// Where the compiler cannot be started or a file of the course cannot be read.
pub fn compile(compiler: &Compiler, job: &Job<'_>, cancel: &Cancel) -> anyhow::Result<Compiled> {
    std::fs::create_dir_all(job.folder)
        .with_context(|| format!("failed to create the folder `{}`", job.folder.display()))?;
    match job.exercise.judged_by {
        JudgedBy::HiddenTest => with_hidden_test(compiler, job, cancel),
        JudgedBy::OwnTests => with_own_tests(compiler, job, cancel),
        JudgedBy::Main => main_alone(compiler, job, cancel),
    }
}

fn with_hidden_test(
    compiler: &Compiler,
    job: &Job<'_>,
    cancel: &Cancel,
) -> anyhow::Result<Compiled> {
    let hidden = job.course.hidden_path(job.exercise);
    let source = std::fs::read_to_string(&hidden)
        .with_context(|| format!("failed to read the hidden test `{}`", hidden.display()))?;
    let library = job.folder.join("libexercise.rlib");
    let binary = job.folder.join("hidden");
    let answer = compiler.start(&compiler.library(job), cancel)?;
    let mut waiting = compiler.start(&compiler.hidden_test(job, &library, &binary), cancel)?;
    let diagnostics = match compiler.read(&answer.wait()?, job)? {
        Read::Fine(diagnostics) => diagnostics,
        Read::Errors(diagnostics) => return Ok(Compiled::Refused(diagnostics)),
        Read::Over(end) => return Ok(end),
    };
    // A compiler that died says why when it is waited for.
    let _ = waiting
        .take_stdin()
        .context("the compiler has no standard input")?
        .write_all(source.as_bytes());
    let test = waiting.wait()?;
    match compiler.read(&test, job)? {
        Read::Fine(_) => Ok(Compiled::Built {
            tests: Some(binary),
            main: None,
            diagnostics,
        }),
        Read::Errors(diagnostics) => Ok(Compiled::Mismatch(diagnostics)),
        Read::Over(end) => Ok(end),
    }
}

fn with_own_tests(compiler: &Compiler, job: &Job<'_>, cancel: &Cancel) -> anyhow::Result<Compiled> {
    let (tests, main) = (job.folder.join("tests"), job.folder.join("main"));
    let testing = compiler.start(&compiler.own_tests(job, &tests), cancel)?;
    let plain = compiler.start(&compiler.program(job, &main), cancel)?;
    let testing = testing.wait()?;
    let diagnostics = match compiler.read(&testing, job)? {
        Read::Fine(diagnostics) => diagnostics,
        Read::Errors(diagnostics) => return Ok(Compiled::Refused(diagnostics)),
        Read::Over(end) => return Ok(end),
    };
    match compiler.read(&plain.wait()?, job)? {
        Read::Fine(_) => Ok(Compiled::Built {
            tests: Some(tests),
            main: Some(main),
            diagnostics,
        }),
        Read::Errors(diagnostics) => Ok(Compiled::Refused(diagnostics)),
        Read::Over(end) => Ok(end),
    }
}

fn main_alone(compiler: &Compiler, job: &Job<'_>, cancel: &Cancel) -> anyhow::Result<Compiled> {
    let main = job.folder.join("main");
    let plain = compiler
        .start(&compiler.program(job, &main), cancel)?
        .wait()?;
    match compiler.read(&plain, job)? {
        Read::Fine(diagnostics) => Ok(Compiled::Built {
            tests: None,
            main: Some(main),
            diagnostics,
        }),
        Read::Errors(diagnostics) => Ok(Compiled::Refused(diagnostics)),
        Read::Over(end) => Ok(end),
    }
}

impl Compiler {
    /// The answer as a library for the hidden test to link.
    fn library(&self, job: &Job<'_>) -> Rustc {
        let mut rustc = self.answer(job, "exercise", "inc-exercise");
        rustc
            .args(["--crate-type", "rlib", "--emit", "link"])
            .arg("--out-dir")
            .arg(job.folder);
        // Its `main` is for `cargo run`; the hidden test calls the rest.
        rustc.args(["-A", "dead_code"]);
        rustc
    }

    /// The answer as the program that it is.
    fn program(&self, job: &Job<'_>, binary: &Path) -> Rustc {
        let mut rustc = self.answer(job, job.exercise.name.as_str(), "inc-main");
        rustc.args(["--crate-type", "bin"]).arg("-o").arg(binary);
        rustc
    }

    /// The answer with the tests in its own file, which report to us.
    fn own_tests(&self, job: &Job<'_>, binary: &Path) -> Rustc {
        let mut rustc = self.answer(job, job.exercise.name.as_str(), "inc-tests");
        rustc.arg("--test").arg("-o").arg(binary);
        if let Some(test_crate) = &self.test_crate {
            rustc.library("test", test_crate);
        }
        rustc
    }

    /// What all compilations of an answer share.
    fn answer(&self, job: &Job<'_>, crate_name: &str, incremental: &str) -> Rustc {
        let program = self
            .toolchain
            .clippy_driver
            .as_ref()
            .unwrap_or(&self.toolchain.rustc);
        let shown = job
            .answer
            .strip_prefix(&job.course.root)
            .unwrap_or(job.answer);
        let mut rustc = Rustc::new(program, Source::File(shown), &self.manifest.edition);
        rustc
            .crate_name(crate_name)
            .working_folder(&job.course.root);
        rustc.incremental(&job.folder.join(incremental));
        rustc.libraries(
            &self.dependencies.exercise,
            self.dependencies.search.as_deref(),
        );
        if job.course.unsafe_code == UnsafeCode::Forbidden {
            rustc.args(["-F", "unsafe_code"]);
        }
        if self.toolchain.clippy_driver.is_some() {
            // As a warning also what clippy denies: it is shown after the pass.
            rustc.args(["-W", "clippy::all"]);
        }
        for lint in &self.manifest.lints {
            if self.toolchain.clippy_driver.is_some() || !lint.name.starts_with("clippy::") {
                rustc.args([lint.flag.as_str(), lint.name.as_str()]);
            }
        }
        rustc
    }

    /// The hidden test, whose source will come over standard input.
    fn hidden_test(&self, job: &Job<'_>, library: &Path, binary: &Path) -> Rustc {
        let mut rustc = Rustc::new(&self.toolchain.rustc, Source::StandardInput, "2024");
        rustc.crate_name("hidden").working_folder(job.folder);
        rustc.incremental(&job.folder.join("inc-hidden"));
        rustc.libraries(
            &self.dependencies.exercise,
            self.dependencies.search.as_deref(),
        );
        rustc
            .libraries(&self.dependencies.hidden, None)
            .library("exercise", library);
        rustc.args(["--crate-type", "bin"]).arg("-o").arg(binary);
        // The hidden test is not what is judged.
        rustc.args(["-A", "warnings"]);
        if let Some(kit) = self
            .dependencies
            .hidden
            .get("kit")
            .and_then(|kit| kit.parent())
        {
            rustc.run_path(kit).run_path(&self.toolchain.target_libdir);
        }
        rustc
    }

    fn start(&self, rustc: &Rustc, cancel: &Cancel) -> anyhow::Result<Running> {
        let limits = Limits {
            deadline: self.deadline,
            kept: 2 << 20,
            flood: 16 << 20,
        };
        start(rustc.command(), limits, cancel)
    }

    /// What one call of the compiler came to.
    fn read(&self, ended: &Ended, job: &Job<'_>) -> anyhow::Result<Read> {
        let shown = job.course.shown_path(job.exercise);
        let diagnostics = diagnostics::parse(&ended.stderr.text(), &shown.display().to_string());
        let has_errors = diagnostics
            .iter()
            .any(|diagnostic| diagnostic.level == Level::Error);
        trouble::rule_out(ended, &diagnostics, job.folder)?;
        Ok(match &ended.how {
            How::Exited {
                code: Some(0),
                signal: None,
            } => Read::Fine(diagnostics),
            How::Exited { code: Some(_), .. } if has_errors => Read::Errors(diagnostics),
            How::Cancelled => Read::Over(Compiled::Cancelled),
            How::Deadline(_) => {
                let limit = self.deadline.as_secs();
                gave_up(format!(
                    "the compiler was still busy after {limit} s and was stopped"
                ))
            }
            How::Flood => gave_up("the compiler wrote more than anybody can read".to_owned()),
            How::Exited { code, signal } => {
                let said = ended.stderr.text();
                let last = said.trim().lines().last().unwrap_or("it said nothing");
                gave_up(match signal {
                    Some(signal) => format!("the compiler was ended by signal {signal}: {last}"),
                    None => format!(
                        "the compiler ended with code {}: {last}",
                        code.unwrap_or(-1)
                    ),
                })
            }
        })
    }
}

/// What one call of the compiler came to.
enum Read {
    /// It compiled; the warnings.
    Fine(Vec<Diagnostic>),
    /// It did not; whose fault that is only the caller knows.
    Errors(Vec<Diagnostic>),
    /// It ended in a way that has nothing to do with errors in the source.
    Over(Compiled),
}

fn gave_up(why: String) -> Read {
    Read::Over(Compiled::GaveUp(why))
}
