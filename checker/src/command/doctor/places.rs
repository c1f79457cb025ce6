//! Folders: the course, the cache, the state, and whether changes are told.

use super::Line;
use super::tries::with_room;
use crate::cache_dir::CacheDir;
use crate::course::Course;
use crate::reporter::Count;
use crate::restore;
use crate::watch::without_events;
use std::fs;
use std::path::Path;
use std::sync::Arc;

pub(super) fn course(course: &anyhow::Result<Arc<Course>>) -> Vec<Line> {
    let course = match course {
        Ok(course) => course,
        Err(error) => return vec![Line::missing("course", format!("{error:#}"))],
    };
    let exercises = Count(course.exercises.len(), "exercise");
    let found = format!(
        "{} with {exercises}, in {}",
        course.title,
        course.root.display()
    );
    let mut lines = vec![Line::fine("course", found)];
    let gone = |e: &&crate::course::Exercise| !course.exercise_path(e).is_file();
    let missing: Vec<_> = course.exercises.iter().filter(gone).collect();
    if let Some(first) = missing.first() {
        let files = Count(missing.len(), "exercise file");
        let (name, way) = (&first.name, restore::way_back(course, first));
        lines.push(Line::advice(
            "exercises",
            format!("{files} missing, such as that of `{name}`; {way}"),
        ));
    }
    lines
}

pub(super) fn cache(cache: anyhow::Result<CacheDir>) -> Line {
    let cache = match cache {
        Ok(cache) => cache,
        Err(error) => return Line::missing("cache", format!("{error:#}")),
    };
    let path = cache.path.display();
    // Only a real file shows that the folder can be written.
    let written = fs::create_dir_all(&cache.path)
        .and_then(|()| tempfile::tempfile_in(&cache.path).map(|_| ()));
    match (written, &cache.notice) {
        (Ok(()), None) => with_room("cache", &cache.path, ""),
        (Ok(()), Some(notice)) => Line::advice("cache", notice.clone()),
        (Err(error), _) => Line::missing(
            "cache",
            format!(
                "`{path}` cannot be written: {error}; set WORKBOOK_CACHE_DIR to another folder"
            ),
        ),
    }
}

pub(super) fn state(root: &Path) -> Option<Line> {
    let folder = root.join(".workbook");
    if !folder.exists() {
        return None;
    }
    let path = folder.display();
    Some(match tempfile::tempfile_in(&folder) {
        Ok(_) => Line::fine("state", path.to_string()),
        Err(error) => Line::missing(
            "state",
            format!("`{path}` cannot be written: {error}; progress would be lost"),
        ),
    })
}

pub(super) fn file_events(root: &Path) -> Line {
    match without_events(root) {
        None => Line::fine("changes", "the system tells when a file is saved"),
        Some(reason) => Line::advice(
            "changes",
            format!(
                "the workbook is in {reason}, where saves may go unnoticed; `watch` looks every \
                 now and then by itself, and a folder of this system would be faster"
            ),
        ),
    }
}
