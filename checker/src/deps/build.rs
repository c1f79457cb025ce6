//! One kit: cargo builds the crates, and they are linked into one shared object.

use super::cargo::Cargo;
use super::home::Home;
use super::log::Log;
use super::progress::Counter;
use super::record::{Record, write_sealed};
use super::shared::{Shared, copied};
use super::waiting::Locked;
use super::{BUILT, Built, Dependencies, LIBRARIES, Manifest, Ways, kit, trial};
use crate::course::Course;
use crate::event::Event;
use crate::toolchain::Toolchain;
use anyhow::Context;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where a kit is built.
pub(super) struct Place {
    /// The kit's own folder.
    pub(super) locked: Locked,
    pub(super) shared: Shared,
    pub(super) ways: Ways,
}

impl Place {
    fn tell(&self, event: Event, on_event: &mut dyn FnMut(Event)) {
        self.locked.tell(&event);
        self.shared.tell(&event);
        on_event(event);
    }
}

/// Build the crates of `manifest` in `place`, and link them into a kit where hidden
/// tests judge.
pub(super) fn build(
    course: &Course,
    manifest: &Manifest,
    toolchain: &Toolchain,
    place: &Place,
    on_event: &mut dyn FnMut(Event),
) -> anyhow::Result<Dependencies> {
    let (folder, offline) = (place.locked.folder(), place.ways.offline);
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder))
            .and_then(|()| fs::write(&path, text))
            .with_context(|| format!("failed to write `{}`", path.display()))
    };
    write("Cargo.toml", &manifest.kit_manifest(course))?;
    write("Cargo.lock", &manifest.lock_text())?;
    write("src/lib.rs", "")?;
    let log = Log::in_folder(folder);
    trial::link_and_start(toolchain, folder, &log)?;
    // Where the sources are, is a part of what cargo compares.
    let home = Home::make(place.shared.folder(), &course.root, offline)?;
    for note in &home.notes {
        log.write(note);
    }
    let target = place.shared.target();
    let cargo = Cargo {
        toolchain,
        folder,
        target: &target,
        ways: place.ways,
        home: &home,
        log: &log,
    };
    let mut counter =
        Counter::of(&cargo.run(&["metadata", "--format-version", "1"], &mut |_| {})?)?;
    place.tell(counter.event(), on_event);
    cargo.run(
        &["build", "--lib", "--message-format", "json"],
        &mut |line| {
            if counter.see(line) {
                place.tell(counter.event(), on_event);
            }
        },
    )?;
    let own = folder.join(LIBRARIES);
    place.shared.hand_out(counter.files(), &own)?;
    let libraries = counter.direct_libraries()?.into_iter();
    let mut libraries: BTreeMap<_, _> = libraries
        .map(|(name, file)| (name, copied(&file, &own)))
        .collect();
    let search = Some(own);
    if !manifest.proofs {
        let dependencies = Dependencies {
            exercise: libraries,
            search,
            ..Dependencies::default()
        };
        return keep(dependencies, folder);
    }
    let kit = kit::link_kit(toolchain, folder, &libraries, &log)?;
    let test_crate = kit::test_crate_upon(toolchain, folder, &kit, &log)?;
    let mut hidden = BTreeMap::from([("kit".to_owned(), kit)]);
    for name in manifest
        .proof_crates()
        .into_iter()
        .chain(["tokio".to_owned()])
    {
        let name = name.replace('-', "_");
        if let Some(path) = libraries.get(&name) {
            hidden.insert(name, path.clone());
        }
    }
    libraries.retain(|name, _| {
        manifest
            .dependencies
            .iter()
            .any(|known| known.crate_name() == *name)
    });
    let dependencies = Dependencies {
        exercise: libraries,
        hidden,
        search,
        test_crate: Some(test_crate),
        took: Duration::ZERO,
    };
    keep(dependencies, folder)
}

/// Write down what was built, with all that a compiler reads of it.
fn keep(dependencies: Dependencies, folder: &Path) -> anyhow::Result<Dependencies> {
    let inside = |path: &Path| path.strip_prefix(folder).unwrap_or(path).to_owned();
    let mut files: Vec<PathBuf> = dependencies.libraries().map(|path| inside(path)).collect();
    if let Some(search) = &dependencies.search {
        let entries = fs::read_dir(search)
            .with_context(|| format!("failed to read the folder `{}`", search.display()))?;
        let paths = entries.flatten().map(|entry| entry.path());
        files.extend(
            paths
                .filter(|path| is_library(path))
                .map(|path| inside(&path)),
        );
    }
    files.sort();
    files.dedup();
    let built = Built {
        record: Record::of(folder, files)?,
        dependencies: dependencies.clone().map_paths(|path| inside(&path)),
    };
    write_sealed(&folder.join(BUILT), &built)?;
    Ok(dependencies)
}

/// Whether a compiler reads it, as a crate or as a macro.
pub(super) fn is_library(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ending == "rlib" || ending == "rmeta" || ending == std::env::consts::DLL_EXTENSION
}
