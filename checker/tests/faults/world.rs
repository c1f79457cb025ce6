//! A machine for an ordinary user: a toolchain, the program, a cache, and the
//! means to spoil any of them without harm to what other tests use.

use crate::fault::Fault;
use crate::say;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Whom the program runs as, where we are root.
pub(crate) const USER: u32 = 40_002;

pub(crate) struct World {
    folder: tempfile::TempDir,
    pub(crate) is_root: bool,
    /// Whether file systems can be mounted for a process of ours alone.
    pub(crate) may_mount: bool,
}

impl World {
    /// Lay it out. The crates that exercises use are built by now, or by the
    /// first call of the program.
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("faults-")
            .tempdir()
            .unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let tried = Command::new("unshare")
            .args(["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])
            .stderr(Stdio::null())
            .status();
        let world = Self {
            folder,
            is_root: rustix::process::geteuid().is_root(),
            may_mount: tried.is_ok_and(|status| status.success()),
        };
        for name in ["home", "tmp", "cases"] {
            fs::create_dir(world.path(name)).unwrap();
        }
        fs::copy(env!("CARGO_BIN_EXE_workbook"), world.program()).unwrap();
        world.link(&sysroot(), &world.path("toolchain"));
        world.build_cache();
        world
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn program(&self) -> PathBuf {
        self.path("workbook")
    }

    /// The crates are built where they will be used, and kept beside it. We do
    /// that ourselves: the user has no crates to build from.
    fn build_cache(&self) {
        let set = self.path("set");
        for arguments in [["init", set.to_str().unwrap()], ["run", "sync"]] {
            let mut command = Command::new(self.program());
            command
                .args(arguments)
                .env("RUSTC", self.path("toolchain/bin/rustc"))
                .env("WORKBOOK_CACHE_DIR", self.cache())
                .current_dir(if set.exists() {
                    &set
                } else {
                    self.folder.path()
                });
            let output = command.stdin(Stdio::null()).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            // Nobody has written an answer yet.
            assert!(matches!(output.status.code(), Some(0 | 1)), "{said}");
        }
        let _ = fs::remove_dir_all(set.join(".workbook/backups"));
        for name in ["home", "tmp", "cases", "set", "cache"] {
            self.give(&self.path(name));
        }
        fs::rename(self.cache(), self.path("template")).unwrap();
    }

    pub(crate) fn cache(&self) -> PathBuf {
        self.path("cache")
    }

    /// A cache as new: whatever happened to the last one.
    pub(crate) fn renew_cache(&self) {
        self.remove(&self.cache());
        self.link(&self.path("template"), &self.cache());
    }

    /// Remove a tree, whatever its permissions have become.
    pub(crate) fn remove(&self, tree: &Path) {
        for words in [&["chmod", "-R", "u+rwX"][..], &["rm", "-rf"]] {
            let mut command = Command::new(words[0]);
            command.args(&words[1..]).arg(tree).stderr(Stdio::null());
            let _ = command.status();
        }
    }

    /// Copy a tree; its files are links to the same ones, and must be replaced
    /// rather than written.
    pub(crate) fn link(&self, from: &Path, to: &Path) {
        for way in ["-al", "-a"] {
            let done = Command::new("cp")
                .arg(way)
                .arg(from)
                .arg(to)
                .stderr(Stdio::null())
                .status();
            if done.unwrap().success() {
                return;
            }
        }
        panic!("`{}` cannot be copied", from.display());
    }

    /// Hand a folder over to the user.
    pub(crate) fn give(&self, folder: &Path) {
        if !self.is_root {
            return;
        }
        let done = Command::new("chown")
            .arg("-hR")
            .arg(format!("{USER}:{USER}"))
            .arg(folder)
            .status();
        assert!(done.unwrap().success());
    }

    /// A call of the program by the user, from within `script`, which has it as
    /// `"$@"`. `before` runs as ourselves, where file systems can be mounted.
    pub(crate) fn script(&self, fault: &Fault, arguments: &[&str]) -> Command {
        let mut words: Vec<String> = Vec::new();
        if let Some(before) = &fault.mounts {
            let before = format!("{before}\nexec \"$@\"");
            words.extend(["unshare", "--mount", "sh", "-euc"].map(str::to_owned));
            words.extend([before, "before".to_owned()]);
        }
        if self.is_root {
            words.extend(["setpriv", "--clear-groups"].map(str::to_owned));
            words.extend([format!("--reuid={USER}"), format!("--regid={USER}")]);
        }
        // Only a defect of ours takes so long.
        words.extend(
            [
                "timeout",
                "-k",
                "5",
                "400",
                "sh",
                "-uc",
                &fault.shell,
                "script",
            ]
            .map(str::to_owned),
        );
        // Not before: a `PATH` that leads nowhere is the program's to find out.
        words.push("/usr/bin/env".to_owned());
        let variables = fault.environment.iter();
        words.extend(variables.map(|(name, value)| format!("{name}={value}")));
        words.push(self.program().display().to_string());
        words.extend(arguments.iter().map(|word| (*word).to_owned()));
        let mut command = Command::new(&words[0]);
        command
            .args(&words[1..])
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("HOME", self.path("home"))
            .env("TMPDIR", self.path("tmp"))
            .env("RUSTC", self.path("toolchain/bin/rustc"))
            .env("WORKBOOK_CACHE_DIR", self.cache())
            .env("LC_ALL", "C.UTF-8")
            .current_dir(self.path("cases"))
            .stdin(Stdio::null());
        command
    }

    /// A process of the user's that has nothing to do with us, and has to live.
    pub(crate) fn bystander(&self) -> Bystander {
        let mut command = Command::new("setsid");
        if self.is_root {
            command.args(["setpriv", "--clear-groups"]);
            command.args([format!("--reuid={USER}"), format!("--regid={USER}")]);
        }
        Bystander(command.args(["sleep", "100000"]).spawn().unwrap())
    }

    /// Programs of this world that run now.
    pub(crate) fn running(&self) -> Vec<i32> {
        let inside = |pid: &i32| {
            let exe = fs::read_link(format!("/proc/{pid}/exe"));
            exe.is_ok_and(|exe| exe.starts_with(self.folder.path()))
        };
        let entries = fs::read_dir("/proc").unwrap().flatten();
        let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        pids.filter(inside).collect()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() && std::env::var_os("FAULTS_KEEP").is_some() {
            say(&format!("kept: {}", self.folder.path().display()));
            self.folder.disable_cleanup(true);
        } else {
            self.remove(self.folder.path());
        }
    }
}

/// Killed when dropped.
pub(crate) struct Bystander(Child);

impl Bystander {
    pub(crate) fn lives(&mut self) -> bool {
        self.0.try_wait().unwrap().is_none()
    }
}

impl Drop for Bystander {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn sysroot() -> PathBuf {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc)
        .args(["--print", "sysroot"])
        .current_dir("/")
        .output();
    PathBuf::from(String::from_utf8_lossy(&said.unwrap().stdout).trim())
}
