//! What the tools said while something was built, all of it, in a file.

use super::trouble::plain;
use std::cell::RefCell;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The file. Where it cannot be written there is none, and nothing is lost but
/// the log.
pub(super) struct Log {
    path: PathBuf,
    file: RefCell<Option<File>>,
}

impl Log {
    /// A new log in `folder`; an older one is gone.
    pub(super) fn in_folder(folder: &Path) -> Self {
        let path = folder.join("build.log");
        let file = RefCell::new(File::create(&path).ok());
        Self { path, file }
    }

    /// Where it is.
    pub(super) fn path(&self) -> Option<&Path> {
        self.file.borrow().is_some().then_some(&*self.path)
    }

    /// Note down what is called.
    pub(super) fn call(&self, command: &Command) {
        let words = std::iter::once(command.get_program()).chain(command.get_args());
        let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
        self.write(&format!("$ {}", words.join(" ")));
    }

    /// Note down what was said.
    pub(super) fn write(&self, text: &str) {
        let mut file = self.file.borrow_mut();
        let text = plain(text);
        let written = (file.as_mut()).map(|file| writeln!(file, "{}", text.trim_end()));
        if written.is_some_and(|written| written.is_err()) {
            // Half of a log is worth having only where it does not mislead.
            *file = None;
        }
    }
}
