//! One thing to put right.

use crate::course::Course;
use std::fmt;
use std::path::{Path, PathBuf};

/// What is wrong with which file, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// Relative to the course's folder, where it lies in it.
    file: PathBuf,
    line: Option<usize>,
    what: String,
    advice: String,
}

impl Problem {
    pub(super) fn new(
        course: &Course,
        file: &Path,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self {
            line: None,
            file: file.strip_prefix(&course.root).unwrap_or(file).to_owned(),
            what: what.into(),
            advice: advice.into(),
        }
    }
}

impl Problem {
    /// In a line of the file.
    pub(super) fn at(
        course: &Course,
        file: &Path,
        line: usize,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self {
            line: Some(line),
            ..Self::new(course, file, what, advice)
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, what, advice) = (self.file.display(), &self.what, &self.advice);
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        write!(f, "{file}{line}: {what}\n    {advice}")
    }
}
