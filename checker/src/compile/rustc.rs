//! One call of the compiler, put together piece by piece.

use crate::deps::{clean, dependency_path};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where the source comes from.
pub(super) enum Source<'a> {
    /// A file.
    File(&'a Path),
    /// Whoever started the compiler writes it.
    StandardInput,
}

/// A call that is not made yet.
pub(super) struct Rustc {
    program: PathBuf,
    arguments: Vec<OsString>,
    folder: PathBuf,
    reads_input: bool,
}

impl Rustc {
    pub(super) fn new(program: &Path, source: Source<'_>, edition: &str) -> Self {
        let (source, reads_input) = match source {
            Source::File(path) => (path.as_os_str().to_owned(), false),
            Source::StandardInput => (OsString::from("-"), true),
        };
        let mut rustc = Self {
            program: program.to_owned(),
            arguments: vec![source],
            folder: "/".into(),
            reads_input,
        };
        rustc.args([
            "--edition",
            edition,
            "--error-format",
            "json",
            "--json",
            "diagnostic-rendered-ansi",
        ]);
        rustc.args(["--diagnostic-width", "100", "-C", "debuginfo=0"]);
        rustc
    }

    pub(super) fn arg(&mut self, argument: impl Into<OsString>) -> &mut Self {
        self.arguments.push(argument.into());
        self
    }

    pub(super) fn args<const N: usize>(&mut self, arguments: [&str; N]) -> &mut Self {
        self.arguments.extend(arguments.map(OsString::from));
        self
    }

    pub(super) fn crate_name(&mut self, name: &str) -> &mut Self {
        self.args(["--crate-name", name])
    }

    pub(super) fn working_folder(&mut self, folder: &Path) -> &mut Self {
        self.folder = folder.to_owned();
        self
    }

    pub(super) fn incremental(&mut self, folder: &Path) -> &mut Self {
        let mut option = OsString::from("incremental=");
        option.push(folder);
        self.arg("-C").arg(option)
    }

    pub(super) fn library(&mut self, name: &str, path: &Path) -> &mut Self {
        let mut option = OsString::from(format!("{name}="));
        option.push(path);
        self.arg("--extern").arg(option)
    }

    pub(super) fn libraries(
        &mut self,
        libraries: &BTreeMap<String, PathBuf>,
        search: Option<&Path>,
    ) -> &mut Self {
        for (name, path) in libraries {
            self.library(name, path);
        }
        match search {
            Some(search) => self.arg("-L").arg(dependency_path(search)),
            None => self,
        }
    }

    /// Where the program looks for shared objects when it runs.
    pub(super) fn run_path(&mut self, folder: &Path) -> &mut Self {
        let mut option = OsString::from("link-arg=-Wl,-rpath,");
        option.push(folder);
        self.arg("-C").arg(option)
    }

    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        clean(&mut command);
        command.args(&self.arguments).current_dir(&self.folder);
        command.stdin(if self.reads_input {
            Stdio::piped()
        } else {
            Stdio::null()
        });
        command
    }
}
