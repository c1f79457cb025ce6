//! Trying attacks, some at a time.

use super::attack::{Attack, Layer, Outcome};
use super::course::Arena;
use super::field::Field;
use super::say;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// One attack on one set of layers.
pub(crate) struct Trial<'a> {
    /// What is tried.
    pub(crate) attack: &'a Attack,
    /// The layers that are off.
    pub(crate) off: Vec<Layer>,
    /// What must come of it.
    pub(crate) outcome: &'a Outcome,
}

/// Try all of them, and tell every problem at once.
pub(crate) fn run_all(arena: &Arena, trials: &[Trial<'_>]) {
    let next = AtomicUsize::new(0);
    let problems = Mutex::new(Vec::new());
    // Most of the time of many of them goes by in waiting.
    let workers = std::thread::available_parallelism().map_or(2, |cores| cores.get() * 2);
    std::thread::scope(|scope| {
        for _ in 0..workers.min(8) {
            scope.spawn(|| {
                while let Some(trial) = trials.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = trial.run(arena);
                    problems.lock().unwrap().extend(found);
                }
            });
        }
    });
    let mut problems = problems.into_inner().unwrap();
    problems.sort();
    assert!(
        problems.is_empty(),
        "{} of {} went wrong:\n\n{}\n",
        problems.len(),
        trials.len(),
        problems.join("\n\n")
    );
}

impl Trial<'_> {
    /// Judge it once, and say what is not as it must be.
    fn run(&self, arena: &Arena) -> Vec<String> {
        let started = Instant::now();
        let attack = self.attack;
        let field = Field::new(&arena.fields(), &arena.secret, &attack.student);
        let text = field.fill(&attack.student, &arena.hidden(attack.exercise()));
        let verdict = match arena.judge(attack.exercise(), &text, &self.off) {
            Ok(verdict) => verdict,
            Err(error) => return vec![self.problem(&format!("the checker gave up: {error:#}"))],
        };
        let came = verdict.headline().map_or("pass", report::Kind::name);
        if std::env::var_os("REDTEAM").is_some() {
            say(&format!(
                "{} {:?} {came} {:?}",
                attack.name,
                self.off,
                started.elapsed()
            ));
        }
        let shown = format!("{verdict:#?}");
        let want = self.outcome;
        let mut problems = Vec::new();
        if !want.verdict.split('|').any(|kind| kind.trim() == came) {
            problems.push(format!(
                "the verdict is {came}, expected {}\n{shown}",
                want.verdict
            ));
        }
        if (came == "pass") != verdict.passed() {
            problems.push(format!("it is not clear whether it passed\n{shown}"));
        }
        if let Some(words) = want.says.as_ref().filter(|words| !shown.contains(*words)) {
            problems.push(format!("the verdict does not say `{words}`\n{shown}"));
        }
        if let Some(words) = want
            .never_shows
            .as_ref()
            .filter(|words| shown.contains(*words))
        {
            problems.push(format!("the verdict shows `{words}`\n{shown}"));
        }
        let effects = field.effects(&verdict);
        if effects != want.effects {
            let want = &want.effects;
            problems.push(format!(
                "its effects are {effects:?}, expected {want:?}\n{shown}"
            ));
        }
        problems
            .iter()
            .map(|problem| self.problem(problem))
            .collect()
    }

    fn problem(&self, what: &str) -> String {
        format!("`{}` without {:?}: {what}", self.attack.name, self.off)
    }
}
