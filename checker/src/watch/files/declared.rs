//! The files that the course declares: exact paths, so that a copy beside an
//! exercise is never taken for it.

use super::links::{folder_of, way};
use crate::course::Course;
use crate::watch::watch_event::Place;
use std::collections::{BTreeSet, HashMap};
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
    /// The links on the way to each of them, and where it ends.
    ways: Vec<Vec<PathBuf>>,
    /// By its declared path, and by each one on the way.
    places: HashMap<PathBuf, Vec<Place>>,
}

impl Declared {
    pub(super) fn new(course: &Course) -> Self {
        let paths = course.exercises.iter().map(|e| course.exercise_path(e));
        Self::of(course.root.clone(), course.exercises_dir(), paths.collect())
    }

    /// The same files by the links that there are now.
    pub(super) fn again(&self) -> Self {
        Self::of(self.root.clone(), self.folder.clone(), self.paths.clone())
    }

    fn of(root: PathBuf, folder: PathBuf, paths: Vec<PathBuf>) -> Self {
        let ways: Vec<_> = paths.iter().map(|path| way_to(&root, path)).collect();
        let mut places: HashMap<PathBuf, Vec<Place>> = HashMap::new();
        for (place, (path, way)) in paths.iter().zip(&ways).enumerate() {
            let names: BTreeSet<&PathBuf> = way.iter().chain([path]).collect();
            for name in names {
                places.entry(name.clone()).or_default().push(place);
            }
        }
        Self {
            folder,
            root,
            paths,
            ways,
            places,
        }
    }

    /// The exercises that something at `path` may concern: its own, or those of
    /// the folder that was renamed.
    pub(super) fn concerned(&self, path: &Path) -> Vec<Place> {
        let by_name = self.named(path);
        if !by_name.is_empty() {
            return by_name;
        }
        // A folder that is watched under one name may be known by another one.
        let real = path.parent().and_then(|folder| folder.canonicalize().ok());
        match (real, path.file_name()) {
            (Some(folder), Some(name)) => self.named(&folder.join(name)),
            _ => Vec::new(),
        }
    }

    fn named(&self, path: &Path) -> Vec<Place> {
        if let Some(places) = self.places.get(path) {
            return places.clone();
        }
        let inside = self
            .places
            .iter()
            .filter(|(name, _)| name.starts_with(path));
        let inside: BTreeSet<Place> = inside.flat_map(|(_, places)| places).copied().collect();
        inside.into_iter().collect()
    }

    /// Folders outside of the folder of exercises where links of exercises, or
    /// what they lead to, come and go.
    pub(super) fn folders(&self) -> BTreeSet<PathBuf> {
        self.ways.iter().flat_map(|way| self.outside(way)).collect()
    }

    /// Whether some of these lead elsewhere now, or through other folders.
    pub(super) fn lead_elsewhere(&self, places: &[Place]) -> bool {
        let watched = self.folders();
        places.iter().any(|place| {
            let way = way_to(&self.root, &self.paths[*place]);
            way != self.ways[*place] || !self.outside(&way).is_subset(&watched)
        })
    }

    /// The files at the end of the ways.
    pub(super) fn ends(&self) -> impl Iterator<Item = &Path> {
        self.ways
            .iter()
            .filter_map(|way| way.last())
            .map(|end| &**end)
    }

    fn outside(&self, way: &[PathBuf]) -> BTreeSet<PathBuf> {
        // Without a link, the file is in the folder of exercises.
        if way.len() == 1 {
            return BTreeSet::new();
        }
        let inside = self.folder.canonicalize();
        let inside = inside.unwrap_or_else(|_| self.folder.clone());
        let folders = way.iter().filter_map(|path| folder_of(path));
        let folders = folders.filter(|folder| !folder.starts_with(&inside));
        folders.map(Path::to_owned).collect()
    }
}

fn way_to(root: &Path, path: &Path) -> Vec<PathBuf> {
    match path.strip_prefix(root) {
        Ok(inside) => way(root, inside),
        Err(_) => vec![path.to_owned()],
    }
}
