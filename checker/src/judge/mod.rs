//! Compile, run, classify: one answer to one verdict, told as events.
//!
//! Knows nothing of reporters. A learner's mistake is a verdict; an `Err` says
//! that the checker could not do its work.

mod admission;
mod canary;
mod compilers;
mod demonstration;
mod doubt;
mod expected;
mod made;
mod measurement;
mod own_tests;
mod private;
mod running;
mod settings;
mod shelf;
mod shipped;
mod slot;
mod submitted;
mod unjudged;
mod vouched;

use crate::cache_dir;
use crate::compile::Job;
use crate::course::{Course, Exercise, JudgedBy, Lesson};
use crate::deps::{self, Look, Manifest, Parts, Urgency, Ways};
use crate::event::Event;
use crate::files;
use crate::harness;
use crate::machine;
use crate::process::{Cancel, adopt_orphans};
use crate::restore::way_back;
use crate::temp_dir;
use crate::toolchain::Toolchain;
use crate::verdict::Verdict;
use admission::Admission;
use anyhow::Context;
use canary::Canaries;
use compilers::Compilers;
use own_tests::Beside;
use private::Private;
use slot::Slot;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub use expected::expected_tests;
pub use measurement::Measurement;
pub use settings::{Conditions, LayersOn, Mode, Settings};
pub use shelf::{Built, Shelf};
pub use unjudged::Unjudged;

/// How long one call of the compiler may take.
const COMPILER_DEADLINE: Duration = Duration::from_secs(60);

/// Judges answers to the exercises of one course.
pub struct Judge {
    course: Arc<Course>,
    settings: Settings,
    compilers: Compilers,
    /// What exercises start as processes, where some do.
    worker: Option<PathBuf>,
    builds: PathBuf,
    /// Known right answers, which a refusal is held against.
    canaries: Canaries,
}

/// Whose answer is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// A learner's: before it is refused, a known right answer has to pass.
    Learners,
    /// An author's, who finds out what right answers come to.
    Authors,
}

