//! What a picture is made of.

use console::{measure_text_width, truncate_str};

/// What a piece of a line means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Space between the others.
    Blank,
    /// The name of a row.
    Label,
    /// Work that ran to its end.
    Finished,
    /// The same, of work that uses a processor.
    Computing,
    /// Of work that blocks its thread.
    Blocking,
    /// Of work that waits for a lock.
    Locking,
    /// Work that was dropped before its end.
    Cancelled,
    /// Work that panicked.
    Panicked,
    /// Work that had not ended when the run did.
    Open,
    /// The task or the thread that did it.
    Lane,
    /// The times above the rows, and what is said about the marks.
    Axis,
    /// The last line: peak, elapsed, one after another.
    Summary,
}

/// Text with one meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text; no control characters.
    pub text: String,
    /// What it means.
    pub style: Style,
}

/// One line of a picture, without its line end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// From left to right.
    pub pieces: Vec<Piece>,
}

impl Line {
    /// The line without styles, and without blanks at its end.
    #[must_use]
    pub fn plain(&self) -> String {
        let text: String = self
            .pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect();
        text.trim_end().to_owned()
    }

    /// Add text at the end; what has the meaning of the last piece joins it.
    pub(super) fn push(&mut self, text: &str, style: Style) {
        match self.pieces.last_mut() {
            Some(last) if last.style == style => last.text.push_str(text),
            _ if text.is_empty() => {}
            _ => self.pieces.push(Piece {
                text: text.to_owned(),
                style,
            }),
        }
    }
}

/// Cut or fill `text` so that it takes exactly `width` columns.
pub(super) fn fit(text: &str, width: usize, ellipsis: &str) -> String {
    let visible = visible(text);
    let cut = truncate_str(&visible, width, ellipsis);
    let missing = width.saturating_sub(measure_text_width(&cut));
    format!("{cut}{}", " ".repeat(missing))
}

/// How many columns `text` takes when nothing is cut.
pub(super) fn columns(text: &str) -> usize {
    measure_text_width(&visible(text))
}

/// Names come from the learner's process: a control character in one must not
/// move the cursor.
pub(super) fn visible(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '?' } else { c })
        .collect()
}
