//! A class in the layout that JPlag reads, which looks for answers that were
//! copied from each other. We have no such detector of our own: this is a
//! matter for a well-kept tool and for people.
//!
//! ```text
//! OUT/submissions/ID/03_async_fundamentals/02_join.rs    what was handed in
//! OUT/base/03_async_fundamentals/02_join.rs              as shipped: everybody has it
//! OUT/names.csv                                          which folder is whose
//! ```

use super::search::{Found, Search};
use super::submission::Entry;
use crate::course::{Course, Exercise};
use crate::exit::Failure;
use crate::files::explain;
use crate::restore::as_shipped;
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Write what `entries` hold for `course` into `out`, which must be empty or not
/// exist, and return what to do next, for people. `warn` is told of files that
/// are not taken; nothing is judged.
///
/// # Errors
///
/// When there is something in `out`, or a file cannot be read or written.
pub fn similarity(
    course: &Course,
    entries: &[Entry],
    out: &Path,
    warn: &mut dyn FnMut(String),
) -> anyhow::Result<String> {
    let mut similarity = Similarity::new(course, out)?;
    let search = Search::new(course);
    for entry in entries {
        let id = &entry.submission.id;
        let found = search.search(&entry.root);
        let mut said = None;
        for (exercise, found) in course.exercises.iter().zip(found) {
            match found {
                Found::Nothing => {}
                Found::Text(text) => similarity.add(id, exercise, &text)?,
                // What concerns all of a submission is said once.
                Found::Refused(why) if said.as_ref() == Some(&why) => {}
                Found::Refused(why) => {
                    warn(format!("{id}: {}", why.why()));
                    said = Some(why);
                }
            }
        }
    }
    similarity.finish()
}

/// A class that is being written. Nothing of it is kept in memory but names.
#[derive(Debug)]
struct Similarity {
    out: PathBuf,
    /// As shipped; files that are still so say nothing about anybody.
    base: BTreeMap<PathBuf, Vec<u8>>,
    /// Folders with the ids that they stand for.
    names: BTreeMap<String, String>,
    answers: usize,
}

impl Similarity {
    fn new(course: &Course, out: &Path) -> anyhow::Result<Self> {
        let out = std::path::absolute(out).context("failed to find out the current folder")?;
        ensure_usable(&out)?;
        let known = course.exercises.iter().filter_map(|exercise| {
            let shipped = as_shipped(course, exercise).ok()?;
            Some((exercise.file.clone(), shipped))
        });
        let base: BTreeMap<_, _> = known.collect();
        for (file, content) in &base {
            write(&out.join("base").join(file), content)?;
        }
        fs::create_dir_all(out.join("submissions"))
            .with_context(|| format!("failed to write into `{}`", out.display()))?;
        Ok(Self {
            out,
            base,
            names: BTreeMap::new(),
            answers: 0,
        })
    }

    /// Add what the submission `id` has for `exercise`.
    fn add(&mut self, id: &str, exercise: &Exercise, answer: &[u8]) -> anyhow::Result<()> {
        if self.base.get(&exercise.file).map(Vec::as_slice) == Some(answer) {
            return Ok(());
        }
        let name = file_name(id);
        let before = self.names.insert(name.clone(), id.to_owned());
        if let Some(other) = before.filter(|other| other != id) {
            bail!("the submissions `{other}` and `{id}` would both be written as `{name}`");
        }
        let folder = self.out.join("submissions").join(name);
        self.answers += 1;
        write(&folder.join(&exercise.file), answer)
    }

    /// Write who is who, and say what to do next.
    fn finish(self) -> anyhow::Result<String> {
        let mut table = String::from("folder,id\n");
        for (name, id) in &self.names {
            // Always in quotes: an id may hold a comma.
            table += &format!("{name},\"{}\"\n", id.replace('"', "\"\""));
        }
        write(&self.out.join("names.csv"), table.as_bytes())?;
        Ok(format!(
            "Wrote {} answers of {} submissions into `{}`. Nothing was judged. Compare them with \
             JPlag:\n\n    {}\n",
            self.answers,
            self.names.len(),
            self.out.display(),
            self.command()
        ))
    }

    /// JPlag's command line, as it can be pasted into a shell.
    fn command(&self) -> String {
        let path = |name: &str| quoted(&self.out.join(name));
        // Where nobody knows how the exercises were shipped, there is no base.
        let base = match self.base.is_empty() {
            true => String::new(),
            false => format!(" -bc {}", path("base")),
        };
        let (result, submissions) = (path("result"), path("submissions"));
        format!("java -jar jplag.jar -l rust{base} -r {result} {submissions}")
    }
}

/// The folder is new, so there is nothing that half a file could take the place
/// of, and syncing each of many would take most of the time.
fn write(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, content));
    written.map_err(|error| explain("write", path, &error))
}

