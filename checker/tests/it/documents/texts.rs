//! The commands in the repository's texts and templates, as they are written.

use std::fs;
use std::path::{Path, PathBuf};

/// A command line, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) file: String,
    pub(super) line: String,
}

pub(crate) fn repository() -> &'static Path {
    let checker = Path::new(env!("CARGO_MANIFEST_DIR"));
    checker.parent().expect("the repository")
}

/// The texts that people read.
pub(super) fn texts() -> Vec<String> {
    let mut texts = ["README.md", ".github/CONTRIBUTING.md"]
        .map(str::to_owned)
        .to_vec();
    texts.extend(["checker/ARCHITECTURE.md", "checker/CHANGELOG.md"].map(str::to_owned));
    texts.extend(below("checker/docs"));
    texts.extend(below("exercises"));
    texts.retain(|file| file.ends_with(".md"));
    texts
}

/// What others copy or call: its commands stand among other things.
pub(super) fn templates() -> Vec<String> {
    let mut templates = vec!["action.yml".to_owned(), ".ci/run".to_owned()];
    templates.extend(below("checker/templates"));
    templates.extend(below("checker/action"));
    templates
}

fn below(folder: &str) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![repository().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(inside(path));
            }
        }
    }
    files.sort();
    files
}

fn inside(path: PathBuf) -> String {
    let inside = path.strip_prefix(repository()).expect("of the repository");
    inside.to_str().expect("a name in UTF-8").to_owned()
}

pub(crate) fn read(file: &str) -> String {
    fs::read_to_string(repository().join(file)).unwrap_or_default()
}

/// The blocks of commands, without the remarks behind them.
pub(super) fn blocks(file: &str) -> Vec<Vec<String>> {
    let text = read(file);
    let blocks = text.split("```sh\n").skip(1);
    let lines = |block: &str| {
        let block = block.split("```").next().unwrap_or_default();
        let lines = block
            .lines()
            .map(|line| line.split(" #").next().unwrap_or_default());
        let lines = lines.map(|line| line.trim().to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    };
    blocks.map(lines).collect()
}

/// What stands between single backticks outside of blocks.
pub(super) fn spans(file: &str) -> Vec<Written> {
    let text = read(file);
    // Every other piece is a block.
    let prose: String = text.split("```").step_by(2).collect();
    let spans = prose.split('`').skip(1).step_by(2);
    let spans = spans.map(|span| span.split_whitespace().collect::<Vec<_>>().join(" "));
    let written = |line| Written {
        file: file.to_owned(),
        line,
    };
    spans.map(written).collect()
}

/// The calls of the program in a script, a workflow or a template.
pub(super) fn calls(file: &str) -> Vec<Written> {
    let text = read(file).replace("\\\n", " ");
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.starts_with('#'));
    let mut calls = Vec::new();
    for line in lines {
        for program in ["workbook ", "\"$WORKBOOK\" ", "\"$program\" "] {
            let Some(at) = line.find(program) else {
                continue;
            };
            // A word of a sentence, or the name of something else.
            let before = line[..at].trim_end();
            let called = ["", "exec", "- run:", "&&", "then", "if"].contains(&before)
                || before.ends_with(|c| "=({".contains(c))
                || before
                    .rsplit(' ')
                    .next()
                    .is_some_and(|word| word.contains('='));
            if called {
                calls.push(Written {
                    file: file.to_owned(),
                    line: format!("workbook {}", &line[at + program.len()..]),
                });
            }
        }
    }
    calls
}
