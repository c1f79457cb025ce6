//! The folder of the results. Every step beneath it is opened from the one
//! before, and no link is followed: what somebody planted there leads nowhere.

use crate::exit::Failure;
use crate::files::{BEING_WRITTEN, explain};
use anyhow::{Context, bail};
use rustix::fs::{
    AtFlags, Dir, DirEntry, FileType, Mode, OFlags, mkdirat, openat, renameat, statat, unlinkat,
};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// A folder of ours, held open.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
    opened: Arc<OwnedFd>,
}

const STEP: OFlags = OFlags::DIRECTORY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);
/// Neither a link nor something that makes us wait.
const FILE: OFlags = OFlags::NOFOLLOW
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

impl Folder {
    /// Open the folder at `path`, whose parents may be links.
    ///
    /// # Errors
    ///
    /// Where it is none, or a link.
    pub fn open(path: &Path) -> io::Result<Self> {
        let opened = openat(rustix::fs::CWD, path, STEP, Mode::empty())?;
        Ok(Self {
            path: path.to_owned(),
            opened: Arc::new(opened),
        })
    }

    /// The same, made where it is missing.
    ///
    /// # Errors
    ///
    /// As those of [`Folder::open`].
    pub fn create(path: &Path) -> io::Result<Self> {
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        match rustix::fs::mkdir(path, Mode::from_raw_mode(0o777)) {
            Ok(()) | Err(Errno::EXIST) => Self::open(path),
            Err(error) => Err(error.into()),
        }
    }

    /// Where something in it is, for people.
    #[must_use]
    pub fn path(&self, beneath: impl AsRef<Path>) -> PathBuf {
        self.path.join(beneath)
    }

    /// Replace the content of the file `beneath`, as [`crate::files::replace`]
    /// does. Folders are made where they are missing.
    ///
    /// # Errors
    ///
    /// Names the file.
    pub fn replace(&self, beneath: &Path, content: &[u8]) -> anyhow::Result<()> {
        let written = self.try_replace(beneath, |file| file.write_all(content));
        written.map_err(|error| self.explain("write", beneath, &error))
    }

    /// The same with what `write` writes, and so that it outlives a power cut.
    ///
    /// # Errors
    ///
    /// Names the file.
    pub fn replace_synced(
        &self,
        beneath: &Path,
        write: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        let written = self.try_replace(beneath, |file| {
            write(file)?;
            file.sync_all()
        });
        written.map_err(|error| self.explain("write", beneath, &error))
    }

