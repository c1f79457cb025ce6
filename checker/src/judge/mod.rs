//! Compile, run, classify: one answer to one verdict, told as events.
//!
//! Knows nothing of reporters. A learner's mistake is a verdict; an `Err` says
//! that the checker could not do its work.

mod expected;
mod slot;

use crate::classify::{self, Run, classify};
use crate::compile::{Compiled, Compiler, Job, compile};
use crate::course::{Course, Exercise, JudgedBy, Lints};
use crate::deps::{self, Manifest};
use crate::event::Event;
use crate::harness;
use crate::process::{Cancel, Limits, adopt_orphans};
use crate::toolchain::Toolchain;
use crate::verdict::Verdict;
use anyhow::Context;
use slot::Slot;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use expected::expected_tests;

/// How long one call of the compiler may take.
const COMPILER_DEADLINE: Duration = Duration::from_secs(60);
/// How much of an answer's output is kept, for each stream.
const OUTPUT_KEPT: usize = 64 * 1024;
/// How much it may write before it is stopped.
const OUTPUT_FLOOD: usize = 1 << 20;

/// What does not depend on the exercise.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Do not use the network while building dependencies.
    pub offline: bool,
    /// Deadlines are multiplied by this.
    pub timeout_scale: f64,
    /// Where dependencies and builds are kept.
    pub cache_dir: PathBuf,
    /// How many tests of an exercise run at once.
    pub jobs: usize,
}

impl Default for Settings {
    fn default() -> Self {
        // Waiting tests cost nothing, so a small machine runs some at once too.
        let jobs = std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4));
        Self {
            offline: false,
            timeout_scale: 1.0,
            cache_dir: PathBuf::new(),
            jobs,
        }
    }
}

/// Judges answers to the exercises of one course.
pub struct Judge {
    course: Arc<Course>,
    settings: Settings,
    compiler: Compiler,
    builds: PathBuf,
}

