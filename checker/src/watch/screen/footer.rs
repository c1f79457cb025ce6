//! The lowest lines, and which of them are given up in a small terminal.

use super::status::{ahead, ask, keys, keys_that_fit, named, progress, running};
use super::wrap;
use crate::watch::Look;
use crate::watch::state::{Attention, State};

/// The lines, the lowest last: so many that something of the verdict can be
/// seen as well, wherever that is possible.
pub(super) fn lines(state: &State, look: &Look) -> Vec<String> {
    let rows = state.size.rows.max(1);
    let mut footer = Footer::of(state, look);
    footer.give_up(&Part::GIVEN_UP, (rows * 3 / 5).max(1));
    footer.cut_notice((rows / 2).max(1), look);
    footer.give_up(&[Part::Keys, Part::Notice], rows);
    let mut lines = footer.into_lines();
    lines.drain(..lines.len().saturating_sub(rows));
    lines
}

struct Footer(Vec<(Part, Vec<String>)>);

impl Footer {
    fn of(state: &State, look: &Look) -> Self {
        let parts = Part::ALL.iter();
        Self(parts.map(|part| (*part, part.lines(state, look))).collect())
    }

    fn height(&self) -> usize {
        self.0.iter().map(|(_, lines)| lines.len()).sum()
    }

    /// Leave these out, one after another, until there are at most so many rows.
    fn give_up(&mut self, parts: &[Part], most: usize) {
        for part in parts {
            if self.height() > most {
                self.0.retain(|(which, _)| which != part);
            }
        }
    }

    /// A notice is cut, with a sign, before it takes more than its share.
    fn cut_notice(&mut self, most: usize, look: &Look) {
        let all = self.height();
        let Some((_, notice)) = self.0.iter_mut().find(|(part, _)| *part == Part::Notice) else {
            return;
        };
        let room = most.saturating_sub(all - notice.len()).max(1);
        if notice.len() > room {
            notice.truncate(room);
            notice[room - 1] = look.fit_with(&notice[room - 1], look.dots());
        }
    }

    fn into_lines(self) -> Vec<String> {
        self.0.into_iter().flat_map(|(_, lines)| lines).collect()
    }
}

/// What the lines are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Unsaved,
    Notice,
    Running,
    Paused,
    Question,
    Ahead,
    Progress,
    Path,
    Keys,
}

impl Part {
    /// In the order on the screen, the lowest last.
    const ALL: [Self; 9] = [
        Self::Unsaved,
        Self::Notice,
        Self::Running,
        Self::Paused,
        Self::Question,
        Self::Ahead,
        Self::Progress,
        Self::Path,
        Self::Keys,
    ];

    /// The least important first.
    const GIVEN_UP: [Self; 6] = [
        Self::Ahead,
        Self::Path,
        Self::Progress,
        Self::Unsaved,
        Self::Paused,
        Self::Running,
    ];

    fn lines(self, state: &State, look: &Look) -> Vec<String> {
        match self {
            Self::Unsaved => {
                let text = state.unsaved.as_ref().map(|error| {
                    format!("progress is not saved: {error}; it is tried again with each verdict")
                });
                text.map_or(Vec::new(), |text| {
                    wrap::text(&look.yellow(&text), look.width)
                })
            }
            Self::Notice => match &state.notice {
                Some(notice) => wrap::text(&look.yellow(notice), look.width),
                None => Vec::new(),
            },
            Self::Running => {
                let run = state.run.as_ref();
                let line = run.map(|run| look.fit(&look.bold(&running(state, run, look))));
                line.into_iter().collect()
            }
            Self::Paused if state.attention == Attention::Paused => {
                vec![look.fit(&look.yellow("paused: saves are not judged; space goes on"))]
            }
            Self::Paused => Vec::new(),
            Self::Question => ask(state, look),
            Self::Ahead => ahead(state, look).into_iter().collect(),
            Self::Progress => progress(state, look).0,
            Self::Path => progress(state, look).1,
            Self::Keys => {
                let last = [named("?", "help"), named("q", "quit")];
                vec![keys_that_fit(&keys(state), &last, look)]
            }
        }
    }
}
