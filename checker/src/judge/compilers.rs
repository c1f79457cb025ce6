//! What answers are compiled with: one compiler for each set of crates that lessons
//! need, made when the first exercise of such a lesson is judged.

use crate::compile::Compiler;
use crate::course::{Course, Exercise, Lesson};
use crate::deps::{self, Manifest, Parts, Urgency, Ways};
use crate::event::Event;
use crate::toolchain::Toolchain;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The compilers of one course.
pub(super) struct Compilers {
    pub(super) course: Arc<Course>,
    pub(super) toolchain: Toolchain,
    /// All that the course says; each lesson has a part of it.
    pub(super) manifest: Manifest,
    /// Our stand-in for the crate `test`, for sets with tests of their own.
    pub(super) test_crate: Option<PathBuf>,
    pub(super) deadline: Duration,
    /// How much slower this machine is, where calls are fenced in.
    pub(super) fences: Option<f64>,
    pub(super) cache: PathBuf,
    pub(super) ways: Ways,
    pub(super) made: Made,
}

/// Those that there are, by what their lessons name.
pub(super) type Made = Mutex<BTreeMap<Vec<String>, Arc<Compiler>>>;

impl Compilers {
    /// The one for `exercise`. The first time, its crates may have to be built.
    pub(super) fn of(
        &self,
        exercise: &Exercise,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Arc<Compiler>> {
        let lesson = &self.course.lessons[exercise.lesson];
        self.of_lesson(lesson, self.ways, on_event)
    }

    /// Make all of them, while nobody waits.
    pub(super) fn build_ahead(&self, on_event: &mut dyn FnMut(Event)) -> anyhow::Result<()> {
        let ways = Ways {
            urgency: Urgency::Ahead,
            ..self.ways
        };
        for lesson in &self.course.lessons {
            self.of_lesson(lesson, ways, on_event)?;
        }
        Ok(())
    }

    /// The one that was made for `exercise` already.
    pub(super) fn known(&self, exercise: &Exercise) -> anyhow::Result<Arc<Compiler>> {
        self.of(exercise, &mut |_| {})
    }

    fn of_lesson(
        &self,
        lesson: &Lesson,
        ways: Ways,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Arc<Compiler>> {
        let names = lesson.crates.iter().chain(&lesson.proofs).cloned();
        let names: Vec<String> = names.collect();
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made().get(&names) {
            return Ok(Arc::clone(known));
        }
        // Nobody is kept waiting meanwhile who needs another one.
        let compiler = Arc::new(self.make(lesson, ways, on_event)?);
        made().insert(names, Arc::clone(&compiler));
        Ok(compiler)
    }

    fn make(
        &self,
        lesson: &Lesson,
        ways: Ways,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Compiler> {
        let manifest = self.manifest_of(lesson);
        let (course, toolchain, cache) = (&self.course, &self.toolchain, &self.cache);
        let dependencies = deps::ready(course, &manifest, toolchain, cache, ways, on_event)?;
        let compiler = Compiler {
            toolchain: toolchain.clone(),
            dependencies,
            manifest,
            test_crate: self.test_crate.clone(),
            deadline: self.deadline,
            fences: None,
        };
        Ok(match self.fences {
            Some(scale) => compiler.fenced_in(scale),
            None => compiler,
        })
    }

    /// Names the toolchain and everything that was built with it for `exercise`.
    pub(super) fn name(&self, exercise: &Exercise) -> anyhow::Result<String> {
        let toolchain = &self.toolchain;
        let manifest = self.manifest_of(&self.course.lessons[exercise.lesson]);
        let kit = deps::key(&self.course, &manifest, toolchain)?;
        let clippy = match toolchain.clippy_driver {
            Some(_) => "clippy",
            None => "",
        };
        let lints = format!("{:?}", manifest.lints);
        let mut hasher = blake3::Hasher::new();
        for part in [toolchain.version.as_str(), clippy, &kit, &lints] {
            hasher.update(part.as_bytes()).update(b"\0");
        }
        Ok(hasher.finalize().to_hex()[..16].to_owned())
    }

    /// The same in parts, for the exercises of `lesson`.
    pub(super) fn parts(&self, lesson: &Lesson) -> anyhow::Result<Parts> {
        let mut parts = deps::parts(&self.course, &self.manifest_of(lesson))?;
        let toolchain = &self.toolchain;
        let release = toolchain.version.lines().next().unwrap_or_default();
        let clippy = match toolchain.clippy_driver {
            Some(_) => "with clippy",
            None => "without clippy",
        };
        let hash = blake3::hash(toolchain.version.as_bytes()).to_hex();
        let compiler = format!("{release}, {clippy} ({})", &hash[..8]);
        parts.insert("the compiler".to_owned(), compiler);
        Ok(parts)
    }

    fn manifest_of(&self, lesson: &Lesson) -> Manifest {
        self.manifest.of_lesson(&self.course.lessons, lesson)
    }
}