fn ensure_usable(out: &Path) -> anyhow::Result<()> {
    let shown = out.display();
    if shown.to_string().contains(',') {
        bail!(Failure::Usage(format!(
            "`{shown}` has a comma in it, and JPlag would take it for two folders"
        )));
    }
    match fs::read_dir(out).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => bail!(Failure::Usage(format!(
            "the folder `{shown}` is not empty, and nothing in it may be overwritten; name a new \
             folder: --similarity NEW_FOLDER"
        ))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotADirectory => bail!(Failure::Usage(format!(
            "`{shown}` is a file; name a new folder: --similarity NEW_FOLDER"
        ))),
        Err(error) => Err(error).with_context(|| format!("failed to read the folder `{shown}`")),
    }
}

/// `id` as a name that every file system, shell and report can bear; names that
/// had to be changed stay distinct.
fn file_name(id: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.@+".contains(c);
    let plain = |c: char| if is_plain(c) { c } else { '_' };
    let name: String = id.chars().map(plain).take(100).collect();
    let name = match name.strip_prefix(['.', '-']) {
        Some(rest) => format!("_{rest}"),
        None => name,
    };
    if name == id {
        return name;
    }
    format!("{name}-{}", &blake3::hash(id.as_bytes()).to_hex()[..8])
}

fn quoted(path: &Path) -> String {
    let shown = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+@".contains(c);
    if shown.chars().all(is_plain) {
        return shown;
    }
    format!("'{}'", shown.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exit;
    use crate::info_file;

    /// The course of this repository.
    fn course() -> Course {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        info_file::load(root, None).unwrap()
    }

    /// Every file below `folder`, with its content.
    fn below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => files.extend(below(&path)),
                false => drop(files.insert(path.clone(), fs::read(path).unwrap())),
            }
        }
        files
    }

    fn written(out: &Path) -> String {
        let course = course();
        let (join, spawn) = (course.find("join").unwrap(), course.find("spawn").unwrap());
        let mut similarity = Similarity::new(&course, out).unwrap();
        similarity.add("ada", join, b"fn ada() {}").unwrap();
        let unchanged = as_shipped(&course, spawn).unwrap();
        similarity.add("ada", spawn, &unchanged).unwrap();
        similarity
            .add("eve \"the\" ö", spawn, b"fn eve() {}")
            .unwrap();
        similarity.finish().unwrap()
    }

    #[test]
    fn the_layout_is_what_jplag_reads_and_the_same_every_time() {
        let dir = tempfile::tempdir().unwrap();
        let [a, b] = ["a", "b"].map(|name| dir.path().join(name));
        let said = written(&a);
        assert!(
            said.starts_with("Wrote 2 answers of 2 submissions into"),
            "{said}"
        );
        let (shown, sep) = (a.display(), "\n\n    ");
        let command = format!(
            "{sep}java -jar jplag.jar -l rust -bc {shown}/base -r {shown}/result \
             {shown}/submissions\n"
        );
        assert!(said.ends_with(&command), "{said}");

        let files = below(&a);
        let answer = "submissions/ada/03_async_fundamentals/02_join.rs";
        assert_eq!(files[&a.join(answer)], b"fn ada() {}");
        let shipped = files.keys().filter(|path| path.starts_with(a.join("base")));
        assert_eq!(shipped.count(), course().exercises.len());
        // What is as shipped is nobody's.
        assert_eq!(below(&a.join("submissions")).len(), 2);
        let names = String::from_utf8_lossy(&files[&a.join("names.csv")]);
        assert!(names.contains("\nada,\"ada\"\n"), "{names}");
        assert!(names.contains(",\"eve \"\"the\"\" ö\"\n"), "{names}");

        written(&b);
        let relative = |root: &Path| -> Vec<_> {
            let files = below(root).into_iter();
            files
                .map(|(path, content)| (path.strip_prefix(root).unwrap().to_owned(), content))
                .collect()
        };
        assert_eq!(relative(&a), relative(&b));
    }

    #[test]
    fn ids_become_names_that_are_safe_and_distinct() {
        assert_eq!(file_name("ada.l-1@school"), "ada.l-1@school");
        let odd = ["a b", "a_b", "a/b", "../b", ".b", "-rf", "ä", "ö"];
        let names: std::collections::BTreeSet<_> = odd.into_iter().map(file_name).collect();
        assert_eq!(names.len(), odd.len(), "{names:?}");
        for name in &names {
            let is_safe = name.is_ascii() && !name.contains(['/', ' ']);
            assert!(is_safe && !name.starts_with(['.', '-']), "{name}");
        }
    }

    #[test]
    fn nothing_is_overwritten_and_a_comma_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("notes"), "mine").unwrap();
        let check = |out: &Path, want: &str| {
            let error = Similarity::new(&course(), out).unwrap_err();
            assert!(error.to_string().contains(want), "{error}");
            assert_eq!(exit::code(&Err(error)), exit::USAGE);
        };
        check(dir.path(), "is not empty");
        check(&dir.path().join("notes"), "is a file");
        check(&dir.path().join("a,b"), "has a comma");
    }

    #[test]
    fn a_path_is_quoted_for_the_shell() {
        assert_eq!(quoted(Path::new("/a/b-c")), "/a/b-c");
        assert_eq!(quoted(Path::new("/a b/it's")), r"'/a b/it'\''s'");
    }
}
