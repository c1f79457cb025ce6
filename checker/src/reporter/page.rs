//! Text that grows line by line.

use crate::reporter::ink::Ink;
use crate::reporter::look::Look;
use crate::reporter::wrap::wrap;

/// Lines, with their look.
#[derive(Debug, Clone)]
pub struct Page {
    /// How it looks.
    pub look: Look,
    text: String,
}

impl Page {
    /// An empty page.
    #[must_use]
    pub fn new(look: &Look) -> Self {
        Self {
            look: *look,
            text: String::new(),
        }
    }

    /// Everything so far; each line has its line end.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// Add a line.
    pub fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Add an empty line, but not at the top and not a second one.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Add a paragraph, indented and broken to the width.
    pub fn prose(&mut self, indent: usize, ink: Ink, text: &str) {
        self.labelled(indent, "", Ink::Plain, ink, text);
    }

    /// Add a paragraph with `label` in front of its first line.
    pub fn labelled(&mut self, indent: usize, label: &str, label_ink: Ink, ink: Ink, text: &str) {
        let label_width = console::measure_text_width(label);
        let room = self.look.prose().saturating_sub(indent + label_width);
        let margin = " ".repeat(indent);
        for (number, line) in wrap(text, room.max(16)).iter().enumerate() {
            let front = match number {
                0 => self.look.paint(label_ink, label),
                _ => " ".repeat(label_width),
            };
            let line = self.look.paint(ink, line);
            self.line(&format!("{margin}{front}{line}"));
        }
    }
}
