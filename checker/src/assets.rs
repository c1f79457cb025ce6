//! The course inside the binary, put there by `build.rs`.
//!
//! Hidden tests, solutions and crates are needed as files, so [`materialize`]
//! writes them into the cache, once for each content.

use crate::files::replace;
use anyhow::{Context, bail};
use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use toml_edit::{Array, DocumentMut};

/// Paths with `/`, in order, and what they hold.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The packages that the copy in the cache consists of.
const MEMBERS: [&str; 7] = [
    "checker/seal",
    "checker/report",
    "checker/instrument",
    "checker/lab",
    "checker/proof",
    "checker/proof-http",
    "exercises",
];

/// Copies of other versions of the program are removed after this time.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Every file: its path with `/`, relative to the course's folder, and its content.
pub fn files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.iter().copied()
}

/// One file by its path, such as `info.toml`.
#[must_use]
pub fn get(path: &str) -> Option<&'static [u8]> {
    let index = FILES.binary_search_by_key(&path, |(name, _)| name).ok()?;
    Some(FILES[index].1)
}

/// An exercise as shipped, by its path under `exercises`.
#[must_use]
pub fn shipped(file: &Path) -> Option<&'static [u8]> {
    let names: Option<Vec<_>> = file.iter().map(|name| name.to_str()).collect();
    get(&format!("exercises/{}", names?.join("/")))
}

/// The course in the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseCopy {
    /// Its folder.
    pub root: PathBuf,
    /// What was not as this program wrote it, and is again.
    pub notice: Option<String>,
}

/// Write the course into `cache`, unless it is there, and return its folder. A
/// file that is not as it was written is written again: hidden tests decide.
///
/// # Errors
///
/// When the folder cannot be written; says which and what to do.
pub fn materialize(cache: &Path) -> anyhow::Result<CourseCopy> {
    let copies = cache.join("course");
    let root = copies.join(content_hash());
    let is_there = root.is_dir();
    let damaged = damaged(&root)?;
    if damaged.is_empty() {
        return Ok(CourseCopy { root, notice: None });
    }
    let advice = || {
        format!(
            "failed to write the course into the cache `{}`; \
             make room or check its permissions, or set WORKBOOK_CACHE_DIR to another folder",
            copies.display()
        )
    };
    if is_there && damaged.iter().all(|path| mend(&root, path).is_ok()) {
        let notice = Some(notice(&root, &damaged));
        return Ok(CourseCopy { root, notice });
    }
    fs::create_dir_all(&copies).with_context(advice)?;
    remove_old(&copies);
    let fresh = tempfile::Builder::new().prefix(".new-").tempdir_in(&copies);
    let fresh = fresh.with_context(advice)?;
    write_all(fresh.path()).with_context(advice)?;
    put_in_place(fresh, &root).with_context(advice)?;
    let notice = is_there.then(|| notice(&root, &damaged));
    Ok(CourseCopy { root, notice })
}

fn notice(root: &Path, damaged: &[&str]) -> String {
    let others = match damaged.len() - 1 {
        0 => String::new(),
        others => format!(" and {others} more"),
    };
    format!(
        "the course in the cache is damaged: `{}`{others} was changed or removed; it is written \
         again",
        root.join(damaged[0]).display()
    )
}

/// A workspace with these members, and the settings that their manifests inherit.
///
/// # Errors
///
/// When the binary was built without a course.
pub fn workspace_manifest(members: &[&str]) -> anyhow::Result<String> {
    let text = get("Cargo.toml").context("this program was built without a course")?;
    let mut manifest: DocumentMut = std::str::from_utf8(text)?.parse()?;
    let Some(workspace) = manifest["workspace"].as_table_mut() else {
        bail!("the Cargo.toml inside this program is not a workspace");
    };
    workspace.remove("default-members");
    workspace["members"] = toml_edit::value(members.iter().copied().collect::<Array>());
    Ok(manifest.to_string())
}

fn content_hash() -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, content) in files() {
        // Lengths, so that a move of bytes from one file to the next is a change.
        hasher.update(&(path.len() as u64).to_le_bytes());
        hasher.update(path.as_bytes());
        hasher.update(&(content.len() as u64).to_le_bytes());
        hasher.update(content);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// The files of the copy that are not as they were written. Cleaners of temporary
/// files take single ones away, a power cut leaves empty ones, and a disk rots.
fn damaged(root: &Path) -> anyhow::Result<Vec<&'static str>> {
    let mut damaged = Vec::new();
    for (path, _) in files() {
        let file = root.join(path);
        let is_file = file.symlink_metadata().is_ok_and(|found| found.is_file());
        let want = content(path)?;
        if !is_file || fs::read(&file).ok().as_deref() != Some(&*want) {
            damaged.push(path);
        }
    }
    Ok(damaged)
}

