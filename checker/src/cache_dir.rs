//! Where things are kept that can be built again: compiled dependencies, the
//! copy of the course.

use anyhow::bail;
use rustix::fs::{Access, access};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder, and what the user should know about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheDir {
    /// Absolute; it need not exist yet.
    pub path: PathBuf,
    /// Said once where the usual place does not exist.
    pub notice: Option<String>,
}

/// The cache folder of this user, else one in the workbook at `root`.
///
/// `WORKBOOK_CACHE_DIR` decides where it is set.
///
/// # Errors
///
/// Where that is a relative path: it would be another folder in each place that
/// the program is started from.
pub fn find(root: &Path) -> anyhow::Result<CacheDir> {
    choose(root, System::HERE, |name| env::var_os(name))
}

/// Where answers are built: in `cache`, but where that is somebody else's, which
/// a whole class may read, in a cache folder of this user.
#[must_use]
pub fn for_builds(cache: &Path, root: &Path) -> PathBuf {
    let may_write = |folder: &Path| {
        fs::create_dir_all(folder).is_ok() && access(folder, Access::WRITE_OK).is_ok()
    };
    if may_write(cache) {
        return cache.to_owned();
    }
    let own = |name: &str| env::var_os(name).filter(|_| name != "WORKBOOK_CACHE_DIR");
    let own = choose(root, System::HERE, own).map(|own| own.path);
    let own = own.ok().filter(|own| may_write(own));
    // Where nothing can be written, the error names the folder that was asked for.
    own.unwrap_or_else(|| cache.to_owned())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum System {
    Linux,
    Mac,
    Windows,
}

impl System {
    const HERE: System = if cfg!(target_os = "macos") {
        System::Mac
    } else if cfg!(windows) {
        System::Windows
    } else {
        System::Linux
    };
}

fn choose(
    root: &Path,
    system: System,
    variable: impl Fn(&str) -> Option<OsString>,
) -> anyhow::Result<CacheDir> {
    let folder = |name: &str| variable(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if let Some(path) = folder("WORKBOOK_CACHE_DIR") {
        if !path.is_absolute() {
            bail!(
                "WORKBOOK_CACHE_DIR is `{}`, which is another folder in each place that \
                 `workbook` is started from; set it to the whole path, such as `{}`",
                path.display(),
                std::path::absolute(&path).unwrap_or_default().display()
            );
        }
        return Ok(CacheDir { path, notice: None });
    }
    // A relative path here would mean another folder in every place that the
    // program is started from; the XDG specification says to ignore it.
    let home = |name: &str| folder(name).filter(|path| path.is_absolute());
    let usual = match system {
        System::Linux => {
            home("XDG_CACHE_HOME").or_else(|| home("HOME").map(|home| home.join(".cache")))
        }
        System::Mac => home("HOME").map(|home| home.join("Library/Caches")),
        System::Windows => home("LOCALAPPDATA"),
    };
    if let Some(usual) = usual {
        let path = usual.join("workbook");
        return Ok(CacheDir { path, notice: None });
    }
    let path = root.join(".workbook").join("cache");
    let notice = format!(
        "there is no home folder, so compiled dependencies are kept in `{}`; \
         set WORKBOOK_CACHE_DIR to keep them elsewhere",
        path.display()
    );
    Ok(CacheDir {
        path,
        notice: Some(notice),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(system: System, variables: &[(&str, &str)], want: &str) -> Option<String> {
        let chosen = choose(Path::new("/course"), system, |name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        });
        let chosen = chosen.unwrap();
        assert_eq!(chosen.path, PathBuf::from(want));
        chosen.notice
    }

    #[cfg(unix)]
    #[test]
    fn the_variable_wins_then_the_system_decides() {
        use System::{Linux, Mac};
        let home = ("HOME", "/home/ada");
        let xdg = ("XDG_CACHE_HOME", "/fast");
        check(Linux, &[("WORKBOOK_CACHE_DIR", "/own"), home, xdg], "/own");
        check(Linux, &[home, xdg], "/fast/workbook");
        check(Linux, &[home], "/home/ada/.cache/workbook");
        check(Mac, &[home, xdg], "/home/ada/Library/Caches/workbook");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_empty_or_relative_counts_as_not_set() {
        let odd = [
            ("WORKBOOK_CACHE_DIR", ""),
            ("XDG_CACHE_HOME", "cache"),
            ("HOME", "/home/ada"),
        ];
        check(System::Linux, &odd, "/home/ada/.cache/workbook");
    }

    #[test]
    fn a_relative_one_of_ours_is_refused() {
        for relative in ["cache", "./cache", "~/cache"] {
            let chosen = choose(Path::new("/course"), System::Linux, |name| {
                (name == "WORKBOOK_CACHE_DIR").then(|| OsString::from(relative))
            });
            let error = chosen.unwrap_err().to_string();
            assert!(error.contains(&format!("`{relative}`")), "{error}");
        }
    }

    #[test]
    fn without_a_home_it_is_in_the_course_and_says_so() {
        for system in [System::Linux, System::Mac, System::Windows] {
            let notice = check(system, &[], "/course/.workbook/cache");
            assert!(notice.unwrap().contains("WORKBOOK_CACHE_DIR"));
        }
    }
}
