//! The Rust toolchain that judges: its real `rustc`, never a proxy.
//!
//! A proxy costs as long as compiling a small file, and it obeys files in the
//! folder that it is started in. So it is asked once, from the root folder,
//! where the toolchain lives.

mod memory;

use crate::process::{Cancel, How, Limits, start};
use anyhow::bail;
use memory::{Answer, Question};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// A proxy may first have to download the toolchain that it stands for.
const PATIENCE: Duration = Duration::from_secs(600);

/// Where the compiler and its companions are.
#[derive(Debug, Clone)]
pub struct Toolchain {
    /// The compiler itself.
    pub rustc: PathBuf,
    /// The compiler with clippy's lints, where clippy is installed.
    pub clippy_driver: Option<PathBuf>,
    /// Builds the crates that exercises use.
    pub cargo: PathBuf,
    /// Where the standard library's shared object is.
    pub target_libdir: PathBuf,
    /// `rustc -vV`, whole: dependencies are built for exactly this.
    pub version: String,
}

impl Toolchain {
    /// Ask the `rustc` of the `PATH` (or of `RUSTC`) where the toolchain is, or
    /// take from `cache` what it said before.
    ///
    /// # Errors
    ///
    /// Says how to install Rust where there is none.
    pub fn find(cache: Option<&Path>) -> anyhow::Result<Self> {
        let asked = std::env::var_os("RUSTC")
            .filter(|path| !path.is_empty())
            .map_or_else(|| PathBuf::from("rustc"), PathBuf::from);
        let question = Question::to(&asked).zip(cache);
        let known = question.as_ref();
        if let Some(answer) = known.and_then(|(question, cache)| question.remembered(cache)) {
            return Ok(Self::at(answer));
        }
        let folders = ask(&asked, &["--print", "sysroot", "--print", "target-libdir"])?;
        let mut folders = folders.lines().map(PathBuf::from);
        let (Some(sysroot), Some(target_libdir)) = (folders.next(), folders.next()) else {
            bail!("`{}` does not say where its toolchain is", asked.display());
        };
        let rustc = sysroot.join("bin").join("rustc");
        if !rustc.exists() {
            bail!(
                "`{}` says that its toolchain is in `{}`, and there is no compiler in it; \
                 install the toolchain again, as with `rustup toolchain install stable`",
                asked.display(),
                sysroot.display()
            );
        }
        let version = ask(&rustc, &["-vV"])?;
        let answer = Answer {
            sysroot,
            target_libdir,
            version,
        };
        if let Some((question, cache)) = known {
            question.remember(cache, &answer);
        }
        Ok(Self::at(answer))
    }

    fn at(answer: Answer) -> Self {
        let bin = answer.sysroot.join("bin");
        let there = |name: &str| Some(bin.join(name)).filter(|path| path.exists());
        Self {
            rustc: bin.join("rustc"),
            clippy_driver: there("clippy-driver"),
            cargo: there("cargo").unwrap_or_else(|| "cargo".into()),
            target_libdir: answer.target_libdir,
            version: answer.version,
        }
    }

    /// The compilers that sources are given to.
    #[must_use]
    pub fn compilers(&self) -> Vec<PathBuf> {
        let rustc = std::iter::once(&self.rustc);
        rustc.chain(&self.clippy_driver).cloned().collect()
    }

    /// The compiler that says most about a source: clippy's, or the plain one.
    #[must_use]
    pub fn best_compiler(&self) -> &Path {
        self.clippy_driver.as_deref().unwrap_or(&self.rustc)
    }

    /// The first line of the version: `rustc 1.95.0 (59807616e 2026-04-14)`.
    #[must_use]
    pub fn short_version(&self) -> &str {
        self.version.lines().next().unwrap_or_default()
    }

    /// The triple that it compiles for: `x86_64-unknown-linux-gnu`.
    #[must_use]
    pub fn host(&self) -> &str {
        self.version
            .lines()
            .find_map(|line| line.strip_prefix("host: "))
            .unwrap_or_default()
    }
}

