//! Copies the course into the binary: info file, exercises as shipped,
//! solutions, hidden tests and the crates that judge them.
//!
//! In a clone the learner writes into `exercises/`, and `workbook reset` must
//! not restore what they wrote. So the exercises come from git where there is
//! one: the newest committed text that still has its `// TODO`. For the same
//! reason a saved exercise does not rebuild the program; a commit does.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What is copied as it lies on disk.
const COPIED: [&str; 19] = [
    "info.toml",
    "Cargo.toml",
    "Cargo.lock",
    "solutions",
    "checker/hidden",
    "checker/demos",
    "checker/seal/Cargo.toml",
    "checker/seal/src",
    "checker/report/Cargo.toml",
    "checker/report/src",
    "checker/instrument/Cargo.toml",
    "checker/instrument/src",
    "checker/lab/Cargo.toml",
    "checker/lab/src",
    "checker/proof/Cargo.toml",
    "checker/proof/src",
    "checker/proof-http/Cargo.toml",
    "checker/proof-http/src",
    "exercises/Cargo.toml",
];

/// Paths in the course, with `/`, and what they hold.
type Files = BTreeMap<String, Vec<u8>>;

fn main() -> Result<(), Box<dyn Error>> {
    let checker = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let root = checker.parent().ok_or("the package has no parent folder")?;
    println!("cargo::rerun-if-changed=build.rs");
    let mut files = Files::new();
    for path in COPIED {
        rerun_if_changed(&root.join(path));
        collect(root, path, &mut files)?;
    }
    collect(root, "exercises", &mut files)?;
    watch_readmes(root, &files);
    if let Some(git) = Git::of(root) {
        rerun_if_changed(&git.log);
        git.take_exercises_as_shipped(&mut files);
    }
    embed(&files)
}

fn rerun_if_changed(path: &Path) {
    // Cargo takes a path that does not exist for changed, every time.
    if path.exists() {
        println!("cargo::rerun-if-changed={}", path.display());
    }
}

/// The lessons' texts and demonstrations are nobody's answers, so a change to them counts.
fn watch_readmes(root: &Path, files: &Files) {
    let texts = files
        .keys()
        .filter(|path| path.starts_with("exercises/") && !is_exercise(path));
    for path in texts {
        rerun_if_changed(&root.join(path));
    }
}

fn collect(root: &Path, path: &str, files: &mut Files) -> Result<(), Box<dyn Error>> {
    let full = root.join(path);
    if full.is_file() {
        files.insert(path.to_owned(), fs::read(full)?);
        return Ok(());
    }
    if !full.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(full)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().ok_or("a file name is not UTF-8")?;
        let skipped = name.starts_with('.') || name.ends_with('~') || name == "target";
        if !skipped && !entry.file_type()?.is_symlink() {
            collect(root, &format!("{path}/{name}"), files)?;
        }
    }
    Ok(())
}

/// `exercises/03_async_fundamentals/02_join.rs`, but not `exercises/lib.rs`, and not what
/// shows the lesson at work.
fn is_exercise(path: &str) -> bool {
    path.starts_with("exercises/")
        && path.ends_with(".rs")
        && !path.ends_with("/demo.rs")
        && path.matches('/').count() == 2
}

struct Git {
    root: PathBuf,
    /// Grows with every commit and checkout.
    log: PathBuf,
}

impl Git {
    /// `None` without git, outside a repository, and inside somebody else's.
    fn of(root: &Path) -> Option<Self> {
        let git = Self {
            root: root.to_owned(),
            log: PathBuf::new(),
        };
        let top = git.text(&["rev-parse", "--show-toplevel"])?;
        if fs::canonicalize(top).ok()? != fs::canonicalize(root).ok()? {
            return None;
        }
        let log = git.text(&["rev-parse", "--git-path", "logs/HEAD"])?;
        let log = root.join(log);
        Some(Self { log, ..git })
    }

    /// Put back what was changed or removed since it was committed.
    fn take_exercises_as_shipped(&self, files: &mut Files) {
        let tracked = self.text(&["ls-tree", "-r", "-z", "--name-only", "HEAD", "exercises"]);
        let changed = self.text(&["diff", "-z", "--name-only", "HEAD", "--", "exercises"]);
        let (Some(tracked), Some(changed)) = (tracked, changed) else {
            return;
        };
        let changed: Vec<_> = changed.split('\0').collect();
        for path in tracked.split('\0').filter(|path| is_exercise(path)) {
            if changed.contains(&path)
                && let Some(text) = self.run(&["show", &format!("HEAD:{path}")])
            {
                files.insert(path.to_owned(), text);
            }
            if let Some(solved) = files.get(path).filter(|text| !is_unsolved(text))
                && let Some(text) = self.newest_unsolved(path)
                && text != *solved
            {
                files.insert(path.to_owned(), text);
            }
        }
    }

    fn newest_unsolved(&self, path: &str) -> Option<Vec<u8>> {
        let commits = self.text(&["log", "--format=%H", "--", path])?;
        let texts = commits
            .lines()
            .filter_map(|commit| self.run(&["show", &format!("{commit}:{path}")]));
        texts.into_iter().find(|text| is_unsolved(text))
    }

    fn text(&self, arguments: &[&str]) -> Option<String> {
        let text = String::from_utf8(self.run(arguments)?).ok()?;
        Some(text.trim_end_matches('\n').to_owned())
    }

    fn run(&self, arguments: &[&str]) -> Option<Vec<u8>> {
        let mut git = Command::new("git");
        let output = git
            .arg("-C")
            .arg(&self.root)
            .args(arguments)
            .output()
            .ok()?;
        output.status.success().then_some(output.stdout)
    }
}

fn is_unsolved(text: &[u8]) -> bool {
    String::from_utf8_lossy(text).contains("// TODO")
}

/// Write `assets.rs`, the table that `src/assets.rs` includes.
fn embed(files: &Files) -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let folder = out.join("course");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut table = String::from("&[\n");
    for (path, content) in files {
        let copy = folder.join(path);
        fs::create_dir_all(copy.parent().ok_or("a file without a folder")?)?;
        fs::write(&copy, content)?;
        table += &format!("    ({path:?}, include_bytes!({copy:?})),\n");
    }
    fs::write(out.join("assets.rs"), table + "]\n")?;
    Ok(())
}
