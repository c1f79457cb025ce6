//! Programs of ours that use what exercises use: they measure, and judge nobody.

use super::{Compiler, diagnostics};
use crate::process::{Cancel, How};
use crate::verdict::Level;
use anyhow::{Context, bail};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Make a program of `source` in `folder`, which is for it alone. `None` when cancelled.
///
/// # Errors
///
/// Where the compiler cannot be started, or refuses it: `source` is a part of this
/// program, so something is wrong with the machine, or with us.
pub fn own_program(
    compiler: &Compiler,
    source: &str,
    folder: &Path,
    cancel: &Cancel,
) -> anyhow::Result<Option<PathBuf>> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("failed to create the folder `{}`", folder.display()))?;
    let binary = folder.join("program");
    let rustc = compiler.own_program(folder, &binary);
    let mut running = compiler.start(rustc.command(), folder, None, cancel)?;
    // A compiler that died says why when it is waited for.
    let _ = running
        .take_stdin()
        .context("the compiler has no standard input")?
        .write_all(source.as_bytes());
    let ended = running.wait()?;
    let well = How::Exited {
        code: Some(0),
        signal: None,
    };
    if ended.how == How::Cancelled {
        return Ok(None);
    }
    if ended.how != well {
        let said = diagnostics::parse(&ended.stderr.text(), "a program of the workbook");
        let error = said.into_iter().find(|one| one.level == Level::Error);
        let why = error.map_or_else(|| ended.stderr.text(), |error| error.rendered);
        bail!(
            "a program that measures could not be compiled: {}",
            why.trim()
        );
    }
    Ok(Some(binary))
}
