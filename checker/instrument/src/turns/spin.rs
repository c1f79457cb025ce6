//! A thread that does the same again and again while nobody else moves.

use std::collections::VecDeque;

/// After so many steps in a row that repeat themselves, a thread goes on alone: so
/// it shows whether it ever stops.
const ALONE: usize = 40;

/// After so many it never will.
const MOST: usize = 400;

/// One round of a loop has at most so many steps.
const LONGEST_ROUND: usize = 6;

/// So many rounds in a row look alike.
const ROUNDS: usize = 4;

/// Who has made all of the last steps, and what they were.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Whether somebody wants to know.
    pub(super) is_watched: bool,
    who: Option<usize>,
    steps: usize,
    last: VecDeque<String>,
}

impl Row {
    pub(super) fn arrives(&mut self, who: usize) {
        if self.who != Some(who) {
            self.breaks();
            self.who = Some(who);
        }
        self.steps += 1;
    }

    pub(super) fn note(&mut self, who: usize, what: &str) {
        if !self.is_watched || self.who != Some(who) {
            return;
        }
        // Whoever counts its attempts repeats itself all the same.
        let what = what.replace(|letter: char| letter.is_ascii_digit(), "");
        self.last.push_back(what);
        if self.last.len() > LONGEST_ROUND * ROUNDS {
            self.last.pop_front();
        }
    }

    /// Who was in a row did something that waits.
    pub(super) fn breaks(&mut self) {
        self.who = None;
        self.steps = 0;
        self.last.clear();
    }

    /// Who goes on alone, to see whether it stops.
    pub(super) fn goes_on_alone(&self) -> Option<usize> {
        self.who.filter(|_| self.steps > ALONE && self.repeats())
    }

    pub(super) fn spins(&self) -> bool {
        self.steps > MOST && self.repeats()
    }

    fn repeats(&self) -> bool {
        self.is_watched && (1..=LONGEST_ROUND).any(|round| self.repeats_in(round))
    }

    fn repeats_in(&self, round: usize) -> bool {
        let last = self.last.len();
        last >= ROUNDS * round
            && (last - (ROUNDS - 1) * round..last).all(|at| self.last[at] == self.last[at - round])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(steps: usize, what: impl Fn(usize) -> String) -> Row {
        let mut row = Row {
            is_watched: true,
            ..Row::default()
        };
        for step in 0..steps {
            row.arrives(0);
            row.note(0, &what(step));
        }
        row
    }

    #[test]
    fn who_repeats_itself_goes_on_alone_and_spins_in_the_end() {
        let round = |step: usize| ["takes the lock", "gives back the lock"][step % 2].to_owned();
        assert_eq!(row(ALONE, round).goes_on_alone(), None);
        assert_eq!(row(ALONE + 1, round).goes_on_alone(), Some(0));
        assert!(!row(MOST, round).spins() && row(MOST + 1, round).spins());
        assert!(row(MOST + 1, |step| format!("adds 1 to {step}")).spins());
    }

    #[test]
    fn who_does_something_else_each_time_does_not_spin() {
        let other = |step| "x".repeat(step % 7);
        assert!(!row(MOST + 1, other).spins());
        let mut row = row(MOST, |_| "reads 0".to_owned());
        row.arrives(1);
        assert_eq!((row.goes_on_alone(), row.spins()), (None, false));
    }
}
