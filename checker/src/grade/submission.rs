//! What was handed in: folders and archives, each of one person.

use super::id::{id_of, normal};
use super::roster::{Person, Roster};
use crate::exit::Failure;
use crate::intake::{is_archive, stem};
use crate::reporter::{Count, formats::one_line, json::Submission};
use anyhow::{Context, bail};
use std::collections::{BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

/// What was handed in, and by whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its id and what is known about the person.
    pub submission: Submission,
    /// The folder or the archive, absolute, without links.
    pub root: PathBuf,
}

/// What to look for, as it stands on the command line.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// Each is a submission.
    pub paths: &'a [PathBuf],
    /// Each folder and each archive in these is one.
    pub each: &'a [PathBuf],
}

/// Something that is a submission, before it has an id.
struct Piece {
    /// As it was named.
    shown: PathBuf,
    root: PathBuf,
    /// Whose it is: the name without the ending of an archive.
    name: OsString,
}

/// Find the submissions, in the order of their ids. `warn` is told what was
/// passed over, and which names could not stay as they are.
///
/// # Errors
///
/// Where a path cannot be read or two have the same id.
pub fn find(
    wanted: &Wanted<'_>,
    roster: Option<&Roster>,
    warn: &mut dyn FnMut(String),
) -> anyhow::Result<Vec<Entry>> {
    let mut found = Vec::new();
    for path in wanted.paths {
        found.push(named(path)?);
    }
    for path in wanted.each {
        pieces_in(path, &mut found, warn)?;
    }
    let people = roster.map_or(&[][..], |roster| &roster.people);
    let owners = people.iter().map(|person| (normal(&person.folder), person));
    let owners: HashMap<String, &Person> = owners.collect();
    let mut renamed = Vec::new();
    let mut entries = Vec::new();
    for piece in found {
        let own = id_of(&piece.name);
        let whole = piece.root.file_name().and_then(OsStr::to_str);
        let names = [piece.name.to_str(), whole, Some(own.as_str())];
        let owner = names.into_iter().flatten();
        let owner = owner.filter_map(|name| owners.get(&normal(name))).next();
        let id = owner.map_or(&own, |owner| &owner.id).clone();
        if owner.is_none() && OsStr::new(&id) != piece.name {
            renamed.push(format!("{:?} is `{id}`", piece.name));
        }
        entries.push(Entry {
            submission: submission(id, &piece, owner.copied()),
            root: piece.root,
        });
    }
    if !renamed.is_empty() {
        warn(format!(
            "names that cannot be ids as they are get another one: {}",
            renamed.join(", ")
        ));
    }
    entries.sort_by(|a, b| a.submission.id.cmp(&b.submission.id));
    ensure_distinct(&entries)?;
    Ok(entries)
}

fn submission(id: String, piece: &Piece, owner: Option<&Person>) -> Submission {
    let of = |field: fn(&Person) -> &Option<String>| owner.and_then(|owner| field(owner).clone());
    Submission {
        id,
        path: Some(piece.shown.display().to_string()),
        name: of(|person| &person.name),
        email: of(|person| &person.email),
        submitted_at: of(|person| &person.submitted_at),
        due: of(|person| &person.due),
        extension: of(|person| &person.extension),
    }
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

/// What stands on the command line.
fn named(path: &Path) -> anyhow::Result<Piece> {
    let shown = path.display();
    let root = real(path)?;
    let name = root.file_name().unwrap_or_default().to_owned();
    let is_archive = is_archive(&name);
    let is_one = root.is_dir() || (is_archive && root.is_file());
    if !is_one {
        let text =
            format!("`{shown}` is a file, and a submission is a folder, a zip, a tar or a tar.gz");
        bail!(Failure::Usage(text));
    }
    let name = match root.is_dir() {
        true => name,
        false => stem(&name).unwrap_or(&name).to_owned(),
    };
    let shown = path.to_owned();
    Ok(Piece { shown, root, name })
}

/// The path as it is really called.
fn real(path: &Path) -> anyhow::Result<PathBuf> {
    match path.canonicalize() {
        Ok(root) => Ok(root),
        Err(error) => {
            let text = format!(
                "failed to find the submission `{}`: {error}",
                path.display()
            );
            bail!(Failure::Usage(text))
        }
    }
}

/// Every folder and archive in `path` but hidden ones. Links are not followed:
/// what they point to may be anything.
fn pieces_in(
    path: &Path,
    found: &mut Vec<Piece>,
    warn: &mut dyn FnMut(String),
) -> anyhow::Result<()> {
    let root = real(path)?;
    if !root.is_dir() {
        let text = format!("`{}` is no folder of submissions", path.display());
        bail!(Failure::Usage(text));
    }
    let unreadable = || format!("failed to read the folder `{}`", path.display());
    let (mut folders, mut archives, mut others) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for entry in fs::read_dir(&root).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        if name.as_encoded_bytes().starts_with(b".") || name == "__MACOSX" {
            continue;
        }
        if kind.is_dir() {
            folders.insert(name);
        } else if kind.is_symlink() {
            warn(format!(
                "`{}` is a link and is passed over; name it to have it graded",
                one_line(&path.join(&name).display().to_string())
            ));
        } else if kind.is_file() && is_archive(&name) {
            archives.insert(name);
        } else {
            others.push(one_line(&name.to_string_lossy()));
        }
    }
    if !others.is_empty() {
        others.sort();
        let count = Count(others.len(), "file");
        warn(format!(
            "{count} in `{}` are no submissions and are passed over: {}; a submission is a \
             folder, a zip, a tar or a tar.gz",
            path.display(),
            some_of(&others)
        ));
    }
    if folders.is_empty() && archives.is_empty() {
        let text = format!(
            "there is no submission in `{}`: it has no folders and no archives",
            path.display()
        );
        bail!(Failure::NothingSelected(text));
    }
    let mut add = |file: &OsString, name: &OsStr| {
        found.push(Piece {
            shown: path.join(file),
            root: root.join(file),
            name: name.to_owned(),
        });
    };
    folders.iter().for_each(|folder| add(folder, folder));
    let mut stems: HashMap<&OsStr, usize> = HashMap::new();
    for name in archives.iter().filter_map(|name| stem(name)) {
        *stems.entry(name).or_default() += 1;
    }
    for archive in &archives {
        let name = stem(archive).unwrap_or(archive);
        if folders.contains(name) {
            warn(format!(
                "`{}` is passed over: the folder beside it has the same name",
                one_line(&path.join(archive).display().to_string())
            ));
        } else if stems.get(name).is_some_and(|count| *count > 1) {
            // Nobody knows which of them counts.
            add(archive, archive);
        } else {
            add(archive, name);
        }
    }
    Ok(())
}

