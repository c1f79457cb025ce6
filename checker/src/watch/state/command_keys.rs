//! What keys do. All of them work during a run.
#![expect(clippy::wildcard_enum_match_arm, reason = "most keys mean nothing")]

use super::{Attention, List, Question, Shown, State, View};
use crate::exit;
use crate::watch::effect::Effect;
use crate::watch::keys::Key;
use crate::watch::watch_event::Place;
use report::Location;

impl State {
    pub(super) fn press(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        match key {
            Key::Ctrl('c' | 'd') => return self.quit(exit::OK),
            Key::Ctrl('z') => return self.suspend(),
            Key::Ctrl('l') => return vec![Effect::Redraw],
            _ => {}
        }
        if let Some(question) = self.asking.take() {
            return self.answer(question, key);
        }
        match &self.view {
            View::Verdict => self.press_at_verdict(key),
            View::List(list) => {
                let list: List = list.clone();
                self.press_in_list(list, key)
            }
            View::Reader(reader) => {
                let sort = reader.sort;
                self.press_in_reader(sort, key)
            }
            View::Help(_) => self.press_in_help(key),
        }
    }

    fn press_at_verdict(&mut self, key: Key) -> Vec<Effect> {
        let place = self.current;
        match key {
            Key::Char('q') | Key::Esc => self.quit(exit::OK),
            Key::Char('n') => self.go_on(),
            Key::Char('p') => self.go_back(),
            Key::Char('h') => self.next_hint(),
            Key::Char('r') => self.judge_current(),
            Key::Char('l') => self.open_list(),
            Key::Char('o') => vec![Effect::Open {
                place,
                at: self.points_to(),
            }],
            Key::Char('e') => vec![Effect::ShowLesson(place)],
            Key::Char('d') => self.diff(),
            Key::Char('x') => {
                self.asking = Some(Question::Reset(place));
                Vec::new()
            }
            Key::Char('c') => self.check_all(),
            Key::Char('f') => self.full_output(),
            Key::Char(' ') => self.pause_or_resume(),
            Key::Char('?') => self.open_help(),
            _ => Vec::new(),
        }
    }

    /// Where the verdict points to in the learner's file.
    pub(in crate::watch) fn points_to(&self) -> Option<Location> {
        let Shown::Verdict(verdict) = &self.shown else {
            return None;
        };
        let found = verdict
            .findings
            .iter()
            .find_map(|finding| finding.location.clone());
        let file = self.exercise().file.file_name()?.to_owned();
        let said = verdict
            .diagnostics
            .iter()
            .find_map(|diagnostic| diagnostic.location.clone());
        let here = |at: &Location| std::path::Path::new(&at.file).file_name() == Some(&file);
        found.or(said).filter(here)
    }

    fn answer(&mut self, question: Question, key: Key) -> Vec<Effect> {
        let Question::Reset(place) = question;
        match key {
            Key::Char('y' | 'Y') => self.reset(place),
            _ => {
                self.notice = Some("nothing was changed".to_owned());
                Vec::new()
            }
        }
    }

    fn reset(&mut self, place: Place) -> Vec<Effect> {
        let mut effects = Vec::new();
        if place == self.current {
            effects.extend(self.cancel());
            self.shown = Shown::Nothing;
            self.judged = None;
        } else {
            self.expect_change(place);
        }
        self.slots[place].hints = 0;
        effects.extend([Effect::Reset(place), Effect::Read(vec![place])]);
        effects
    }

    fn next_hint(&mut self) -> Vec<Effect> {
        if self.has_passed() {
            let line = "this answer has passed and needs no hint";
            self.notice = Some(line.to_owned());
            return Vec::new();
        }
        let place = self.current;
        let total = self.exercise().hints.len();
        let slot = &mut self.slots[place];
        if slot.hints == total {
            let none = total == 0;
            let line = if none {
                "this exercise has no hints"
            } else {
                "that was the last hint"
            };
            self.notice = Some(line.to_owned());
            return Vec::new();
        }
        slot.hints += 1;
        vec![Effect::HintsSeen {
            place,
            layers: slot.hints,
        }]
    }

    fn diff(&mut self) -> Vec<Effect> {
        if self.has_passed() || self.slots[self.current].done {
            return vec![Effect::ShowDiff(self.current)];
        }
        let hint = match self.exercise().hints.is_empty() {
            true => "",
            false => "; h gives a hint",
        };
        self.notice = Some(format!("the solution is shown after the pass{hint}"));
        Vec::new()
    }

    fn full_output(&mut self) -> Vec<Effect> {
        if self.shown != Shown::Nothing || self.slots[self.current].hints > 0 {
            return vec![Effect::ShowVerdict];
        }
        self.notice = Some("there is no verdict to show yet".to_owned());
        Vec::new()
    }

    fn pause_or_resume(&mut self) -> Vec<Effect> {
        match self.attention {
            Attention::Watching => {
                self.attention = Attention::Paused;
                Vec::new()
            }
            Attention::Paused => self.resume(),
        }
    }
}
