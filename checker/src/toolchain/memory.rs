//! What a proxy answered the last time: asking it costs as long as compiling a
//! small file.
//!
//! An answer is remembered only of compilers whose answer depends on what can be
//! looked at without starting them: rustup's proxy, and a compiler that answers
//! for itself. A script may say anything at any time.

use crate::files::replace;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Where answers are kept, in the cache.
const FILE: &str = "toolchains.json";
/// Nobody uses more toolchains than this at a time.
const MOST: usize = 8;

/// Where a toolchain is, and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answer {
    pub(super) sysroot: PathBuf,
    pub(super) target_libdir: PathBuf,
    pub(super) version: String,
}

/// Everything that the answer of a compiler depends on, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    asked: String,
    is_proxy: bool,
    file: (u64, u64),
}

/// One answer, and what it rests on.
#[derive(Serialize, Deserialize)]
struct Remembered {
    answer: Answer,
    /// Of the compiler that was named in it.
    compiler: String,
}

type Memory = BTreeMap<String, Remembered>;

impl Question {
    /// The question to the compiler `asked`, as it is found in the `PATH`.
    pub(super) fn to(asked: &Path) -> Option<Self> {
        let variables = |name: &str| env::var_os(name);
        let program = found(asked, &variables)?;
        let real = program.canonicalize().ok()?;
        let is_proxy = is_rustup(&real);
        let mut parts = vec![program.display().to_string(), identity(&real)?];
        if is_proxy {
            parts.extend(what_rustup_reads(&variables));
        }
        let found = real.metadata().ok()?;
        Some(Self {
            asked: blake3::hash(parts.join("\0").as_bytes()).to_string(),
            is_proxy,
            file: (found.dev(), found.ino()),
        })
    }

    /// What was answered, if all that it rests on is as it was.
    pub(super) fn remembered(&self, cache: &Path) -> Option<Answer> {
        let Remembered { answer, compiler } = read(cache).remove(&self.asked)?;
        let same = compiler_of(&answer.sysroot)? == compiler && answer.target_libdir.is_dir();
        same.then_some(answer)
    }

    /// Remember an answer. That it cannot be kept costs time, and nothing else.
    pub(super) fn remember(&self, cache: &Path, answer: &Answer) {
        let answers_for_itself = || {
            let rustc = answer.sysroot.join("bin/rustc").metadata();
            rustc.is_ok_and(|rustc| (rustc.dev(), rustc.ino()) == self.file)
        };
        if !self.is_proxy && !answers_for_itself() {
            return;
        }
        let Some(compiler) = compiler_of(&answer.sysroot) else {
            return;
        };
        let mut memory = read(cache);
        if memory.len() >= MOST {
            memory.clear();
        }
        let answer = answer.clone();
        memory.insert(self.asked.clone(), Remembered { answer, compiler });
        if let Ok(text) = serde_json::to_vec_pretty(&memory) {
            let _ = replace(&cache.join(FILE), &text);
        }
    }
}

fn read(cache: &Path) -> Memory {
    let text = fs::read(cache.join(FILE)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

/// The file that is started by this name.
fn found(asked: &Path, variables: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if asked.components().count() > 1 {
        // A relative one means another file in another folder.
        return asked.is_absolute().then(|| asked.to_owned());
    }
    let path = variables("PATH")?;
    let mut folders = env::split_paths(&path);
    // What is started depends on more than we look at.
    let first = folders.find(|folder| !folder.is_absolute() || folder.join(asked).exists())?;
    let file = first.join(asked);
    let may_run = file.metadata().ok()?.mode() & 0o111 != 0;
    (first.is_absolute() && may_run).then_some(file)
}

/// Proxies are links to `rustup`, or the same file under another name.
fn is_rustup(real: &Path) -> bool {
    if real.file_stem().is_some_and(|name| name == "rustup") {
        return true;
    }
    let number = |path: &Path| path.metadata().ok().map(|found| (found.dev(), found.ino()));
    let beside = number(&real.with_file_name("rustup"));
    beside.is_some() && beside == number(real)
}

/// Who a file is: whatever changes it changes one of these.
fn identity(path: &Path) -> Option<String> {
    let found = path.metadata().ok()?;
    Some(format!(
        "{} {} {} {} {}.{:09} {}.{:09}",
        path.display(),
        found.ino(),
        found.len(),
        found.mode(),
        found.mtime(),
        found.mtime_nsec(),
        found.ctime(),
        found.ctime_nsec()
    ))
}

/// The compiler of a toolchain, with the library that does its work.
fn compiler_of(sysroot: &Path) -> Option<String> {
    let mut parts = vec![identity(&sysroot.join("bin/rustc"))?];
    let libraries = fs::read_dir(sysroot.join("lib")).ok()?;
    let drivers = libraries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.contains("rustc_driver")
        });
    parts.extend(drivers.filter_map(|path| identity(&path)));
    parts.sort();
    Some(parts.join("\n"))
}

