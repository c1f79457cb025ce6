//! Where a command says what came of it, and how that looks.

use crate::reporter::Look;
use indicatif::ProgressBar;
use std::io::Write;

/// Where it is said, and how that looks.
pub struct Outputs<'a> {
    /// What came of it.
    pub out: &'a mut dyn Write,
    /// How that looks.
    pub look: Look,
    /// Whether somebody sees it as it is, in so many columns.
    pub terminal: bool,
    /// How far it is.
    pub bar: ProgressBar,
}

/// Rows of tables: in a terminal each stays one row, elsewhere each stays whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    Whole,
    Within(usize),
}

impl Outputs<'_> {
    pub(super) fn rows(&self) -> Rows {
        match self.terminal {
            true => Rows::Within(self.look.width),
            false => Rows::Whole,
        }
    }
}

impl Rows {
    /// The row, cut where it has to be.
    pub(super) fn fit(self, row: &str, look: &Look) -> String {
        match self {
            Rows::Whole => row.to_owned(),
            Rows::Within(width) => {
                console::truncate_str(row, width, look.pick("…", "...")).into_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_in_a_terminal_a_row_is_cut() {
        let look = Look::plain();
        assert_eq!(Rows::Whole.fit("a long row", &look), "a long row");
        assert_eq!(Rows::Within(8).fit("a long row", &look), "a lon...");
        assert_eq!(Rows::Within(10).fit("a long row", &look), "a long row");
    }
}
