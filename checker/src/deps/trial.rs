//! Whether programs can be linked and started here at all: tried on a small one,
//! before half a minute of building comes to the same end.

use super::kit::compile;
use super::log::Log;
use crate::toolchain::Toolchain;
use anyhow::{Context, bail};
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// Link a program in `folder` and start it.
pub(super) fn link_and_start(
    toolchain: &Toolchain,
    folder: &Path,
    log: &Log,
) -> anyhow::Result<()> {
    let place = tempfile::tempdir_in(folder)
        .with_context(|| format!("failed to make a folder in `{}`", folder.display()))?;
    let [source, program] = ["trial.rs", "trial"].map(|name| place.path().join(name));
    fs::write(&source, "fn main() {}\n")
        .with_context(|| format!("failed to write in `{}`", folder.display()))?;
    let mut command = Command::new(&toolchain.rustc);
    command.arg(&source).arg("-o").arg(&program);
    command.current_dir(place.path());
    compile(command, "link a program", log)?;
    let started = Command::new(&program)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match started {
        Ok(ended) if ended.success() => Ok(()),
        Ok(ended) => bail!(
            "a program that does nothing ended with {ended}; what the linker makes does not run \
             on this machine"
        ),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => bail!(
            "programs may not be started in the cache folder `{}` ({error}); set \
             WORKBOOK_CACHE_DIR to a folder on a file system that is not mounted `noexec`",
            folder.display()
        ),
        Err(error) => bail!("a program that was just linked cannot be started: {error}"),
    }
}
