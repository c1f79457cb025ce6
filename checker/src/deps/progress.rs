//! Following cargo: how many crates are done, and where their libraries are.

use super::Urgency;
use crate::event::Event;
use crate::process::{start_tool, start_tool_behind, thread};
use anyhow::Context;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What cargo came to.
pub(super) struct Output {
    pub(super) success: bool,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

/// Run `command` to its end and hand out each line as it comes. There is no
/// deadline: how long a download takes is not ours to say, and Ctrl-C reaches
/// cargo as it reaches us.
pub(super) fn follow(
    mut command: Command,
    urgency: Urgency,
    on_line: &mut dyn FnMut(&str),
) -> anyhow::Result<Output> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    // Registered while it lives: tests may be swept after meanwhile.
    let started = match urgency {
        Urgency::Awaited => start_tool(&mut command),
        Urgency::Ahead => start_tool_behind(&mut command),
    };
    let (mut child, _tool) = started.with_context(|| {
        format!(
            "failed to start `{}`, which builds the crates that exercises use; install the \
             toolchain again, or set RUSTC to the compiler of another one",
            command.get_program().display()
        )
    })?;
    let mut errors = child.stderr.take().context("cargo has no standard error")?;
    let reading = thread("read", move || {
        let mut text = Vec::new();
        let _ = errors.read_to_end(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    });
    let errors = match reading {
        Ok(errors) => errors,
        Err(error) => {
            // Nobody is left who would listen to it.
            let _ = child.kill();
            let _ = child.wait();
            return Err(error);
        }
    };
    let mut stdout = String::new();
    let lines = child
        .stdout
        .take()
        .context("cargo has no standard output")?;
    for line in BufReader::new(lines).split(b'\n') {
        let line = line.context("failed to read what cargo says")?;
        let line = String::from_utf8_lossy(&line);
        on_line(&line);
        stdout.push_str(&line);
        stdout.push('\n');
    }
    let status = child.wait().context("failed to wait for cargo")?;
    Ok(Output {
        success: status.success(),
        stdout,
        stderr: errors.join().unwrap_or_default(),
    })
}

/// Counts finished crates against those that there are.
pub(super) struct Counter {
    total: HashSet<String>,
    done: HashSet<String>,
    current: String,
    /// Package id to the name under which the kit knows it.
    direct: BTreeMap<String, String>,
    libraries: BTreeMap<String, PathBuf>,
    /// What was built of all of them, the package that is built for aside.
    files: Vec<PathBuf>,
    root: String,
}

#[derive(Deserialize)]
struct Metadata {
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Resolve {
    root: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    pkg: String,
}

/// The part of cargo's `compiler-artifact` message that is needed here.
#[derive(Deserialize)]
struct Artifact {
    reason: String,
    package_id: String,
    target: Target,
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

impl Counter {
    /// From the answer of `cargo metadata`.
    pub(super) fn of(metadata: &str) -> anyhow::Result<Self> {
        let metadata: Metadata = serde_json::from_str(metadata)
            .context("`cargo metadata` answered something unexpected")?;
        let Resolve { root, nodes } = metadata.resolve;
        let direct = nodes
            .iter()
            .filter(|node| node.id == root)
            .flat_map(|node| &node.deps)
            .map(|dep| (dep.pkg.clone(), dep.name.clone()))
            .collect();
        let total = nodes.into_iter().map(|node| node.id).collect();
        Ok(Self {
            total,
            done: HashSet::new(),
            current: String::new(),
            direct,
            libraries: BTreeMap::new(),
            files: Vec::new(),
            root,
        })
    }

    /// Take note of one line of `cargo build`; whether the count went up.
    pub(super) fn see(&mut self, line: &str) -> bool {
        let Ok(artifact) = serde_json::from_str::<Artifact>(line) else {
            return false;
        };
        let is_build_script = artifact
            .target
            .kind
            .iter()
            .any(|kind| kind == "custom-build");
        if artifact.reason != "compiler-artifact" || is_build_script {
            return false;
        }
        if let Some(name) = self.direct.get(&artifact.package_id) {
            let is_library = |path: &&PathBuf| {
                path.extension().is_some_and(|ending| {
                    ending == "rlib" || ending == std::env::consts::DLL_EXTENSION
                })
            };
            if let Some(path) = artifact.filenames.iter().find(is_library) {
                self.libraries.insert(name.clone(), path.clone());
            }
        }
        if artifact.package_id != self.root {
            self.files.extend(artifact.filenames);
        }
        self.current = artifact.target.name;
        self.done.insert(artifact.package_id)
    }

    /// The libraries of the crates that the kit names.
    pub(super) fn direct_libraries(&self) -> anyhow::Result<BTreeMap<String, PathBuf>> {
        for name in self.direct.values() {
            self.libraries
                .get(name)
                .with_context(|| format!("cargo built no library for `{name}`"))?;
        }
        Ok(self.libraries.clone())
    }

    /// All files that were built of the crates.
    pub(super) fn files(&self) -> &[PathBuf] {
        &self.files
    }

    pub(super) fn event(&self) -> Event {
        let total = self.total.len();
        Event::BuildingDependencies {
            done: self.done.len().min(total),
            total,
            current: self.current.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const METADATA: &str = r#"{"resolve":{"root":"kit","nodes":[
        {"id":"kit","deps":[{"name":"tokio_util","pkg":"tokio-util 0.7"}]},
        {"id":"tokio-util 0.7","deps":[]}]}}"#;

    fn artifact(kind: &str, file: &str) -> String {
        format!(
            r#"{{"reason":"compiler-artifact","package_id":"tokio-util 0.7",
                 "target":{{"name":"tokio_util","kind":["{kind}"]}},"filenames":["{file}"]}}"#
        )
    }

    #[test]
    fn a_finished_library_counts_and_is_remembered() {
        let mut counter = Counter::of(METADATA).unwrap();
        assert!(counter.see(&artifact("lib", "/t/libtokio_util.rlib")));
        assert_eq!(
            counter.event(),
            Event::BuildingDependencies {
                done: 1,
                total: 2,
                current: "tokio_util".into()
            }
        );
        assert_eq!(
            counter.direct_libraries().unwrap()["tokio_util"],
            PathBuf::from("/t/libtokio_util.rlib")
        );
    }

    #[test]
    fn a_build_script_does_not_count() {
        let mut counter = Counter::of(METADATA).unwrap();
        assert!(!counter.see(&artifact("custom-build", "/t/build")));
        assert!(
            counter
                .direct_libraries()
                .unwrap_err()
                .to_string()
                .contains("`tokio_util`")
        );
    }
}
