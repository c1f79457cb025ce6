//! All keys on the screen.

use super::page_above;
use crate::watch::Look;
use crate::watch::state::State;

const KEYS: [(&str, &str); 14] = [
    ("n", "the next exercise, after a pass"),
    ("p", "the exercise before"),
    ("h", "one more hint"),
    ("r", "run again"),
    ("l", "the list: choose, search, filter"),
    ("o", "open the file in the editor"),
    ("e", "the lesson's text"),
    ("d", "your answer beside the solution, after a pass"),
    ("f", "the whole verdict, to scroll"),
    ("c", "check all exercises"),
    ("x", "put the file back to how it was shipped"),
    ("space", "pause: saves are not judged"),
    ("?", "this page"),
    ("q", "quit; Esc, Ctrl-C and Ctrl-D too, Ctrl-Z stops"),
];

/// The whole screen.
pub(super) fn page(state: &State, look: &Look) -> Vec<String> {
    let mut text = vec![
        look.bold("Keys"),
        "They work while an answer is being judged, too.".into(),
    ];
    // The heading is the first thing to give up.
    if state.size.rows < KEYS.len() + 3 {
        text.clear();
    }
    text.extend(
        KEYS.iter()
            .map(|(key, name)| format!("  {}{name}", look.bold(&format!("{key:<8}")))),
    );
    let text = text.iter().map(|line| look.fit(line)).collect();
    page_above(look.fit("any key:back"), text, state.size.rows)
}
