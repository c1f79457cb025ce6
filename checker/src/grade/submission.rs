//! The folders that were handed in.

use super::roster::{Roster, ensure_safe};
use crate::exit::Failure;
use crate::reporter::json::Submission;
use anyhow::{Context, bail};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder that was handed in, and by whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its id and what is known about the person.
    pub submission: Submission,
    /// Absolute, without links.
    pub root: PathBuf,
}

/// What to look for, as it stands on the command line.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// Each is a submission.
    pub paths: &'a [PathBuf],
    /// Each folder in these is one.
    pub each: &'a [PathBuf],
    /// The folder of the results, which is none.
    pub out: &'a Path,
}

/// Find the submissions, in the order of their ids. `warn` is told what was
/// passed over.
///
/// # Errors
///
/// Where a path is no folder or two have the same id.
pub fn find(
    wanted: &Wanted<'_>,
    roster: Option<&Roster>,
    warn: &mut dyn FnMut(String),
) -> anyhow::Result<Vec<Entry>> {
    let mut found = Vec::new();
    for path in wanted.paths {
        let root = folder(path)?;
        if is_empty(&root)? {
            let text = format!("`{}` is empty: nothing was handed in there", path.display());
            bail!(Failure::Usage(text));
        }
        found.push((path.clone(), root));
    }
    for path in wanted.each {
        folders_in(path, wanted.out, &mut found, warn)?;
    }
    let owners: HashMap<&str, _> = roster.map_or_else(HashMap::new, |roster| {
        let people = roster.people.iter();
        people
            .map(|person| (person.folder.as_str(), person))
            .collect()
    });
    let mut entries = Vec::new();
    for (path, root) in found {
        let name = root.file_name().and_then(|name| name.to_str());
        let Some(name) = name else {
            let text = format!("`{}` has no name that could be an id", path.display());
            bail!(Failure::Usage(text));
        };
        let owner = owners.get(name);
        let id = owner.map_or(name, |owner| &owner.id).to_owned();
        ensure_safe(&id).with_context(|| format!("`{}`", path.display()))?;
        let of = |field: fn(&super::Person) -> &Option<String>| {
            owner.and_then(|owner| field(owner).clone())
        };
        let submission = Submission {
            id,
            path: Some(path.display().to_string()),
            name: of(|person| &person.name),
            email: of(|person| &person.email),
            submitted_at: of(|person| &person.submitted_at),
            due: of(|person| &person.due),
        };
        entries.push(Entry { submission, root });
    }
    entries.sort_by(|a, b| a.submission.id.cmp(&b.submission.id));
    ensure_distinct(&entries)?;
    Ok(entries)
}

fn ensure_distinct(entries: &[Entry]) -> anyhow::Result<()> {
    for pair in entries.windows(2) {
        if pair[0].submission.id == pair[1].submission.id {
            let text = format!(
                "`{}` and `{}` have the same id, `{}`; rename a folder, or give them \
                 different ids with --roster",
                pair[0].root.display(),
                pair[1].root.display(),
                pair[0].submission.id
            );
            bail!(Failure::Usage(text));
        }
    }
    Ok(())
}

/// The folder as it is really called.
fn folder(path: &Path) -> anyhow::Result<PathBuf> {
    let shown = path.display();
    let root = match path.canonicalize() {
        Ok(root) => root,
        Err(error) => {
            let text = format!("failed to find the submission `{shown}`: {error}");
            bail!(Failure::Usage(text));
        }
    };
    if !root.is_dir() {
        let text = format!(
            "`{shown}` is a file, and a submission is a folder; unpack it first if it is an archive"
        );
        bail!(Failure::Usage(text));
    }
    Ok(root)
}

fn is_empty(folder: &Path) -> anyhow::Result<bool> {
    let mut entries = fs::read_dir(folder)
        .with_context(|| format!("failed to read the folder `{}`", folder.display()))?;
    Ok(entries.next().is_none())
}

