//! What the compiler cannot check about the source of the checker.

#[path = "tidy/expected.rs"]
mod expected;
#[path = "tidy/handed_in.rs"]
mod handed_in;
#[path = "tidy/promises.rs"]
mod promises;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Longer files are hard to keep in mind.
const MOST_LINES: usize = 400;

fn checker() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A source file, and the room that it belongs to.
struct Source {
    path: PathBuf,
    room: String,
    text: String,
}

impl Source {
    /// Its lines with their numbers, without comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        lines
            .map(|(index, line)| (index + 1, line.split("//").next().unwrap_or_default()))
            .filter(|(_, line)| !line.trim().is_empty())
    }

    fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.path.display())
    }
}

fn sources() -> Vec<Source> {
    let src = checker().join("src");
    let mut sources = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("templates") {
                // What `dev new` writes is source of a course, not of the checker.
                continue;
            }
            if path.is_dir() {
                // Templates are the start of somebody else's source.
                if !path.ends_with("templates") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(&src).unwrap();
                let first = Path::new(inside.iter().next().unwrap());
                sources.push(Source {
                    room: first.file_stem().unwrap().to_str().unwrap().to_owned(),
                    text: fs::read_to_string(&path).unwrap(),
                    path: inside.to_owned(),
                });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(sources.len() > 20, "the source was not found");
    sources
}

/// The table of `ARCHITECTURE.md`: each room with its floor.
fn floors() -> BTreeMap<String, u32> {
    let text = fs::read_to_string(checker().join("ARCHITECTURE.md")).unwrap();
    let mut floors = BTreeMap::new();
    for line in text.lines() {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let (Some(floor), Some(rooms)) = (cells.next(), cells.next()) else {
            continue;
        };
        let Some(Ok(floor)) = floor.split(' ').next().map(str::parse::<u32>) else {
            continue;
        };
        for room in rooms.split('`').skip(1).step_by(2) {
            let room = room.split("::").next().unwrap_or(room);
            let before = floors.insert(room.to_owned(), floor);
            assert_eq!(before, None, "`{room}` is on two floors");
        }
    }
    floors
}

/// The rooms that `line` names: `crate::judge::Judge` names `judge`.
fn named(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::").skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        &rest[..end.unwrap_or(rest.len())]
    })
}

fn none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn every_room_has_a_floor() {
    let floors = floors();
    let rooms = sources().into_iter().map(|source| source.room);
    let missing: Vec<_> = rooms
        .filter(|room| !floors.contains_key(room))
        .map(|room| format!("`{room}` is not in the table of ARCHITECTURE.md"))
        .collect();
    none(&missing);
}

#[test]
fn a_room_imports_only_from_lower_floors() {
    let floors = floors();
    let mut problems = Vec::new();
    for source in sources() {
        let own = floors.get(&source.room);
        for (number, line) in source.code() {
            let at = source.at(number);
            for other in named(line) {
                if other.is_empty() {
                    problems.push(format!("{at}: write one `use crate::…` line for each room"));
                } else if other != source.room
                    && let (Some(own), Some(floor)) = (own, floors.get(other))
                    && floor >= own
                {
                    let room = &source.room;
                    problems.push(format!(
                        "{at}: `{room}` (floor {own}) may not use `{other}` (floor {floor})"
                    ));
                }
            }
        }
    }
    none(&problems);
}

#[test]
fn a_file_imports_from_a_room_in_one_line() {
    let mut problems = Vec::new();
    for source in sources() {
        let mut seen = BTreeMap::new();
        for (number, line) in source.code() {
            // Indented lines belong to tests and to functions.
            let Some(rest) = line.strip_prefix("use ") else {
                continue;
            };
            for other in named(rest).filter(|other| *other != source.room) {
                if let Some(first) = seen.insert(other.to_owned(), number) {
                    let at = source.at(number);
                    problems.push(format!(
                        "{at}: `{other}` is already imported in line {first}"
                    ));
                }
            }
        }
    }
    none(&problems);
}

#[test]
fn no_file_is_too_long() {
    let too_long = |source: &Source| source.text.lines().count() > MOST_LINES;
    let problems: Vec<_> = sources()
        .into_iter()
        .filter(too_long)
        .map(|source| format!("{} has more than {MOST_LINES} lines", source.path.display()))
        .collect();
    none(&problems);
}

#[test]
fn nothing_is_printed_past_the_streams_that_were_handed_down() {
    let mut problems = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            // What stands in a string is an example, and belongs to nobody.
            let code: String = line.split('"').step_by(2).collect();
            let words = code.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '!');
            for word in words {
                if ["print!", "println!", "eprint!", "eprintln!", "dbg!"].contains(&word) {
                    problems.push(format!("{}: {word}", source.at(number)));
                }
            }
        }
    }
    none(&problems);
}

#[test]
fn the_changelog_speaks_of_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    let text = fs::read_to_string(checker().join("CHANGELOG.md")).unwrap();
    let heading = |line: &str| {
        let rest = line.strip_prefix("## ");
        rest.is_some_and(|rest| rest.split(' ').next() == Some(version))
    };
    assert!(
        text.lines().any(heading),
        "CHANGELOG.md has no entry `## {version}`"
    );
}
