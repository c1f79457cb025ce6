//! Shards put together: what each has judged and listed becomes one folder of
//! results, as if one run had done it all.

use super::book::Book;
use super::desk::{Desk, INDEX, Index, folder_of};
use super::run_file::RunFile;
use super::store::Store;
use super::summary::Brief;
use super::take::Handed;
use crate::exit::Failure;
use crate::reporter::json::ExerciseReport;
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The shards of one run, all of them.
#[derive(Debug)]
pub struct Shards {
    /// What they have in common, as a run that is not shared.
    pub run: RunFile,
    folders: Vec<PathBuf>,
}

impl Shards {
    /// The shards in these folders.
    ///
    /// # Errors
    ///
    /// Where they do not belong together, or one is missing.
    pub fn read(folders: &[PathBuf]) -> anyhow::Result<Self> {
        let mut of_index: BTreeMap<usize, &PathBuf> = BTreeMap::new();
        let mut first: Option<(RunFile, &PathBuf)> = None;
        let usage = |text: String| anyhow::Error::from(Failure::Usage(text));
        for folder in folders {
            let (run, shown) = (RunFile::read(folder)?, folder.display());
            let Some(shard) = run.shard else {
                bail!(usage(format!(
                    "`{shown}` is no shard: it holds a whole run"
                )));
            };
            if let Some((known, path)) = &first {
                let mut different = known.differences(&run);
                if known.shard.map(|shard| shard.of) != Some(shard.of) {
                    different.push("the number of shards");
                }
                if known.class != run.class {
                    different.push("the submissions");
                }
                if !different.is_empty() {
                    bail!(usage(format!(
                        "`{}` and `{shown}` do not belong together; what differs: {}",
                        path.display(),
                        different.join(", ")
                    )));
                }
            }
            if let Some(twin) = of_index.insert(shard.index, folder) {
                let twin = twin.display();
                bail!(usage(format!(
                    "`{twin}` and `{shown}` are both shard {shard}"
                )));
            }
            first.get_or_insert((run, folder));
        }
        let Some((mut run, _)) = first else {
            bail!(usage("name the folders of the shards".to_owned()));
        };
        let of = run.shard.map_or(0, |shard| shard.of);
        let missing = (1..=of).filter(|index| !of_index.contains_key(index));
        let missing: Vec<_> = missing.map(|index| format!("{index}/{of}")).collect();
        if !missing.is_empty() {
            bail!(usage(format!(
                "the shard {} is missing",
                missing.join(", ")
            )));
        }
        run.shard = None;
        run.class = None;
        let folders = folders.to_vec();
        Ok(Self { run, folders })
    }

    /// Where their verdicts are.
    #[must_use]
    pub fn stores(&self) -> Vec<Store> {
        let folders = self.folders.iter();
        folders
            .map(|folder| Store::new(folder.join("verdicts")))
            .collect()
    }

    /// The ids of their submissions, in order, each with the folder of its shard.
    ///
    /// # Errors
    ///
    /// Where one is in two shards, or a folder cannot be read.
    pub fn submissions(&self) -> anyhow::Result<Vec<(String, PathBuf)>> {
        let mut found = Vec::new();
        for folder in &self.folders {
            let list = folder.join("submissions");
            // A shard may have got no submission at all.
            let Ok(entries) = fs::read_dir(&list) else {
                continue;
            };
            for entry in entries {
                let entry = entry?;
                if let Ok(id) = entry.file_name().into_string() {
                    found.push((id, folder.clone()));
                }
            }
        }
        found.sort();
        for pair in found.windows(2) {
            if pair[0].0 == pair[1].0 {
                let (one, other) = (pair[0].1.display(), pair[1].1.display());
                bail!(
                    "the submission `{}` is in `{one}` and in `{other}`",
                    pair[0].0
                );
            }
        }
        Ok(found)
    }
}

/// Write the reports of all submissions and copy their verdicts to `store`;
/// `tell` hears of each. What no shard has a verdict for could not be judged.
///
/// # Errors
///
/// Where something cannot be read or written.
pub fn merge(
    submissions: &[(String, PathBuf)],
    shards: &Shards,
    book: &Book<'_>,
    desk: &Desk<'_>,
    store: &Store,
    tell: &mut dyn FnMut(&str, &Brief) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for from in shards.stores() {
        copy_all(from.folder(), store.folder())?;
    }
    for (id, folder) in submissions {
        let path = folder_of(folder, id).join(INDEX);
        let text = fs::read(&path)
            .with_context(|| format!("failed to read `{}`; is the shard done?", path.display()))?;
        let index: Index = serde_json::from_slice(&text)
            .with_context(|| format!("failed to understand `{}`", path.display()))?;
        let reports = index.handed.iter().enumerate();
        let reports = reports.map(|(exercise, handed)| report(book, exercise, handed));
        let report = desk.write(
            &index.submission,
            reports.collect(),
            SystemTime::now(),
            true,
        )?;
        tell(id, &Brief::of(&report))?;
    }
    Ok(())
}

fn report(book: &Book<'_>, exercise: usize, handed: &Handed) -> ExerciseReport {
    let known = book.look_up(exercise, handed);
    let report = known.unwrap_or_else(|| {
        let blake3 = match handed {
            Handed::Answer { blake3, .. } => blake3,
            Handed::Nothing | Handed::Refused(_) => "",
        };
        let why = "no shard has a verdict on it; go on with that shard's --resume";
        book.infra(exercise, blake3, why)
    });
    ExerciseReport::clone(&report)
}

/// Copy the files beneath `from`, where they are not there yet.
fn copy_all(from: &Path, to: &Path) -> anyhow::Result<()> {
    let Ok(entries) = fs::read_dir(from) else {
        return Ok(());
    };
    for entry in entries {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &target)?;
        } else if !target.exists() {
            fs::create_dir_all(to)?;
            fs::copy(entry.path(), &target)
                .with_context(|| format!("failed to copy `{}`", entry.path().display()))?;
        }
    }
    Ok(())
}
