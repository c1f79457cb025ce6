//! What of a stored report says what somebody's points are.

use crate::course::Course;
use crate::grade::desk::{REPORT, folder_of};
use crate::grade::folder::Folder;
use crate::grade::secret::{About, Secret};
use crate::reporter::json::{FileReport, Late, Override, Status, Totals};
use anyhow::{Context, bail};
use serde::Deserialize;
use std::collections::HashSet;
use std::io;

/// A submission.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Row {
    pub(super) submission: Owner,
    pub(super) totals: Totals,
    pub(super) exercises: Vec<Mark>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Owner {
    pub(super) id: String,
    pub(super) name: Option<String>,
    /// Of what was handed in; `None` for somebody who handed in nothing.
    pub(super) path: Option<String>,
}

/// One exercise of it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Mark {
    pub(super) id: String,
    pub(super) status: Status,
    pub(super) points: f64,
    pub(super) max_points: f64,
    #[serde(default)]
    pub(super) partial_credit: bool,
    #[serde(default, rename = "override")]
    pub(super) overridden: Option<Override>,
    pub(super) late: Option<Late>,
    #[serde(default)]
    pub(super) files: Vec<FileReport>,
}

impl Mark {
    /// What the verdict alone is worth.
    pub(super) fn judged(&self) -> f64 {
        let set = self.overridden.as_ref().map(|set| set.judged_points);
        let late = self.late.as_ref().map(|late| late.points_before);
        set.or(late).unwrap_or(self.points)
    }

    /// What was judged.
    pub(super) fn answer(&self) -> Option<&str> {
        self.files.first().and_then(|file| file.blake3.as_deref())
    }
}

/// What is stored about `id`; `None` where there is no report.
///
/// # Errors
///
/// Where the report cannot be read, or is not ours.
pub(super) fn read(out: &Folder, secret: &Secret, id: &str) -> anyhow::Result<Option<Row>> {
    let file = folder_of(id).join(REPORT);
    let path = out.path(&file);
    let shown = path.display();
    let text = match out.read(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error).with_context(|| format!("failed to read the report `{shown}`"));
        }
    };
    let row = secret.is_ours(About::Report, &text);
    let row: Option<Row> = row.then(|| serde_json::from_slice(&text).ok()).flatten();
    match row.filter(|row| row.submission.id == id) {
        Some(row) => Ok(Some(row)),
        None => bail!(
            "the report `{shown}` is not as it was written, so nobody can say what changed since; \
             put it back as it was, or grade into another folder with --out"
        ),
    }
}

/// The exercises of the course, then those that it no longer has.
pub(super) fn names<'r>(course: &'r Course, before: Option<&'r Row>) -> Vec<&'r str> {
    let now = course.exercises.iter().map(|one| one.name.as_str());
    let known: HashSet<&str> = now.clone().collect();
    let gone = before.into_iter().flat_map(|row| &row.exercises);
    let gone = gone.map(|mark| mark.id.as_str());
    now.chain(gone.filter(|name| !known.contains(name)))
        .collect()
}
