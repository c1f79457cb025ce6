//! The list of exercises: filtered, searched, and left with a choice.
#![expect(clippy::wildcard_enum_match_arm, reason = "most keys mean nothing")]

use super::{Question, State, View};
use crate::watch::effect::Effect;
use crate::watch::keys::Key;
use crate::watch::watch_event::Place;

/// What the list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::watch) struct List {
    /// The exercise under the cursor.
    pub(in crate::watch) cursor: Place,
    pub(in crate::watch) filter: Filter,
    pub(in crate::watch) query: String,
    pub(in crate::watch) typing: Typing,
}

/// Which exercises are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::watch) enum Filter {
    All,
    Done,
    Pending,
}

/// Whether letters are commands or belong to what is searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::watch) enum Typing {
    Commands,
    Search,
}

impl List {
    pub(super) fn at(cursor: Place) -> Self {
        Self {
            cursor,
            filter: Filter::All,
            query: String::new(),
            typing: Typing::Commands,
        }
    }

    fn toggle(&mut self, filter: Filter) {
        self.filter = if self.filter == filter {
            Filter::All
        } else {
            filter
        };
    }
}

impl State {
    /// The exercises that the list shows.
    pub(in crate::watch) fn listed(&self, list: &List) -> Vec<Place> {
        let query = list.query.to_lowercase();
        let fits = |place: &Place| {
            let done = self.slots[*place].done;
            let wanted = match list.filter {
                Filter::All => true,
                Filter::Done => done,
                Filter::Pending => !done,
            };
            wanted && self.search_text(*place).contains(&query)
        };
        self.places().into_iter().filter(fits).collect()
    }

    fn search_text(&self, place: Place) -> String {
        let exercise = &self.course.exercises[place];
        let lesson = self.course.lessons.get(exercise.lesson);
        let title = lesson.map_or("", |lesson| lesson.title.as_str());
        format!("{} {} {title}", exercise.name, exercise.file.display()).to_lowercase()
    }

    /// Rows of the list that fit on the screen, for PageUp and PageDown.
    pub(in crate::watch) fn list_height(&self) -> usize {
        // Without the title, the keys, and a row between for what is asked.
        self.size.rows.saturating_sub(3).max(1)
    }

    pub(super) fn open_list(&mut self) -> Vec<Effect> {
        self.view = View::List(List::at(self.current));
        Vec::new()
    }

    pub(super) fn press_in_list(&mut self, mut list: List, key: Key) -> Vec<Effect> {
        if list.typing == Typing::Search {
            type_search(&mut list, key);
            return self.keep_list(list);
        }
        match key {
            Key::Char('q') | Key::Esc | Key::Char('l') if list.query.is_empty() => {
                self.view = View::Verdict;
                return Vec::new();
            }
            // The first Esc only ends the search.
            Key::Char('q') | Key::Esc => list.query.clear(),
            Key::Enter | Key::Char('c') => return self.choose(&list),
            Key::Char('r' | 'x') => {
                if self.listed(&list).contains(&list.cursor) {
                    self.asking = Some(Question::Reset(list.cursor));
                }
            }
            Key::Char('/') => list.typing = Typing::Search,
            Key::Char('d') => list.toggle(Filter::Done),
            Key::Char('p') => list.toggle(Filter::Pending),
            Key::Char('?') => return self.open_help(),
            _ => self.move_cursor(&mut list, key),
        }
        self.keep_list(list)
    }

    fn choose(&mut self, list: &List) -> Vec<Effect> {
        if self.listed(list).contains(&list.cursor) {
            return self.go_to(list.cursor);
        }
        self.notice = Some("nothing is listed; press Esc to see all".to_owned());
        Vec::new()
    }

    fn move_cursor(&self, list: &mut List, key: Key) {
        let rows = self.listed(list);
        let Some(last) = rows.len().checked_sub(1) else {
            return;
        };
        let at = rows
            .iter()
            .position(|place| *place == list.cursor)
            .unwrap_or(0);
        let page = self.list_height();
        let to = match key {
            Key::Char('j') | Key::Down => at + 1,
            Key::Char('k') | Key::Up => at.saturating_sub(1),
            Key::PageDown | Key::Char(' ') => at + page,
            Key::PageUp => at.saturating_sub(page),
            Key::Char('g') | Key::Home => 0,
            Key::Char('G') | Key::End => last,
            _ => at,
        };
        list.cursor = rows[to.min(last)];
    }

    /// Show the list as it is now, with the cursor on something that it shows.
    fn keep_list(&mut self, mut list: List) -> Vec<Effect> {
        let rows = self.listed(&list);
        let near = rows
            .iter()
            .find(|place| **place >= list.cursor)
            .or(rows.last());
        list.cursor = near.copied().unwrap_or(list.cursor);
        self.view = View::List(list);
        Vec::new()
    }
}

fn type_search(list: &mut List, key: Key) {
    match key {
        Key::Char(letter) => list.query.push(letter),
        Key::Backspace => {
            list.query.pop();
        }
        Key::Enter => list.typing = Typing::Commands,
        Key::Esc => {
            list.query.clear();
            list.typing = Typing::Commands;
        }
        _ => {}
    }
}
