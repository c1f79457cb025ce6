//! The files that the course declares: exact paths, so that a copy beside an
//! exercise is never taken for it.

use crate::course::Course;
use crate::watch::watch_event::Place;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Every exercise's file, and whose it is.
#[derive(Debug, Clone)]
pub(super) struct Declared {
    /// The course's folder.
    pub(super) root: PathBuf,
    /// The folder of exercises.
    pub(super) folder: PathBuf,
    /// In the course's order.
    pub(super) paths: Vec<PathBuf>,
    places: HashMap<PathBuf, Place>,
}

impl Declared {
    pub(super) fn new(course: &Course) -> Self {
        let paths: Vec<_> = course
            .exercises
            .iter()
            .map(|e| course.exercise_path(e))
            .collect();
        // Some systems name the real path in their events.
        let real = course
            .root
            .canonicalize()
            .unwrap_or_else(|_| course.root.clone());
        let real_paths = paths
            .iter()
            .map(|path| match path.strip_prefix(&course.root) {
                Ok(inside) => real.join(inside),
                Err(_) => path.clone(),
            });
        let both = real_paths
            .enumerate()
            .chain(paths.iter().cloned().enumerate());
        Self {
            root: course.root.clone(),
            folder: course.root.join("exercises"),
            places: both.map(|(place, path)| (path, place)).collect(),
            paths,
        }
    }

    /// The exercises that something at `path` may concern: its own, or those of
    /// the folder that was renamed.
    pub(super) fn concerned(&self, path: &Path) -> Vec<Place> {
        if let Some(place) = self.places.get(path) {
            return vec![*place];
        }
        let mut inside: Vec<Place> = self
            .places
            .iter()
            .filter(|(declared, _)| declared.starts_with(path))
            .map(|(_, place)| *place)
            .collect();
        inside.sort_unstable();
        inside.dedup();
        inside
    }
}
