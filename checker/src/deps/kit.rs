//! Libraries that we link ourselves: the kit, and the stand-in for `test`.

use super::dependency_path;
use crate::files::write_whole;
use crate::process::{Cancel, How, Limits, start};
use crate::toolchain::Toolchain;
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Link every library into one shared object.
pub(super) fn link_kit(
    toolchain: &Toolchain,
    folder: &Path,
    libraries: &BTreeMap<String, PathBuf>,
) -> anyhow::Result<PathBuf> {
    let source: String = libraries
        .keys()
        .map(|name| format!("pub extern crate {name};\n"))
        .collect();
    let root = folder.join("kit.rs");
    fs::write(&root, source).with_context(|| format!("failed to write `{}`", root.display()))?;
    // Not beside the other libraries: there cargo would take it for its own.
    let kit = folder
        .join("libkit")
        .with_extension(std::env::consts::DLL_EXTENSION);
    let mut command = Command::new(&toolchain.rustc);
    command.arg(&root).args([
        "--crate-name",
        "kit",
        "--crate-type",
        "dylib",
        "--edition",
        "2024",
    ]);
    command
        .args(["-C", "prefer-dynamic"])
        .arg("-L")
        .arg(dependency_path(&folder.join("target/debug/deps")));
    for (name, path) in libraries {
        command
            .arg("--extern")
            .arg(format!("{name}={}", path.display()));
    }
    command
        .arg("-o")
        .arg(&kit)
        .stdin(Stdio::null())
        .current_dir(folder);
    run_compiler(command)?;
    Ok(kit)
}

/// The source of our stand-in for the crate `test`.
const TEST_CRATE: &str = include_str!("../../shim/test.rs");

/// Have the stand-in for the crate `test` built, for sets with tests of their
/// own.
///
/// # Errors
///
/// Where it cannot be written or compiled.
pub fn test_crate(toolchain: &Toolchain, cache: &Path) -> anyhow::Result<PathBuf> {
    let key = blake3::hash(format!("{}{TEST_CRATE}", toolchain.version).as_bytes()).to_hex();
    let folder = cache.join("test").join(&key[..16]);
    let library = folder.join("libtest.rlib");
    if library.exists() {
        return Ok(library);
    }
    fs::create_dir_all(&folder)
        .with_context(|| format!("failed to create the folder `{}`", folder.display()))?;
    let source = folder.join("test.rs");
    write_whole(&source, TEST_CRATE.as_bytes())?;
    // Built beside and renamed, so that another `workbook` never reads half of it.
    let built = tempfile::tempdir_in(&folder).context("failed to make a folder in the cache")?;
    let mut command = Command::new(&toolchain.rustc);
    command.arg(&source).args([
        "--crate-name",
        "test",
        "--crate-type",
        "rlib",
        "--edition",
        "2024",
    ]);
    command
        .arg("--out-dir")
        .arg(built.path())
        .stdin(Stdio::null());
    run_compiler(command)?;
    fs::rename(built.path().join("libtest.rlib"), &library)
        .context("failed to keep a library in the cache")?;
    Ok(library)
}

/// Run one call of the compiler that must succeed.
pub(super) fn run_compiler(command: Command) -> anyhow::Result<()> {
    let limits = Limits {
        deadline: Duration::from_secs(300),
        kept: 64 * 1024,
        flood: 8 << 20,
    };
    let ended = start(command, limits, &Cancel::default())?.wait()?;
    if ended.how
        != (How::Exited {
            code: Some(0),
            signal: None,
        })
    {
        bail!(
            "the compiler failed on what the exercises need:\n{}",
            ended.stderr.text().trim_end()
        );
    }
    Ok(())
}
