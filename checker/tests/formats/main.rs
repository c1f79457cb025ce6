//! Reports in every format, compared with golden files, read by the programs
//! they are made for, and held against the limits of platforms.
//!
//! After a change that is meant, `WORKBOOK_BLESS=1 cargo test --test formats`
//! writes the golden files again; look at their diff.

mod book;
mod browser;
mod consumers;
mod editors;
mod escapes;
mod golden;
mod limits;
mod runner;
mod shapes;
mod student_view;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use workbook::reporter::Look;
use workbook::reporter::formats::Options;
use workbook::reporter::json::Report;

/// The reports in `tests/golden`.
const SAMPLES: [&str; 6] = ["mixed", "hostile", "infra", "refused", "right", "changed"];

/// The word between which GitHub takes no commands; the hostile sample tries it.
const TOKEN: &str = "fedcba98765432100123456789abcdef";

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn sample(name: &str) -> Report {
    let path = golden().join(name).join("report.json");
    let text = std::fs::read_to_string(&path).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn options() -> Options {
    let variables = [
        ("CLASSROOM", "cs101"),
        ("ASSIGNMENT", "async"),
        ("SUBMISSION_TAG", "submit/2026-11-22T21-59-07Z-0a1b2c3"),
        ("USERNAME", "alice"),
        ("OWNER", "alice"),
        ("ASSIGNMENT_TYPE", "individual"),
        (
            "COMMIT_URL",
            "https://git.example/alice/async/commit/0a1b2c3",
        ),
        ("RELEASE_URL", "https://git.example/alice/async/releases/1"),
        ("REVIEW_URL", ""),
        ("GITHUB_ACTOR", "alice"),
        ("GITHUB_ACTOR_ID", "1815"),
        ("GITHUB_WORKSPACE", "/home/runner/repository"),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Options {
        environment: BTreeMap::from(variables),
        token: TOKEN.to_owned(),
        folder: PathBuf::from("/home/runner/repository/class"),
        look: Look {
            width: 88,
            colors: false,
            unicode: true,
        },
    }
}
