//! A text that is longer than the screen.
#![expect(clippy::wildcard_enum_match_arm, reason = "most keys mean nothing")]

use super::{State, View};
use crate::exit;
use crate::watch::effect::Effect;
use crate::watch::keys::Key;
use crate::watch::screen::{keys_page, wrap};
use crate::watch::watch_event::{Size, Sort};

/// A text and how far it is scrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::watch) struct Reader {
    pub(in crate::watch) title: String,
    pub(in crate::watch) sort: Sort,
    text: String,
    top: usize,
}

impl Reader {
    pub(super) fn new(title: String, text: String, sort: Sort) -> Self {
        Self {
            title,
            sort,
            text,
            top: 0,
        }
    }

    /// The rows that fit, and how many come before and after them.
    pub(in crate::watch) fn window(&self, size: Size) -> (Vec<String>, usize, usize) {
        let mut lines = wrap::text(&self.text, size.width());
        let height = self.height(size);
        let top = self.top.min(lines.len().saturating_sub(height));
        let after = lines.len().saturating_sub(top + height);
        lines.drain(..top);
        lines.truncate(height);
        (lines, top, after)
    }

    /// Without the title, the bar of a build and the keys; the title is given up
    /// first, and in a single row there are no keys either.
    fn height(&self, size: Size) -> usize {
        let frame = 1 + usize::from(Self::has_title(size)) + usize::from(self.has_bar(size));
        size.rows.saturating_sub(frame).max(1)
    }

    /// Whether there is room for it.
    pub(in crate::watch) fn has_title(size: Size) -> bool {
        size.rows > 3
    }

    /// Whether there is one, and room for it.
    pub(in crate::watch) fn has_bar(&self, size: Size) -> bool {
        size.rows > 2 && matches!(self.sort, Sort::Meanwhile | Sort::Ready)
    }

    fn fits(&self, size: Size) -> bool {
        wrap::text(&self.text, size.width()).len() <= self.height(size)
    }

    fn scroll(&mut self, key: Key, size: Size) {
        let height = self.height(size);
        let last = wrap::text(&self.text, size.width())
            .len()
            .saturating_sub(height);
        // The terminal may have grown since.
        let top = self.top.min(last);
        self.top = match key {
            Key::Char('j') | Key::Down | Key::Enter => top + 1,
            Key::Char('k') | Key::Up => top.saturating_sub(1),
            Key::Char(' ') | Key::PageDown => top + height,
            Key::Char('b') | Key::PageUp => top.saturating_sub(height),
            Key::Char('g') | Key::Home => 0,
            Key::Char('G') | Key::End => last,
            _ => top,
        }
        .min(last);
    }
}

fn scrolls(key: Key) -> bool {
    match key {
        Key::Char(letter) => "jk bgG".contains(letter),
        Key::Up | Key::Down | Key::Enter => true,
        Key::PageUp | Key::PageDown | Key::Home | Key::End => true,
        _ => false,
    }
}

impl State {
    /// A lesson is left by the key that opened it, too. While there is nothing else
    /// to go to, `q` leaves the program.
    pub(super) fn press_in_reader(&mut self, sort: Sort, key: Key) -> Vec<Effect> {
        let size = self.size;
        match (&mut self.view, key, sort) {
            (_, Key::Char('q') | Key::Esc, Sort::Meanwhile) => return self.quit(exit::OK),
            (_, Key::Char('q') | Key::Esc, _) => self.view = View::Verdict,
            (_, Key::Char('e'), Sort::Lesson | Sort::Meanwhile | Sort::Ready) => {
                self.view = View::Verdict;
            }
            (View::Reader(reader), _, _) => reader.scroll(key, size),
            (View::Verdict | View::List(_) | View::Help(_), _, _) => {}
        }
        Vec::new()
    }

    /// A text has come that somebody asked for, or that passes the time.
    pub(super) fn open_text(&mut self, title: String, text: String, sort: Sort) {
        // Meanwhile something else may have been asked for, or all may be built.
        if sort == Sort::Meanwhile && !(self.offered && self.view == View::Verdict) {
            return;
        }
        self.view = View::Reader(Reader::new(title, text, sort));
    }

    /// Crates are being built, which may take minutes: there is something to read.
    pub(super) fn offer_lesson(&mut self) -> Vec<Effect> {
        if self.offered || self.view != View::Verdict || self.asking.is_some() {
            return Vec::new();
        }
        self.offered = true;
        vec![Effect::OfferLesson(self.current)]
    }

    /// On to the exercise, unless somebody reads beyond the first page.
    pub(super) fn all_is_built(&mut self) {
        self.offered = false;
        if let View::Reader(reader) = &mut self.view
            && reader.sort == Sort::Meanwhile
        {
            match reader.top {
                0 => self.view = View::Verdict,
                _ => reader.sort = Sort::Ready,
            }
        }
    }

    /// There is trouble to tell about.
    pub(super) fn stop_offering(&mut self) {
        self.offered = false;
        if let View::Reader(reader) = &self.view
            && reader.sort == Sort::Meanwhile
        {
            self.view = View::Verdict;
        }
    }

    pub(super) fn open_help(&mut self) -> Vec<Effect> {
        let text = keys_page::text(self.size);
        self.view = View::Help(Reader::new("Keys".to_owned(), text, Sort::Asked));
        Vec::new()
    }

    /// What does not scroll goes back: nobody is kept from the verdict by help.
    pub(super) fn press_in_help(&mut self, key: Key) -> Vec<Effect> {
        let size = self.size;
        match &mut self.view {
            View::Help(reader) if scrolls(key) && !reader.fits(size) => reader.scroll(key, size),
            _ => self.view = View::Verdict,
        }
        Vec::new()
    }
}
