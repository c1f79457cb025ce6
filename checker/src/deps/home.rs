//! A home of our own for cargo: with the user's registries, downloads and
//! passwords, and without the rest of their settings.
//!
//! Cargo has no switch to leave out its settings, and lays those of a command
//! line over them without taking any away.

use super::settings::{Settings, changes_a_build};
use crate::files::write_whole;
use anyhow::Context;
use rustix::fs::{Access, access};
use std::fs;
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What cargo downloads and shares, with the locks that go with it.
const SHARED: [&str; 4] = ["registry", "git", ".package-cache", ".package-cache-mutate"];
/// Passwords: never copied.
const PASSWORDS: [&str; 2] = ["credentials", "credentials.toml"];

const SETTINGS: &str = "config.toml";

/// The home, ready for use; its settings are gone with it.
pub(super) struct Home {
    path: PathBuf,
    /// What the user's settings have that could not be read.
    pub(super) notes: Vec<String>,
}

impl Home {
    /// Make one in `folder`. The settings are those that hold for `course` and
    /// for `folder`.
    pub(super) fn make(folder: &Path, course: &Path, offline: bool) -> anyhow::Result<Self> {
        let users = users_home();
        let settings = Settings::read(&[course, folder], users.as_deref());
        let path = folder.join("home");
        // Settings may hold passwords, and others may read the cache.
        fs::create_dir_all(&path)
            .and_then(|()| fs::set_permissions(&path, fs::Permissions::from_mode(0o700)))
            .with_context(|| format!("failed to create the folder `{}`", path.display()))?;
        let mut table = settings.table;
        // Downloads are shared, and cargo would tidy them up for the user.
        let never = toml::Value::String("never".to_owned());
        let never = toml::Table::from_iter([("auto-clean-frequency".to_owned(), never)]);
        table.insert("cache".to_owned(), toml::Value::Table(never));
        write_whole(&path.join(SETTINGS), table.to_string().as_bytes())?;
        if let Some(users) = &users {
            share(users, &path, offline)
                .with_context(|| format!("failed to write in `{}`", path.display()))?;
        }
        let notes = settings.notes;
        Ok(Self { path, notes })
    }

    /// Have `command`, which is cargo, see this home and nothing of the user's
    /// that changes what it builds.
    pub(super) fn move_in(&self, command: &mut Command) {
        self.move_in_from(Path::new("/"), command);
    }

    /// Settings are looked for in the current folder and in all above it; `top` is
    /// one that has nothing above it.
    fn move_in_from(&self, top: &Path, command: &mut Command) {
        let names = ["config", "config.toml"];
        let has_settings = names.map(|name| top.join(".cargo").join(name).exists());
        clean(command);
        command.env("CARGO_HOME", &self.path);
        if has_settings.contains(&true) {
            // No folder is without them, but the search can be told where to end.
            command.env("__CARGO_TEST_ROOT", &self.path);
            command.current_dir(&self.path);
        } else {
            command.current_dir(top);
        }
        // Each of them goes before what any file says.
        for name in [
            "RUSTC_WRAPPER",
            "RUSTC_WORKSPACE_WRAPPER",
            "CARGO_ENCODED_RUSTFLAGS",
        ] {
            command.env(name, "");
        }
        command.env("CARGO_TERM_COLOR", "never");
        command.env("CARGO_TERM_PROGRESS_WHEN", "never");
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // What stays is for nobody but its owner, and is written anew the next time.
        let _ = fs::remove_file(self.path.join(SETTINGS));
    }
}

/// Take the variables from `command` that change what a compiler makes.
pub fn clean(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        if changes_a_build(&name) {
            command.env_remove(name);
        }
    }
}

/// Where cargo keeps the user's downloads.
fn users_home() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let named = set("CARGO_HOME").map(PathBuf::from);
    let home = named.or_else(|| Some(PathBuf::from(set("HOME")?).join(".cargo")))?;
    std::path::absolute(home).ok()
}

/// Link what is shared, so that nothing is downloaded twice.
fn share(users: &Path, home: &Path, offline: bool) -> io::Result<()> {
    // Nothing can be downloaded to where nobody may write; what is there is
    // enough only without the network.
    let registry = users.join("registry");
    let writable = fs::create_dir_all(&registry).is_ok()
        && [users, &registry].map(|folder| access(folder, Access::WRITE_OK)) == [Ok(()); 2];
    for name in SHARED {
        let target = users.join(name);
        if writable && name == "git" {
            let _ = fs::create_dir_all(&target);
        }
        link(
            &target,
            &home.join(name),
            writable || (offline && target.exists()),
        )?;
    }
    for name in PASSWORDS {
        let target = users.join(name);
        link(&target, &home.join(name), target.exists())?;
    }
    Ok(())
}

/// Make `link` point to `target` if it is `wanted`; a link of before is gone.
fn link(target: &Path, link: &Path, wanted: bool) -> io::Result<()> {
    match link.symlink_metadata() {
        Ok(there) if there.is_symlink() => fs::remove_file(link)?,
        // Its own, from a time when the user's could not be written.
        Ok(_) => return Ok(()),
        Err(_) => {}
    }
    match wanted {
        true => symlink(target, link),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Stdio;

    #[test]
    fn settings_above_all_folders_are_not_read() {
        let top = tempfile::tempdir().unwrap();
        let home = Home {
            path: top.path().join("home"),
            notes: Vec::new(),
        };
        fs::create_dir_all(&home.path).unwrap();
        fs::create_dir(top.path().join(".cargo")).unwrap();
        let settings = top.path().join(".cargo/config.toml");
        fs::write(&settings, "[alias]\nsomebody = \"version\"\n").unwrap();
        let knows_somebody = |by: &dyn Fn(&mut Command)| {
            let mut cargo = Command::new("cargo");
            cargo
                .arg("somebody")
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            by(&mut cargo);
            cargo.status().unwrap().success()
        };
        assert!(!knows_somebody(
            &|cargo| home.move_in_from(top.path(), cargo)
        ));
        assert!(knows_somebody(&|cargo| {
            cargo.current_dir(&home.path);
        }));
    }

    #[test]
    fn settings_with_passwords_are_for_nobody_else_and_do_not_stay() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::make(folder.path(), folder.path(), false).unwrap();
        let mode = home.path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0);
        let settings = home.path.join(SETTINGS);
        assert!(settings.exists());
        drop(home);
        assert!(!settings.exists());
    }

    #[test]
    fn what_is_shared_is_linked_and_what_cannot_be_written_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let [users, home] = ["users", "home"].map(|name| folder.path().join(name));
        for folder in [&users, &home] {
            fs::create_dir(folder).unwrap();
        }
        fs::write(users.join("credentials.toml"), "secret").unwrap();
        for _ in 0..2 {
            share(&users, &home, false).unwrap();
            for name in ["registry", ".package-cache", "credentials.toml"] {
                assert_eq!(fs::read_link(home.join(name)).unwrap(), users.join(name));
            }
            assert!(fs::read_link(home.join("credentials")).is_err());
        }
        // Where somebody's home is a file, nothing of it can be shared.
        share(&users.join("credentials.toml"), &home, false).unwrap();
        assert!(fs::read_link(home.join("registry")).is_err());
    }
}
