//! The list of targets in `Cargo.toml`, by which editors know the exercises.

use super::problem::Problem;
use crate::course::Course;
use std::fs;
use std::path::{Path, PathBuf};
use toml_edit::{DocumentMut, Item};

/// A target: its name, and its path with `/`.
type Bin = (String, String);

/// The first difference between the list as it is and as it must be.
pub(super) fn problems(course: &Course) -> Vec<Problem> {
    let (path, want) = expected(course);
    let problem = |what: String, advice: &str| vec![Problem::new(course, &path, what, advice)];
    let found = match read(&path) {
        Ok(found) => found,
        Err(what) => return problem(what, "An editor knows the exercises by its targets."),
    };
    let Some(at) = (0..want.len().max(found.len())).find(|at| want.get(*at) != found.get(*at))
    else {
        return Vec::new();
    };
    let position = at + 1;
    match (want.get(at), found.get(at)) {
        (Some((name, path)), Some((other, _))) => problem(
            format!("target {position} is `{other}`, and must be `{name}` with path `{path}`"),
            "The targets are the exercises of info.toml, in the same order.",
        ),
        (Some((name, path)), None) => problem(
            format!("the target `{name}` is missing"),
            &format!("Add it at the end: name = \"{name}\", path = \"{path}\"."),
        ),
        (None, other) => problem(
            format!(
                "target {position}, `{}`, is of no exercise",
                other.map_or("", |bin| &bin.0)
            ),
            "Remove it, or add the exercise to info.toml.",
        ),
    }
}

/// Ours are a package of their own; a set of the community is one package with
/// its solutions.
fn expected(course: &Course) -> (PathBuf, Vec<Bin>) {
    let ours = course.root.join("exercises/Cargo.toml");
    let exercises = course.exercises.iter();
    if ours.is_file() {
        let bin = exercises.map(|e| (e.name.to_string(), slashed(&e.file)));
        return (ours, bin.collect());
    }
    let bins = exercises.flat_map(|e| {
        let file = slashed(&e.file);
        let exercise = (e.name.to_string(), format!("exercises/{file}"));
        let solution = (format!("{}_sol", e.name), format!("solutions/{file}"));
        [exercise, solution]
    });
    (course.root.join("Cargo.toml"), bins.collect())
}

fn read(path: &Path) -> Result<Vec<Bin>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("cannot be read: {error}"))?;
    let manifest: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| format!("is not valid TOML: {}", error.message()))?;
    // Either [[bin]] tables or one list.
    let list = match manifest.get("bin").cloned().map(Item::into_array_of_tables) {
        Some(Ok(tables)) => tables,
        Some(Err(_)) => return Err("`bin` is not a list of tables".into()),
        None => return Ok(Vec::new()),
    };
    let text = |item: Option<&Item>| {
        let text = item.and_then(|item| item.as_str());
        text.unwrap_or_default().to_owned()
    };
    let bin = |table: &toml_edit::Table| (text(table.get("name")), text(table.get("path")));
    Ok(list.iter().map(bin).collect())
}

fn slashed(path: &Path) -> String {
    let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::sample;

    #[track_caller]
    fn check(path: &str, text: &str, want: &[&str]) {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::course(dir.path());
        sample::write(dir.path(), path, text);
        let problems = problems(&course);
        let text: Vec<_> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(text.len(), want.len(), "{text:?}");
        for (text, want) in text.iter().zip(want) {
            assert!(text.starts_with(&format!("{path}: ")), "{text}");
            assert!(text.contains(want), "{text}");
        }
    }

    const JOIN: &str = "[[bin]]\nname = \"join\"\npath = \"03_async/01_join.rs\"\n";
    const SPAWN: &str = "[[bin]]\nname = \"spawn\"\npath = \"03_async/02_spawn.rs\"\n";

    #[test]
    fn our_list_must_be_that_of_the_info_file() {
        let path = "exercises/Cargo.toml";
        check(path, &format!("{JOIN}{SPAWN}"), &[]);
        check(path, JOIN, &["the target `spawn` is missing"]);
        check(path, "", &["the target `join` is missing"]);
        check(
            path,
            &format!("{SPAWN}{JOIN}"),
            &["target 1 is `spawn`, and must be `join`"],
        );
        check(
            path,
            &format!("{JOIN}{SPAWN}{JOIN}"),
            &["target 3, `join`, is of no exercise"],
        );
        check(path, "[[bin", &["is not valid TOML"]);
        check(path, "bin = 3", &["`bin` is not a list"]);
    }

    #[test]
    fn a_set_of_the_community_lists_solutions_too() {
        let row = |name: &str, path: &str| format!("{{ name = \"{name}\", path = \"{path}\" }},");
        let rows = [
            row("join", "exercises/03_async/01_join.rs"),
            row("join_sol", "solutions/03_async/01_join.rs"),
            row("spawn", "exercises/03_async/02_spawn.rs"),
            row("spawn_sol", "solutions/03_async/02_spawn.rs"),
        ];
        check("Cargo.toml", &format!("bin = [{}]", rows.concat()), &[]);
        let missing = format!("bin = [{}]", rows[..3].concat());
        check(
            "Cargo.toml",
            &missing,
            &["the target `spawn_sol` is missing"],
        );
    }

    #[test]
    fn a_course_without_a_manifest_is_told_so() {
        let dir = tempfile::tempdir().unwrap();
        let problems = problems(&sample::course(dir.path()));
        assert!(
            problems[0]
                .to_string()
                .starts_with("Cargo.toml: cannot be read")
        );
    }
}
