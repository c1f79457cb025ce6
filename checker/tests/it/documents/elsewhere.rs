//! Commands that are not run here, and why.

/// As they are written.
pub(super) const ELSEWHERE: &[(&str, &str)] = &[
    ("./checker/gate", "it is what runs this test"),
    ("./checker/gate --quick", "it runs parts of the gate"),
    ("./checker/gate answers", "it is a part of the gate"),
    (
        "cargo run --",
        "it is the beginning of many, see `running.rs`",
    ),
    (
        "cargo install --locked --path checker",
        "it compiles the program once more",
    ),
    (
        "cargo test -p workbook --lib watch::",
        "the gate runs all tests",
    ),
    ("cargo test -p proof", "the gate runs all tests"),
    ("cargo doc --no-deps -p proof --open", "it opens a browser"),
    ("cargo doc -p tokio -p futures --open", "it opens a browser"),
    ("cargo doc -p tokio --open", "it opens a browser"),
    ("cargo doc -p rayon -p tokio --open", "it opens a browser"),
    (
        "cargo doc -p axum -p tower -p tokio --open",
        "it opens a browser",
    ),
    (
        "cargo run -p exercises --bin handler",
        "it serves until it is stopped",
    ),
    (
        "./slurm-array.sh SUBMISSIONS OUT 16",
        "it needs a cluster; checker/tests/slurm/run has one",
    ),
    ("git checkout", "an example of what changes files"),
    // Understood, see `understood.rs`, but not run.
    (
        "workbook dev new NAME --lesson 3",
        "it writes into a course; the tests of `dev new` have one",
    ),
    (
        "workbook dev check NAME",
        "the gate runs it on the whole course",
    ),
    (
        "workbook dev mutants NAME",
        "the gate runs it on a sample of the course",
    ),
    (
        "workbook dev stress NAME",
        "the gate runs it on the whole course",
    ),
    (
        "workbook dev calibrate NAME",
        "it wants a machine for itself",
    ),
    (
        "workbook dev book book --lesson 3",
        "it judges a whole lesson; the tests of formats write the book of one exercise",
    ),
    (
        "cargo run -- dev check join",
        "the gate runs it on the whole course",
    ),
    (
        "cargo run -- dev check --lesson 3",
        "the gate runs it on the whole course",
    ),
];

/// Which commands are expected in a text at all, by their first word.
pub(super) const PROGRAMS: [&str; 12] = [
    "workbook", "cargo", "git", "kubectl", "sbatch", "rustup", "pip", "npm", "npx", "docker",
    "curl", "sh",
];

/// A page of the standard documentation opens a browser.
pub(super) const PAGES: &str = "rustup doc";

pub(super) fn is_elsewhere(line: &str) -> bool {
    line.starts_with(PAGES) || ELSEWHERE.iter().any(|(known, _)| *known == line)
}
