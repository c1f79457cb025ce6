//! Somebody who judges at once, for tests: by the name of the file and the seed.

use super::Trying;
use crate::command::dev::sample;
use crate::course::Exercise;
use crate::judge::Conditions;
use crate::verdict::Verdict;
use anyhow::bail;
use report::Kind;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// Refuses `wrong_*` as not concurrent and passes the rest, apart from what it
/// was told about a file.
#[derive(Default)]
pub(in crate::command::dev) struct Fake {
    differs: Option<Differs>,
    breaks_on: Option<&'static str>,
    pub(in crate::command::dev) log: Mutex<Log>,
    on_shelf: Arc<AtomicUsize>,
    busy: Arc<AtomicUsize>,
}

/// A part of a path, and the verdict that comes with a seed.
type Differs = (&'static str, fn(u64) -> Verdict);

/// What it was asked for.
#[derive(Debug, Default)]
pub(in crate::command::dev) struct Log {
    pub(in crate::command::dev) built: Vec<String>,
    pub(in crate::command::dev) runs: Vec<Ran>,
    /// The most answers that were built at the same time.
    pub(in crate::command::dev) most_on_shelf: usize,
}

/// One run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::command::dev) struct Ran {
    pub(in crate::command::dev) file: String,
    pub(in crate::command::dev) conditions: Conditions,
    /// Busy processes beside it.
    pub(in crate::command::dev) busy: usize,
}

/// A number that is taken back when this is dropped.
pub(in crate::command::dev) struct Counted(Arc<AtomicUsize>, usize);

impl Counted {
    fn new(counter: &Arc<AtomicUsize>, number: usize) -> Self {
        counter.fetch_add(number, Ordering::SeqCst);
        Self(Arc::clone(counter), number)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(self.1, Ordering::SeqCst);
    }
}

impl Trying for Fake {
    type Built = (String, Counted);
    type Load = Counted;

    fn build(&self, _: &Exercise, file: &Path) -> anyhow::Result<Self::Built> {
        let file = file.to_string_lossy().into_owned();
        let counted = Counted::new(&self.on_shelf, 1);
        let mut log = self.log.lock().unwrap();
        log.built.push(file.clone());
        log.most_on_shelf = log.most_on_shelf.max(self.on_shelf.load(Ordering::SeqCst));
        Ok((file, counted))
    }

    fn try_once(&self, built: &Self::Built, conditions: Conditions) -> anyhow::Result<Verdict> {
        let (file, _) = built;
        self.log.lock().unwrap().runs.push(Ran {
            file: file.clone(),
            conditions,
            busy: self.busy.load(Ordering::SeqCst),
        });
        if self.breaks_on.is_some_and(|part| file.contains(part)) {
            bail!("no memory");
        }
        let seed = conditions.seed.unwrap();
        Ok(match self.differs {
            Some((part, verdict)) if file.contains(part) => verdict(seed),
            _ if file.contains("wrong_") => sample::refused(Kind::NotConcurrent),
            _ => sample::passed(),
        })
    }

    fn load(&self, processes: usize) -> anyhow::Result<Counted> {
        Ok(Counted::new(&self.busy, processes))
    }
}

impl Fake {
    /// The file with this part in its path comes to what the seed makes of it.
    pub(in crate::command::dev) fn differing(
        part: &'static str,
        verdict: fn(u64) -> Verdict,
    ) -> Self {
        Self {
            differs: Some((part, verdict)),
            ..Self::default()
        }
    }

    /// The file with this part in its path cannot be run.
    pub(in crate::command::dev) fn breaking_on(part: &'static str) -> Self {
        Self {
            breaks_on: Some(part),
            ..Self::default()
        }
    }

    /// Busy processes that are there now.
    pub(in crate::command::dev) fn busy(&self) -> usize {
        self.busy.load(Ordering::SeqCst)
    }
}
