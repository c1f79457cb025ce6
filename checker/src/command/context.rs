//! What every command works with.

use super::closed_pipe::Output;
use super::streams::{Streams, Terminals};
use crate::assets;
use crate::cache_dir;
use crate::cli::{Colors, Global};
use crate::course::{Course, Exercise};
use crate::event::Event;
use crate::info_file;
use crate::judge::{Judge, Settings};
use crate::process::trouble_with_proc;
use crate::progress::Progress;
use crate::reporter::{Building, Look, Surroundings, plain};
use anyhow::{Context as _, bail};
use std::env;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

/// The command line, the streams and how they look.
pub(crate) struct Context<'a> {
    pub(crate) global: Global,
    pub(crate) out: Output<'a>,
    pub(crate) err: &'a mut dyn Write,
    pub(crate) terminals: Terminals,
    /// Of `out`.
    pub(crate) look: Look,
}

impl<'a> Context<'a> {
    pub(crate) fn new(global: Global, streams: Streams<'a>) -> Self {
        let look = look(global.colors, streams.terminals.stdout);
        Self {
            global,
            out: Output::new(streams.out, streams.terminals.stdout),
            err: streams.err,
            terminals: streams.terminals,
            look,
        }
    }

    /// Write text that ends with a line end, or nothing.
    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Write a line.
    pub(crate) fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{line}")
    }

    /// Tell something that is not a result. A closed standard error leaves
    /// nobody to tell, which must not stop the command.
    pub(crate) fn notice(&mut self, text: &str) {
        let _ = writeln!(self.err, "{}", plain(text));
    }

    /// The course that the command is about; what is odd in it is said.
    ///
    /// # Errors
    ///
    /// When there is none, or it is wrong.
    pub(crate) fn course(&mut self) -> anyhow::Result<Arc<Course>> {
        let root = self.root()?;
        let copy = assets::materialize(&cache_dir::find(&root)?.path)?;
        if let Some(notice) = &copy.notice {
            self.notice(notice);
        }
        let course = info_file::load(&root, Some(&copy.root))?;
        for warning in &course.warnings {
            self.notice(&format!("warning: {warning}"));
        }
        if course.exercises.is_empty() {
            bail!("`{}` lists no exercises", root.join("info.toml").display());
        }
        Ok(Arc::new(course))
    }

    /// The folder of the course.
    pub(crate) fn root(&self) -> anyhow::Result<PathBuf> {
        if let Some(root) = &self.global.course {
            return Ok(root.clone());
        }
        let here = env::current_dir().context("failed to find out the current folder")?;
        info_file::find_root(&here).with_context(|| {
            format!(
                "there is no `info.toml` in `{}` or above it; go to a workbook's folder, name \
                 one with `--course DIR`, or write one with `workbook init DIR`",
                here.display()
            )
        })
    }

    /// What the learner has done in `course`.
    ///
    /// # Errors
    ///
    /// When the state cannot be read.
    pub(crate) fn progress(&mut self, course: &Course) -> anyhow::Result<Progress> {
        let (progress, notice) = Progress::load(course)?;
        if let Some(notice) = notice {
            self.notice(&notice);
        }
        Ok(progress)
    }

    /// Say what is different where `/proc` is not about our processes.
    pub(crate) fn warn_of_proc(&mut self) {
        if let Some(trouble) = trouble_with_proc() {
            self.notice(&format!("warning: {trouble}"));
        }
    }

    /// What the command line and this machine say about judging, and what is odd
    /// about the machine.
    ///
    /// # Errors
    ///
    /// When there is no folder for what is built.
    pub(crate) fn settings(
        &self,
        course: &Course,
        tests: Tests,
    ) -> anyhow::Result<(Settings, Vec<String>)> {
        let cache = cache_dir::find(&course.root)?;
        let trouble = trouble_with_proc().map(|trouble| format!("warning: {trouble}"));
        let notices = cache.notice.into_iter().chain(trouble).collect();
        let settings = Settings {
            offline: self.global.offline,
            timeout_scale: self.global.timeout_scale,
            cache_dir: cache.path,
            jobs: tests.at_once(),
            ..Settings::default()
        };
        Ok((settings, notices))
    }

    /// The judge of `course`, ready for `exercises`. The first time, this takes a
    /// while and says so.
    ///
    /// # Errors
    ///
    /// When there is no toolchain, or what exercises use cannot be built.
    pub(crate) fn judge<'e>(
        &mut self,
        course: &Arc<Course>,
        tests: Tests,
        exercises: impl IntoIterator<Item = &'e Exercise>,
    ) -> anyhow::Result<Judge> {
        let (settings, notices) = self.settings(course, tests)?;
        for notice in notices {
            self.notice(&notice);
        }
        let mut building = Building::new(self.err, self.terminals.stderr);
        let mut on_event = |event: Event| building.on_event(&event);
        let judge = Judge::new(Arc::clone(course), settings, &mut on_event)?;
        judge.prepare(exercises, &mut on_event)?;
        Ok(judge)
    }
}

/// How the tests of one exercise are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tests {
    /// Somebody waits for this one exercise.
    OfOneExercise,
    /// Other exercises are judged at the same time.
    OfManyExercises,
}

impl Tests {
    /// Those of a wrong answer mostly wait for what never comes, so some more
    /// than there are cores do no harm.
    fn at_once(self) -> usize {
        match self {
            Tests::OfOneExercise => jobs(None).max(4),
            Tests::OfManyExercises => 2,
        }
    }
}

/// How many exercises to judge at once: `-j`, else what the machine can do.
pub(crate) fn jobs(wish: Option<NonZeroUsize>) -> usize {
    let wish = wish.or_else(|| thread::available_parallelism().ok());
    wish.map_or(1, NonZeroUsize::get)
}

/// How text on a stream of this process looks.
pub(super) fn look(colors: Colors, terminal: bool) -> Look {
    let size = terminal.then(|| console::Term::stdout().size_checked());
    Look::detect(&Surroundings {
        colors,
        terminal,
        columns: size.flatten().map(|(_, columns)| columns),
        env: &|name| env::var(name).ok(),
    })
}

/// A path for people: relative to the current folder where it lies in it.
pub(crate) fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    path.display().to_string()
}