/// What the file at `path` of the copy holds.
fn content(path: &str) -> anyhow::Result<Cow<'static, [u8]>> {
    // The one file that is not written as it is.
    if path == "Cargo.toml" {
        return Ok(workspace_manifest(&MEMBERS)?.into_bytes().into());
    }
    Ok(get(path).unwrap_or_default().into())
}

/// Write one file again, in one step: others may be reading it.
fn mend(root: &Path, path: &str) -> anyhow::Result<()> {
    let file = root.join(path);
    if file.symlink_metadata().is_ok_and(|found| found.is_dir()) {
        fs::remove_dir_all(&file)?;
    }
    replace(&file, &content(path)?)
}

fn write_all(folder: &Path) -> anyhow::Result<()> {
    for (path, _) in files() {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(file, content(path)?)?;
    }
    Ok(())
}

fn put_in_place(fresh: tempfile::TempDir, target: &Path) -> io::Result<()> {
    let is_whole = |target: &Path| damaged(target).is_ok_and(|damaged| damaged.is_empty());
    if target.exists() && !is_whole(target) {
        fs::remove_dir_all(target)?;
    }
    match fs::rename(fresh.path(), target) {
        Ok(()) => {
            // Nothing is left to remove.
            let _ = fresh.keep();
            Ok(())
        }
        // Another process was faster.
        Err(_) if is_whole(target) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Best effort: what cannot be removed stays.
fn remove_old(copies: &Path) {
    let Ok(entries) = fs::read_dir(copies) else {
        return;
    };
    for entry in entries.flatten() {
        let written = entry.metadata().and_then(|folder| folder.modified());
        let age = written.map(|time| time.elapsed().unwrap_or_default());
        if age.is_ok_and(|age| age > KEPT) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_in_order_so_that_they_are_found() {
        assert!(FILES.is_sorted_by_key(|(path, _)| *path));
        assert!(get("checker/proof/Cargo.toml").is_some());
        assert!(shipped(Path::new("Cargo.toml")).is_some());
        assert_eq!(get("checker/proof"), None);
    }

    #[test]
    fn nothing_that_was_built_is_inside() {
        for (path, _) in files() {
            let odd = path
                .split('/')
                .any(|name| name == "target" || name.starts_with('.'));
            assert!(!odd, "{path}");
        }
    }

    #[test]
    fn the_copy_is_written_once_and_mended_where_it_is_damaged() {
        let cache = tempfile::tempdir().unwrap();
        let first = materialize(cache.path()).unwrap();
        assert_eq!(first.notice, None);
        let root = first.root;
        fs::write(root.join("mark"), "").unwrap();
        let hidden = files().map(|(path, _)| path);
        let hidden = hidden.filter(|path| path.starts_with("checker/hidden/"));
        let hidden = root.join(hidden.last().unwrap());
        let before = fs::read(&hidden).unwrap();
        let spaces = vec![b' '; before.len()];
        let elsewhere = cache.path().join("elsewhere");
        let damages: [&dyn Fn(); 5] = [
            &|| fs::remove_file(&hidden).unwrap(),
            &|| fs::write(&hidden, "").unwrap(),
            &|| fs::write(&hidden, &spaces).unwrap(),
            &|| {
                fs::rename(&hidden, &elsewhere).unwrap();
                std::os::unix::fs::symlink(&elsewhere, &hidden).unwrap();
            },
            &|| {
                fs::remove_file(&hidden).unwrap();
                fs::create_dir(&hidden).unwrap();
            },
        ];
        for damage in damages {
            let whole = CourseCopy {
                root: root.clone(),
                notice: None,
            };
            assert_eq!(materialize(cache.path()).unwrap(), whole);
            assert!(root.join("mark").exists(), "written again without need");
            damage();
            let mended = materialize(cache.path()).unwrap();
            let notice = mended.notice.unwrap();
            assert!(notice.contains(&hidden.display().to_string()), "{notice}");
            assert!(hidden.symlink_metadata().unwrap().is_file());
            assert_eq!(fs::read(&hidden).unwrap(), before);
        }
        let left = fs::read_dir(cache.path().join("course")).unwrap().count();
        assert_eq!(left, 1, "a temporary folder was left behind");
    }

    #[test]
    fn the_copy_is_a_workspace_of_what_it_holds() {
        let manifest = workspace_manifest(&MEMBERS).unwrap();
        let manifest: DocumentMut = manifest.parse().unwrap();
        let workspace = &manifest["workspace"];
        assert_eq!(
            workspace["members"].as_array().unwrap().len(),
            MEMBERS.len()
        );
        assert!(workspace.get("default-members").is_none());
        assert!(workspace.get("package").is_some());
        for member in MEMBERS {
            assert!(get(&format!("{member}/Cargo.toml")).is_some(), "{member}");
        }
    }

    #[test]
    fn a_cache_that_cannot_be_written_says_what_to_do() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "").unwrap();
        let error = format!("{:#}", materialize(&file).unwrap_err());
        assert!(
            error.contains("WORKBOOK_CACHE_DIR") && error.contains("file"),
            "{error}"
        );
    }
}