/// What `rustc` says to these arguments.
fn ask(rustc: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let mut command = Command::new(rustc);
    command
        .args(arguments)
        .current_dir("/")
        .stdin(Stdio::null());
    let limits = Limits {
        deadline: PATIENCE,
        kept: 64 * 1024,
        flood: 1 << 20,
    };
    let started =
        start(command, limits, &Cancel::default()).map_err(|error| cannot_start(rustc, &error))?;
    let ended = started.wait()?;
    if ended.how
        != (How::Exited {
            code: Some(0),
            signal: None,
        })
    {
        if is_for_another_machine(rustc, &ended.how) {
            return Err(no_program(rustc));
        }
        let said = ended.stderr.text();
        let said = console::strip_ansi_codes(said.trim());
        bail!(
            "the Rust compiler `{}` does not work{}; it said: {}",
            rustc.display(),
            what_helps(&said),
            one_line(&said)
        );
    }
    Ok(ended.stdout.text())
}

/// Why a compiler cannot be started, and what to do about it.
fn cannot_start(rustc: &Path, error: &anyhow::Error) -> anyhow::Error {
    let shown = rustc.display();
    let cause = error.root_cause();
    let cause = cause.downcast_ref::<io::Error>();
    let kind = cause.map(io::Error::kind);
    const NO_PROGRAM: i32 = 8;
    if kind == Some(io::ErrorKind::PermissionDenied) {
        return anyhow::anyhow!(
            "the Rust compiler `{shown}` may not be executed; check its permissions (`chmod +x`) \
             and those of the folders above it, or install Rust again from https://rustup.rs"
        );
    }
    if cause.and_then(io::Error::raw_os_error) == Some(NO_PROGRAM) {
        return no_program(rustc);
    }
    if kind == Some(io::ErrorKind::NotFound) {
        return anyhow::anyhow!(
            "no Rust compiler: `{shown}` cannot be started; install Rust from \
             https://rustup.rs, open a new terminal and try again"
        );
    }
    anyhow::anyhow!("the Rust compiler `{shown}` cannot be started: {error:#}")
}

fn no_program(rustc: &Path) -> anyhow::Error {
    anyhow::anyhow!(
        "the Rust compiler `{}` is no program that this machine can run; install Rust for it from \
         https://rustup.rs",
        rustc.display()
    )
}

/// A program that the system refuses is handed to the shell by the library of C.
fn is_for_another_machine(rustc: &Path, how: &How) -> bool {
    let is_program = || std::fs::read(rustc).is_ok_and(|text| text.starts_with(b"\x7fELF"));
    let refused = matches!(
        how,
        How::Exited {
            code: Some(2 | 126 | 127),
            ..
        }
    );
    refused && is_program()
}

/// What to do about what rustup's proxy says.
fn what_helps(said: &str) -> &'static str {
    let known = [
        (
            "no default is configured",
            "; no toolchain is chosen, which `rustup default stable` does",
        ),
        (
            "is not installed",
            "; the toolchain that is chosen is not whole, which `rustup toolchain install` with \
             its name or `rustup default stable` mends",
        ),
        (
            "could not download",
            "; the toolchain has to be downloaded first, which needs the network",
        ),
        (
            "error while loading shared libraries",
            "; a part of it is missing, so install the toolchain again",
        ),
    ];
    let fits = known.into_iter().find(|(words, _)| said.contains(words));
    fits.map_or("", |(_, advice)| advice)
}

/// What a proxy says on several lines.
fn one_line(said: &str) -> String {
    let lines: Vec<&str> = said.lines().map(str::trim).collect();
    lines.join(" ").replace("error: ", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_toolchain_that_builds_this_is_found() {
        let toolchain = Toolchain::find(None).unwrap();
        assert!(toolchain.rustc.is_absolute() && toolchain.target_libdir.is_dir());
        assert!(toolchain.short_version().starts_with("rustc ") && toolchain.host().contains('-'));
    }

    #[test]
    fn a_missing_compiler_is_named_with_what_to_do() {
        let error = ask(Path::new("/no/such/rustc"), &[]).unwrap_err();
        let text = format!("{error:#}");
        assert!(
            text.contains("/no/such/rustc") && text.contains("rustup.rs"),
            "{text}"
        );
    }
}
