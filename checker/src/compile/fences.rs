//! Starting the compiler behind the fence that its work asks for.

use super::rustc::Rustc;
use super::{Compiler, Job};
use crate::process::{Cancel, Limits, Running, fence_in, stand_back, start};
use crate::sandbox::{self, Work, Workshop};
use crate::verdict::Fenced;
use anyhow::Context;
use seal::{Fence, Plan};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What keeps the calls of the compiler in.
#[derive(Debug, Clone)]
pub struct Fences {
    /// What the calls share.
    pub workshop: Workshop,
    /// What making a library of an answer may cost.
    pub answer: seal::Limits,
    /// What making a program may cost: of the hidden test, or of an answer.
    pub linked: seal::Limits,
}

/// What a linker may be told by the environment, on systems where it is not
/// found without.
const LINKERS: [&str; 6] = [
    "PATH",
    "LIBRARY_PATH",
    "COMPILER_PATH",
    "DEVELOPER_DIR",
    "SDKROOT",
    "MACOSX_DEPLOYMENT_TARGET",
];

/// The files in which clippy looks for its settings.
const CLIPPY_FILES: [&str; 2] = [".clippy.toml", "clippy.toml"];

impl Compiler {
    /// With fences that leave to each call what it needs, and no more; on a
    /// machine that is slower by `scale`, more time.
    #[must_use]
    pub fn fenced_in(mut self, scale: f64) -> Self {
        let crates = self.dependencies.paths();
        self.fences = Some(Fences {
            workshop: Workshop {
                compilers: self.toolchain.compilers(),
                target_libdir: self.toolchain.target_libdir.clone(),
                crates: crates.into_iter().chain(self.test_crate.clone()).collect(),
            },
            answer: sandbox::scaled(sandbox::ANSWER, scale),
            linked: sandbox::scaled(sandbox::LINKED, scale),
        });
        self
    }

    /// What is in force around the compiler of an answer.
    #[must_use]
    pub fn fenced(&self) -> Option<Fenced> {
        let available = self.fences.is_some().then(seal::available)?;
        Some(Fenced {
            landlock: available.landlock,
            seccomp: available.seccomp,
        })
    }

    /// Make a library of the answer.
    pub(super) fn start_library(
        &self,
        rustc: &Rustc,
        job: &Job<'_>,
        cancel: &Cancel,
    ) -> anyhow::Result<Running> {
        let mut command = rustc.command();
        command.env_clear();
        let out = job.answer_folder();
        let settings = clippy_settings(&mut command, job, &out)?;
        let plan = self.fences.as_ref().map(|fences| {
            let reads = [Some(job.answer), settings.as_deref()];
            let reads: Vec<&Path> = reads.into_iter().flatten().collect();
            fences.workshop.library(&Work {
                reads: &reads,
                out: &out,
                limits: fences.answer,
            })
        });
        self.start(command, &out, plan.as_ref(), cancel)
    }

    /// Make a program of the answer.
    pub(super) fn start_program(
        &self,
        rustc: &Rustc,
        job: &Job<'_>,
        cancel: &Cancel,
    ) -> anyhow::Result<Running> {
        let out = job.answer_folder();
        self.start_program_in(&out, rustc.command(), job, cancel)
    }

    /// Make a program of the tests in the answer's file, while others work on what
    /// the verdict has to wait for.
    pub(super) fn start_tests_beside(
        &self,
        rustc: &Rustc,
        job: &Job<'_>,
        cancel: &Cancel,
    ) -> anyhow::Result<Running> {
        let mut command = rustc.command();
        stand_back(&mut command);
        self.start_program_in(&job.own_tests_folder(), command, job, cancel)
    }

    fn start_program_in(
        &self,
        out: &Path,
        mut command: Command,
        job: &Job<'_>,
        cancel: &Cancel,
    ) -> anyhow::Result<Running> {
        command.env_clear();
        let kept = LINKERS.iter().map(|name| (name, std::env::var_os(name)));
        command.envs(kept.filter_map(|(name, value)| Some((name, value?))));
        let settings = clippy_settings(&mut command, job, out)?;
        let plan = self.fences.as_ref().map(|fences| {
            let reads = [Some(job.answer), settings.as_deref()];
            let reads: Vec<&Path> = reads.into_iter().flatten().collect();
            fences.workshop.program(&Work {
                reads: &reads,
                out,
                limits: fences.linked,
            })
        });
        self.start(command, out, plan.as_ref(), cancel)
    }

    /// Make a program of the hidden test. Its source is ours, so the environment
    /// stays: linkers are found and told things by it.
    pub(super) fn start_hidden_test(
        &self,
        rustc: &Rustc,
        job: &Job<'_>,
        cancel: &Cancel,
    ) -> anyhow::Result<Running> {
        let out = job.test_folder();
        let plan = self.fences.as_ref().map(|fences| {
            fences.workshop.program(&Work {
                reads: &[&job.answer_folder()],
                out: &out,
                limits: fences.linked,
            })
        });
        self.start(rustc.command(), &out, plan.as_ref(), cancel)
    }

    pub(super) fn start(
        &self,
        mut command: Command,
        out: &Path,
        plan: Option<&Plan>,
        cancel: &Cancel,
    ) -> anyhow::Result<Running> {
        let limits = Limits {
            deadline: self.deadline,
            kept: 2 << 20,
            flood: 16 << 20,
        };
        // What a compiler that is ended leaves behind goes with the folder.
        command.env("TMPDIR", out);
        if let Some(plan) = plan {
            fence_in(&mut command, Fence::new(plan)?);
        }
        start(command, limits, cancel)
    }
}

/// Where clippy finds its settings: in the course's file, if there is one, else
/// in an empty one. It would look for one in every folder above, and stumble
/// over one that it may not read.
fn clippy_settings(
    command: &mut Command,
    job: &Job<'_>,
    out: &Path,
) -> anyhow::Result<Option<PathBuf>> {
    let mut of_course = CLIPPY_FILES.iter().map(|name| job.course.root.join(name));
    if let Some(file) = of_course.find(|file| file.is_file()) {
        command.env("CLIPPY_CONF_DIR", &job.course.root);
        return Ok(Some(file));
    }
    let empty = out.join(CLIPPY_FILES[1]);
    if !empty.exists() {
        fs::write(&empty, "").with_context(|| format!("failed to write `{}`", empty.display()))?;
    }
    command.env("CLIPPY_CONF_DIR", out);
    Ok(None)
}
