//! Text of any origin to rows of a known width.
//!
//! A learner's program may print anything: of the escape sequences only colours
//! pass, and of the control characters none.

use console::{AnsiCodeIterator, measure_text_width};

/// The rows of `text`, each at most `width` columns wide.
pub(in crate::watch) fn text(text: &str, width: usize) -> Vec<String> {
    text.lines()
        .flat_map(|line| rows(line, width.max(1)))
        .collect()
}

/// Colours end with the row, and begin again on the next one.
const RESET: &str = "\x1b[0m";

fn rows(line: &str, width: usize) -> Vec<String> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let mut wrapper = Wrapper {
        width,
        indent: if indent * 3 <= width { indent } else { 0 },
        rows: Vec::new(),
        row: String::new(),
        column: 0,
        colors: String::new(),
        space: None,
    };
    for (piece, is_escape) in AnsiCodeIterator::new(line) {
        if is_escape {
            wrapper.escape(piece);
        } else {
            piece.chars().for_each(|letter| wrapper.letter(letter));
        }
    }
    wrapper.end_row();
    wrapper.rows
}

struct Wrapper {
    width: usize,
    /// Rows after the first one start here.
    indent: usize,
    rows: Vec<String>,
    row: String,
    column: usize,
    /// The escape sequences that are in force.
    colors: String,
    /// The last place to break at.
    space: Option<Space>,
}

struct Space {
    /// In the row, in bytes.
    at: usize,
    column: usize,
    colors: String,
}

impl Wrapper {
    fn escape(&mut self, sequence: &str) {
        let is_color = sequence.starts_with("\x1b[") && sequence.ends_with('m');
        if !is_color {
            return;
        }
        self.row.push_str(sequence);
        if matches!(sequence, RESET | "\x1b[m") {
            self.colors.clear();
        } else {
            self.colors.push_str(sequence);
        }
    }

    fn letter(&mut self, letter: char) {
        match letter {
            '\t' => (0..4 - self.column % 4).for_each(|_| self.letter(' ')),
            _ if letter.is_control() => {}
            _ => {
                let wide = width_of(letter);
                if self.column + wide > self.width && self.column > 0 {
                    self.break_row(letter);
                    // The end of the row stands for the space.
                    if letter == ' ' {
                        return;
                    }
                }
                if letter == ' ' {
                    self.space = Some(Space {
                        at: self.row.len(),
                        column: self.column,
                        colors: self.colors.clone(),
                    });
                }
                self.row.push(letter);
                self.column += wide;
            }
        }
    }

    /// Begin a new row, at the last space if that leaves a row of some length.
    fn break_row(&mut self, letter: char) {
        let good = |space: &Space| letter != ' ' && space.column * 2 > self.width;
        let Some(space) = self.space.take().filter(good) else {
            let colors = self.colors.clone();
            self.end_row();
            self.start_row(&colors, "");
            return;
        };
        let rest = self.row.split_off(space.at);
        let colors = std::mem::replace(&mut self.colors, space.colors.clone());
        self.end_row();
        self.start_row(&space.colors, rest.trim_start_matches(' '));
        self.colors = colors;
    }

    fn end_row(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        if !self.colors.is_empty() {
            row.push_str(RESET);
        }
        self.rows.push(row);
        self.space = None;
    }

    fn start_row(&mut self, colors: &str, rest: &str) {
        self.row = " ".repeat(self.indent) + colors + rest;
        self.column = self.indent + measure_text_width(rest);
    }
}

fn width_of(letter: char) -> usize {
    if letter.is_ascii() {
        return 1;
    }
    measure_text_width(letter.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, width: usize, want: &[&str]) {
        assert_eq!(text(line, width), want);
        for row in text(line, width) {
            assert!(measure_text_width(&row) <= width.max(2), "{row:?}");
        }
    }

    #[test]
    fn a_line_breaks_between_words_and_keeps_its_indent() {
        check("one two three", 8, &["one two", "three"]);
        check("  one two six", 9, &["  one two", "  six"]);
        check("onetwothree", 4, &["onet", "woth", "ree"]);
        check("a\n\nb", 4, &["a", "", "b"]);
    }

    #[test]
    fn wide_letters_count_twice() {
        check("漢字漢字", 5, &["漢字", "漢字"]);
        check("漢", 1, &["漢"]);
    }

    #[test]
    fn a_colour_goes_on_in_the_next_row() {
        check(
            "\x1b[31mone two\x1b[0m x",
            5,
            &["\x1b[31mone\x1b[0m", "\x1b[31mtwo\x1b[0m x"],
        );
    }

    #[test]
    fn what_would_move_the_cursor_is_dropped() {
        check("a\x1b[2Jb\x1b[10;10Hc\rd\x07e\tf", 20, &["abcde   f"]);
    }
}
