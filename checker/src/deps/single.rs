//! Things in the cache that are one file, made by one call of the compiler.

use super::record::{Look, Record, read_sealed, write_sealed};
use super::start_again;
use super::waiting::lock;
use crate::event::Event;
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};

const RECORD: &str = "built.json";

/// One such file.
pub(super) struct Single<'a> {
    /// What it is for people: `the program of the workers`.
    pub(super) what: &'static str,
    /// The folder that is for it alone.
    pub(super) folder: PathBuf,
    /// Its name.
    pub(super) name: &'static str,
    /// Makes it in the folder that is handed in.
    pub(super) make: &'a dyn Fn(&Path) -> anyhow::Result<()>,
}

impl Single<'_> {
    /// Its path, when it is there and whole.
    pub(super) fn ready(
        &self,
        look: Look,
        on_event: &mut dyn FnMut(Event),
    ) -> anyhow::Result<PathBuf> {
        let (folder, file) = (&self.folder, self.folder.join(self.name));
        if damage(folder, look) == Some(None) {
            return Ok(file);
        }
        let _locked = lock(folder, on_event)?;
        // Another `workbook` may have made it meanwhile.
        match damage(folder, look) {
            Some(None) => return Ok(file),
            Some(Some(damage)) => {
                let what = self.what.to_owned();
                on_event(Event::Damaged { what, damage });
                start_again(folder, &[RECORD, self.name])?;
            }
            None => {}
        }
        // Built beside and renamed, so that nobody uses half of it.
        let built = tempfile::tempdir_in(folder)
            .with_context(|| format!("failed to make a folder in `{}`", folder.display()))?;
        (self.make)(built.path())?;
        let record = Record::of(built.path(), vec![self.name.into()])?;
        fs::rename(built.path().join(self.name), &file)
            .with_context(|| format!("failed to keep `{}` in the cache", file.display()))?;
        write_sealed(&folder.join(RECORD), &record)?;
        Ok(file)
    }
}

/// What is wrong with what is in `folder`, if anything is there.
pub(super) fn damage(folder: &Path, look: Look) -> Option<Option<String>> {
    let record: Record = read_sealed(&folder.join(RECORD))?;
    Some(record.damage(folder, look))
}
