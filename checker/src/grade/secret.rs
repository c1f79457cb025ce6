//! The grader's own key: results that are stored carry a hash made with it, so
//! that what somebody handed in never passes for a result of ours.

use crate::exit::Failure;
use anyhow::{Context, bail};
use rustix::fs::OFlags;
use std::env;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The key. It is not shown, also not in a panic.
#[derive(Clone)]
pub struct Secret([u8; KEY]);

const KEY: usize = 32;
/// What stands between a text and its hash; the text ends with a brace after it.
const FIELD: &str = ",\"mac\":\"";
const HASH: usize = 64;

/// What a hash is about, so that one kind of result never passes for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About<'a> {
    /// `run.json`.
    Run,
    /// The verdict that is stored by this name.
    Verdict(&'a str),
    /// What a shard of this run found in a submission.
    Index(&'a str),
    /// A report.
    Report,
}

impl Secret {
    /// The key in `file`, else in what WORKBOOK_GRADING_KEY names, else in the
    /// grader's own folder. It is made where there
    /// is none, unless it is `needed` to understand what another run wrote: then
    /// a new one would not help. `warn` hears that it could not be kept.
    ///
    /// # Errors
    ///
    /// Where it is damaged, or others can read or write it.
    pub fn find(
        file: Option<&Path>,
        needed: bool,
        warn: &mut dyn FnMut(String),
    ) -> anyhow::Result<Self> {
        if let Some(file) = file.map(Path::to_owned).or_else(named) {
            return Self::at(&file);
        }
        let Some(path) = usual_place(|name| env::var_os(name)) else {
            return Self::unkept(needed, "there is no home folder", warn);
        };
        match make(&path) {
            Ok(()) => Self::read(&path),
            Err(error) => {
                let why = format!("`{}` cannot be made: {error}", path.display());
                Self::unkept(needed, &why, warn)
            }
        }
    }

    /// The key in `file`, which is made where it is missing.
    fn at(file: &Path) -> anyhow::Result<Self> {
        make(file).with_context(|| format!("failed to make the key `{}`", file.display()))?;
        Self::read(file)
    }

    /// The key that is there already; `None` where nothing was graded yet.
    #[must_use]
    pub fn existing() -> Option<Self> {
        let path = named().or_else(|| usual_place(|name| env::var_os(name)))?;
        Self::read(&path).ok()
    }

    /// A key for this run alone.
    fn unkept(needed: bool, why: &str, warn: &mut dyn FnMut(String)) -> anyhow::Result<Self> {
        let advice = "name a file that is yours alone with --key FILE or WORKBOOK_GRADING_KEY";
        if needed {
            bail!(Failure::Usage(format!(
                "there is no place for the key that tells results of this program from others: \
                 {why}; {advice}"
            )));
        }
        warn(format!(
            "{why}, so the key of these results is not kept, and --resume cannot go on with \
             them; {advice}"
        ));
        Ok(Self(random()?))
    }

    fn read(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display();
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        let opened = File::options()
            .read(true)
            .custom_flags(flags.bits().cast_signed())
            .open(path);
        let file = opened.with_context(|| format!("failed to read the key `{shown}`"))?;
        let data = file.metadata()?;
        if let Some(why) = why_unsafe(&data) {
            bail!(Failure::Usage(format!(
                "the key `{shown}` {why}; what it proves could be forged. Remove it, or make it \
                 yours alone with `chmod 600`"
            )));
        }
        let mut text = String::new();
        let read = file.take(1024).read_to_string(&mut text);
        let key = read.ok().and_then(|_| parse(text.trim_end()));
        key.map(Self).with_context(|| {
            format!(
                "the key `{shown}` is damaged: it should be {HASH} hexadecimal digits, as \
                 `openssl rand -hex {KEY}` writes them. Remove it, and a new one is made"
            )
        })
    }

    /// The JSON object `text` with its hash as the last field.
    #[must_use]
    pub fn sign(&self, about: About<'_>, text: &[u8]) -> Vec<u8> {
        let end = text.trim_ascii_end().strip_suffix(b"}").unwrap_or(text);
        let body = end.trim_ascii_end();
        let mut signed = body.to_vec();
        signed.extend_from_slice(FIELD.as_bytes());
        signed.extend_from_slice(self.hash(about, body).to_hex().as_bytes());
        signed.extend_from_slice(b"\"}");
        signed
    }

    /// Whether `text` was signed with this key as being about this.
    #[must_use]
    pub fn is_ours(&self, about: About<'_>, text: &[u8]) -> bool {
        let Some(rest) = text.strip_suffix(b"\"}") else {
            return false;
        };
        let Some(at) = rest.len().checked_sub(HASH) else {
            return false;
        };
        let (body, said) = rest.split_at(at);
        let Some(body) = body.strip_suffix(FIELD.as_bytes()) else {
            return false;
        };
        // Hashes are compared in constant time.
        blake3::Hash::from_hex(said).is_ok_and(|said| said == self.hash(about, body))
    }

    fn hash(&self, about: About<'_>, body: &[u8]) -> blake3::Hash {
        let (kind, name) = match about {
            About::Run => ("run", ""),
            About::Verdict(name) => ("verdict", name),
            About::Index(name) => ("index", name),
            About::Report => ("report", ""),
        };
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        for part in [kind, name] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.update(body).finalize()
    }

    /// For tests: always the same.
    #[cfg(test)]
    pub(super) fn sample() -> Self {
        Self([7; KEY])
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// The file that the environment names.
fn named() -> Option<PathBuf> {
    let name = env::var_os("WORKBOOK_GRADING_KEY")?;
    (!name.is_empty()).then(|| PathBuf::from(name))
}

/// In the folder for what a program remembers.
fn usual_place(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Option<PathBuf> {
    let folder = |name: &str| {
        variable(name)
            .map(PathBuf::from)
            .filter(|p| p.is_absolute())
    };
    let state = match cfg!(target_os = "macos") {
        true => folder("HOME").map(|home| home.join("Library/Application Support")),
        false => folder("XDG_STATE_HOME")
            .or_else(|| folder("HOME").map(|home| home.join(".local/state"))),
    };
    Some(state?.join("workbook/grading.key"))
}

/// Make a key where there is none. Of several processes that do so at the same
/// time, one is the first, and the others find its key.
fn make(path: &Path) -> io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Ok(());
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if !folder.exists() {
        let mut builder = fs::DirBuilder::new();
        std::os::unix::fs::DirBuilderExt::mode(builder.recursive(true), 0o700);
        builder.create(folder)?;
    }
    // A temporary file is readable by its owner only.
    let mut file = tempfile::Builder::new()
        .prefix(".key-")
        .tempfile_in(folder)?;
    let key = random()?;
    let digits = blake3::Hash::from_bytes(key).to_hex();
    file.write_all(format!("{digits}\n").as_bytes())?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error.error),
        Ok(_) => Ok(()),
    }
}

fn random() -> io::Result<[u8; KEY]> {
    let mut key = [0; KEY];
    getrandom::fill(&mut key).map_err(io::Error::other)?;
    Ok(key)
}

fn parse(digits: &str) -> Option<[u8; KEY]> {
    let hash = blake3::Hash::from_hex(digits).ok()?;
    Some(*hash.as_bytes())
}

/// Why somebody else could know or choose this key. A group may read one that
/// root owns: so secrets are handed to the programs of a container.
fn why_unsafe(data: &fs::Metadata) -> Option<&'static str> {
    let (mode, uid) = (data.permissions().mode(), data.uid());
    let others = if uid == 0 { 0o037 } else { 0o077 };
    if !data.is_file() {
        return Some("is no regular file");
    }
    if uid != 0 && uid != rustix::process::geteuid().as_raw() {
        return Some("belongs to somebody else");
    }
    (mode & others != 0).then_some("can be read or written by others")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsString;

    #[test]
    fn a_signature_is_about_one_text_and_one_thing() {
        let (ours, other) = (Secret::sample(), Secret([8; KEY]));
        for text in [&b"{\"a\":1}"[..], b"{\n  \"a\": 1\n}\n"] {
            let signed = ours.sign(About::Verdict("x"), text);
            let value: serde_json::Value = serde_json::from_slice(&signed).unwrap();
            assert_eq!(value["a"], 1);
            assert!(ours.is_ours(About::Verdict("x"), &signed));
            assert!(!ours.is_ours(About::Verdict("y"), &signed));
            assert!(!ours.is_ours(About::Report, &signed));
            assert!(!other.is_ours(About::Verdict("x"), &signed));
            for at in 0..signed.len() {
                let mut changed = signed.clone();
                changed[at] ^= 1;
                assert!(!ours.is_ours(About::Verdict("x"), &changed), "{at}");
            }
        }
        assert!(!ours.is_ours(About::Run, b"{}"));
        assert!(!ours.is_ours(About::Run, b""));
    }

    #[test]
    fn a_key_is_made_once_and_for_its_owner_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("state/workbook/grading.key");
        let keys: Vec<[u8; KEY]> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| Secret::at(&path).unwrap().0))
                .collect();
            threads.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0]));
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[track_caller]
    fn refused(path: &Path, want: &str) {
        let error = format!("{:#}", Secret::at(path).unwrap_err());
        assert!(error.contains(want), "{error}");
    }

    #[test]
    fn a_key_that_others_could_know_or_choose_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        Secret::at(&path).unwrap();
        for mode in [0o604, 0o602, 0o620, 0o644, 0o666] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            refused(&path, "by others");
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, "secret").unwrap();
        refused(&path, "is damaged");
        refused(dir.path(), "no regular file");
        if rustix::process::geteuid().is_root() {
            fs::remove_file(&path).unwrap();
            Secret::at(&path).unwrap();
            std::os::unix::fs::chown(&path, Some(12_345), None).unwrap();
            refused(&path, "belongs to somebody else");
        }
    }

    #[test]
    fn a_run_without_a_home_has_a_key_of_its_own_and_says_so() {
        let mut said = Vec::new();
        let why = "there is no home folder";
        let mut key = || Secret::unkept(false, why, &mut |text| said.push(text)).unwrap();
        assert_ne!(key().0, key().0);
        assert!(said[0].contains("--key FILE"), "{said:?}");
        let error = Secret::unkept(true, why, &mut |_| {}).unwrap_err();
        assert!(error.to_string().contains("WORKBOOK_GRADING_KEY"));
    }

    #[test]
    fn the_usual_place_is_never_relative() {
        let place = |xdg: &str, home: &str| {
            usual_place(|name| {
                let value = if name == "HOME" { home } else { xdg };
                Some(OsString::from(value))
            })
        };
        if cfg!(target_os = "linux") {
            let want = |path: &str| Some(PathBuf::from(path));
            assert_eq!(place("/s", "/h"), want("/s/workbook/grading.key"));
            assert_eq!(
                place("s", "/h"),
                want("/h/.local/state/workbook/grading.key")
            );
        }
        assert_eq!(place("", ""), None);
    }
}
