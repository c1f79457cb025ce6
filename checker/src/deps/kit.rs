//! Libraries that we link ourselves: the kit, and the stand-in for `test`.

use super::home::clean;
use super::log::Log;
use super::record::Look;
use super::single::Single;
use super::trouble::trouble;
use super::{LIBRARIES, dependency_path};
use crate::event::Event;
use crate::files::write_whole;
use crate::process::{Cancel, How, Limits, start};
use crate::toolchain::Toolchain;
use anyhow::Context;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Link every library into one shared object.
pub(super) fn link_kit(
    toolchain: &Toolchain,
    folder: &Path,
    libraries: &BTreeMap<String, PathBuf>,
    log: &Log,
) -> anyhow::Result<PathBuf> {
    let source: String = libraries
        .keys()
        .map(|name| format!("pub extern crate {name};\n"))
        .collect();
    let root = folder.join("kit.rs");
    fs::write(&root, source).with_context(|| format!("failed to write `{}`", root.display()))?;
    // In a folder where the compiler finds it alone: among the other libraries is
    // one of cargo's with this name.
    let place = folder.join("kit");
    fs::create_dir_all(&place)
        .with_context(|| format!("failed to create the folder `{}`", place.display()))?;
    let kit = place
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
        .arg(dependency_path(&folder.join(LIBRARIES)));
    for (name, path) in libraries {
        command
            .arg("--extern")
            .arg(format!("{name}={}", path.display()));
    }
    command.arg("-o").arg(&kit).current_dir(folder);
    compile(command, "link the crates that the exercises use", log)?;
    Ok(kit)
}

/// The source of our stand-in for the crate `test`.
pub(super) const TEST_CRATE: &str = include_str!("../../shim/test.rs");

/// Have the stand-in for the crate `test` built, for sets with tests of their
/// own.
///
/// # Errors
///
/// Where it cannot be written or compiled.
pub fn test_crate(
    toolchain: &Toolchain,
    cache: &Path,
    look: Look,
    on_event: &mut dyn FnMut(Event),
) -> anyhow::Result<PathBuf> {
    let folder = test_crate_folder(toolchain, cache);
    let make = |place: &Path| {
        let mut command = test_library(toolchain, &folder)?;
        command.arg("--out-dir").arg(place).current_dir(place);
        let log = Log::in_folder(&folder);
        compile(command, "build the library that tests are run with", &log)
    };
    let single = Single {
        what: "the library that tests are run with",
        folder: folder.clone(),
        name: "libtest.rlib",
        make: &make,
    };
    single.ready(look, on_event)
}

/// Have the stand-in built that brings `kit` along: who links it gets all of the
/// crates from there, as hidden tests do.
pub(super) fn test_crate_upon(
    toolchain: &Toolchain,
    folder: &Path,
    kit: &Path,
    log: &Log,
) -> anyhow::Result<PathBuf> {
    let mut extern_kit = OsString::from("kit=");
    extern_kit.push(kit);
    let mut command = test_library(toolchain, folder)?;
    command.args(["--cfg", "kit", "--extern"]).arg(extern_kit);
    command
        .arg("-L")
        .arg(dependency_path(&folder.join(LIBRARIES)))
        .arg("--out-dir")
        .arg(folder)
        .current_dir(folder);
    compile(command, "build the library that tests are run with", log)?;
    Ok(folder.join("libtest.rlib"))
}

/// The call that makes it; its source is written to `folder`.
fn test_library(toolchain: &Toolchain, folder: &Path) -> anyhow::Result<Command> {
    let source = folder.join("test.rs");
    write_whole(&source, TEST_CRATE.as_bytes())?;
    let mut command = Command::new(&toolchain.rustc);
    command.arg(&source).args([
        "--crate-name",
        "test",
        "--crate-type",
        "rlib",
        "--edition",
        "2024",
    ]);
    Ok(command)
}

/// Where it is kept.
pub(super) fn test_crate_folder(toolchain: &Toolchain, cache: &Path) -> PathBuf {
    let key = blake3::hash(format!("{}{TEST_CRATE}", toolchain.version).as_bytes()).to_hex();
    cache.join("test").join(&key[..16])
}

/// Run one call of the compiler that must succeed.
pub(super) fn compile(mut command: Command, doing: &str, log: &Log) -> anyhow::Result<()> {
    clean(&mut command);
    command.stdin(Stdio::null());
    let limits = Limits {
        deadline: Duration::from_secs(300),
        kept: 64 * 1024,
        flood: 8 << 20,
    };
    log.call(&command);
    let ended = start(command, limits, &Cancel::default())?.wait()?;
    let said = ended.stderr.text();
    log.write(&said);
    match ended.how {
        How::Exited {
            code: Some(0),
            signal: None,
        } => Ok(()),
        How::Exited {
            signal: Some(signal),
            ..
        } => {
            let all = format!("the compiler was ended by signal {signal}\n{said}");
            Err(trouble(doing, &all, "", log.path()))
        }
        How::Exited { .. } => Err(trouble(doing, &said, "", log.path())),
        How::Deadline(_) | How::Flood | How::Overfull | How::Cancelled => {
            let all = format!("the compiler did not come to its end\n{said}");
            Err(trouble(doing, &all, "", log.path()))
        }
    }
}
