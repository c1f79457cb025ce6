//! The same as an ordinary user: this very program again, with copies of what
//! such a user may not be able to look into.

use super::field::permit;
use super::{cache, checker, say};
use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use workbook::process::{Cancel, How, Limits, start};

/// Where the copy of the checker's sources is.
pub(super) const CHECKER: &str = "REDTEAM_CHECKER";
/// Where the copy of the cache is.
pub(super) const CACHE: &str = "REDTEAM_CACHE";

/// Nobody in particular.
const USER: u32 = 40_001;

/// Whether we may do everything.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Run the test `name` of this program as an ordinary user. Says so where that
/// is not possible.
pub(crate) fn as_an_ordinary_user(name: &str) {
    if !is_root() {
        // Then it has been one all the time.
        return;
    }
    let folder = tempfile::Builder::new()
        .prefix("redteam-user-")
        .tempdir()
        .unwrap();
    permit(folder.path(), 0o755);
    let root = folder.path();
    if let Err(why) = furnish(root) {
        say(&format!(
            "SKIPPED: no attack was tried as an ordinary user: {why}"
        ));
        return;
    }
    let mut command = Command::new(root.join("redteam"));
    command
        .args(["--exact", name, "--ignored", "--nocapture"])
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("HOME", root.join("home"))
        .env("TMPDIR", root.join("tmp"))
        .env("RUSTC", root.join("toolchain/bin/rustc"))
        .env(CHECKER, root.join("clone/checker"))
        .env(CACHE, root.join("cache"))
        .envs(std::env::var_os("REDTEAM").map(|picked| ("REDTEAM", picked)))
        .current_dir(root.join("home"))
        .uid(USER)
        .gid(USER)
        .stdin(Stdio::null());
    // By `start`, so that no sweep of ours takes it for an orphan.
    let limits = Limits {
        deadline: Duration::from_secs(900),
        kept: 4 << 20,
        flood: 64 << 20,
    };
    let ended = start(command, limits, &Cancel::default()).unwrap();
    let ended = ended.wait().unwrap();
    let said = format!("{}{}", ended.stdout.text(), ended.stderr.text());
    let went_well = ended.how
        == (How::Exited {
            code: Some(0),
            signal: None,
        });
    // A run of no test at all would end well, too.
    let went_well = went_well && said.contains("test result: ok. 1 passed");
    assert!(went_well, "as an ordinary user: {:?}\n{said}", ended.how);
    for line in said.lines().filter(|line| line.starts_with("skipped")) {
        say(&format!("as an ordinary user: {line}"));
    }
}

/// Put into `root` what the tests need, readable for everybody.
fn furnish(root: &Path) -> Result<(), String> {
    let toolchain = sysroot()?;
    for name in ["home", "tmp", "cache", "clone"] {
        fs::create_dir(root.join(name)).map_err(|error| error.to_string())?;
    }
    let exe = std::env::current_exe().map_err(|error| error.to_string())?;
    let clone = checker().join("..");
    // Links take no room; where the temporary folder is on another disk, copies.
    copy("-rl", &toolchain, &root.join("toolchain"))
        .or_else(|_| copy("-r", &toolchain, &root.join("toolchain")))?;
    copy("-r", &exe, &root.join("redteam"))?;
    copy("-r", &cache().join("deps"), &root.join("cache/deps"))?;
    for name in [
        "Cargo.toml",
        "Cargo.lock",
        "info.toml",
        "exercises",
        "checker",
    ] {
        copy("-r", &clone.join(name), &root.join("clone").join(name))?;
    }
    permit(&root.join("redteam"), 0o755);
    for name in ["home", "tmp", "cache"] {
        own(&root.join(name)).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn sysroot() -> Result<PathBuf, String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--print", "sysroot"])
        .current_dir("/")
        .output();
    let output = output.map_err(|error| error.to_string())?;
    Ok(PathBuf::from(
        String::from_utf8_lossy(&output.stdout).trim(),
    ))
}

fn copy(how: &str, from: &Path, to: &Path) -> Result<(), String> {
    let status = Command::new("cp")
        .arg(how)
        .arg(from)
        .arg(to)
        .stderr(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) | Err(_) => Err(format!("`{}` cannot be copied", from.display())),
    }
}

/// Hand over a folder with all that is in it.
fn own(path: &Path) -> std::io::Result<()> {
    chown(path, Some(USER), Some(USER))?;
    if path.is_dir() && !path.is_symlink() {
        for entry in fs::read_dir(path)? {
            own(&entry?.path())?;
        }
    }
    Ok(())
}
