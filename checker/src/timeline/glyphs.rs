//! The characters that a picture is drawn with.

use report::{Activity, End};

/// Which characters the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyphs {
    /// Box drawing.
    Unicode,
    /// For logs and for locales that are not UTF-8.
    Ascii,
}

impl Glyphs {
    /// Where work starts.
    pub(super) fn start(self) -> char {
        self.pick('├', '|')
    }

    /// While it is under way. What is not known looks like waiting, or ends openly.
    pub(super) fn body(self, activity: Option<Activity>, how: End) -> char {
        match (activity, how) {
            (None, End::Open) => self.pick('╌', '.'),
            (None, End::Finished | End::Cancelled | End::Panicked)
            | (Some(Activity::Waiting), _) => self.pick('─', '-'),
            (Some(Activity::Computing), _) => self.pick('━', '#'),
            (Some(Activity::Blocking), _) => self.pick('═', '='),
            (Some(Activity::Locking), _) => self.pick('┅', ':'),
        }
    }

    /// Where it ends.
    pub(super) fn end(self, how: End) -> char {
        match how {
            End::Finished => self.pick('┤', '|'),
            End::Cancelled => self.pick('╳', 'x'),
            End::Panicked => '!',
            End::Open => self.pick('▸', '>'),
        }
    }

    /// Work that is too short for a start and an end.
    pub(super) fn point(self, how: End) -> char {
        match how {
            End::Finished => self.pick('◆', '*'),
            End::Cancelled | End::Panicked | End::Open => self.end(how),
        }
    }

    /// Of which bars are made that have a length and no ends.
    pub(super) fn bar(self) -> char {
        self.pick('━', '=')
    }

    /// Stands before a time on the axis.
    pub(super) fn tick(self) -> char {
        self.pick('╷', '\'')
    }

    /// Stands for what was cut.
    pub(super) fn ellipsis(self) -> &'static str {
        match self {
            Glyphs::Unicode => "…",
            Glyphs::Ascii => "..",
        }
    }

    /// Stands between the parts of the summary.
    pub(super) fn separator(self) -> &'static str {
        match self {
            Glyphs::Unicode => " · ",
            Glyphs::Ascii => ", ",
        }
    }

    fn pick(self, unicode: char, ascii: char) -> char {
        match self {
            Glyphs::Unicode => unicode,
            Glyphs::Ascii => ascii,
        }
    }
}
