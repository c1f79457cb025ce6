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

    /// Add text in which code, indented by four or between fences, keeps its lines.
    pub fn prose_with_code(&mut self, indent: usize, text: &str) {
        let mut fenced = false;
        for line in text.lines() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            } else if fenced || line.starts_with("    ") {
                let margin = " ".repeat(indent + if fenced { 4 } else { 0 });
                let line = self.look.paint(Ink::Code, line);
                self.line(&format!("{margin}{line}"));
            } else if line.is_empty() {
                self.gap();
            } else {
                self.prose(indent, Ink::Plain, line);
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_keeps_its_lines_and_prose_is_broken() {
        let mut page = Page::new(&Look {
            width: 24,
            ..Look::plain()
        });
        let text = "Words are broken here:\n\n    let sum  = a + b;      // both of them\n\n\
                    ```rust\nfn main() {  }\n```\nand so on and so on.";
        page.prose_with_code(2, text);
        assert_eq!(
            page.into_text(),
            "  Words are broken here:\n\n      let sum  = a + b;      // both of them\n\n      \
             fn main() {  }\n  and so on and so on.\n"
        );
    }
}
