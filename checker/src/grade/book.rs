//! From what was handed in to what the report says of it: verdicts are looked up
//! by content, and points are worked out here.

use super::graded::Graded;
use super::key::Key;
use super::store::Store;
use super::take::Handed;
use super::worth::Worth;
use crate::course::{Course, JudgedBy};
use crate::reporter::json::{
    self, BuildReport, ExerciseReport, FileReport, FindingReport, Judged, Status,
};
use anyhow::Context;
use report::Kind;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Makes the reports on single exercises. Those used lately are kept, since a
/// class has many answers that are the same.
pub struct Book<'a> {
    course: &'a Course,
    worths: &'a [Worth],
    stores: Vec<Store>,
    recent: Mutex<Recent>,
}

impl<'a> Book<'a> {
    /// A book of verdicts that lie in `stores`; new ones go to the first.
    #[must_use]
    pub fn new(course: &'a Course, worths: &'a [Worth], stores: Vec<Store>) -> Self {
        Self {
            course,
            worths,
            stores,
            recent: Mutex::default(),
        }
    }

    /// The report on what was handed in for an exercise, as far as it is known.
    pub(super) fn look_up(&self, exercise: usize, handed: &Handed) -> Option<Arc<ExerciseReport>> {
        match handed {
            Handed::Nothing => Some(Arc::new(self.blank(exercise, Status::NotSubmitted))),
            Handed::Refused(why) => Some(Arc::new(self.refused(exercise, why))),
            Handed::Unclear(why) => Some(Arc::new(self.unclear(exercise, why))),
            Handed::Unreadable(why) => Some(self.infra(exercise, "", why)),
            Handed::Answer { key, blake3 } => self.stored(exercise, &Key::parse(key)?, blake3),
        }
    }

    /// The report on an answer whose verdict is stored.
    pub(super) fn stored(
        &self,
        exercise: usize,
        key: &Key,
        blake3: &str,
    ) -> Option<Arc<ExerciseReport>> {
        if let Some(known) = self.recent().get(key) {
            return Some(known);
        }
        let graded = self.stores.iter().find_map(|store| store.get(key))?;
        Some(self.note(exercise, key, blake3, graded))
    }

    /// Store a verdict; the report on it.
    pub(super) fn enter(
        &self,
        exercise: usize,
        key: &Key,
        blake3: &str,
        graded: Graded,
    ) -> anyhow::Result<Arc<ExerciseReport>> {
        let store = self.stores.first().context("nowhere to store verdicts")?;
        store.put(key, &graded)?;
        Ok(self.note(exercise, key, blake3, graded))
    }

    /// The report where the checker could not do its work. It says nothing about
    /// the answer and is not stored.
    pub(super) fn infra(&self, exercise: usize, blake3: &str, error: &str) -> Arc<ExerciseReport> {
        let mut report = self.blank(exercise, Status::Infra);
        report.error = Some(error.to_owned());
        let known = (!blake3.is_empty()).then(|| blake3.to_owned());
        report.files = self.files(exercise, known);
        Arc::new(report)
    }

    /// Nothing is taken for an answer, and `why` says what there is.
    fn unclear(&self, exercise: usize, why: &str) -> ExerciseReport {
        let mut report = self.blank(exercise, Status::NotSubmitted);
        report.error = Some(why.to_owned());
        report
    }

    fn note(
        &self,
        exercise: usize,
        key: &Key,
        blake3: &str,
        graded: Graded,
    ) -> Arc<ExerciseReport> {
        let judged = Judged {
            exercise: &self.course.exercises[exercise],
            verdict: graded.verdict,
            runs: graded.runs,
            passed_runs: graded.passed_runs,
            blake3: Some(blake3.to_owned()),
        };
        let mut report = json::exercise_report(&judged, self.course);
        let ran = report.tests.iter_mut().filter(|test| test.attempts > 0);
        ran.for_each(|test| test.attempts = graded.attempts);
        self.worths[exercise].weigh(&mut report, &graded.unsteady);
        let report = Arc::new(report);
        self.recent().put(*key, Arc::clone(&report));
        report
    }

    /// A report without a verdict.
    fn blank(&self, exercise: usize, status: Status) -> ExerciseReport {
        let (worth, at) = (&self.worths[exercise], &self.course.exercises[exercise]);
        ExerciseReport {
            id: at.name.to_string(),
            chapter: self.course.lessons[at.lesson].dir.clone(),
            status,
            points: 0.0,
            max_points: worth.points,
            partial_credit: worth.partial,
            overridden: None,
            late: None,
            hidden_tests: at.judged_by == JudgedBy::HiddenTest,
            duration_ms: 0,
            runs: 0,
            passed_runs: 0,
            error: None,
            flags: Vec::new(),
            kept: None,
            files: Vec::new(),
            findings: Vec::new(),
            build: BuildReport {
                status: Status::Skipped,
                diagnostics: Vec::new(),
            },
            tests: Vec::new(),
            own_tests: Vec::new(),
        }
    }

    fn refused(&self, exercise: usize, why: &str) -> ExerciseReport {
        let mut report = self.blank(exercise, Status::Forbidden);
        report.files = self.files(exercise, None);
        report.findings = vec![FindingReport {
            kind: Kind::Forbidden,
            observed: why.to_owned(),
            promised: None,
            meaning: "a file like this is not judged".to_owned(),
            look_at: "hand in the file that you wrote, as plain UTF-8 text".to_owned(),
            location: None,
        }];
        report
    }

    fn files(&self, exercise: usize, blake3: Option<String>) -> Vec<FileReport> {
        let path = self.course.shown_path(&self.course.exercises[exercise]);
        let path = path.display().to_string();
        vec![FileReport { path, blake3 }]
    }

    fn recent(&self) -> std::sync::MutexGuard<'_, Recent> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was used lately, within a bound: when the young are too many, they
/// become the old, and the old are forgotten. Whoever is used is young again.
#[derive(Default)]
struct Recent {
    young: HashMap<Key, Arc<ExerciseReport>>,
    old: HashMap<Key, Arc<ExerciseReport>>,
}

impl Recent {
    /// Of each; a report has some kilobytes.
    const MOST: usize = 512;

    fn get(&mut self, key: &Key) -> Option<Arc<ExerciseReport>> {
        if let Some(report) = self.young.get(key) {
            return Some(Arc::clone(report));
        }
        let report = self.old.remove(key)?;
        self.put(*key, Arc::clone(&report));
        Some(report)
    }

    fn put(&mut self, key: Key, report: Arc<ExerciseReport>) {
        if self.young.len() == Self::MOST {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, report);
    }
}
