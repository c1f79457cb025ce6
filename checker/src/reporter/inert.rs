//! Text from a learner's program, made harmless for a terminal.
//!
//! Whatever a program prints, showing it must not move the cursor, set a
//! title, hide a line or change the direction of the text.

use std::fmt::Write as _;

/// Back to no colour.
const RESET: &str = "\u{1b}[0m";

/// The text with every control character spelled out, except line ends; tabs
/// become blanks.
#[must_use]
pub fn plain(text: &str) -> String {
    make_inert(text, |_| None)
}

/// The same, but colours stay: for what rustc rendered.
#[must_use]
pub fn colored(text: &str) -> String {
    let inert = make_inert(text, color_sequence);
    match inert.rfind('\u{1b}') {
        // A colour must not run into what follows.
        Some(last) if !inert[last..].starts_with(RESET) => inert + RESET,
        Some(_) | None => inert,
    }
}

/// The same, but colours go: for places that are no terminal. Only colours are
/// taken away, because an escape sequence that does not end would take the rest
/// of the text with it.
#[must_use]
pub(crate) fn colorless(text: &str) -> String {
    let mut without = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        let (before, escape) = rest.split_at(at);
        without.push_str(before);
        let length = color_sequence(escape).unwrap_or(0);
        if length == 0 {
            without.push('\u{1b}');
        }
        rest = &escape[length.max(1)..];
    }
    without.push_str(rest);
    plain(&without)
}

/// `keep` says how many bytes at an escape character may stay as they are.
fn make_inert(text: &str, keep: fn(&str) -> Option<usize>) -> String {
    let mut inert = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match c {
            '\n' => inert.push('\n'),
            '\t' => inert.push_str("    "),
            '\r' if rest[1..].starts_with('\n') => {}
            '\u{1b}' if let Some(length) = keep(rest) => {
                inert.push_str(&rest[..length]);
                taken = length;
            }
            _ if c.is_control() || is_invisible(c) => spell_out(c, &mut inert),
            _ => inert.push(c),
        }
        rest = &rest[taken..];
    }
    inert
}

/// `\u{1b}`, as in a Rust string.
fn spell_out(c: char, text: &mut String) {
    // Writing to a `String` cannot fail.
    let _ = write!(text, "{}", c.escape_unicode());
}

/// Characters that reorder or break text without being control characters.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// The length of `ESC [ 1 ; 31 m` at the start of `text`.
fn color_sequence(text: &str) -> Option<usize> {
    let body = text.strip_prefix("\u{1b}[")?;
    let end = body.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    body[end..].starts_with('m').then_some(2 + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want_plain: &str, want_colored: &str) {
        assert_eq!(plain(text), want_plain);
        assert_eq!(colored(text), want_colored);
    }

    #[test]
    fn ordinary_text_stays_as_it_is() {
        check("größer\r\n→ 7", "größer\n→ 7", "größer\n→ 7");
    }

    #[test]
    fn a_screen_is_not_cleared_and_a_title_not_set() {
        check("\u{1b}[2J", "\\u{1b}[2J", "\\u{1b}[2J");
        check("\u{1b}]0;x\u{7}", "\\u{1b}]0;x\\u{7}", "\\u{1b}]0;x\\u{7}");
        check("\u{9b}2J", "\\u{9b}2J", "\\u{9b}2J");
    }

    #[test]
    fn a_line_is_not_written_over() {
        check("FAIL\rPASS", "FAIL\\u{d}PASS", "FAIL\\u{d}PASS");
        check("a\u{8}b", "a\\u{8}b", "a\\u{8}b");
    }

    #[test]
    fn text_is_not_turned_around() {
        check("\u{202e}abc", "\\u{202e}abc", "\\u{202e}abc");
    }

    #[test]
    fn colours_stay_only_where_they_are_wanted_and_end_with_the_text() {
        check(
            "\u{1b}[1;31mred",
            "\\u{1b}[1;31mred",
            "\u{1b}[1;31mred\u{1b}[0m",
        );
    }

    #[test]
    fn without_colours_nothing_else_is_lost() {
        assert_eq!(colorless("\u{1b}[1;31mred\u{1b}[0m\n"), "red\n");
        assert_eq!(colorless("a\u{1b}]0;b\nc"), "a\\u{1b}]0;b\nc");
        assert_eq!(colorless("\u{1b}\u{1b}[0m[31mx"), "\\u{1b}[31mx");
    }

    #[test]
    fn half_a_colour_at_the_end_is_no_colour() {
        check("\u{1b}[3", "\\u{1b}[3", "\\u{1b}[3");
        check("\u{1b}", "\\u{1b}", "\\u{1b}");
    }
}
