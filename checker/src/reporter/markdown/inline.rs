//! Words within a block: `code`, **strong**, *stressed* and links.

use crate::reporter::ink::Ink;
use crate::reporter::look::Look;

/// Text that grows. Each word is painted by itself, because lines are broken between
/// words afterwards.
pub(super) struct Inline {
    look: Look,
    text: String,
    strong: usize,
    stress: usize,
    /// The addresses of the links that are open.
    links: Vec<String>,
    /// In headings and tables only the words of a link stay.
    bare: bool,
}

impl Inline {
    pub(super) fn new(look: &Look) -> Self {
        Self {
            look: *look,
            text: String::new(),
            strong: 0,
            stress: 0,
            links: Vec::new(),
            bare: false,
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        let strong = self.strong > 0 || self.stress > 0 && self.look.colors;
        let ink = if strong { Ink::Strong } else { Ink::Plain };
        self.words(text, ink);
    }

    /// Without colours, code keeps its marks.
    pub(super) fn code(&mut self, code: &str) {
        match self.look.colors {
            true => self.words(code, Ink::Code),
            false => self.text.push_str(&format!("`{code}`")),
        }
    }

    fn words(&mut self, text: &str, ink: Ink) {
        let words = text.split(' ').map(|word| self.look.paint(ink, word));
        let words: Vec<_> = words.collect();
        self.text.push_str(&words.join(" "));
    }

    pub(super) fn start_strong(&mut self) {
        self.strong += 1;
    }

    pub(super) fn end_strong(&mut self) {
        self.strong = self.strong.saturating_sub(1);
    }

    pub(super) fn start_stress(&mut self) {
        self.star();
        self.stress += 1;
    }

    pub(super) fn end_stress(&mut self) {
        self.stress = self.stress.saturating_sub(1);
        self.star();
    }

    /// Without colours the stars are the stress.
    fn star(&mut self) {
        if !self.look.colors {
            self.text.push('*');
        }
    }

    pub(super) fn start_heading(&mut self) {
        self.bare = true;
        self.strong += 1;
    }

    pub(super) fn end_heading(&mut self) {
        self.bare = false;
        self.end_strong();
    }

    pub(super) fn start_cell(&mut self) {
        self.bare = true;
    }

    pub(super) fn end_cell(&mut self) -> String {
        self.bare = false;
        self.take()
    }

    pub(super) fn start_link(&mut self, address: &str) {
        self.links.push(address.to_owned());
    }

    /// An address elsewhere is shown after the words, unless it is them.
    pub(super) fn end_link(&mut self) {
        let Some(address) = self.links.pop() else {
            return;
        };
        if !self.bare && address.contains("://") && !self.text.ends_with(&address) {
            self.text.push_str(&format!(" <{address}>"));
        }
    }

    /// All that was read since the last time.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }
}
