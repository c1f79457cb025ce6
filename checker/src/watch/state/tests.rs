mod advancing;
mod batches;
mod keys;
mod listing;
mod reading;
mod saving;

use super::saves::{BURST, GRACE};
use super::*;
use crate::verdict::Verdict;
use crate::watch::fixture::{self, NAMES};
use crate::watch::keys::Key;
use crate::watch::repository::Git;
use crate::watch::watch_event::Outcome;
use report::Kind;
use std::path::Path;
use std::time::Duration;

/// A state, a clock, and the files as they are.
pub(in crate::watch) struct Desk {
    pub(in crate::watch) state: State,
    now: Instant,
    files: Vec<Content>,
    /// What is said when git is asked about.
    git: Git,
}

fn text(text: &str) -> Content {
    Content::Text(text.to_owned())
}

impl Desk {
    pub(in crate::watch) fn new(advance: Advance) -> Self {
        let course = fixture::course(Path::new("/course"));
        let now = Instant::now();
        let files = vec![text("shipped"); NAMES.len()];
        let slots = files
            .iter()
            .map(|content| Slot::new(false, content.clone()))
            .collect();
        let size = Size {
            columns: 80,
            rows: 24,
        };
        let state = State::new(course, slots, 0, advance, size, now);
        Self {
            state,
            now,
            files,
            git: Git::Uninvolved,
        }
    }

    /// A desk on which the first run is under way.
    pub(in crate::watch) fn started() -> Self {
        let mut desk = Self::new(Advance::Ask);
        desk.tell(WatchEvent::Started);
        desk
    }

    pub(in crate::watch) fn tell(&mut self, event: WatchEvent) -> Vec<Effect> {
        self.state.handle(event, self.now)
    }

    pub(in crate::watch) fn press(&mut self, key: char) -> Vec<Effect> {
        self.tell(WatchEvent::Key(Key::Char(key)))
    }

    pub(in crate::watch) fn press_all(&mut self, keys: &str) -> Vec<Effect> {
        keys.chars().flat_map(|key| self.press(key)).collect()
    }

    pub(in crate::watch) fn wait(&mut self, time: Duration) {
        self.now += time;
        self.state.now = self.now;
    }

    /// Let the deadlines come and the files be read, until nothing is settling
    /// and it is known what each change was.
    fn settle(&mut self) -> Vec<Effect> {
        self.settle_until(|state| state.settling.is_empty() && state.batch.is_none())
    }

    /// The same without waiting for what changes later.
    fn look(&mut self) -> Vec<Effect> {
        self.settle_until(|state| state.settling.is_empty())
    }

    fn settle_until(&mut self, settled: fn(&State) -> bool) -> Vec<Effect> {
        let mut all = Vec::new();
        while !settled(&self.state) {
            let looks = self.state.settling.values().map(|settling| settling.due);
            let batch = self.state.batch.as_ref().map(|batch| batch.due);
            let due = looks.chain(batch).min().expect("something is due");
            self.now = self.now.max(due);
            let effects = self.tell(WatchEvent::Time);
            all.extend(self.read(effects));
        }
        all
    }

    fn read(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut all = Vec::new();
        for effect in effects {
            if let Effect::Read(places) = effect {
                let files = &self.files;
                let contents = places.iter().map(|place| (*place, files[*place].clone()));
                all.extend(self.tell(WatchEvent::Contents(contents.collect())));
            } else if let Effect::AskGit(_) = effect {
                all.extend(self.tell(WatchEvent::Git(self.git)));
            } else {
                all.push(effect);
            }
        }
        all
    }

    /// A save in one event; what came of it.
    fn save(&mut self, place: Place, content: Content) -> Vec<Effect> {
        self.files[place] = content;
        self.tell(WatchEvent::Maybe(vec![place]));
        self.settle()
    }

    /// These files change together, which is seen at once, but not yet what it
    /// means.
    fn change(&mut self, places: &[Place], content: &str) -> Vec<Effect> {
        for place in places {
            self.files[*place] = text(content);
        }
        self.tell(WatchEvent::Maybe(places.to_vec()));
        self.look()
    }

    /// The current run ends with this verdict on what is in the file.
    pub(in crate::watch) fn judge(&mut self, verdict: Verdict) -> Vec<Effect> {
        let content = self.files[self.state.current].clone();
        self.judge_with(content.clone(), content, Ok(Some(verdict)))
    }

    fn judge_with(
        &mut self,
        before: Content,
        after: Content,
        verdict: Result<Option<Verdict>, String>,
    ) -> Vec<Effect> {
        let run = self.state.run.as_ref().expect("a run is under way").id;
        let outcome = Box::new(Outcome {
            before,
            after,
            verdict,
        });
        self.tell(WatchEvent::Judged { run, outcome })
    }

    pub(in crate::watch) fn pass(&mut self) -> Vec<Effect> {
        self.judge(fixture::pass(NAMES[self.state.current]))
    }

    pub(in crate::watch) fn refuse(&mut self) -> Vec<Effect> {
        self.judge(fixture::refusal(
            NAMES[self.state.current],
            Kind::NotConcurrent,
        ))
    }
}

fn judges(effects: &[Effect]) -> Vec<Place> {
    let mut places = Vec::new();
    for effect in effects {
        if let Effect::Judge { place, .. } = effect {
            places.push(*place);
        }
    }
    places
}

#[test]
fn nothing_wakes_an_idle_watch() {
    let mut desk = Desk::started();
    assert!(desk.state.deadline().is_some(), "the clock of the run");
    desk.refuse();
    assert_eq!(desk.state.deadline(), None);
}

#[test]
fn trouble_while_saving_is_shown_until_it_is_over() {
    let mut desk = Desk::started();
    desk.tell(WatchEvent::Saved(Err("no space left".into())));
    desk.press('l');
    assert_eq!(desk.state.unsaved.as_deref(), Some("no space left"));
    desk.tell(WatchEvent::Saved(Ok(())));
    assert_eq!(desk.state.unsaved, None);
}

#[test]
fn trouble_of_the_judge_is_shown_and_the_next_save_tries_again() {
    let mut desk = Desk::started();
    let content = text("shipped");
    desk.judge_with(content.clone(), content, Err("no rustc".into()));
    assert_eq!(desk.state.shown, Shown::Trouble("no rustc".into()));
    assert_eq!(judges(&desk.save(0, text("better"))), [0]);
}
