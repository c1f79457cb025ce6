//! From "something may have happened to a file" to "this was saved".
//!
//! Editors save by writing in place, by renaming a new file over the old one, by
//! removing and creating, or by renaming the old one away first. All of them are
//! bursts of events, and in the middle of some the file is missing or empty.

use super::{Attention, State};
use crate::watch::content::Content;
use crate::watch::effect::Effect;
use crate::watch::watch_event::Place;
use std::time::{Duration, Instant};

/// One editor's burst. Short, because each millisecond of it is felt, and a
/// later save cancels the run of an earlier one anyway.
pub(super) const BURST: Duration = Duration::from_millis(2);

/// How long a file may be missing or empty before that counts.
pub(super) const GRACE: Duration = Duration::from_millis(30);

/// A file that will be looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settling {
    /// When to look.
    pub(super) due: Instant,
    /// From when on a missing or empty file counts; set when it was first seen
    /// so.
    give_up: Option<Instant>,
}

impl State {
    /// Look at these files, and at the current one, when the burst is over.
    pub(super) fn look_soon(&mut self, mut places: Vec<Place>) -> Vec<Effect> {
        places.push(self.current);
        for place in places {
            let due = self.now + BURST;
            let fresh = Settling { due, give_up: None };
            let settling = self.settling.entry(place).or_insert(fresh);
            // The first event of a burst sets the time: a file that is written
            // to all the time is still looked at.
            settling.due = settling.due.min(due);
        }
        Vec::new()
    }

    /// The time has come for some of them.
    pub(super) fn look_at_settled(&mut self) -> Vec<Effect> {
        let now = self.now;
        let due = self
            .settling
            .iter()
            .filter(|(_, settling)| settling.due <= now);
        let places: Vec<Place> = due.map(|(place, _)| *place).collect();
        if places.is_empty() {
            Vec::new()
        } else {
            vec![Effect::Read(places)]
        }
    }

    /// What these files hold now. A change of the current one makes a new run at
    /// once; what others mean shows a little later.
    pub(super) fn take_in(&mut self, contents: Vec<(Place, Content)>) -> Vec<Effect> {
        let mut saved = Vec::new();
        let looked_at_current = contents.iter().any(|(place, _)| *place == self.current);
        for (place, content) in contents {
            if self.wants_another_look(place, &content) {
                continue;
            }
            if self.changed(place, content) {
                saved.push(place);
            }
        }
        if self.attention == Attention::Watching {
            self.note_changes(&saved);
        }
        if looked_at_current && self.is_unjudged() {
            return self.judge_current();
        }
        if self.attention == Attention::Paused {
            return Vec::new();
        }
        if saved.contains(&self.current) {
            self.untouched = false;
            self.notice = None;
            self.close_views();
            return self.judge_current();
        }
        Vec::new()
    }

    /// Something took the verdict away, so the same content is judged again.
    pub(super) fn is_unjudged(&self) -> bool {
        self.run.is_none() && self.judged.is_none()
    }

    fn wants_another_look(&mut self, place: Place, content: &Content) -> bool {
        let had_text = matches!(self.slots[place].content, Content::Text(_));
        let unfinished = *content == Content::Empty || !content.is_there();
        let Some(settling) = self.settling.remove(&place) else {
            return false;
        };
        let give_up = settling.give_up.unwrap_or(self.now + GRACE);
        if !unfinished || !had_text || give_up <= self.now {
            return false;
        }
        let settling = Settling {
            due: give_up,
            give_up: Some(give_up),
        };
        self.settling.insert(place, settling);
        true
    }

    /// Take the content in; whether it is news that a learner made.
    fn changed(&mut self, place: Place, content: Content) -> bool {
        let slot = &mut self.slots[place];
        if slot.content == content {
            return false;
        }
        // A file that is put back as it was is news only while it is on the screen.
        let came_back =
            matches!(&content, Content::Text(hash) if slot.last_text.as_ref() == Some(hash));
        let was_known = slot.last_text.is_some();
        let is_there = content.is_there();
        slot.set_content(content);
        place == self.current || (is_there && was_known && !came_back)
    }

    /// The next content of this file is our doing, not a save.
    pub(super) fn expect_change(&mut self, place: Place) {
        self.slots[place].last_text = None;
    }

    /// Judge what was saved while nobody looked.
    pub(super) fn resume(&mut self) -> Vec<Effect> {
        self.attention = Attention::Watching;
        if self.judged.as_ref() == Some(&self.slots[self.current].content) {
            return Vec::new();
        }
        self.judge_current()
    }
}
