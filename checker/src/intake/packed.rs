//! An archive in memory: its names, and the texts that could be answers.

use super::{Item, Refused, is_leftover};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

/// The most names in an archive.
pub(super) const MOST_NAMES: usize = 20_000;
/// The most bytes of text that are held.
const MOST_TEXT: usize = 16 * 1024 * 1024;
/// Longer and deeper names are no answers.
const LONGEST_NAME: usize = 1024;
const DEEPEST: usize = 32;

/// By path.
#[derive(Debug, Default)]
pub(super) struct Packed {
    members: BTreeMap<PathBuf, Member>,
    text: usize,
}

/// One thing in it.
#[derive(Debug, PartialEq)]
pub(super) enum Member {
    /// A file that could be an answer.
    Text(Vec<u8>),
    /// A file that could not.
    File,
    Link,
    Other,
    /// A file that cannot be unpacked, and why.
    Locked(String),
    /// Two different things.
    Twice,
}

impl Packed {
    /// Add what an archive has under the name `name`; what nobody wants is left
    /// out.
    ///
    /// # Errors
    ///
    /// Where there is too much in it.
    pub(super) fn add(&mut self, path: PathBuf, member: Member) -> Result<(), Refused> {
        if self.members.len() == MOST_NAMES {
            return Err(too_much(&format!("more than {MOST_NAMES} files")));
        }
        if let Member::Text(text) = &member {
            self.text += text.len();
            if self.text > MOST_TEXT {
                return Err(too_much("more than 16 MiB of Rust in it"));
            }
        }
        match self.members.get_mut(&path) {
            Some(there) if *there == member => {}
            Some(there) => *there = Member::Twice,
            None => drop(self.members.insert(path, member)),
        }
        Ok(())
    }

    pub(super) fn read(&self, path: &Path) -> Result<Option<Vec<u8>>, Refused> {
        for parent in path.ancestors().skip(1) {
            if self.members.get(parent) == Some(&Member::Link) {
                return Err(Refused::bad("a folder on the way to it is a link"));
            }
        }
        match self.members.get(path) {
            None => Ok(None),
            Some(Member::Text(text)) => Ok(Some(text.clone())),
            Some(Member::Link) => Err(Refused::bad("it is a symbolic link")),
            Some(Member::File | Member::Other) => Err(Refused::bad("it is no regular file")),
            Some(Member::Locked(why)) => Err(Refused::Unclear(why.clone())),
            Some(Member::Twice) => {
                let why = "it is in the archive twice, with different content";
                Err(Refused::Unclear(why.to_owned()))
            }
        }
    }

    pub(super) fn list(&self, folder: &Path, most: usize) -> Vec<(OsString, Item)> {
        let mut found: BTreeMap<&OsStr, Item> = BTreeMap::new();
        let from = self.members.range(folder.to_owned()..);
        let beneath = from.map_while(|(path, member)| {
            let rest = path.strip_prefix(folder).ok()?;
            Some((rest.components(), member))
        });
        for (mut rest, member) in beneath {
            let Some(Component::Normal(name)) = rest.next() else {
                continue;
            };
            let item = match (rest.next(), member) {
                (Some(_), _) => Item::Folder,
                (None, Member::Link) => Item::Link,
                (None, Member::Other) => Item::Other,
                (None, Member::Text(_) | Member::File | Member::Locked(_) | Member::Twice) => {
                    Item::File
                }
            };
            found.insert(name, item);
        }
        let found = found.into_iter().take(most);
        found.map(|(name, item)| (name.to_owned(), item)).collect()
    }
}

/// A file of an archive whose text is worth holding.
pub(super) fn could_be_an_answer(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    let name = name.to_ascii_lowercase();
    name.windows(3).any(|part| part == b".rs")
}

/// The path that an archive means by `name`; `None` for what nobody wants.
///
/// # Errors
///
/// Where it leads out of the archive: no honest program writes that.
pub(super) fn path_of(name: &[u8]) -> Result<Option<PathBuf>, Refused> {
    let leaves = |_: &[u8]| {
        let shown = String::from_utf8_lossy(name);
        let shown = shown.chars().take(100).collect::<String>();
        let shown = shown.escape_debug();
        Refused::Unclear(format!(
            "the name `{shown}` in it leads out of it, so nothing in it is taken"
        ))
    };
    let mut path = PathBuf::new();
    let mut depth = 0;
    let mut is_wanted = name.len() <= LONGEST_NAME;
    for (at, part) in name.split(|byte| *byte == b'/').enumerate() {
        let is_drive = at == 0 && part.len() == 2 && part[1] == b':';
        match part {
            b"" if at == 0 => return Err(leaves(part)),
            b"" | b"." => continue,
            b".." => return Err(leaves(part)),
            _ if is_drive || part.contains(&0) => return Err(leaves(part)),
            _ => {}
        }
        depth += 1;
        let part = OsStr::from_bytes(part);
        is_wanted = is_wanted && depth <= DEEPEST && !is_leftover(part);
        if is_wanted {
            path.push(part);
        }
    }
    Ok((is_wanted && depth > 0).then_some(path))
}

/// Why an archive is not taken.
pub(super) fn too_much(what: &str) -> Refused {
    Refused::Unclear(format!(
        "there is too much in it: {what}; hand in the files of the exercises alone"
    ))
}
