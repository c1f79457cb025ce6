//! How much work an exercise was, as one mark.

use crate::progress::{History, Status};
use crate::reporter::{Ink, Look};
use crate::timeline::Glyphs;

/// From little to much work, then begun, then not begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Heat {
    Low,
    Some,
    Much,
    High,
    Begun,
    Untouched,
}

/// Every mark, with what it means.
const ALL: [(Heat, &str); 6] = [
    (Heat::Low, "done in 1 or 2 attempts"),
    (Heat::Some, "up to 5"),
    (Heat::Much, "up to 10"),
    (Heat::High, "more"),
    (Heat::Begun, "begun"),
    (Heat::Untouched, "not begun"),
];

impl Heat {
    pub(super) fn of(history: &History) -> Self {
        match (history.status, history.attempts) {
            (Status::Pending, 0) => Heat::Untouched,
            (Status::Pending, _) => Heat::Begun,
            (Status::Done, 0..=2) => Heat::Low,
            (Status::Done, 3..=5) => Heat::Some,
            (Status::Done, 6..=10) => Heat::Much,
            (Status::Done, _) => Heat::High,
        }
    }

    fn mark(self, glyphs: Glyphs) -> char {
        let (unicode, ascii) = match self {
            Heat::Low => ('▂', '_'),
            Heat::Some => ('▄', '='),
            Heat::Much => ('▆', '%'),
            Heat::High => ('█', '#'),
            Heat::Begun => ('?', '?'),
            Heat::Untouched => ('·', '.'),
        };
        match glyphs {
            Glyphs::Unicode => unicode,
            Glyphs::Ascii => ascii,
        }
    }

    fn ink(self) -> Ink {
        match self {
            Heat::Low | Heat::Some | Heat::Much | Heat::High => Ink::Pass,
            Heat::Begun => Ink::Warn,
            Heat::Untouched => Ink::Faint,
        }
    }
}

/// A mark for each.
pub(super) fn strip(heats: impl Iterator<Item = Heat>, look: &Look) -> String {
    let marks = heats.map(|heat| {
        let mark = heat.mark(look.glyphs());
        look.paint(heat.ink(), mark.encode_utf8(&mut [0; 4]))
    });
    marks.collect()
}

/// What the marks of these mean; empty where nothing was begun, since there is nothing
/// to be told apart then.
pub(super) fn legend(heats: &[Heat], look: &Look) -> String {
    if heats.iter().all(|heat| *heat == Heat::Untouched) {
        return String::new();
    }
    let shown = ALL.iter().filter(|(heat, _)| heats.contains(heat));
    let parts = shown.map(|(heat, words)| format!("{} {words}", heat.mark(look.glyphs())));
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(status: Status, attempts: u32) -> History {
        History {
            status,
            attempts,
            ..History::default()
        }
    }

    #[test]
    fn the_more_attempts_the_higher_the_mark() {
        let done = [1, 2, 3, 5, 6, 10, 11].map(|n| Heat::of(&history(Status::Done, n)));
        let begun = Heat::of(&history(Status::Pending, 3));
        let untouched = Heat::of(&History::default());
        let all = done.into_iter().chain([begun, untouched]);
        assert_eq!(strip(all, &Look::plain()), "__==%%#?.");
    }

    #[test]
    fn only_what_is_there_is_explained() {
        let heats = [Heat::Low, Heat::Untouched];
        let words = "_ done in 1 or 2 attempts, . not begun";
        assert_eq!(legend(&heats, &Look::plain()), words);
        assert_eq!(legend(&heats[1..], &Look::plain()), "");
    }
}
