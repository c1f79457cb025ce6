//! What a course's `Cargo.toml` says: the crates that exercises may use, the
//! edition, and the lints of a community set.
//!
//! Our courses keep it in `exercises/Cargo.toml`, sets in the rustlings format
//! in their root.

use crate::course::{Course, JudgedBy, Lesson};
use crate::files;
use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// One dependency as it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependency {
    name: String,
    /// The value, with any `path` made absolute.
    value: Value,
}

impl Dependency {
    /// The name by which code calls it.
    #[must_use]
    pub fn crate_name(&self) -> String {
        self.name.replace('-', "_")
    }

    fn path(&self) -> Option<PathBuf> {
        self.value
            .get("path")
            .and_then(Value::as_str)
            .map(PathBuf::from)
    }
}

/// One lint with its level, ready for the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// `--warn`, `--deny`, …
    pub flag: String,
    /// `unused_must_use`, `clippy::todo`, …
    pub name: String,
    /// Later ones override earlier ones.
    priority: i64,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    /// The crates that exercises may use.
    pub dependencies: Vec<Dependency>,
    /// The edition of the exercises.
    pub edition: String,
    /// `[lints]`, in the order in which they apply.
    pub lints: Vec<Lint>,
    /// Whether hidden tests, and so `proof`, are used.
    pub proofs: bool,
    /// What hidden tests use beside `proof`: crates of the course.
    more_proofs: Vec<String>,
    lock: Option<String>,
}

impl Manifest {
    /// Read the manifest of `course`. A course without one uses no crates.
    ///
    /// # Errors
    ///
    /// Names the file that cannot be read or understood.
    pub fn read(course: &Course) -> anyhow::Result<Self> {
        let proofs = course
            .exercises
            .iter()
            .any(|exercise| exercise.judged_by == JudgedBy::HiddenTest);
        let candidates = [
            course.root.join("exercises/Cargo.toml"),
            course.root.join("Cargo.toml"),
        ];
        let Some(path) = candidates.into_iter().find(|path| path.exists()) else {
            return Ok(Self {
                edition: "2024".to_owned(),
                proofs,
                ..Self::default()
            });
        };
        let text = files::read_text(&path)
            .with_context(|| format!("failed to read `{}`", path.display()))?;
        let table: Table = text
            .parse()
            .with_context(|| format!("`{}` is not valid TOML", path.display()))?;
        let mut manifest = Self::from_table(&table, path.parent().unwrap_or(&course.root));
        manifest.find_crates_of(&course.lessons, &path)?;
        manifest.proofs = proofs;
        manifest.take_lab_from(&course.crates);
        let locks = [
            course.root.join("Cargo.lock"),
            course.crates.join("../Cargo.lock"),
        ];
        manifest.lock = locks.iter().find_map(|path| files::read_text(path).ok());
        Ok(manifest)
    }

    /// What an exercise of `lesson` may use: what is for all lessons, and what that
    /// one names. Nobody waits for the crates of a lesson that is not reached yet.
    #[must_use]
    pub fn of_lesson(&self, lessons: &[Lesson], lesson: &Lesson) -> Self {
        let is_special = |name: &String| lessons.iter().any(|one| one.crates.contains(name));
        let mut manifest = self.clone();
        manifest
            .dependencies
            .retain(|dep| lesson.crates.contains(&dep.name) || !is_special(&dep.name));
        manifest.more_proofs.clone_from(&lesson.proofs);
        manifest
    }

    /// Refuse a lesson that names a crate which is not there.
    fn find_crates_of(&self, lessons: &[Lesson], file: &Path) -> anyhow::Result<()> {
        for lesson in lessons {
            for name in &lesson.crates {
                if !self.dependencies.iter().any(|dep| dep.name == *name) {
                    bail!(
                        "the lesson `{}` names the crate `{name}`, which is not among the \
                         dependencies in `{}`; add it there, or take it out of `info.toml`",
                        lesson.dir,
                        file.display()
                    );
                }
            }
        }
        Ok(())
    }

    /// The crates that hidden tests may name, beside those of the exercises.
    pub(super) fn proof_crates(&self) -> Vec<String> {
        let ours = ["proof", "report"].map(str::to_owned);
        ours.into_iter().chain(self.more_proofs.clone()).collect()
    }

