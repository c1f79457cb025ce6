//! All keys, as a text to read.

use crate::watch::watch_event::Size;
use std::fmt::Write;

/// In fewer columns, what keys do does not stand in a column of its own.
const NARROW: usize = 40;

const KEYS: [(&str, &str); 14] = [
    ("n", "the next exercise, after a pass"),
    ("p", "the exercise before"),
    ("h", "one more hint"),
    ("r", "run again"),
    ("l", "the list: choose, search, filter"),
    ("o", "open the file in the editor"),
    ("e", "the lesson's text; again, to go back"),
    ("d", "your answer beside the solution, after a pass"),
    ("f", "the whole verdict, to scroll"),
    ("c", "check all exercises"),
    ("x", "put the file back to how it was shipped"),
    ("space", "pause: saves are not judged"),
    ("?", "this page"),
    ("q", "quit; Esc, Ctrl-C and Ctrl-D too, Ctrl-Z stops"),
];

/// A list of them, as wide as the terminal is now; keys are bold.
pub(in crate::watch) fn text(size: Size) -> String {
    let padding = if size.columns < NARROW { 1 } else { 8 };
    let mut text = "They work while an answer is being judged, too.\n".to_owned();
    for (key, name) in KEYS {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "  \x1b[1m{key:<padding$}\x1b[0m {name}");
    }
    text
}
