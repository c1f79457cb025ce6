//! Classes graded by a judge that is told what to say.

use super::*;
use crate::course::{Grading, JudgedBy};
use crate::grade::desk::folder_of;
use crate::grade::merge::{Shards, merge};
use crate::grade::run_file::{RunFile, name_of_class};
use crate::grade::submission::{Wanted, find};
use crate::grade::summary::Summary;
use crate::grade::worth::worths;
use crate::grade::{
    Columns, Folder, GRADEBOOK, Outputs, Overrides, Recipe, Secret, Store, write_gradebook,
};
use crate::reporter::sample;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// A class, and how often each text was judged.
pub(super) struct Class {
    pub(super) dir: tempfile::TempDir,
    pub(super) course: Course,
    pub(super) judged: Mutex<BTreeMap<String, usize>>,
    pub(super) cancel: Cancel,
    pub(super) apart: bool,
    pub(super) outputs: Outputs,
    pub(super) overrides: Overrides,
}

impl Class {
    /// Each submission has an answer to both exercises of the small course.
    pub(super) fn new(answers: &[(&str, &str, &str)]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut course = sample::course();
        for exercise in &mut course.exercises {
            exercise.judged_by = JudgedBy::OwnTests;
        }
        for (id, join, select) in answers {
            let folder = dir.path().join("class").join(id);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("join.rs"), join).unwrap();
            fs::write(folder.join("select.rs"), select).unwrap();
        }
        Self {
            dir,
            course,
            judged: Mutex::default(),
            cancel: Cancel::default(),
            apart: false,
            outputs: Outputs::default(),
            overrides: Overrides::default(),
        }
    }

    pub(super) fn out(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        let wanted = Wanted {
            paths: &[],
            each: &[self.dir.path().join("class")],
        };
        find(&wanted, None, &mut |_| {}).unwrap()
    }

    /// A text that begins with `right` passes; the others say what happens.
    pub(super) fn says(&self, text: &str) -> anyhow::Result<Option<Verdict>> {
        let mut judged = self.judged.lock().unwrap();
        *judged.entry(text.to_owned()).or_default() += 1;
        drop(judged);
        match text.split(' ').next().unwrap_or_default() {
            "right" => Ok(Some(sample::pass())),
            "trouble" => anyhow::bail!("no disk"),
            "panic" => panic!("a bug of ours"),
            "cancel" => {
                self.cancel.cancel();
                Ok(None)
            }
            _ => Ok(Some(sample::serial())),
        }
    }

    /// Hand out a pool that grades into the folder `out`.
    pub(super) fn pool<R>(
        &self,
        (out, jobs, shard): (&str, usize, Option<Shard>),
        judge: &JudgeText<'_>,
        work: impl FnOnce(&Pool<'_>) -> R,
    ) -> R {
        let out = self.out(out);
        let exercises = self.course.exercises.iter();
        let recipes: Vec<_> = exercises
            .map(|e| Recipe::new(&self.course, e, "test", 1.0, 1).unwrap())
            .collect();
        let worths = worths(&self.course, &Grading::default());
        let entries = self.entries();
        let run = RunFile {
            shard,
            class: shard.map(|_| name_of_class(&entries)),
            ..RunFile::sample()
        };
        let (out, _lock) = run.claim(&out, true, &Secret::sample()).unwrap();
        let store = Store::new(out.clone(), Secret::sample());
        work(&Pool {
            course: &self.course,
            entries: &entries,
            taker: &Taker::new(&self.course, &recipes, self.apart),
            book: &Book::new(&self.course, &worths, vec![store]),
            desk: &self.desk(out, run.class),
            judge,
            repeat: 1,
            jobs,
            shard,
            cancel: &self.cancel,
        })
    }

    /// Grade into the folder `out`, all or a shard; `None` when cancelled.
    pub(super) fn grade(&self, out: &str, jobs: usize, shard: Option<Shard>) -> Option<Summary> {
        let judge = |_: &Exercise, text: &[u8]| self.says(std::str::from_utf8(text).unwrap());
        let mut summary = Summary::default();
        let complete = self.pool((out, jobs, shard), &judge, |pool| {
            pool.grade(&mut |happened| {
                match happened {
                    Happened::Judged { trouble, .. } => summary.judged("join", trouble),
                    Happened::Done { entry, brief } => {
                        let id = &pool.entries[entry].submission.id;
                        brief.iter().for_each(|brief| summary.add(id, brief, None));
                    }
                }
                Ok(())
            })
        });
        if !complete.unwrap() {
            return None;
        }
        if shard.is_none() {
            let entries = self.entries().into_iter();
            let ids: Vec<_> = entries.map(|entry| entry.submission.id).collect();
            let worths = worths(&self.course, &Grading::default());
            let out = Folder::open(&self.out(out)).unwrap();
            let results = (&out, &Secret::sample());
            write_gradebook(
                results,
                &self.course,
                &worths,
                &ids,
                None,
                Columns::default(),
            )
            .unwrap();
        }
        Some(summary)
    }

    pub(super) fn desk(&self, out: Folder, class: Option<String>) -> Desk<'_> {
        Desk {
            course: &self.course,
            out,
            secret: Secret::sample(),
            class,
            outputs: &self.outputs,
            rustc: None,
            timeout_scale: 1.0,
            due: None,
            late: None,
            overrides: &self.overrides,
            single: false,
        }
    }

    pub(super) fn merge(&self, from: &[&str], to: &str) -> anyhow::Result<Summary> {
        let folders: Vec<_> = from.iter().map(|name| self.out(name)).collect();
        let secret = Secret::sample();
        let shards = Shards::read(&folders, &secret)?;
        let worths = worths(&self.course, &Grading::default());
        let book = Book::new(&self.course, &worths, shards.stores());
        let submissions = shards.submissions()?;
        let (out, _lock) = shards.run.claim(&self.out(to), false, &secret)?;
        let store = Store::new(out.clone(), secret.clone());
        let mut summary = Summary::default();
        let desk = self.desk(out.clone(), None);
        merge(
            &submissions,
            &shards,
            &book,
            &desk,
            &store,
            &mut |id, brief| {
                summary.add(id, brief, None);
                Ok(())
            },
        )?;
        let ids: Vec<_> = submissions.into_iter().map(|one| one.id).collect();
        let results = (&out, &secret);
        write_gradebook(
            results,
            &self.course,
            &worths,
            &ids,
            None,
            Columns::default(),
        )?;
        Ok(summary)
    }

    /// How often the texts were judged since the last call.
    pub(super) fn judged(&self) -> Vec<usize> {
        let judged = std::mem::take(&mut *self.judged.lock().unwrap());
        judged.into_values().collect()
    }

    pub(super) fn gradebook(&self, out: &str) -> String {
        fs::read_to_string(self.out(out).join(GRADEBOOK)).unwrap()
    }

    pub(super) fn report(&self, out: &str, id: &str) -> Report {
        let path = self.out(out).join(folder_of(id)).join("report.json");
        serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
    }
}

/// A class of `size` of which each answer is that of five.
pub(super) fn many(size: usize) -> Class {
    let answers: Vec<_> = (0..size)
        .map(|n| {
            let text = |e: usize| match (n + e) % 3 {
                0 => format!("wrong {} {e}", n / 5),
                _ => format!("right {} {e}", n / 5),
            };
            (format!("s{n:03}"), text(1), text(2))
        })
        .collect();
    let answers: Vec<_> = (answers.iter())
        .map(|(id, join, select)| (id.as_str(), join.as_str(), select.as_str()))
        .collect();
    Class::new(&answers)
}