    /// The `lab` in a workbook's folder is for the editor. `proof` stands on the
    /// one beside it, and the two must be the same crate.
    fn take_lab_from(&mut self, crates: &Path) {
        let lab = crates.join("lab");
        let named = self.dependencies.iter_mut().find(|dep| dep.name == "lab");
        if let Some(dependency) = named.filter(|dep| dep.path().is_some() && lab.is_dir())
            && let Some(value) = dependency.value.as_table_mut()
        {
            value.insert("path".to_owned(), Value::String(lab.display().to_string()));
        }
    }

    fn from_table(table: &Table, folder: &Path) -> Self {
        let dependencies = table
            .get("dependencies")
            .and_then(Value::as_table)
            .into_iter()
            .flatten();
        let dependencies = dependencies
            .map(|(name, value)| Dependency {
                name: name.clone(),
                value: absolute(value.clone(), folder),
            })
            .collect();
        let edition = table
            .get("package")
            .and_then(|package| package.get("edition"))
            .and_then(Value::as_str);
        Self {
            dependencies,
            edition: edition.unwrap_or("2024").to_owned(),
            lints: lints(table),
            ..Self::default()
        }
    }

    /// The manifest of the package that is built.
    pub(super) fn kit_manifest(&self, course: &Course) -> String {
        let head = "[package]\nname = \"kit\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
                    [workspace]\n\n[profile.dev]\ndebug = false\nincremental = false\n\n";
        let dependencies = self.kit_dependencies(&course.crates);
        let tail = Table::from_iter([("dependencies".to_owned(), Value::Table(dependencies))]);
        format!("{head}{tail}")
    }

    /// What the kit consists of, wherever it lies: the sources of a path crate
    /// decide what is built, not the folder that they are in.
    pub(super) fn kit_recipe(&self, crates: &Path) -> String {
        let mut dependencies = self.kit_dependencies(crates);
        for (_, value) in &mut dependencies {
            if let Some(path) = value.as_table_mut().and_then(|table| table.get_mut("path")) {
                *path = Value::String(String::new());
            }
        }
        dependencies.to_string()
    }

    fn kit_dependencies(&self, crates: &Path) -> Table {
        let mut dependencies: Table = self
            .dependencies
            .iter()
            .map(|dep| (dep.name.clone(), dep.value.clone()))
            .collect();
        if self.proofs {
            for name in self.proof_crates() {
                let path = crates.join(&name).display().to_string();
                let value = Table::from_iter([("path".to_owned(), Value::String(path))]);
                dependencies.insert(name, Value::Table(value));
            }
        }
        dependencies
    }

    /// The versions to use, where the course pins them.
    pub(super) fn lock_text(&self) -> String {
        self.lock.clone().unwrap_or_default()
    }

    /// Crates that are built from sources on this disk.
    pub(super) fn source_folders(&self, course: &Course) -> Vec<PathBuf> {
        let mut folders: Vec<PathBuf> = self
            .dependencies
            .iter()
            .filter_map(Dependency::path)
            .collect();
        if self.proofs {
            let crates = ["proof", "lab", "instrument", "report", "seal"];
            let crates = crates
                .into_iter()
                .chain(self.more_proofs.iter().map(String::as_str));
            folders.extend(crates.map(|name| course.crates.join(name)));
        }
        folders.sort();
        folders.dedup();
        folders
    }
}

/// A `path` means the same from any folder once it is absolute.
fn absolute(mut value: Value, folder: &Path) -> Value {
    if let Some(path) = value.get("path").and_then(Value::as_str) {
        let whole = folder.join(path);
        let whole = whole.canonicalize().unwrap_or(whole).display().to_string();
        if let Some(table) = value.as_table_mut() {
            table.insert("path".to_owned(), Value::String(whole));
        }
    }
    value
}

/// `[lints.rust]` and `[lints.clippy]` as flags, lowest priority first.
fn lints(table: &Table) -> Vec<Lint> {
    let tools = table
        .get("lints")
        .and_then(Value::as_table)
        .into_iter()
        .flatten();
    let mut lints: Vec<Lint> = tools
        .filter(|(tool, _)| *tool == "rust" || *tool == "clippy")
        .flat_map(|(tool, group)| {
            let prefix = if tool == "clippy" { "clippy::" } else { "" };
            group
                .as_table()
                .into_iter()
                .flatten()
                .filter_map(move |(name, value)| lint(prefix, name, value))
        })
        .collect();
    lints.sort_by_key(|lint| lint.priority);
    lints
}

