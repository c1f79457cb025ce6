//! Looking for answers in what was handed in, without guessing: what is not
//! where it belongs is named, and not taken.

use super::layout::{Likeness, candidates};
use crate::course::Course;
use crate::intake::{Item, Refused, Tree, is_archive, is_leftover};
use crate::reporter::formats::one_line;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// What was found for one exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// The text of the answer.
    Text(Vec<u8>),
    /// What there is, is not taken.
    Refused(Refused),
}

/// Knows where the answers of a course may be.
#[derive(Debug)]
pub(super) struct Search {
    candidates: Vec<Vec<PathBuf>>,
    likenesses: Vec<Likeness>,
    /// All of them.
    known: HashSet<PathBuf>,
}

/// So many folders, one in the other, may stand around what was handed in.
const DEEPEST: usize = 8;
/// So many names are looked at in a folder, and in all.
const MOST: usize = 5_000;
/// So many are said.
const SHOWN: usize = 3;

impl Search {
    pub(super) fn new(course: &Course) -> Self {
        let candidates = candidates(course);
        Self {
            known: candidates.iter().flatten().cloned().collect(),
            likenesses: course.exercises.iter().map(Likeness::of).collect(),
            candidates,
        }
    }

    /// What the submission at `root` has for each exercise, in order.
    pub(super) fn search(&self, root: &Path) -> Vec<Found> {
        match self.try_search(root) {
            Ok(found) => found,
            Err(why) => vec![Found::Refused(why); self.candidates.len()],
        }
    }

    fn try_search(&self, root: &Path) -> Result<Vec<Found>, Refused> {
        let mut tree = Tree::open(root)?;
        let mut base = PathBuf::new();
        for _ in 0..DEEPEST {
            let found = self.at(&tree, &base);
            if found.iter().any(|one| *one != Found::Nothing) {
                return Ok(self.completed(found, &tree, &base));
            }
            let inside = self.inside(&tree, &base)?;
            match inside {
                Inside::Folder(folder) => base = folder,
                Inside::Archive(path) => {
                    tree = tree.unpack(&path).map_err(|why| named(&path, &why))?;
                    base = PathBuf::new();
                }
                Inside::Nothing => break,
            }
        }
        let found = vec![Found::Nothing; self.candidates.len()];
        let found = self.completed(found, &tree, Path::new(""));
        if found.iter().any(|one| *one != Found::Nothing) {
            return Ok(found);
        }
        Err(nothing_known(&tree))
    }

    /// What lies where it belongs, beneath `base`.
    fn at(&self, tree: &Tree, base: &Path) -> Vec<Found> {
        let of_one = |paths: &Vec<PathBuf>| only_one(tree, base, paths);
        self.candidates.iter().map(of_one).collect()
    }

    /// Where to go on where nothing of the course is in `base`.
    fn inside(&self, tree: &Tree, base: &Path) -> Result<Inside, Refused> {
        let items = list(tree, base)?;
        let of_kind = |wanted: Item| {
            let items = items.iter().filter(move |(_, item)| *item == wanted);
            items.map(|(name, _)| base.join(name))
        };
        let folders: Vec<_> = of_kind(Item::Folder).collect();
        let archives: Vec<_> = of_kind(Item::File)
            .filter(|path| path.file_name().is_some_and(is_archive))
            .collect();
        let has_some = |folder: &&PathBuf| {
            let found = self.at(tree, folder);
            found.iter().any(|one| *one != Found::Nothing)
        };
        // What is not an answer has the same names there.
        let ours = |folder: &&PathBuf| !folder.ends_with("solutions");
        let known: Vec<_> = folders.iter().filter(ours).filter(has_some).collect();
        match (known.as_slice(), folders.as_slice(), archives.as_slice()) {
            ([one], _, _) => Ok(Inside::Folder(PathBuf::clone(one))),
            ([], [one], []) => Ok(Inside::Folder(one.clone())),
            ([], _, [one]) => Ok(Inside::Archive(one.clone())),
            ([], _, []) => Ok(Inside::Nothing),
            ([], _, several) => Err(unclear("several archives could be it", several)),
            (several, _, _) => Err(unclear("several folders could be it", several)),
        }
    }

