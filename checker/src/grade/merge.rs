//! Shards put together: what each has judged and listed becomes one folder of
//! results, as if one run had done it all.

use super::book::Book;
use super::desk::{Desk, INDEX, Index, folder_of};
use super::folder::Folder;
use super::run_file::RunFile;
use super::secret::{About, Secret};
use super::store::Store;
use super::summary::Brief;
use super::take::Handed;
use crate::exit::Failure;
use crate::reporter::json::ExerciseReport;
use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The shards of one run, all of them.
#[derive(Debug)]
pub struct Shards {
    /// What they have in common, as a run that is not shared.
    pub run: RunFile,
    folders: Vec<Folder>,
    secret: Secret,
    class: Option<String>,
}

/// A submission that a shard has listed.
#[derive(Debug)]
pub struct Listed {
    /// Its id, which is also the name of its folder.
    pub id: String,
    shard: Folder,
}

impl Shards {
    /// The shards in these folders.
    ///
    /// # Errors
    ///
    /// Where they do not belong together, one is missing, or one was not made
    /// with the key `secret`.
    pub fn read(folders: &[PathBuf], secret: &Secret) -> anyhow::Result<Self> {
        let mut opened = Vec::new();
        let mut of_index: BTreeMap<usize, &PathBuf> = BTreeMap::new();
        let mut first: Option<(RunFile, &PathBuf)> = None;
        let usage = |text: String| anyhow::Error::from(Failure::Usage(text));
        for folder in folders {
            let shown = folder.display();
            let shard = Folder::open(folder).with_context(|| {
                format!("failed to open `{shown}`; is this a folder of results?")
            })?;
            shard.clean()?;
            let run = RunFile::read(&shard, secret)?;
            opened.push(shard);
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
        Ok(Self {
            class: run.class.take(),
            run,
            folders: opened,
            secret: secret.clone(),
        })
    }

    /// Where their verdicts are.
    #[must_use]
    pub fn stores(&self) -> Vec<Store> {
        let folders = self.folders.iter().cloned();
        folders
            .map(|folder| Store::new(folder, self.secret.clone()))
            .collect()
    }

    /// Their submissions, in the order of the ids.
    ///
    /// # Errors
    ///
    /// Where one is in two shards, or a folder cannot be read.
    pub fn submissions(&self) -> anyhow::Result<Vec<Listed>> {
        let mut found = Vec::new();
        for shard in &self.folders {
            // A shard may have got no submission at all.
            let list = Path::new("submissions");
            let names = shard.list(list).with_context(|| {
                format!("failed to read the folder `{}`", shard.path(list).display())
            })?;
            for (name, _) in names {
                if let Ok(id) = name.into_string() {
                    let shard = shard.clone();
                    found.push(Listed { id, shard });
                }
            }
        }
        found.sort_by(|one, other| one.id.cmp(&other.id));
        for pair in found.windows(2) {
            let id = &pair[0].id;
            if *id == pair[1].id {
                let [one, other] = [0, 1].map(|at: usize| pair[at].shard.path(""));
                let (one, other) = (one.display(), other.display());
                bail!("the submission `{id}` is in `{one}` and in `{other}`");
            }
        }
        Ok(found)
    }

    /// What a shard wrote down about a submission.
    fn index(&self, listed: &Listed) -> anyhow::Result<Index> {
        let file = folder_of(&listed.id).join(INDEX);
        let path = listed.shard.path(&file);
        let shown = path.display();
        let text = listed.shard.read(&file);
        let text = text.with_context(|| format!("failed to read `{shown}`; is the shard done?"))?;
        let class = self.class.as_deref().unwrap_or_default();
        if !self.secret.is_ours(About::Index(class), &text) {
            bail!("`{shown}` was not written by this run; go on with that shard's --resume");
        }
        let index: Index = serde_json::from_slice(&text)
            .with_context(|| format!("failed to understand `{shown}`"))?;
        if index.submission.id != listed.id {
            bail!("`{shown}` is about another submission; go on with that shard's --resume");
        }
        Ok(index)
    }
}

/// Write the reports of all submissions and copy their verdicts to `store`;
/// `tell` hears of each. What no shard has a verdict for could not be judged.
///
/// # Errors
///
/// Where something cannot be read or written.
pub fn merge(
    submissions: &[Listed],
    shards: &Shards,
    book: &Book<'_>,
    desk: &Desk<'_>,
    store: &Store,
    tell: &mut dyn FnMut(&str, &Brief) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for from in shards.stores() {
        store.take_over(&from)?;
    }
    for listed in submissions {
        let index = shards.index(listed)?;
        let reports = index.handed.iter().enumerate();
        let reports = reports.map(|(exercise, handed)| report(book, exercise, handed));
        let report = desk.write(
            &index.submission,
            reports.collect(),
            SystemTime::now(),
            true,
        )?;
        tell(&listed.id, &Brief::of(&report))?;
    }
    Ok(())
}

fn report(book: &Book<'_>, exercise: usize, handed: &Handed) -> ExerciseReport {
    let known = book.look_up(exercise, handed);
    let report = known.unwrap_or_else(|| {
        let blake3 = match handed {
            Handed::Answer { blake3, .. } => blake3,
            Handed::Nothing | Handed::Refused(_) | Handed::Unclear(_) | Handed::Unreadable(_) => "",
        };
        let why = "no shard has a verdict on it; go on with that shard's --resume";
        book.infra(exercise, blake3, why)
    });
    ExerciseReport::clone(&report)
}
