//! From one exercise to another.

use super::{Shown, State, View};
use crate::watch::effect::Effect;
use crate::watch::watch_event::Place;

impl State {
    /// The verdict on the screen is a pass.
    pub(in crate::watch) fn has_passed(&self) -> bool {
        matches!(&self.shown, Shown::Verdict(verdict) if verdict.passed())
    }

    /// The next exercise that is not done, after the current one and then from
    /// the start; `None` when every other one is done.
    pub(in crate::watch) fn next(&self) -> Option<Place> {
        let after = self.current + 1..self.slots.len();
        after
            .chain(0..self.current)
            .find(|place| !self.slots[*place].done)
    }

    /// Make it the current exercise and judge it.
    pub(super) fn go_to(&mut self, place: Place) -> Vec<Effect> {
        self.current = place;
        self.slots[place].hints = 0;
        self.notice = None;
        self.batch = None;
        self.changed = None;
        self.close_views();
        let mut effects = vec![Effect::SetCurrent(place)];
        effects.extend(self.judge_current());
        effects
    }

    /// `n`: on, where that is earned.
    pub(super) fn go_on(&mut self) -> Vec<Effect> {
        let name = &self.exercise().name;
        if !self.has_passed() && !self.slots[self.current].done {
            self.notice = Some(format!(
                "`{name}` has not passed yet; to skip it, press l, choose another and press Enter"
            ));
            return Vec::new();
        }
        if let Some(next) = self.next() {
            return self.go_to(next);
        }
        self.notice = Some("every exercise is done; l lists them".to_owned());
        Vec::new()
    }

    /// `p`: back.
    pub(super) fn go_back(&mut self) -> Vec<Effect> {
        if let Some(place) = self.current.checked_sub(1) {
            return self.go_to(place);
        }
        self.notice = Some("this is the first exercise".to_owned());
        Vec::new()
    }

    pub(super) fn close_views(&mut self) {
        self.view = View::Verdict;
        self.asking = None;
    }
}