/// The first of them, and how many more there are.
fn some_of(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let first: Vec<_> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{} and {more} more", first.join(", ")),
        Some(0) | None => first.join(", "),
    }
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
        let wanted = Wanted {
            paths: &[],
            each: &each,
        };
        let mut warnings = Vec::new();
        let entries = find(&wanted, roster, &mut |text| warnings.push(text))?;
        let ids = entries.into_iter().map(|entry| entry.submission.id);
        Ok((ids.collect(), warnings))
    }

    #[track_caller]
    fn refused(paths: &[PathBuf], want: &str) {
        let wanted = Wanted { paths, each: &[] };
        let error = find(&wanted, None, &mut |_| {}).unwrap_err();
        assert!(error.to_string().contains(want), "{error:#}");
        assert_eq!(exit::code(&Err(error)), exit::USAGE);
    }

    #[test]
    fn each_folder_and_archive_is_one_but_not_hidden_ones() {
        let dir = class(&["bob", "ada", ".git", "__MACOSX"]);
        for name in [
            "eve.zip",
            "joe.tar.gz",
            "zoe.RAR",
            "notes.txt",
            ".DS_Store",
            "ada.zip",
        ] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        let (ids, warnings) = each(dir.path(), None).unwrap();
        assert_eq!(ids, ["ada", "bob", "eve", "joe", "zoe"]);
        assert!(warnings[0].contains("`notes.txt`"), "{warnings:?}");
        assert!(
            warnings[1].contains("ada.zip` is passed over"),
            "{warnings:?}"
        );
        assert_eq!(warnings.len(), 2);
    }

    #[test]
    fn two_archives_of_one_name_are_kept_apart() {
        let dir = class(&[]);
        for name in ["eve.zip", "eve.tar"] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        assert_eq!(each(dir.path(), None).unwrap().0, ["eve.tar", "eve.zip"]);
    }

    #[test]
    fn odd_names_stop_nobody_and_are_said_at_once() {
        use std::os::unix::ffi::OsStrExt;
        let dir = class(&["ada", "a:b", "line\nend", &"x".repeat(230)]);
        fs::create_dir(dir.path().join(OsStr::from_bytes(b"jos\xe9"))).unwrap();
        let (ids, warnings) = each(dir.path(), None).unwrap();
        assert_eq!(ids[..4], ["a%3Ab", "ada", "jos%E9", "line%0Aend"]);
        assert_eq!(ids.len(), 5);
        assert_eq!(warnings.len(), 1);
        for want in ["a%3Ab", "jos%E9", "line%0Aend", "\"jos\\xE9\""] {
            assert!(warnings[0].contains(want), "{want}: {warnings:?}");
        }
    }

    #[test]
    fn a_name_of_the_roster_is_found_however_it_is_written() {
        let dir = class(&["Jose\u{301}"]);
        fs::write(dir.path().join("zoe.zip"), "").unwrap();
        let person = |folder: &str, id: &str| Person {
            id: id.to_owned(),
            folder: folder.to_owned(),
            ..Person::default()
        };
        let roster = Roster {
            people: vec![person("José", "j"), person("zoe", "z")],
            more: Vec::new(),
        };
        let (ids, warnings) = each(dir.path(), Some(&roster)).unwrap();
        assert_eq!((ids, warnings), (vec!["j".into(), "z".into()], vec![]));
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
        refused(&[path("ada"), path("more/ada")], "have the same id, `ada`");
        refused(&[path("ada"), path("ada")], "have the same id, `ada`");
        refused(&[PathBuf::new()], "failed to find the submission ``");
        let error = each(&path("empty"), None).unwrap_err();
        assert_eq!(exit::code(&Err(error)), exit::NOTHING_SELECTED);
    }
}
