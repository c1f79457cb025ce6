//! What people read as an example is formatted.

use super::problem::Problem;
use crate::course::Course;
use crate::process::{self, Cancel, How, Limits};
use anyhow::Context;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Few enough for the command line of any system.
const AT_ONCE: usize = 50;

const LIMITS: Limits = Limits {
    deadline: Duration::from_secs(60),
    kept: 1 << 20,
    flood: 8 << 20,
};

/// The files among `files` that rustfmt would change.
pub(super) fn problems(course: &Course, files: &[PathBuf]) -> anyhow::Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for chunk in files.chunks(AT_ONCE) {
        problems.extend(check(course, chunk)?);
    }
    Ok(problems)
}

fn check(course: &Course, files: &[PathBuf]) -> anyhow::Result<Vec<Problem>> {
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--check", "--edition", "2024", "--color", "never", "-l"]);
    rustfmt.args(files).stdin(Stdio::null());
    let output = process::start(rustfmt, LIMITS, &Cancel::default())
        .context("rustfmt is needed; install it with `rustup component add rustfmt`")?
        .wait()?;
    let mut problems = Vec::new();
    for name in output.stdout.text().lines() {
        let advice = format!("Run `rustfmt --edition 2024 {name}`.");
        problems.push(Problem::new(
            course,
            Path::new(name),
            "it is not formatted",
            advice,
        ));
    }
    let succeeded = How::Exited {
        code: Some(0),
        signal: None,
    };
    if output.how != succeeded && problems.is_empty() {
        // What cannot be parsed; the trials say more about it.
        let said = output.stderr.text();
        let place = said
            .lines()
            .find(|line| line.trim_start().starts_with("-->"));
        let place = place.map_or(said.lines().next().unwrap_or_default(), str::trim);
        let file = files.first().and_then(|file| file.parent());
        problems.push(Problem::new(
            course,
            file.unwrap_or(&course.root),
            format!("rustfmt cannot read a file: {place}"),
            "Make it compile first.",
        ));
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::dev::sample;

    #[track_caller]
    fn check_text(text: &str, want: &[&str]) {
        let dir = tempfile::tempdir().unwrap();
        let course = sample::sound(dir.path());
        sample::write(dir.path(), "solutions/a.rs", text);
        let files = ["solutions/a.rs", "solutions/03_async/01_join.rs"];
        let files = files.map(|file| dir.path().join(file));
        let problems = problems(&course, &files).unwrap();
        let text: Vec<_> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(text.len(), want.len(), "{text:?}");
        for (text, want) in text.iter().zip(want) {
            assert!(text.contains(want), "{text}");
        }
    }

    #[test]
    fn only_what_rustfmt_would_change_is_named() {
        check_text("fn main() {}\n", &[]);
        check_text("fn  main( ) {}\n", &["solutions/a.rs: it is not formatted"]);
    }

    #[test]
    fn what_cannot_be_parsed_is_named() {
        check_text("fn main( {}\n", &["a.rs:1:"]);
    }
}
