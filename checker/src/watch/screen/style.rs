//! Colours and marks, or their plain substitutes.

use crate::watch::Look;
use console::{Style, truncate_str};

impl Look {
    pub(super) fn bold(&self, text: &str) -> String {
        self.paint(&Style::new().bold(), text)
    }

    pub(super) fn dim(&self, text: &str) -> String {
        self.paint(&Style::new().dim(), text)
    }

    pub(super) fn green(&self, text: &str) -> String {
        self.paint(&Style::new().green().bold(), text)
    }

    pub(super) fn red(&self, text: &str) -> String {
        self.paint(&Style::new().red().bold(), text)
    }

    pub(super) fn yellow(&self, text: &str) -> String {
        self.paint(&Style::new().yellow(), text)
    }

    pub(super) fn cyan(&self, text: &str) -> String {
        self.paint(&Style::new().cyan(), text)
    }

    /// The beginning that fits on one line.
    pub(super) fn fit(&self, line: &str) -> String {
        truncate_str(line, self.width, self.dots()).into_owned()
    }

    /// The beginning that fits on one line with `end` behind it.
    pub(super) fn fit_with(&self, line: &str, end: &str) -> String {
        let room = self.width.saturating_sub(console::measure_text_width(end));
        let line = truncate_str(line, room, self.dots());
        self.fit(&format!("{line}{end}"))
    }

    /// The end that fits into `width`, as for a path.
    pub(super) fn fit_end(&self, text: &str, width: usize) -> String {
        let count = text.chars().count();
        if console::measure_text_width(text) <= width {
            return text.to_owned();
        }
        let room = width.saturating_sub(self.dots().chars().count());
        let end: String = text.chars().skip(count.saturating_sub(room)).collect();
        format!("{}{end}", self.dots())
    }

    /// Something was left out.
    pub(super) fn dots(&self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }

    fn paint(&self, style: &Style, text: &str) -> String {
        style
            .clone()
            .force_styling(self.colors)
            .apply_to(text)
            .to_string()
    }
}
