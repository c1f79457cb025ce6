//! The Rust toolchain that judges: its real `rustc`, never a proxy.
//!
//! A proxy costs as long as compiling a small file, and it obeys files in the
//! folder that it is started in. So it is asked once, from the root folder,
//! where the toolchain lives.

use crate::process::{Cancel, How, Limits, start};
use anyhow::{Context, bail};
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
    /// Ask the `rustc` of the `PATH` (or of `RUSTC`) where the toolchain is.
    ///
    /// # Errors
    ///
    /// Says how to install Rust where there is none.
    pub fn find() -> anyhow::Result<Self> {
        let asked = std::env::var_os("RUSTC")
            .filter(|path| !path.is_empty())
            .map_or_else(|| PathBuf::from("rustc"), PathBuf::from);
        let folders = ask(&asked, &["--print", "sysroot", "--print", "target-libdir"])?;
        let mut folders = folders.lines().map(PathBuf::from);
        let (Some(sysroot), Some(target_libdir)) = (folders.next(), folders.next()) else {
            bail!("`{}` does not say where its toolchain is", asked.display());
        };
        let bin = sysroot.join("bin");
        let rustc = bin.join("rustc");
        let version = ask(&rustc, &["-vV"])?;
        let clippy_driver = Some(bin.join("clippy-driver")).filter(|path| path.exists());
        let cargo = Some(bin.join("cargo"))
            .filter(|path| path.exists())
            .unwrap_or_else(|| "cargo".into());
        Ok(Self {
            rustc,
            clippy_driver,
            cargo,
            target_libdir,
            version,
        })
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
    let started = start(command, limits, &Cancel::default()).with_context(|| {
        format!(
            "no Rust compiler: `{}` cannot be started; install Rust from https://rustup.rs, \
             open a new terminal and try again",
            rustc.display()
        )
    })?;
    let ended = started.wait()?;
    if ended.how
        != (How::Exited {
            code: Some(0),
            signal: None,
        })
    {
        let said = ended.stderr.text();
        bail!(
            "the Rust compiler `{}` does not work; it said: {}",
            rustc.display(),
            said.trim()
        );
    }
    Ok(ended.stdout.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_toolchain_that_builds_this_is_found() {
        let toolchain = Toolchain::find().unwrap();
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