/// What rustup chooses a toolchain by in the root folder, where it is asked.
fn what_rustup_reads(variables: &dyn Fn(&str) -> Option<OsString>) -> Vec<String> {
    let home = variables("RUSTUP_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(variables("HOME")?).join(".rustup")));
    let home = home.unwrap_or_default();
    let text = |path: PathBuf| {
        let content = fs::read(&path).map(|content| blake3::hash(&content).to_string());
        format!("{} {}", path.display(), content.unwrap_or_default())
    };
    let mut parts = vec![
        text(home.join("settings.toml")),
        text("/etc/rustup/settings.toml".into()),
        text("/rust-toolchain".into()),
        text("/rust-toolchain.toml".into()),
        // A toolchain that is linked, installed or removed changes this folder.
        identity(&home.join("toolchains")).unwrap_or_default(),
    ];
    let mut set: Vec<String> = env::vars_os()
        .filter(|(name, _)| name.as_encoded_bytes().starts_with(b"RUSTUP_"))
        .map(|(name, value)| format!("{name:?}={value:?}"))
        .collect();
    set.sort();
    parts.extend(set);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    struct Fake {
        folder: tempfile::TempDir,
        answer: Answer,
    }

    fn program(path: &Path) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "program").unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// A toolchain, and a proxy that stands for it.
    fn fake() -> Fake {
        let folder = tempfile::tempdir().unwrap();
        let sysroot = folder.path().join("toolchains/one");
        program(&sysroot.join("bin/rustc"));
        program(&sysroot.join("lib/librustc_driver-1.so"));
        program(&folder.path().join("bin/rustup"));
        symlink("rustup", folder.path().join("bin/rustc")).unwrap();
        let answer = Answer {
            target_libdir: sysroot.join("lib"),
            sysroot,
            version: "rustc 1.95.0".to_owned(),
        };
        Fake { folder, answer }
    }

    impl Fake {
        fn question(&self) -> Question {
            Question::to(&self.folder.path().join("bin/rustc")).unwrap()
        }

        fn remembered(&self) -> Option<Answer> {
            self.question().remembered(self.folder.path())
        }
    }

    #[test]
    fn what_a_proxy_answered_is_remembered_while_nothing_changes() {
        let fake = fake();
        assert_eq!(fake.remembered(), None);
        fake.question().remember(fake.folder.path(), &fake.answer);
        assert_eq!(fake.remembered().as_ref(), Some(&fake.answer));
    }

    #[test]
    fn another_proxy_another_compiler_and_a_damaged_memory_are_asked_again() {
        let changes: [fn(&Path); 5] = [
            |folder| program(&folder.join("bin/rustup")),
            |folder| program(&folder.join("toolchains/one/bin/rustc")),
            |folder| program(&folder.join("toolchains/one/lib/librustc_driver-2.so")),
            |folder| fs::remove_dir_all(folder.join("toolchains/one")).unwrap(),
            |folder| fs::write(folder.join(FILE), "{").unwrap(),
        ];
        for change in changes {
            let fake = fake();
            fake.question().remember(fake.folder.path(), &fake.answer);
            change(fake.folder.path());
            assert_eq!(fake.remembered(), None);
        }
    }

    #[test]
    fn what_a_script_says_is_not_remembered_and_a_compiler_answers_for_itself() {
        let fake = fake();
        let script = fake.folder.path().join("script");
        program(&script);
        let question = Question::to(&script).unwrap();
        question.remember(fake.folder.path(), &fake.answer);
        assert_eq!(question.remembered(fake.folder.path()), None);
        let real = Question::to(&fake.answer.sysroot.join("bin/rustc")).unwrap();
        real.remember(fake.folder.path(), &fake.answer);
        assert!(real.remembered(fake.folder.path()).is_some());
    }

    #[test]
    fn settings_of_rustup_and_linked_toolchains_are_part_of_the_question() {
        let fake = fake();
        let home = fake.folder.path().to_owned();
        let variables = |name: &str| (name == "RUSTUP_HOME").then(|| home.clone().into_os_string());
        let before = what_rustup_reads(&variables);
        assert_eq!(what_rustup_reads(&variables), before);
        fs::write(home.join("settings.toml"), "default_toolchain = \"two\"").unwrap();
        let chosen = what_rustup_reads(&variables);
        assert_ne!(chosen, before);
        symlink("one", home.join("toolchains/two")).unwrap();
        assert_ne!(what_rustup_reads(&variables), chosen);
    }

    #[test]
    fn a_path_that_is_searched_from_here_is_not_relied_on() {
        let path = |value: &str| {
            let value = OsString::from(value);
            found(Path::new("sh"), &move |name| {
                (name == "PATH").then(|| value.clone())
            })
        };
        assert_eq!(path("/no/such/folder:/bin"), Some("/bin/sh".into()));
        assert_eq!(path("bin:/bin"), None);
        assert_eq!(path("/no/such/folder"), None);
    }
}