impl Judge {
    /// Find the toolchain, and have built what all exercises need. The crates of a
    /// lesson are built when the first of its exercises is judged, or before that by
    /// [`Judge::prepare`].
    ///
    /// # Errors
    ///
    /// Where there is no toolchain, or what is needed cannot be built.
    pub fn new(
        course: Arc<Course>,
        settings: Settings,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Self> {
        machine::ensure_usable()?;
        let cache = &settings.cache_dir;
        let toolchain = Toolchain::find(Some(cache))?;
        temp_dir::check()?;
        let manifest = Manifest::read(&course)?;
        // What decides grades is read whole before it does.
        let look = match settings.mode {
            Mode::Learning => Look::Quick,
            Mode::Grading => Look::Whole,
        };
        let ways = Ways {
            offline: settings.offline,
            look,
            urgency: Urgency::Awaited,
        };
        let own_tests = course
            .exercises
            .iter()
            .any(|exercise| exercise.judged_by == JudgedBy::OwnTests);
        let test_crate = own_tests
            .then(|| deps::test_crate(&toolchain, cache, look, on_event))
            .transpose()?;
        let processes = course
            .exercises
            .iter()
            .any(|exercise| exercise.needs.processes && exercise.judged_by == JudgedBy::HiddenTest);
        let worker = processes
            .then(|| deps::worker(&course, &toolchain, cache, look, on_event))
            .transpose()?;
        let place = blake3::hash(course.root.as_os_str().as_encoded_bytes()).to_hex();
        let builds = cache_dir::for_builds(cache, &course.root);
        let builds = builds.join("builds").join(&place[..16]);
        // From here on every child of ours is started through `process`.
        adopt_orphans();
        let deadline = COMPILER_DEADLINE.mul_f64(settings.timeout_scale.max(1.0));
        let abandoned = harness::remove_abandoned() + Private::remove_abandoned(&builds);
        // A learner need not know.
        if abandoned > 0 && settings.mode == Mode::Grading {
            on_event(Event::ClearingUp { folders: abandoned });
        }
        let fences = settings.layers.compile_fence;
        let compilers = Compilers {
            course: Arc::clone(&course),
            toolchain,
            manifest,
            test_crate,
            deadline,
            fences: fences.then_some(settings.timeout_scale),
            cache: cache.clone(),
            ways,
            made: compilers::Made::default(),
        };
        Ok(Self {
            canaries: Canaries::of(&course),
            course,
            settings,
            compilers,
            worker,
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
        &self.compilers.toolchain
    }

    /// The same judge, whose tests all draw their inputs from `seed`, if it is given.
    #[must_use]
    pub fn drawing_from(mut self, seed: Option<u64>) -> Self {
        self.settings.seed = seed;
        self
    }

    /// Names the toolchain and everything that was built with it for `exercise`:
    /// judges with the same name come to the same verdicts.
    ///
    /// # Errors
    ///
    /// Where a crate of the course cannot be read.
    pub fn name(&self, exercise: &Exercise) -> anyhow::Result<String> {
        self.compilers.name(exercise)
    }

    /// The same in parts, by what people call them: where two names differ, these say
    /// why.
    ///
    /// # Errors
    ///
    /// Where a crate of the course cannot be read.
    pub fn parts(&self, lesson: &Lesson) -> anyhow::Result<Parts> {
        self.compilers.parts(lesson)
    }

    /// Have the crates of `exercises` built, before anybody waits for a verdict.
    ///
    /// # Errors
    ///
    /// Where they cannot be built.
    pub fn prepare<'e>(
        &self,
        exercises: impl IntoIterator<Item = &'e Exercise>,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<()> {
        for exercise in exercises {
            self.compilers.of(exercise, on_event)?;
        }
        Ok(())
    }

    /// Have the crates of all lessons built, while nobody waits for them.
    ///
    /// # Errors
    ///
    /// Where they cannot be built.
    pub fn build_ahead(&self, on_event: &mut dyn FnMut(Event)) -> anyhow::Result<()> {
        self.compilers.build_ahead(on_event)
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
        self.judge(exercise, &file, Whose::Learners, cancel, on_event)
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
        self.judge(exercise, file, Whose::Authors, cancel, on_event)
    }

    /// Judge a file. Each has a build folder of its own: in one that was used for
    /// another answer, the compiler builds on what it has done for that.
    fn judge(
        &self,
        exercise: &Exercise,
        file: &Path,
        whose: Whose,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Verdict>> {
        let name = exercise.name.as_str();
        self.compilers.of(exercise, on_event)?;
        std::fs::metadata(file).with_context(|| {
            format!(
                "the file `{}` is missing; {}",
                file.display(),
                way_back(&self.course, exercise)
            )
        })?;
        if self.settings.mode == Mode::Grading {
            let text = files::read(file)
                .with_context(|| format!("failed to read `{}`", file.display()))?;
            return self.handed_in(exercise, &text, whose, cancel, on_event);
        }
        let place = match whose {
            Whose::Learners => "answer",
            Whose::Authors => "other",
        };
        let slot = Slot::take(&self.builds.join(name).join(place))?;
        let job = Job {
            course: &self.course,
            exercise,
            answer: file,
            root: &self.course.root,
            folder: &slot.folder,
            // Of the next answer of an author hardly anything is as in this one: to keep
            // what was compiled costs more than it saves.
            incremental: whose == Whose::Learners,
        };
        let admission = self.admit(exercise, file, Mode::Learning)?;
        self.admitted(&job, &admission, whose, cancel, on_event)
    }

    /// Judge what the screen has looked at.
    fn admitted(
        &self,
        job: &Job<'_>,
        admission: &Admission,
        whose: Whose,
        cancel: &Cancel,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<Option<Verdict>> {
        on_event(Event::Compiling {
            exercise: job.exercise.name.to_string(),
        });
        let beside = match whose {
            Whose::Learners => Beside::OwnTests,
            Whose::Authors => Beside::Nothing,
        };
        let Some(attempt) = self.attempt(job, admission, beside, cancel, on_event)? else {
            return Ok(None);
        };
        let verdict = match whose {
            Whose::Learners => self.vouched(job, admission, beside, attempt, cancel)?,
            Whose::Authors => Some(vouched::as_it_is(attempt)?),
        };
        if let Some(verdict) = &verdict {
            on_event(Event::Judged {
                verdict: Box::new(verdict.clone()),
            });
        }
        Ok(verdict)
    }
}