fn lint(prefix: &str, name: &str, value: &Value) -> Option<Lint> {
    let level = value
        .as_str()
        .or_else(|| value.get("level").and_then(Value::as_str))?;
    let priority = value
        .get("priority")
        .and_then(Value::as_integer)
        .unwrap_or(0);
    let known = ["allow", "warn", "deny", "forbid"].contains(&level);
    known.then(|| Lint {
        flag: format!("--{level}"),
        name: format!("{prefix}{}", name.replace('-', "_")),
        priority,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(text: &str) -> Manifest {
        Manifest::from_table(&text.parse().unwrap(), Path::new("/course"))
    }

    #[test]
    fn a_path_is_made_absolute_and_a_name_is_made_a_crate_name() {
        let found = manifest("[dependencies]\ntokio-util = \"0.7\"\nlab = { path = \"x/lab\" }\n");
        let names: Vec<_> = found
            .dependencies
            .iter()
            .map(Dependency::crate_name)
            .collect();
        assert_eq!(names, ["tokio_util", "lab"]);
        assert_eq!(
            found.dependencies[1].path().unwrap(),
            Path::new("/course/x/lab")
        );
    }

    #[test]
    fn a_course_in_another_folder_needs_the_same_kit() {
        let text = "[dependencies]\nlab = { path = \"lab\" }\ntokio = \"1\"\n";
        let here = manifest(text);
        let there = Manifest::from_table(&text.parse().unwrap(), Path::new("/elsewhere"));
        let recipe = here.kit_recipe(Path::new("/course/checker"));
        assert_eq!(recipe, there.kit_recipe(Path::new("/cache/checker")));
        assert!(
            recipe.contains("lab") && recipe.contains("tokio = \"1\""),
            "{recipe}"
        );
    }

    #[test]
    fn the_lab_of_a_workbooks_folder_gives_way_to_the_one_beside_proof() {
        let crates = tempfile::tempdir().unwrap();
        let mut found = manifest("[dependencies]\nlab = { path = \"../.workbook/crates/lab\" }\n");
        let own = found.dependencies[0].path();
        found.take_lab_from(crates.path());
        assert_eq!(found.dependencies[0].path(), own, "there is no other");
        std::fs::create_dir(crates.path().join("lab")).unwrap();
        found.take_lab_from(crates.path());
        assert_eq!(
            found.dependencies[0].path(),
            Some(crates.path().join("lab"))
        );
    }

    #[test]
    fn a_lesson_has_what_is_for_all_and_what_it_names() {
        let all = manifest("[dependencies]\ntokio = \"1\"\naxum = \"0.8\"\nloom = \"0.7\"\n");
        let lesson = |names: &[&str]| Lesson {
            crates: names.iter().map(|name| (*name).to_owned()).collect(),
            ..Lesson::default()
        };
        let lessons = [lesson(&[]), lesson(&["axum"]), lesson(&["loom", "axum"])];
        let names = lessons.each_ref().map(|lesson| {
            let manifest = all.of_lesson(&lessons, lesson);
            let names = manifest.dependencies.into_iter().map(|dep| dep.name);
            names.collect::<Vec<_>>().join(" ")
        });
        assert_eq!(names, ["tokio", "tokio axum", "tokio axum loom"]);
        let file = Path::new("exercises/Cargo.toml");
        assert!(all.find_crates_of(&lessons, file).is_ok());
        let error = all.find_crates_of(&[lesson(&["hyper"])], file).unwrap_err();
        assert!(error.to_string().contains("`hyper`"), "{error}");
    }

    #[test]
    fn lints_become_flags_in_the_order_of_their_priority() {
        let found = manifest(
            "[lints.clippy]\ntodo = \"forbid\"\nall = { level = \"warn\", priority = -1 }\n\
             [lints.rust]\nunsafe-code = \"deny\"\n",
        );
        let flags: Vec<_> = found
            .lints
            .iter()
            .map(|lint| format!("{} {}", lint.flag, lint.name))
            .collect();
        assert_eq!(
            flags,
            [
                "--warn clippy::all",
                "--forbid clippy::todo",
                "--deny unsafe_code"
            ]
        );
    }

    #[test]
    fn a_set_without_an_edition_is_read_as_the_newest() {
        assert_eq!(manifest("").edition, "2024");
        assert_eq!(manifest("[package]\nedition = \"2021\"\n").edition, "2021");
    }
}
