//! A text that is longer than the screen.
#![expect(clippy::wildcard_enum_match_arm, reason = "most keys mean nothing")]

use super::{State, View};
use crate::watch::effect::Effect;
use crate::watch::keys::Key;
use crate::watch::screen::{keys_page, wrap};
use crate::watch::watch_event::Size;

/// A text and how far it is scrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::watch) struct Reader {
    pub(in crate::watch) title: String,
    text: String,
    top: usize,
}

impl Reader {
    pub(super) fn new(title: String, text: String) -> Self {
        Self {
            title,
            text,
            top: 0,
        }
    }

    /// The rows that fit, and how many come before and after them.
    pub(in crate::watch) fn window(&self, size: Size) -> (Vec<String>, usize, usize) {
        let mut lines = wrap::text(&self.text, size.width());
        let height = Self::height(size);
        let top = self.top.min(lines.len().saturating_sub(height));
        let after = lines.len().saturating_sub(top + height);
        lines.drain(..top);
        lines.truncate(height);
        (lines, top, after)
    }

    /// Without the title and the keys; the title is given up first, and in a
    /// single row there are no keys either.
    fn height(size: Size) -> usize {
        let frame = 1 + usize::from(Self::has_title(size));
        size.rows.saturating_sub(frame).max(1)
    }

    /// Whether there is room for it.
    pub(in crate::watch) fn has_title(size: Size) -> bool {
        size.rows > 3
    }

    fn fits(&self, size: Size) -> bool {
        wrap::text(&self.text, size.width()).len() <= Self::height(size)
    }

    fn scroll(&mut self, key: Key, size: Size) {
        let height = Self::height(size);
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
    pub(super) fn press_in_reader(&mut self, key: Key) -> Vec<Effect> {
        let size = self.size;
        match (&mut self.view, key) {
            (_, Key::Char('q') | Key::Esc) => self.view = View::Verdict,
            (View::Reader(reader), _) => reader.scroll(key, size),
            (View::Verdict | View::List(_) | View::Help(_), _) => {}
        }
        Vec::new()
    }

    pub(super) fn open_help(&mut self) -> Vec<Effect> {
        let text = keys_page::text(self.size);
        self.view = View::Help(Reader::new("Keys".to_owned(), text));
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
