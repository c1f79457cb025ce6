//! Calling cargo on the kit.

use super::Ways;
use super::home::Home;
use super::log::Log;
use super::progress::{self, Output};
use super::trouble::trouble;
use crate::toolchain::Toolchain;
use serde::Deserialize;
use std::path::Path;
use std::process::{Command, Stdio};

/// Cargo, ready to build what is in a folder.
pub(super) struct Cargo<'a> {
    pub(super) toolchain: &'a Toolchain,
    pub(super) folder: &'a Path,
    pub(super) target: &'a Path,
    pub(super) ways: Ways,
    pub(super) home: &'a Home,
    pub(super) log: &'a Log,
}

/// The part of cargo's `compiler-message` that is needed here.
#[derive(Deserialize)]
struct Said {
    message: Rendered,
}

#[derive(Deserialize)]
struct Rendered {
    level: String,
    rendered: Option<String>,
}

impl Cargo<'_> {
    /// Run cargo on the kit; its lines as they come, all of them at the end.
    pub(super) fn run(
        &self,
        arguments: &[&str],
        on_line: &mut dyn FnMut(&str),
    ) -> anyhow::Result<String> {
        let mut command = Command::new(&self.toolchain.cargo);
        self.home.move_in(&mut command);
        command
            .args(arguments)
            .arg("--manifest-path")
            .arg(self.folder.join("Cargo.toml"));
        if arguments[0] == "metadata" {
            command.args(["--filter-platform", self.toolchain.host()]);
        } else {
            command.arg("--target-dir").arg(self.target);
        }
        if self.ways.offline {
            command.arg("--offline");
        }
        command
            .env("RUSTC", &self.toolchain.rustc)
            .stdin(Stdio::null());
        self.log.call(&command);
        let mut first = None;
        let output = progress::follow(command, self.ways.urgency, &mut |line| {
            if let Some(error) = error_in(line, self.log) {
                first.get_or_insert(error);
            }
            on_line(line);
        })?;
        self.log.write(&output.stderr);
        if output.success {
            return Ok(output.stdout);
        }
        Err(self.failed(first, &output))
    }

    fn failed(&self, first: Option<String>, output: &Output) -> anyhow::Error {
        let doing = "build the crates that the exercises use";
        let said = first.unwrap_or_else(|| from_the_first_error(&output.stderr));
        trouble(doing, &said, &output.stderr, self.log.path())
    }
}

/// What the compiler said in this line, if it is an error. All goes to the log.
fn error_in(line: &str, log: &Log) -> Option<String> {
    let said: Said = serde_json::from_str(line).ok()?;
    let rendered = said.message.rendered?;
    log.write(&rendered);
    (said.message.level == "error").then_some(rendered)
}

/// Cargo tells what it does before it tells what went wrong.
fn from_the_first_error(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    let is_error = |line: &&str| line.trim_start().starts_with("error");
    let first = lines.iter().position(is_error).unwrap_or(0);
    lines[first..].join("\n")
}
