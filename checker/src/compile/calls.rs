//! The calls of the compiler, one for each thing that is made.

use super::rustc::{Rustc, Source};
use super::{Compiler, Job};
use crate::course::UnsafeCode;
use crate::deps::dependency_path;
use std::path::{Path, PathBuf};

impl Compiler {
    /// The answer as a library for the hidden test to link.
    pub(super) fn library(&self, job: &Job<'_>) -> Rustc {
        let mut rustc = self.answer(job, "exercise", "inc-exercise");
        rustc
            .args(["--crate-type", "rlib", "--emit", "link"])
            .arg("--out-dir")
            .arg(job.answer_folder());
        // Its `main` is for `cargo run`; the hidden test calls the rest.
        rustc.args(["-A", "dead_code"]);
        rustc
    }

    /// The answer as the program that it is.
    pub(super) fn program(&self, job: &Job<'_>, binary: &Path) -> Rustc {
        let mut rustc = self.answer(job, job.exercise.name.as_str(), "inc-main");
        rustc.args(["--crate-type", "bin"]).arg("-o").arg(binary);
        rustc
    }

    /// The answer with the tests in its own file, which report to us.
    pub(super) fn own_tests(&self, job: &Job<'_>, binary: &Path) -> Rustc {
        let mut rustc = self.answer(job, job.exercise.name.as_str(), "inc-tests");
        rustc.arg("--test").arg("-o").arg(binary);
        if let Some(test_crate) = &self.test_crate {
            rustc.library("test", test_crate);
        }
        rustc
    }

    /// The same where a hidden test judges the answer. The answer's library has
    /// been looked at for warnings, so here the plain compiler does.
    pub(super) fn tests_beside(&self, job: &Job<'_>, binary: &Path) -> Rustc {
        let mut rustc = self.source(&self.toolchain.rustc, job, job.exercise.name.as_str());
        if job.incremental {
            rustc.incremental(&job.own_tests_folder().join("inc-tests"));
        }
        rustc.arg("--test").arg("-o").arg(binary);
        rustc.args(["-A", "warnings"]);
        if let Some(test_crate) = &self.dependencies.test_crate {
            rustc.library("test", test_crate);
        }
        self.run_with_kit(&mut rustc);
        if let Some(kit) = self.dependencies.kit_folder() {
            rustc.arg("-L").arg(dependency_path(kit));
        }
        rustc
    }

    /// What is compiled and linted of an answer.
    fn answer(&self, job: &Job<'_>, crate_name: &str, incremental: &str) -> Rustc {
        let mut rustc = self.source(self.toolchain.best_compiler(), job, crate_name);
        if job.incremental {
            rustc.incremental(&job.answer_folder().join(incremental));
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

    /// What all compilations of an answer share.
    fn source(&self, program: &Path, job: &Job<'_>, crate_name: &str) -> Rustc {
        let shown = job.answer.strip_prefix(job.root).unwrap_or(job.answer);
        let mut rustc = Rustc::new(program, Source::File(shown), &self.manifest.edition);
        rustc.crate_name(crate_name).working_folder(job.root);
        rustc.libraries(
            &self.dependencies.exercise,
            self.dependencies.search.as_deref(),
        );
        if job.course.unsafe_code == UnsafeCode::Forbidden {
            rustc.args(["-F", "unsafe_code"]);
        }
        rustc
    }

    /// A program of ours that measures something, whose source will come over standard
    /// input.
    pub(super) fn own_program(&self, folder: &Path, binary: &Path) -> Rustc {
        let mut rustc = Rustc::new(&self.toolchain.rustc, Source::StandardInput, "2024");
        rustc.crate_name("measured").working_folder(folder);
        rustc.libraries(
            &self.dependencies.exercise,
            self.dependencies.search.as_deref(),
        );
        rustc.libraries(&self.dependencies.hidden, None);
        rustc.args(["--crate-type", "bin"]).arg("-o").arg(binary);
        rustc.args(["-A", "warnings", "-C", "opt-level=2"]);
        self.run_with_kit(&mut rustc);
        rustc
    }

    /// The hidden test, whose source will come over standard input.
    pub(super) fn hidden_test(&self, job: &Job<'_>, library: &Path, binary: &Path) -> Rustc {
        let mut rustc = Rustc::new(&self.toolchain.rustc, Source::StandardInput, "2024");
        let folder = job.test_folder();
        rustc.crate_name("hidden").working_folder(&folder);
        if job.incremental {
            rustc.incremental(&folder.join("inc-hidden"));
        }
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
        // An answer can ask who calls it: the names of the tests are not its business.
        rustc.args(["-C", "strip=symbols"]);
        if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
            // But `proof::step` finds the atomic operations by theirs.
            for names in [
                "_ZN4core4sync6atomic*atomic_*",
                "_RINvNtNtC*_4core4sync6atomic*",
            ] {
                let option = format!("link-arg=-Wl,--export-dynamic-symbol={names}");
                rustc.args(["-C", &option]);
            }
        }
        self.run_with_kit(&mut rustc);
        rustc
    }

    /// Have what is made find the kit when it runs.
    fn run_with_kit(&self, rustc: &mut Rustc) {
        if let Some(kit) = self.dependencies.kit_folder() {
            rustc.run_path(kit).run_path(&self.toolchain.target_libdir);
        }
    }

    /// What a program with the kit is linked to when it starts.
    #[must_use]
    pub fn libraries_of_tests(&self) -> Vec<PathBuf> {
        let kit = self.dependencies.hidden.get("kit");
        let standard = &self.toolchain.target_libdir;
        kit.into_iter().chain([standard]).cloned().collect()
    }
}
