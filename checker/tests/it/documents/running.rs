//! Blocks of commands, run line by line where the text presumes them.

use super::elsewhere::is_elsewhere;
use super::examples::is_example;
use super::texts::{blocks, read, texts};
use crate::support::terminal::Terminal;
use crate::support::{Bench, PROGRAM};
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// As the exit codes of README: nothing here may be wrong with the command line,
/// the course or the machine.
const GOOD: [u32; 2] = [0, 1];

#[test]
fn every_block_of_commands_runs() {
    let mut ran = 0;
    for file in texts() {
        for block in blocks(&file) {
            let here = |line: &&String| {
                !is_elsewhere(line) && !is_example(line) && !line.starts_with("cargo bench ")
            };
            let lines: Vec<&String> = block.iter().filter(here).collect();
            if lines.is_empty() {
                continue;
            }
            let place = Place::new();
            let mut folder = place.bench.root().to_owned();
            for line in lines {
                folder = place.run(&file, line, &folder);
                ran += 1;
            }
        }
    }
    assert!(ran > 12, "only {ran} lines were run");
}

/// What `cargo run --` starts in a clone is the program.
#[test]
fn the_program_is_what_cargo_runs() {
    let manifest = read("checker/Cargo.toml");
    assert!(manifest.contains("\nname = \"workbook\"\n"));
    assert!(manifest.contains("\ndefault-run = \"workbook\""));
    assert!(read("Cargo.toml").contains("\ndefault-members = [\"checker\""));
}

/// A workbook with all that the texts presume, and the program on the path.
struct Place {
    bench: Bench,
    bin: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let bench = Bench::new();
        let right = read("solutions/01_sync_basics/01_sync.rs");
        for id in ["alice", "submissions/alice", "submissions/bob"] {
            bench.save(&format!("{id}/01_sync.rs"), &right);
        }
        // A set of somebody else's.
        let set = bench.path("path/to/the/set");
        fs::create_dir_all(set.join("exercises")).unwrap();
        fs::copy(bench.path("info.toml"), set.join("info.toml")).unwrap();
        for name in ["add", "double", "shout"] {
            let file = bench.exercise(name);
            fs::create_dir_all(set.join(file).parent().unwrap()).unwrap();
            fs::copy(bench.path(file), set.join(file)).unwrap();
        }
        // Points that an instructor sets.
        bench.save("overrides.csv", "student,exercise,points,reason\n");
        // Reports of earlier calls.
        let call = ["grade", "--each", "submissions"];
        bench.workbook(&call).exits(0);
        fs::copy(
            bench.path("grades/submissions/alice/report.json"),
            bench.path("report.json"),
        )
        .unwrap();
        let bin = tempfile::tempdir().unwrap();
        symlink(PROGRAM, bin.path().join("workbook")).unwrap();
        Self { bench, bin }
    }

    /// Run `line` in `folder`; where the next one runs.
    fn run(&self, file: &str, line: &str, folder: &Path) -> PathBuf {
        if let Some(inside) = line.strip_prefix("cd ") {
            return folder.join(inside);
        }
        // A new run does not write over the results of another one.
        let goes_on = ["--resume", "--regrade"]
            .iter()
            .any(|one| line.contains(one));
        if line.contains(" grade ") && !goes_on {
            let _ = fs::remove_dir_all(folder.join("grades"));
        }
        let line = match line.strip_prefix("cargo run -- ") {
            Some(words) => format!("workbook {words}"),
            None => line.to_owned(),
        };
        let mut terminal = self.start(&line, folder);
        if line.split(' ').any(|word| word == "watch") {
            terminal.wait_for(&["q:quit"]);
            terminal.press("q");
        }
        let code = terminal.wait_for_end();
        let said = terminal.screen();
        assert!(
            GOOD.contains(&code),
            "{file}: `{line}` ends with {code}:\n{said}"
        );
        folder.to_owned()
    }

    fn start(&self, line: &str, folder: &Path) -> Terminal {
        let mut path = OsString::from(self.bin.path());
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let mut environment = self.bench.environment();
        environment.retain(|(name, _)| *name != "PATH");
        environment.push(("PATH", Some(&path)));
        let shell = Path::new("/bin/sh");
        Terminal::start(shell, &["-c", line], folder, (100, 40), &environment)
    }
}