impl Judge {
    /// Find the toolchain and have the dependencies built.
    ///
    /// # Errors
    ///
    /// Where there is no toolchain, or the dependencies cannot be built.
    pub fn new(
        course: Arc<Course>,
        settings: Settings,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Self> {
        let toolchain = Toolchain::find()?;
        let manifest = Manifest::read(&course)?;
        let cache = &settings.cache_dir;
        let dependencies = deps::ready(
            &course,
            &manifest,
            &toolchain,
            cache,
            settings.offline,
            on_event,
        )?;
        let own_tests = course
            .exercises
            .iter()
            .any(|exercise| exercise.judged_by == JudgedBy::OwnTests);
        let test_crate = own_tests
            .then(|| deps::test_crate(&toolchain, cache))
            .transpose()?;
        let place = blake3::hash(course.root.as_os_str().as_encoded_bytes()).to_hex();
        let builds = settings.cache_dir.join("builds").join(&place[..16]);
        // From here on every child of ours is started through `process`.
        adopt_orphans();
        let deadline = COMPILER_DEADLINE.mul_f64(settings.timeout_scale.max(1.0));
        let compiler = Compiler {
            toolchain,
            dependencies,
            manifest,
            test_crate,
            deadline,
        };
        Ok(Self {
            course,
            settings,
            compiler,
            builds,
        })
    }

    /// The course that is judged.
    #[must_use]
    pub fn course(&self) -> &Arc<Course> {
        &self.course
    }

    /// The toolchain that judges.
    #[must_use]
    pub fn toolchain(&self) -> &Toolchain {
        &self.compiler.toolchain
    }

    /// Names the toolchain and everything that was built with it: judges with
    /// the same name come to the same verdicts.
    ///
    /// # Errors
    ///
    /// Where a crate of the course cannot be read.
    pub fn name(&self) -> anyhow::Result<String> {
        let Compiler {
            toolchain,
            manifest,
            ..
        } = &self.compiler;
        let kit = deps::key(&self.course, manifest, toolchain)?;
        let mut hasher = blake3::Hasher::new();
        for part in [
            toolchain.version.as_str(),
            if toolchain.clippy_driver.is_some() {
                "clippy"
            } else {
                ""
            },
            &kit,
            &format!("{:?}", manifest.lints),
        ] {
            hasher.update(part.as_bytes()).update(b"\0");
        }
        Ok(hasher.finalize().to_hex()[..16].to_owned())
    }

    /// Judge the learner's own file. `None` when cancelled.
    ///
    /// # Errors
    ///
    /// Where the checker cannot do its work.
    pub fn exercise(
        &self,
        exercise: &Exercise,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Verdict>> {
        let file = self.course.exercise_path(exercise);
        self.judge(exercise, &file, "answer", cancel, on_event)
    }

    /// Judge another file in the place of the learner's.
    ///
    /// # Errors
    ///
    /// Where the checker cannot do its work.
    pub fn answer(
        &self,
        exercise: &Exercise,
        file: &Path,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Verdict>> {
        self.judge(exercise, file, "other", cancel, on_event)
    }

    /// Judge a file. `place` names its build folder: in one that was used for
    /// another answer, the compiler builds on what it has done for that.
    fn judge(
        &self,
        exercise: &Exercise,
        file: &Path,
        place: &str,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Verdict>> {
        let started = Instant::now();
        let name = exercise.name.as_str();
        std::fs::metadata(file).with_context(|| {
            format!(
                "the file `{}` is missing; `workbook reset {name}` brings it back as shipped",
                file.display()
            )
        })?;
        on_event(Event::Compiling {
            exercise: name.to_owned(),
        });
        let slot = Slot::take(&self.builds.join(name).join(place))?;
        let job = Job {
            course: &self.course,
            exercise,
            answer: file,
            folder: &slot.folder,
        };
        let refused =
            |finding, diagnostics| classify::refused(name, finding, diagnostics, started.elapsed());
        let verdict = match compile(&self.compiler, &job, cancel)? {
            Compiled::Cancelled => return Ok(None),
            Compiled::Refused(diagnostics) => {
                refused(classify::does_not_compile(&diagnostics), diagnostics)
            }
            Compiled::Mismatch(diagnostics) => {
                refused(classify::does_not_fit(&diagnostics), diagnostics)
            }
            Compiled::GaveUp(why) => refused(classify::hard_on_the_compiler(&why), Vec::new()),
            Compiled::Built {
                tests,
                main,
                diagnostics,
            } => {
                let binaries = Binaries { tests, main };
                let Some(mut run) = self.run(exercise, &binaries, cancel, on_event)? else {
                    return Ok(None);
                };
                run.diagnostics = diagnostics;
                run.took = started.elapsed();
                classify(run)
            }
        };
        on_event(Event::Judged {
            verdict: Box::new(verdict.clone()),
        });
        Ok(Some(verdict))
    }

    /// Run what was built. `None` when cancelled.
    fn run(
        &self,
        exercise: &Exercise,
        binaries: &Binaries,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Run>> {
        let name = exercise.name.to_string();
        let deadline = exercise.deadline.mul_f64(self.settings.timeout_scale);
        let limits = Limits {
            deadline,
            kept: OUTPUT_KEPT,
            flood: OUTPUT_FLOOD,
        };
        let expected = self.expected(exercise, binaries, limits, cancel)?;
        on_event(Event::Testing {
            exercise: name.clone(),
            tests: expected.len(),
        });
        let tests = match &binaries.tests {
            Some(binary) => harness::run_all(
                binary,
                &expected,
                limits,
                self.settings.jobs,
                cancel,
                &mut |run| {
                    let passed = classify::reported_a_pass(run);
                    on_event(Event::TestEnded {
                        exercise: name.clone(),
                        test: run.test.clone(),
                        passed,
                    });
                },
            )?,
            None => Vec::new(),
        };
        let main = binaries
            .main
            .as_ref()
            .map(|main| harness::program(main, limits, cancel))
            .transpose()?;
        if cancel.is_cancelled() {
            return Ok(None);
        }
        let lints_count = exercise.lints == Lints::Denied;
        let (diagnostics, took) = (Vec::new(), Duration::ZERO);
        Ok(Some(Run {
            exercise: name,
            expected,
            tests,
            main,
            diagnostics,
            lints_count,
            deadline,
            took,
        }))
    }

    /// The tests that must pass: from the source of the hidden test, never from
    /// what a run says of itself.
    fn expected(
        &self,
        exercise: &Exercise,
        binaries: &Binaries,
        limits: Limits,
        cancel: &Cancel,
    ) -> anyhow::Result<Vec<String>> {
        match (exercise.judged_by, &binaries.tests) {
            (JudgedBy::HiddenTest, _) => {
                let hidden = self.course.hidden_path(exercise);
                let source = std::fs::read_to_string(&hidden).with_context(|| {
                    format!("failed to read the hidden test `{}`", hidden.display())
                })?;
                expected_tests(&source).with_context(|| format!("`{}`", hidden.display()))
            }
            (JudgedBy::OwnTests, Some(binary)) => harness::list(binary, limits, cancel),
            (JudgedBy::OwnTests | JudgedBy::Main, _) => Ok(Vec::new()),
        }
    }
}

/// What compiling left behind.
struct Binaries {
    tests: Option<PathBuf>,
    main: Option<PathBuf>,
}