    fn try_replace(
        &self,
        beneath: &Path,
        write: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> io::Result<()> {
        let (folders, name) = steps(beneath)?;
        let folder = self.descend(&folders, true)?;
        let folder = folder.as_ref().unwrap_or(&self.opened);
        let temporary = temporary_name()?;
        let flags = FILE | OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
        let opened = openat(folder, &*temporary, flags, Mode::from_raw_mode(0o666))?;
        let mut file = File::from(opened);
        let written =
            write(&mut file).and_then(|()| Ok(renameat(folder, &*temporary, folder, name)?));
        if written.is_err() {
            let _ = unlinkat(folder, &*temporary, AtFlags::empty());
        }
        written
    }

    /// What the file `beneath` holds.
    ///
    /// # Errors
    ///
    /// Where it is no regular file, or cannot be read.
    pub fn read(&self, beneath: &Path) -> io::Result<Vec<u8>> {
        let (folders, name) = steps(beneath)?;
        let folder = self.descend(&folders, false)?;
        let folder = folder.as_ref().unwrap_or(&self.opened);
        let mut file = File::from(openat(folder, name, FILE, Mode::empty())?);
        if !file.metadata()?.is_file() {
            return Err(io::Error::other("it is no regular file"));
        }
        let mut content = Vec::new();
        file.read_to_end(&mut content)?;
        Ok(content)
    }

    /// Remove the file `beneath`, where there is one.
    ///
    /// # Errors
    ///
    /// Names the file.
    pub fn discard(&self, beneath: &Path) -> anyhow::Result<()> {
        match self.remove(beneath) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(self.explain("remove", beneath, &error))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Open the file `name`, made where it is missing, to lock it.
    ///
    /// # Errors
    ///
    /// Where it is a link, or cannot be made.
    pub fn lock_file(&self, name: &str) -> io::Result<File> {
        let flags = FILE | OFlags::WRONLY | OFlags::CREATE;
        let opened = openat(&self.opened, name, flags, Mode::from_raw_mode(0o666))?;
        Ok(File::from(opened))
    }

    /// The names in the folder `beneath`, with what they are, in order; none
    /// where it is missing.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub fn list(&self, beneath: &Path) -> io::Result<Vec<(OsString, FileType)>> {
        let folders: Vec<_> = beneath.iter().collect();
        let folder = match self.descend(&folders, false) {
            Ok(folder) => folder,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut found = Vec::new();
        let at = folder.as_ref().unwrap_or(&self.opened);
        for entry in Dir::read_from(at)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if name != b"." && name != b".." {
                let kind = kind_of(at, &entry)?;
                found.push((OsString::from_vec(name.to_vec()), kind));
            }
        }
        found.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(found)
    }

    /// Make sure that nothing in it leads elsewhere, and remove what a run that
    /// was killed was writing.
    ///
    /// # Errors
    ///
    /// Names the first link.
    pub fn clean(&self) -> anyhow::Result<()> {
        let mut open = vec![PathBuf::new()];
        while let Some(folder) = open.pop() {
            let unreadable = || format!("failed to read `{}`", self.path(&folder).display());
            for (name, kind) in self.list(&folder).with_context(unreadable)? {
                let beneath = folder.join(&name);
                let half = name
                    .as_encoded_bytes()
                    .starts_with(BEING_WRITTEN.as_bytes());
                if kind == FileType::Symlink {
                    bail!(Failure::Usage(format!(
                        "`{}` is a link, which this program never makes: somebody else wrote into \
                         these results. Name another folder with --out",
                        self.path(&beneath).display()
                    )));
                } else if kind == FileType::Directory && beneath.iter().count() <= DEEPEST {
                    open.push(beneath);
                } else if half {
                    // Best effort: it is only in the way.
                    let _ = self.remove(&beneath);
                }
            }
        }
        Ok(())
    }

    /// Whether there is something called `beneath`.
    ///
    /// # Errors
    ///
    /// Where that cannot be found out.
    pub fn has(&self, beneath: &Path) -> anyhow::Result<bool> {
        let found = || -> io::Result<()> {
            let (folders, name) = steps(beneath)?;
            let folder = self.descend(&folders, false)?;
            let folder = folder.as_ref().unwrap_or(&self.opened);
            statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?;
            Ok(())
        };
        match found() {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(self.explain("find", beneath, &error)),
        }
    }

    /// The folder `beneath`, made where it is missing.
    ///
    /// # Errors
    ///
    /// Where it is a link, or cannot be made.
    pub fn inside(&self, beneath: &Path) -> anyhow::Result<Self> {
        let folders: Vec<_> = beneath.iter().collect();
        let opened = self.descend(&folders, true);
        let opened = opened.map_err(|error| self.explain("make", beneath, &error))?;
        Ok(Self {
            path: self.path(beneath),
            opened: opened.map_or_else(|| Arc::clone(&self.opened), Arc::new),
        })
    }

    /// Move what is called `from` to the place `to`, where nothing is.
    ///
    /// # Errors
    ///
    /// Names what cannot be moved.
    pub fn rename(&self, from: &Path, to: &Path) -> anyhow::Result<()> {
        let moved = || -> io::Result<()> {
            let ((folders, name), (new_folders, new_name)) = (steps(from)?, steps(to)?);
            let old = self.descend(&folders, false)?;
            let new = self.descend(&new_folders, true)?;
            let old = old.as_ref().unwrap_or(&self.opened);
            let new = new.as_ref().unwrap_or(&self.opened);
            Ok(renameat(old, name, new, new_name)?)
        };
        moved().map_err(|error| self.explain("move", from, &error))
    }

    fn remove(&self, beneath: &Path) -> io::Result<()> {
        let (folders, name) = steps(beneath)?;
        let folder = self.descend(&folders, false)?;
        let folder = folder.as_ref().unwrap_or(&self.opened);
        Ok(unlinkat(folder, name, AtFlags::empty())?)
    }

    /// The last of `folders`, each in the one before; `None` where there are none.
    fn descend(&self, folders: &[&OsStr], make: bool) -> io::Result<Option<OwnedFd>> {
        let mut folder: Option<OwnedFd> = None;
        for name in folders {
            let at = folder.as_ref().unwrap_or(&self.opened);
            let opened = match openat(at, *name, STEP, Mode::empty()) {
                Err(Errno::NOENT) if make => {
                    match mkdirat(at, *name, Mode::from_raw_mode(0o777)) {
                        Ok(()) | Err(Errno::EXIST) => {}
                        Err(error) => return Err(error.into()),
                    }
                    openat(at, *name, STEP, Mode::empty())
                }
                outcome => outcome,
            };
            folder = Some(opened.map_err(|error| match error {
                Errno::LOOP | Errno::NOTDIR => io::Error::other("a folder on the way is a link"),
                error => error.into(),
            })?);
        }
        Ok(folder)
    }

    fn explain(&self, doing: &str, beneath: &Path, error: &io::Error) -> anyhow::Error {
        explain(doing, &self.path(beneath), error)
    }
}

/// Not every file system says it with the name.
fn kind_of(folder: &OwnedFd, entry: &DirEntry) -> io::Result<FileType> {
    let known = entry.file_type();
    if known != FileType::Unknown {
        return Ok(known);
    }
    let stat = statat(folder, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW)?;
    Ok(FileType::from_raw_mode(stat.st_mode))
}

/// Results lie three folders deep; what is deeper is none of ours.
const DEEPEST: usize = 8;

/// The folders and the last name of a path that stays beneath where it begins.
fn steps(beneath: &Path) -> io::Result<(Vec<&OsStr>, &OsStr)> {
    let names = beneath.components().map(|component| match component {
        Component::Normal(name) => Ok(name),
        Component::CurDir | Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
            Err(io::Error::other("its path leaves the folder"))
        }
    });
    let mut names = names.collect::<io::Result<Vec<_>>>()?;
    let name = names.pop();
    let name = name.ok_or_else(|| io::Error::other("it names no file"))?;
    Ok((names, name))
}

/// One that no other thread or process writes to. Processes of several machines
/// and containers may have the same number, so that is not enough.
fn temporary_name() -> io::Result<String> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    static PROCESS: OnceLock<u64> = OnceLock::new();
    let process = match PROCESS.get() {
        Some(process) => *process,
        None => {
            let drawn = getrandom::u64().map_err(io::Error::other)?;
            *PROCESS.get_or_init(|| drawn)
        }
    };
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    Ok(format!("{BEING_WRITTEN}{process:x}-{number}"))
}

#[cfg(test)]
mod tests;