    /// Say of exercises without an answer what could have been meant as one.
    fn completed(&self, mut found: Vec<Found>, tree: &Tree, base: &Path) -> Vec<Found> {
        if found.iter().all(|one| *one != Found::Nothing) {
            return found;
        }
        let files = files(tree);
        let is_known = |file: &Path| {
            let beneath = file.strip_prefix(base);
            beneath.is_ok_and(|path| self.known.contains(path))
        };
        let strange = files.iter().filter(|file| !is_known(file));
        let strange: Vec<_> = strange.collect();
        for (exercise, one) in found.iter_mut().enumerate() {
            if *one != Found::Nothing {
                continue;
            }
            let likeness = &self.likenesses[exercise];
            let meant = strange.iter().filter(|file| {
                let name = file.file_name().map(Path::new);
                name.is_some_and(|name| likeness.is_meant_by(name))
            });
            let meant: Vec<_> = meant.collect();
            if !meant.is_empty() {
                let place = self.candidates[exercise].first();
                let place = place.map(|path| shown(path)).unwrap_or_default();
                *one = Found::Refused(Refused::Unclear(format!(
                    "nothing is at `{place}`, but there is {}; put the answer there",
                    listed(&meant)
                )));
            }
        }
        found
    }
}

enum Inside {
    Folder(PathBuf),
    Archive(PathBuf),
    Nothing,
}

/// The only answer among those that lie at `paths` beneath `base`.
fn only_one(tree: &Tree, base: &Path, paths: &[PathBuf]) -> Found {
    let mut found = Vec::new();
    for path in paths {
        match tree.take(&base.join(path)) {
            Ok(None) => {}
            Ok(Some(text)) => found.push((path, Ok(text))),
            Err(why) => found.push((path, Err(why))),
        }
    }
    let Some((first, outcome)) = found.first() else {
        return Found::Nothing;
    };
    let is_there = found.iter().any(|(_, other)| other.is_ok());
    if is_there && found.iter().any(|(_, other)| other != outcome) {
        let paths: Vec<_> = found.iter().map(|(path, _)| path).collect();
        return Found::Refused(unclear(
            "several files could be it, and they differ",
            &paths,
        ));
    }
    match outcome {
        Ok(text) => Found::Text(text.clone()),
        Err(why) => Found::Refused(named(first, why)),
    }
}

/// What is in a folder, without what no person put there.
fn list(tree: &Tree, folder: &Path) -> Result<Vec<(std::ffi::OsString, Item)>, Refused> {
    let mut items = tree.list(folder, MOST).map_err(|error| {
        Refused::Unreadable(format!("`{}` cannot be read: {error}", shown(folder)))
    })?;
    items.retain(|(name, _)| !is_leftover(name));
    Ok(items)
}

/// All files.
fn files(tree: &Tree) -> Vec<PathBuf> {
    let (mut found, mut looked) = (Vec::new(), 0);
    let mut open = vec![PathBuf::new()];
    while let Some(folder) = open.pop() {
        // What cannot be read is no hint at what was meant.
        for (name, item) in list(tree, &folder).unwrap_or_default() {
            looked += 1;
            if looked > MOST {
                return found;
            }
            let path = folder.join(name);
            match item {
                Item::Folder if path.iter().count() < DEEPEST && !is_the_courses(&path) => {
                    open.push(path);
                }
                Item::File | Item::Link => found.push(path),
                Item::Folder | Item::Other => {}
            }
        }
    }
    found.sort();
    found
}

/// A clone of the course has files of the same names that are no answers.
fn is_the_courses(folder: &Path) -> bool {
    folder.ends_with("solutions") || folder.ends_with("checker")
}

/// Of a submission of which nothing is known.
fn nothing_known(tree: &Tree) -> Refused {
    let files = files(tree);
    Refused::Unclear(match files.is_empty() {
        true => "it is empty".to_owned(),
        false => format!(
            "nothing in it has the name of an exercise; there is {}",
            listed(&files)
        ),
    })
}

fn unclear(what: &str, paths: &[impl AsRef<Path>]) -> Refused {
    Refused::Unclear(format!("{what}: {}; hand in one of them", listed(paths)))
}

fn named(path: &Path, why: &Refused) -> Refused {
    let text = format!("`{}` is not taken: {}", shown(path), why.why());
    match why {
        Refused::Bad(_) => Refused::Bad(text),
        Refused::Unclear(_) => Refused::Unclear(text),
        Refused::Unreadable(_) => Refused::Unreadable(text),
    }
}

/// `a`, `b`, `c` and 4 more
fn listed(paths: &[impl AsRef<Path>]) -> String {
    let names = paths.iter().take(SHOWN);
    let names: Vec<_> = names
        .map(|path| format!("`{}`", shown(path.as_ref())))
        .collect();
    match paths.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{} and {more} more", names.join(", ")),
        Some(0) | None => names.join(" and "),
    }
}

/// A path that somebody else chose, on one line.
fn shown(path: &Path) -> String {
    one_line(&path.display().to_string())
}

#[cfg(test)]
mod tests;
