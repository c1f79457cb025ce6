//! What each program that meets an answer may touch: plans for fences.
//!
//! The answer's compiler reads the toolchain, the prebuilt crates and the
//! answer, and writes where it builds. It starts nothing and speaks to nobody.
//! A linker is many programs that live all over the system, so where one is
//! needed the system's folders may be read and executed.

mod places;

use places::{LIBRARIES, LINKER_FILES, PROGRAMS, around, everybodys, linker, sysroots};
use seal::{Limits, Plan};
use std::path::{Path, PathBuf};

/// What compiling an answer may cost. The largest answers of this course take a
/// fiftieth of the time and a sixth of the space.
pub const ANSWER: Limits = Limits {
    cpu_seconds: Some(10),
    address_space: Some(4 << 30),
    data: None,
    file_size: Some(64 << 20),
    open_files: Some(256),
};

/// What compiling with a linker may cost: the hidden test, where generic code
/// of the answer is compiled too, and programs.
pub const LINKED: Limits = Limits {
    cpu_seconds: Some(30),
    address_space: Some(6 << 30),
    data: None,
    file_size: Some(512 << 20),
    open_files: Some(1024),
};

/// The same limits on a machine that is slower by `scale`.
#[must_use]
pub fn scaled(limits: Limits, scale: f64) -> Limits {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "seconds, rounded up; no scale makes them less than one"
    )]
    let longer = |seconds: u64| (seconds as f64 * scale.max(1.0)).ceil() as u64;
    Limits {
        cpu_seconds: limits.cpu_seconds.map(longer),
        ..limits
    }
}

/// What all compilations with one toolchain share.
#[derive(Debug, Clone)]
pub struct Workshop {
    /// The compilers: `rustc`, and `clippy-driver` where there is one.
    pub compilers: Vec<PathBuf>,
    /// Where the standard library's crates are.
    pub target_libdir: PathBuf,
    /// The prebuilt crates: files, and folders with all beneath them.
    pub crates: Vec<PathBuf>,
}

/// One compilation.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// What it reads beside the toolchain and the crates; nobody writes there.
    pub reads: &'a [&'a Path],
    /// The folder that it builds in.
    pub out: &'a Path,
    /// What it may cost.
    pub limits: Limits,
}

impl Workshop {
    /// For a compiler that makes a library: no other program takes part.
    #[must_use]
    pub fn library(&self, work: &Work<'_>) -> Plan {
        let mut plan = Plan {
            write: vec![work.out.to_owned(), "/dev/null".into()],
            limits: work.limits,
            ..Plan::default()
        };
        plan.execute.extend(self.compilers.iter().cloned());
        plan.execute.extend(LIBRARIES.map(PathBuf::from));
        plan.execute
            .extend(self.compilers.iter().flat_map(|c| around(c)));
        plan.read.extend(everybodys());
        plan.read.push(self.target_libdir.clone());
        for root in sysroots(&self.compilers) {
            plan.read.extend(places::compiler_libraries(&root));
            plan.read.extend(places::target_folders(&root, "lib"));
            plan.read
                .extend(places::target_folders(&root, "codegen-backends"));
        }
        plan.read.extend(self.crates.iter().cloned());
        plan.read
            .extend(work.reads.iter().map(|path| path.to_path_buf()));
        plan
    }

    /// For a compiler that makes a program: it calls the linker.
    #[must_use]
    pub fn program(&self, work: &Work<'_>) -> Plan {
        let mut plan = self.library(work);
        plan.may_start_processes = true;
        plan.execute.extend(PROGRAMS.map(PathBuf::from));
        plan.execute.extend(linker());
        for root in sysroots(&self.compilers) {
            plan.execute.extend(places::target_folders(&root, "bin"));
        }
        plan.read.extend(LINKER_FILES.map(PathBuf::from));
        plan
    }
}

/// For a program that an answer was made into, and that cannot seal itself
/// before the answer's code runs. It reads the system's libraries, and `reads`.
#[must_use]
pub fn answer(binary: &Path, reads: &[&Path], limits: Limits) -> Plan {
    let mut plan = Plan {
        execute: vec![binary.to_owned()],
        limits,
        ..Plan::default()
    };
    plan.execute.extend(LIBRARIES.map(PathBuf::from));
    plan.read.extend(everybodys());
    plan.read
        .extend(reads.iter().map(|path| path.to_path_buf()));
    plan
}

#[cfg(test)]
mod tests;