/// Every folder in `path` but hidden ones and that of the results. Links are
/// not followed: what they point to may be anything.
fn folders_in(
    path: &Path,
    out: &Path,
    found: &mut Vec<(PathBuf, PathBuf)>,
    warn: &mut dyn FnMut(String),
) -> anyhow::Result<()> {
    let root = folder(path)?;
    let unreadable = || format!("failed to read the folder `{}`", path.display());
    let before = found.len();
    for entry in fs::read_dir(&root).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") || entry.path() == out {
            continue;
        }
        let (shown, kind) = (path.join(&name), entry.file_type()?);
        if kind.is_dir() {
            found.push((shown, entry.path()));
        } else if kind.is_symlink() {
            warn(format!(
                "`{}` is a link and is passed over; name it to have it graded",
                shown.display()
            ));
        }
    }
    if found.len() == before {
        let text = format!(
            "there is no submission in `{}`: it has no folders",
            path.display()
        );
        bail!(Failure::NothingSelected(text));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::roster::Person;
    use super::*;
    use crate::exit;

    fn class(folders: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for name in folders {
            fs::create_dir_all(dir.path().join(name)).unwrap();
            fs::write(dir.path().join(name).join("join.rs"), "").unwrap();
        }
        dir
    }

    fn each(dir: &Path, roster: Option<&Roster>) -> anyhow::Result<(Vec<String>, Vec<String>)> {
        let each = [dir.to_owned()];
        let out = dir.canonicalize().unwrap().join("grades");
        let wanted = Wanted {
            paths: &[],
            each: &each,
            out: &out,
        };
        let mut warnings = Vec::new();
        let entries = find(&wanted, roster, &mut |text| warnings.push(text))?;
        let ids = entries.into_iter().map(|entry| entry.submission.id);
        Ok((ids.collect(), warnings))
    }

    #[track_caller]
    fn refused(paths: &[PathBuf], want: &str) {
        let wanted = Wanted {
            paths,
            each: &[],
            out: Path::new("grades"),
        };
        let error = find(&wanted, None, &mut |_| {}).unwrap_err();
        assert!(error.to_string().contains(want), "{error:#}");
        assert_eq!(exit::code(&Err(error)), exit::USAGE);
    }

    #[test]
    fn each_folder_is_one_but_not_hidden_ones_nor_the_results() {
        let dir = class(&["bob", "ada", ".git", "grades"]);
        fs::write(dir.path().join("notes.txt"), "").unwrap();
        assert_eq!(each(dir.path(), None).unwrap().0, ["ada", "bob"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_class_are_passed_over_and_named() {
        let dir = class(&["ada"]);
        std::os::unix::fs::symlink("/", dir.path().join("evil")).unwrap();
        let (ids, warnings) = each(dir.path(), None).unwrap();
        assert_eq!(ids, ["ada"]);
        assert!(warnings[0].contains("evil` is a link"), "{warnings:?}");
    }

    #[test]
    fn the_roster_gives_ids_and_sorting_is_by_them() {
        let dir = class(&["s1", "s2"]);
        let person = |folder: &str, id: &str| Person {
            id: id.to_owned(),
            folder: folder.to_owned(),
            ..Person::default()
        };
        let roster = Roster {
            people: vec![person("s1", "zoe"), person("s2", "ada")],
            more: Vec::new(),
        };
        let (ids, _) = each(dir.path(), Some(&roster)).unwrap();
        assert_eq!(ids, ["ada", "zoe"]);
    }

    #[test]
    fn what_is_no_submission_is_named() {
        let dir = class(&["ada", "more/ada"]);
        let path = |name: &str| dir.path().join(name);
        refused(&[path("bob")], "failed to find the submission `");
        refused(&[path("ada/join.rs")], "join.rs` is a file");
        fs::create_dir(path("empty")).unwrap();
        refused(&[path("empty")], "empty` is empty");
        refused(&[path("ada"), path("more/ada")], "have the same id, `ada`");
        refused(&[path("ada"), path("ada")], "have the same id, `ada`");
        refused(&[PathBuf::new()], "failed to find the submission ``");
        let error = each(&path("empty"), None).unwrap_err();
        assert_eq!(exit::code(&Err(error)), exit::NOTHING_SELECTED);
    }
}
